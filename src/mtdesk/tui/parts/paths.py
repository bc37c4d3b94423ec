"""Names of files, completed while they are typed."""

from __future__ import annotations

from pathlib import Path

from textual.suggester import Suggester


class Paths(Suggester):
    """The first file or folder that begins with what is typed; hidden ones when a dot is."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value)


def completed(typed: str) -> str | None:
    """The path gone on with, a folder with its stroke; None where nothing begins so."""
    folder, _, begun = typed.rpartition("/")
    try:
        place = Path(f"{folder}/").expanduser() if "/" in typed else Path()
        found = sorted(each for each in place.iterdir() if each.name.startswith(begun))
    except (OSError, RuntimeError):  # no such folder, no such user
        return None
    shown = [each for each in found if begun.startswith(".") or not each.name.startswith(".")]
    if not begun or not shown:
        return None
    return f"{typed}{shown[0].name[len(begun) :]}{'/' if shown[0].is_dir() else ''}"
