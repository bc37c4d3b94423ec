"""Where in a week a booking costs least: on which day, after which session, with which gaps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.session import SHORT_GAP_MINUTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

GAP = timedelta(minutes=SHORT_GAP_MINUTES)
LEAST_SAVED = 0.2  # of the load of the day that was meant: less is not worth a word


@frozen
class Taken:
    """A session that stands in the week already, with the effort it has or can be expected to have."""

    day: date
    minutes: int
    effort: float
    starts: datetime | None = None
    who: str = ""

    @property
    def load(self) -> float:
        return self.minutes * self.effort


@frozen
class Place:
    """A day with less on it than the one that was meant, and where on it: `at` after whom, if it is known."""

    day: date
    minutes: int  # that stand on it already
    at: datetime | None = None
    after: str = ""


def place(
    meant: date, minutes: int, taken: Sequence[Taken], days: Sequence[date], limit_minutes: int
) -> Place | None:
    """Of the days that she works on, that with the least load; None where the one meant is as good.

    A day past her limit is none, and a day with nothing on it stays free.
    """
    on = {day: [each for each in taken if each.day == day] for day in days}
    loads = {day: sum(each.load for each in found) for day, found in on.items()}
    fitting = [
        day
        for day, found in on.items()
        if found and day != meant and sum(each.minutes for each in found) + minutes <= limit_minutes
    ]
    of_meant = sum(each.load for each in taken if each.day == meant)
    best = min(fitting, key=lambda day: (loads[day], day), default=None)
    if best is None or not of_meant or loads[best] > of_meant * (1 - LEAST_SAVED):
        return None
    at, after = _gap(on[best], minutes)
    held = sum(each.minutes for each in on[best])
    return Place(day=best, minutes=held, at=at, after=after)


def _gap(found: Sequence[Taken], minutes: int) -> tuple[datetime | None, str]:
    """Where it fits with a rest before and after: behind the session that asks least."""
    timed = sorted(
        ((each.starts, each) for each in found if each.starts is not None), key=lambda pair: pair[0]
    )
    free = []
    for at, (starts, each) in enumerate(timed):
        begins = starts + timedelta(minutes=each.minutes) + GAP
        is_last = at + 1 == len(timed)
        if is_last or begins + timedelta(minutes=minutes) + GAP <= timed[at + 1][0]:
            free.append((each.effort, begins, each.who))
    if not free or len(timed) < len(found):
        return None, ""
    _, begins, who = min(free)
    return begins, who
