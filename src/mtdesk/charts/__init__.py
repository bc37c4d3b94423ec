"""A Series as a picture made of cells: the same for the command line and the dashboard.

`scale` makes the axis, `bars` and `curves` fill a grid of cells, `layout` puts title, legend, axes
and labels around it. plotext draws what joins the points of a curve, nothing else. A spark or a bar
within a line (`inline`) needs none of it, so all that is imported when a chart is drawn.
"""

from __future__ import annotations

from mtdesk.charts.cells import ASCII, DARK, FINE, LIGHT, PLAIN, printed
from mtdesk.charts.inline import bar, spark
from mtdesk.charts.picture import Picture
from mtdesk.charts.texts import tidy
from mtdesk.model.series import Series

__all__ = ["DARK", "LIGHT", "Picture", "bar", "draw", "picture", "spark", "warm_up"]


def draw(
    series: Series,
    *,
    width: int,
    height: int,
    colour: bool = True,
    dark: bool = True,
    ascii_only: bool = False,
) -> str:
    """At most `height` lines of at most `width` cells for a terminal, without a newline at the end."""
    palette = (DARK if dark else LIGHT) if colour else None
    drawn = picture(series, width=width, height=height, colour=colour, ascii_only=ascii_only)
    return "\n".join(printed(line, palette).rstrip() for line in drawn.lines)


def picture(
    series: Series,
    *,
    width: int,
    height: int,
    colour: bool = True,
    ascii_only: bool = False,
    cursor: int | None = None,
) -> Picture:
    """The same as cells whose colours are names of tokens; `cursor` is the value that is read out.

    Without colours, and in ASCII, a whole row is the unit, patterns tell series apart, and the
    figures stand beside. Where there is no room for a chart (below 20 x 6), a `spark` of each line.
    """
    from mtdesk.charts.layout import Chart, nothing, small

    if width < 1 or height < 1:
        return Picture(())
    look = ASCII if ascii_only else FINE if colour else PLAIN
    tidied = tidy(series, ascii_only=ascii_only)
    if all(value is None for line in tidied.lines for value in line.values):
        return nothing(tidied, width, height, look)
    drawn = None
    if width >= 20 and height >= 6:
        drawn = Chart(tidied, width, height, look, cursor).picture()
    return drawn or small(tidied, width, height, look)


def warm_up() -> None:
    """Load what a chart needs ahead of the first: for a dashboard that has a moment to spare."""
    import plotext  # noqa: F401

    from mtdesk.charts import layout  # noqa: F401
