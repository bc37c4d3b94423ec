"""What the screen shows, as a picture to keep (SVG): hidden names are hidden in it, too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from textual.app import App

from mtdesk.desk import Desk
from mtdesk.say.document import drawing, written
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Field, ask

# Rich names a font on a server, and itself: whoever opens the picture would ask there for it.
_ELSEWHERE = re.compile(r"\s*@font-face\s*\{[^}]*\}|\s*<!--.*?-->", re.DOTALL)


def svg_of(app: App[Any]) -> str:
    """The screen as it is, with nothing in it that is fetched from elsewhere."""
    return _ELSEWHERE.sub("", app.export_screenshot(title="mtdesk"))


def save_picture(app: App[None], desk: Desk, area: str) -> None:
    """Ask for a file, and write what was on the screen before the question."""
    hidden, today = names_of(app).is_hidden, desk.today
    page = drawing(svg_of(app), area, today, desk.settings.currency, with_names=not hidden)

    def act(said: dict[str, str], confirmed: bool) -> str:
        path = Path(said["path"]).expanduser()
        return written(page, [path], desk.files.write(page, path, confirmed=confirmed))

    def told(said: str) -> None:
        app.notify(said, markup=False)

    fields = [Field("path", "file", f"{area.lower()}-{today}.svg")]
    about = "Names are hidden in it." if hidden else "It shows names; ctrl+n hides them first."
    ask(app, f"a picture of {area}", fields, act, told, about=about)
