"""Bookings: settled once their time has come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.sessions.draft import write
from mtdesk.desk.sessions.settle import settled
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.text import counted
from mtdesk.store import sessions

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.desk.sessions.draft import Draft, Logged
    from mtdesk.model.session import Session


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
        """Bookings that have passed."""
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
            Reminder(level="watch", text=text, day=first.local_date, area="Today", subject=first.id)
        ]


def is_over(session: Session, now: datetime) -> bool:
    """Whether a booking with a known time has ended."""
    began = _instant(session)
    return began is not None and began + timedelta(minutes=session.minutes) <= now


def _instant(session: Session) -> datetime | None:
    return datetime.fromisoformat(session.started_at) if session.started_at else None
