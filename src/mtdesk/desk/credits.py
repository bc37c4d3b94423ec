"""Packages and gift cards: sold, used for sessions, given back, refunded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.ledger import Ledger
from mtdesk.desk.ledger.credit import refuse_empty, why_empty
from mtdesk.desk.ledger.day import day_of
from mtdesk.desk.opened import who
from mtdesk.errors import EntryError, InvalidError, RefusedError
from mtdesk.model.credit import WORDS, Credit, parts
from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.payment import CREDIT_KINDS, Redemption
from mtdesk.model.names import clean
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.rules import LATER, PRICE, SESSIONS_SOLD
from mtdesk.store import credits as credit_rows
from mtdesk.store import ledger, sessions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtdesk.desk.opened import Opened
    from mtdesk.model.entry import Entry
    from mtdesk.model.ledger.payment import Payment
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session
    from mtdesk.store.file.book import Book

EXPIRY_DAYS = 30  # before it expires, from when a credit is brought to mind
USED_FOR = ("done", "no_show", "late_cancel")  # what a credit can pay: not what is to come or off


@frozen
class Redeemed:
    """A session as it is after credit was used for it, or given back."""

    session: Session
    redemptions: tuple[Redemption, ...]
    owed_minor: int
    credits: tuple[Credit, ...]
    operation: int


@frozen
class Use:
    """A session that a credit pays for, or a part of it."""

    session_id: int
    redeemed_on: str
    amount_minor: int
    client: str | None


class Credits:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def sell(
        self,
        client: str,
        amount: str,
        *,
        kind: str = "package",
        sessions_sold: str | None = None,
        code: str | None = None,
        expires: str | None = None,
        method: str | None = None,
        on: str | None = None,
    ) -> tuple[Credit, int]:
        """A package or gift card for a client; returns it and its operation.

        Raises:
            InvalidError: a value is wrong.
        """
        key = kind.strip().casefold().replace("-", "_").replace(" ", "_")
        if key not in CREDIT_KINDS:
            raise InvalidError("kind", f"“{kind}” is neither package nor gift_card")
        count = (
            None if sessions_sold is None else SESSIONS_SOLD.read_whole(sessions_sold, "sessions")
        )
        payment = Ledger(self._opened).received(client, amount, kind=key, method=method, on=on)
        today = self._opened.now().date()
        last = None if expires is None else LATER.read(expires, today, "expires").isoformat()
        if last is not None and last <= payment.received_on:
            raise InvalidError("expires", f"{last} is not after {payment.received_on}, its sale")
        book = self._opened.writable()
        said = self._opened.settings.currency.format(payment.amount_minor)
        summary = f"{WORDS[key]} of {said} sold to {payment.client}"
        with book.transaction("credit", summary, self._opened.stamp()) as operation:
            credit_id = credit_rows.add(
                book,
                ledger.add_payment(book, payment),
                payment.client_id or 0,
                sessions=count,
                code=clean(code, "code", most=60) or None if code else None,
                expires_on=last,
            )
        return credit_rows.get(book, credit_id), operation

    def find(self, client: str | None = None, *, used_too: bool = False) -> list[Credit]:
        """Credits that still hold something, the oldest first; with `used_too` all there ever were.

        Those that expired with a rest count as still there until they are asked away.

        Raises:
            NotFoundError: no client of that name.
        """
        book = self._opened.book
        if client is None:
            found = credit_rows.every(book) if used_too else credit_rows.unused(book)
        else:
            wanted = who.matching(self._opened.book, client)
            found = [each for who in wanted for each in credit_rows.of_client(book, who.id or 0)]
        return [each for each in found if used_too or each.unused_minor]

    def reminders(self) -> list[Reminder]:
        """The packages and gift cards that hold something and expire soon."""
        today = self._opened.today
        first, last = today + timedelta(days=1), today + timedelta(days=EXPIRY_DAYS)
        currency = self._opened.settings.currency
        return [
            Reminder(
                level="note",
                text=f"{each.client}'s {each.words} with {currency.format(each.unused_minor)} unused "
                f"expires {human_day(date.fromisoformat(each.expires_on or ''), today)}.",
                day=each.expires_on,
                area="Money",
                subject=each.id,
            )
            for each in credit_rows.expiring(self._opened.book, str(first), str(last))
            if each.unused_minor
        ]

    def liability_minor(self) -> int:
        """What is owed for packages and gift cards today, those of other programs included."""
        return ledger.credit_liability(self._opened.book, self._opened.today.isoformat())

    def redeem(
        self,
        session_id: int,
        *,
        credit_id: int | None = None,
        amount: str | None = None,
        on: str | None = None,
    ) -> Redeemed:
        """Pay what a session owes, or an amount of it, from its client's credit or from one named.

        The oldest credit comes first. One that was sold as a number of sessions gives the value of
        one of them, which then is the session's price, when neither an amount was said nor
        anything paid.

        Raises:
            NotFoundError: no such session or credit.
            RefusedError: nothing is owed, or the credit does not hold that much.
        """
        session = sessions.get(self._opened.book, session_id)
        if session.status not in USED_FOR:
            raise RefusedError(
                f"session {session_id} is {session.status}; a credit is used once it was held"
            )
        currency = self._opened.settings.currency
        said = None
        if amount is not None:
            said = PRICE.read(amount, currency)
            if not said:
                raise InvalidError("amount", "is 0; leave it out to take all that is owed")
        day = day_of(self._opened, on)
        book = self._opened.writable()
        summary = f"session {session_id} paid from credit"
        with book.transaction("redeem", summary, self._opened.stamp()) as operation:
            found = _usable(book, session, credit_id, day)
            wanted, price = _wanted(book, session, found, said, currency)
            taken = _taken(found, wanted, day, currency)
            if price != session.price_minor:
                session = replace(session, price_minor=price)
                sessions.change(book, session_id, session)
            for credit, share in taken:
                ledger.add_redemption(
                    book,
                    Redemption(
                        redeemed_on=day,
                        amount_minor=share,
                        client_id=session.client_id,
                        session_id=session_id,
                        credit_id=credit.id,
                    ),
                )
        return self._redeemed(session_id, [credit for credit, _ in taken], operation)

    def give_back(self, session_id: int) -> Redeemed:
        """Undo the use of credit for a session, which then owes it again.

        Raises:
            NotFoundError: no such session; RefusedError: no credit was used for it.
        """
        book = self._opened.book
        sessions.get(book, session_id)
        used = ledger.redemptions_of(book, session_id)
        if not used:
            raise RefusedError(f"session {session_id} was not paid from a credit")
        book = self._opened.writable()
        summary = f"credit used for session {session_id} given back"
        with book.transaction("redeem", summary, self._opened.stamp()) as operation:
            for redemption in used:
                ledger.change_redemption(book, replace(redemption, amount_minor=0))
        found = [credit_rows.get(book, each.credit_id) for each in used if each.credit_id]
        return self._redeemed(session_id, found, operation)

    def refund(
        self,
        credit_id: int,
        amount: str | None = None,
        *,
        method: str | None = None,
        on: str | None = None,
    ) -> tuple[Credit, Payment, int]:
        """Give money back for what a credit still holds, or an amount of it.

        One that has expired can be refunded too. Returns the credit, the refund, its operation.

        Raises:
            NotFoundError: no such credit.
            RefusedError: it holds nothing; InvalidError: it holds less than that.
        """
        credit = credit_rows.get(self._opened.book, credit_id)
        if amount is None:
            refuse_empty(credit)
            amount = self._opened.settings.currency.plain(credit.unused_minor)
        [payment], operation = Ledger(self._opened).pay(
            str(credit.client_id), amount, kind="refund", method=method, on=on, credit_id=credit_id
        )
        return credit_rows.get(self._opened.book, credit_id), payment, operation

    def uses(self, credit_id: int) -> list[Use]:
        """The sessions that a credit pays for, the oldest use first."""
        return [
            Use(**{name: row[name] for name in row.keys()})  # noqa: SIM118 - a Row is no dict
            for row in credit_rows.uses(self._opened.book, credit_id)
        ]

    def _redeemed(self, session_id: int, used: Iterable[Credit], operation: int) -> Redeemed:
        book = self._opened.book
        return Redeemed(
            session=sessions.get(book, session_id),
            redemptions=tuple(ledger.redemptions_of(book, session_id)),
            owed_minor=sessions.owed(book, session_id),
            credits=tuple(credit_rows.get(book, each.id or 0) for each in used),
            operation=operation,
        )


# -- a session logged as paid with `package` or `gift card`


def used_by(
    entry: Entry, session: Session, held: Sequence[Credit], currency: Currency
) -> tuple[Session, tuple[Redemption, ...]]:
    """The session with the price it takes from its client's credits, and what each of them gives.

    Raises:
        EntryError: there is no such credit, or it does not hold that much.
    """
    try:
        return _used_by(entry, session, held, currency)
    except RefusedError as error:
        start, end = entry.spans.get("method", (0, 0))
        raise EntryError("method", error.message, start=start, end=end, hint=error.hint) from None


def _used_by(
    entry: Entry, session: Session, held: Sequence[Credit], currency: Currency
) -> tuple[Session, tuple[Redemption, ...]]:
    kind, day = entry.method or "", session.local_date
    if session.status not in USED_FOR:
        raise RefusedError(f"a {WORDS[kind]} pays for a session once it was held, not before")
    if entry.price_minor == 0:
        raise RefusedError(f"the session is free, so the {WORDS[kind]} gives nothing for it")
    if session.client_id is None:
        raise RefusedError(
            f"a {WORDS[kind]} needs a client who has one; sell it with `credit sell`"
        )
    found = [each for each in held if each.kind == kind and each.rest_minor(day)]
    if not found:
        others = sum(each.rest_minor(day) for each in held)
        beside = f"; other credit holds {currency.format(others)}" if others else ""
        raise RefusedError(f"{session.client} has no {WORDS[kind]} with anything left{beside}")
    share = found[0].share_minor
    if entry.price_minor is None and share:
        session = replace(session, price_minor=share)
        taken = [(found[0], share)]
    elif session.price_minor:
        taken = _taken(found, session.price_minor, day, currency)
    else:
        raise RefusedError(f"what does it cost? say the price to take from the {WORDS[kind]}")
    return session, tuple(
        Redemption(
            redeemed_on=max(day, credit.sold_on),
            amount_minor=amount,
            client_id=session.client_id,
            credit_id=credit.id,
            kind=kind,
        )
        for credit, amount in taken
    )


def refuse_overdrawn(book: Book, redemptions: Iterable[Redemption]) -> None:
    """Within the transaction that writes them: another program may have used the same credit.

    Raises:
        RefusedError: more was used than there is.
    """
    for redemption in redemptions:
        if redemption.credit_id and credit_rows.get(book, redemption.credit_id).unused_minor < 0:
            raise RefusedError(f"credit {redemption.credit_id} was used meanwhile; log it again")


def followed(
    book: Book, before: Session, session: Session, used: Sequence[Redemption]
) -> list[Redemption]:
    """Redemptions of a session after it was edited: they follow its day, and never exceed its price.

    Raises:
        RefusedError: it has another client now, or moved to where the credit had expired.
    """
    if session.client_id != before.client_id or session.client != before.client:
        raise RefusedError(
            f"session {before.id} was paid from a credit of {before.client}; "
            f"`mtdesk credit give-back {before.id}` comes first"
        )
    total = sum(each.amount_minor for each in used)
    over = 0 if session.price_minor is None else max(total - session.price_minor, 0)
    kept = []
    for each in reversed(used):
        less = min(over, each.amount_minor)
        over -= less
        day = each.redeemed_on
        if day == before.local_date != session.local_date:
            day = _day_for(book, each, session.local_date)
        kept.append(replace(each, amount_minor=each.amount_minor - less, redeemed_on=day))
    return kept[::-1]


def _day_for(book: Book, redemption: Redemption, day: str) -> str:
    if redemption.credit_id is None:
        return day
    credit = credit_rows.get(book, redemption.credit_id)
    day = max(day, credit.sold_on)
    if credit.is_expired(day):
        raise RefusedError(f"credit {credit.id} expired on {credit.expires_on}, before {day}")
    return day


# -- what to take, and from where


def _usable(book: Book, session: Session, credit_id: int | None, day: str) -> list[Credit]:
    """The credits to take from: the one named, or those of the session's client, with a rest."""
    if credit_id is not None:
        credit = credit_rows.get(book, credit_id)
        if day < credit.sold_on:
            raise RefusedError(f"credit {credit_id} was sold on {credit.sold_on}, after {day}")
        if not credit.unused_minor:
            raise RefusedError(why_empty(credit))
        if credit.is_expired(day):
            raise RefusedError(f"credit {credit_id} expired on {credit.expires_on}")
        return [credit]
    if session.client_id is None:
        raise RefusedError(f"session {session.id} has no client; name the credit that pays it")
    held = credit_rows.of_client(book, session.client_id)
    found = [each for each in held if each.rest_minor(day) and each.sold_on <= day]
    if not found:
        expired = [each for each in held if each.state(day) == "expired"]
        why = f"; credit {expired[-1].id} expired on {expired[-1].expires_on}" if expired else ""
        raise RefusedError(f"{session.client} has no credit with anything left on {day}{why}")
    return found


