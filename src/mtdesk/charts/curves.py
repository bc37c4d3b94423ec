"""Lines through marked points, on the same grid as bars; plotext draws what joins the points.

It gets one line at a time, in cells of a bare canvas, and gives its characters back.
"""

from __future__ import annotations

import math
import re
import threading

from mtdesk.charts.bars import Grid
from mtdesk.charts.cells import SERIES, Cell, nth
from mtdesk.charts.scale import place, runs
from mtdesk.model.series import Series

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_FIGURE = threading.Lock()  # plotext has one figure for the whole process
Points = list[tuple[float, float]]


def trace(grid: Grid, series: Series, columns: int) -> None:
    """Lines first, then the points over all of them: a gap interrupts the line."""
    count, several = len(series.labels), len(series.lines)
    crowded = series.kind == "lines" and columns < 3 * count
    every = math.ceil(8 * count / columns) if crowded else 1
    points: dict[tuple[int, int], Cell] = {}
    for order, line in enumerate(series.lines):
        ink = nth(SERIES, order)
        mark, hollow = nth(grid.look.marks, order), nth(grid.look.hollow, order)
        strokes: list[Points] = []
        for run in runs(line.values, columns):
            at = [(place(i, count, columns), grid.scale.edge(value)) for i, value in run]
            if series.kind == "lines" and len(run) > 1:
                strokes.append(at)
            for (i, _), (x, edge) in zip(run, at, strict=True):
                alone, last = len(run) == 1, i == count - 1
                picked = several > 1 and i % every == order * every // several
                if every == 1 or alone or last or picked:
                    where = math.floor(x + 0.5), row_of(edge)
                    met = points.get(where)
                    is_same = met is not None and met.ink != ink
                    glyph = hollow if last and series.partial else mark
                    points[where] = Cell(grid.look.same, "ink") if is_same else Cell(glyph, ink)
        _put(grid, strokes, ink, columns)
    for (x, row), cell in points.items():
        if 0 <= row < grid.scale.rows and 0 <= x < columns:
            grid.cells[row][x] = cell._replace(ground=grid.ground(x))


def row_of(edge: float) -> int:
    """The row that a value ends in; zero is in the lowest."""
    return max(math.ceil(round(edge, 6)) - 1, 0)


def _put(grid: Grid, strokes: list[Points], ink: str, columns: int) -> None:
    if not strokes:
        return
    drawn = paint(columns, grid.scale.rows, strokes, grid.look.line)
    for row, text in zip(reversed(range(grid.scale.rows)), drawn, strict=False):
        for x, glyph in enumerate(text[:columns]):
            if glyph not in " ⠀":
                grid.cells[row][x] = Cell(glyph, ink, grid.ground(x))


def paint(columns: int, rows: int, strokes: list[Points], marker: str) -> list[str]:
    """Lines of characters from the top; plotext's figure is empty before and after.

    Its limits lie half a cell outside, so that a whole number falls in the cell of that number. A line
    is a hair lower than its edge, so that a value on an edge falls in the row that it ends in.
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
            for points in strokes:
                xs, ys = ([*each] for each in zip(*points, strict=True))
                plotext.plot(xs, [max(y - 0.51, -0.5) for y in ys], marker=marker, color="default")
            text: str = plotext.build()
        finally:
            plotext.clear_figure()
            plotext.limit_size(True, True)
    return _ANSI.sub("", text).splitlines()
