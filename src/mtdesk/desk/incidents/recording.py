"""Incidents written down, added to, and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.incidents import reading
from mtdesk.errors import InvalidError
from mtdesk.model.names import clean
from mtdesk.store import incidents

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened, Writing
    from mtdesk.model.incidents import Incident
    from mtdesk.model.period import Period


class Recording:
    _opened: Opened

    def add(self, fields: dict[str, str]) -> tuple[Incident, int]:
        """Record what happened; returns the record and its operation.

        `fields` are those of `reading.FIELDS` as typed; kind and severity are required. A client
        who is not on the list is kept as written (an alias will do).
        """
        with self._opened.writing("incident") as writing:
            made = self._record(writing, fields)
        return made, writing.operation

    def _record(self, writing: Writing, fields: dict[str, str]) -> Incident:
        incident, planned = reading.read(self._opened, fields)
        writing.is_about(f"incident: {incident.kind}")
        number = incidents.add(writing.book, incident)
        for each in planned:
            incidents.add_follow_up(writing.book, number, each.due_on, each.what)
        return incidents.get(writing.book, number)

    def check(self, field: str, text: str) -> None:
        """Whether one answer can be taken; raises InvalidError when it cannot."""
        reading.check(self._opened, field, text)

    def note(self, incident_id: int, text: str) -> Incident:
        """Append a line to a record.

        Raises:
            NotFoundError: no such incident; InvalidError: the note is empty.
        """
        with self._opened.writing("incident", f"note on incident {incident_id}") as writing:
            incidents.get(writing.book, incident_id)
            cleaned = clean(text, "note")
            if not cleaned:
                raise InvalidError("note", "is empty; write what is to be added")
            incidents.add_note(
                writing.book, incident_id, reading.this_moment(self._opened), cleaned
            )
            return incidents.get(writing.book, incident_id)

    def between(self, period: Period | None = None) -> list[Incident]:
        """Newest first; withdrawn ones are marked, not hidden."""
        return incidents.between(self._opened.book, period)

    def get(self, incident_id: int) -> Incident:
        return incidents.get(self._opened.book, incident_id)
