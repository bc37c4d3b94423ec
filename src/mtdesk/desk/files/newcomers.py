"""Clients, services and workplaces that an import makes: on how many rows, and whom each resembles."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from mtdesk.model.frozen import replace
from mtdesk.model.importing.shown import NewName
from mtdesk.store import clients, practice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.model.importing import Decisions, Record
    from mtdesk.store.file.book import Book

MOST_KEPT = 1_000
MOST_PAIRS = 50_000  # of a new name and one it may be: a second and a half
# Where somebody types each name anew, one of the file may be another of it.
_TYPED = ("spreadsheet_own",)


class NewNames:
    def __init__(self, book: Book) -> None:
        self._book = book
        self._new: dict[tuple[str, str], int] = {}  # and on how many rows
        self.not_compared = 0  # new names that were too many to look for others like them

    def count(self, kind: str, name: str) -> None:
        """One more row names it, if it is one of them."""
        if (kind, name) in self._new:
            self._new[kind, name] += 1

    def add(self, kind: str, name: str) -> None:
        """It is made, for a first row."""
        self._new[kind, name] = 1

    def found(self, file_format: str) -> list[NewName]:
        """Those that were made, each with the name that it differs from by a slip."""
        new = [
            NewName(kind=kind, name=name, rows=rows)
            for (kind, name), rows in islice(self._new.items(), MOST_KEPT)
        ]
        known = {kind: self._known(kind) for kind in {each.kind for each in new}}
        pairs = sum(len(known[each.kind]) for each in new)
        if file_format in _TYPED:
            pairs += len(new) ** 2 // 2
        if pairs > MOST_PAIRS:
            self.not_compared = len(self._new)
            return new
        if file_format not in _TYPED:
            return [replace(each, like=_like(each, known[each.kind], ())) for each in new]
        # Of two of the file, that is meant which more rows have, or which came first.
        order = sorted(new, key=lambda each: -each.rows)
        return [
            replace(each, like=_like(each, known[each.kind], order[: order.index(each)]))
            for each in new
        ]

    def _known(self, kind: str) -> list[str]:
        """The names that stood before."""
        if kind == "client":
            every = [name for name, _ in clients.every_name(self._book)]
        elif kind == "service":
            every = [each.name for each in practice.services(self._book)]
        else:
            every = [each.name for each in practice.workplaces(self._book)]
        return [name for name in every if (kind, name) not in self._new]


def _like(mine: NewName, known: list[str], before: Iterable[NewName]) -> str | None:
    """The name it resembles: one that stands, or one of the file that is rather meant."""
    from mtdesk.model.names.near import near

    found = near(mine.name, [*known, *(each.name for each in before if each.kind == mine.kind)])
    return next((each for each in found if _digits(each) == _digits(mine.name)), None)


def _digits(name: str) -> list[str]:
    """`Swedish 60` and `Swedish 90` are no slip of each other."""
    return [mark for mark in name if mark.isdigit()]


def as_decided(record: Record, decisions: Decisions) -> Record:
    """A record with the names that were said to be others'; what it is known by stays as the file has it."""
    if not decisions.names:
        return record

    def name(kind: str, text: str | None) -> str | None:
        for _ in decisions.names:  # one that it is may be another's in its turn
            said = text and decisions.names.get((kind, text))
            if not said or said == text:
                break
            text = said
        return text

    session, incident = record.session, record.incident
    if session is not None:
        session = replace(
            session,
            client=name("client", session.client),
            service=name("service", session.service),
            workplace=name("workplace", session.workplace),
        )
    if incident is not None:
        incident = replace(incident, client=name("client", incident.client))
    payments = tuple(replace(each, client=name("client", each.client)) for each in record.payments)
    return replace(record, session=session, incident=incident, payments=payments)


def remember(book: Book, decisions: Decisions) -> None:
    """A client's other name is known from then on."""
    from mtdesk.store.clients import identity

    for (kind, text), whose in decisions.names.items():
        if kind != "client" or not whose or clients.named(book, text):
            continue
        for client in clients.named(book, whose)[:1]:
            identity.add_alias(book, client.id or 0, text)