def _wanted(
    book: Book, session: Session, found: Sequence[Credit], said: int | None, currency: Currency
) -> tuple[int, int | None]:
    """The amount to take, and the session's price then."""
    owed, price = sessions.owed(book, session.id or 0), session.price_minor
    if price is not None and not owed:
        raise RefusedError(f"session {session.id} owes nothing")
    if said is not None:
        if price is not None and said > owed:
            raise RefusedError(f"session {session.id} owes only {currency.format(owed)}")
        return said, said if price is None else price
    share = found[0].share_minor
    if share and (price is None or owed == price):
        return share, share
    if price is None:
        raise RefusedError(f"session {session.id} has no price; say the amount to take")
    return owed, price


def _taken(
    found: Sequence[Credit], wanted: int, day: str, currency: Currency
) -> list[tuple[Credit, int]]:
    """What each credit gives toward the amount wanted.

    Raises:
        RefusedError: together they hold less.
    """
    taken = parts(found, wanted, day)
    rest = sum(share for _, share in taken)
    if rest < wanted:
        raise RefusedError(
            f"{currency.format(wanted)} is more than the {currency.format(rest)} that "
            f"{found[0].client} has left there",
            hint="log it as owed, then `mtdesk credit redeem` with --amount takes a part",
        )
    return taken
