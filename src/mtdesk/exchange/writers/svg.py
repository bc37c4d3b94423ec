"""A document as one picture (SVG): its blocks below each other, and no page that ends.

Nothing outside the file is named. Its letters are the viewer's own, measured by those of paper, which
are as wide as any; what is written in points there is so here, and drawn larger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from mtdesk.exchange.writers.paper import MARGIN, SIZE, Paper
from mtdesk.model.document import SMALL, Bars, Block, Document, Facts, Text
from mtdesk.model.table import DAY, TEXT, Table
from mtdesk.model.text import unbroken

LARGER = 1.5  # pixels a point
PLAIN, GREY, PALE, BLUE, TINT = "#222222", "#666666", "#dddddd", "#0072b2", "#cbe3f4"
TITLE, HEAD, NOTE = 16, 10, 7.5  # sizes in points, as on paper
LEADING = 1.35  # from line to line, in sizes
LABELS = 150  # points for the labels of facts
ROW, GAP = 15, 8  # points of a row of a table, and between two columns
BARS = 90  # points of the highest bar
# What XML has no place for, whatever was typed or pasted.
_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def content(document: Document) -> str:
    return _Picture(document).drawn()


class _Picture(Paper):
    def __init__(self, document: Document) -> None:
        super().__init__(document.name, document.currency, document.made_on)
        self._document = document
        self._down = float(MARGIN)
        self._marks: list[str] = []

    def drawn(self) -> str:
        document = self._document
        self._paragraph(document.title, size=TITLE, weight="bold")
        for page in document.pages:
            for block in page:
                self._block(block)
        wide, high = self._paper[0], self._down + MARGIN
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" '
            f'width="{wide * LARGER:g}" height="{high * LARGER:g}" role="img" fill="{PLAIN}" '
            'font-family="system-ui, Helvetica, Arial, sans-serif" '
            'style="font-variant-numeric: tabular-nums">'
        )
        title = f"<title>{escape(_fit(document.title))}</title>"
        ground = '<rect width="100%" height="100%" fill="#ffffff"/>'
        return "\n".join([head, title, ground, *self._marks, "</svg>\n"])

    def _block(self, block: Block) -> None:
        if isinstance(block, Text):
            small = block.look == SMALL
            self._paragraph(
                block.text, size=NOTE if small else SIZE, colour=GREY if small else PLAIN
            )
        elif isinstance(block, Facts):
            for label, text in block.facts:
                self._fact(label, text)
            self._down += GAP
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Bars):
            self._bars(block)
        else:
            raise TypeError(f"no picture is made of {type(block).__name__}")

    # -- text

    def _paragraph(
        self, text: str, *, size: float = SIZE, weight: str = "", colour: str = PLAIN
    ) -> None:
        for line in self._lines_of(text, self._width, size):
            self._down += size * LEADING
            self._words(line, MARGIN, self._down, size=size, weight=weight, colour=colour)
        self._down += size / 2

    def _fact(self, label: str, text: str) -> None:
        lines = [*self._lines_of(text, self._width - LABELS, SIZE)]
        names = [*self._lines_of(label, LABELS - GAP, SIZE)]
        for place in range(max(len(lines), len(names))):
            self._down += SIZE * LEADING
            if place < len(names):
                self._words(names[place], MARGIN, self._down, colour=GREY)
            if place < len(lines):
                self._words(lines[place], MARGIN + LABELS, self._down)
        self._down += SIZE / 2

    def _words(
        self,
        text: str,
        across: float,
        down: float,
        *,
        size: float = SIZE,
        weight: str = "",
        colour: str = PLAIN,
        anchor: str = "",
    ) -> None:
        looks = (
            f' font-weight="{weight}"' if weight else "",
            f' fill="{colour}"' if colour != PLAIN else "",
            f' text-anchor="{anchor}"' if anchor else "",
        )
        self._marks.append(
            f'<text x="{across:.1f}" y="{down:.1f}" font-size="{size:g}"{"".join(looks)}>'
            f"{escape(_fit(text))}</text>"
        )

    def _lines_of(self, text: str, width: float, size: float) -> Iterator[str]:
        """As many words on a line as there is room for; one that is longer is broken."""
        for typed in unbroken(text).split("\n"):
            line = ""
            for word in typed.split(" "):
                longer = f"{line} {word}" if line else word
                if not line or self.width(longer, size=size) <= width:
                    line = longer
                else:
                    yield line
                    line = word
                while len(line) > 1 and self.width(line, size=size) > width:
                    room = self._room(line, width, size)
                    yield line[:room]
                    line = line[room:]
            yield line

    def _room(self, word: str, width: float, size: float) -> int:
        """How many of its characters fit, at least one."""
        return next(
            (n - 1 for n in range(2, len(word)) if self.width(word[:n], size=size) > width),
            len(word) - 1,
        )

    # -- tables and bars

    def _table(self, table: Table) -> None:
        if table.name:
            self._down += GAP / 2
            self._paragraph(table.name, size=HEAD, weight="bold")
        kinds = [kind for _, kind in table.columns]
        widths = self._widths(table)
        lefts = [MARGIN + sum(widths[:place]) for place in range(len(widths))]
        self._cells([head for head, _ in table.columns], kinds, lefts, widths, weight="bold")
        self._rule(BLUE)
        for number, row in enumerate(table.rows):
            cells = [self._shown(value, kind) for value, kind in zip(row, kinds, strict=True)]
            lengths = table.lengths[number] if number < len(table.lengths) else ()
            for left, width, length in zip(lefts, widths, lengths, strict=False):
                if length is not None:
                    self._box(left, self._down + 2, (width - GAP) * length, ROW - 4, TINT)
            self._cells(cells, kinds, lefts, widths)
            self._rule(PALE)
        self._down += GAP
        if table.note:
            self._paragraph(table.note, size=NOTE, colour=GREY)

    def _cells(
        self,
        cells: list[str],
        kinds: list[str],
        lefts: list[float],
        widths: list[float],
        *,
        weight: str = "",
    ) -> None:
        lines = [
            [*self._lines_of(cell, width, SIZE)] for cell, width in zip(cells, widths, strict=True)
        ]
        top = self._down
        for texts, kind, left, width in zip(lines, kinds, lefts, widths, strict=True):
            is_left = kind in {TEXT, DAY}
            for place, text in enumerate(texts):
                self._words(
                    text,
                    left if is_left else left + width - GAP,
                    top + 10.5 + place * SIZE * LEADING,
                    weight=weight,
                    anchor="" if is_left else "end",
                )
        self._down = top + ROW + (max(map(len, lines)) - 1) * SIZE * LEADING

    def _bars(self, block: Bars) -> None:
        """Amounts as bars, each with its figure, from zero up."""
        self._paragraph(block.title, size=HEAD, weight="bold")
        top = max([*block.values, 1])
        floor = self._down + BARS + 2 * NOTE
        step = self._width / max(len(block.values), 1)
        for place, (name, value) in enumerate(zip(block.labels, block.values, strict=True)):
            middle, tall = MARGIN + (place + 0.5) * step, BARS * max(value, 0) / top
            wide = min(step * 0.7, 40)
            self._box(middle - wide / 2, floor - tall, wide, tall, BLUE)
            amount = self.currency.whole(value)
            self._words(amount, middle, floor - tall - 3, size=NOTE, anchor="middle")
            self._words(name, middle, floor + 10, size=NOTE, colour=GREY, anchor="middle")
        self._down = floor
        self._rule(GREY)
        self._down += 2.5 * GAP

    def _box(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        self._marks.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'fill="{colour}"/>'
        )

    def _rule(self, colour: str) -> None:
        right = MARGIN + self._width
        self._marks.append(
            f'<path d="M{MARGIN} {self._down:.1f}H{right:.1f}" stroke="{colour}" '
            'stroke-width="0.5"/>'
        )


def _fit(text: str) -> str:
    """Words that any reader of XML takes."""
    return _NO_XML.sub("\ufffd", text)
