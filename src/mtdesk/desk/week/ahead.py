"""What is booked: its hands-on time and load by day and week, and what stands out in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mtdesk.desk.findings import day_of, slots
from mtdesk.desk.opened import Opened
from mtdesk.desk.sessions.booked import Booked, overlap_words
from mtdesk.insight.ahead import DONE_DAYS, Ahead, Booking, Known, Overlap, look_ahead
from mtdesk.insight.ahead import load_by_week as by_week
from mtdesk.model.finding import Finding
from mtdesk.model.frozen import replace
from mtdesk.model.period import Period, days_before, week_of
from mtdesk.model.practice import estimated_effort
from mtdesk.model.reminder import Reminder
from mtdesk.store import practice, sessions

AHEAD_DAYS = 14
REMINDED = {"hands_on_day", "against_usual", "no_rest_day"}  # of what stands out ahead


class Agenda:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def ahead(self, period: Period | None = None) -> Ahead:
        """A period as booked, from today on: two weeks unless told."""
        opened = self._opened
        today = opened.today
        period = period or Period(today, today + timedelta(days=AHEAD_DAYS))
        return opened.remember(("ahead", today, period), lambda: self._look(period))

    def _look(self, period: Period) -> Ahead:
        opened, today = self._opened, self._opened.today
        first_weekday = opened.settings.first_weekday
        first_day = sessions.first_day(opened.book)
        done = sessions.by_day(opened.book, days_before(today, DONE_DAYS))
        found = look_ahead(
            Known(
                today=today,
                done=tuple(map(day_of, done)),
                bookings=tuple(self._bookings(week_of(period.last, first_weekday).last)),
                slots=tuple(slots(opened, days_before(today, 1))),
                first_day=date.fromisoformat(first_day) if first_day else None,
                first_weekday=first_weekday,
            ),
            period,
            opened.settings.limits,
        )
        doubled = Booked(opened).overlapping(period.last)
        return replace(
            found,
            overlaps=tuple(
                Overlap(
                    date=one.local_date,
                    sessions=(one.id or 0, other.id or 0),
                    words=overlap_words(one, other),
                )
                for one, other in doubled
            ),
        )

    def last_day(self) -> date | None:
        """The day of the last booking."""
        found = sessions.last_booked_day(self._opened.book)
        return date.fromisoformat(found) if found else None

    def load_by_week(self, last: date) -> dict[date, float]:
        """What is booked from today on, by the first day of its week; empty without bookings."""
        return by_week(self._bookings(last), self._opened.settings.first_weekday)

    def reminded(self) -> list[Finding]:
        """What stands out of the bookings ahead, as far as it is said before its week begins."""
        last = self.last_day()
        if last is None or last < self._opened.today:
            return []
        return [each for each in self.ahead().findings if each.rule in REMINDED]

    def reminders(self) -> list[Reminder]:
        """The same, as what waits for her."""
        return [
            Reminder(level=each.level, text=each.message, sign="ahead", day=each.since, area="Week")
            for each in self.reminded()
        ]

    def _bookings(self, last: date) -> Iterator[Booking]:
        """Those from today on with the effort to expect: as said, or her own median of that service."""
        book, today = self._opened.book, self._opened.today.isoformat()
        menu = {service.id: service for service in practice.services(book)}
        efforts: dict[tuple[int | None, str | None], float] = {}
        for session in sessions.booked(book, today, str(last)):
            kind = session.service_id, session.modality
            if kind not in efforts:
                earlier = sessions.earlier_efforts(book, today, *kind)
                service = None if kind[0] is None else menu.get(kind[0])
                efforts[kind] = estimated_effort(earlier, service, kind[1])
            began = session.started_at
            yield Booking(
                local_date=session.local_date,
                minutes=session.minutes or 0,
                effort=efforts[kind] if session.effort is None else session.effort,
                started_at=datetime.fromisoformat(began) if began else None,
            )
