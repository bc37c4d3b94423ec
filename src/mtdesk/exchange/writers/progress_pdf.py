"""A progress report on paper: who and for whom, pain by visit, what the client can do, the visits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, Drawing, Line, String
from reportlab.platypus import KeepTogether, Spacer
from reportlab.platypus import Table as Grid

from mtdesk.exchange.writers.paper import BLUE, GREY, MOST_TEXT, PALE, Paper
from mtdesk.exchange.writers.paper import NOT_DRAWN as MARKED
from mtdesk.model.table import TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from mtdesk.model.medical.progress import Progress, ReportedVisit
    from mtdesk.model.table import Table

NOT_DRAWN = f"{MARKED}; the Markdown file has them"
LABELS = 160  # points
CHART_HEIGHT = 74
FEWEST_ABREAST = 7  # visits that are worth more than one column
MOST_DRAWN = 60  # visits in the chart: the latest
BY_HAND = "therapist's signature, and date"


def content(report: Progress) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    sheet = _Sheet(report)
    return sheet.content(), sheet.is_complete


class _Sheet(Paper):
    def __init__(self, report: Progress) -> None:
        super().__init__(report.heading, report.currency, report.made_on)
        self._report = report

    def content(self) -> bytes:
        report = self._report
        story = [
            self._text(report.heading, self._title),
            Spacer(0, 4),
            self._pairs(report.head),
            Spacer(0, 6),
            *self._facts(),
            *self._pain(),
            *self._section(report.function_table),
            *self._section(report.medication_table),
            *self._section(_abreast(report.visits_table)),
            KeepTogether(self._end()),
        ]
        by = [report.issuer[name] for name in ("business", "therapist") if name in report.issuer]
        return self._printed(story, ", ".join(by))

    def _end(self) -> list[Any]:
        notes = [self._text(note, self._small) for note in self._report.notes]
        if not self.is_complete:
            notes.append(self._text(f"{NOT_DRAWN[0].upper()}{NOT_DRAWN[1:]}.", self._small))
        blank = Grid(
            [[self._text(BY_HAND, self._plain), ""]],
            colWidths=[LABELS, self._width - LABELS],
            style=[("LEFTPADDING", (0, 0), (-1, -1), 0), ("LINEBELOW", (1, 0), (1, 0), 0.5, GREY)],
            hAlign="LEFT",
        )
        return [Spacer(0, 10), *notes, Spacer(0, 14), blank]

    def _facts(self) -> list[Any]:
        """Short ones beside their labels; a long one under its own, where it can go over a page."""
        facts = self._report.facts
        long = [
            self._text(words, style)
            for label, text in facts
            if len(text) > MOST_TEXT
            for words, style in ((label, self._grey), (text, self._plain))
        ]
        return [self._pairs([fact for fact in facts if len(fact[1]) <= MOST_TEXT]), *long]

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """A line each, its label before it; nothing where there are none."""
        if not pairs:
            return Spacer(0, 0)
        return Grid(
            [
                [self._text(label, self._grey), self._text(text, self._plain)]
                for label, text in pairs
            ],
            colWidths=[LABELS, self._width - LABELS],
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ],
            hAlign="LEFT",
        )

    def _pain(self) -> list[Any]:
        report = self._report
        if not report.pain and not report.within:
            return []
        asked = [
            visit
            for visit in report.visits
            if visit.pain_before is not None or visit.pain_after is not None
        ][-MOST_DRAWN:]
        words = [self._text(each, self._plain) for each in (report.pain, report.within) if each]
        key = "pain by visit, 0 to 10: filled on arrival, hollow at the end"
        if len(asked) == MOST_DRAWN:
            key += f"; the latest {MOST_DRAWN} visits that have it"
        return [
            KeepTogether(
                [
                    self._text("Pain", self._head),
                    *words,
                    Spacer(0, 6),
                    _pain_chart(asked, self._width),
                    self._text(key, self._small),
                ]
            )
        ]

    def _section(self, table: Table) -> list[Any]:
        return [self._text(table.name, self._head), self._grid(table)] if table.rows else []


def _abreast(table: Table) -> Table:
    """Visits beside each other, so that a course of them takes one page.

    Where all are of one service and length, that stands in the name once.
    """
    if len(table.rows) < FEWEST_ABREAST:
        return table
    columns, rows, name, count = table.columns, table.rows, table.name, 2
    alike = {row[1:3] for row in rows}
    if len(alike) == 1:
        service, minutes = next(iter(alike))
        name = f"{name}, {service or 'service not said'}, {minutes} min each"
        columns, count = (columns[0], columns[3]), 4
        rows = tuple((row[0], row[3]) for row in rows)
    gap, blank = ("", TEXT), ("",) * len(columns)
    heads = columns + (gap, *columns) * (count - 1)
    rows += (blank,) * (-len(rows) % count)
    lines = zip(*(rows[place::count] for place in range(count)), strict=True)
    return replace(
        table,
        name=name,
        columns=heads,
        rows=tuple(tuple(cell for part in line for cell in ("", *part))[1:] for line in lines),
    )


def _pain_chart(visits: Sequence[ReportedVisit], width: float) -> Drawing:
    """A column a visit: its pain on arrival filled, at the end hollow, joined where both are known."""
    left, bottom, top = 22.0, 16.0, 8.0
    drawing = Drawing(width, CHART_HEIGHT)
    high = CHART_HEIGHT - bottom - top

    def level(pain: int) -> float:
        return bottom + high * pain / 10

    for pain in (0, 5, 10):
        drawing.add(Line(left, level(pain), width, level(pain), strokeColor=PALE, strokeWidth=0.5))
        drawing.add(_words(str(pain), left - 6, level(pain) - 2.5, "end"))
    step = (width - left) / max(len(visits), 1)
    for place, visit in enumerate(visits):
        across = left + step * (place + 0.5)
        before, after = visit.pain_before, visit.pain_after
        if before is not None and after is not None:
            drawing.add(
                Line(across, level(before), across, level(after), strokeColor=BLUE, strokeWidth=1)
            )
        if after is not None:
            drawing.add(
                Circle(across, level(after), 2.6, strokeColor=BLUE, fillColor=None, strokeWidth=1)
            )
        if before is not None:
            drawing.add(Circle(across, level(before), 2.2, strokeColor=BLUE, fillColor=BLUE))
    if visits:
        ends = {0: "start"} if len(visits) == 1 else {0: "start", len(visits) - 1: "end"}
        for place, anchor in ends.items():
            across = left if anchor == "start" else width
            drawing.add(_words(visits[place].local_date, across, 4, anchor))
    return drawing


def _words(text: str, across: float, up: float, anchor: str) -> String:
    return String(across, up, text, fontName="text", fontSize=7, fillColor=GREY, textAnchor=anchor)
