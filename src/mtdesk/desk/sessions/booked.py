"""What is booked, read: what lies over each other, and of what nobody has said what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.session import Session, gap_minutes
from mtdesk.model.text import counted
from mtdesk.store import sessions

LOOK_AHEAD_DAYS = 14


class Booked:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def overlapping(self, last: date) -> list[tuple[Session, Session]]:
        """Bookings from today on, up to a day, of which one begins before the other has ended."""
        today = self._opened.today.isoformat()
        timed = [
            each
            for each in sessions.booked(self._opened.book, today, last.isoformat())
            if each.started_at and each.minutes
        ]
        found = []
        for place, one in enumerate(timed):
            for other in timed[place + 1 :]:
                if (gap_minutes(one, other) or 0) >= 0:
                    break  # they come in order of time
                found.append((one, other))
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
        """Bookings that have passed, and those ahead that lie over each other."""
        return [*self._passed(), *self._doubled()]

    def _doubled(self) -> Iterator[Reminder]:
        for one, other in self.overlapping(self._opened.today + timedelta(days=LOOK_AHEAD_DAYS)):
            when = human_day(date.fromisoformat(one.local_date), self._opened.today)
            yield Reminder(
                level="watch",
                text=f"{when} {overlap_words(one, other)}.",
                sign="booked_twice",
                short=f"two bookings at once {when}",
                day=one.local_date,
                area="Today",
                subject=other.id,
            )

    def _passed(self) -> list[Reminder]:
        found = self.passed()
        if not found:
            return []
        first = found[0]
        when = human_day(date.fromisoformat(first.local_date), self._opened.today)
        if len(found) == 1:
            text = f"{first.client or 'A booking'}, booked {when}: was it done?"
        else:
            text = (
                f"{counted(len(found), 'booking')} have passed, the oldest {when}: were they done?"
            )
        return [
            Reminder(
                level="watch",
                text=text,
                sign="booking_passed",
                short=f"{counted(len(found), 'booking')} passed: done?",
                day=first.local_date,
                area="Today",
                subject=first.id,
            )
        ]


def overlap_words(one: Session, other: Session) -> str:
    """`Ana 10:00 and Bo 10:30 overlap`."""
    first, second = (f"{each.client or 'a booking'} {each.clock}" for each in (one, other))
    return f"{first} and {second} overlap"


def is_over(session: Session, now: datetime) -> bool:
    """Whether a booking with a known time has ended."""
    if session.started_at is None:
        return False
    return (
        datetime.fromisoformat(session.started_at) + timedelta(minutes=session.minutes or 0) <= now
    )
