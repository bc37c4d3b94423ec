"""What the screen shows, or one chart of it, as a picture to keep: hidden names are hidden in it, too."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.segment import Segment, Segments
from textual.app import App
from textual.widget import Widget

from mtdesk.desk import Desk
from mtdesk.say.document import drawing, written
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Field, ask

# Rich names a font on a server, and itself: whoever opens the picture would ask there for it.
_ELSEWHERE = re.compile(r"\s*@font-face\s*\{[^}]*\}|\s*<!--.*?-->", re.DOTALL)


def svg_of(app: App[Any], part: Widget | None = None) -> str:
    """The screen as it is, or a part of it, with nothing in it that is fetched from elsewhere."""
    drawn = app.export_screenshot(title="mtdesk") if part is None else _svg_of(part)
    return _ELSEWHERE.sub("", drawn)


def _svg_of(part: Widget) -> str:
    """All of a widget, whatever of it is scrolled out of sight."""
    width, height = part.size
    console = Console(
        width=width,
        height=height,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    for strip in part.render_lines(part.size.region):
        console.print(Segments([*strip, Segment.line()]), end="")
    return console.export_svg(title="mtdesk")


def save_picture(app: App[None], desk: Desk, area: str, part: Widget | None = None) -> None:
    """Ask for a file, and write what was on the screen before the question."""
    hidden, today = names_of(app).is_hidden, desk.today
    svg = svg_of(app, part)
    page = drawing(svg, area, today, desk.settings.currency, with_names=not (hidden or part))

    def act(said: dict[str, str], confirmed: bool) -> str:
        path = Path(said["path"]).expanduser()
        return written(page, [path], desk.files.write(page, path, confirmed=confirmed))

    def told(said: str) -> None:
        app.notify(said, markup=False)

    name = "-".join(re.findall(r"\w+", area.lower()))
    fields = [Field("path", "file", f"{name}-{today}.svg")]
    about = "Names are hidden in it." if hidden else "It shows names; ctrl+n hides them first."
    if part is not None:
        about = "Of this chart alone, as high and wide as it is."
    ask(app, f"a picture of {area}", fields, act, told, about=about)
