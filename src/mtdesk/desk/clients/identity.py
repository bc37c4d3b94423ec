"""Who is who: other names, two who are one person, and who is to be deleted on request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from mtdesk.desk.clients.standing import bookings_ahead, credit_left
from mtdesk.desk.opened import Opened
from mtdesk.desk.practice import inbox
from mtdesk.errors import (
    ANSWER_YES,
    InvalidError,
    NeedsConfirmationError,
    NotFoundError,
    RefusedError,
)
from mtdesk.model.client import STANDINGS, Client
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import fold, name, name_key
from mtdesk.model.text import counted, worded
from mtdesk.store import clients, sessions
from mtdesk.store.clients import identity, purge
from mtdesk.store.clients.purge import Person
from mtdesk.store.file import daily, leftovers, places
from mtdesk.store.file.book import Book
from mtdesk.store.incidents import evidence as evidence_files

# What belongs to a client, in the words of one and of several.
ROWS = {
    "session": ("session",), "payment": ("payment",),
    "redemption": ("use of a credit", "uses of credits"),
    "credit": ("package or gift card", "packages or gift cards"), "referral": ("referral",),
    "function_note": ("function note",), "progress_report": ("progress report",),
    "incident": ("incident",), "inbox_line": ("line of the inbox", "lines of the inbox"),
}  # fmt: skip
MOST_TOLD = 5  # pairs of clients that `doctor` names
KEPT_YEARS = 4  # NCBTMB's standard for records, after the last visit


class Identity:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    # -- other names

    def add_alias(
        self, client_id: int, text: str, *, confirmed: bool = False
    ) -> tuple[Client, int]:
        """Another name by which a client is found; returns the client and the operation.

        Raises:
            InvalidError: it is no name; RefusedError: the client goes by it already.
            NeedsConfirmationError: it names somebody else too.
        """
        alias = name(text, "alias")
        if not any(mark.isalpha() for mark in alias):
            raise InvalidError("alias", f"“{alias}” holds no letter; a number is the client's own")
        with self._opened.writing("client") as writing:
            book = writing.book
            client = clients.to_change(book, client_id)
            client_id = client.id or 0  # of one merged away, the other's
            writing.is_about(f"alias {alias} of client {client.name}")
            if name_key(alias) in map(name_key, client.names):
                raise RefusedError(f"{client.name} goes by “{alias}” already")
            others = [each for each in clients.named(book, alias) if each.id != client_id]
            if others and not confirmed:
                listed = ", ".join(f"{each.id} {each.name}" for each in others)
                raise NeedsConfirmationError(
                    f"“{alias}” is also {listed}; give it to {client.name} too?",
                    hint=f"{ANSWER_YES}; each can still be named by the number",
                )
            identity.add_alias(book, client_id, alias)
            return clients.get(book, client_id), writing.operation

    def remove_alias(self, client_id: int, text: str) -> tuple[Client, int]:
        """Raises NotFoundError when the client does not go by it."""
        alias = name(text, "alias")
        with self._opened.writing("client") as writing:
            client = clients.to_change(writing.book, client_id)
            writing.is_about(f"alias {alias} of client {client.name} removed")
            if not identity.remove_alias(writing.book, client.id or 0, alias):
                known = ", ".join(client.aliases) or "none"
                raise NotFoundError(f"{client.name} has no alias “{alias}”; there is: {known}")
            return clients.get(writing.book, client_id), writing.operation

    # -- one person

    def to_merge(self) -> str:
        """What `doctor` says of clients whose names fold alike in two spellings; it proposes only."""
        pairs = identity.alike(self._opened.book)
        told = [
            f"{one['id']} {one['name']} and {other['id']} {other['name']} (if they are one person: "
            f"mtdesk client merge {other['id']} {one['id']})"
            for one, other in pairs[:MOST_TOLD]
        ]
        if len(pairs) > MOST_TOLD:
            told.append(f"{len(pairs) - MOST_TOLD:,} more")
        return f"spelled in two ways: {'; '.join(told)}" if told else "none is spelled in two ways"

    def merge(
        self, client_id: int, kept_id: int, *, confirmed: bool = False
    ) -> tuple[Client, dict[str, int], int]:
        """Give all of a client to another; the name becomes an alias, and one undo takes it back.

        Incidents stay as they were recorded, and count for the one who is kept. Returns that one,
        how many rows of each kind moved, and the operation.

        Raises:
            RefusedError: it is the same client.
            NeedsConfirmationError: with what will move.
        """
        with self._opened.writing("merge") as writing:
            book = writing.book
            gone, kept = (clients.to_change(book, each) for each in (client_id, kept_id))
            writing.is_about(f"client {gone.name} merged into {kept.name}")
            if gone.id == kept.id:
                raise RefusedError(f"{kept.id} {kept.name} cannot be merged into itself")
            client_id, kept_id = gone.id or 0, kept.id or 0
            moving = identity.counts(book, identity.everyone_merged(book, client_id))
            if not confirmed:
                raise NeedsConfirmationError(
                    f"Merge {gone.id} {gone.name} into {kept.id} {kept.name}? {_moving(moving)}",
                    hint=f"{ANSWER_YES}; mtdesk undo takes it back",
                )
            identity.move(book, client_id, kept_id)
            clients.change(book, _together(kept, gone))
            clients.change(book, Client(id=client_id, name=gone.name, merged_into=kept_id))
            return clients.get(book, kept_id), moving, writing.operation


def moved(rows: dict[str, int]) -> str:
    """`12 sessions, 1 package or gift card`; `nothing` when there is none."""
    parts = [counted(count, *ROWS[table]) for table, count in rows.items() if count]
    return ", ".join(parts) or "nothing"


def _moving(rows: dict[str, int]) -> str:
    going = {table: count for table, count in rows.items() if table != "incident"}
    said = f"What moves: {moved(going)}."
    if incidents := rows["incident"]:
        stay = worded(incidents, "stays as recorded and counts", "stay as recorded and count")
        said += f" {moved({'incident': incidents})} {stay} for them."
    return f"{said} The name becomes an alias."


def _together(kept: Client, gone: Client) -> Client:
    """The one client with what was known of both; the weightier standing holds."""
    order = list(STANDINGS)
    heavier = max((kept, gone), key=lambda each: order.index(each.standing))
    lost = [
        f"{label} of {gone.name}: {there}"
        for label, there, here in (
            ("phone", gone.phone, kept.phone),
            ("email", gone.email, kept.email),
            ("legal name", gone.legal_name, kept.legal_name),
            ("birth date", gone.born_on, kept.born_on),
        )
        if there and here and fold(there) != fold(here)
    ]
    return replace(
        kept,
        phone=kept.phone or gone.phone,
        email=kept.email or gone.email,
        legal_name=kept.legal_name or gone.legal_name,
        born_on=kept.born_on or gone.born_on,
        note=_lines(kept.note, gone.note, *lost),
        complaint=_lines(kept.complaint, gone.complaint),
        goal=_lines(kept.goal, gone.goal),
        next_step=_lines(kept.next_step, gone.next_step),
        standing=heavier.standing,
        standing_why=heavier.standing_why,
        standing_since=heavier.standing_since,
    )


def _lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


@frozen
class Plan:
    """What a purge of a client would do, before it is done.

    `last_day` is the latest visit or incident; `received_minor` came in `year`, and stays in it.
    `copies` are the practice's own older copies, each with whether it holds the client (None when
    it cannot be read), `inbox` the files that a phone's lines came from, and those beside them. `keep_until` is set while a standard would keep the records.
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
    inbox: tuple[tuple[Path, bool | None], ...] = ()


