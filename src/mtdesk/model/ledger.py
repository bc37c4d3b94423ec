"""Money in and out, miles driven, hours unpaid."""

from __future__ import annotations

from dataclasses import dataclass

PAYMENT_KINDS = (
    "session", "tip", "package", "gift_card", "product", "cancellation_fee", "wage", "insurance",
    "refund", "chargeback",
)  # fmt: skip
METHODS = (
    "cash", "card", "check", "venmo", "zelle", "paypal", "cashapp", "transfer", "invoice",
    "insurance", "hsa", "other",
)  # fmt: skip
WORK_KINDS = ("admin", "laundry", "travel", "marketing", "education", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that changed hands on a day; refunds and chargebacks are positive amounts of their kind."""

    received_on: str
    kind: str
    amount_minor: int
    id: int | None = None
    client_id: int | None = None
    client: str | None = None
    session_id: int | None = None
    fee_minor: int = 0
    method: str | None = None
    on_1099: bool = False
    voluntary: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """A gift card or package used: no new money, a smaller liability."""

    redeemed_on: str
    amount_minor: int
    id: int | None = None
    client_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    spent_on: str
    category: str
    amount_minor: int
    id: int | None = None
    category_text: str | None = None
    vendor: str | None = None
    method: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    travelled_on: str
    distance_tenths: int
    unit: str
    id: int | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTime:
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


# Keys of US Schedule C; forms' lines are mapped by year elsewhere, so that data outlives forms.
# Meals at half and own bodywork not at all are defaults, for her accountant to check.
CATEGORIES: dict[str, Category] = {
    category.key: category
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
}
