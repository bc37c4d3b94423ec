"""Packages and gift cards: sold, used for sessions, given back, refunded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mtdesk.desk.credits.take import USED_FOR, taken, usable, wanted
from mtdesk.desk.ledger import Ledger
from mtdesk.desk.ledger.payments import day_of, refuse_empty
from mtdesk.desk.opened import Opened, Writing, who
from mtdesk.errors import InvalidError, RefusedError
from mtdesk.model.credit import WORDS, Credit
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.ledger.payment import CREDIT_KINDS, Payment, Redemption
from mtdesk.model.names import clean
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.rules import LATER, PRICE, SESSIONS_SOLD
from mtdesk.model.session import Visit
from mtdesk.store import credits as credit_rows
from mtdesk.store import ledger, sessions
from mtdesk.store.ledger import sums

EXPIRY_DAYS = 30  # before it expires, from when a credit is brought to mind


@frozen
class Redeemed:
    """A session as it is after credit was used for it, or given back."""

    visit: Visit
    credits: tuple[Credit, ...]
    operation: int


@frozen
class Held:
    """Credits of a day: those that still hold something, or with `is_all` all there ever were.

    `elsewhere_minor` is the work owed for what other programs sold.
    """

    day: str
    credits: tuple[Credit, ...]
    is_all: bool
    elsewhere_minor: int

    @property
    def total_minor(self) -> int:
        return sum(each.rest_minor(self.day) for each in self.credits)


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
        with self._opened.writing("credit") as writing:
            payment = Ledger(self._opened).received(client, amount, kind=key, method=method, on=on)
            today = self._opened.now().date()
            last = None if expires is None else LATER.read(expires, today, "expires").isoformat()
            if last is not None and last <= payment.received_on:
                raise InvalidError(
                    "expires", f"{last} is not after {payment.received_on}, its sale"
                )
            said = self._opened.settings.currency.format(payment.amount_minor)
            writing.is_about(f"{WORDS[key]} of {said} sold to {payment.client}")
            credit_id = credit_rows.add(
                writing.book,
                ledger.add_payment(writing.book, payment),
                payment.client_id or 0,
                sessions=count,
                code=clean(code, "code", most=60) or None if code else None,
                expires_on=last,
            )
            return credit_rows.get(writing.book, credit_id), writing.operation

    def find(self, client: str | None = None, *, used_too: bool = False) -> list[Credit]:
        """Credits that hold something today, the oldest first; with `used_too` all there ever were.

        Those that expired with a rest count as still there until they are asked away.

        Raises:
            NotFoundError: no client of that name.
        """
        book, day = self._opened.book, self._opened.today.isoformat()
        if client is None:
            found = credit_rows.every(book, day) if used_too else credit_rows.unused(book, day)
        else:
            wanted = who.matching(book, client)
            found = [
                each for who in wanted for each in credit_rows.of_client(book, who.id or 0, day)
            ]
        return [each for each in found if used_too or each.unused_minor]

    def held(self, client: str | None = None, *, used_too: bool = False) -> Held:
        """What `find` finds, with the work that is owed for it."""
        day = self._opened.today.isoformat()
        found = tuple(self.find(client, used_too=used_too))
        others = 0
        if client is None:
            others = self.liability_minor() - sum(each.rest_minor(day) for each in found)
        return Held(day=day, credits=found, is_all=used_too, elsewhere_minor=others)

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
                sign="credit_ends",
                short=f"{each.client}'s {each.words} expires "
                f"{human_day(date.fromisoformat(each.expires_on or ''), today)}",
                day=each.expires_on,
                area="Money",
                subject=each.id,
            )
            for each in credit_rows.expiring(self._opened.book, str(first), str(last), str(today))
            if each.unused_minor
        ]

    def liability_minor(self) -> int:
        """What is owed for packages and gift cards today, those of other programs included."""
        return sums.credit_liability(self._opened.book, self._opened.today.isoformat())

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
        currency = self._opened.settings.currency
        said = None
        if amount is not None:
            said = PRICE.read(amount, currency)
            if not said:
                raise InvalidError("amount", "is 0; leave it out to take all that is owed")
        day = day_of(self._opened, on)
        summary = f"session {session_id} paid from credit"
        with self._opened.writing("redeem", summary) as writing:
            book = writing.book
            session = sessions.get(book, session_id)
            if session.status not in USED_FOR:
                raise RefusedError(
                    f"session {session_id} is {session.status}; a credit is used once it was held"
                )
            found = usable(book, session, credit_id, day)
            amount_minor, price = wanted(book, session, found, said, currency)
            shares = taken(found, amount_minor, day, currency)
            if price != session.price_minor:
                sessions.change(book, session_id, replace(session, price_minor=price))
            for credit, share in shares:
                redemption = Redemption(
                    redeemed_on=day,
                    amount_minor=share,
                    client_id=session.client_id,
                    session_id=session_id,
                    credit_id=credit.id,
                )
                ledger.add_redemption(book, redemption)
            return _redeemed(writing, session_id, [credit.id for credit, _ in shares])

    def give_back(self, session_id: int) -> Redeemed:
        """Undo the use of credit for a session, which then owes it again.

        Raises:
            NotFoundError: no such session; RefusedError: no credit was used for it.
        """
        summary = f"credit used for session {session_id} given back"
        with self._opened.writing("redeem", summary) as writing:
            sessions.get(writing.book, session_id)
            used = ledger.redemptions_of(writing.book, session_id)
            if not used:
                raise RefusedError(f"session {session_id} was not paid from a credit")
            for redemption in used:
                ledger.change_redemption(writing.book, replace(redemption, amount_minor=0))
            return _redeemed(writing, session_id, [each.credit_id for each in used])

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
        rows = credit_rows.uses(self._opened.book, credit_id)
        return [Use(**dict(zip(row.keys(), row, strict=True))) for row in rows]


def _redeemed(writing: Writing, session_id: int, used: Iterable[int | None]) -> Redeemed:
    book = writing.book
    return Redeemed(
        visit=sessions.visit(book, sessions.get(book, session_id)),
        credits=tuple(credit_rows.get(book, number) for number in used if number),
        operation=writing.operation,
    )
