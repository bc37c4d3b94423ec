"""Records from other programs' files, written into the practice in batches.

A record whose key is there already is a duplicate; the same key with other content is a problem,
never an overwrite. Names become clients and workplaces, made when they are new.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mtdesk.desk.sessions.received import at_its_workplace
from mtdesk.model.client import Client, marked_standing
from mtdesk.model.importing import Problem, Record, Skipped, Tally
from mtdesk.model.incidents import Incident
from mtdesk.model.ledger.payment import OWED_WORDS, Payment
from mtdesk.model.names import fold
from mtdesk.model.practice import Service, estimated_effort
from mtdesk.model.session import Session
from mtdesk.model.text import counted, worded
from mtdesk.store import clients, incidents, ledger, practice, sessions, wellbeing
from mtdesk.store.file import batches
from mtdesk.store.file.book import Book
from mtdesk.store.practice import terms

CHUNK = 500
MOST_PROBLEMS_KEPT = 1_000


class Intake:
    """One import into an open transaction; `tally` counts what became of each record."""

    def __init__(self, book: Book, tally: Tally, at: str) -> None:
        self._book = book
        self._tally = tally
        self._at = at
        self._clients: dict[str, int] = {}
        self._minded: dict[int, Client] = {}  # those with whom something is agreed
        self._booked: dict[int, list[str]] = {}  # days of new bookings of theirs
        self._workplaces = {fold(place.name): place.id for place in practice.workplaces(book)}
        self._services = {fold(service.name): service for service in practice.services(book)}
        self._as_received: dict[str, int] = {}  # ways that elsewhere say that nothing came in
        self._efforts: dict[object, deque[float]] = {}
        self._collecting = {
            each.workplace_id for each in terms.every(book) if each.collects == "workplace"
        }
        self._next_session = batches.next_id(book, "session")

    def take(self, found: Iterable[Record | Skipped | Problem]) -> None:
        """Write every record; problems are listed, and stop nothing here."""
        chunk: list[Record] = []
        for each in found:
            self._tally.read += 1
            if isinstance(each, Record):
                chunk.append(each)
                if len(chunk) >= CHUNK:
                    self._write(chunk)
                    chunk = []
            elif isinstance(each, Skipped):
                self._tally.skipped += 1
            else:
                self._problem(each)
        self._write(chunk)
        self._warn()

    def _warn(self) -> None:
        """Say whose bookings came in with whom something was agreed, and what was read as received."""
        for way, count in self._as_received.items():
            self._tally.warnings.append(
                f"{counted(count, 'payment')} by {way} read as received, as this format says; "
                "where nothing came in, the file should say unpaid"
            )
        for client_id, days in self._booked.items():
            client, count = self._minded[client_id], len(days)
            what = worded(count, "is booked on", f"has {counted(count, 'booking')} from")
            self._tally.warnings.append(
                f"{client.name} {what} {min(days)}: {marked_standing(client)}"
            )

    def _problem(self, problem: Problem) -> None:
        self._tally.problem_count += 1
        if len(self._tally.problems) < MOST_PROBLEMS_KEPT:
            self._tally.problems.append(problem)

    def _write(self, chunk: list[Record]) -> None:
        new = self._unknown(chunk)
        self._tally.new += len(new)
        self._write_sessions([record for record in new if record.session is not None])
        for record in new:
            if record.session is None:
                self._write_one(record)

    def _unknown(self, chunk: list[Record]) -> list[Record]:
        """The records whose key is nowhere yet, neither in the practice nor earlier in the file."""
        keys_of: dict[str, list[str]] = {}
        for record in chunk:
            keys_of.setdefault(_table(record), []).append(record.key)
        known = {
            table: batches.known_keys(self._book, table, keys) for table, keys in keys_of.items()
        }
        new = []
        for record in chunk:
            seen = known[_table(record)].get(record.key)
            if seen is None:
                known[_table(record)][record.key] = (record.digest, 0)
                new.append(record)
            elif seen[0] != record.digest:
                self._problem(
                    Problem(
                        record.line,
                        "id",
                        record.key.partition("@")[0][:80],
                        "was imported before with other content; edit that row, or undo its import",
                    )
                )
            elif record.incident is not None and self._reinstated(seen[1]):
                self._tally.new += 1
            else:
                self._tally.duplicate += 1
        return new

    def _reinstated(self, incident_id: int) -> bool:
        """An incident whose import was undone comes back as the sealed row it still is."""
        if not incident_id or not incidents.is_withdrawn(self._book, incident_id):
            return False
        incidents.add_note(self._book, incident_id, self._at, "", kind="reinstated")
        return True

    # -- sessions, many at once

    def _write_sessions(self, records: list[Record]) -> None:
        session_rows: list[tuple[Any, ...]] = []
        payment_rows: list[tuple[Any, ...]] = []
        redemption_rows: list[tuple[Any, ...]] = []
        for record in records:
            if record.session is None:
                continue
            session = self._resolved(record.session)
            session_id = self._next_session
            self._next_session += 1
            session_rows.append(
                (session_id, record.key, record.digest, *sessions.values(session).values())
            )
            payment_rows.extend(
                tuple(
                    ledger.payment_values(
                        replace(payment, session_id=session_id, client_id=session.client_id)
                    ).values()
                )
                for payment in _came_with(session, record.payments)
            )
            self._note_ways(record)
            if record.redemption is not None:
                used = replace(
                    record.redemption, session_id=session_id, client_id=session.client_id
                )
                redemption_rows.append(tuple(ledger.redemption_values(used).values()))
        if session_rows:
            batches.insert_many(
                self._book,
                "session",
                ("id", "import_key", "import_digest", *sessions.STORED),
                session_rows,
            )
        if payment_rows:
            batches.insert_many(self._book, "payment", ledger.PAYMENT, payment_rows)
        if redemption_rows:
            batches.insert_many(self._book, "redemption", ledger.REDEMPTION, redemption_rows)

    def _note_ways(self, record: Record) -> None:
        """Count what came by invoice or insurance in a file that knows only money received."""
        if self._tally.format != "sessions.csv":
            return
        for payment in record.payments:
            way = (payment.method or "").casefold()
            if way in OWED_WORDS and payment.kind != "tip":
                self._as_received[way] = self._as_received.get(way, 0) + 1

    def _resolved(self, session: Session) -> Session:
        """The session with ids for its names, and an effort estimate where none was recorded."""
        service = self._services.get(fold(session.service)) if session.service else None
        if session.service and service is None:
            service = self._new_service(session.service)
        resolved = replace(
            session,
            client_id=self._client(session.client),
            workplace_id=self._workplace(session.workplace),
            service_id=service.id if service else None,
            purpose=session.purpose or (service.purpose if service else None),
            modality=session.modality or (service.modality if service else None),
        )
        if resolved.status == "booked" and resolved.client_id in self._minded:
            self._booked.setdefault(resolved.client_id, []).append(resolved.local_date)
        if resolved.workplace_id in self._collecting:
            resolved = at_its_workplace(self._book, resolved)
        if resolved.status != "done":
            return resolved
        efforts = self._efforts_of(resolved)
        if resolved.effort is None:
            return replace(
                resolved,
                effort=estimated_effort(list(efforts), service, resolved.modality),
                effort_estimated=True,
            )
        efforts.appendleft(resolved.effort)
        return resolved

    def _efforts_of(self, session: Session) -> deque[float]:
        """Her latest recorded efforts of the service before this row, newest first."""
        key = session.service_id or session.modality
        if key not in self._efforts:
            earlier = sessions.earlier_efforts(
                self._book, session.local_date, session.service_id, session.modality
            )
            self._efforts[key] = deque(earlier, maxlen=sessions.EFFORTS_LOOKED_AT)
        return self._efforts[key]

    # -- everything else, one by one

    def _write_one(self, record: Record) -> None:
        imported = {"import_key": record.key, "import_digest": record.digest}
        if record.redemption is not None:
            self._book.insert(
                "redemption", {**ledger.redemption_values(record.redemption), **imported}
            )
            imported = {}
        for payment in record.payments:
            linked = replace(payment, client_id=self._client(payment.client))
            self._book.insert("payment", {**ledger.payment_values(linked), **imported})
            imported = {}
        if record.expense is not None:
            self._book.insert("expense", {**ledger.expense_values(record.expense), **imported})
        if record.trip is not None:
            self._book.insert("trip", {**ledger.trip_values(record.trip), **imported})
        if record.work_time is not None:
            self._book.insert(
                "work_time", {**ledger.work_time_values(record.work_time), **imported}
            )
        if record.check_in is not None:
            wellbeing.add(self._book, record.check_in, imported)
        if record.incident is not None:
            incident = self._linked(record.incident, record.session_key)
            incidents.add(self._book, incident, imported)

    def _linked(self, incident: Incident, session_key: str | None) -> Incident:
        """The incident with its session, its client, and the moment it is written down here."""
        incident = replace(incident, recorded_at=incident.recorded_at or self._at)
        session = batches.session_by_key_start(self._book, session_key) if session_key else None
        if session is None:
            return replace(incident, client_id=self._client(incident.client))
        session_id, client_id, client = session
        return replace(
            incident,
            session_id=session_id,
            client_id=self._client(incident.client) or client_id,
            client=incident.client or client,
        )

    # -- names

    def _client(self, name: str | None) -> int | None:
        if name is None:
            return None
        found = self._clients.get(name)
        if found is None:
            same = clients.named(self._book, name)
            found = same[0].id if same else clients.add(self._book, Client(name=name))
            self._clients[name] = found or 0
            minded = next((each for each in same if each.standing != "none"), None)
            if minded is not None:
                self._minded[found or 0] = minded
        return found

    def _workplace(self, name: str | None) -> int | None:
        if name is None:
            return None
        key = fold(name)
        if key not in self._workplaces:
            self._workplaces[key] = practice.add_workplace(self._book, name)
        return self._workplaces[key]

    def _new_service(self, name: str) -> Service:
        service = Service(name=name, modality=name)
        service = replace(service, id=practice.add_service(self._book, service))
        self._services[fold(name)] = service
        return service


def _came_with(session: Session, payments: tuple[Payment, ...]) -> tuple[Payment, ...]:
    """What of a record's money came to her: where a workplace collects, only the tip."""
    if session.payer != "workplace":
        return payments
    return tuple(each for each in payments if each.kind == "tip")


def _table(record: Record) -> str:
    """The table whose row carries the record's key."""
    for table in ("session", "redemption", "expense", "trip", "work_time", "incident", "check_in"):
        if getattr(record, table) is not None:
            return table
    return "payment"
