"""What is agreed with a client, from a warning to no more appointments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mtdesk.desk.opened import Opened
from mtdesk.errors import InvalidError
from mtdesk.model.client import STANDINGS, Client
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import clean, fold
from mtdesk.model.period import Period
from mtdesk.model.rules import PAST
from mtdesk.model.session import Session
from mtdesk.store import clients, sessions
from mtdesk.store import credits as credit_rows
from mtdesk.store.file.book import Book

MOST_WHY = 2_000


@frozen
class Agreed:
    """A client as agreed now; what was arranged before still stands and may want a look.

    `bookings` are those from today on, `credit_minor` what packages and gift cards still hold.
    """

    client: Client
    operation: int
    bookings: tuple[Session, ...]
    credit_minor: int


class Standing:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def listed(self) -> list[Client]:
        """Clients with whom something is agreed, the weightiest first."""
        order = list(STANDINGS)
        found = clients.with_standing(self._opened.book)
        return sorted(found, key=lambda each: (-order.index(each.standing), fold(each.name)))

    def agree(
        self, client_id: int, standing: str, *, why: str | None = None, since: str | None = None
    ) -> Agreed:
        """Write down what is agreed from a day on (today unless told), and why.

        Raises:
            InvalidError: no such standing, or a day still to come.
        """
        chosen = read_standing(standing)
        day = self._day(since)
        with self._opened.writing("client") as writing:
            book = writing.book
            before = clients.to_change(book, client_id)
            writing.is_about(f"client {before.name}: {STANDINGS[chosen]}")
            after = _agreed(before, chosen, why, day, is_since_told=since is not None)
            clients.change(book, after)
            return Agreed(
                client=after,
                operation=writing.operation,
                bookings=bookings_ahead(book, [after.id or 0], self._opened.now().date()),
                credit_minor=credit_left(book, [after.id or 0], day),
            )

    def _day(self, text: str | None) -> date:
        today = self._opened.now().date()
        return today if text is None else PAST.read(text, today, "since")


def bookings_ahead(book: Book, client_ids: Sequence[int], today: date) -> tuple[Session, ...]:
    ahead = Period(today, date.max)
    return tuple(sessions.between(book, ahead, client_ids=client_ids, status="booked"))


def credit_left(book: Book, client_ids: Sequence[int], day: date) -> int:
    """What packages and gift cards of these still hold, those that expired left out."""
    held = (each for owner in client_ids for each in credit_rows.of_client(book, owner))
    return sum(each.rest_minor(day.isoformat()) for each in held)


def _agreed(
    before: Client, chosen: str, why: str | None, day: date, *, is_since_told: bool
) -> Client:
    """The client as agreed now; what is not said anew of the same standing stays."""
    said = "" if why is None else clean(why, "why", most=MOST_WHY)
    is_same = chosen == before.standing
    if chosen == "none":
        return replace(before, standing=chosen, standing_why="", standing_since=None)
    return replace(
        before,
        standing=chosen,
        standing_why=before.standing_why if is_same and why is None else said,
        standing_since=before.standing_since if is_same and not is_since_told else day.isoformat(),
    )


def read_standing(text: str) -> str:
    """A key of STANDINGS, as people write it: `not-alone`.

    Raises:
        InvalidError: none of them.
    """
    wanted = fold(text).replace("-", " ").replace(" ", "_")
    if wanted not in STANDINGS:
        listed = ", ".join(each.replace("_", "-") for each in STANDINGS)
        raise InvalidError("standing", f"“{text}” is not one of {listed}")
    return wanted
