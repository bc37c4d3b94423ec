"""Where the rows of a figure are: the sheet of the workbook, and how many of its rows."""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.insight.takings import OF
from mtdesk.insight.year import form
from mtdesk.insight.year.reconciliation import INCOME, WAGES
from mtdesk.insight.year.report import Report
from mtdesk.model.ledger.payment import GIVEN_BACK

INCOME_SHEET, BACK, WAGES_SHEET, SALES_TAX = "Income", "Given back", "Wages", "Sales tax"
EXPENSES, MILEAGE = "Expenses", "Mileage"
OUTSTANDING, CREDIT = "Outstanding", "Credit open"
NOTE = "Rows: the sheet of the XLSX file that holds them, and how many of it they are."


def of_income(report: Report, kinds: Iterable[str]) -> str:
    wanted = set(kinds)
    return _said(
        (INCOME_SHEET, sum(each.count for each in report.year.channels if each.kind in wanted))
    )


def of_given_back(report: Report, word: str) -> str:
    """Of refunds or chargebacks, but for those of sales tax."""
    return _said((BACK, _given_back(report, (word,))))


def of_fees(report: Report) -> str:
    found: dict[str, int] = {}
    for each in report.year.channels:
        word, _, part = each.kind.partition(OF)
        sheet = INCOME_SHEET
        if "sales_tax" in {word, part}:
            sheet = SALES_TAX
        elif word in GIVEN_BACK:
            sheet = BACK
        elif word == WAGES:
            sheet = WAGES_SHEET
        found[sheet] = found.get(sheet, 0) + each.with_fee
    return _said(*found.items())


def of_expenses(report: Report, keys: Iterable[str] | None = None) -> str:
    """Of some categories, or all."""
    spent = report.year.expenses_by_category
    return _said(
        (EXPENSES, sum(each.count for each in spent if keys is None or each.category in keys))
    )


def of_trips(report: Report) -> str:
    return _said((MILEAGE, report.year.trips))


def of_wages(report: Report) -> str:
    return _said(
        (WAGES_SHEET, sum(each.count for each in report.year.channels if each.kind == WAGES))
    )


def of_keys(report: Report, keys: tuple[str, ...]) -> str:
    """Of a line of the form; sums have the rows of their lines."""
    parts = [
        *([of_income(report, INCOME)] if form.GROSS in keys else []),
        *([_said((BACK, _given_back(report, GIVEN_BACK)))] if form.GIVEN_BACK in keys else []),
        of_expenses(report, keys),
        *([of_fees(report)] if form.PROCESSOR_FEES in keys else []),
        *([of_trips(report)] if form.MILEAGE in keys else []),
    ]
    return ", ".join(part for part in parts if part)


def open_sheet(sheet: str, count: int) -> str:
    return _said((sheet, count))


def _given_back(report: Report, words: Iterable[str]) -> int:
    wanted = set(words)
    return sum(
        each.count
        for each in report.year.channels
        if each.kind.partition(OF)[0] in wanted and each.kind.partition(OF)[2] != "sales_tax"
    )


def _said(*parts: tuple[str, int]) -> str:
    """`Income (17), Wages (2)`."""
    return ", ".join(f"{sheet} ({count:,})" for sheet, count in parts if count)
