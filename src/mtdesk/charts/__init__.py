"""A Series as a picture made of characters: the same for the command line and the dashboard.

plotext rasterises: it gets every stroke in cells of a bare canvas, x and y counted from the lower
left. What it cannot do is composed around that canvas: round ticks, labels that never overlap,
limits with a name, ends of bars in eighths of a cell, a lighter bar for what is unfinished.
`layout` places, `canvas` fills cells and paints; a spark or a bar within a line (`inline`) needs
neither, so they are imported when a chart is drawn.
"""

from __future__ import annotations

from mtdesk.charts.inline import bar, spark
from mtdesk.charts.texts import ASCII, BOXES, DARK, LIGHT, PLAIN, tidy
from mtdesk.model.series import Series

__all__ = ["bar", "draw", "spark", "warm_up"]


def draw(
    series: Series,
    *,
    width: int,
    height: int,
    colour: bool = True,
    dark: bool = True,
    ascii_only: bool = False,
) -> str:
    """At most `height` lines of at most `width` cells, without a newline at the end.

    Where there is no room for a chart (below 20 x 6), a `spark` of each line of the series.
    """
    from mtdesk.charts.layout import nothing, picture, small

    if width < 1 or height < 1:
        return ""
    look = ASCII if ascii_only else BOXES
    palette = (DARK if dark else LIGHT) if colour else PLAIN
    tidied = tidy(series, ascii_only=ascii_only)
    if all(value is None for line in tidied.lines for value in line.values):
        lines = nothing(tidied, width, height, look)
    else:
        roomy = width >= 20 and height >= 6
        lines = (roomy and picture(tidied, width, height, look, palette)) or small(
            tidied, width, height, look
        )
    return "\n".join(line.rstrip() for line in lines)


def warm_up() -> None:
    """Load what a chart needs ahead of the first: for a dashboard that has a moment to spare."""
    import plotext  # noqa: F401

    from mtdesk.charts import layout  # noqa: F401
