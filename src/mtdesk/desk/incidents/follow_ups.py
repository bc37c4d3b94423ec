"""What is to be looked at again, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.incidents import reading
from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.store import incidents

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.model.incidents import FollowUp, Incident

_AHEAD = timedelta(days=7)  # how early a follow-up is spoken of


class FollowUps:
    _opened: Opened

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
