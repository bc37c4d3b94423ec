"""Who is getting better: named on Today while the last visit is fresh."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.insight.medical.recovering import SPAN_DAYS, Course, Recovery, recovering
from mtdesk.model.period import days_before, human_day
from mtdesk.model.reminder import Reminder
from mtdesk.store import sessions

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened

SEEN_DAYS = 35  # since the last visit: who comes once a month is still on the way
MOST_NAMED = 2


class Recovering:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def clients(self) -> list[Recovery]:
        """Clients seen lately whose pain fell and who come less often, the largest fall first."""
        rows = sessions.courses(
            self._opened.book, days_before(self._opened.today, SEEN_DAYS), SPAN_DAYS
        )
        return recovering(Course(**{name: row[name] for name in row.keys()}) for row in rows)  # noqa: SIM118 - a Row is no dict

    def reminders(self) -> list[Reminder]:
        return [self._reminder(each) for each in self.clients()[:MOST_NAMED]]

    def _reminder(self, found: Recovery) -> Reminder:
        course, today = found.course, self._opened.today
        since = human_day(date.fromisoformat(course.first_day), today)
        weeks = SPAN_DAYS // 7
        return Reminder(
            level="note",
            text=f"{course.client} is getting better: pain {course.first_pain} → "
            f"{course.last_pain} since {since}, {course.first_visits} visits in the first "
            f"{weeks} weeks, {course.last_visits} in the last {weeks}.",
            day=course.last_day,
            area="Clients",
            subject=course.client_id,
        )
