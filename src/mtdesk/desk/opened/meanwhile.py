"""What a person sees, and that nothing is written over what she has not seen.

A front that shows the practice says when it looked (`Opened.look`). Whatever it then writes is held, within the
transaction, against what others wrote to the same rows since: both versions are said, and nothing is
saved. Having been told she has seen it, and the same once more goes through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.errors import ChangedError
from mtdesk.model.frozen import frozen
from mtdesk.model.text import joined
from mtdesk.store.file import meanwhile

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from mtdesk.model.money import Currency
    from mtdesk.store.file.book import Book

_MOST_FIELDS = 3
_MOST_LETTERS = 60


@frozen
class Seen:
    """The newest change when a person looked, and which file it was in; None where there was none."""

    change: int
    file: tuple[int, int] | None


def look(book: Book, path: Path, before: Seen | None) -> Seen:
    """What is there now; a file that was shown and is gone is still the one that was."""
    file = _file_at(path)
    if file is None and before is not None:
        file = before.file
    return Seen(change=meanwhile.newest(book), file=file)


def told(book: Book, seen: Seen, operation: int) -> Seen:
    """What others wrote, until the operation that is given up, has been said: it is seen, too."""
    return Seen(change=meanwhile.newest(book, operation), file=seen.file)


def check_file(path: Path, seen: Seen) -> None:
    """Raises ChangedError where the file that was seen is gone, or another one is in its place."""
    if seen.file is None or (there := _file_at(path)) == seen.file:
        return
    if there is None:
        raise ChangedError(f"the practice that was shown is gone from {path}; nothing was saved")
    raise ChangedError(
        f"another file stands at {path} since this was shown (a backup put back?); nothing was "
        "saved: look at it first"
    )


def check_rows(
    book: Book, operation: int, seen: Seen, own: Container[int], currency: Currency
) -> None:
    """Raises ChangedError where an operation changes a row that others changed since it was seen."""
    found = meanwhile.changed(book, operation, seen.change, own)
    if found is None:
        return
    what = f"{found.table.replace('_', ' ')} {found.row_id}"
    if found.now is None:
        words = f"{what} was taken away meanwhile"
    elif found.seen is None:
        words = f"{what} was added meanwhile"
    else:
        words = f"{what} was changed meanwhile: {_both(found.seen, found.now, currency)}"
    raise ChangedError(f"{words}; nothing was saved: the same once more writes over it")


def _both(seen: dict[str, Any], now: dict[str, Any], currency: Currency) -> str:
    """`effort was 5 and is 9`, of the first fields that differ."""
    fields = [name for name in now if seen.get(name) != now[name] and not name.endswith("_key")]
    said = [
        f"{name.removesuffix('_minor').replace('_', ' ')} was {_shown(name, seen.get(name), currency)}"
        f" and is {_shown(name, now[name], currency)}"
        for name in fields[:_MOST_FIELDS]
    ]
    if len(fields) > _MOST_FIELDS:
        said.append("more")
    return joined(said) or "and is as it was again"


def _shown(name: str, value: Any, currency: Currency) -> str:
    if value is None or value == "":
        return "empty"
    if name.endswith("_minor"):
        return currency.format(value)
    text = " ".join(str(value).split())
    return f"“{text[:_MOST_LETTERS]}”" if isinstance(value, str) else text


def _file_at(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size else None
