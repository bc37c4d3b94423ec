"""Records that are decided on once the whole file is read; of many but the latest are in memory."""

from __future__ import annotations

import pickle
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from mtdesk.model.importing import named
from mtdesk.store.file import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtdesk.desk.files.known import Known
    from mtdesk.store.file.book import Book


_AT_HAND = 20_000  # records in memory; what is more is put away


class Later:
    """What is put away is in the practice's own temporary tables, which nobody else sees."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_day: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        self._count = 0
        self._is_away = False
        links.begin_later(book)

    def keep(self, found: Sequence[tuple[str, Known]]) -> None:
        """Keep records, each with its day."""
        for day, known in found:
            self._by_day.setdefault(day, []).append(known)
            self._by_name.setdefault(_name(known.record.key), []).append(known)
        self._count += len(found)
        if self._count > _AT_HAND:
            self._put_away()

    def named(self, names: Sequence[str]) -> list[Known]:
        """Those with one of these ids (of a source), in the order of the file."""
        if not self._count and not self._is_away:
            return []
        wanted = {*names}
        away = links.later_named(self._book, [*wanted]) if self._is_away else ()
        found = [known for each in away for known in _read(each)]
        found = [known for known in found if _name(known.record.key) in wanted]
        return [*found, *chain.from_iterable(self._by_name.get(name, ()) for name in wanted)]

    def by_day(self) -> Iterator[tuple[str, list[Known]]]:
        """All of them, day by day, each day's in the order of the file."""
        if self._is_away:
            self._put_away()
            for day, kept in groupby(links.later_days(self._book), key=itemgetter(0)):
                yield day, [known for _, each in kept for known in _read(each)]
        for day in sorted(self._by_day):
            yield day, self._by_day.pop(day)

    def _put_away(self) -> None:
        kept = ((day, pickle.dumps(each)) for day, each in self._by_day.items())
        names = [[_name(known.record.key) for known in each] for each in self._by_day.values()]
        links.keep_later(self._book, kept, names)
        self._by_day.clear()
        self._by_name.clear()
        self._count, self._is_away = 0, True


def _name(key: str) -> str:
    return ":".join(named(key))


def _read(kept: bytes) -> list[Known]:
    found: list[Known] = pickle.loads(kept)  # noqa: S301 - written by this import, in a table of its own
    return found
