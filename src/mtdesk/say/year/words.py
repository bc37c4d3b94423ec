"""The first page of a year in words: figures under their labels, facts, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.document import Figure
from mtdesk.model.period import hours

if TYPE_CHECKING:
    from mtdesk.insight.year.report import Report
    from mtdesk.model.document import Fact

ASK = "Not computed, ask: the deduction for qualified business income, a home office, state tax."
CHECK = "Figures from your own rows, for your accountant to check; not tax advice."
CUT = "The first and the last month are cut to the days of the period."
TWICE = "Both car expenses and a rate for each mile were deducted; only one of them may be."


def heading(report: Report) -> str:
    """`2026, cash basis, USD`; with the days of what is no calendar year."""
    period = report.period
    is_calendar_year = (period.start.month, period.start.day, len(period) > 364) == (1, 1, True)
    days = "" if is_calendar_year else f", {period.start} to {period.last}"
    return f"{report.heading}{days}, {report.year.basis} basis, {report.currency.code}"


def figures(report: Report) -> tuple[Figure, ...]:
    """From what came in to what is left, and where it stands on the form."""
    year, lines = report.year, report.form.lines if report.form else {}
    money, mileage = year.money, year.mileage_deduction_minor or 0
    distance = f"{year.distance_tenths / 10:,.1f} {year.distance_unit}"

    def line(label: str, minor: int, key: str = "", *, is_sum: bool = False) -> Figure:
        return Figure(label=label, value=minor, form_line=lines.get(key, ""), is_sum=is_sum)

    return (
        line("session fees", money.session_fees_minor),
        line("tips", money.tips_minor),
        line("other income", money.other_income_minor),
        line("gross", money.gross_minor, "gross", is_sum=True),
        line("refunds", -money.refunds_minor, "given_back"),
        line("chargebacks", -money.chargebacks_minor, "given_back"),
        line("processor fees", -money.processor_fees_minor, "processor_fees"),
        line("deductible expenses", -money.deductible_expenses_minor),
        line(f"mileage, {distance}", -mileage, "mileage"),
        line("net", money.net_minor, "net", is_sum=True),
        line("wages (employed)", money.wages_minor),
        line("take-home", money.take_home_minor, is_sum=True),
    )


def at_the_end(report: Report) -> tuple[Figure, ...]:
    """What was open on the last day."""
    return (
        Figure(label="outstanding", value=report.year.outstanding_minor),
        Figure(label="gift cards, packages open", value=report.year.credit_liability_minor),
    )


def facts(report: Report) -> tuple[Fact, ...]:
    """The work that it took."""
    year, hour = report.year, report.year.take_home_per_hour_minor
    return (
        ("sessions", f"{year.sessions:,}"),
        ("hands-on", hours(year.hands_on_minutes)),
        ("unpaid work", hours(year.unpaid_minutes)),
        (
            "take-home an hour worked",
            "unknown" if hour is None else report.currency.format(hour),
        ),
    )


def estimate(report: Report) -> tuple[Figure, ...]:
    """The estimate of tax; nothing where there is none."""
    found = report.estimate
    if found is None:
        return ()
    return (
        Figure(label="self-employment tax", value=found.self_employment_tax_minor),
        Figure(label="  on a base of", value=found.base_minor),
        Figure(label="  half of it, deductible", value=found.deductible_half_minor),
    )


def due(report: Report) -> str:
    """When estimated payments are due, or why there is no estimate."""
    if report.estimate is None:
        return f"No tax estimate: {report.no_estimate}."
    return f"estimated payments due: {', '.join(map(str, report.estimate.due))}"


def notes(report: Report) -> list[str]:
    """What must be known to read the figures."""
    year, form = report.year, report.form
    own_car = any(row.category == "car_mileage" for row in year.expenses_by_category)
    said = {
        f"Not over yet: it lasts to {report.period.last}.": not report.is_over,
        CUT: report.period.start.day != 1,
        f"No mileage rate is known for these trips: nothing was deducted; {report.no_mileage}.": (
            year.mileage_deduction_minor is None
        ),
        TWICE: own_car and year.mileage_deduction_minor,
        f"Lines: {form.source if form else ''}.": form,
        ASK: report.in_dollars,
    }
    return [*(note for note, holds in said.items() if holds), *report.profile.notes, CHECK]
