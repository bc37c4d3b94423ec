"""Where the practice is, and what lies beside it under names of ours."""

from __future__ import annotations

import os
from pathlib import Path

from mtdesk.errors import UsageError

FOLDERS = ("evidence", "receipts", "backups")
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps for a file while it is open
DATED = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]"
AGE = ".age"  # what ends the name of a copy that is encrypted


def real(path: Path) -> Path:
    """The file that is meant: of a link, what it leads to, for all that is named after it.

    Raises:
        UsageError: it is no file's name, but what SQLite would take for something else.
    """
    if str(path).startswith((":", "file:")):
        raise UsageError(
            f"“{path}” is no file; name one, such as {Path.home() / 'practice.db'}, with --db"
        )
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def folder(practice: Path, what: str) -> Path:
    """`practice.db` has `practice-evidence/`."""
    return practice.with_name(f"{practice.stem}-{what}")


def folders(practice: Path) -> list[Path]:
    """Where files of ours may be: beside the practice, and in the folders named after it."""
    return [practice.parent, *(folder(practice, what) for what in FOLDERS)]


def copies(practice: Path, *others: Path) -> list[Path]:
    """The copies that were made of it beside it and in folders for them; others cannot be known."""
    from glob import escape

    stem, name = escape(practice.stem), escape(practice.name)
    dated = [f"{stem}-{DATED}*{escape(practice.suffix)}{end}" for end in ("", AGE)]
    beside = [f"{name}.before-version-*", f"{name}.replaced-*", *dated]
    found = [each for pattern in beside for each in sorted(practice.parent.glob(pattern))]
    for place in (folder(practice, "backups"), *others):
        found += [each for pattern in dated for each in sorted(place.glob(pattern))]
    return [each for each in found if each.is_file() and not each.name.endswith(BESIDE)]


def is_ours(practice: Path, target: Path) -> bool:
    """Whether a file there would lie over the practice, or among what is kept for it."""
    wanted, here = (Path(os.path.realpath(each)) for each in (target, practice))
    taken = {here, *(here.with_name(here.name + end) for end in (*BESIDE, ".purged"))}
    kept = {folder(here, what) for what in FOLDERS}
    return wanted in taken or not kept.isdisjoint({wanted, *wanted.parents})
