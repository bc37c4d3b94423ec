"""What processes that were killed left: where it may be, and its taking away.

A practice remembers in which other folders something was written for it (`.practice.db.places`), for what
was left there holds people, too.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from mtdesk.errors import RefusedError
from mtdesk.store.file import copies, first_bytes, places, unlocking, whole

_MOST = 50


def remember(practice: Path, target: Path) -> None:
    """Something is about to be written there."""
    folder = target.absolute().parent
    known = _remembered(practice)
    if folder in places.folders(practice.absolute()) or folder in known or not practice.exists():
        return
    if not folder.is_dir() or (target.is_dir() and any(target.iterdir())):
        return  # it will be refused
    lines = "".join(f"{each}\n" for each in [folder, *known][:_MOST])
    with suppress(RefusedError, UnicodeEncodeError):  # a practice that can only be read
        key = unlocking.known_key(practice)
        if key is None and first_bytes.salt_of(practice) is None:
            whole.content(file_of(practice), lines.encode())
        elif key is not None:  # a folder's name may be a client's
            with whole.file(file_of(practice)) as made:
                copies.write(made.path, [lines.encode()], key, str)


def take_away(practice: Path, *others: Path) -> list[Path]:
    """All that is left anywhere we know of; which files that were."""
    return whole.sweep([*places.folders(practice), *_remembered(practice), *others])


def _remembered(practice: Path) -> list[Path]:
    file, key = file_of(practice), unlocking.known_key(practice)
    try:
        if key is None:
            text = file.read_text(encoding="utf-8")
        else:
            text = b"".join(copies.pieces_of(file, key)).decode()
    except (OSError, UnicodeDecodeError, RefusedError):
        return []
    return [Path(line) for line in text.splitlines()]


def file_of(practice: Path) -> Path:
    return practice.with_name(f".{practice.name}.places")
