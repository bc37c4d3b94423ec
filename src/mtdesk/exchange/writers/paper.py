"""Paper that every PDF is printed on: fonts, sizes, tables whose heads repeat, drawings, the foot of a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as Grid

from mtdesk.exchange.writers import fonts
from mtdesk.model.document import Bars, Spans
from mtdesk.model.money import Currency
from mtdesk.model.table import DAY, SUMMED, TEXT, Cell, Table, in_words

# Regular and bold, the widest reach first; reportlab brings the last pair, which is Latin only.
FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
LETTER_COUNTRIES = ("USD", "CAD", "MXN")  # by currency: all others print on A4
MARGIN, PADDING = 42, 6  # the padding is that of reportlab's frames
SIZE = 8.5  # points
ROOMY, CLOSE = 18, 8  # points from column to column, as far as there is space
MOST_TEXT = 300  # characters of a cell: a row must fit on a page
BLUE, GREY = HexColor("#0072B2"), HexColor("#666666")
PALE = HexColor("#DDDDDD")


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


def grid(rows: list[list[Any]], widths: list[float], style: list[Any], **more: Any) -> Grid:
    """Cells from the left edge and the top, in columns of these widths."""
    placed = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Grid(rows, colWidths=widths, style=[*placed, *style], hAlign="LEFT", **more)


class Paper:
    """The sheets of one document; `is_complete` until a character could not be drawn.

    `name` is its title and, with the day it was made, the foot of every page.
    """

    def __init__(self, name: str, currency: Currency, made_on: date) -> None:
        self._name = name
        self._foot_words = f"{name}, made on {made_on}"
        self.currency = currency
        self._font = _fonts()
        self.is_complete = True
        self._paper = letter if currency.code in LETTER_COUNTRIES else A4
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
        self._small = ParagraphStyle(
            "small", plain, fontSize=7.5, leading=9.5, spaceAfter=2, textColor=GREY
        )

    def _printed(self, story: list[Any], author: str) -> bytes:
        buffer = BytesIO()
        document = SimpleDocTemplate(
            buffer,
            pagesize=self._paper,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=self.drawable(self._name),
            author=self.drawable(author),
            invariant=1,
        )
        document.build(story, onFirstPage=self._foot, onLaterPages=self._foot)
        return buffer.getvalue()

    def _grid(self, table: Table) -> Any:
        kinds = [kind for _, kind in table.columns]
        heads = [head for head, _ in table.columns]
        rows = [self._row(heads, kinds, self._bold, self._bold_right)]
        for row in table.rows:
            cells = [self._shown(value, kind) for value, kind in zip(row, kinds, strict=True)]
            rows.append(self._row(cells, kinds, self._plain, self._right))
        sums = []
        if table.totals:
            sums = [len(rows)]
            _, *others = [
                self._shown(value, kind) if kind in SUMMED else ""
                for value, kind in zip(table.totals, kinds, strict=True)
            ]
            rows.append(self._row(["total", *others], kinds, self._bold, self._bold_right))
        style = [*self._lines(sums), ("LINEBELOW", (0, 0), (-1, 0), 0.8, BLUE)]
        return grid(rows, self._widths(table), style, repeatRows=1)

    def _row(
        self, texts: list[str], kinds: list[str], left: ParagraphStyle, right: ParagraphStyle
    ) -> list[Paragraph]:
        return [
            self._text(text, left if kind in {TEXT, DAY} else right)
            for text, kind in zip(texts, kinds, strict=True)
        ]

    def _widths(self, table: Table) -> list[float]:
        """Each column as wide as its widest cell; the widest give way where the paper ends."""
        widest = []
        for place, (head, kind) in enumerate(table.columns):
            cells = [(self._shown(row[place], kind), "text") for row in table.rows]
            sums = [self._shown(table.totals[place], kind)] if table.totals else []
            cells += [(text, "bold") for text in (head, "total", *sums)]
            widest.append(max(self.width(text, font) for text, font in cells))
        room = ROOMY if sum(widest) + ROOMY * len(widest) <= self._width else CLOSE
        wanted = [min(each + room, 260) for each in widest]
        while sum(wanted) > self._width:
            wanted[wanted.index(max(wanted))] -= 1
        return wanted

    def _lines(self, sums: Iterable[int]) -> list[Any]:
        return [
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("LINEBELOW", (0, 0), (-1, -1), 0.25, PALE),
            *(("LINEABOVE", (0, row), (-1, row), 0.8, BLUE) for row in sums),
        ]

    def _foot(self, canvas: Any, document: Any) -> None:
        canvas.setFont("text", 7)
        canvas.setFillColor(GREY)
        across: float = MARGIN + PADDING
        for words, font in self._runs(self._foot_words):
            name = self._name_of(font, "text")
            canvas.setFont(name, 7)
            canvas.drawString(across, 28, words, shaping=fonts.is_shaped(words))
            across += stringWidth(words, name, 7)
        canvas.setFont("text", 7)
        canvas.drawRightString(self._paper[0] - MARGIN - PADDING, 28, f"page {document.page}")

    def _shown(self, value: Cell, kind: str) -> str:
        text = in_words(value, kind, self.currency)
        return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"

    def _text(self, text: str, style: ParagraphStyle) -> Paragraph:
        runs = self._runs(text)
        marked = "".join(
            escape(words)
            if font is self._font
            else f'<font name="{escape(str(font.fontName))}">{escape(words)}</font>'
            for words, font in runs
        )
        if any(fonts.is_shaped(words) for words, _ in runs):
            style = ParagraphStyle(f"{style.name} shaped", style, shaping=1)
        return Paragraph(marked, style)

    def drawable(self, text: str) -> str:
        """The text with ? for what no font here can draw."""
        return "".join(words for words, _ in self._runs(text))

    def width(self, text: str, font: str = "text", size: float = SIZE) -> float:
        """Points that it takes; letters that join take a little less or more."""
        return sum(
            float(stringWidth(words, self._name_of(each, font), size))
            for words, each in self._runs(text)
        )

    def _runs(self, text: str) -> list[tuple[str, TTFont]]:
        shown = []
        for words, font in fonts.runs(text, self._font):
            self.is_complete = self.is_complete and font is not None
            shown.append((words, font) if font else ("?" * len(words), self._font))
        return shown

    def _name_of(self, font: TTFont, own: str) -> str:
        return own if font is self._font else str(font.fontName)


BARS_HEIGHT, SPANS_HEIGHT = 130, 74


def bars(paper: Paper, block: Bars, width: float) -> Drawing:
    """Amounts as bars, the highest with its amount."""
    drawing = Drawing(width, BARS_HEIGHT)
    top = max([*block.values, 1])
    floor, room = 14, BARS_HEIGHT - 14 - 26
    step = width / max(len(block.values), 1)
    drawing.add(String(0, BARS_HEIGHT - 9, block.title, fontName="bold", fontSize=SIZE))
    drawing.add(Line(0, floor, width, floor, strokeColor=GREY, strokeWidth=0.5))
    for place, (name, value) in enumerate(zip(block.labels, block.values, strict=True)):
        middle, tall = (place + 0.5) * step, room * value / top
        bar = min(step * 0.7, 40)
        drawing.add(Rect(middle - bar / 2, floor, bar, tall, fillColor=BLUE, strokeColor=None))
        drawing.add(String(middle, 4, name, fontName="text", fontSize=6.5, textAnchor="middle"))
        if value == top and value:
            amount = paper.drawable(paper.currency.format(value))
            middle = min(max(middle, 26), width - 26)
            drawing.add(
                String(
                    middle, floor + tall + 3, amount, fontName="text", fontSize=7,
                    textAnchor="middle",
                )
            )  # fmt: skip
            top += 1  # only the first of equal bars is marked
    return drawing


def spans(block: Spans, width: float) -> Drawing:
    """A column each: where it began filled, where it ended hollow, joined where both are known."""
    left, bottom, top = 22.0, 16.0, 8.0
    drawing = Drawing(width, SPANS_HEIGHT)
    high = SPANS_HEIGHT - bottom - top

    def level(number: int) -> float:
        return bottom + high * number / 10

    for number in (0, 5, 10):
        drawing.add(
            Line(left, level(number), width, level(number), strokeColor=PALE, strokeWidth=0.5)
        )
        drawing.add(_words(str(number), left - 6, level(number) - 2.5, "end"))
    step = (width - left) / max(len(block.spans), 1)
    for place, (_, begun, ended) in enumerate(block.spans):
        across = left + step * (place + 0.5)
        if begun is not None and ended is not None:
            drawing.add(
                Line(across, level(begun), across, level(ended), strokeColor=BLUE, strokeWidth=1)
            )
        if ended is not None:
            drawing.add(
                Circle(across, level(ended), 2.6, strokeColor=BLUE, fillColor=None, strokeWidth=1)
            )
        if begun is not None:
            drawing.add(Circle(across, level(begun), 2.2, strokeColor=BLUE, fillColor=BLUE))
    if block.spans:
        last = len(block.spans) - 1
        ends = {0: "start"} if not last else {0: "start", last: "end"}
        for place, anchor in ends.items():
            across = left if anchor == "start" else width
            drawing.add(_words(block.spans[place][0], across, 4, anchor))
    return drawing


def _words(text: str, across: float, up: float, anchor: str) -> String:
    return String(across, up, text, fontName="text", fontSize=7, fillColor=GREY, textAnchor=anchor)
