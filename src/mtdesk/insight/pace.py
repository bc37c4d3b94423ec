"""Where a year's income may end: an estimate with a range, from the weeks that were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import sqrt

from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, week_of

FEWEST_WEEKS = 8
RECENT_WEEKS = 12
FULL_YEAR = 52  # weeks: 364 days, so that weekdays fall on weekdays
METHODS = {
    # Either alone misses: a year ago may have held an illness, and last months a slack season.
    "seasonal": (
        "what came so far, and for the days left the middle between what the same days a year ago "
        "brought and the mean of the last 12 whole weeks; the range is twice the spread of the "
        "last {weeks} whole weeks, and half of what those two differ by"
    ),
    "mean": (
        "what came so far, and for the weeks left the mean of the last {weeks} whole weeks; the "
        "range is twice their spread, with the mean's own uncertainty"
    ),
}


@frozen
class Pace:
    """An estimate of the year's income before costs, in minor units.

    `spread_minor` is the sample SD of the income of the last `weeks` whole weeks. Weeks are taken
    as if independent of one another, so the range is rough; it begins no lower than what
    has come already.
    """

    method: str
    weeks: int
    days_left: int
    to_date_minor: int
    mean_week_minor: int
    spread_minor: int
    projected_minor: int
    low_minor: int
    high_minor: int

    @property
    def words(self) -> str:
        return METHODS[self.method].format(weeks=self.weeks)


def year_pace(
    daily: Mapping[date, int], first: date | None, today: date, year: Period, first_weekday: int = 0
) -> tuple[Pace | None, str]:
    """The pace of a running year, or None and why there is none.

    `daily` holds the income in minor units of the year so far and of the 54 weeks up to today;
    `first` is the day of her first income.
    """
    if today not in year:
        return None, "the year is over" if today >= year.end else "the year has not begun"
    weeks = whole_weeks(daily, first, today, first_weekday)
    if len(weeks) < FEWEST_WEEKS:
        return None, f"fewer than {FEWEST_WEEKS} whole weeks of income yet"
    if not any(weeks[-FEWEST_WEEKS:]):
        return None, f"no income in the last {FEWEST_WEEKS} whole weeks"
    seasonal = len(weeks) == FULL_YEAR
    measured = weeks if seasonal else weeks[-RECENT_WEEKS:]
    mean, spread = _mean_and_spread(measured)
    tomorrow = today + timedelta(days=1)
    days_left = (year.end - tomorrow).days
    left = days_left / 7
    if seasonal:
        back = timedelta(weeks=FULL_YEAR)
        a_year_ago = _sum(daily, Period(tomorrow - back, year.end - back))
        recent = _mean_and_spread(weeks[-RECENT_WEEKS:])[0] * left
        to_come = (a_year_ago + recent) / 2
        half = 2 * spread * sqrt(2 * left) + abs(a_year_ago - recent) / 2
    else:
        to_come = mean * left
        half = 2 * spread * sqrt(left + left * left / len(measured))
    to_date = _sum(daily, Period(year.start, tomorrow))
    projected = to_date + round(to_come)
    pace = Pace(
        method="seasonal" if seasonal else "mean",
        weeks=len(measured),
        days_left=days_left,
        to_date_minor=to_date,
        mean_week_minor=round(mean),
        spread_minor=round(spread),
        projected_minor=projected,
        low_minor=max(to_date, projected - round(half)),
        high_minor=projected + round(half),
    )
    return pace, ""


def whole_weeks(
    daily: Mapping[date, int], first: date | None, today: date, first_weekday: int
) -> list[int]:
    """Income of up to 52 whole weeks that are over, none from before the first income; oldest first."""
    found: list[int] = []
    start = week_of(today, first_weekday).start - timedelta(weeks=1)
    while first is not None and start >= first and len(found) < FULL_YEAR:
        found.append(_sum(daily, Period(start, start + timedelta(weeks=1))))
        start -= timedelta(weeks=1)
    return found[::-1]


def _mean_and_spread(weeks: Sequence[int]) -> tuple[float, float]:
    mean = sum(weeks) / len(weeks)
    return mean, sqrt(sum((week - mean) ** 2 for week in weeks) / (len(weeks) - 1))


def _sum(daily: Mapping[date, int], period: Period) -> int:
    return sum(daily.get(day, 0) for day in period.days())
