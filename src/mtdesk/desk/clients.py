"""Clients: found, added, edited, seen with their visits."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.frozen import frozen
from mtdesk.model.words import clean, fold, name
from mtdesk.store import clients, sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.desk import Desk
    from mtdesk.model.session import Session

FIELDS = ("name", "phone", "email", "note")


@frozen
class ClientSummary:
    """A client as one row; `received_minor` is the last 365 days'. Days are ISO, None before a visit."""

    id: int
    name: str
    phone: str | None
    email: str | None
    note: str
    visits: int
    missed: int
    first_visit: str | None
    last_visit: str | None
    received_minor: int


COLUMNS = tuple(field.name for field in fields(ClientSummary))


class Clients:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, search: str = "", limit: int = 200) -> list[ClientSummary]:
        """Clients whose name or alias holds `search`, the last seen first."""
        since = (self._desk.today - timedelta(days=364)).isoformat()
        return [
            ClientSummary(**{key: row[key] for key in COLUMNS})
            for row in clients.summaries(self._desk.book, search, since, limit)
        ]

    def matching(self, words: str) -> list[Client]:
        """Clients of this number, exact name or alias; failing that, with all these words in one.

        Raises:
            NotFoundError: none; InvalidError: bytes that are no text.
        """
        words = clean(words, "client")
        book = self._desk.book
        numbered = clients.numbered(book, words.strip())
        if numbered is not None:
            return [numbered]
        exact = clients.named(book, words)
        if exact:
            return exact
        wanted = fold(words).split()
        found = [
            client
            for client in clients.with_words(book, wanted[:1])
            if any(set(wanted) <= set(fold(called).split()) for called in client.names)
        ]
        if not found:
            raise NotFoundError(
                f"there is no client “{words}”; `mtdesk client list` shows those there are"
            )
        return found

    def one(self, words: str) -> Client:
        """The one client these words name.

        Raises:
            NotFoundError: none; RefusedError: several.
        """
        found = self.matching(words)
        if len(found) > 1:
            listed = ", ".join(f"{client.id} {client.name}" for client in found[:8])
            raise RefusedError(f"“{words}” fits several clients ({listed}); give the number")
        return found[0]

    def every_name(self) -> list[tuple[str, int | None]]:
        """(name as typed, number) of everybody, aliases included: for what is to hide them."""
        return clients.every_name(self._desk.book)

    def visits(self, client_id: int, limit: int = 50) -> list[Session]:
        """The client's latest sessions, in order of time."""
        return sessions.between(self._desk.book, client_ids=[client_id], limit=limit)

    def add(self, fields: dict[str, str], *, confirmed: bool = False) -> Client:
        """Raises InvalidError for a wrong field, RefusedError when one of that name is there."""
        client = _changed(Client(name="?"), {"name": "", **fields})
        book = self._desk.writable()
        if clients.named(book, client.name) and not confirmed:
            raise RefusedError(
                f"there is a client “{client.name}” already; add --yes for a second of that name"
            )
        with book.transaction("client", f"client {client.name} added", self._desk.stamp()):
            client_id = clients.add(book, client)
        return replace(client, id=client_id)

    def edit(self, client_id: int, fields: dict[str, str]) -> Client:
        before = clients.get(self._desk.book, client_id)
        after = _changed(before, fields)
        book = self._desk.writable()
        with book.transaction("client", f"edit of client {before.name}", self._desk.stamp()):
            clients.change(book, client_id, after)
        return after


def _changed(client: Client, fields: dict[str, str]) -> Client:
    for field, text in fields.items():
        if field == "name":
            client = replace(client, name=name(text, field))
        elif field == "note":
            client = replace(client, note=clean(text, field))
        elif field == "phone":
            client = replace(client, phone=clean(text, field, most=200) or None)
        elif field == "email":
            client = replace(client, email=clean(text, field, most=200) or None)
        else:
            raise InvalidError(field, f"is no field of a client; one of {', '.join(FIELDS)}")
    return client
