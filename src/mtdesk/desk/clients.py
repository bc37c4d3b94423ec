"""Clients: found, added, edited, seen with what their visits show."""

from __future__ import annotations

from dataclasses import replace

from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.words import clean, fold, name
from mtdesk.store import clients, sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from mtdesk.desk import Desk
    from mtdesk.desk.client_page import ClientPage
    from mtdesk.desk.client_summaries import ClientSummary, LastYear
    from mtdesk.model.session import Session

FIELDS = ("name", "legal_name", "phone", "email", "complaint", "goal", "next_step", "note")
_TEXTS = ("complaint", "goal", "next_step", "note")


class Clients:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._worked_out: dict[str, Any] = {}  # for the file in this state, and this day
        self._state: tuple[int, int, date] | None = None

    def find(self, search: str = "", limit: int = 200) -> list[ClientSummary]:
        """Clients whose name or alias holds `search`, the last seen first."""
        from mtdesk.desk import client_summaries
        from mtdesk.store import client_figures

        ids = client_figures.found(self._desk.book, fold(search), limit)
        return client_summaries.summaries(self._desk, ids, self.last_year())

    def drifting(self, search: str = "", limit: int = 200) -> list[ClientSummary]:
        """Who comes less without less pain, or is long overdue: worth the most a year first.

        Nobody with a booking ahead, nor whom she would not ask back.
        """
        from mtdesk.desk import client_summaries

        worth = client_summaries.drifting(self._desk, search)
        rows = client_summaries.summaries(self._desk, list(worth)[:limit], self.last_year())
        return [replace(row, worth_minor=worth[row.id]) for row in rows]

    def worth_a_conversation(self, search: str = "", limit: int = 200) -> list[ClientSummary]:
        """Whose figures are worth a conversation, each with its reasons; never an order."""
        from mtdesk.desk import client_summaries

        year = self.last_year()
        why = client_summaries.worth_a_conversation(self._desk, search, year)
        rows = client_summaries.summaries(self._desk, list(why)[:limit], year)
        return [replace(row, reasons=why[row.id]) for row in rows]

    def page(self, client_id: int) -> ClientPage:
        """All that is known of a client.

        Raises:
            NotFoundError: no such client.
        """
        from mtdesk.desk import client_page

        client = clients.get(self._desk.book, client_id)
        return client_page.page(self._desk, client, self.last_year(), self._usual_prices)

    def last_year(self) -> LastYear:
        """The last 365 days by client; worked out anew when the file or the day has changed."""
        from mtdesk.desk import client_summaries

        known = self._known()
        if "year" not in known:
            known["year"] = client_summaries.last_year(self._desk)
        year: LastYear = known["year"]
        return year

    def _usual_prices(self) -> dict[str, int]:
        """The median price of each service in the last 365 days."""
        from mtdesk.desk import client_page

        known = self._known()
        if "prices" not in known:
            known["prices"] = client_page.usual_prices(self._desk)
        prices: dict[str, int] = known["prices"]
        return prices

    def _known(self) -> dict[str, Any]:
        state = (*self._desk.book.state(), self._desk.today)
        if state != self._state:
            self._worked_out, self._state = {}, state
        return self._worked_out

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
    values: dict[str, Any] = {}
    for field, text in fields.items():
        if field not in FIELDS:
            raise InvalidError(field, f"is no field of a client; one of {', '.join(FIELDS)}")
        if field == "name":
            values[field] = name(text, field)
        elif field in _TEXTS:
            values[field] = clean(text, field)
        else:
            values[field] = " ".join(clean(text, field, most=200).split()) or None
    return replace(client, **values)
