"""Payments, and what is owed by whom: in words, in tables and as JSON."""

from __future__ import annotations

from datetime import date

from mtdesk.model.ledger.categories import words_of_key
from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.model.period import human_day
from mtdesk.model.table import DAY, MONEY, NUMBER, TEXT, Listing, digits, listing, table_of
from mtdesk.model.text import counted, joined
from mtdesk.say.document import document
from mtdesk.say.sessions.money import NOT_SAID, by_whom
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.model.ledger.owed import Debt, Outstanding, Owed
    from mtdesk.model.ledger.payment import Payment
    from mtdesk.model.money import Currency

PAYMENT = (
    "id", "received_on", "kind", "amount_minor", "fee_minor", "method", "client", "workplace",
    "insurer", "session=session_id", "is_ahead", "gives_back", "on_1099", "voluntary", "refunded_credit=refunded_credit_id", "note",
)  # fmt: skip
OUTSTANDING = (
    "as_of", "total_minor", "total_paid_ahead_minor",
    ("sessions", (
        "id", "local_date", "client", "price_minor", "tax_minor", "owed_minor", "days", "payer",
        "workplace", "insurer",
    )),
    ("by_client=balances", (
        "client", "owed_minor", "paid_ahead_minor", "sessions=count", "payer", "payer_name",
    )),
)  # fmt: skip
_UNPAID = (
    ("id", NUMBER, digits("id")), ("day", DAY, "local_date"), ("client", TEXT, "client"),
    ("owed", MONEY, "owed_minor"), ("by", TEXT, by_whom), ("days", NUMBER, digits("days")),
)  # fmt: skip
SETTLES = ("session", "insurance", "wage")
_PART = {"tip": "tip", "sales_tax": "sales tax"}
MOST_SESSIONS = 6  # named below a client


def payment_document(payment: Payment) -> dict[str, Any]:
    return document(payment, PAYMENT)


def paid_document(payments: Sequence[Payment], currency: Currency) -> dict[str, Any]:
    return {
        "currency": currency.code,
        "amount_minor": sum(each.amount_minor for each in payments),
        "payments": [payment_document(each) for each in payments],
    }


def paid_lines(payments: Sequence[Payment], currency: Currency) -> list[str]:
    """What was received, and toward what."""
    first, total = payments[0], sum(each.amount_minor for each in payments)
    kinds = dict.fromkeys(each.kind.replace("_", " ") for each in payments)
    paid = list(dict.fromkeys(str(each.session_id) for each in payments if each.session_id))
    toward = f", toward session {', '.join(paid)}" if paid else ""
    if first.kind in GIVEN_BACK:
        return given_back_lines(payments, currency)
    came = f"{currency.format(total)} received, {first.method or NOT_SAID}"
    lines = [f"{joined(list(kinds))} {came}, {first.payer}, {first.received_on}{toward}"]
    return lines + [f"  {line}" for line in beyond_lines(payments, currency)]


def given_back_lines(payments: Sequence[Payment], currency: Currency) -> list[str]:
    """What was given back, and of what: `refund $100.00, Ana, 2026-11-23: of session 3`."""
    first, total = payments[0], sum(each.amount_minor for each in payments)
    if first.refunded_credit_id is not None:
        of = f", of credit {first.refunded_credit_id}"
    elif first.session_id is not None:
        of = f", of session {first.session_id}"
    else:
        of = f", of a {words_of_key(first.gives_back or 'session')} payment for no session"
    lines = [f"{first.kind} {currency.format(total)}, {first.client}, {first.received_on}{of}"]
    if len(payments) > 1:
        parts = [
            f"{currency.format(each.amount_minor)} of its {_PART.get(each.gives_back or '', 'price')}"
            for each in payments
        ]
        lines.append(f"  {joined(parts)}")
    return lines


def beyond_lines(payments: Sequence[Payment], currency: Currency) -> list[str]:
    """What of a payment met nothing that was owed, and where it stands."""
    rest = [each for each in payments if each.session_id is None]
    ahead = sum(each.amount_minor for each in rest if each.is_ahead)
    if ahead:
        whose = rest[-1].payer
        return [f"{currency.format(ahead)} is paid ahead: the next visit of {whose} uses it"]
    beyond = sum(each.amount_minor for each in rest if each.kind in SETTLES)
    if not beyond or (rest[0].workplace is None and rest[0].insurer is None):
        return []
    return [f"{currency.format(beyond)} is more than {rest[0].payer} owed: it stands by itself"]


