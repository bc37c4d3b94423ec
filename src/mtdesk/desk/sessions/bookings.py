"""Bookings: settled once their time has come, and seen before it has."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.sessions.draft import write
from mtdesk.desk.sessions.settle import settled
from mtdesk.model.period import Period, days_before, human_day, week_of
from mtdesk.model.practice import estimated_effort
from mtdesk.model.reminder import Reminder
from mtdesk.store import practice, sessions

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.desk.sessions.draft import Draft, Logged
    from mtdesk.insight.ahead import Ahead, Booking
    from mtdesk.model.session import Session

AHEAD_DAYS = 14
REMINDED = {"hands_on_day", "against_usual", "no_rest_day"}  # of what stands out ahead


class Bookings:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    # -- settled

    def understand(
        self, session_id: int, text: str = "", fields: dict[str, str] | None = None
    ) -> Draft:
        """A booking as it would be settled, with what came with it. Writes nothing.

        `text` is an entry line without the client: `90+15 card e6 p7-3`, `no-show`, `late-cancel
        45 card`. What neither it nor the fields beside it say is as booked.

        Raises:
            NotFoundError: no such session; RefusedError: it is no booking.
            EntryError: a word of the line is wrong; InvalidError: a field is.
        """
        return settled(self._opened, session_id, text, fields)[0]

    def settle(
        self, session_id: int, text: str = "", fields: dict[str, str] | None = None
    ) -> Logged:
        """Turn a booking into what became of it, and write the money that came with it.

        Raises:
            as `understand` does.
        """
        with self._opened.writing("done") as writing:
            draft, before = settled(self._opened, session_id, text, fields)
            session = draft.session
            what = session.status.replace("_", "-")
            writing.is_about(f"{session.client or 'booking'} {what}, {session.local_date}")
            return write(writing, draft, before)

    # -- ahead

    def of_day(self, day: date) -> list[Session]:
        """The sessions of a day, whatever became of them, in order of time."""
        return sessions.between(self._opened.book, days_before(day, 1))

    def ahead(self, period: Period | None = None) -> Ahead:
        """A period as booked, from today on: two weeks unless told."""
        from mtdesk.desk.findings.evidence import day_of, slots
        from mtdesk.insight.ahead import DONE_DAYS, Known, look_ahead

        opened = self._opened
        today = opened.today
        period = period or Period(today, today + timedelta(days=AHEAD_DAYS))
        last = week_of(period.last, opened.settings.first_weekday).last
        first_day = sessions.first_day(opened.book)
        done = sessions.by_day(opened.book, days_before(today, DONE_DAYS))
        return look_ahead(
            Known(
                today=today,
                done=tuple(map(day_of, done)),
                bookings=self._expected(sessions.booked(opened.book, str(today), str(last))),
                slots=tuple(slots(opened, days_before(today, 1))),
                first_day=date.fromisoformat(first_day) if first_day else None,
                first_weekday=opened.settings.first_weekday,
            ),
            period,
            opened.settings.limits,
        )

    def last_day(self) -> date | None:
        """The day of the last booking."""
        found = sessions.last_booked_day(self._opened.book)
        return date.fromisoformat(found) if found else None

    def load_by_week(self, last: date) -> dict[date, float]:
        """What is booked from today on, by the first day of its week; empty without bookings."""
        today, first_weekday = self._opened.today, self._opened.settings.first_weekday
        loads: dict[date, float] = {}
        for each in self._expected(sessions.booked(self._opened.book, str(today), str(last))):
            start = week_of(date.fromisoformat(each.local_date), first_weekday).start
            loads[start] = loads.get(start, 0.0) + each.load
        return loads

    def _expected(self, booked: list[Session]) -> list[Booking]:
        """Bookings with the effort to expect: as said, or her own median of that service."""
        from mtdesk.insight.ahead import Booking

        book, today = self._opened.book, self._opened.today.isoformat()
        menu = {service.id: service for service in practice.services(book)}
        efforts: dict[tuple[int | None, str | None], float] = {}
        found = []
        for session in booked:
            kind = session.service_id, session.modality
            if kind not in efforts:
                earlier = sessions.earlier_efforts(book, today, *kind)
                service = None if kind[0] is None else menu.get(kind[0])
                efforts[kind] = estimated_effort(earlier, service, kind[1])
            found.append(
                Booking(
                    local_date=session.local_date,
                    minutes=session.minutes,
                    effort=efforts[kind] if session.effort is None else session.effort,
                    started_at=_instant(session),
                )
            )
        return found

    # -- what became of them?

    def passed(self) -> list[Session]:
        """Bookings whose time is over and of which nothing is known yet, oldest first."""
        today = self._opened.today
        found = sessions.booked(self._opened.book, "0001-01-01", today.isoformat())
        now = self._opened.now()
        is_today = now.date() == today  # a day that only reading stands at has no time of day
        return [
            each
            for each in found
            if each.local_date < today.isoformat() or (is_today and is_over(each, now))
        ]

    def reminders(self) -> list[Reminder]:
        """Bookings that have passed, and what stands out of those ahead."""
        found = self._settle_them()
        last = self.last_day()
        if last is not None and last >= self._opened.today:
            found += [
                Reminder(level=each.level, text=each.message, day=each.since, area="Week")
                for each in self.ahead().findings
                if each.rule in REMINDED
            ]
        return found

    def _settle_them(self) -> list[Reminder]:
        found = self.passed()
        if not found:
            return []
        first = found[0]
        when = human_day(date.fromisoformat(first.local_date), self._opened.today)
        if len(found) == 1:
            text = f"{first.client or 'A booking'}, booked {when}: was it done?"
        else:
            text = f"{len(found)} bookings have passed, the oldest {when}: were they done?"
        return [
            Reminder(level="watch", text=text, day=first.local_date, area="Today", subject=first.id)
        ]


def is_over(session: Session, now: datetime) -> bool:
    """Whether a booking with a known time has ended."""
    began = _instant(session)
    return began is not None and began + timedelta(minutes=session.minutes) <= now


def _instant(session: Session) -> datetime | None:
    return datetime.fromisoformat(session.started_at) if session.started_at else None
