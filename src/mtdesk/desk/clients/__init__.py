"""Clients: found, added, edited, seen with what their visits show."""

from __future__ import annotations

from functools import cached_property

from mtdesk.desk.opened import who
from mtdesk.errors import ANSWER_YES, InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.model.client import Client, born
from mtdesk.model.frozen import replace
from mtdesk.model.names import clean, name
from mtdesk.model.names.near import near
from mtdesk.model.text import joined
from mtdesk.store import clients, sessions
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from mtdesk.desk.clients.identity import Identity, Purge
    from mtdesk.desk.clients.page import ClientPage, ClientSummary
    from mtdesk.desk.clients.standing import Standing
    from mtdesk.desk.opened import Opened
    from mtdesk.model.reminder import Reminder
    from mtdesk.model.session import Session

FIELDS = ("name", "legal_name", "born", "phone", "email", "complaint", "goal", "next_step", "note")
_TEXTS = ("complaint", "goal", "next_step", "note")


class Clients:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def standing(self) -> Standing:
        from mtdesk.desk.clients.standing import Standing

        return Standing(self._opened)

    @cached_property
    def identity(self) -> Identity:
        from mtdesk.desk.clients.identity import Identity

        return Identity(self._opened)

    @cached_property
    def purge(self) -> Purge:
        from mtdesk.desk.clients.identity import Purge

        return Purge(self._opened)

    def find(self, search: str = "", limit: int = 200) -> list[ClientSummary]:
        """Clients whose name or alias holds `search`, the last seen first."""
        from mtdesk.desk.clients import page

        return page.found(self._opened, search, limit)

    def drifting(self, search: str = "", limit: int = 200) -> list[ClientSummary]:
        """Who comes less without less pain, or is long overdue: worth the most a year first.

        Nobody with a booking ahead, nor whom she would not ask back.
        """
        from mtdesk.desk.clients import page

        return page.drifting(self._opened, search, limit)

    def worth_a_conversation(self, search: str = "", limit: int = 200) -> list[ClientSummary]:
        """Whose figures are worth a conversation, each with its reasons; never an order."""
        from mtdesk.desk.clients import page

        return page.worth_a_conversation(self._opened, search, limit)

    def reminders(self) -> list[Reminder]:
        """Who drifts away, and who is booked though something speaks against it."""
        from mtdesk.desk.clients import reminders

        return reminders.reminders(self._opened)

    def page(self, client_id: int) -> ClientPage:
        """All that is known of a client.

        Raises:
            NotFoundError: no such client.
        """
        from mtdesk.desk.clients import page

        return page.page(self._opened, clients.get(self._opened.book, client_id))

    def matching(self, words: str) -> list[Client]:
        """The clients that words may name; see `who.matching`."""
        return who.matching(self._opened.book, words)

    def one(self, words: str) -> Client:
        """The one client these words name; see `who.one`."""
        return who.one(self._opened.book, words)

    def every_name(self) -> list[tuple[str, int | None]]:
        """(name as typed, number) of everybody, aliases included: for what is to hide them."""
        return clients.every_name(self._opened.book)

    def visits(self, client_id: int, limit: int = 50) -> list[Session]:
        """The client's latest sessions, in order of time."""
        return sessions.between(self._opened.book, client_ids=[client_id], limit=limit)

    def add(self, fields: dict[str, str], *, confirmed: bool = False) -> Client:
        """A new client.

        Raises:
            InvalidError: a wrong field; RefusedError: one of that name is there.
            NeedsConfirmationError: the name is one slip from a known one.
        """
        today = self._opened.now().date()
        client = _changed(Client(name="?"), {"name": "", **fields}, today)
        with self._opened.writing("client", f"client {client.name} added") as writing:
            same = clients.named(writing.book, client.name)
            if same and not confirmed:
                raise RefusedError(
                    f"there is a client “{same[0].name}” already; add --yes for a second of that "
                    "name"
                )
            like = near(client.name, (known for known, _ in clients.every_name(writing.book)))
            if like and not confirmed:
                raise NeedsConfirmationError(
                    f"“{client.name}” resembles {joined(like, 'or')}; add a new client all the same?",
                    hint=ANSWER_YES,
                )
            return replace(client, id=clients.add(writing.book, client))

    def edit(self, client_id: int, fields: dict[str, str]) -> Client:
        """Raises NotFoundError for no such client, InvalidError for a wrong field."""
        with self._opened.writing("client") as writing:
            before = clients.to_change(writing.book, client_id)
            writing.is_about(f"edit of client {before.name}")
            after = _changed(before, fields, self._opened.now().date())
            clients.change(writing.book, after)
        return after


def _changed(client: Client, fields: dict[str, str], today: date) -> Client:
    values: dict[str, Any] = {}
    for field, text in fields.items():
        if field not in FIELDS:
            raise InvalidError(field, f"is no field of a client; one of {', '.join(FIELDS)}")
        if field == "name":
            values[field] = name(text, field)
        elif field == "born":
            values["born_on"] = born(text, today)
        elif field in _TEXTS:
            values[field] = clean(text, field)
        else:
            values[field] = " ".join(clean(text, field, most=200).split()) or None
    return replace(client, **values)
