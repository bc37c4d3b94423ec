"""A picture read back from its cells, as an eye would: heights in the axis' own figures, and rows of lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mtdesk.charts import picture

BLOCKS = " ▁▂▃▄▅▆▇█"
SERIES = ("one", "two", "three", "dim", "act")
POWERS = {"k": 1e3, "M": 1e6}


def of_series(colour):
    return colour.removesuffix("-soft") in SERIES


@dataclass
class Read:
    """The cells from the axis up, and what a row is worth."""

    drawn: object
    rows: list = field(default_factory=list)  # from the axis, cells from the left
    per_row: float = 0.0

    @property
    def whole(self):
        return self.per_row / 8

    def column(self, number):
        """The parts of a bar from the axis: (colour, height)."""
        cells = self.drawn.slots[number].cells
        return self.parts(cells[len(cells) // 2])

    def parts(self, x):
        found = []
        for cell in (row[x] for row in self.rows):
            eighths, colour, above = 8, cell[1], ""
            if cell[0] in BLOCKS and cell[0] not in " █" and "reverse" not in cell[3]:
                eighths, above = BLOCKS.index(cell[0]), cell[2]
            elif "reverse" not in cell[3] and cell[0] != "█":
                break
            if not of_series(colour):
                break
            found += [(colour, eighths)] * bool(eighths)
            if not of_series(above):
                if eighths < 8:
                    break
            else:
                found.append((above, 8 - eighths))
        merged = []
        for colour, eighths in found:
            if merged and merged[-1][0] == colour:
                merged[-1] = (colour, merged[-1][1] + eighths)
            else:
                merged.append((colour, eighths))
        return [(colour, eighths * self.whole) for colour, eighths in merged]

    def height(self, number):
        return sum(size for _, size in self.column(number))

    def lines(self, ink="ink"):
        """Rows in which a line of that colour stands beside the bars."""
        return {
            row
            for row, cells in enumerate(self.rows)
            if sum(cell[0] in "▁─▔╌" and cell[1] == ink for cell in cells[self.left : self.right])
            > 1
        }

    @property
    def left(self):
        return self.drawn.slots[0].cells.start

    @property
    def right(self):
        return self.drawn.slots[-1].cells.stop


def cells_of(line):
    return [(glyph, *run[1:]) for run in line for glyph in run.glyph]


def glyphs(line):
    return "".join(run.glyph for run in line)


def read(series, width, height, **more):
    """A chart with the figures of its axis at the left; zero is on the axis."""
    drawn = picture(series, width=width, height=height, **more)
    texts = [*map(glyphs, drawn.lines)]
    left = drawn.slots[0].cells.start
    figures = {
        at: figure_of(text[:left])
        for at, text in enumerate(texts)
        if figure_of(text[:left]) is not None
    }
    axis = next(at for at, value in figures.items() if value == 0)
    top = min(figures)
    rows = [cells_of(line) for line in drawn.lines[1:axis]][::-1]
    size = max(map(len, rows))
    rows = [[*row, *[(" ", "", "", "")] * (size - len(row))] for row in rows]
    return Read(drawn, rows, figures[top] / (axis - top))


def figure_of(text):
    found = re.fullmatch(r"\s*[^\d\s.-]{0,3}\s?(\d+(?:\.\d+)?)([kM]?)\s*[│┤└|+]?\s*", text)
    return float(found[1]) * POWERS.get(found[2], 1) if found else None
