"""How much work a day holds: a calm year, then an overload that nobody decided on."""

from __future__ import annotations

from datetime import date
from random import Random

from mtdesk.model.period import Period, days_before

OVERLOAD = 98  # days over which the work grows
_LENGTH = 78 * 7  # days, today among them
_TUESDAY, _WEDNESDAY, _SATURDAY = 1, 2, 5

# Minutes of the sessions of a calm week, Monday first.
_CALM_WEEK = ((60, 60, 60, 45), (60, 90, 60), (), (60, 60, 60, 60), (60, 75, 60, 45), (60, 60), ())
# The last 28 days, today last: counted in days rather than weekdays, so that the findings hold
# whatever day today is. Five days pass 4 h; after the last day off come eight working days.
LAST_DAYS = (
    (60, 60, 75), (60, 60, 60, 45), (), (60, 90, 60, 60), (60, 60, 60), (60, 45, 60), (),
    (60, 60, 60, 45), (75, 60, 60), (60, 90, 60, 60), (60, 60, 45, 60), (), (60, 60, 60), (60, 75),
    (60, 60, 60, 45), (60, 60, 60), (60, 90, 60), (60, 60, 60, 45), (60, 60, 20), (), (60, 60, 60),
    (60, 90, 60, 60), (60, 60, 60, 45), (75, 60, 90, 60), (60, 60, 45, 60), (60, 90, 60, 75), (60, 60, 60),
    (60, 45, 45),
)  # fmt: skip


def all_days(today: date) -> Period:
    return days_before(today, _LENGTH)


def overload(ago: int) -> float:
    """0 in the calm year, 1 today; `ago` counts days before today, here as everywhere."""
    return max(0.0, 1 - ago / OVERLOAD)


def slots(day: date, ago: int, random: Random) -> tuple[int, ...]:
    """Minutes of the day's sessions, in order; December and January are busy, August is quiet."""
    if ago < len(LAST_DAYS):
        return LAST_DAYS[-1 - ago]
    calm = _CALM_WEEK[day.weekday()]
    if ago < OVERLOAD:
        return calm + _taken_on(day.weekday(), overload(ago))
    if _is_holiday(day):
        return ()
    if day.month == 8 or random.random() < 0.08:
        return calm[:-1]
    if day.month in {12, 1} and day.weekday() in {_TUESDAY, _SATURDAY}:
        return (*calm, 60)
    return calm


def _taken_on(weekday: int, share: float) -> tuple[int, ...]:
    """What she adds to the calm week: the free Wednesday first, then Saturday, then Tuesday."""
    if weekday == _WEDNESDAY:
        return (60,) * round(4 * share)
    if (weekday == _SATURDAY and share > 0.3) or (weekday == _TUESDAY and share > 0.5):
        return (60,)
    return ()


def _is_holiday(day: date) -> bool:
    """Ten days in spring and nine in autumn; in the overload she takes neither."""
    spring = date(day.year, 4, 10) <= day <= date(day.year, 4, 19)
    autumn = date(day.year, 9, 5) <= day <= date(day.year, 9, 13)
    return spring or autumn
