"""Money in and out, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.ledger import Expense, Payment
    from mtdesk.model.profile import Profile


def category_words(expense: Expense, profile: Profile) -> str:
    """What its category is called, and that it was taken from the last such expense."""
    learned = " (as last time)" if expense.category_from == "learned" else ""
    return f"{profile.words(expense.category)}{learned}"


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
