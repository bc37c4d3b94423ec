"""Records that are decided on once the whole file is read, kept out of memory until then."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from mtdesk.model.importing import named
from mtdesk.store.file import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtdesk.desk.files.known import Known
    from mtdesk.store.file.book import Book


class Later:
    """Kept in the practice's own temporary tables, which nobody else sees and nothing journals."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._is_empty = True
        links.begin_later(book)

    def keep(self, found: Sequence[tuple[str, Known]]) -> None:
        """Keep records, each with its day."""
        if found:
            self._is_empty = False
            links.keep_later(
                self._book,
                ((_name(each.record.key), day, pickle.dumps(each)) for day, each in found),
            )

    def named(self, keys: Sequence[str]) -> list[Known]:
        """Those with the same id."""
        if self._is_empty:
            return []
        return [_read(each) for each in links.later_named(self._book, [*map(_name, keys)])]

    def by_day(self) -> Iterator[tuple[str, list[Known]]]:
        """All of them, day by day, each day's in the order of the file."""
        if self._is_empty:
            return
        for day in links.later_days(self._book):
            yield day, [_read(each) for each in links.later_of(self._book, day)]


def _name(key: str) -> str:
    return ":".join(named(key))


def _read(kept: bytes) -> Known:
    found: Known = pickle.loads(kept)  # noqa: S301 - written by this very import, in a table of its own
    return found
