"""Money in and out, miles driven, hours unpaid."""

from __future__ import annotations

from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.categories import CATEGORIES, Category
from mtdesk.model.ledger.payment import CREDIT_KINDS, METHODS, PAYMENT_KINDS, Payment, Redemption

__all__ = [
    "CATEGORIES",
    "CREDIT_KINDS",
    "METHODS",
    "PAYMENT_KINDS",
    "WORK_KINDS",
    "Category",
    "Expense",
    "Payment",
    "Redemption",
    "Trip",
    "WorkTime",
]
WORK_KINDS = ("admin", "laundry", "travel", "marketing", "education", "other")


@frozen
class Expense:
    """`category` is a key, called as the profile does; `category_text` what another program called it.

    `category_from` is how a line came to it (typed, learned from the vendor's last expense, none);
    it is said once and not stored.
    """

    spent_on: str
    category: str
    amount_minor: int
    id: int | None = None
    category_text: str | None = None
    vendor: str | None = None
    method: str | None = None
    note: str = ""
    category_from: str | None = None


@frozen
class Trip:
    """`distance_tenths` of `unit`, which is mi or km."""

    travelled_on: str
    distance_tenths: int
    unit: str
    id: int | None = None
    purpose: str = ""


@frozen
class WorkTime:
    """Working minutes that nobody pays for; `kind` is one of WORK_KINDS."""

    worked_on: str
    minutes: int
    kind: str
    id: int | None = None
    note: str = ""
