"""What stands in each cell of the canvas, and how plotext paints it.

Heights are edges: 0 is the canvas's lower edge, the number of rows its upper one.
"""

from __future__ import annotations

import math
import re
import threading
from dataclasses import dataclass, field
from typing import NamedTuple

from mtdesk.charts.scale import Scale, place, runs
from mtdesk.charts.texts import (
    MOST,
    Colour,
    Ink,
    Look,
    Palette,
    fills_of,
    lightens,
    line_colour,
    nth,
)
from mtdesk.model.series import Series

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_FIGURE = threading.Lock()  # plotext has one figure for the whole process
_UP, _DOWN = " ▁▂▃▄▅▆▇█", " ▔▔▀▀▀▀██"  # eighths; downwards there are no more


class Stroke(NamedTuple):
    """Points in cells, with plotext's marker; `joined` by a line or not."""

    marker: str
    colour: Colour
    xs: list[float]
    ys: list[float]
    joined: bool = False


@dataclass(slots=True, eq=False)
class Canvas:
    """What stands in each cell, (0, 0) at the lower left."""

    columns: int
    rows: int
    scale: Scale
    look: Look
    palette: Palette
    cells: dict[tuple[int, int], Ink] = field(default_factory=dict)

    def bars(self, series: Series) -> list[Stroke]:
        """Side by side, or stacked on one another; the band behind them, the limits before."""
        stacked = series.kind == "stacked"
        count, several = len(series.labels), 1 if stacked else len(series.lines)
        slot = self.columns / count
        thick = max(1, (int(slot) - max(1, int(slot) // 3)) // several)
        fills = fills_of(self.look, self.palette)
        peaks: dict[int, float] = {}
        for i in range(count):
            light = series.partial and i == count - 1 and lightens(series, self.palette)
            middle = place(i, count, self.columns)
            first = math.floor(middle - (thick * several - 1) / 2 + 0.5)
            for group in range(several):
                start = first + group * thick
                xs = range(start, start + thick)
                if slot < 2:  # no room for gaps
                    xs = range(math.ceil(i * slot), math.ceil((i + 1) * slot))
                of = range(len(series.lines)) if stacked else (group,)
                stack = [(series.lines[line].values[i], line) for line in of]
                if all(value is None for value, _ in stack):
                    at = (xs[len(xs) // 2], round(self.scale.zero))
                    self.cells[at] = (self.look.gap, self.palette.faint)
                for sign in (1, -1):
                    total = 0.0
                    parts: list[tuple[float, Ink]] = []
                    for value, line in stack:
                        if value is not None and value * sign > 0:
                            total += abs(value)
                            is_light = light or series.lines[line].lighter
                            fill = self.look.unfinished if is_light else nth(fills, line)
                            parts.append((total, (fill, line_colour(series, self.palette, line))))
                    self._stand(xs, sign, parts)
                    if sign == 1:
                        peaks |= dict.fromkeys(xs, total)
        self._behind(series)
        self._limits(series, peaks)
        return self._strokes()

    def _stand(self, xs: range, sign: int, parts: list[tuple[float, Ink]]) -> None:
        """A bar of parts, each known by where it ends; only the outermost ends within a cell."""
        whole = 0
        for order, (end, (fill, colour)) in enumerate(reversed(parts)):
            eighths = max(1, round(end * self.scale.unit * 8))
            if order == 0:
                whole = eighths
            else:
                eighths = min((eighths + 4) // 8, whole // 8) * 8
            for row in range(math.ceil(eighths / 8)):
                amount = min(8, eighths - row * 8)
                if fill == "█":
                    glyph = (_UP if sign == 1 else _DOWN)[amount]
                elif amount >= 4 or row == 0:
                    glyph = fill
                else:
                    continue
                y = round(self.scale.zero) + (row if sign == 1 else -1 - row)
                self.cells |= dict.fromkeys(((x, y) for x in xs), (glyph, colour))

    def lines(self, series: Series) -> list[Stroke]:
        """Lines through marked points, or the points alone; a gap interrupts the line."""
        self._behind(series)
        self._limits(series, {})
        strokes = self._strokes()
        self.cells = {}
        count, several = len(series.labels), len(series.lines)
        crowded = series.kind == "lines" and self.columns < 3 * count
        every = math.ceil(8 * count / self.columns) if crowded else 1
        for order, line in enumerate(series.lines):
            colour = nth(self.palette.lines, order)
            mark = (nth(self.look.marks, order), colour)
            hollow = (nth(self.look.hollow, order), colour)
            for run in runs(line.values, self.columns):
                xs = [place(i, count, self.columns) for i, _ in run]
                # A hair lower, so that a value on an edge falls in the row that it ends in.
                ys = [max(self.scale.edge(value) - 0.51, -0.5) for _, value in run]
                if series.kind == "lines" and len(run) > 1:
                    strokes.append(Stroke(self.look.line, colour, xs, ys, joined=True))
                for (i, value), x in zip(run, xs, strict=True):
                    alone, last = len(run) == 1, i == count - 1
                    picked = several > 1 and i % every == order * every // several
                    if every == 1 or alone or last or picked:
                        at = (math.floor(x + 0.5), max(self.scale.row(value), 0))
                        met = self.cells.get(at, mark) not in {mark, hollow}
                        ink = hollow if last and series.partial else mark
                        self.cells[at] = (self.look.same, None) if met else ink
        return strokes + self._strokes()

    def _behind(self, series: Series) -> None:
        """The line of zero and the edges of the band, where nothing stands."""
        levels = [(value, (self.look.band, self.palette.faint)) for value in series.band or ()]
        if self.scale.row(0.0) >= 0:
            levels.insert(0, (0.0, (self.look.zero, self.palette.faint)))
        for value, ink in levels:
            for x in range(self.columns):
                self.cells.setdefault((x, max(self.scale.row(value), 0)), ink)

    def _limits(self, series: Series, peaks: dict[int, float]) -> None:
        """Lines across the bars. The end of a bar that only just passes a limit stays visible."""
        for i, threshold in enumerate(series.thresholds):
            row = max(self.scale.row(threshold.value), 0)
            for x in range(self.columns):
                ends_here = (x, row) in self.cells and (x, row + 1) not in self.cells
                if not (ends_here and peaks.get(x, -MOST) > threshold.value):
                    self.cells[x, row] = (nth(self.look.limits, i), self.palette.limit)

    def _strokes(self) -> list[Stroke]:
        strokes: dict[Ink, Stroke] = {}
        for (x, y), ink in self.cells.items():
            if 0 <= x < self.columns and 0 <= y < self.rows:
                stroke = strokes.setdefault(ink, Stroke(*ink, [], []))
                stroke.xs.append(x)
                stroke.ys.append(y)
        return list(strokes.values())


def paint(columns: int, rows: int, strokes: list[Stroke], *, colour: bool) -> list[str]:
    """The canvas as lines from the top; plotext's figure is empty before and after.

    Its limits lie half a cell outside, so that a whole number falls in the cell of that number.
    """
    import plotext

    with _FIGURE:
        try:
            plotext.clear_figure()
            plotext.theme("clear")  # its own would paint a white ground
            plotext.limit_size(False, False)
            plotext.plot_size(columns, rows)
            plotext.frame(False)
            plotext.xticks([])
            plotext.yticks([])
            plotext.xlim(-0.5, columns - 0.5)
            plotext.ylim(-0.5, rows - 0.5)
            for stroke in strokes:
                put = plotext.plot if stroke.joined else plotext.scatter
                put(stroke.xs, stroke.ys, marker=stroke.marker, color=stroke.colour or "default")
            text: str = plotext.build()
        finally:
            plotext.clear_figure()
            plotext.limit_size(True, True)
    return (text if colour else _ANSI.sub("", text)).splitlines()
