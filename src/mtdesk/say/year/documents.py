"""A year, or a part of one, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.say.document import document, or_null, plain
from mtdesk.say.year.words import notes

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.insight.year.report import Report
    from mtdesk.say.document import Keys


def _tenths(distance: int) -> float | int | None:
    return plain(distance / 10)


_GROUP = (
    "gross_minor=money.gross_minor", "tips_minor=money.tips_minor", "net_minor=money.net_minor",
    "sessions", "hands_on_minutes",
)  # fmt: skip
_BY_KEY: Keys = ("key", *_GROUP)
_MILEAGE: Keys = (
    ("distance=distance_tenths", _tenths), "unit=distance_unit",
    "deduction_minor=mileage_deduction_minor",
)  # fmt: skip
_TIPS = ("received_minor", "voluntary_minor", "voluntary_on_1099_minor", "note")
_CATEGORY = ("key=category", "amount_minor", "deductible_minor")
_WAY = (
    "key", "payments", "gross_minor", "tips_minor", "on_1099_minor", "given_back_minor",
    "processor_fees_minor", "form_minor", "difference_minor",
)  # fmt: skip
_PAYER = ("key", "book_minor", "form_minor", "difference_minor")
_ESTIMATE = (
    "self_employment_tax_minor", "deductible_half_minor", "base_minor", "net_minor", "estimate",
    "source", "note", "due",
)  # fmt: skip
YEAR: Keys = (
    "year=year.year", "period=heading", "period_start=period.start", "period_end=period.last",
    "basis=year.basis", "profile=profile_name", "currency=currency.code",
    *(
        f"{name}_minor=year.money.{name}_minor"
        for name in (
            "gross", "session_fees", "tips", "wages", "other_income", "refunds", "chargebacks",
            "processor_fees", "expenses", "deductible_expenses",
        )
    ),
    ("mileage=year", _MILEAGE), ("mileage_reason=no_mileage", or_null),
    "net_minor=year.money.net_minor", "take_home_minor=year.money.take_home_minor",
    "take_home_per_hour_minor=year.take_home_per_hour_minor",
    "outstanding_minor=year.outstanding_minor",
    "credit_liability_minor=year.credit_liability_minor", "sessions=year.sessions",
    "hands_on_minutes=year.hands_on_minutes", "unpaid_minutes=year.unpaid_minutes",
    ("by_month=year.by_month", ("month=key", *_GROUP)), ("by_purpose=year.by_purpose", _BY_KEY),
    ("by_service=year.by_service", _BY_KEY), ("by_method=year.by_method", _BY_KEY),
    ("by_workplace=year.by_workplace", (*_BY_KEY, "earned_minor")),
    ("expenses_by_category=year.expenses_by_category", _CATEGORY), ("tips", _TIPS),
    ("reconciliation", _WAY), ("reconciliation_by_payer=payers", _PAYER),
    ("tax_forms", ("form", "id", "payer", "method", "amount_minor")),
    ("tax_estimate=estimate", _ESTIMATE), ("tax_estimate_reason=no_estimate", or_null),
)  # fmt: skip


def year_document(report: Report) -> dict[str, Any]:
    """A year, or a part of one: `period_start` and `period_end` are inclusive."""
    return {**document(report, YEAR), "notes": notes(report)}
