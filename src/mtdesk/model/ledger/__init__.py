"""Money in and out, miles driven, hours unpaid."""

from __future__ import annotations

from mtdesk.model.frozen import frozen
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


@frozen
class Category:
    """An expense category: its key in the data, its words, and the percentage deducted by default."""

    key: str
    words: str
    deductible_percent: int = 100


class _Categories(dict[str, Category]):
    """Categories by key. One that a profile of her own named is called by its key."""

    def __missing__(self, key: str) -> Category:
        return Category(key=key, words=key.replace("_", " "))


# Keys of US Schedule C, valid everywhere; lines of forms are mapped by year in the profiles, so that
# data outlives forms. Meals at half and own bodywork not at all are the US profile's defaults, for
# her accountant to check.
CATEGORIES: dict[str, Category] = _Categories(
    (category.key, category)
    for category in (
        Category(key="advertising", words="advertising"),
        Category(key="car_mileage", words="car and mileage"),
        Category(key="commissions_fees", words="commissions and fees"),
        Category(key="contract_labor", words="contract labor"),
        Category(key="equipment_depreciation", words="equipment"),
        Category(key="insurance", words="insurance"),
        Category(key="legal_professional", words="legal and professional"),
        Category(key="office", words="office"),
        Category(key="rent_equipment", words="rent of equipment"),
        Category(key="rent_room", words="rent of room"),
        Category(key="repairs", words="repairs"),
        Category(key="supplies", words="supplies"),
        Category(key="taxes_licenses", words="taxes and licenses"),
        Category(key="travel", words="travel"),
        Category(key="meals", words="meals", deductible_percent=50),
        Category(key="utilities", words="utilities"),
        Category(key="dues", words="dues"),
        Category(key="laundry", words="laundry"),
        Category(key="continuing_education", words="continuing education"),
        Category(key="phone", words="phone"),
        Category(key="software", words="software"),
        Category(key="own_bodywork", words="own bodywork", deductible_percent=0),
        Category(key="other", words="other"),
    )
)
