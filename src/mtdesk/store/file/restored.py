"""A restore, step by step on the disk: what keeps others out, and what is left of one that was killed.

The mark lies beside the practice from before the one rename until all is done. Whoever opens the
practice and finds it, while no restore has its turn, ends what was begun.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mtdesk.store.file import places, turns
from mtdesk.store.file.book import Book, which


def mark_of(practice: Path) -> Path:
    return practice.with_name(f".{practice.name}.restoring")


def once_settled(practice: Path, open_: Callable[[Path], Book]) -> Book:
    """Open it while no restore is under way, and after one that was killed is ended."""
    told = ""
    while True:
        with turns.turn(practice, shared=True):
            if not mark_of(practice).exists():
                book = open_(practice)
                book.told = told
                return book
        with turns.turn(practice):
            told = _settle(practice) or told


def _settle(practice: Path) -> str:
    """End a restore that was killed, and say how it ended."""
    import json

    from mtdesk.store.file import whole

    try:
        said = json.loads(mark_of(practice).read_text(encoding="utf-8"))
        file, kept, source = tuple(said["file"]), said["kept"], said["source"]
    except FileNotFoundError:
        return ""  # another process was first
    except (OSError, ValueError, KeyError, TypeError):
        file, kept, source = (0, 0), None, ""  # killed while it wrote the mark, before all else
    is_done = _is(practice, file)
    _end(practice, file)
    whole.sweep([practice.parent], practice.name)
    if is_done:
        aside = f"; what was there before is {kept}" if kept else ""
        return f"a restore of {source} had been interrupted, and is complete now{aside}"
    return "a restore had been interrupted; the practice is as it was before"


@contextmanager
def marked(practice: Path, new: Path, kept: Path | None, source: Path) -> Iterator[None]:
    """Meanwhile whoever finds the mark knows what is being done."""
    import json

    from mtdesk.store.file import whole

    file = which(new)
    said = {"file": file, "kept": str(kept) if kept else None, "source": str(source)}
    handle = os.open(mark_of(practice), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as writing:
            json.dump(said, writing)
            writing.flush()
            os.fsync(writing.fileno())
        whole.sync(practice.parent)
        yield
    finally:
        _end(practice, file)


def _is(practice: Path, file: tuple[int, int] | None) -> bool:
    """By its number in its folder: that of the disk may be another after the power came back."""
    found = which(practice)
    return found is not None and file is not None and found[1] == file[1]


def _end(practice: Path, file: tuple[int, int] | None) -> None:
    """What SQLite kept for the former file would be read into the new one; so it goes first."""
    from mtdesk.store.file import whole

    if _is(practice, file):
        for end in places.BESIDE:
            practice.with_name(practice.name + end).unlink(missing_ok=True)
        whole.sync(practice.parent)
    mark_of(practice).unlink(missing_ok=True)
    whole.sync(practice.parent)
