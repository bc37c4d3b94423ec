"""The copies that make themselves: the folder they are kept in, and what became of the last one.

`log` reads this at its end, so it stays small.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from mtdesk.store.file import places

MARK = "-auto"  # in the name of those that made themselves; others are never taken away


class Last(NamedTuple):
    """The day of the last try, the practice's last change in it, and what went wrong."""

    day: str = ""
    change: str = ""
    error: str = ""


def last(practice: Path) -> Last:
    try:
        text = _file(practice).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Last()
    return Last(*text.split("\n", 2))


def note(practice: Path, tried: Last) -> None:
    from mtdesk.store.file import whole

    whole.content(_file(practice), "\n".join(tried).encode())


def folder(practice: Path) -> Path:
    return places.folder(practice, "backups")


def name(practice: Path, moment: str, end: str) -> str:
    return f"{practice.stem}-{moment}{MARK}{practice.suffix}{end}"


def made(practice: Path, where: Path) -> dict[str, Path]:
    """Those in a folder, by the moment in their names."""
    from glob import escape

    stem = len(practice.stem) + 1
    pattern = f"{escape(practice.stem)}-{places.DATED}{MARK}{escape(practice.suffix)}"
    return {
        each.name[stem : stem + 17]: each
        for end in ("", places.AGE)
        for each in where.glob(pattern + end)
        if each.is_file() and not each.is_symlink()
    }


def _file(practice: Path) -> Path:
    return folder(practice) / f".{practice.name}.last"
