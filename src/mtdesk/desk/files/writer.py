"""Records written into the practice as they are: names become clients and workplaces, made when new."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mtdesk.desk.files.known import Known, link_to
from mtdesk.desk.files.newcomers import NewNames
from mtdesk.desk.sessions.received import at_its_workplace
from mtdesk.model.client import Client, marked_standing
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Problem, Record, Tally, named
from mtdesk.model.incidents import Incident
from mtdesk.model.ledger.payment import GIVEN_BACK, OWED_WORDS, Payment
from mtdesk.model.names import fold
from mtdesk.model.practice import Service, estimated_effort
from mtdesk.model.session import Session
from mtdesk.model.text import counted, worded
from mtdesk.store import clients, incidents, ledger, practice, sessions, wellbeing
from mtdesk.store.file import batches, links
from mtdesk.store.file.book import Book
from mtdesk.store.practice import terms

if TYPE_CHECKING:
    from mtdesk.store.file.links import LinkRow

MOST_PROBLEMS_KEPT = 1_000


class Writer:
    """Adds to an open transaction; `tally` counts what became of each record."""

    def __init__(self, book: Book, tally: Tally, at: str) -> None:
        self.book = book
        self.tally = tally
        self._at = at
        self._clients: dict[str, int] = {}
        self._named: dict[str | None, frozenset[str]] = {}
        self._minded: dict[int, Client] = {}  # those with whom something is agreed
        self._booked: dict[int, list[str]] = {}  # days of new bookings of theirs
        self._workplaces = {fold(place.name): place.id for place in practice.workplaces(book)}
        self._services = {fold(service.name): service for service in practice.services(book)}
        self.new_names = NewNames(book)
        self._as_received: dict[str, int] = {}  # ways that elsewhere say that nothing came in
        self._efforts: dict[object, deque[float]] = {}
        self._collecting = {
            each.workplace_id for each in terms.every(book) if each.collects == "workplace"
        }
        self._next_session = batches.next_id(book, "session")
        self.money = batches.Rows(book)  # payments and costs that wait for more of their kind

    def write_new(self, found: list[Known], met: Sequence[LinkRow] = ()) -> None:
        """Add records as they are, and the links of those that met what stands."""
        self.money.write()
        self.tally.new += len(found)
        for known in found:
            self.counted("new", known.record)
        if sessions_of := [known for known in found if known.record.session is not None]:
            self._write_sessions(sessions_of)
        made = [*met]
        for known in found:
            if known.record.session is None:
                self._write_one(known, made)
        self.money.write()
        if made:
            links.add(self.book, made)

    def counted(self, group: str, record: Record) -> None:
        """Add up what a record holds with that of others of which the same became."""
        if record.payments:
            minor = sum(
                -each.amount_minor if each.kind in GIVEN_BACK else each.amount_minor
                for each in record.payments
            )
            self.tally.sums[group] = self.tally.sums.get(group, 0) + minor

    def warn(self) -> None:
        """Say whose bookings came in with whom something was agreed, and what was read as received."""
        self.tally.new_names = self.new_names.found(self.tally.format)
        if self.new_names.not_compared:
            new = counted(self.new_names.not_compared, "new name")
            self.tally.warnings.append(
                f"{new} and those that are here are too many to hold each against each: whether one is "
                "misspelled was not looked for"
            )
        for way, count in self._as_received.items():
            self.tally.warnings.append(
                f"{counted(count, 'payment')} by {way} read as received, as this format says; "
                "where nothing came in, the file should say unpaid"
            )
        for client_id, days in self._booked.items():
            client, count = self._minded[client_id], len(days)
            what = worded(count, "is booked on", f"has {counted(count, 'booking')} from")
            self.tally.warnings.append(
                f"{client.name} {what} {min(days)}: {marked_standing(client)}"
            )

    def problem(self, problem: Problem) -> None:
        self.tally.problem_count += 1
        if len(self.tally.problems) < MOST_PROBLEMS_KEPT:
            self.tally.problems.append(problem)

    def reinstated(self, incident_id: int) -> bool:
        """An incident whose import was undone comes back as the sealed row it still is."""
        if not incident_id or not incidents.is_withdrawn(self.book, incident_id):
            return False
        incidents.add_note(self.book, incident_id, self._at, "", kind="reinstated")
        return True

    # -- sessions, many at once

    def _write_sessions(self, found: list[Known]) -> None:
        session_rows: list[tuple[Any, ...]] = []
        payment_rows: list[tuple[Any, ...]] = []
        redemption_rows: list[tuple[Any, ...]] = []
        made: list[LinkRow] = []
        for known in found:
            record = known.record
            if record.session is None:
                continue
            session = self.resolved(record.session)
            session_id = self._next_session
            self._next_session += 1
            session_rows.append((session_id, *sessions.values(session).values()))
            made.append(link_to(known, "session", session_id))
            payment_rows.extend(
                tuple(
                    ledger.payment_values(
                        replace(payment, session_id=session_id, client_id=session.client_id)
                    ).values()
                )
                for payment in came_with(session, record.payments)
            )
            self._note_ways(record)
            if record.redemption is not None:
                used = replace(
                    record.redemption, session_id=session_id, client_id=session.client_id
                )
                redemption_rows.append(tuple(ledger.redemption_values(used).values()))
        if session_rows:
            batches.insert_many(
                self.book,
                "session",
                ("id", *sessions.STORED),
                session_rows,
            )
        if payment_rows:
            batches.insert_many(self.book, "payment", ledger.PAYMENT, payment_rows)
        if redemption_rows:
            batches.insert_many(self.book, "redemption", ledger.REDEMPTION, redemption_rows)
        links.add(self.book, made)

    def _note_ways(self, record: Record) -> None:
        """Count what came by invoice or insurance in a file that knows only money received."""
        if self.tally.format != "sessions.csv":
            return
        for payment in record.payments:
            way = (payment.method or "").casefold()
            if way in OWED_WORDS and payment.kind != "tip":
                self._as_received[way] = self._as_received.get(way, 0) + 1

    def wrote_session(self, session_id: int) -> None:
        """A session was written apart from the others."""
        self._next_session = session_id + 1

    def resolved(self, session: Session) -> Session:
        """The session with ids for its names, and an effort estimate where none was recorded."""
        service = self.service(session.service) if session.service else None
        resolved = replace(
            session,
            client_id=self.client(session.client),
            workplace_id=self._workplace(session.workplace),
            service_id=service.id if service else None,
            purpose=session.purpose or (service.purpose if service else None),
            modality=session.modality or (service.modality if service else None),
        )
        if resolved.status == "booked" and resolved.client_id in self._minded:
            self._booked.setdefault(resolved.client_id, []).append(resolved.local_date)
        if resolved.workplace_id in self._collecting:
            resolved = at_its_workplace(self.book, resolved)
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
                self.book, session.local_date, session.service_id, session.modality
            )
            self._efforts[key] = deque(earlier, maxlen=sessions.EFFORTS_LOOKED_AT)
        return self._efforts[key]

    # -- everything else, one by one; of its money there may be much

    def _write_one(self, known: Known, made: list[LinkRow]) -> None:
        record, money = known.record, self.money

        def wrote(table: str, row_id: int) -> None:
            made.append(link_to(known, table, row_id))

        if record.redemption is not None:
            used = replace(record.redemption, client_id=self.client(record.redemption.client))
            wrote("redemption", ledger.add_redemption(self.book, used))
        for payment in record.payments:
            wrote("payment", money.add("payment", ledger.payment_values(self.whose(payment))))
        if record.expense is not None:
            wrote("expense", money.add("expense", ledger.expense_values(record.expense)))
        if record.trip is not None:
            wrote("trip", ledger.add_trip(self.book, record.trip))
        if record.work_time is not None:
            wrote("work_time", ledger.add_work_time(self.book, record.work_time))
        if record.check_in is not None:
            wrote("check_in", wellbeing.add(self.book, record.check_in))
        if record.incident is not None:
            incident = self._linked(record.incident, record.session_key)
            there = incidents.withdrawn_like(self.book, incident)
            if there is not None:
                self.reinstated(there)
            wrote("incident", there or incidents.add(self.book, incident))

    def whose(self, payment: Payment) -> Payment:
        """A payment with the id of its client."""
        if payment.client is None:
            return payment
        return replace(payment, client_id=self.client(payment.client))

    def add_payment(self, payment: Payment) -> int:
        """Its number; it is written with others, at the latest by `write_new`."""
        return self.money.add("payment", ledger.payment_values(payment))

    def _linked(self, incident: Incident, session_key: str | None) -> Incident:
        """The incident with its session, its client, and the moment it is written down here."""
        incident = replace(incident, recorded_at=incident.recorded_at or self._at)
        session = None
        if session_key:
            session = links.session_of(self.book, *named(session_key), incident.local_date)
        if session is None:
            return replace(incident, client_id=self.client(incident.client))
        session_id, client_id, client = session
        return replace(
            incident,
            session_id=session_id,
            client_id=self.client(incident.client) or client_id,
            client=incident.client or client,
        )

    # -- names

    def client(self, name: str | None) -> int | None:
        if name is None:
            return None
        found = self._clients.get(name)
        self.new_names.count("client", name)
        if found is None:
            same = clients.named(self.book, name)
            if not same:
                self.new_names.add("client", name)
                self._named.clear()
            found = same[0].id if same else clients.add(self.book, Client(name=name))
            self._clients[name] = found or 0
            minded = next((each for each in same if each.standing != "none"), None)
            if minded is not None:
                self._minded[found or 0] = minded
        return found

    def named(self, name: str | None) -> frozenset[str]:
        """The clients that a name may be of, asked once until there is a new one."""
        found = self._named.get(name)
        if found is None:
            from mtdesk.desk.ledger import alike

            found = self._named[name] = alike.named(self.book, name)
        return found

    def _workplace(self, name: str | None) -> int | None:
        if name is None:
            return None
        key = fold(name)
        self.new_names.count("workplace", name)
        if key not in self._workplaces:
            self.new_names.add("workplace", name)
            self._workplaces[key] = practice.add_workplace(self.book, name)
        return self._workplaces[key]

    def service(self, name: str) -> Service:
        """The service of this name, made when it is new."""
        known = self._services.get(fold(name))
        self.new_names.count("service", name)
        if known is not None:
            return known
        self.new_names.add("service", name)
        service = Service(name=name, modality=name)
        service = replace(service, id=practice.add_service(self.book, service))
        self._services[fold(name)] = service
        return service


def came_with(session: Session, payments: tuple[Payment, ...]) -> tuple[Payment, ...]:
    """What of a record's money came to her: where a workplace collects, only the tip."""
    if session.payer != "workplace":
        return payments
    return tuple(each for each in payments if each.kind == "tip")
