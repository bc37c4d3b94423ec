"""A life: every day, check-in and week of a practice, as a file of it would hold them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from statistics import fmean, stdev

from mtdesk.insight.findings.history import Week
from mtdesk.insight.load import DayLoad
from mtdesk.model.wellbeing import CheckIn
from simulation.practices import HOLIDAYS, RAMP, SHORT_WEEKS, Practice

BEGAN = date(2024, 1, 1)  # a Monday
BOOKINGS = 0.25  # how far the bookings lean on the week before
LEAST_LEAN, MOST_LEAN = 0.45, 0.9  # the same for how she is: drawn once a life and question
ANSWER_SPREAD, SORENESS_SPREAD = 1.2, 0.9  # points by which one answer lies beside how she is
ODD_POINTS = 3.0


class Drift:
    """A first-order autoregression with unit variance: how one week leans on the one before."""

    def __init__(self, random: Random, correlation: float) -> None:
        self._random, self._correlation = random, correlation
        self._value = random.gauss(0, 1)

    def step(self) -> float:
        fresh = math.sqrt(1 - self._correlation**2) * self._random.gauss(0, 1)
        self._value = self._correlation * self._value + fresh
        return self._value


@dataclass
class Life:
    days: list[DayLoad] = field(default_factory=list)
    check_ins: list[CheckIn] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A week as it really is: how many sessions, and the level of each answer."""

    sessions: int
    effort: float
    body: float
    mind: float
    thumb: float
    asked: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """What one SD is in a practice where nothing changes: the unit of the steps."""

    load: float  # of the square root of the weekly load
    load_mean: float
    body: float  # of the weekly mean answer
    thumb: float

    def load_factor(self, sd: float) -> float:
        """By how much a load grows whose square root rises by so many SD."""
        return (1 + sd * self.load / self.load_mean) ** 2


def live(practice: Practice, random: Random) -> Life:
    """Every day of a practice, from its first Monday on."""
    life = Life()
    bookings = Drift(random, BOOKINGS)
    effort, body, mind, thumb = (
        Drift(random, random.uniform(LEAST_LEAN, MOST_LEAN)) for _ in range(4)
    )
    silence = 0
    for number in range(practice.weeks):
        ramp, load_up, effort_up, body_up, mind_up, thumb_up = _changed(practice, number)
        rate = practice.sessions * _part_booked(practice, number, random)
        odd = ODD_POINTS if random.random() < practice.odd else 0.0
        silence = silence - 1 if silence > 0 else _silence(practice, random)
        drawn = _Drawn(
            sessions=poisson(rate * load_up * (1 + 0.35 * ramp), bookings.step()),
            effort=practice.effort * effort_up + 0.3 * effort.step() + 1.0 * ramp,
            body=practice.body + 0.8 * body.step() + 3.5 * ramp + body_up + odd,
            mind=practice.mind + 0.9 * mind.step() + 3.0 * ramp + mind_up + odd,
            thumb=practice.thumb + 0.6 * thumb.step() + 3.0 * ramp + thumb_up,
            asked=0.0 if silence else practice.answered,
        )
        _write_down(life, practice, BEGAN + timedelta(weeks=number), drawn, random)
    return life


def _part_booked(practice: Practice, week: int, random: Random) -> float:
    """Which part of the usual bookings a week has: season, growth, holidays, short weeks."""
    part = 1 + practice.season * math.sin(2 * math.pi * week / 52)
    part *= (1 + practice.load_trend) ** (week / 52)
    if practice.holidays and week % 52 in HOLIDAYS:
        return 0.0
    if practice.short:
        drawn = random.random()
        for often, short in SHORT_WEEKS:
            if drawn < often:
                return part * short
            drawn -= often
    return part


def _silence(practice: Practice, random: Random) -> int:
    """How many weeks without a check-in begin now: none, two or three."""
    # Two and a half weeks on average, so that `silent` of all weeks are without one.
    begins = practice.silent / (2.5 - 1.5 * practice.silent)
    return random.choice((2, 3)) if random.random() < begins else 0


