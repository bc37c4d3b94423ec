"""Around the grid: title or read-out, legend, axes, labels; and what stands where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtdesk.charts.bars import Grid, Ruled, Slots
from mtdesk.charts.cells import ASCII, Cell, Cells, Look, joined, nth
from mtdesk.charts.curves import trace
from mtdesk.charts.inline import spark
from mtdesk.charts.legend import (
    Item,
    legend,
    lines_below,
    read_out,
    size_of,
    swatch,
    too_small,
    wrapped,
)
from mtdesk.charts.picture import Picture, Slot
from mtdesk.charts.scale import fewer, figure, place, scale_of, tick
from mtdesk.charts.texts import cells_of, cut
from mtdesk.model.series import Line, Series

LEAST_COLUMNS = 10
LEAST_ROWS = 3  # of a canvas, before figures beside it take a line
LEAST_BAR = 6  # cells, before the name of a line takes columns at the right


class Chart:
    """One picture of a series at one size."""

    def __init__(
        self, series: Series, width: int, height: int, look: Look, cursor: int | None
    ) -> None:
        self.series, self.width, self.look, self.cursor = series, width, look, cursor
        self.bars = series.kind not in {"lines", "dots"}
        self.ruled = [*_ruled(series, look)]
        self.items = [*legend(series, self.ruled, look)]
        self.title = cut(titled(series), width, look)
        self.below = lines_below(self.title, self.items, width, height, look)
        self.height = height

    def picture(self, spared: int = 0) -> Picture | None:
        """The whole of it, or nothing where the ticks leave no room for it."""
        series, look = self.series, self.look
        room = self.height - 3 - self.below - spared
        figures = 0 if look.eighths else min(len(series.lines), max(room - LEAST_ROWS, 0))
        scale = scale_of(series, room - figures, bars=self.bars)
        names = {edge: tick(value, series.unit) for edge, value in scale.ticks.items()}
        gutter = max(map(cells_of, names.values()), default=0)
        left = gutter + 1 + len(look.side)
        if self.width - left < LEAST_COLUMNS:
            return None
        count = len(series.labels)
        shown, parts, chosen = series, [range(i, i + 1) for i in range(count)], [*range(count)]
        if self.bars:
            shown, parts, chosen = fewer(series, self.width - left)
        extra = []
        if len(parts) < count:
            extra.append(Item(swatch(series, 0, look), f"highest of {round(count / len(parts))}"))
        if scale.low > 0:
            extra.append(Item(Cell(look.cut_axis, "dim"), f"from {tick(scale.low, series.unit)}"))
        right = self._right(self.width - left, len(parts))
        columns, slots, places = self._places(self.width - left - right, shown)
        here = next((i for i, part in enumerate(parts) if self.cursor in part), None)
        grid = Grid(columns, scale, look, range(0) if here is None else places[here])
        if self.bars:
            grid.stand(shown, slots)
        ends: dict[int, str] = {}
        for line in self.ruled:
            row = grid.rule(line)
            if right and not line.broken and row >= 0:
                ends.setdefault(row, line.name)
        if not self.bars:
            trace(grid, shown, columns)
        beside = {k for k in range(figures) if self._fit(shown, shown.lines[k], places)}
        lost = [each for each in grid.lost if each[0] not in beside]
        if lost and not spared and room - figures > LEAST_ROWS:
            return self.picture(spared=1)
        items = [each for each in [*self.items, *extra] if each.name not in ends.values()]
        text = [self._head(items), *self._framed(grid, names, gutter, ends)]
        text.append(self._under(shown.labels, places, left, here))
        if figures:
            text += self._figures(shown, places, left, figures)
        if lost and spared:
            text.append(tuple(too_small(shown, lost, self.width, look)))
        if self.below:
            text += [tuple(line) for line in wrapped(items, self.width, self.below, look)]
        slots_at = (range(left + cells.start, left + cells.stop) for cells in places)
        return Picture(tuple(text), tuple(map(Slot, slots_at, chosen)))

    def _framed(
        self, grid: Grid, names: dict[int, str], gutter: int, ends: dict[int, str]
    ) -> Iterator[Cells]:
        """The rows from the top and the axis: figures before them, names of lines behind them."""
        look = self.look
        for row in reversed(range(grid.scale.rows)):
            name = names.get(row + 1, "")
            side = look.tick if name else look.side
            margin = Cell(f"{' ' * (gutter - cells_of(name))}{name} {side}", "dim")
            end = [Cell(f" {ends[row]}", "ink")] if row in ends else []
            yield joined([margin, *grid.cells[row], *end])
        name = names.get(0, "")
        axis = [Cell(f"{' ' * (gutter - cells_of(name))}{name} {look.corner}", "dim"), *grid.axis]
        if look.here and grid.raised:
            middle = 1 + grid.raised[len(grid.raised) // 2]
            axis[middle] = axis[middle]._replace(glyph=look.here)
        yield joined(axis)

    def _right(self, room: int, count: int) -> int:
        """Columns for the names at the ends of lines, where that takes little from what is drawn."""
        named = [line.name for line in self.ruled if line.name and not line.broken]
        right = max((cells_of(name) + 1 for name in named), default=0)
        if not self.bars:
            return right if right <= room // 4 and room - right >= 3 * count else 0
        several = 1 if self.series.kind == "stacked" else len(self.series.lines)
        before, after = (Slots(count, (room - each) // count, several) for each in (0, right))
        fits = after.thick >= min(before.thick, LEAST_BAR) and after.width > max(several, 2)
        return right if fits else 0

    def _places(self, room: int, shown: Series) -> tuple[int, Slots, list[range]]:
        """Columns of the grid, and which of them are of each value."""
        count = len(shown.labels)
        several = 1 if shown.kind == "stacked" else len(shown.lines)
        slots = Slots(count, max(room // count, several), several)
        if self.bars:
            cells = [range(i * slots.width, (i + 1) * slots.width) for i in range(count)]
            return slots.width * count, slots, cells
        edges = [round(i * room / count) for i in range(count + 1)]
        if room < count:
            edges = [min(int(place(i, count, room) + 0.5), room - 1) for i in range(count)] + [room]
        cells = [range(start, max(stop, start + 1)) for start, stop in pairwise(edges)]
        return room, slots, cells

    def _head(self, items: Sequence[Item]) -> Cells:
        """Title and legend; or, where the cursor is, the values under it."""
        title = [Cell(self.title, "", "", "bold")] if self.title else []
        if self.cursor is not None:
            head = read_out(self.series, self.cursor, self.look, self.width)
            if title and size_of(title) + 3 + size_of(head) <= self.width:
                head = [*title, Cell("   "), *head]
            levels = {line.name for line in self.ruled}  # the read-out names everything else
            marks = [item for item in items if item.name in levels and not self.below]
            room = self.width - size_of(head) - 3
            fitting = (line for line in wrapped(marks, self.width, 1, self.look))
            line = next((line for line in fitting if size_of(line) <= room), [])
            return (*head, Cell(" " * (room + 3 - size_of(line))), *line) if line else tuple(head)
        if self.below:
            return tuple(title)
        room = self.width - size_of(title) - 3 * bool(title)
        for line in wrapped(items, room, 1, self.look):
            return (*title, Cell(" " * (self.width - size_of(title) - size_of(line))), *line)
        return tuple(title)

    def _under(
        self, labels: Sequence[str], places: Sequence[range], left: int, here: int | None
    ) -> Cells:
        """Labels centred under their places, every k-th so that none touch, and always the last."""
        count = len(labels)
        texts = [cut(label, self.width, self.look) for label in labels]
        for step in range(1, count + 1):
            chosen: list[tuple[int, int]] = []
            end = self.width
            for i in range(count - 1, -1, -step):
                size = cells_of(texts[i])
                middle = left + (places[i].start + places[i].stop - 1) / 2
                start = min(max(int(middle - (size - 1) / 2 + 0.5), 0), self.width - size)
                if start + size > end:
                    break
                if size:
                    chosen.append((start, i))
                    end = start - 1
            else:
                break
        cells: list[Cell] = []
        for start, i in reversed(chosen):
            raised = ("ink", "raised", "bold") if i == here else ("dim",)
            cells += [Cell(" " * (start - size_of(cells))), Cell(texts[i], *raised)]
        return joined(cells)

    def _figures(
        self, shown: Series, places: Sequence[range], left: int, lines: int
    ) -> list[Cells]:
        """Under each bar or point its value, where whole rows cannot tell it: a line for each line."""
        rows = []
        for order, line in enumerate(shown.lines[:lines]):
            mark = swatch(shown, order, self.look).glyph if len(shown.lines) > 1 else ""
            cells = [Cell(mark.rjust(left - 1 - len(self.look.side)), "dim")]
            words = self._fit(shown, line, places)
            if not words:
                room = self.width - size_of(cells) - 1
                cells.append(Cell(f" {self._extremes(shown, line, room)}", "dim"))
            for word, at in zip(words, places, strict=False):
                start = left + at.start + (len(at) - cells_of(word) + 1) // 2
                cells.append(Cell(" " * (start - size_of(cells)) + word, "dim"))
            rows.append(tuple(cells))
        return rows

    def _fit(self, shown: Series, line: Line, places: Sequence[range]) -> list[str]:
        """The figures of a line, where each has room in its place."""
        words = ["" if v is None else figure(v, shown) if v else "0" for v in line.values]
        fit = all(cells_of(word) < len(at) for word, at in zip(words, places, strict=True))
        return words if fit else []

    def _extremes(self, shown: Series, line: Line, room: int) -> str:
        """The highest and the last, where there is no room for every figure."""
        known = [(v, i) for i, v in enumerate(line.values) if v is not None]
        if not known:
            return ""
        (high, at), (last, end) = max(known), known[-1]
        first = f"highest {figure(high, shown)} ({shown.labels[at]})"
        both = f"{first}, last {figure(last, shown)} ({shown.labels[end]})"
        forms = (first if at == end else both, first, figure(high, shown))
        return next((form for form in forms if cells_of(form) <= room), "")


def _ruled(series: Series, look: Look) -> Iterator[Ruled]:
    for value in sorted(set(series.band or ())):
        yield Ruled(value, series.band_name, look.usual, broken=True)
    for i, each in enumerate(series.thresholds):
        yield Ruled(each.value, each.name, nth(look.limits, i))


def nothing(series: Series, width: int, height: int, look: Look) -> Picture:
    """The title, and the words for "nothing" in the middle of what is left."""
    words = cut(series.empty, width, look)
    middle = (Cell(" " * ((width - cells_of(words)) // 2)), Cell(words, "dim"))
    title = Cell(cut(titled(series), width, look), "", "", "bold")
    blank: list[Cells] = [()] * ((height - 2) // 2)
    return Picture(((title,), *blank, middle) if height > 1 else (middle,))


def small(series: Series, width: int, height: int, look: Look) -> Picture:
    """The title, and for each line of the series a spark and the latest value."""
    lines = series.lines
    if series.kind == "stacked":
        columns = zip(*(line.values for line in lines), strict=True)
        known = ([v for v in column if v is not None] for column in columns)
        lines = (Line("", tuple(sum(column) if column else None for column in known)),)
    several = len(lines) > 1
    text = [] if height == 1 else [titled(series)]
    for line in lines:
        name = line.name if several else "" if text else series.title
        latest = [value for value in line.values if value is not None][-1:]
        end = "".join(f" {figure(value, series)}" for value in latest)
        room = width - cells_of(name) - cells_of(end) - 1
        if room < 4 or not name:
            name, room = "", width - cells_of(end)
        drawn = spark(line.values, width=max(room, 0), ascii_only=look is ASCII)
        text.append((name + " " if name else "") + drawn + end)
    return Picture(tuple((Cell(cut(line, width, look)),) for line in text[:height]))


def titled(series: Series) -> str:
    unit = series.unit.strip()
    return f"{series.title} ({unit})" if unit and series.title else series.title
