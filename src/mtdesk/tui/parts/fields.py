"""Fields of forms that several areas ask for: a client, a day, yes or no, a file to be written."""

from __future__ import annotations

from pathlib import Path

from mtdesk.errors import InvalidError
from mtdesk.tui.area import Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Field

DAY_HINT = "as 2026-11-20, or empty for today"
YES = {"": False, "no": False, "n": False, "yes": True, "y": True}


def client_field(area: Area, label: str = "client", key: str = "client") -> Field:
    """Whom it is about: the one she is looking at stands there already, by number where that is plainer."""
    found, names = area.client, [name for name, _ in area.desk.clients.every_name()]
    value = found.name if found else ""
    if found and (names_of(area).is_hidden or names.count(value) != 1):
        value = f"#{found.id}"
    return Field(key, label, value, "name or number, → completes", names)


def is_yes(text: str, field: str) -> bool:
    """Raises InvalidError when it is neither yes nor no; empty is no."""
    said = YES.get(text.casefold())
    if said is None:
        raise InvalidError(field, f"“{text[:20]}” is neither yes nor no; empty is no")
    return said


def path_of(text: str, field: str = "file") -> Path:
    """A file as it was typed or dropped on the terminal.

    Raises:
        InvalidError: it is empty.
    """
    typed = text.strip().strip("'\"")
    if not typed:
        raise InvalidError(field, "is empty; give its name")
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise InvalidError(field, f"there is no user of “{typed[:40]}”") from None
