"""Bars on a grid of cells, and lines over them.

A cell shows two colours, a block in one on a ground of the other, so that a height is true to an
eighth of a row. It holds one boundary: where two would meet in it, the smaller part is told in figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from mtdesk.charts.cells import SERIES, Cell, Look, flat, nth
from mtdesk.charts.scale import Scale
from mtdesk.model.series import Series

UP = " ▁▂▃▄▅▆▇█"
WIDEST = 14  # a bar is a mark, not a wall
DASH = 3  # cells, of which a broken line leaves out the last


class Part(NamedTuple):
    """A piece of a bar: how high, in rows; of which line of the series; its colour and its fill."""

    size: float
    line: int
    ink: str
    fill: str
    soft: bool = False

    @property
    def flat(self) -> str:
        """Its ground, and its only colour where a hatch has no room."""
        return flat(self.ink, soft=self.soft)


class Ruled(NamedTuple):
    """A level across the bars: solid, or broken where it says what is usual."""

    value: float
    name: str
    glyph: str
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Slots:
    """Where each bar stands: all slots and all bars are of one width."""

    count: int
    width: int
    several: int  # bars side by side in a slot

    @property
    def thick(self) -> int:
        gap = min((self.width - 1) // 2, 2)
        return min(max((self.width - gap) // self.several, 1), WIDEST)

    def cells(self, i: int, group: int = 0) -> range:
        first = i * self.width + (self.width - self.thick * self.several) // 2
        return range(first + group * self.thick, first + (group + 1) * self.thick)


class Grid:
    """Cells from below, bars and lines put in them; what could not be shown is remembered."""

    def __init__(self, columns: int, scale: Scale, look: Look, raised: range) -> None:
        self.scale, self.look, self.raised = scale, look, raised
        self.cells = [self._empty(edge, columns) for edge in range(1, scale.rows + 1)]
        edge = "dim" if scale.low >= 0 else "faint"  # zero is further up
        self.axis = [
            Cell(look.cut_axis if scale.low > 0 else look.axis, edge, self.ground(x))
            for x in range(columns)
        ]
        self._ends: dict[int, tuple[float, Cell]] = {}  # of the bar over zero, and what it ends in
        self.lost: list[tuple[int, int]] = []  # line and place of what has no cell to be seen in

    def ground(self, x: int) -> str:
        return "raised" if x in self.raised else ""

    def _empty(self, edge: int, columns: int) -> list[Cell]:
        """The line of the grid stands under its edge; that of zero is an axis."""
        cell = Cell()
        if edge == self.scale.zero:
            cell = Cell(self.look.axis, "dim")
        elif edge in self.scale.ticks and self.look.grid != " ":
            cell = Cell(self.look.grid, "faint")
        raised = cell._replace(ground="raised")
        return [raised if x in self.raised else cell for x in range(columns)]

    def stand(self, series: Series, slots: Slots) -> None:
        """Every bar of the series, stacked or side by side."""
        limit = next((each.value for each in series.thresholds if each.limit), None)
        for i in range(slots.count):
            for group in range(slots.several):
                of = range(len(series.lines)) if series.kind == "stacked" else (group,)
                values = [(order, series.lines[order].values[i]) for order in of]
                if all(value is None for _, value in values):
                    self._put_gap(slots.cells(i, group))
                    continue
                parts = [self._part(series, i, order, value or 0.0) for order, value in values]
                over = None if limit is None else (limit * self.scale.every / self.scale.step)
                self._bar(slots.cells(i, group), [p for p in parts if p.size > 0], over, i, 1)
                below = [p._replace(size=-p.size) for p in parts if p.size < 0]
                self._bar(slots.cells(i, group), below, None, i, -1)

    def _part(self, series: Series, i: int, order: int, value: float) -> Part:
        line, look = series.lines[order], self.look
        last = series.partial and i == len(series.labels) - 1
        soft = line.lighter or (last and lightens(series, look))
        own = max(order - line.lighter, 0)
        fill = look.unfinished if soft else nth(look.fills, own)
        size = value * self.scale.every / self.scale.step
        return Part(size, order, nth(SERIES, own), fill, soft)

    def _put_gap(self, xs: range) -> None:
        if 0 <= self.scale.zero < self.scale.rows:
            middle = xs[len(xs) // 2]
            self.cells[self.scale.zero][middle] = Cell(self.look.gap, "dim", self.ground(middle))

    def _bar(self, xs: range, parts: list[Part], over: float | None, i: int, way: int) -> None:
        """From zero up or down."""
        if not parts:
            return
        if self.look.eighths:
            filled = cells_of(edges_of(parts if over is None else split(parts, over)))
        else:
            filled = rows_of(parts)
        for row, within in enumerate(filled):
            place = self.scale.zero + (row if way > 0 else -1 - row)
            cell = self._filled(within, way, self.ground(xs[0]))
            self.cells[place][xs.start : xs.stop] = [cell] * len(xs)
        seen = {part.line for within in filled for _, part in within}
        self.lost += [(part.line, i) for part in parts if part.line not in seen]
        if not filled and self.scale.zero == 0:  # there is something, too little for an eighth
            for x in xs:
                self.axis[x] = Cell(self.look.axis, parts[-1].flat, self.ground(x))
        if way > 0:
            end = self.scale.zero + sum(part.size for part in parts)
            highest = filled[-1][-1][1] if filled else parts[-1]
            top = Cell(highest.fill, highest.flat)
            self._ends |= dict.fromkeys(xs, (end, top))

    def _filled(self, within: Sequence[tuple[int, Part]], way: int, ground: str) -> Cell:
        (size, part), *further = within
        if not self.look.eighths:
            return Cell(part.fill, part.flat, ground)
        if further:
            _, other = further[0]
            low, high = (part, other) if way > 0 else (other, part)
            return Cell(UP[size if way > 0 else 8 - size], low.flat, high.flat)
        if size < 8 and way > 0:
            return Cell(UP[size], part.flat, ground)
        if size < 8:  # a block grows from below: what hangs is the ground of what is cut out of it
            return Cell(UP[8 - size], part.flat, ground, "reverse")
        return Cell("╱", part.flat, "", "reverse") if part.soft else Cell("█", part.flat, part.flat)

    def rule(self, line: Ruled) -> int:
        """A line over the bars; the row it stands in, or -1 on the axis.

        It is cut out of what is full, and wins no cell in which a bar ends or two parts meet: that
        is their figure, and the line goes on at both sides.
        """
        edge = self.scale.edge(line.value)
        row, rest = divmod(round(8 * edge), 8)
        row, height = (row - 1, 2) if rest == 0 else (row, (rest > 2) + (rest > 5))
        glyph = self.look.heights[height] if line.glyph == self.look.limits[0] else line.glyph
        if not 0 <= row < self.scale.rows:
            return -1
        for x, cell in enumerate(self.cells[row]):
            if not line.broken or x % DASH < DASH - 1:
                ruled = Cell(glyph, "dim" if line.broken else "ink", self.ground(x))
                self.cells[row][x] = self._crossed(x, row, edge, cell, ruled)
        return row

    def _crossed(self, x: int, row: int, edge: float, cell: Cell, ruled: Cell) -> Cell:
        """What stands in a cell that a line crosses; it is at `edge`."""
        end, top = self._ends.get(x, (-1.0, cell))
        if not self.look.eighths:
            # However it was rounded to a row, a bar is seen to pass the line where it does.
            return top if end > edge and int(end + 0.5) <= row + 1 else ruled
        if cell.glyph in (" ", self.look.grid, self.look.gap):
            return ruled
        is_whole = cell.glyph in "█╱" and not row < round(end * 8) / 8 <= row + 1
        return Cell(ruled.glyph, cell.ink, "", "reverse") if is_whole else cell


def lightens(series: Series, look: Look) -> bool:
    """Whether the unfinished bar is drawn softer: not where the fill already tells parts apart."""
    return series.kind != "stacked" or look.eighths


def split(parts: Iterable[Part], over: float) -> list[Part]:
    """The parts cut where they pass `over`: what is above asks to act."""
    cut, total = [], 0.0
    for part in parts:
        below = min(max(over - total, 0.0), part.size)
        cut += [part._replace(size=below)] * (below > 0)
        cut += [part._replace(size=part.size - below, ink="act")] * (part.size > below)
        total += part.size
    return cut


def edges_of(parts: Iterable[Part]) -> list[tuple[int, Part]]:
    """Where each part ends, in eighths; rounded from zero, so that errors do not add up."""
    total, edges = 0.0, []
    for part in parts:
        total += part.size
        edges.append((int(total * 8 + 0.5), part))
    return edges


def cells_of(edges: Sequence[tuple[int, Part]]) -> list[list[tuple[int, Part]]]:
    """What fills each cell from zero: at most two parts, or one and nothing beyond it.

    Of more the smallest gives its room to the one beside it.
    """
    filled = []
    for base in range(0, edges[-1][0] if edges else 0, 8):
        within: list[tuple[int, Part]] = []
        low = base
        for edge, part in edges:
            size = min(edge, base + 8) - low
            if size > 0:
                within.append((size, part))
                low += size
        while len(within) + (low < base + 8) > 2:
            lost = min(range(len(within)), key=lambda k: within[k][0])
            size, _ = within.pop(lost)
            beside = max(lost - 1, 0)
            within[beside] = (within[beside][0] + size, within[beside][1])
        filled.append(within)
    return filled


def rows_of(parts: Sequence[Part]) -> list[list[tuple[int, Part]]]:
    """What fills each row where a whole row is the unit: the part that has most of it."""
    ends = [*accumulate(part.size for part in parts)]
    starts = [0.0, *ends]
    return [
        [(8, max(zip(starts, ends, parts, strict=False), key=partial(_shared, row))[2])]
        for row in range(int(ends[-1] + 0.5))
    ]


def _shared(row: int, piece: tuple[float, float, Part]) -> float:
    """How much of a row a piece has that stands from one height to another."""
    start, end, _ = piece
    return min(end, row + 1) - max(start, row)
