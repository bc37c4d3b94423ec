"""A report as a workbook: the first page, then one sheet a table, with numbers that can be summed.

Texts are written as texts, so that none is taken for a formula; totals are formulas of the rows
above them.
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from mtdesk.model.table import COUNT, DAY, MINUTES, MONEY, NUMBER, SUMMED, TENTHS, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.model.money import Currency
    from mtdesk.model.table import Cell, Table
    from mtdesk.model.year import Figure, Report

MOST_TEXT = 32_767  # characters of a cell
MOST_WIDTH = 50
BLUE = "#0072B2"  # seen by colour-blind eyes too
PALE = "#DDDDDD"
# Texts keep away from the figures before them.
_SIDE: dict[str, dict[str, Any]] = {TEXT: {"indent": 1}, DAY: {"align": "left", "indent": 1}}


def content(report: Report) -> bytes:
    """The bytes of an .xlsx file."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        made = datetime.combine(report.made_on, time.min)
        book.set_properties({"title": f"Summary of {report.heading}", "created": made})
        writer = _Writer(book, report.currency)
        writer.summary(report)
        for table in (*report.rows, report.months, *report.tables):
            writer.table(table)
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any, currency: Currency) -> None:
        self._book = book
        self._unit = currency.unit
        digits = f".{'0' * currency.digits}" if currency.digits else ""
        amount = f'"{currency.symbol}"#,##0{digits}'
        self._patterns = {
            MONEY: f"{amount};-{amount}",
            TENTHS: "#,##0.0",
            COUNT: "#,##0",
            MINUTES: "[h]:mm",
            DAY: "yyyy-mm-dd",
            NUMBER: "0",
            TEXT: "@",
        }
        self._plain = {
            kind: book.add_format(_SIDE.get(kind, {}) | {"num_format": pattern})
            for kind, pattern in self._patterns.items()
        }
        self._sum = {
            kind: book.add_format({"num_format": pattern, "bold": True, "top": 1})
            for kind, pattern in self._patterns.items()
        }
        self._head = book.add_format(
            {"bold": True, "font_color": "white", "bg_color": BLUE, "indent": 1}
        )
        self._head_right = book.add_format(
            {"bold": True, "font_color": "white", "bg_color": BLUE, "align": "right"}
        )
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._section = book.add_format({"bold": True, "bottom": 1})
        self._section_right = book.add_format({"bold": True, "bottom": 1, "align": "right"})
        self._right = book.add_format({"align": "right"})
        self._due = book.add_format({"align": "right", "num_format": self._patterns[DAY]})
        self._note = book.add_format({"italic": True})

    # -- a table

    def table(self, table: Table) -> None:
        sheet = self._book.add_worksheet(table.name)
        for place, (head, kind) in enumerate(table.columns):
            sheet.write_string(0, place, head, self._head if kind in _SIDE else self._head_right)
        for number, row in enumerate(table.rows, start=1):
            for place, (value, (_, kind)) in enumerate(zip(row, table.columns, strict=True)):
                self._cell(sheet, number, place, value, kind)
        last = len(table.rows)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
        for place, (head, kind) in enumerate(table.columns):
            cells = [self._text(row[place], kind) for row in (*table.rows, table.totals) if row]
            # The arrow of the filter covers two characters of a head.
            widest = max([len(head) + 3, *map(_width, cells)])
            sheet.set_column(place, place, min(widest + 1, MOST_WIDTH))
        if table.totals:
            self._totals(sheet, table, last)
        if table.note:
            self._remark(sheet, last + 4, table.note)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _totals(self, sheet: Any, table: Table, last: int) -> None:
        for place, (total, (_, kind)) in enumerate(zip(table.totals, table.columns, strict=True)):
            style = self._sum[kind]
            if kind in SUMMED and total is not None:
                column = xl_col_to_name(place)
                formula = f"=SUM({column}2:{column}{max(last, 1) + 1})"
                sheet.write_formula(
                    max(last, 1) + 1, place, formula, style, self._number(int(total), kind)
                )
            elif place == 0:
                sheet.write_string(max(last, 1) + 1, place, "total", style)
            else:
                sheet.write_blank(max(last, 1) + 1, place, None, style)

    def _cell(self, sheet: Any, row: int, column: int, value: Cell, kind: str) -> None:
        if value is None or value == "":
            return
        style = self._plain[kind]
        if isinstance(value, int):
            sheet.write_number(row, column, self._number(value, kind), style)
        elif kind == DAY:
            sheet.write_datetime(row, column, date.fromisoformat(value), style)
        else:
            sheet.write_string(row, column, value[:MOST_TEXT], style)

    def _number(self, value: int, kind: str) -> float:
        if kind == MONEY:
            return value / self._unit
        if kind == TENTHS:
            return value / 10
        return value / (24 * 60) if kind == MINUTES else value

    def _text(self, value: Cell, kind: str) -> str:
        """About what the cell shows, for the width of its column."""
        if isinstance(value, int) and kind in SUMMED:
            return f"{self._number(value, kind):,.2f} $"
        return "" if value is None else str(value)

    # -- the first page

    def summary(self, report: Report) -> None:
        sheet = self._book.add_worksheet("Summary")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 18)
        sheet.set_column(2, 2, 12)
        sheet.write_string(0, 0, f"Summary of {report.heading}", self._title)
        about = (
            f"{report.period.start} to {report.period.last}, cash basis, {report.currency.code}, "
            f"made on {report.made_on}"
        )
        row = 1
        for line in (about, *report.issuer):
            sheet.write_string(row, 0, line[:MOST_TEXT])
            row += 1
        row = self._figures(sheet, row + 1, ("", "amount", "form line"), report.figures)
        row = self._figures(
            sheet, row + 1, (f"on {report.period.last}", "amount", ""), report.at_the_end
        )
        for label, text in report.facts:
            sheet.write_string(row, 0, label)
            sheet.write_string(row, 1, text, self._right)
            row += 1
        row = self._estimate(sheet, row + 1, report) + 1
        for note in report.notes:
            row = self._remark(sheet, row, note)
        if report.months.rows:
            sheet.insert_chart(1, 4, self._chart(report.months))
        sheet.fit_to_pages(1, 1)
        sheet.set_landscape()

    def _figures(
        self, sheet: Any, row: int, heads: Sequence[str], figures: Sequence[Figure]
    ) -> int:
        for place, head in enumerate(heads):
            sheet.write_string(row, place, head, self._section_right if place else self._section)
        for each in figures:
            row += 1
            sheet.write_string(row, 0, each.label, self._sum[TEXT] if each.is_sum else None)
            style = self._sum if each.is_sum else self._plain
            sheet.write_number(row, 1, each.minor / self._unit, style[MONEY])
            sheet.write_string(row, 2, each.form_line, self._plain[TEXT])
        return row + 1

    def _estimate(self, sheet: Any, row: int, report: Report) -> int:
        sheet.write_string(row, 0, "Self-employment tax, an estimate", self._section)
        estimate = report.estimate
        if estimate is None:
            return self._remark(sheet, row + 1, f"None: {report.no_estimate}.")
        for label, minor in (
            ("net", estimate.net_minor),
            ("base", estimate.base_minor),
            ("tax", estimate.self_employment_tax_minor),
            ("deductible half", estimate.deductible_half_minor),
        ):
            row += 1
            sheet.write_string(row, 0, label)
            sheet.write_number(row, 1, minor / self._unit, self._plain[MONEY])
        for day in estimate.due:
            row += 1
            sheet.write_string(row, 0, "estimated payment due")
            sheet.write_datetime(row, 1, day, self._due)
        row = self._remark(sheet, row + 1, estimate.note)
        return self._remark(sheet, row, f"Source: {estimate.source}.")

    def _remark(self, sheet: Any, row: int, text: str) -> int:
        """A sentence over as many rows as it needs; returns the row below."""
        for line in wrap(text, 100):
            sheet.write_string(row, 0, line, self._note)
            row += 1
        return row

    def _chart(self, months: Table) -> Any:
        chart = self._book.add_chart({"type": "column"})
        last = len(months.rows)
        chart.add_series(
            {
                "name": "Gross",
                "categories": [months.name, 1, 0, last, 0],
                "values": [months.name, 1, 1, last, 1],
                "fill": {"color": BLUE},
                "gap": 40,
            }
        )
        chart.set_title({"name": "Gross by month", "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_y_axis(
            {"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": PALE}}}
        )
        chart.set_size({"width": 620, "height": 300})
        return chart


def _width(text: str) -> int:
    return max((len(line) for line in text.splitlines()), default=0)
