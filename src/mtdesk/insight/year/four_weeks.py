"""The best and the hardest four weeks of a year, and what made them.

Four weeks are held against the others of the same year, each figure by its own swing there (mean and
standard deviation). All of it has happened: nothing here says what comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import fsum
from statistics import pstdev

from mtdesk.insight.findings.made import KINDS, makers
from mtdesk.insight.takings import per_known_hour
from mtdesk.insight.wellbeing import mean
from mtdesk.insight.year.logged import Logged, load_of, total
from mtdesk.model.finding import Maker
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, week_of

WEEKS = 4
DAYS = 7 * WEEKS
FEWEST = WEEKS + 1  # times four weeks, a week apart: eight weeks, so that two need not overlap
FEWEST_CHECK_INS = 4  # of four weeks, before their body or mind is compared [editorial]
HARDEST = ("load", "body", "mind")
BEST = ("income_per_hour_minor", "body", "mind")


@frozen
class FourWeeks:
    """Four weeks in a row, or the mean of several such; None where it is not known.

    `body` and `mind` are means of at least FEWEST_CHECK_INS check-ins. Income is before costs, an
    hour of it that of all hours worked, unpaid ones included.
    """

    first: date | None = None
    hands_on_minutes: int
    days_off: float
    load: float | None
    estimated_load: float
    body: float | None
    mind: float | None
    check_ins: int
    income_minor: int
    income_per_hour_minor: float | None
    incidents: int

    @property
    def last(self) -> date | None:
        return self.first and self.first + timedelta(days=DAYS - 1)


@frozen
class Chosen:
    """The best or the hardest four weeks beside the mean of those they were held against.

    `by` are the figures that it was chosen by; `compared` is how many there were, of which
    `unasked` had neither a body nor a mind to compare. `made_by` carry how far the load of the
    hardest, the income an hour of the best, was above the year's; none where it was not above.
    """

    weeks: FourWeeks
    usual: FourWeeks
    by: tuple[str, ...]
    compared: int
    unasked: int
    take_home_minor: int = 0
    take_home_per_hour_minor: int | None = None
    made_by: tuple[Maker, ...] = ()

    @property
    def period(self) -> Period:
        start = self.weeks.first or date.min
        return Period(start, start + timedelta(days=DAYS))


def every_four_weeks(logged: Logged) -> list[FourWeeks]:
    """All that are whole: in the year, since her first session, and over; a week apart. None of too few."""
    known = logged.known(logged.worked_from)
    if not len(known):
        return []
    end = min(logged.period.end, logged.today)
    first = week_of(known.start + timedelta(days=6), logged.first_weekday).start
    found = []
    while first + timedelta(days=DAYS) <= end:
        found.append(_four_weeks(logged, Period(first, first + timedelta(days=DAYS))))
        first += timedelta(weeks=1)
    return found if len(found) >= FEWEST else []


def _four_weeks(logged: Logged, period: Period) -> FourWeeks:
    rows, asked = logged.worked(period), logged.asked(period)
    minutes, rated = total(rows, "minutes"), total(rows, "rated_minutes")
    unsaid = total(rows, "unsaid")
    unpaid = sum(logged.unpaid.get(day, 0) for day in period.days())
    income = sum(logged.income.get(day, 0) for day in period.days())
    return FourWeeks(
        first=period.start,
        hands_on_minutes=minutes,
        days_off=DAYS - len(rows),
        load=load_of(rows) if (rated or not minutes) and not unsaid else None,
        estimated_load=fsum(row["estimated_load"] for row in rows),
        body=_answered(each.body for each in asked),
        mind=_answered(each.mind for each in asked),
        check_ins=len(asked),
        income_minor=income,
        income_per_hour_minor=per_known_hour(
            income,
            minutes + unpaid,
            unsaid=unsaid,
            unpriced_minutes=total(rows, "unpriced_minutes"),
        ),
        incidents=sum(day in period for day in logged.incidents),
    )


def _answered(ratings: Iterable[float | None]) -> float | None:
    known = [rating for rating in ratings if rating is not None]
    return mean(known) if len(known) >= FEWEST_CHECK_INS else None


def hardest(found: Sequence[FourWeeks]) -> Chosen | None:
    """Those whose load, body and mind stand highest above their year's mean, the three weighing the same."""
    return _chosen(found, HARDEST, dict.fromkeys(HARDEST, 1))


def best(found: Sequence[FourWeeks]) -> Chosen | None:
    """Those whose hour brought most while body and mind were lightest, the three weighing the same.

    Of those in which she worked at least half of her mean: two hours in a holiday are no best weeks.
    """
    half = sum(each.hands_on_minutes for each in found) / 2
    full = [each for each in found if each.hands_on_minutes * len(found) >= half]
    return _chosen(full, BEST, {"income_per_hour_minor": 1, "body": -1, "mind": -1})


def _chosen(
    found: Sequence[FourWeeks], by: tuple[str, ...], signs: Mapping[str, int]
) -> Chosen | None:
    """The first of those with the highest score; None where nothing was done, or none stands out.

    The score is the mean of how far each known figure is from its mean, in standard deviations.
    """
    measures = {name: _swing([getattr(each, name) for each in found]) for name in by}

    def score(weeks: FourWeeks) -> float:
        known = [(name, getattr(weeks, name)) for name in by]
        far = [signs[name] * measures[name](value) for name, value in known if value is not None]
        return mean(far) or 0.0

    worked = [each for each in found if each.hands_on_minutes]
    chosen = max(worked, key=score, default=None)
    if chosen is None or score(chosen) <= 0:
        return None
    return Chosen(
        weeks=chosen,
        usual=_mean(found),
        by=tuple(name for name in by if getattr(chosen, name) is not None),
        compared=len(found),
        unasked=sum(each.body is None and each.mind is None for each in found),
    )


def _swing(values: Sequence[float | None]) -> Callable[[float], float]:
    """How far a value is from the mean of these, in their standard deviations."""
    known = [float(value) for value in values if value is not None]
    middle, spread = mean(known) or 0.0, pstdev(known) if known else 0.0
    return lambda value: (value - middle) / spread if spread else 0.0


def _mean(found: Sequence[FourWeeks]) -> FourWeeks:
    def of(name: str) -> float | None:
        return mean(getattr(each, name) for each in found)

    return FourWeeks(
        hands_on_minutes=round(of("hands_on_minutes") or 0),
        days_off=of("days_off") or 0.0,
        load=of("load"),
        estimated_load=of("estimated_load") or 0.0,
        body=of("body"),
        mind=of("mind"),
        check_ins=round(of("check_ins") or 0),
        income_minor=round(of("income_minor") or 0),
        income_per_hour_minor=of("income_per_hour_minor"),
        incidents=round(of("incidents") or 0),
    )


def made_by(
    here: Mapping[str, Mapping[str, float]], there: Mapping[str, Mapping[str, float]]
) -> tuple[Maker, ...]:
    """What carries how far a figure is above the year's: of each kind, by name; none where it is not.

    Both are figures of the same measure: of a week, or of an hour worked.
    """
    return tuple(
        maker
        for kind in KINDS
        if fsum(here[kind].values()) > fsum(there[kind].values())
        for maker in makers(kind, here[kind], there[kind])
    )
