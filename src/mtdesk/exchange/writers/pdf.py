"""A document on paper: each block of it, one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus import KeepTogether, PageBreak, Spacer

from mtdesk.exchange.writers.paper import GREY, Paper, bars, grid, spans
from mtdesk.model.document import (
    SMALL,
    Abreast,
    Bars,
    Beside,
    Blanks,
    Block,
    Document,
    Fact,
    Facts,
    Figures,
    Points,
    Section,
    Spans,
    Text,
)
from mtdesk.model.frozen import replace
from mtdesk.model.table import TEXT, Table

# Points for the labels of facts, and before lines that are written in.
LEAST_LABEL, MOST_LABEL, MOST_BLANK = 80, 160, 210
SHORT, MOST_LINES = 600, 12  # characters and lines of a fact that stands beside its label
PART = 1_000  # characters of a paragraph: a longer one is slow to break into lines
# The columns of figures: label, amount, line of the form, where the rows are.
_SHARES = {
    (False, False): (0.64, 0.36),
    (False, True): (0.5, 0.25, 0.25),
    (True, False): (0.52, 0.3, 0.18),
    (True, True): (0.39, 0.23, 0.13, 0.25),
}
NARROW = 250  # points: here where its rows are stands below a figure's label
MOST_TOGETHER = 30  # rows of a table that is not broken over pages


def content(document: Document) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    sheet = _Sheet(document)
    return sheet.content(), sheet.is_complete


class _Sheet(Paper):
    def __init__(self, document: Document) -> None:
        super().__init__(document.name, document.currency, document.made_on)
        self._document = document
        facts = [fact for page in document.pages for block in page for fact in _facts(block)]
        self._labels = self._label_width(facts, MOST_LABEL)  # the same all over it

    def content(self) -> bytes:
        document = self._document
        title = [self._text(document.title, self._title), Spacer(0, 2)]
        first, *others = [list(self._flowing(page)) for page in document.pages]
        if not self.is_complete:
            lost = f"{document.lost[0].upper()}{document.lost[1:]}."
            first.append(self._text(lost, self._small))
        story = [*title, *first]
        for page in others:
            story += [PageBreak(), *page]
        return self._printed(story, document.author)

    def _flowing(self, blocks: Iterable[Block]) -> Iterator[Any]:
        """Blocks below each other."""
        for block in blocks:
            for group in self._groups(block, self._width):
                yield KeepTogether(group) if len(group) > 1 else group[0]

    def _groups(self, block: Block, width: float) -> list[list[Any]]:
        """What a block is made of; what is in one group stays on one page."""
        if isinstance(block, Text):
            return [[self._text(block.text, self._small if block.look == SMALL else self._plain)]]
        if isinstance(block, Points):
            return [[self._text(each, self._plain) for each in block.points]]
        if isinstance(block, Facts):
            return list(self._facts(block.facts))
        if isinstance(block, Blanks):
            return [[Spacer(0, 14), self._blanks(block), Spacer(0, 10)]]
        if isinstance(block, Figures):
            return [self._figures(block, width)]
        if isinstance(block, Bars):
            return [[bars(self, block, width), Spacer(0, 6)]]
        if isinstance(block, Spans):
            return [[Spacer(0, 6), spans(block, width), self._text(block.key, self._small)]]
        if isinstance(block, Beside):
            return [[self._beside(block)]]
        if isinstance(block, Abreast):
            return self._table(_abreast(block), is_whole=False)
        if isinstance(block, Section):
            head = self._text(block.heading, self._head)
            first, *others = [group for each in block.blocks for group in self._groups(each, width)]
            return [[head, *first], *others]
        return self._table(block)

    def _table(self, table: Table, *, is_whole: bool = True) -> list[list[Any]]:
        """A table under its name; a short one stays in one piece, a log runs on under its heads."""
        head = self._text(table.name, self._head) if table.name else Spacer(0, 6)
        if not table.rows:
            return [[head, self._text("none", self._plain)]]
        note = [self._text(table.note, self._small)] if table.note else []
        pieces = [head, self._grid(table), *note]
        is_whole = is_whole and len(table.rows) < MOST_TOGETHER
        return [pieces] if is_whole else [[piece] for piece in pieces]

    def _beside(self, block: Beside) -> Any:
        left = 0.56 * self._width
        right = self._width - left - 14
        columns = [
            [piece for each in blocks for group in self._groups(each, width) for piece in group]
            for blocks, width in ((block.left, left), (block.right, right))
        ]
        unpadded = [("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        return grid([columns], [left + 14, right], unpadded, spaceBefore=10)

    def _figures(self, block: Figures, width: float) -> list[Any]:
        if block.sentence:
            return [self._text(block.sentence, self._plain)]
        has_lines = any(each.form_line for each in block.figures)
        is_narrow = width < NARROW
        has_rows = any(each.rows for each in block.figures) and not is_narrow
        rows = [
            [
                [
                    self._text(each.label, self._bold if each.is_sum else self._plain),
                    *([self._text(each.rows, self._small)] if each.rows and is_narrow else []),
                ],
                self._text(
                    self._shown(each.value, each.kind),
                    self._bold_right if each.is_sum else self._right,
                ),
                *([self._beside_it("line", each.form_line)] if has_lines else []),
                *([self._text(each.rows, self._small)] if has_rows else []),
            ]
            for each in block.figures
        ]
        shares = _SHARES[has_lines, has_rows]
        lines = self._lines([row for row, each in enumerate(block.figures) if each.is_sum])
        laid = grid(rows, [share * width for share in shares], lines)
        return [*([self._text(block.heads[0], self._head)] if block.heads[0] else []), laid]

    def _beside_it(self, head: str, text: str) -> Any:
        """What stands beside a figure, under no head of its own."""
        return self._text(f"{head} {text}" if text else "", self._grey)

    # -- facts

    def _facts(self, facts: Sequence[Fact]) -> Iterator[list[Any]]:
        """Short ones beside their labels; a long one under its own, over as many pages as it needs."""
        for is_short, group in groupby(facts, _is_short):
            if is_short:
                rows = [self._fact(*fact) for fact in group]
                yield [Spacer(0, 3), self._unlined(rows, self._labels), Spacer(0, 3)]
                continue
            for name, text in group:
                first, *rest = [part for line in text.split("\n") for part in _parts(line)]
                yield [self._text(name, self._grey), self._text(first, self._plain)]
                for part in rest:
                    yield [self._text(part, self._plain)]

    def _fact(self, label: str, text: str) -> list[Any]:
        lines = [self._text(line, self._plain) for line in text.split("\n")]
        return [self._text(label, self._grey), lines]

    def _label_width(self, facts: Iterable[Fact], most: float) -> float:
        widest = max((self.width(label) for label, _ in facts), default=0)
        return float(min(max(widest + 12, LEAST_LABEL), most))

    def _blanks(self, block: Blanks) -> Any:
        rows = [self._fact(label, text[:SHORT]) for label, text in block.facts]
        lines = [("LINEBELOW", (1, row), (1, row), 0.5, GREY) for row in range(len(rows))]
        return self._unlined(
            rows,
            self._label_width(block.facts, MOST_BLANK),
            [("TOPPADDING", (0, 0), (-1, -1), 9), *lines],
        )

    def _unlined(self, rows: list[list[Any]], first: float, more: list[Any] | None = None) -> Any:
        style = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
        return grid(rows, [first, self._width - first], [*style, *(more or [])])


def _abreast(block: Abreast) -> Table:
    """Its rows beside each other, with a gap between them."""
    count, table = block.count, block.table
    columns = tuple(table.columns[place] for place in block.places)
    rows = [tuple(row[place] for place in block.places) for row in table.rows]
    rows += [("",) * len(columns)] * (-len(rows) % count)
    gap = ("", TEXT)
    lines = zip(*(rows[place::count] for place in range(count)), strict=True)
    return replace(
        table,
        name=block.name,
        columns=columns + (gap, *columns) * (count - 1),
        rows=tuple(tuple(cell for part in line for cell in ("", *part))[1:] for line in lines),
    )


def _facts(block: Block) -> Iterator[Fact]:
    """The facts of a block, and of the blocks in it."""
    if isinstance(block, Facts):
        yield from block.facts
    elif isinstance(block, Section):
        for each in block.blocks:
            yield from _facts(each)


def _is_short(fact: Fact) -> bool:
    """Whether the row it makes fits on a page, whatever was typed."""
    return len(fact[1]) <= SHORT and fact[1].count("\n") <= MOST_LINES


def _parts(line: str) -> Iterator[str]:
    """A line in parts that a page can hold, broken at blanks where there are any."""
    rest = line
    while len(rest) > PART:
        cut = rest.rfind(" ", 1, PART)
        cut = PART if cut < 0 else cut
        yield rest[:cut]
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
