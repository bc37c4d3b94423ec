"""A year in words and as JSON, and the tax forms that are held against it."""

from __future__ import annotations

from collections.abc import Sequence

from mtdesk.insight.takings import OTHER_INCOME, SESSION_FEES
from mtdesk.insight.tax import Quarter
from mtdesk.insight.year.reconciliation import INCOME
from mtdesk.insight.year.report import Report
from mtdesk.model.document import Fact, Figure
from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.model.money import Currency
from mtdesk.model.period import MONTHS, hours
from mtdesk.model.table import MONEY, NUMBER, TEXT, Listing, listing, table_of
from mtdesk.model.text import counted, worded
from mtdesk.model.year import Marked, TaxForm
from mtdesk.say.document import Keys, document, or_null, plain
from mtdesk.say.unsaid import known_hours, unsaid_facts
from mtdesk.say.year import places
from mtdesk.typed import Any

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

    def line(
        label: str, minor: int, key: str = "", rows: str = "", *, is_sum: bool = False
    ) -> Figure:
        form_line = lines.get(key, "")
        return Figure(label=label, value=minor, form_line=form_line, rows=rows, is_sum=is_sum)

    def of_income(*kinds: str) -> str:
        return places.of_income(report, kinds)

    refunds, chargebacks = (places.of_given_back(report, word) for word in GIVEN_BACK)
    return (
        line("session fees", money.session_fees_minor, rows=of_income(*SESSION_FEES)),
        line("tips", money.tips_minor, rows=of_income("tip")),
        line("other income", money.other_income_minor, rows=of_income(*OTHER_INCOME)),
        line("gross", money.gross_minor, "gross", of_income(*INCOME), is_sum=True),
        line("refunds", -money.refunds_minor, "given_back", refunds),
        line("chargebacks", -money.chargebacks_minor, "given_back", chargebacks),
        line(
            "processor fees", -money.processor_fees_minor, "processor_fees", places.of_fees(report)
        ),
        line(
            "deductible expenses",
            -money.deductible_expenses_minor,
            rows=places.of_expenses(report),
        ),
        line(f"mileage, {distance}", -mileage, "mileage", places.of_trips(report)),
        line("net", money.net_minor, "net", is_sum=True),
        line("wages (employed)", money.wages_minor, rows=places.of_wages(report)),
        line("take-home", money.take_home_minor, is_sum=True),
    )


def at_the_end(report: Report) -> tuple[Figure, ...]:
    """What was open on the last day, or is today."""
    year = report.year
    found = [
        Figure(
            label="outstanding",
            value=year.outstanding_minor,
            rows=places.open_sheet(places.OUTSTANDING, len(report.still_open.sessions)),
        ),
        Figure(
            label="gift cards, packages open",
            value=year.credit_liability_minor,
            rows=places.open_sheet(places.CREDIT, len(report.still_open.credits)),
        ),
    ]
    if year.sales_tax_minor or year.money.sales_tax_minor:
        found.append(
            Figure(
                label="sales tax to pay over",
                value=year.sales_tax_minor,
                rows=places.SALES_TAX,
            )
        )
    return tuple(found)


