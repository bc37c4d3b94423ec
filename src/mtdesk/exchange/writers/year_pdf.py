"""A report on paper: one page of figures with a chart, the expenses, and the mileage log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.platypus import KeepTogether, PageBreak, Spacer
from reportlab.platypus import Table as Grid

from mtdesk.exchange.writers.paper import BLUE, GREY, SIZE, Paper
from mtdesk.exchange.writers.paper import NOT_DRAWN as MARKED
from mtdesk.model.period import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from mtdesk.model.table import Table
    from mtdesk.model.year import Figure, Report

NOT_DRAWN = f"{MARKED}; the CSV and XLSX files have them"
FIRST_PAGE = "Reconciliation"


def content(report: Report) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    page = _Page(report)
    return page.content(), page.is_complete


class _Page(Paper):
    def __init__(self, report: Report) -> None:
        super().__init__(f"Summary of {report.heading}", report.currency, report.made_on)
        self._report = report

    def content(self) -> bytes:
        story = self._first_page()
        notes = len(story)
        story += [PageBreak(), *self._tables()]
        if not self.is_complete:
            story.insert(notes, self._text(f"{NOT_DRAWN[0].upper()}{NOT_DRAWN[1:]}.", self._small))
        return self._printed(story, ", ".join(self._report.issuer[:2]))

    # -- pages

    def _first_page(self) -> list[Any]:
        report = self._report
        left = 0.56 * self._width
        figures = Grid(
            self._figure_rows(report.figures),
            colWidths=[0.52 * left, 0.3 * left, 0.18 * left],
            style=self._lines([row for row, each in enumerate(report.figures) if each.is_sum]),
            hAlign="LEFT",
        )
        beside = [
            self._chart(report.months, self._width - left - 14),
            Spacer(0, 6),
            *self._beside(self._width - left - 14),
        ]
        two = Grid(
            [[[figures], beside]],
            colWidths=[left + 14, self._width - left - 14],
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ],
            hAlign="LEFT",
        )
        period = f"{report.period.start} to {report.period.last}"
        about = f"{period}, cash basis, {report.currency.code}; made on {report.made_on}"
        return [
            self._text(self._name, self._title),
            *(self._text(line, self._plain) for line in report.issuer),
            self._text(about, self._small),
            Spacer(0, 10),
            two,
            *self._estimate(),
            *self._section(report.table(FIRST_PAGE)),
            Spacer(0, 8),
            *(self._text(note, self._small) for note in report.notes),
        ]

    def _beside(self, width: float) -> list[Any]:
        report = self._report
        pairs = [
            *((each.label, self._currency.format(each.minor)) for each in report.at_the_end),
            *report.facts,
        ]
        rows = [
            [self._text(label, self._plain), self._text(value, self._right)]
            for label, value in pairs
        ]
        return [
            self._text(f"On {report.period.last}, and work", self._head),
            Grid(
                rows,
                colWidths=[0.64 * width, 0.36 * width],
                style=self._lines([]),
                hAlign="LEFT",
            ),
        ]

    def _estimate(self) -> list[Any]:
        estimate = self._report.estimate
        head = self._text("Self-employment tax", self._head)
        if estimate is None:
            return [head, self._text(f"No estimate: {self._report.no_estimate}.", self._plain)]
        money = self._currency.format
        sentence = (
            f"{money(estimate.self_employment_tax_minor)} on a base of "
            f"{money(estimate.base_minor)}; {money(estimate.deductible_half_minor)} of it, half, "
            f"is deductible. Estimated payments due: {', '.join(map(str, estimate.due))}."
        )
        return [
            head,
            self._text(sentence, self._plain),
            self._text(f"{estimate.note} Source: {estimate.source}.", self._small),
        ]

    def _tables(self) -> list[Any]:
        report = self._report
        first = "Expense categories"
        shown = [
            report.table(first),
            *(each for each in report.tables if each.name not in {first, FIRST_PAGE}),
            report.months,
            *(each for each in report.rows if each.name == "Mileage"),
        ]
        return [piece for table in shown for piece in self._section(table)]

    def _section(self, table: Table) -> list[Any]:
        """A table under its name; a short one stays in one piece, a log runs on under its heads."""
        name = "Mileage log" if table.name == "Mileage" else table.name
        head = self._text(name, self._head)
        if not table.rows:
            return [KeepTogether([head, self._text("none", self._plain)])]
        note = [self._text(table.note, self._small)] if table.note else []
        pieces = [head, self._grid(table), *note]
        return [KeepTogether(pieces)] if len(table.rows) < 30 else pieces

    # -- pieces

    def _figure_rows(self, figures: Iterable[Figure]) -> list[list[Any]]:
        return [
            [
                self._text(each.label, self._bold if each.is_sum else self._plain),
                self._text(
                    self._currency.format(each.minor),
                    self._bold_right if each.is_sum else self._right,
                ),
                self._text(f"line {each.form_line}" if each.form_line else "", self._grey),
            ]
            for each in figures
        ]

    def _chart(self, months: Table, width: float, height: float = 130) -> Drawing:
        """Gross by month as bars, the highest with its amount."""
        drawing = Drawing(width, height)
        values = [int(value or 0) for value in months.column("gross")]
        top = max([*values, 1])
        floor, room = 14, height - 14 - 26
        step = width / max(len(values), 1)
        drawing.add(String(0, height - 9, "Gross by month", fontName="bold", fontSize=SIZE))
        drawing.add(Line(0, floor, width, floor, strokeColor=GREY, strokeWidth=0.5))
        for place, (month, value) in enumerate(zip(months.column("month"), values, strict=True)):
            middle, tall = (place + 0.5) * step, room * value / top
            bar = min(step * 0.7, 40)
            drawing.add(Rect(middle - bar / 2, floor, bar, tall, fillColor=BLUE, strokeColor=None))
            name = MONTHS[int(str(month)[5:]) - 1]
            drawing.add(String(middle, 4, name, fontName="text", fontSize=6.5, textAnchor="middle"))
            if value == top and value:
                amount = self._drawable(self._currency.format(value))
                middle = min(max(middle, 26), width - 26)
                drawing.add(
                    String(
                        middle, floor + tall + 3, amount, fontName="text", fontSize=7,
                        textAnchor="middle",
                    )
                )  # fmt: skip
                top += 1  # only the first of equal months is marked
        return drawing
