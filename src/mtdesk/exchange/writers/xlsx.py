"""A document as a workbook: the first page, then one sheet a table, with numbers that can be summed.

Texts are written as texts, so that none is taken for a formula; totals are formulas of the rows
above them.
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from mtdesk.model.document import (
    PLAIN,
    Bars,
    Beside,
    Block,
    Document,
    Figures,
    Section,
    Text,
)
from mtdesk.model.money import Currency
from mtdesk.model.table import COUNT, DAY, MINUTES, MONEY, NUMBER, SUMMED, TENTHS, TEXT, Cell, Table

MOST_TEXT = 32_767  # characters of a cell
MOST_WIDTH = 50
BLUE = "#0072B2"  # seen by colour-blind eyes too
PALE = "#DDDDDD"
# Texts keep away from the figures before them.
_SIDE: dict[str, dict[str, Any]] = {TEXT: {"indent": 1}, DAY: {"align": "left", "indent": 1}}


def content(document: Document) -> bytes:
    """The bytes of an .xlsx file."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        made = datetime.combine(document.made_on, time.min)
        book.set_properties({"title": document.name, "created": made})
        writer = _Writer(book, document.currency)
        writer.summary(document)
        for table in document.sheets:
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
        head = {"bold": True, "font_color": "white", "bg_color": BLUE}
        self._head = book.add_format(head | {"indent": 1})
        self._head_right = book.add_format(head | {"align": "right"})
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
            if isinstance(total, int):
                column = xl_col_to_name(place)
                formula = f"=SUM({column}2:{column}{max(last, 1) + 1})"
                sheet.write_formula(
                    max(last, 1) + 1, place, formula, style, self._number(total, kind)
                )
            elif place == 0:
                sheet.write_string(max(last, 1) + 1, place, "total", style)
            else:
                sheet.write_blank(max(last, 1) + 1, place, None, style)

    def _cell(
        self, sheet: Any, row: int, column: int, value: Cell, kind: str, style: Any = None
    ) -> None:
        style = style or self._plain[kind]
        if value is None or value == "":
            return
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

    def summary(self, document: Document) -> None:
        sheet = self._book.add_worksheet("Summary")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 18)
        sheet.set_column(2, 2, 12)
        sheet.set_column(3, 3, 26)
        sheet.write_string(0, 0, document.title, self._title)
        row = 1
        for block in document.pages[0]:
            row = self._block(sheet, row, block)
        sheet.fit_to_pages(1, 1)
        sheet.set_landscape()

    def _block(self, sheet: Any, row: int, block: Block) -> int:
        """A block of the first page; tables have sheets of their own."""
        if isinstance(block, Text):
            if block.look == PLAIN:
                sheet.write_string(row, 0, block.text[:MOST_TEXT])
                return row + 1
            return self._remark(sheet, row, block.text)
        if isinstance(block, Figures):
            return self._figures(sheet, row + any(block.heads), block)
        if isinstance(block, Bars) and block.labels:
            sheet.insert_chart(1, 4, self._chart(block))
        if isinstance(block, Beside):
            for each in (*block.left, *block.right):
                row = self._block(sheet, row, each)
        if isinstance(block, Section):
            sheet.write_string(row + 1, 0, block.heading, self._section)
            row += 2
            for each in block.blocks:
                row = self._block(sheet, row, each)
            return row + 1
        return row

    def _figures(self, sheet: Any, row: int, block: Figures) -> int:
        if any(block.heads):
            for place, head in enumerate(block.heads):
                style = self._section_right if place else self._section
                sheet.write_string(row, place, head, style)
            row += 1
        for each in block.figures:
            sheet.write_string(row, 0, each.label, self._sum[TEXT] if each.is_sum else None)
            style = self._due if each.kind == DAY else self._right
            if isinstance(each.value, int):
                style = (self._sum if each.is_sum else self._plain)[each.kind]
            self._cell(sheet, row, 1, each.value, each.kind, style)
            if each.form_line:
                sheet.write_string(row, 2, each.form_line, self._plain[TEXT])
            if each.rows:
                sheet.write_string(row, 3, each.rows, self._plain[TEXT])
            row += 1
        return row

    def _remark(self, sheet: Any, row: int, text: str) -> int:
        """A sentence over as many rows as it needs; returns the row below."""
        for line in wrap(text, 100):
            sheet.write_string(row, 0, line, self._note)
            row += 1
        return row

    def _chart(self, bars: Bars) -> Any:
        chart = self._book.add_chart({"type": "column"})
        last = len(bars.labels)
        chart.add_series(
            {
                "name": bars.title,
                "categories": [bars.table, 1, 0, last, 0],
                "values": [bars.table, 1, 1, last, 1],
                "fill": {"color": BLUE},
                "gap": 40,
            }
        )
        chart.set_title({"name": bars.title, "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_y_axis(
            {"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": PALE}}}
        )
        chart.set_size({"width": 620, "height": 300})
        return chart


def _width(text: str) -> int:
    return max((len(line) for line in text.splitlines()), default=0)