def still_owed_lines(
    payments: Sequence[Payment], outstanding: Outstanding, currency: Currency
) -> list[str]:
    """What of the sessions that a payment was toward is owed yet, by whom, and what can be done."""
    paid = {each.session_id for each in payments}
    lines = []
    for each in (each for each in outstanding if each.id in paid):
        line = f"{currency.format(each.owed_minor)} of session {each.id} is owed by {by_whom(each)}"
        if each.payer == "insurer":
            less = currency.plain(max((each.price_minor or 0) - each.owed_minor, 0))
            line += (
                f": `mtdesk edit {each.id} payer=client` bills it to the client, "
                f"`mtdesk edit {each.id} price={less}` takes it off"
            )
        lines.append(f"  {line}")
    return lines


def paid_words(payments: Sequence[Payment], currency: Currency) -> str:
    """`$120.00 from Ana Pérez; $30.00 is paid ahead: the next visit of Ana Pérez uses it`."""
    total = currency.format(sum(each.amount_minor for each in payments))
    beyond = "".join(f"; {line}" for line in beyond_lines(payments, currency))
    return f"{total} from {payments[0].payer}{beyond}"


# -- what clients owe


def owed_listing(outstanding: Outstanding, currency: Currency) -> Listing:
    """The unpaid sessions, the oldest first."""
    return listing(table_of("unpaid", outstanding, *_UNPAID), currency)


def debts_listing(outstanding: Outstanding, currency: Currency) -> Listing:
    """What each client owes, and all of them."""
    debts = [
        (who_owes(debt), debt.owed_minor, debt.paid_ahead_minor) for debt in outstanding.balances
    ]
    ahead = outstanding.total_paid_ahead_minor
    rows = (*debts, ("all", outstanding.total_minor, ahead))
    if not ahead:
        return Listing(
            heads=("client", "owed"),
            rows=tuple((name, currency.format(minor)) for name, minor, _ in rows),
            right=(1,),
        )
    return Listing(
        heads=("client", "owed", "paid ahead"),
        rows=tuple(
            (name, currency.format(minor), currency.format(before)) for name, minor, before in rows
        ),
        right=(1, 2),
    )


def who_owes(debt: Debt) -> str:
    """The client, the workplace, or the insurer."""
    if debt.payer == "insurer":
        return f"insurer {debt.payer_name}" if debt.payer_name else "an insurer"
    return debt.payer_name or debt.client or "no client said"


def debt_row(debt: Debt, currency: Currency, today: date) -> tuple[str, ...]:
    """Client, what is owed, for how many sessions, since when."""
    oldest = debt.sessions[0]
    return (
        who_owes(debt),
        currency.format(debt.owed_minor),
        str(debt.count),
        f"{_day(oldest.local_date, today)}, {oldest.days} d",
    )


def debts_words(outstanding: Outstanding, currency: Currency, *, is_sorted: bool = False) -> str:
    if not outstanding:
        return "Nothing is outstanding."
    order = "" if is_sorted else ", the largest first"
    return (
        f"{currency.format(outstanding.total_minor)} in all{order}. "
        "A payment settles the oldest sessions first."
    )


def debt_lines(debt: Debt, currency: Currency, today: date) -> str:
    """The client's oldest unpaid sessions, a line for each."""
    listed = [_owed(each, currency, today) for each in debt.sessions[:MOST_SESSIONS]]
    more = debt.count - len(listed)
    return "\n".join([*listed, *([f"and {more} more"] if more else [])])


def _owed(each: Owed, currency: Currency, today: date) -> str:
    return f"#{each.id} {_day(each.local_date, today)}: {currency.format(each.owed_minor)}" + (
        f" of {currency.format(each.price_minor)}" if each.price_minor else ""
    )


def owed_to_you(outstanding: Outstanding, currency: Currency) -> str:
    """`$190.00 owed to you, 2 clients`."""
    who = counted(len(outstanding.by_client), "client")
    return f"{currency.format(outstanding.total_minor)} owed to you, {who}"


def payment_line(payment: Payment, outstanding: Outstanding, currency: Currency) -> str:
    """`$80.00 from Ana Pérez · check · $80.00 outstanding`."""
    owed = (
        f"{currency.format(outstanding.total_minor)} outstanding"
        if outstanding
        else "nothing was outstanding"
    )
    said = f"{currency.format(payment.amount_minor)} from {payment.payer}"
    return " · ".join(part for part in (said, payment.method, owed) if part)


def _day(text: str, today: date) -> str:
    return human_day(date.fromisoformat(text), today)
