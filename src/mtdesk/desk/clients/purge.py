"""Deleting a person on request: first what goes, what stays and who else holds it; then it is done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.errors import NeedsConfirmationError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period
from mtdesk.store import clients, sessions
from mtdesk.store import credits as credit_rows
from mtdesk.store.clients import purge
from mtdesk.store.incidents import evidence as evidence_files

if TYPE_CHECKING:
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.store.clients.purge import Person
    from mtdesk.store.file.book import Book

KEPT_YEARS = 4  # NCBTMB's standard for records, after the last visit


@frozen
class Plan:
    """What a purge of a client would do, before it is done.

    `last_day` is the latest visit or incident; `received_minor` came in `year`, and stays in it.
    `copies` are the practice's own older copies, each with whether it holds the client (None when
    it cannot be read). `keep_until` is set while a standard would keep the records.
    """

    client: Client
    person: Person
    year: int
    received_minor: int
    owed_minor: int
    credit_minor: int
    bookings: int
    keep_until: date | None
    copies: tuple[tuple[Path, bool | None], ...]


@frozen
class Purged:
    """`is_swept` is False while another program keeps the file from being written anew.

    `evidence_left` are copied files that could not be deleted.
    """

    plan: Plan
    operation: int
    is_swept: bool
    evidence_left: tuple[str, ...]


class Purge:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def plan(self, client_id: int) -> Plan:
        """What goes, what stays, and what else holds it. Writes nothing.

        Raises:
            NotFoundError: no such client; RefusedError: purged already.
        """
        book, today = self._opened.book, self._opened.now().date()
        client = clients.get(book, client_id)
        if client.purged_on is not None:
            raise RefusedError(f"client {client.id} was purged on {client.purged_on} already")
        person = purge.look_up(book, client.id or 0)
        ahead = sessions.between(book, Period(today, date.max), client_ids=person.ids)
        held = [each for owner in person.ids for each in credit_rows.of_client(book, owner)]
        return Plan(
            client=client,
            person=person,
            year=today.year,
            received_minor=purge.received_since(book, person.ids, f"{today.year}-01-01"),
            owed_minor=sum(
                row["owed_minor"]
                for owner in person.ids
                for row in sessions.unpaid(book, -1, client_id=owner)
            ),
            credit_minor=sum(each.rest_minor(today.isoformat()) for each in held),
            bookings=sum(each.status == "booked" for each in ahead),
            keep_until=_keep_until(person.last_day, today),
            copies=tuple((path, purge.holds(path, person.names)) for path in self._copies()),
        )

    def carry_out(self, client_id: int, *, confirmed: bool = False) -> Purged:
        """Delete the person for good; sums of money, sessions and hours stay as they are.

        Raises:
            NeedsConfirmationError: `confirmed` is not set.
        """
        plan = self.plan(client_id)
        if not confirmed:
            raise NeedsConfirmationError(
                f"Delete {plan.client.id} {plan.client.name} for good? No undo brings them back.",
                hint="answer yes, or add --yes",
            )
        number, day = plan.person.ids[0], self._opened.now().date().isoformat()
        with self._opened.writing("purge", f"purge of client {number}") as writing:
            book, operation = writing.book, writing.operation
            person = purge.look_up(book, number)
            purge.carry_out(book, person, day, self._opened.stamp(), operation)
        left = tuple(name for name in person.evidence if not _removed(book, name))
        return Purged(
            plan=plan, operation=operation, is_swept=purge.sweep(book), evidence_left=left
        )

    def sweep(self) -> bool:
        """Write the file anew without what was deleted; False while another program reads it."""
        return purge.sweep(self._opened.writable())

    def _copies(self) -> list[Path]:
        """Copies that mtdesk itself made beside the practice; others it cannot know."""
        path = self._opened.path
        digits = "[0-9]"
        day = f"{digits * 4}-{digits * 2}-{digits * 2}-{digits * 6}"
        patterns = (
            f"{path.name}.before-version-*",
            f"{path.name}.replaced-*",
            f"{path.stem}-{day}{path.suffix}",
        )
        beside = ("-wal", "-shm")
        return [
            each
            for pattern in patterns
            for each in sorted(path.parent.glob(pattern))
            if each.is_file() and not each.name.endswith(beside)
        ]


def _keep_until(last_day: str | None, today: date) -> date | None:
    """The day until which a standard asks to keep records; None when that is over."""
    if last_day is None:
        return None
    last = date.fromisoformat(last_day)
    until = last + timedelta(days=round(365.25 * KEPT_YEARS))
    return until if until > today else None


def _removed(book: Book, stored_as: str) -> bool:
    """Take a copied file away, unless another incident has it too."""
    try:
        evidence_files.discard(book, stored_as)
    except OSError:
        return False
    return True
