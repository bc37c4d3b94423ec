"""Incidents: recorded as facts, added to, never altered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from mtdesk.desk.incidents import reading
from mtdesk.desk.incidents.recording import Guide, Recording
from mtdesk.desk.opened import Opened
from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.frozen import replace
from mtdesk.model.incidents import Draft, Evidence, FollowUp, Incident
from mtdesk.model.period import Period, human_day
from mtdesk.model.reminder import Reminder
from mtdesk.store import incidents
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.incidents.record import Patterns, Record


_AHEAD = timedelta(days=7)  # how early a follow-up is spoken of


class Incidents(Recording):
    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._sittings = {}

    @cached_property
    def record(self) -> Record:
        """What leaves the house."""
        from mtdesk.desk.incidents.record import Record

        return Record(self._opened)

    def guide(self, answers: dict[str, str] | None = None, draft: Draft | None = None) -> Guide:
        """A record asked one fact at a time, from these answers on, or where a draft was left."""
        return Guide(self, answers or {}, draft)

    def patterns(self, period: Period | None = None) -> Patterns:
        """Where incidents gather, in counts, all of them up to today unless a period is given."""
        from mtdesk.desk.incidents.record import patterns

        return patterns(self._opened, period)

    def reminders(self) -> list[Reminder]:
        """Follow-ups that are due or soon will be, and records that are not finished."""
        return [*self.due(), *self.unfinished()]

    def add_evidence(
        self, incident_id: int, sources: Sequence[Path]
    ) -> tuple[Incident, list[Evidence], list[str], int | None]:
        """Copy files beside the practice and name them in the record; all of them or none.

        Returns the record, what was added, the names of those that were there already, and the
        operation (None when nothing was added).

        Raises:
            NotFoundError: no such incident, no such file; RefusedError: one cannot be copied.
        """
        from mtdesk.store.incidents import evidence  # hashing and copying cost Today's first frame

        incidents.get(self._opened.book, incident_id)  # nothing is copied for a record that is not
        practice = self._opened.path
        copied: list[evidence.Copied] = []
        try:
            # Before the practice is written to: a long film would keep others waiting.
            copied.extend(evidence.copy(practice, source) for source in sources)
            about = f"evidence on incident {incident_id}"
            with self._opened.writing("incident", about) as writing:
                there = incidents.get(writing.book, incident_id).evidence
                known = {each.sha256 for each in there}
                added: list[Evidence] = []
                already: list[str] = []
                for each in copied:
                    if each.sha256 in known:
                        already.append(each.name)
                        continue
                    known.add(each.sha256)
                    file = Evidence(
                        file_name=each.name,
                        stored_as=each.stored_as,
                        sha256=each.sha256,
                        bytes=each.bytes,
                        added_at=reading.this_moment(self._opened),
                    )
                    number = incidents.add_evidence(writing.book, incident_id, file)
                    added.append(replace(file, id=number))
                incident = incidents.get(writing.book, incident_id)
        except BaseException:
            for each in copied:
                if each.is_new:
                    evidence.discard(self._opened.book, each.stored_as)
            raise
        return incident, added, already, writing.operation if added else None

    def evidence_folder(self) -> tuple[Path, int]:
        """The folder beside the practice, and how many files of hers are in it."""
        from mtdesk.store.incidents import evidence

        return evidence.folder_of(self._opened.path), evidence.count(self._opened.book)

    def follow_up(self, incident_id: int, day: str, what: str) -> tuple[Incident, int]:
        """Plan to look at an incident again; returns it and the operation.

        Raises:
            InvalidError: no day, or a day that is past.
        """
        with self._opened.writing("incident", f"follow-up of incident {incident_id}") as writing:
            incidents.get(writing.book, incident_id)
            planned = reading.read_follow_up(self._opened, day, what)
            incidents.add_follow_up(writing.book, incident_id, planned.due_on, planned.what)
            incident = incidents.get(writing.book, incident_id)
        return incident, writing.operation

    def done(self, incident_id: int, follow_up_id: int | None = None) -> tuple[FollowUp, int]:
        """Mark a follow-up as done: the open one, or that number; returns it and the operation.

        Raises:
            RefusedError: there are several open ones; NotFoundError: none.
        """
        about = f"follow-up of incident {incident_id} done"
        with self._opened.writing("incident", about) as writing:
            waiting = incidents.get(writing.book, incident_id).waiting
            chosen = _meant(incident_id, waiting, follow_up_id)
            day = self._opened.now().date().isoformat()
            incidents.set_done(writing.book, chosen.id, day)
        return replace(chosen, done_on=day), writing.operation

    def due(self) -> list[Reminder]:
        """Follow-ups that are due or soon will be."""
        today = self._opened.today
        planned = incidents.open_follow_ups(self._opened.book, (today + _AHEAD).isoformat())
        return [
            Reminder(
                level="watch" if each.due_on <= today.isoformat() else "note",
                text=f"Incident {incident_id} ({kind}): {each.what}, {_when(each.due_on, today)}",
                sign="follow_up",
                short=f"{each.what} {_when(each.due_on, today)}",
                day=each.due_on,
                area="Incidents",
                subject=incident_id,
            )
            for each, incident_id, kind in planned
        ]


def _meant(incident_id: int, waiting: tuple[FollowUp, ...], follow_up_id: int | None) -> FollowUp:
    if follow_up_id is not None:
        waiting = tuple(each for each in waiting if each.id == follow_up_id)
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
    return waiting[0]


def _when(day: str, today: date) -> str:
    was = "due" if day >= today.isoformat() else "was due"
    return f"{was} {human_day(date.fromisoformat(day), today)}"
