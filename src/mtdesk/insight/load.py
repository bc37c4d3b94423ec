"""How much the work asked of her body: session load, the week's shape, this week against her usual.

Load is in arbitrary units (effort 0-10 times minutes) and means something only beside her own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import dist, fsum, sqrt

from mtdesk.model.frozen import frozen
from mtdesk.model.session import known_minutes

RECENT_DAYS, BASE_DAYS = 7, 21
LEAST_WORKED_DAYS = 10


@frozen
class DayLoad:
    """Done sessions of a day; `estimated_load` is the part of `load` whose effort was estimated.

    Of `unsaid` sessions the minutes are not known: they are in neither hours nor load, and its load
    is held against nothing. Of the `unpriced` it is not known what money came in.
    """

    day: date
    sessions: int = 0
    hands_on_minutes: int = 0
    load: float = 0.0
    estimated_load: float = 0.0
    unsaid: int = 0
    unpriced: int = 0
    unpriced_minutes: int = 0

    @property
    def known_load(self) -> float | None:
        """Its load; None where none is known of what was done."""
        return None if self.known_minutes is None else self.load

    @property
    def known_minutes(self) -> int | None:
        """The hands-on minutes; None where none are known of what was done."""
        return known_minutes(self.hands_on_minutes, self.unsaid)


@frozen
class WeekProfile:
    """`monotony` and `strain` are None when every day is the same: they would be infinite."""

    total: float
    monotony: float | None
    strain: float | None


def session_load(minutes: float, effort: float) -> float:
    """Effort (Borg CR-10) times minutes (Foster 2001, J Strength Cond Res 15:109-115)."""
    return minutes * effort


def week_profile(daily_loads: Sequence[float]) -> WeekProfile:
    """Total, monotony (mean / SD) and strain (total x monotony) of daily loads, days off as 0.

    Foster 2001; the paper does not say which SD it means, this is the population's.
    """
    total = fsum(daily_loads)
    if len(set(daily_loads)) < 2:
        return WeekProfile(total=total, monotony=None, strain=None)
    count = len(daily_loads)
    mean = total / count
    monotony = mean * sqrt(count) / dist(daily_loads, [mean] * count)
    return WeekProfile(total=total, monotony=monotony, strain=total * monotony)


def against_usual(daily_loads: Sequence[float]) -> float | None:
    """Mean of the last 7 daily loads over the mean of the 21 before them, days off as 0.

    Uncoupled: a week compared with a span that holds it correlates with itself (Lolli 2017).
    None when fewer than 28 days are given or fewer than 10 of those 28 were worked; with 10 at
    least 3 fall into the 21, so there is always something to compare with. `daily_loads` ends
    with the newest day; days before the last 28 do not matter.
    """
    window = daily_loads[-(RECENT_DAYS + BASE_DAYS) :]
    if len(window) < RECENT_DAYS + BASE_DAYS:
        return None
    recent, base = fsum(window[BASE_DAYS:]), fsum(window[:BASE_DAYS])
    if sum(load > 0 for load in window) < LEAST_WORKED_DAYS:
        return None
    # One division only, so that a ratio of exactly 1.3 comes out as 1.3.
    return recent * (BASE_DAYS // RECENT_DAYS) / base
