"""The inbox: a text file that a phone adds lines to; what it holds, and how much of it waits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from mtdesk.errors import InvalidError, NotFoundError, RefusedError, UsageError
from mtdesk.model.entry.stamped import Stamped, lines_of, stamped
from mtdesk.model.reminder import Reminder
from mtdesk.model.text import counted, worded
from mtdesk.store.file import inbox as notes
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtdesk.desk.opened import Opened
    from mtdesk.store.file.book import Book

MOST_BYTES = 4_000_000  # a line a session would fill it in eighty years
DONE = ".done"


def place(opened: Opened, named: Path | None) -> Path:
    """The file that is named, or that the setting names; by its whole path.

    Raises:
        UsageError: neither does.
    """
    chosen = str(named) if named is not None else opened.settings.stored.get("inbox", "")
    if not chosen:
        raise UsageError(
            "which file is it? name it, or set it once: mtdesk settings inbox FILE",
        )
    try:
        return Path(chosen).expanduser().absolute()
    except RuntimeError:
        raise UsageError(f"the inbox “{chosen[:40]}” is at the home of nobody here") from None


def content(path: Path) -> str:
    """What stands in the file; a byte that is no UTF-8 shows as �.

    Raises:
        NotFoundError: there is none; RefusedError: it is no file of lines, or cannot be read.
    """
    try:
        if path.is_dir():
            raise RefusedError(f"{path} is a folder; an inbox is a text file")
        with path.open("rb") as file:
            held = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFoundError(
            f"there is no file {path}; your phone makes it with its first line"
        ) from None
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}") from None
    if len(held) > MOST_BYTES:
        raise RefusedError(f"{path} is too big for lines that a phone wrote; begin a new file")
    if held[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return held.decode("utf-16", "replace")
    if b"\0" in held[:1000]:
        raise RefusedError(f"{path} is no text; an inbox is a text file, a line for each session")
    return held.decode("utf-8-sig", "replace")


def read(opened: Opened, text: str) -> Iterator[Stamped | tuple[int, str, str]]:
    """Each line with its stamp taken off; number, text and reason of one whose stamp is no moment."""
    settings = opened.settings
    is_month_first = settings.is_month_first
    for number, line, is_open in lines_of(text):
        try:
            yield stamped(
                number, line, settings.zone_name, is_month_first=is_month_first, is_open=is_open
            )
        except InvalidError as error:
            yield number, line, error.message.partition(": ")[2]


def unknown(book: Book, path: Path, lines: Iterable[Stamped]) -> tuple[list[Stamped], bool]:
    """The lines that were not dealt with, and whether the file still holds all that it held.

    A line with a stamp is known by it, wherever it stands and whatever file it came in. One without
    is known while the file holds what it held; beyond that nothing tells it from another.
    """
    lines = list(lines)
    noted, held = notes.noted(book), notes.held_by(book, str(path))
    is_whole = not held - Counter(each.key for each in lines)
    left = (
        Counter({key: count for key, count in held.items() if key[0] is None})
        if is_whole
        else Counter()
    )
    seen: set[tuple[str | None, str]] = set()
    found = []
    for each in lines:
        key = each.key
        if each.stamp is not None:
            if key not in noted and key not in seen:
                seen.add(key)
                found.append(each)
        elif left[key]:
            left[key] -= 1
        else:
            found.append(each)
    return found, is_whole


def holding(opened: Opened, finds: Callable[[str], bool]) -> Iterator[tuple[Path, bool | None]]:
    """The files that lines came from, and what was noted beside each, with whether it holds a name.

    None where it cannot be read; files that are not there are left out.
    """
    chosen = opened.settings.stored.get("inbox", "")
    for name in dict.fromkeys([*notes.files(opened.book), chosen]):
        for path in (Path(name), Path(f"{name}{DONE}")) if name else ():
            try:
                yield path, finds(content(path))
            except NotFoundError:
                continue
            except RefusedError:
                yield path, None


class Inbox:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def reminders(self) -> list[Reminder]:
        """That lines wait, or that the file is not there; none where no file is set or nothing waits."""
        if not self._opened.settings.stored.get("inbox"):
            return []
        path = place(self._opened, None)
        try:
            lines = list(read(self._opened, content(path)))
        except (NotFoundError, RefusedError):
            words = f"your inbox {path.name} cannot be read"
            return [
                Reminder(
                    level="note",
                    text=f"{words[0].upper()}{words[1:]}: {path}.",
                    sign="inbox",
                    short=words,
                )
            ]
        clear = [each for each in lines if isinstance(each, Stamped)]
        count = len(unknown(self._opened.book, path, clear)[0]) + len(lines) - len(clear)
        if not count:
            return []
        words = f"{counted(count, 'line')} of your inbox {worded(count, 'waits', 'wait')}"
        return [
            Reminder(
                level="note",
                text=f"{words}: mtdesk inbox files {worded(count, 'it', 'them')}.",
                sign="inbox",
                short=words,
            )
        ]
