"""What a session takes of packages and gift cards, and from which; what it does once changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtdesk.desk.ledger.payments import why_empty
from mtdesk.errors import RefusedError
from mtdesk.model.credit import WORDS, Credit, parts
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import Redemption
from mtdesk.model.money import Currency
from mtdesk.model.session import Session
from mtdesk.store import credits as credit_rows
from mtdesk.store import sessions
from mtdesk.store.file.book import Book
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.model.entry import Entry

USED_FOR = ("done", "no_show", "late_cancel")  # what a credit can pay: not what is to come or off


def usable(book: Book, session: Session, credit_id: int | None, day: str) -> list[Credit]:
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


def wanted(
    book: Book, session: Session, found: Sequence[Credit], said: int | None, currency: Currency
) -> tuple[int, int | None]:
    """The amount to take, and the session's price then."""
    owed, price = sessions.visit(book, session).open_minor, session.price_minor
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


def taken(
    found: Sequence[Credit], wanted: int, day: str, currency: Currency
) -> list[tuple[Credit, int]]:
    """What each credit gives toward the amount wanted.

    Raises:
        RefusedError: together they hold less.
    """
    given = parts(found, wanted, day)
    rest = sum(share for _, share in given)
    if rest < wanted:
        raise RefusedError(
            f"{currency.format(wanted)} is more than the {currency.format(rest)} that "
            f"{found[0].client} has left there",
            hint="log it as owed, then `mtdesk credit redeem` with --amount takes a part",
        )
    return given


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
        raise entry.wrong("method", error.message, error.hint) from None


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
    tip = 0
    if entry.price_minor is None and share:
        session = replace(session, price_minor=share)
        parts = [(found[0], share)]
    elif session.price_minor:
        tip = _tip_of(entry, session, found)
        parts = taken(found, session.price_minor + tip, day, currency)
    else:
        raise RefusedError(f"what does it cost? say the price to take from the {WORDS[kind]}")
    return session, tuple(_redeemed(session, parts, tip))


def _tip_of(entry: Entry, session: Session, found: Sequence[Credit]) -> int:
    """The tip, where gift cards hold it beside the price: theirs is money for anything."""
    tip, price = entry.tip_minor or 0, session.price_minor or 0
    rest = sum(each.rest_minor(session.local_date) for each in found)
    return tip if entry.method == "gift_card" and price + tip <= rest else 0


def _redeemed(
    session: Session, parts: Sequence[tuple[Credit, int]], tip_minor: int
) -> Iterator[Redemption]:
    """A row for each credit; the price is taken first, so that the tip is of the last ones."""
    price = sum(amount for _, amount in parts) - tip_minor
    for credit, amount in parts:
        of_price = min(price, amount)
        price -= of_price
        yield Redemption(
            redeemed_on=max(session.local_date, credit.sold_on),
            amount_minor=amount,
            tip_minor=amount - of_price,
            client_id=session.client_id,
            credit_id=credit.id,
            kind=credit.kind,
        )


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
    total = sum(each.price_minor for each in used)
    over = 0 if session.price_minor is None else max(total - session.price_minor, 0)
    kept = []
    for each in reversed(used):
        less = min(over, each.price_minor)
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
