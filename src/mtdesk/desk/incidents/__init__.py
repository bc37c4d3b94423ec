"""Incidents: recorded as facts, added to, never altered."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from mtdesk.desk.incidents import reading as reading
from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model.incidents import Evidence
from mtdesk.model.names import clean
from mtdesk.model.period import format_instant, human_day
from mtdesk.model.reminder import Reminder
from mtdesk.store import incidents
from mtdesk.store.incidents import drafts as incident_drafts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtdesk.desk.incidents.record import Record
    from mtdesk.desk.opened import Opened
    from mtdesk.model.incidents import FollowUp, Incident
    from mtdesk.model.incidents.questions import Draft
    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book
    from mtdesk.store.incidents.evidence import Copied

FIELDS = reading.FIELDS
_AHEAD = timedelta(days=7)  # how early a follow-up is spoken of


class Incidents:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._sittings: dict[int, int] = {}  # draft -> the operation that its answers belong to

    @cached_property
    def record(self) -> Record:
        from mtdesk.desk.incidents.record import Record

        return Record(self._opened)

    # -- the record

    def add(self, fields: dict[str, str]) -> tuple[Incident, int]:
        """Record what happened; returns the record and its operation.

        `fields` are those of FIELDS as typed; kind and severity are required. A client who is not
        on the list is kept as written (an alias will do).
        """
        incident, planned = reading.read(self._opened, fields)
        book = self._opened.writable()
        with book.transaction(
            "incident", f"incident: {incident.kind}", self._opened.stamp()
        ) as number:
            incident_id = self._write(book, incident, planned)
        return incidents.get(book, incident_id), number

    def _write(self, book: Book, incident: Incident, planned: list[reading.Planned]) -> int:
        incident_id = incidents.add(book, incident)
        for each in planned:
            incidents.add_follow_up(book, incident_id, each.due_on, each.what)
        return incident_id

    def check(self, field: str, text: str) -> None:
        """Whether one answer can be taken; raises InvalidError when it cannot."""
        reading.check(self._opened, field, text)

    def note(self, incident_id: int, text: str) -> Incident:
        """Append a line to a record.

        Raises:
            NotFoundError: no such incident; InvalidError: the note is empty.
        """
        incidents.get(self._opened.book, incident_id)
        cleaned = clean(text, "note")
        if not cleaned:
            raise InvalidError("note", "is empty; write what is to be added")
        book = self._opened.writable()
        with book.transaction("incident", f"note on incident {incident_id}", self._opened.stamp()):
            incidents.add_note(
                book,
                incident_id,
                format_instant(self._opened.now().replace(microsecond=0)),
                cleaned,
            )
        return incidents.get(book, incident_id)

    def between(self, period: Period | None = None) -> list[Incident]:
        """Newest first; withdrawn ones are marked, not hidden."""
        return incidents.between(self._opened.book, period)

    def get(self, incident_id: int) -> Incident:
        return incidents.get(self._opened.book, incident_id)

    # -- a record that is broken off, and gone on with

    def begin(self, answers: dict[str, str]) -> int:
        """Keep what was answered so far; returns the number of the draft.

        Raises:
            InvalidError: an answer to no question, or one that is no text.
        """
        kept = self._kept(answers, {})
        book = self._opened.writable()
        with book.transaction(
            "draft", "an incident record begun", self._opened.stamp()
        ) as operation:
            draft_id = incident_drafts.begin(book, kept, self._now())
        self._sittings[draft_id] = operation
        return draft_id

    def save_draft(self, draft_id: int, answers: dict[str, str]) -> Draft:
        """Keep these answers in the place of those before; one sitting is undone as one.

        What is kept can be more exact than what was typed: see `_kept`.

        Raises:
            NotFoundError: the draft is not there any more.
        """
        before = incident_drafts.get(self._opened.book, draft_id)
        kept = self._kept(answers, before.answers)
        if before.answers == kept:
            return before
        book = self._opened.writable()
        with book.transaction(
            "draft",
            "an incident record gone on with",
            self._opened.stamp(),
            more_of=self._sittings.get(draft_id),
        ) as operation:
            incident_drafts.change(book, draft_id, kept, self._now())
        self._sittings[draft_id] = operation
        return incident_drafts.get(book, draft_id)

    def drafts(self) -> list[Draft]:
        """Records that are not finished, the one changed last first."""
        return incident_drafts.every(self._opened.book)

    def draft(self, draft_id: int) -> Draft:
        return incident_drafts.get(self._opened.book, draft_id)

    def drop_draft(self, draft_id: int) -> int:
        """Take a draft away; returns the operation, which can be undone."""
        incident_drafts.get(self._opened.book, draft_id)
        book = self._opened.writable()
        with book.transaction(
            "draft", "an incident record dropped", self._opened.stamp()
        ) as number:
            incident_drafts.drop(book, draft_id)
        return number

    def record_draft(
        self, draft_id: int, answers: dict[str, str] | None = None
    ) -> tuple[Incident, int]:
        """Record what a draft holds (or these answers instead of it) and take the draft away.

        Raises:
            InvalidError: an answer is wrong, and `error.field` is the key of its question.
        """
        draft = incident_drafts.get(self._opened.book, draft_id)
        incident, planned = reading.read(
            self._opened, draft.answers if answers is None else answers
        )
        book = self._opened.writable()
        with book.transaction(
            "incident", f"incident: {incident.kind}", self._opened.stamp()
        ) as number:
            incident_drafts.drop(book, draft_id)
            incident_id = self._write(book, incident, planned)
        return incidents.get(book, incident_id), number

    def _kept(self, answers: dict[str, str], before: dict[str, str]) -> dict[str, str]:
        """Answers as a draft holds them: `14:30`, and nothing for now, with the day they were given.

        Recorded on another day, they would else mean another moment.
        """
        reading.known(answers)
        kept = {key: clean(text, key) for key, text in answers.items()}
        if "at" in kept and not (kept["at"] or kept.get("session")):
            kept["at"] = before.get("at") or "now"
        if kept.get("at"):
            with suppress(InvalidError):  # asked again when it is recorded
                moment, _ = reading.read_moment(self._opened, kept["at"])
                kept["at"] = moment[:16].replace("T", " ")
        return kept

    def _now(self) -> str:
        return format_instant(self._opened.now().replace(microsecond=0))

    # -- files

    def add_evidence(
        self, incident_id: int, sources: Sequence[Path]
    ) -> tuple[Incident, list[Evidence], list[str], int | None]:
        """Copy files beside the practice and name them in the record; all of them or none.

        Returns the record, what was added, the names of those that were there already, and the
        operation (None when nothing was added).

        Raises:
            NotFoundError: no such incident, no such file; RefusedError: one cannot be copied.
        """
        incident = incidents.get(self._opened.book, incident_id)
        known = {each.sha256 for each in incident.evidence}
        from mtdesk.store.incidents import (
            evidence as evidence_files,  # hashing and copying cost Today's first frame
        )

        folder = evidence_files.folder_of(self._opened.path)
        copied: list[Copied] = []
        fresh: dict[str, Copied] = {}
        there: list[str] = []
        added: list[Evidence] = []
        operation = None
        try:
            for source in sources:
                copied.append(evidence_files.copy(source, folder))
                if copied[-1].sha256 in known or copied[-1].sha256 in fresh:
                    there.append(copied[-1].name)
                else:
                    fresh[copied[-1].sha256] = copied[-1]
            if fresh:
                book = self._opened.writable()
                with book.transaction(
                    "incident", f"evidence on incident {incident_id}", self._opened.stamp()
                ) as operation:
                    added = [
                        self._write_evidence(book, incident_id, each) for each in fresh.values()
                    ]
        except BaseException:
            for each in filter(attrgetter("is_new"), copied):
                evidence_files.discard(self._opened.book, each.stored_as)
            raise
        return incidents.get(self._opened.book, incident_id), added, there, operation

    def _write_evidence(self, book: Book, incident_id: int, copied: Copied) -> Evidence:
        evidence = Evidence(
            file_name=copied.name,
            stored_as=copied.stored_as,
            sha256=copied.sha256,
            bytes=copied.bytes,
            added_at=self._now(),
        )
        return replace(evidence, id=incidents.add_evidence(book, incident_id, evidence))

    def evidence_folder(self) -> tuple[Path, int]:
        """The folder beside the practice, and how many files of hers are in it."""
        from mtdesk.store.incidents import evidence as evidence_files

        return (
            evidence_files.folder_of(self._opened.path),
            evidence_files.count(self._opened.book),
        )

    # -- what is to be looked at again

    def follow_up(self, incident_id: int, day: str, what: str) -> tuple[Incident, int]:
        """Plan to look at an incident again; returns it and the operation.

        Raises:
            InvalidError: no day, or a day that is past.
        """
        incidents.get(self._opened.book, incident_id)
        planned = reading.read_follow_up(self._opened, day, what)
        book = self._opened.writable()
        with book.transaction(
            "incident", f"follow-up of incident {incident_id}", self._opened.stamp()
        ) as number:
            incidents.add_follow_up(book, incident_id, planned.due_on, planned.what)
        return incidents.get(book, incident_id), number

    def done(self, incident_id: int, follow_up_id: int | None = None) -> tuple[FollowUp, int]:
        """Mark a follow-up as done: the open one, or that number; returns it and the operation.

        Raises:
            RefusedError: there are several open ones; NotFoundError: none.
        """
        incident = incidents.get(self._opened.book, incident_id)
        waiting = [each for each in incident.follow_ups if each.done_on is None]
        if follow_up_id is not None:
            waiting = [each for each in waiting if each.id == follow_up_id]
        if not waiting:
            which = "" if follow_up_id is None else f" {follow_up_id}"
            raise NotFoundError(
                f"incident {incident_id} has no open follow-up{which}; "
                f"`mtdesk incident show {incident_id}` lists them"
            )
        if len(waiting) > 1:
            listed = ", ".join(f"{each.id} ({each.due_on} {each.what[:40]})" for each in waiting)
            raise RefusedError(
                f"incident {incident_id} has several open follow-ups: {listed}; add the number"
            )
        day = self._opened.now().date().isoformat()
        book = self._opened.writable()
        with book.transaction(
            "incident", f"follow-up of incident {incident_id} done", self._opened.stamp()
        ) as number:
            incidents.set_done(book, waiting[0].id, day)
        return replace(waiting[0], done_on=day), number

    def reminders(self) -> list[Reminder]:
        """Follow-ups that are due or soon will be, and records that are not finished."""
        book, today = self._opened.book, self._opened.today
        found = [
            Reminder(
                level="watch" if each.due_on <= today.isoformat() else "note",
                text=f"Incident {incident_id} ({kind}): {each.what}, {_due(each.due_on, today)}",
                day=each.due_on,
                area="Incidents",
                subject=incident_id,
            )
            for each, incident_id, kind in incidents.open_follow_ups(
                book, (today + _AHEAD).isoformat()
            )
        ]
        for draft in incident_drafts.every(book):
            begun = human_day(date.fromisoformat(draft.begun_at[:10]), today)
            found.append(
                Reminder(
                    level="note",
                    text=f"An incident record begun {begun} is not finished",
                    area="Incidents",
                )
            )
        return found


def next_follow_up(incident: Incident) -> FollowUp | None:
    """The open one that is due first."""
    return next((each for each in incident.follow_ups if each.done_on is None), None)


def _due(day: str, today: date) -> str:
    return f"{'due' if day >= today.isoformat() else 'was due'} {human_day(date.fromisoformat(day), today)}"


def written_after(incident: Incident) -> str:
    """How long after the event it was written down: `2 h`, `3 days`; empty when unknown."""
    minutes = minutes_after(incident)
    if minutes is None:
        return ""
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"


def minutes_after(incident: Incident) -> int | None:
    """The gap between what happened and its record; None where a time is not known."""
    try:
        happened = datetime.fromisoformat(incident.occurred_at)
        written = datetime.fromisoformat(incident.recorded_at)
        gap = written - happened
    except (ValueError, TypeError):
        return None
    return max(int(gap.total_seconds() // 60), 0)
