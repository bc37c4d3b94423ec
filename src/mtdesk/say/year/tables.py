"""The tables behind a year: what its sums are made of, and every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.year.report import GIVEN_BACK, INCOME, WAGES
from mtdesk.model.table import COUNT, DAY, MINUTES, MONEY, NUMBER, TENTHS, TEXT, Table
from mtdesk.say.document import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtdesk.insight.year.figures import Group
    from mtdesk.insight.year.report import Report
    from mtdesk.insight.year.rows import Entry
    from mtdesk.say.document import Column

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
    return table_of(
        "Expense categories",
        report.year.expenses_by_category,
        ("expenses", TEXT, lambda row: report.profile.words(row.category)),
        ("line", TEXT, lambda row: lines.get(row.category, "")),
        ("amount", MONEY, "amount_minor"),
        ("deductible", MONEY, "deductible_minor"),
    )


def reconciliation(report: Report) -> Table:
    """Each way that money came by; beside it, where forms name ways, what they say of it."""
    found = report.reconciliation
    beside: tuple[Column, ...] = ()
    if any(each.form_minor is not None for each in found):
        beside = (
            (
                "forms say",
                MONEY,
                lambda row: "no form" if row.form_minor is None else row.form_minor,
            ),
            (
                "difference",
                MONEY,
                lambda row: "" if row.form_minor is None else row.difference_minor,
            ),
        )
    against = "a 1099-K or 1099-NEC" if report.in_dollars else "statements"
    note = f"What your rows say came that way, to hold against {against}."
    if report.tax_forms:
        note = GROSS
    elif report.has_other_forms:
        note = f"{note} {OTHER_YEAR}"
    return table_of(
        "Reconciliation",
        found,
        ("came by", TEXT, "key"),
        ("payments", COUNT, "payments"),
        ("gross", MONEY, "gross_minor"),
        ("tips in it", MONEY, "tips_minor"),
        ("marked 1099", MONEY, "on_1099_minor"),
        ("given back", MONEY, "given_back_minor"),
        ("fees", MONEY, "processor_fees_minor"),
        *beside,
        note=note,
    )


def _groups(name: str, head: str, groups: Iterable[Group], note: str = "") -> Table:
    return table_of(
        name,
        groups,
        (head, TEXT, lambda group: group.key or "not said"),
        ("gross", MONEY, "money.gross_minor"),
        ("tips in it", MONEY, "money.tips_minor"),
        ("net" if head == "month" else "after fees", MONEY, "money.net_minor"),
        ("sessions", COUNT, "sessions"),
        ("hands-on", MINUTES, "hands_on_minutes"),
        note=note,
    )


def _kinds(report: Report) -> Table:
    return table_of(
        "Income by kind",
        report.kinds,
        ("income", TEXT, lambda each: each.kind.replace("_", " ")),
        ("payments", COUNT, "payments"),
        ("amount", MONEY, "amount_minor"),
        ("fees", MONEY, "fee_minor"),
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
    return table_of(
        "Wages and payers",
        report.payers,
        ("held against", TEXT, "key"),
        ("your rows", MONEY, "book_minor"),
        ("forms say", MONEY, "form_minor"),
        ("difference", MONEY, "difference_minor"),
        note=OF_PAYERS if report.payers else "",
        overlapping=True,
    )


def _forms(report: Report) -> Table:
    return table_of(
        "Tax forms",
        report.tax_forms,
        ("form", TEXT, "form"),
        ("id", NUMBER, "id"),
        ("payer", TEXT, "payer"),
        ("came by", TEXT, "method"),
        ("amount", MONEY, "amount_minor"),
    )


def _rows(name: str, heads: tuple[str, ...], rows: Iterable[Entry]) -> Table:
    return table_of(name, rows, *((head.replace("_", " "), _KINDS[head], head) for head in heads))