def facts(report: Report) -> tuple[Fact, ...]:
    """The work that it took."""
    year, hour = report.year, report.year.take_home_per_hour_minor
    return (
        ("sessions", f"{year.sessions:,}"),
        ("hands-on", known_hours(year)),
        *unsaid_facts(year.unsaid, year.unpriced),
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


def put_by(report: Report) -> tuple[Figure, ...]:
    """Her own percentage of each quarter's net; nothing where she chose none."""
    found = report.estimate
    if found is None or not found.percent:
        return ()
    return tuple(
        Figure(
            label=f"{found.percent}% of {_months(each)}",
            value=each.amount_minor,
            rows=f"due {each.due}",
        )
        for each in found.quarters
    )


def _months(quarter: Quarter) -> str:
    return f"{MONTHS[int(quarter.first[5:]) - 1]}-{MONTHS[int(quarter.last[5:]) - 1]}"


def notes(report: Report) -> list[str]:
    """What must be known to read the figures."""
    year, form = report.year, report.form
    own_car = any(row.category == "car_mileage" for row in year.expenses_by_category)
    said = {
        f"Closed on {report.closed_on}; a change in it is asked about.": report.closed_on,
        f"Not over yet: it lasts to {report.period.last}.": not report.is_over,
        CUT: report.period.start.day != 1,
        f"No mileage rate is known for these trips: nothing was deducted; {report.no_mileage}.": (
            year.mileage_deduction_minor is None
        ),
        TWICE: own_car and year.mileage_deduction_minor,
        f"Lines: {form.source if form else ''}.": form,
        ASK: report.in_dollars,
    }
    return [
        places.NOTE,
        *(note for note, holds in said.items() if holds),
        *report.profile.notes,
        CHECK,
    ]


def _tenths(distance: int) -> float | int | None:
    return plain(distance / 10)


_GROUP = (
    "gross_minor=money.gross_minor", "tips_minor=money.tips_minor", "net_minor=money.net_minor",
    "sessions", "hands_on_minutes=known_minutes",
)  # fmt: skip
_BY_KEY: Keys = ("key", *_GROUP)
_MILEAGE: Keys = (
    ("distance=distance_tenths", _tenths), "unit=distance_unit",
    "deduction_minor=mileage_deduction_minor",
)  # fmt: skip
_TIPS = ("received_minor", "refunded_minor", "voluntary_minor", "voluntary_on_1099_minor", "note")
_CATEGORY = ("key=category", "amount_minor", "deductible_minor")
_WAY = (
    "key", "payments", "gross_minor", "tips_minor", "on_1099_minor", "given_back_minor",
    "processor_fees_minor", "sales_tax_minor", "form", "form_minor", "difference_minor",
)  # fmt: skip
_DIFFERENCE: Keys = (
    "key", "gross_minor", "sales_tax_minor", "expected_minor", "form_minor", "left_minor",
    "tips_minor", "given_back_minor", "processor_fees_minor",
    ("edge", (("out_day", or_null), "out_minor", ("came_day", or_null), "came_minor")),
    "explained_by",
)  # fmt: skip
_PAYER = ("key", "book_minor", "form_minor", "difference_minor")
_ESTIMATE = (
    "self_employment_tax_minor", "deductible_half_minor", "base_minor", "net_minor", "estimate",
    "source", "note", "due", "percent",
    ("quarters", ("due", "first_month=first", "last_month=last", "net_minor", "amount_minor")),
)  # fmt: skip
YEAR: Keys = (
    "year=year.year", "period=heading", "period_start=period.start", "period_end=period.last",
    "basis=year.basis", "profile=profile_name", "currency=currency.code",
    *(
        f"{name}_minor=year.money.{name}_minor"
        for name in (
            "gross", "session_fees", "tips", "wages", "other_income", "refunds", "chargebacks",
            "processor_fees", "expenses", "deductible_expenses", "refunded_tips",
        )
    ),
    ("mileage=year", _MILEAGE), ("mileage_reason=no_mileage", or_null),
    "net_minor=year.money.net_minor", "take_home_minor=year.money.take_home_minor",
    "take_home_per_hour_minor=year.take_home_per_hour_minor",
    "as_of=year.as_of", ("closed_on=closed_on", or_null), "outstanding_minor=year.outstanding_minor",
    "credit_liability_minor=year.credit_liability_minor", "sales_tax_minor=year.sales_tax_minor",
    "sales_tax_collected_minor=year.money.sales_tax_minor", "sessions=year.sessions",
    "hands_on_minutes=year.known_minutes", "minutes_unknown=year.unsaid",
    "money_unknown=year.unpriced", "unpaid_minutes=year.unpaid_minutes",
    ("by_month=year.by_month", ("month=key", *_GROUP)), ("by_purpose=year.by_purpose", _BY_KEY),
    ("by_service=year.by_service", _BY_KEY), ("by_method=year.by_method", _BY_KEY),
    ("by_workplace=year.by_workplace", (*_BY_KEY, "earned_minor")),
    ("expenses_by_category=year.expenses_by_category", _CATEGORY), ("tips", _TIPS),
    ("reconciliation", _WAY), ("reconciliation_by_payer=payers", _PAYER),
    ("differences_1099_k=differences", _DIFFERENCE),
    ("form_lines", (("line", or_null), "keys", "amount_minor", "is_sum")),
    (
        "outstanding_sessions=still_open.sessions",
        ("session=id", "date=local_date", "client=client_id", "payer", "price_minor", "owed_minor"),
    ),
    (
        "open_credits=still_open.credits",
        ("credit=id", "date=sold_on", "kind", "client=client_id", "amount_minor", "left_minor"),
    ),
    (
        "bought_to_last=to_last",
        ("expense=id", "date=spent_on", "what=vendor", "amount_minor=signed_minor", "business_percent"),
    ),
    "sales_tax_brought_forward_minor=still_open.sales_tax_before_minor",
    ("tax_forms", ("form", "id", "payer", "method", "amount_minor")),
    ("tax_estimate=estimate", _ESTIMATE), ("tax_estimate_reason=no_estimate", or_null),
)  # fmt: skip


def year_document(report: Report) -> dict[str, Any]:
    """A year, or a part of one: `period_start` and `period_end` are inclusive."""
    return {**document(report, YEAR), "notes": notes(report)}


MARKED = ("year", "method", "count", "amount_minor")


def marked_words(marked: Marked, currency: Currency) -> str:
    """Which tips a form shows from now on."""
    if not marked.count:
        return f"no tip by {marked.method} in {marked.year} that was not marked already"
    are = worded(marked.count, "is", "are")
    return (
        f"{counted(marked.count, 'tip')} by {marked.method} in {marked.year}, "
        f"{currency.format(marked.amount_minor)}, {are} marked as shown on a 1099"
    )


FORM = ("id", "year", "form", "payer", "method", "amount_minor", "note")
NONE_YET = "No tax form there. Enter one: mtdesk form add 2025 1099-K Square 41250.33 --method card"


def forms_document(
    forms: Sequence[TaxForm], year: int | None, currency: Currency
) -> dict[str, Any]:
    """The forms of a year, or all where none is named."""
    return {
        "currency": currency.code,
        "year": year,
        "total_minor": sum(each.amount_minor for each in forms) if is_of_one_kind(forms) else None,
        "forms": [document(each, FORM) for each in forms],
    }


def is_of_one_kind(forms: Sequence[TaxForm]) -> bool:
    """Forms of different kinds are never added up."""
    return len({each.form for each in forms}) < 2


def forms_listing(forms: Sequence[TaxForm], currency: Currency) -> Listing:
    table = table_of(
        "Tax forms",
        forms,
        ("id", NUMBER, "id"),
        ("year", TEXT, lambda form: str(form.year)),
        ("form", TEXT, "form"),
        ("payer", TEXT, "payer"),
        ("came by", TEXT, "method"),
        ("amount", MONEY, "amount_minor"),
        ("note", TEXT, "note"),
    )
    return listing(table, currency)


def form_words(form: TaxForm, currency: Currency) -> str:
    """`form 1: 1099-K 2025, Square, $250.00, by card`."""
    came = f", by {form.method}" if form.method else ""
    said = currency.format(form.amount_minor)
    return f"form {form.id}: {form.form} {form.year}, {form.payer}, {said}{came}"
