"""What the screen shows, or a panel or chart of it, as a picture to keep: hidden names are hidden in it, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from mtdesk.desk import Desk
from mtdesk.say.document import drawing, written
from mtdesk.tui.keys import with_keys
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.cells import picture
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.panels import Panel


def svg_of(app: App[Any], part: Widget | None = None, name: str = "") -> str:
    """The screen as it is, or what is seen of a panel; all of a chart, seen or not.

    A chart's `name` stands above it where it does not bear it: with the focus it reads a value out in
    its place.
    """
    if part is None:
        rows, width = _rows_of_screen(app), app.size.width
    elif isinstance(part, Chart):
        rows, width = _rows_of_chart(part, name), part.size.width
    else:
        seen = app.screen.find_widget(part).visible_region
        rows, width = _cut(_rows_of_screen(app), seen), seen.width
    _, ground = (part or app.screen).background_colors
    known = app.ansi_theme.background_color.hex if ground.ansi is not None else ground.hex6
    return picture(rows, width, app.ansi_theme, known)


def part_here(app: App[Any]) -> tuple[Widget | None, str]:
    """The chart or the panel that has the focus, and its name; none where the whole screen is meant."""
    focused = app.focused
    if isinstance(focused, Chart) and focused.series:
        return focused, focused.series.title
    around = focused.ancestors_with_self if focused else ()
    panel = next((each for each in around if isinstance(each, Panel)), None)
    return (panel, panel.title) if panel else (None, "")


def _cut(rows: Sequence[Iterable[Segment]], region: Region) -> Sequence[Iterable[Segment]]:
    return [Strip(row).crop(region.x, region.right) for row in rows[region.y : region.bottom]]


def _rows_of_chart(part: Chart, name: str) -> Sequence[Iterable[Segment]]:
    rows = part.render_lines(part.size.region)
    if any(name in row.text for row in rows[:1]):
        return rows
    return [[Segment(name, Style(bold=True))], *rows]


def _rows_of_screen(app: App[Any]) -> Sequence[Iterable[Segment]]:
    """As Textual's own picture of a screen gets them."""
    update = app.screen._compositor.render_update(  # noqa: SLF001 - there is no other door
        full=True,
        screen_stack=app._background_screens,  # noqa: SLF001
    )
    return [list(chain.from_iterable(row)) for row in getattr(update, "strips", ())]


def save_picture(app: App[None], desk: Desk, area: str, part: Widget | None = None) -> None:
    """Ask for a file, and write what was on the screen before the question."""
    hidden, today = names_of(app).is_hidden, desk.today
    area = names_of(app).said(area)  # a panel may bear a client's name
    is_chart = isinstance(part, Chart)
    svg = svg_of(app, part, area)
    page = drawing(svg, area, today, desk.settings.currency, with_names=not (hidden or is_chart))

    def act(said: dict[str, str], confirmed: bool) -> str:
        path = path_of(said["path"])
        return written(page, [path], desk.files.write(page, path, confirmed=confirmed))

    def told(said: str) -> None:
        app.notify(said, markup=False)

    about = (
        "Names are hidden in it."
        if hidden
        else with_keys(app, "It shows names; {hide} hides them first.")
    )
    if is_chart:
        about = "Of this chart alone, as high and wide as it is."
    about += "\nThe end of its name says what it is: .svg, or .png for what shows no SVG."
    called = re.split(" · |, ", area.lower())[0]  # its figures stand in the picture
    name = "-".join(re.findall(r"\w+", called))
    fields = [Field("path", "file", f"{name}-{today}.svg")]
    ask(app, f"a picture of {area}", fields, act, told, about=about)
