"""Money in and out, miles driven, hours unpaid."""

from __future__ import annotations

from dataclasses import dataclass

from mtdesk.model.frozen import frozen
from mtdesk.model.payment import CREDIT_KINDS, METHODS, PAYMENT_KINDS, Payment, Redemption

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
    """`category` is a key of CATEGORIES; `category_text` what another program called it.

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


@dataclass(frozen=True, slots=True)
class Category:
    """An expense category: its key in the data, its words, and the percentage deducted by default."""

    key: str
    words: str
    deductible_percent: int = 100


class _Categories(dict[str, Category]):
    """Categories by key. One that a profile of her own named is called by its key."""

    def __missing__(self, key: str) -> Category:
        return Category(key, key.replace("_", " "))


# Keys of US Schedule C, valid everywhere; lines of forms are mapped by year in the profiles, so that
# data outlives forms. Meals at half and own bodywork not at all are the US profile's defaults, for
# her accountant to check.
CATEGORIES: dict[str, Category] = _Categories(
    (category.key, category)
    for category in (
        Category("advertising", "advertising"),
        Category("car_mileage", "car and mileage"),
        Category("commissions_fees", "commissions and fees"),
        Category("contract_labor", "contract labor"),
        Category("equipment_depreciation", "equipment"),
        Category("insurance", "insurance"),
        Category("legal_professional", "legal and professional"),
        Category("office", "office"),
        Category("rent_equipment", "rent of equipment"),
        Category("rent_room", "rent of room"),
        Category("repairs", "repairs"),
        Category("supplies", "supplies"),
        Category("taxes_licenses", "taxes and licenses"),
        Category("travel", "travel"),
        Category("meals", "meals", 50),
        Category("utilities", "utilities"),
        Category("dues", "dues"),
        Category("laundry", "laundry"),
        Category("continuing_education", "continuing education"),
        Category("phone", "phone"),
        Category("software", "software"),
        Category("own_bodywork", "own bodywork", 0),
        Category("other", "other"),
    )
)
