"""Money in and out, in words and as JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.model.period import human_day

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.entry.kinds import TimeLine
    from mtdesk.model.entry.lines import TripLine
    from mtdesk.model.ledger import Expense, Payment
    from mtdesk.model.money import Currency


def payment_document(payment: Payment) -> dict[str, Any]:
    return {
        "id": payment.id,
        "received_on": payment.received_on,
        "kind": payment.kind,
        "amount_minor": payment.amount_minor,
        "fee_minor": payment.fee_minor,
        "method": payment.method,
        "client": payment.client,
        "session": payment.session_id,
        "on_1099": payment.on_1099,
        "voluntary": payment.voluntary,
        "refunded_credit": payment.refunded_credit_id,
        "note": payment.note,
    }


# -- a line as understood


def expense_line(expense: Expense, currency: Currency, today: date) -> str:
    """`spent $42.50 · oil · supplies (as last time) · card · today`."""
    from mtdesk.model.ledger import CATEGORIES

    learned = " (as last time)" if expense.category_from == "learned" else ""
    return _line(
        f"spent {currency.format(expense.amount_minor)}",
        expense.vendor,
        f"{CATEGORIES[expense.category].words}{learned}",
        expense.method,
        human_day(date.fromisoformat(expense.spent_on), today),
        expense.note,
    )


def trip_line(line: TripLine, today: date) -> str:
    """`trip of 12 mi · home visit · today`."""
    distance = f"trip of {line.distance_tenths / 10:g} {line.unit}"
    return _line(distance, line.purpose, human_day(line.day, today), line.note)


def work_line(line: TimeLine) -> str:
    """`30 min laundry · unpaid · today · two loads`."""
    return _line(f"{line.minutes} min {line.kind}", "unpaid", "today", line.note)


def payment_line(payment: Payment, owed_minor: int, currency: Currency) -> str:
    """`$80.00 from Ana Pérez · check · $80.00 outstanding`."""
    owed = f"{currency.format(owed_minor)} outstanding" if owed_minor else ""
    said = f"{currency.format(payment.amount_minor)} from {payment.client}"
    return _line(said, payment.method, owed or "nothing was outstanding")


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
