"""Incidents: recorded as facts, added to, never altered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from mtdesk.errors import InvalidError, RefusedError
from mtdesk.model.incident import KINDS, Incident
from mtdesk.model.period import format_instant, local_instant, worked_day
from mtdesk.model.session import read_whole
from mtdesk.model.words import clean, fold, name
from mtdesk.store import clients, incidents, sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.desk import Desk
    from mtdesk.model.period import Period

FIELDS = (
    "kind", "severity", "client", "session", "at", "where", "said", "saw", "did", "lost",
    "witness", "told",
)  # fmt: skip


class Incidents:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, fields: dict[str, str]) -> tuple[Incident, int]:
        """Record what happened; returns the record and its operation.

        `fields` are those of FIELDS as typed; kind and severity are required. A client who is not
        on the list is kept as written (an alias will do).
        """
        incident = self._incident(fields)
        book = self._desk.writable()
        with book.transaction(
            "incident", f"incident: {incident.kind}", self._desk.stamp()
        ) as number:
            incident_id = incidents.add(book, incident)
        return replace(incident, id=incident_id), number

    def _incident(self, fields: dict[str, str]) -> Incident:
        for field in fields:
            if field not in FIELDS:
                raise InvalidError(field, f"is no field of an incident; one of {', '.join(FIELDS)}")
        session = None
        if fields.get("session"):
            session = sessions.get(self._desk.book, read_whole(fields["session"], "session"))
        client_id, client = self._client(fields.get("client", ""))
        if client is None and session is not None:
            client_id, client = session.client_id, session.client
        occurred_at, day = self._moment(
            fields.get("at", ""), session.started_at if session else None
        )
        currency = self._desk.settings.currency
        lost = fields.get("lost", "").strip()
        return Incident(
            occurred_at=occurred_at,
            recorded_at=format_instant(self._desk.now().replace(microsecond=0)),
            local_date=day.isoformat(),
            kind=_kind(fields.get("kind", "")),
            severity=_severity(fields.get("severity", "")),
            client_id=client_id,
            client=client,
            session_id=session.id if session else None,
            lost_minor=currency.parse(lost, "lost") if lost else None,
            place=clean(fields.get("where", ""), "where"),
            said=clean(fields.get("said", ""), "said"),
            saw=clean(fields.get("saw", ""), "saw"),
            did=clean(fields.get("did", ""), "did"),
            witness=clean(fields.get("witness", ""), "witness"),
            told=clean(fields.get("told", ""), "told"),
        )

    def note(self, incident_id: int, text: str) -> Incident:
        """Append a line to a record.

        Raises:
            NotFoundError: no such incident; InvalidError: the note is empty.
        """
        incidents.get(self._desk.book, incident_id)
        cleaned = clean(text, "note")
        if not cleaned:
            raise InvalidError("note", "is empty; write what is to be added")
        book = self._desk.writable()
        with book.transaction("incident", f"note on incident {incident_id}", self._desk.stamp()):
            incidents.add_note(
                book, incident_id, format_instant(self._desk.now().replace(microsecond=0)), cleaned
            )
        return incidents.get(book, incident_id)

    def between(self, period: Period | None = None) -> list[Incident]:
        """Newest first; withdrawn ones are marked, not hidden."""
        return incidents.between(self._desk.book, period)

    def get(self, incident_id: int) -> Incident:
        return incidents.get(self._desk.book, incident_id)

    def _client(self, text: str) -> tuple[int | None, str | None]:
        if not text.strip():
            return None, None
        typed = name(text, "client")
        found = clients.named(self._desk.book, typed)
        if len(found) > 1:
            raise RefusedError(
                f"“{typed}” is several clients; rename one of them, or give --session"
            )
        return (found[0].id, found[0].name) if found else (None, typed)

    def _moment(self, text: str, session_started: str | None) -> tuple[str, date]:
        """`2026-11-20 14:30`, `2026-11-20`, `14:30` (today), or nothing: the session's time, or now."""
        now = self._desk.now().replace(microsecond=0)
        stripped = text.strip().replace("T", " ")
        if not stripped:
            moment = session_started or format_instant(now)
            return moment, date.fromisoformat(moment[:10])
        if stripped in {"now", "today"}:
            return format_instant(now), now.date()
        day_text, _, clock_text = stripped.rpartition(" ")
        if not day_text and "-" in stripped:
            day_text, clock_text = stripped, ""
        day = worked_day(day_text, "at") if day_text else now.date()
        clock = None
        if clock_text:
            try:
                clock = time.fromisoformat(clock_text)
            except ValueError:
                raise InvalidError(
                    "at", f"“{text}” is not a moment; write 2026-11-20 14:30, or 14:30 for today"
                ) from None
        if (day, clock or time.min) > (now.date(), now.time()):
            raise InvalidError("at", f"{text} is still to come")
        if clock is None:
            return day.isoformat(), day
        return format_instant(local_instant(day, clock, self._desk.settings.zone_name)), day


def _kind(text: str) -> str:
    wanted = fold(text.replace("-", " ").replace("_", " "))
    for kind in KINDS:
        if wanted and fold(kind.replace("-", " ")) == wanted:
            return kind
    if not wanted:
        raise InvalidError("kind", f"is missing; one of {', '.join(KINDS)}")
    raise InvalidError("kind", f"“{text}” is not one of {', '.join(KINDS)}")


def _severity(text: str) -> int:
    if not text.strip():
        raise InvalidError("severity", "is missing; 1 (a nuisance) to 5 (violence, an injury)")
    severity = read_whole(text, "severity")
    if not 1 <= severity <= 5:
        raise InvalidError("severity", f"{severity} is not 1 to 5")
    return severity


def written_after(incident: Incident) -> str:
    """How long after the event it was written down: `2 h`, `3 days`; empty when unknown."""
    try:
        happened = datetime.fromisoformat(incident.occurred_at)
        written = datetime.fromisoformat(incident.recorded_at)
        gap = written - happened
    except (ValueError, TypeError):
        return ""
    minutes = int(gap.total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 0)} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