@frozen
class Purged:
    """`is_swept` is False while another program keeps the file from being written anew.

    `evidence_left` are copied files that could not be deleted; `remembers` is False where it could
    not be noted for copies from before.
    """

    plan: Plan
    operation: int
    is_swept: bool
    evidence_left: tuple[str, ...]
    remembers: bool = True


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
            credit_minor=credit_left(book, person.ids, today),
            bookings=len(bookings_ahead(book, person.ids, today)),
            keep_until=_keep_until(person.last_day, today),
            copies=tuple((path, purge.holds(path, person.names)) for path in self._copies()),
            inbox=tuple(inbox.holding(self._opened, purge.finder(person.names))),
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
                hint=ANSWER_YES,
            )
        number, day = plan.person.ids[0], self._opened.now().date().isoformat()
        with self._opened.writing("purge", f"purge of client {number}") as writing:
            book, operation = writing.book, writing.operation
            client = clients.to_change(book, number)  # another may have been quicker
            if client.id != number:
                raise RefusedError(f"client {number} is {client.id} {client.name} now; look again")
            person = purge.look_up(book, number)
            purge.carry_out(book, person, day, self._opened.stamp(), operation)
        left = tuple(name for name in person.evidence if not _removed(book, name))
        leftovers.take_away(self._opened.path, *self._second())  # they hold them, too
        return Purged(
            plan=plan,
            operation=operation,
            is_swept=purge.sweep(book),
            evidence_left=left,
            remembers=self._noted(person),
        )

    def delete_copies(self, copies: Sequence[Path]) -> list[Path]:
        """Delete copies that were asked about; returns those that could not be.

        A new one is made after the next write, for then there may be none.
        """
        known, left = set(self._copies()), []
        for each in known.intersection(copies):
            try:
                each.unlink()
            except OSError:
                left.append(each)
        if daily.folder(self._opened.path).is_dir():
            daily.note(self._opened.path, daily.Last())
        return sorted([*left, *(each for each in copies if each not in known)])

    def _noted(self, person: Person) -> bool:
        from mtdesk.store.clients.purge import again

        try:
            again.note(self._opened.path, person, self._opened.stamp())
        except (RefusedError, OSError):
            return False
        return True

    def sweep(self) -> bool:
        """Write the file anew without what was deleted; False while another program reads it."""
        return not self._opened.exists or purge.sweep(self._opened.writable())

    def _copies(self) -> list[Path]:
        """Copies that mtdesk itself made; others it cannot know."""
        return places.copies(self._opened.path, *self._second())

    def _second(self) -> list[Path]:
        """The other folder that copies go to, if there is one."""
        second = self._opened.settings.get("backup_folder")
        return [Path(second)] if second else []


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
