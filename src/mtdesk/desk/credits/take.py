"""What to take of packages and gift cards for a session, and from which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.ledger.payments import why_empty
from mtdesk.errors import RefusedError
from mtdesk.model.credit import parts
from mtdesk.store import credits as credit_rows
from mtdesk.store import sessions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.model.credit import Credit
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session
    from mtdesk.store.file.book import Book

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
