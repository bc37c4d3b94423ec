"""What the screen shows, or one chart of it, as a picture to keep: hidden names are hidden in it, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.widget import Widget

from mtdesk.desk import Desk
from mtdesk.say.document import drawing, written
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.cells import picture
from mtdesk.tui.parts.dialogs import Field, ask


def svg_of(app: App[Any], part: Widget | None = None, name: str = "") -> str:
    """The screen as it is; or all of a part of it, whatever of that is scrolled out of sight.

    The part's `name` stands above it where it does not bear it: a chart that has the focus reads a
    value out in its place.
    """
    rows = _rows_of_screen(app) if part is None else _rows_of(part, name)
    shown = part or app.screen
    _, ground = shown.background_colors
    known = app.ansi_theme.background_color.hex if ground.ansi is not None else ground.hex6
    return picture(rows, shown.size.width, app.ansi_theme, known)


def _rows_of(part: Widget, name: str) -> Sequence[Iterable[Segment]]:
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
    svg = svg_of(app, part, area)
    page = drawing(svg, area, today, desk.settings.currency, with_names=not (hidden or part))

    def act(said: dict[str, str], confirmed: bool) -> str:
        path = Path(said["path"]).expanduser()
        return written(page, [path], desk.files.write(page, path, confirmed=confirmed))

    def told(said: str) -> None:
        app.notify(said, markup=False)

    about = "Names are hidden in it." if hidden else "It shows names; ctrl+n hides them first."
    if part is not None:
        about = "Of this chart alone, as high and wide as it is."
    name = "-".join(re.findall(r"\w+", area.lower()))
    fields = [Field("path", "file", f"{name}-{today}.svg")]
    ask(app, f"a picture of {area}", fields, act, told, about=about)
