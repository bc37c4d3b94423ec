"""A report on paper: one page of figures with a chart, the expenses, and the mileage log."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import bidirectional
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from mtdesk.model.annual import DAY, MINUTES, MONEY, SUMMED, TENTHS
from mtdesk.model.period import MONTHS, hours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from mtdesk.model.annual import Cell, Figure, Report, Table

NOT_DRAWN = (
    "characters that this computer's fonts cannot draw stand as ? in the PDF; "
    "the CSV and XLSX files have them"
)
# Regular and bold, the widest reach first; reportlab brings the last pair, which is Latin only.
FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
LETTER_COUNTRIES = ("USD", "CAD", "MXN")  # by currency: all others print on A4
MARGIN, PADDING = 42, 6  # the padding is that of reportlab's frames
FIRST_PAGE = "Reconciliation"
SIZE = 8.5  # points
MOST_TEXT = 300  # characters of a cell: a row must fit on a page
BLUE, GREY = HexColor("#0072B2"), HexColor("#666666")
PALE = HexColor("#DDDDDD")


def content(report: Report) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    page = _Page(report)
    return page.content(), page.is_complete


def _fonts() -> TTFont:
    """Register `text` and `bold`, and return the first of them."""
    for regular, bold in FONTS:
        try:
            font = TTFont("text", regular)
            registerFont(font)
            registerFont(TTFont("bold", bold))
        except TTFError:
            continue
        return font
    raise AssertionError("reportlab brings its own fonts")


class _Page:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._currency = report.currency
        self._font = _fonts()
        self.is_complete = True
        self._paper = letter if report.currency.code in LETTER_COUNTRIES else A4
        self._width = self._paper[0] - 2 * MARGIN - 2 * PADDING
        plain = ParagraphStyle("plain", fontName="text", fontSize=SIZE, leading=11.5)
        self._plain = plain
        self._right = ParagraphStyle("right", plain, alignment=2)
        self._bold = ParagraphStyle("bold", plain, fontName="bold")
        self._bold_right = ParagraphStyle("bold right", self._bold, alignment=2)
        self._title = ParagraphStyle("title", plain, fontName="bold", fontSize=16, leading=21)
        self._head = ParagraphStyle(
            "head", plain, fontName="bold", fontSize=10, leading=14, spaceBefore=8, spaceAfter=3
        )
        self._grey = ParagraphStyle("grey", plain, textColor=GREY)
        self._small = ParagraphStyle("small", plain, fontSize=7.5, leading=9.5, textColor=GREY)

    def content(self) -> bytes:
        report, buffer = self._report, BytesIO()
        document = SimpleDocTemplate(
            buffer,
            pagesize=self._paper,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=f"Summary of {report.heading}",
            author=self._drawable(", ".join(report.issuer[:2])),
            invariant=1,
        )
        story = self._first_page()
        notes = len(story)
        story += [PageBreak(), *self._tables()]
        if not self.is_complete:
            story.insert(notes, self._text(f"{NOT_DRAWN[0].upper()}{NOT_DRAWN[1:]}.", self._small))
        document.build(story, onFirstPage=self._foot, onLaterPages=self._foot)
        return buffer.getvalue()

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
            self._text(f"Summary of {report.heading}", self._title),
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

    def _grid(self, table: Table) -> Any:
        kinds = [kind for _, kind in table.columns]
        right = [kind not in {"text", DAY} for kind in kinds]
        rows = [
            [
                self._text(head, self._bold_right if at_right else self._bold)
                for (head, _), at_right in zip(table.columns, right, strict=True)
            ]
        ]
        rows += [
            [
                self._text(self._shown(value, kind), self._right if at_right else self._plain)
                for value, kind, at_right in zip(row, kinds, right, strict=True)
            ]
            for row in table.rows
        ]
        sums = []
        if table.totals:
            sums = [len(rows)]
            total = [
                "total" if place == 0 else self._shown(value, kind) if kind in SUMMED else ""
                for place, (value, kind) in enumerate(zip(table.totals, kinds, strict=True))
            ]
            rows.append(
                [
                    self._text(text, self._bold_right if at_right else self._bold)
                    for text, at_right in zip(total, right, strict=True)
                ]
            )
        return Grid(
            rows,
            colWidths=self._widths(table),
            repeatRows=1,
            style=[*self._lines(sums), ("LINEBELOW", (0, 0), (-1, 0), 0.8, BLUE)],
            hAlign="LEFT",
        )

    def _widths(self, table: Table) -> list[float]:
        """Each column as wide as its widest cell; the widest gives way where the paper ends."""
        wanted = []
        for place, (head, kind) in enumerate(table.columns):
            cells = [self._shown(row[place], kind) for row in (*table.rows, table.totals) if row]
            widest = max(stringWidth(text, "bold", SIZE) for text in (head, "total", *cells))
            wanted.append(min(widest + 18, 260))
        wanted[wanted.index(max(wanted))] -= max(0, sum(wanted) - self._width)
        return wanted

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

    def _lines(self, sums: Iterable[int]) -> list[Any]:
        return [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("LINEBELOW", (0, 0), (-1, -1), 0.25, PALE),
            *(("LINEABOVE", (0, row), (-1, row), 0.8, BLUE) for row in sums),
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

    def _foot(self, canvas: Any, document: Any) -> None:
        canvas.setFont("text", 7)
        canvas.setFillColor(GREY)
        name = f"Summary of {self._report.heading}, made on {self._report.made_on}"
        canvas.drawString(MARGIN + PADDING, 28, name)
        canvas.drawRightString(self._paper[0] - MARGIN - PADDING, 28, f"page {document.page}")

    def _shown(self, value: Cell, kind: str) -> str:
        if value is None or isinstance(value, str):
            text = value or ("unknown" if kind in SUMMED else "")
            return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"
        if kind == MONEY:
            return self._currency.format(value)
        if kind == TENTHS:
            return f"{value / 10:,.1f}"
        return hours(value) if kind == MINUTES else f"{value:,}"

    def _text(self, text: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(escape(self._drawable(text)), style)

    def _drawable(self, text: str) -> str:
        """The text with ? for what the font has not, and for scripts written from right to left."""
        shown = "".join(
            mark
            if ord(mark) in self._font.face.charToGlyph and bidirectional(mark) not in {"R", "AL"}
            else "?"
            for mark in " ".join(text.split())
        )
        self.is_complete = self.is_complete and shown == " ".join(text.split())
        return shown
