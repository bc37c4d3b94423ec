"""The tables behind a year: what its sums are made of, and every row."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from mtdesk.insight.year.report import GIVEN_BACK, INCOME, WAGES
from mtdesk.model.table import COUNT, DAY, MINUTES, MONEY, NUMBER, TENTHS, TEXT, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtdesk.insight.year.figures import Group
    from mtdesk.insight.year.report import Report
    from mtdesk.insight.year.rows import Entry
    from mtdesk.model.table import Cell

GROSS = (
    "Gross is before processor fees, refunds and chargebacks, as on a 1099-K. "
    "The difference is your rows less the forms."
)
OTHER_YEAR = "Tax forms are of calendar years, so none is held against this one."
OF_PAYERS = (
    "W-2 beside your wages; a form without a method beside what the client or workplace of "
    "its payer's name brought, which is in the reconciliation too. Unknown: no such name."
)
# The columns of the CSV file, as an Entry has them; those of the tables are chosen from them.
COLUMNS = (
    ("source", TEXT), ("id", NUMBER), ("date", DAY), ("kind", TEXT), ("what", TEXT),
    ("method", TEXT), ("amount", MONEY), ("processor_fee", MONEY), ("distance", TENTHS),
    ("unit", TEXT), ("session", NUMBER), ("client", NUMBER), ("currency", TEXT),
    ("deductible", MONEY), ("form_line", TEXT), ("on_1099", TEXT),
)  # fmt: skip
_KINDS = dict(COLUMNS)
_MONEY_IN = (
    "date", "id", "kind", "what", "method", "amount", "processor_fee", "on_1099", "session",
    "client",
)  # fmt: skip
_OUT = ("date", "id", "kind", "form_line", "what", "method", "amount", "deductible")
_DRIVEN = ("date", "id", "what", "distance", "unit", "deductible")
_USED = ("date", "id", "client", "amount")


def months(report: Report) -> Table:
    return _groups("Months", "month", report.year.by_month)


def tables(report: Report) -> tuple[Table, ...]:
    """What the first page sums, in the order it is read."""
    year = report.year
    return (
        _kinds(report),
        _groups(
            "Services", "service", year.by_service, "After processor fees, refunds and chargebacks."
        ),
        _groups("Purposes", "purpose", year.by_purpose),
        _groups("Workplaces", "workplace", year.by_workplace),
        categories(report),
        _tips(report),
        reconciliation(report),
        *([_payers(report), _forms(report)] if report.tax_forms else []),
    )


def row_tables(report: Report, rows: Iterable[Entry]) -> Iterator[Table]:
    """Every row, each table with sums of its own; an expense is of a category in its words."""
    rows, words = list(rows), report.profile.words
    payments = [row for row in rows if row.source == "payment"]
    yield _rows("Income", _MONEY_IN, [row for row in payments if row.kind in INCOME])
    yield _rows("Given back", _MONEY_IN, [row for row in payments if row.kind in GIVEN_BACK])
    yield _rows("Wages", _MONEY_IN, [row for row in payments if row.kind == WAGES])
    spent = [row._replace(kind=words(row.kind)) for row in rows if row.source == "expense"]
    yield _rows("Expenses", _OUT, spent)
    yield _rows("Mileage", _DRIVEN, [row for row in rows if row.source == "trip"])
    yield _rows("Credit used", _USED, [row for row in rows if row.source == "redemption"])


def categories(report: Report) -> Table:
    lines = report.form.lines if report.form else {}
    return Table(
        name="Expense categories",
        columns=(("expenses", TEXT), ("line", TEXT), ("amount", MONEY), ("deductible", MONEY)),
        rows=tuple(
            (
                report.profile.words(row.category),
                lines.get(row.category, ""),
                row.amount_minor,
                row.deductible_minor,
            )
            for row in report.year.expenses_by_category
        ),
    )


def reconciliation(report: Report) -> Table:
    """Each way that money came by; beside it, where forms name ways, what they say of it."""
    found = report.reconciliation
    has_forms = any(each.form_minor is not None for each in found)
    columns: tuple[tuple[str, str], ...] = (
        ("came by", TEXT),
        ("payments", COUNT),
        ("gross", MONEY),
        ("tips in it", MONEY),
        ("marked 1099", MONEY),
        ("given back", MONEY),
        ("fees", MONEY),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.key,
            each.payments,
            each.gross_minor,
            each.tips_minor,
            each.on_1099_minor,
            each.given_back_minor,
            each.processor_fees_minor,
        )
        for each in found
    ]
    if has_forms:
        columns += (("forms say", MONEY), ("difference", MONEY))
        rows = [
            (*row, "no form", "")
            if each.form_minor is None
            else (*row, each.form_minor, each.difference_minor)
            for row, each in zip(rows, found, strict=True)
        ]
    against = "a 1099-K or 1099-NEC" if report.in_dollars else "statements"
    note = (
        GROSS
        if report.tax_forms
        else f"What your rows say came that way, to hold against {against}."
    )
    if report.has_other_forms:
        note = f"{note} {OTHER_YEAR}"
    return Table(name="Reconciliation", columns=columns, rows=tuple(rows), note=note)


def _groups(name: str, head: str, groups: Iterable[Group], note: str = "") -> Table:
    return Table(
        name=name,
        columns=(
            (head, TEXT),
            ("gross", MONEY),
            ("tips in it", MONEY),
            ("net" if head == "month" else "after fees", MONEY),
            ("sessions", COUNT),
            ("hands-on", MINUTES),
        ),
        rows=tuple(
            (
                group.key or "not said",
                group.money.gross_minor,
                group.money.tips_minor,
                group.money.net_minor,
                group.sessions,
                group.hands_on_minutes,
            )
            for group in groups
        ),
        note=note,
    )


def _kinds(report: Report) -> Table:
    return Table(
        name="Income by kind",
        columns=(("income", TEXT), ("payments", COUNT), ("amount", MONEY), ("fees", MONEY)),
        rows=tuple(
            (each.kind.replace("_", " "), each.payments, each.amount_minor, each.fee_minor)
            for each in report.kinds
        ),
    )


def _tips(report: Report) -> Table:
    tips = report.tips
    return Table(
        name="Tips",
        columns=(("tips", TEXT), ("amount", MONEY)),
        rows=(
            ("all received", tips.received_minor),
            ("voluntary", tips.voluntary_minor),
            ("voluntary, shown on a 1099", tips.voluntary_on_1099_minor),
        ),
        note=tips.note,
        overlapping=True,
    )


def _payers(report: Report) -> Table:
    return Table(
        name="Wages and payers",
        columns=(
            ("held against", TEXT),
            ("your rows", MONEY),
            ("forms say", MONEY),
            ("difference", MONEY),
        ),
        rows=tuple(
            (each.key, each.book_minor, each.form_minor, each.difference_minor)
            for each in report.payers
        ),
        note=OF_PAYERS if report.payers else "",
        overlapping=True,
    )


def _forms(report: Report) -> Table:
    return Table(
        name="Tax forms",
        columns=(
            ("form", TEXT),
            ("id", NUMBER),
            ("payer", TEXT),
            ("came by", TEXT),
            ("amount", MONEY),
        ),
        rows=tuple(
            (form.form, form.id, form.payer, form.method, form.amount_minor)
            for form in report.tax_forms
        ),
    )


def _rows(name: str, heads: tuple[str, ...], rows: Iterable[Entry]) -> Table:
    chosen = attrgetter(*heads)
    return Table(
        name=name,
        columns=tuple((head.replace("_", " "), _KINDS[head]) for head in heads),
        rows=tuple(chosen(row) for row in rows),
    )
