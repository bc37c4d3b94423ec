"""Which records of a file are known: by the ids of their source, or by their content and number.

In files that people number themselves an id is only worth what most of the file's known ids are:
where they speak of other clients and days, the file is another numbering, and so are its ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from mtdesk.desk.files.known import Known, client_of, day_of
from mtdesk.model.importing import NUMBERED, named
from mtdesk.store import clients
from mtdesk.store.file import links

if TYPE_CHECKING:
    from mtdesk.desk.files.later import Later
    from mtdesk.model.importing import Record
    from mtdesk.store.file.book import Book
    from mtdesk.store.file.links import Link


class Knowledge:
    """Asked chunk by chunk as a file is read; `is_renumbered` takes its known ids for others."""

    def __init__(self, book: Book, later: Later, *, is_renumbered: bool = False) -> None:
        self._book = book
        self._later = later
        self._is_renumbered = is_renumbered
        self._floor = links.last_id(book)
        self._had_equals: dict[str, bool] = {}  # by source
        self.agreeing = 0
        self.disagreeing = 0
        self.beside = 0  # equal to what was there before, and one more
        links.begin_seen(book)

    @property
    def is_another_numbering(self) -> bool:
        """Whether most of the known ids spoke of other clients and days."""
        return 0 < self.disagreeing >= self.agreeing

    def of(self, chunk: Sequence[Record]) -> Iterator[Known]:
        """What is known of each record, in this order; each is written before the next chunk."""
        names = [named(record.key) for record in chunk]
        known: dict[tuple[str, str], list[Link]] = {}
        by_id = [name for name in names if not _is_of_equals(name)]
        for source in {source for source, _ in by_id}:
            ids = list({each for other, each in by_id if other == source})
            for source_id, found in links.known(self._book, source, ids).items():
                known[source, source_id] = found
        equals = self._equals(names)
        fresh: dict[tuple[str, str], list[tuple[int, Record]]] = {}
        for waiting in self._later.named([":".join(name) for name in by_id]):
            fresh.setdefault(named(waiting.record.key), []).append(
                (waiting.occurrence, waiting.record)
            )
        for record, name in zip(chunk, names, strict=True):
            if name in equals:
                yield self._of_equals(record, equals[name])
                continue
            here = fresh.setdefault(name, [])
            each = self._of_id(record, name[0], known.get(name, []), here)
            if each.state == "new":
                here.append((each.occurrence, record))
            yield each
        if equals:
            links.keep_seen(
                self._book, {":".join(name): each.last for name, each in equals.items()}
            )

    def _equals(self, names: list[tuple[str, str]]) -> dict[tuple[str, str], _Equals]:
        """For each content without an id, how far the file has come among its equals."""
        alike = {name for name in names if _is_of_equals(name)}
        if not alike:
            return {}
        found = links.seen(self._book, [":".join(name) for name in alike])
        for source in {source for source, _ in alike} - self._had_equals.keys():
            self._had_equals[source] = links.has_equals(self._book, source)
        return {
            name: _Equals(
                self._book,
                name,
                found.get(":".join(name), 0),
                self._floor * self._had_equals[name[0]],
            )
            for name in alike
        }

    def _of_equals(self, record: Record, equals: _Equals) -> Known:
        held = equals.next()
        if held:
            return Known(
                record=record, state="duplicate", occurrence=equals.last, links=tuple(held)
            )
        self.beside += equals.had_any
        return Known(record=record, state="new", occurrence=equals.last)

    def _of_id(
        self, record: Record, source: str, there: list[Link], here: list[tuple[int, Record]]
    ) -> Known:
        """A record with an id: its content, or its client and day, tell which of that id it is."""
        for _, other in here:
            if other.digest == record.digest:
                return Known(record=record, state="duplicate", is_again=True)
        same = tuple(link for link in there if link.digest == record.digest)
        if same:
            is_before = same[0].id <= self._floor
            self.agreeing += is_before
            return Known(record=record, state="duplicate", links=same, is_again=not is_before)
        is_numbered = source in NUMBERED
        if any(not is_numbered or day_of(other) == day_of(record) for _, other in here):
            return Known(record=record, state="twice")
        occurrence = (
            max([link.occurrence for link in there] + [each for each, _ in here], default=0) + 1
        )
        before = [link for link in there if link.id <= self._floor]
        in_file = [link for link in there if link.id > self._floor]
        if in_file:
            if not is_numbered or any(self._is_of(link, record) for link in in_file):
                return Known(record=record, state="twice")
        elif before:
            if not is_numbered:
                return self._changed(record, before, before[-1])
            agreed = next((link for link in before if self._is_of(link, record)), None)
            self.agreeing += agreed is not None
            self.disagreeing += agreed is None
            if agreed is not None or not self._is_renumbered:
                return self._changed(record, before, agreed or before[-1])
        return Known(record=record, state="new", occurrence=occurrence)

    def _changed(self, record: Record, before: list[Link], which: Link) -> Known:
        held = tuple(link for link in before if link.occurrence == which.occurrence)
        return Known(record=record, state="changed", occurrence=which.occurrence, links=held)

    def _is_of(self, link: Link, record: Record) -> bool:
        """Whether the row of a link has the record's day, and its client where both are named."""
        day, client_id = links.day_and_client(self._book, link)
        if day != day_of(record):
            return False
        name = client_of(record)
        if name is None or client_id is None:
            return name is None and client_id is None
        return client_id in {each.id for each in clients.named(self._book, name)}


class _Equals:
    """Records of one content: those that a source brought before are met one by one, in their order."""

    def __init__(self, book: Book, name: tuple[str, str], last: int, floor: int) -> None:
        self._book = book
        self._name = name
        self._floor = floor
        before = links.of_equals(book, *name, last, floor) if floor else iter(())
        self._before = groupby(before, key=attrgetter("occurrence"))
        self.last = last  # the number that the latest of them got

    def next(self) -> list[Link]:
        """The links of the next one that was there before; none where it is new."""
        number, held = next(self._before, (self.last + 1, ()))
        self.last = number
        return list(held)

    @cached_property
    def had_any(self) -> bool:
        """Whether some were there before."""
        if not self._floor or self.last == 1:
            return False
        return next(links.of_equals(self._book, *self._name, 0, self._floor), None) is not None


def _is_of_equals(name: tuple[str, str]) -> bool:
    """Whether a record is known by its content: its source gives no ids."""
    return name[1].startswith("#")
