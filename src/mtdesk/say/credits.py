"""Packages and gift cards: their sentences, their tables, their JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mtdesk.desk.credits import Held, Redeemed, Use
from mtdesk.model.credit import Credit
from mtdesk.model.ledger.owed import Owed
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.money import Currency
from mtdesk.model.period import human_day
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined
from mtdesk.say.document import document
from mtdesk.say.sessions import REDEMPTION, SESSION
from mtdesk.typed import Any

CREDIT = (
    "id", "kind", "client", "sold_on", "amount_minor", "used_minor", "refunded_minor",
    "expires_on", "sessions", "sessions_left", "code", "payment=payment_id",
)  # fmt: skip
REDEEMED = (
    "operation",
    ("session=visit.session", SESSION),
    ("redemptions=visit.redemptions", REDEMPTION),
    "owed_minor=visit.open_minor",
)
MOST_NAMED = 4  # sessions in a sentence
ABOUT_SALES = "Money received today, and work owed for it until it is used or expires."
ABOUT_GIVING_BACK = "The session owes it again; the credit holds it again."
SELL = "sell a package or gift card"
GIVEN_BACK = "not paid from credit any more"


def credit_document(credit: Credit, day: str) -> dict[str, Any]:
    """A credit with what it holds on a day."""
    then = {"rest_minor": credit.rest_minor(day), "state": credit.state(day)}
    return {**document(credit, CREDIT), **then}


def held_document(held: Held, currency: Currency) -> dict[str, Any]:
    return {
        "as_of": held.day,
        "currency": currency.code,
        "total_minor": held.total_minor,
        "credits": [credit_document(each, held.day) for each in held.credits],
    }


def redeemed_document(done: Redeemed, currency: Currency, day: str) -> dict[str, Any]:
    return {
        "currency": currency.code,
        **document(done, REDEEMED),
        "credits": [credit_document(each, day) for each in done.credits],
    }


# -- sentences


def sold_words(credit: Credit, currency: Currency) -> str:
    """`credit 3: package $400.00, 5 sessions, Ana Pérez, expires 2027-11-30`."""
    parts = [
        f"credit {credit.id}: {credit.words} {currency.format(credit.amount_minor)}",
        counted(credit.sessions, "session") if credit.sessions else "",
        credit.client or "",
        f"expires {credit.expires_on}" if credit.expires_on else "",
    ]
    return ", ".join(part for part in parts if part)


def refund_words(credit: Credit, payment: Payment, currency: Currency) -> str:
    """`refund $80.00, Ana Pérez, 2026-11-20, of credit 3`."""
    said = currency.format(payment.amount_minor)
    return f"refund {said}, {credit.client}, {payment.received_on}, of credit {credit.id}"


def redeemed_words(done: Redeemed, words: str, currency: Currency) -> str:
    """`session 214 of $90.00: paid from credit, $10.00 owed`."""
    session, price = done.visit.session, done.visit.session.price_minor
    costs = "" if price is None else f" of {currency.format(price)}"
    owed = f", {currency.format(done.visit.open_minor)} owed" if done.visit.open_minor else ""
    return f"session {session.id}{costs}: {words}{owed}"


def rest_words(credit: Credit, day: str, currency: Currency) -> str:
    """`credit 3 (package) holds $320.00, 4 of 5 sessions`."""
    left = f", {_sessions(credit)} sessions" if credit.sessions is not None else ""
    return (
        f"credit {credit.id} ({credit.words}) holds {currency.format(credit.rest_minor(day))}{left}"
    )


def owed_for_them(total_minor: int, currency: Currency) -> str:
    return f"{currency.format(total_minor)} of work is owed for them"


def held_words(held: Held, currency: Currency) -> str:
    """What is owed for those listed, and for those that another program sold."""
    others = ""
    if held.elsewhere_minor:
        minor = currency.format(held.elsewhere_minor)
        others = f" {minor} more was sold by another program, whose use is not known here."
    if held.credits:
        return f"{owed_for_them(held.total_minor, currency)}.{others}"
    which = "was ever sold here" if held.is_all else "sold here still holds anything"
    return f"No package or gift card {which}. a sells one.{others}"


def facts(credit: Credit, uses: Sequence[Use], currency: Currency) -> str:
    """When it was sold, and the sessions that it was used for, the latest named."""
    code = f", code {credit.code}" if credit.code else ""
    sold = currency.format(credit.amount_minor)
    first = f"credit {credit.id}, sold {credit.sold_on} for {sold}{code}"
    if not uses:
        return f"{first}\nnot used yet"
    latest = [
        f"#{use.session_id} {use.redeemed_on} {currency.format(use.amount_minor)}"
        for use in uses[-MOST_NAMED:]
    ]
    more = f"{len(uses) - len(latest)} before, " if len(uses) > len(latest) else ""
    return f"{first}\nused for session {more}{', '.join(latest)}"


def owing_words(credit: Credit, owed: Sequence[Owed], currency: Currency, today: date) -> str:
    """The sessions that the holder of a credit owes for."""
    if not owed:
        return (
            f"{credit.client} owes for no session. Another's may be paid from it: give its number."
        )
    listed = [
        f"#{each.id} {human_day(each.local_date, today)} {currency.format(each.owed_minor)}"
        for each in owed[:MOST_NAMED]
    ]
    more = len(owed) - len(listed)
    said = joined([", ".join(listed), f"{more} more"]) if more else ", ".join(listed)
    return f"{credit.client} owes for {said}."


# -- lists


def credits_listing(held: Held, currency: Currency) -> Listing:
    return Listing(
        heads=(
            "id", "sold", "client", "kind", "value", "rest", "sessions", "state", "expires", "code",
        ),
        rows=tuple(
            (
                str(each.id),
                each.sold_on,
                each.client or "",
                each.words,
                currency.format(each.amount_minor),
                currency.format(each.rest_minor(held.day)),
                _sessions(each),
                each.state(held.day),
                each.expires_on or "",
                each.code or "",
            )
            for each in held.credits
        ),
        right=(0, 4, 5, 6),
    )  # fmt: skip


def _sessions(credit: Credit) -> str:
    """`4 of 5` that it was sold as; empty where it was sold as an amount."""
    return "" if credit.sessions is None else f"{credit.sessions_left} of {credit.sessions}"