def _changed(practice: Practice, week: int) -> tuple[float, float, float, float, float, float]:
    """How far the ramp to the collapse is (0 to 1); the steps of load, effort and the answers."""
    ramp = max(0.0, 1 - (practice.collapse - week) / RAMP) if practice.collapse else 0.0
    grown = practice.answer_trend * week / 52
    if week < practice.step_at or not practice.aimed:
        return ramp, 1.0, 1.0, grown, grown, 0.0
    one = spreads()
    return (
        ramp,
        one.load_factor(practice.load_step),
        one.load_factor(practice.effort_step),
        grown + practice.body_step * one.body,
        grown + practice.mind_step * one.body,
        practice.thumb_step * one.thumb,
    )


@cache
def spreads() -> Spreads:
    """Measured in forty steady practices of two years, whatever the seed of a run."""
    weeks = [
        week
        for number in range(40)
        for week in live(
            Practice(name="measure", weeks=104, odd=0.0), Random(f"measure {number}")
        ).weeks
    ]
    roots = [math.sqrt(week.load) for week in weeks]
    return Spreads(
        load=stdev(roots),
        load_mean=fmean(roots),
        body=stdev(week.body for week in weeks if week.body is not None),
        thumb=stdev(week.soreness.get("thumb-r", 0.0) for week in weeks if week.check_ins),
    )


def _write_down(
    life: Life, practice: Practice, monday: date, drawn: _Drawn, random: Random
) -> None:
    """Lay a week's sessions on its days, evenly, and keep of them what she logs."""
    working = range(5) if random.random() < 0.8 else sorted(random.sample(range(5), 4))
    booked = dict.fromkeys(working, 0)
    logged: dict[int, list[tuple[int, float]]] = {day: [] for day in working}
    income = 0
    for _ in range(drawn.sessions):
        day = min(working, key=lambda each: (booked[each], random.random()))
        minutes = 90 if random.random() < 0.25 else 60
        effort = min(10.0, max(0.5, round(2 * random.gauss(drawn.effort, 1.2)) / 2))
        booked[day] += minutes
        if random.random() < practice.logged:
            logged[day].append((minutes, effort))
            income += (130_00 if minutes == 90 else 90_00) + round(random.gauss(12_00, 5_00))
    days = [
        DayLoad(
            day=monday + timedelta(days=day),
            sessions=len(sessions),
            hands_on_minutes=sum(minutes for minutes, _ in sessions),
            load=sum(minutes * effort for minutes, effort in sessions),
        )
        for day, sessions in logged.items()
        if sessions
    ]
    asked = [
        CheckIn(
            checked_on=str(day.day),
            body=_answer(random, drawn.body),
            mind=_answer(random, drawn.mind),
            soreness={"thumb-r": sore}
            if (sore := _answer(random, drawn.thumb, SORENESS_SPREAD))
            else {},
        )
        for day in days
        if random.random() < drawn.asked
    ]
    rent = 650_00 if monday.day <= 7 else 0
    sore_sum = sum(one.soreness.get("thumb-r", 0) for one in asked)
    life.days += days
    life.check_ins += asked
    life.weeks.append(
        Week(
            start=monday.isoformat(),
            sessions=sum(day.sessions for day in days),
            load=sum(day.load for day in days),
            hands_on_minutes=sum(day.hands_on_minutes for day in days),
            unpaid_minutes=max(0, round(random.gauss(300, 60))) if days else 0,
            take_home_minor=income - rent - round(random.gauss(60_00, 20_00)),
            check_ins=len(asked),
            body=_mean([one.body for one in asked]),
            mind=_mean([one.mind for one in asked]),
            soreness={"thumb-r": sore_sum / len(asked)} if sore_sum else {},
        )
    )


def poisson(rate: float, score: float) -> int:
    """The count that stands in the Poisson distribution where a standard normal score stands."""
    wanted = 0.5 * math.erfc(-score / math.sqrt(2))
    count, term = 0, math.exp(-rate)
    total = term
    while total < wanted and count < 200:
        count += 1
        term *= rate / count
        total += term
    return count


def _answer(random: Random, mean: float, spread: float = ANSWER_SPREAD) -> int:
    return min(10, max(0, round(random.gauss(mean, spread))))


def _mean(answers: list[float | None]) -> float | None:
    given = [answer for answer in answers if answer is not None]
    return sum(given) / len(given) if given else None
