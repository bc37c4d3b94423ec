"""When a session began: as said, now, or before those that it would lie over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.model.entry import Entry
from mtdesk.model.period import days_before, format_instant, local_instant
from mtdesk.model.session import Session
from mtdesk.store import sessions


def began_at(opened: Opened, day: date, clock: time | None) -> str | None:
    """The instant of a day's time in her zone; None where no time is known."""
    if clock is None:
        return None
    return format_instant(local_instant(day, clock, opened.settings.zone_name))


def when(opened: Opened, entry: Entry, minutes: int) -> tuple[str | None, date, bool]:
    """When it began, and whether that is not known to the minute.

    As said; another day's has no known time. Today's ends now, or before those that it would lie
    over: several typed in the evening come one before the other.
    """
    if entry.clock is not None:
        return began_at(opened, entry.day, entry.clock), entry.day, False
    if entry.day_given or entry.status == "booked":
        return None, entry.day, False
    now = opened.now().replace(second=0, microsecond=0)
    began = _before(now, minutes)
    if minutes and entry.status == "done":
        there = sessions.between(opened.book, days_before(now.date(), 1), status="done")
        free = place_before(began, minutes, there)
        if free.date() != now.date() and free != began:
            return None, now.date(), False  # the day has no room left before them
        began = free
    return format_instant(began), began.date(), True


def place_before(began: datetime, minutes: int, there: Iterable[Session]) -> datetime:
    """The latest beginning up to `began` at which a session lies over none of those there."""
    taken = sorted(
        (
            (start, start + timedelta(minutes=each.minutes))
            for each in there
            if each.started_at and each.minutes
            for start in (datetime.fromisoformat(each.started_at),)
        ),
        reverse=True,
    )
    for start, end in taken:
        if start < began + timedelta(minutes=minutes) and began < end:
            began = _before(start, minutes).astimezone(began.tzinfo)
    return began


def _before(moment: datetime, minutes: int) -> datetime:
    """So many minutes earlier, through a change of the clocks too."""
    return (moment.astimezone(UTC) - timedelta(minutes=minutes)).astimezone(moment.tzinfo)
