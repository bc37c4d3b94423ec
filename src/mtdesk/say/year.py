"""A year, or a part of one, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.say.document import plain

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.desk.year.figures import Group, Year
    from mtdesk.model.year import Report, TaxEstimate
    from mtdesk.model.year.forms import TaxForm


def year_document(year: Year, report: Report) -> dict[str, Any]:
    """A year, or a part of one: `period_start` and `period_end` are inclusive."""
    money = year.money
    return {
        "year": year.year,
        "period": report.heading,
        "period_start": year.period.start.isoformat(),
        "period_end": year.period.last.isoformat(),
        "basis": "cash",
        "profile": report.profile,
        "currency": report.currency.code,
        "gross_minor": money.gross_minor,
        "session_fees_minor": money.session_fees_minor,
        "tips_minor": money.tips_minor,
        "wages_minor": money.wages_minor,
        "other_income_minor": money.other_income_minor,
        "refunds_minor": money.refunds_minor,
        "chargebacks_minor": money.chargebacks_minor,
        "processor_fees_minor": money.processor_fees_minor,
        "expenses_minor": money.expenses_minor,
        "deductible_expenses_minor": money.deductible_expenses_minor,
        "mileage": {
            "distance": plain(year.distance_tenths / 10),
            "unit": year.distance_unit,
            "deduction_minor": year.mileage_deduction_minor,
        },
        "mileage_reason": report.no_mileage or None,
        "net_minor": money.net_minor,
        "take_home_minor": money.take_home_minor,
        "take_home_per_hour_minor": year.take_home_per_hour_minor,
        "outstanding_minor": year.outstanding_minor,
        "credit_liability_minor": year.credit_liability_minor,
        "sessions": year.sessions,
        "hands_on_minutes": year.hands_on_minutes,
        "unpaid_minutes": year.unpaid_minutes,
        "by_month": [_group(group, "month") for group in year.by_month],
        "by_purpose": [_group(group, "key") for group in year.by_purpose],
        "by_service": [_group(group, "key") for group in year.by_service],
        "by_method": [_group(group, "key") for group in year.by_method],
        "by_workplace": [
            {**_group(group, "key"), "earned_minor": group.earned_minor}
            for group in year.by_workplace
        ],
        "expenses_by_category": [
            {
                "key": row.category,
                "amount_minor": row.amount_minor,
                "deductible_minor": row.deductible_minor,
            }
            for row in year.expenses_by_category
        ],
        "tips": _tips(report),
        "reconciliation": _reconciliation(report),
        "reconciliation_by_payer": _by_payer(report),
        "tax_forms": _forms(report),
        "tax_estimate": _estimate(report.estimate),
        "tax_estimate_reason": report.no_estimate or None,
        "notes": list(report.notes),
    }


def _tips(report: Report) -> dict[str, Any]:
    table = report.table("Tips")
    received, voluntary, on_1099 = table.column("amount")
    return {
        "received_minor": received,
        "voluntary_minor": voluntary,
        "voluntary_on_1099_minor": on_1099,
        "note": table.note,
    }


def _reconciliation(report: Report) -> list[dict[str, Any]]:
    keys = (
        "key", "payments", "gross_minor", "tips_minor", "on_1099_minor", "given_back_minor",
        "processor_fees_minor",
    )  # fmt: skip
    beside = ("form_minor", "difference_minor")
    return [
        {
            **dict(zip(keys, row, strict=False)),
            **{key: _known(row, place) for place, key in enumerate(beside, start=len(keys))},
        }
        for row in report.table("Reconciliation").rows
    ]


def _known(row: tuple[Any, ...], place: int) -> int | None:
    """The figure at a place; None where the row is shorter, or says in words that there is none."""
    cell = row[place] if place < len(row) else None
    return cell if isinstance(cell, int) else None


def _by_payer(report: Report) -> list[dict[str, Any]]:
    keys = ("key", "book_minor", "form_minor", "difference_minor")
    return [
        dict(zip(keys, row, strict=True))
        for each in report.tables
        if each.name == "Wages and payers"
        for row in each.rows
    ]


def _forms(report: Report) -> list[dict[str, Any]]:
    keys = ("form", "id", "payer", "method", "amount_minor")
    return [
        dict(zip(keys, row, strict=True))
        for each in report.tables
        if each.name == "Tax forms"
        for row in each.rows
    ]


def tax_form_document(form: TaxForm) -> dict[str, Any]:
    return {
        "id": form.id,
        "year": form.year,
        "form": form.form,
        "payer": form.payer,
        "method": form.method,
        "amount_minor": form.amount_minor,
        "note": form.note,
    }


def _estimate(estimate: TaxEstimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {
        "self_employment_tax_minor": estimate.self_employment_tax_minor,
        "deductible_half_minor": estimate.deductible_half_minor,
        "base_minor": estimate.base_minor,
        "net_minor": estimate.net_minor,
        "estimate": True,
        "source": estimate.source,
        "note": estimate.note,
        "due": [day.isoformat() for day in estimate.due],
    }


def _group(group: Group, name: str) -> dict[str, Any]:
    return {
        name: group.key,
        "gross_minor": group.money.gross_minor,
        "tips_minor": group.money.tips_minor,
        "net_minor": group.money.net_minor,
        "sessions": group.sessions,
        "hands_on_minutes": group.hands_on_minutes,
    }
