"""Figures with their error: rates a year, shares, and what the made lives hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from random import Random
from statistics import fmean, stdev

from mtdesk.insight.findings.history import Week
from simulation.lives import live
from simulation.practices import Practice
from simulation.watching import Outcome

YEAR = 365.25  # days
MEASURED = 60  # lives in which it is measured what they hold


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and one standard error of it, over the lives."""

    value: float
    error: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ±{self.error:.2f}"

    @property
    def percent(self) -> str:
        return f"{100 * self.value:.0f} ±{100 * self.error:.0f}"

    @property
    def finer_percent(self) -> str:
        return f"{100 * self.value:.1f} ±{100 * self.error:.1f}"


def mean(values: Sequence[float]) -> Figure:
    spread = stdev(values) if len(values) > 1 else 0.0
    return Figure(fmean(values), spread / sqrt(len(values)))


def share(hits: Sequence[bool]) -> Figure:
    """Its error is never 0: none of 200 may be one of a hundred (two hits and two misses are added)."""
    count = len(hits)
    likely = (sum(hits) + 2) / (count + 4)
    return Figure(sum(hits) / count, sqrt(likely * (1 - likely) / count))


def a_year(outcomes: Sequence[Outcome], rules: frozenset[str], level: str) -> Figure:
    """Appearances a year of these rules together at a level, after the first weeks."""
    return mean(
        [sum(one.later[rule, level] for rule in rules) * YEAR / one.days for one in outcomes]
    )


def raised(outcomes: Sequence[Outcome], level: str) -> Figure:
    return mean([one.days_raised[level] / one.days for one in outcomes])


@dataclass(frozen=True, slots=True)
class Held:
    """What made lives hold: lag-1 autocorrelations, and how much of the weeks is missing."""

    body: Figure
    mind: Figure
    soreness: Figure
    load: Figure
    check_ins: Figure  # a week
    unanswered: Figure  # share of weeks
    short: Figure  # share of weeks with under 30 % of the usual load


def held(practice: Practice, seed: int, lives: int) -> Held:
    """Measured in three years of such lives: in fewer weeks it comes out lower than it is."""
    longer = replace(practice, weeks=156)
    lived = [
        live(longer, Random(f"{seed} {practice.name} {number}")).weeks for number in range(lives)
    ]
    return Held(
        body=_leaning([[week.body for week in weeks] for weeks in lived]),
        mind=_leaning([[week.mind for week in weeks] for weeks in lived]),
        soreness=_leaning([[_soreness(week) for week in weeks] for weeks in lived]),
        load=_leaning([[sqrt(week.load) or None for week in weeks] for weeks in lived]),
        check_ins=mean([fmean(week.check_ins for week in weeks) for weeks in lived]),
        unanswered=mean([fmean(not week.check_ins for week in weeks) for weeks in lived]),
        short=mean([_short(weeks) for weeks in lived]),
    )


def _soreness(week: Week) -> float | None:
    return week.soreness.get("thumb-r", 0.0) if week.check_ins else None


def _short(weeks: Sequence[Week]) -> float:
    usual = sorted(week.load for week in weeks)[len(weeks) // 2]
    return fmean(week.load < 0.3 * usual for week in weeks)


def _leaning(lived: Sequence[Sequence[float | None]]) -> Figure:
    return mean([one for values in lived if (one := autocorrelation(values)) is not None])


def autocorrelation(values: Sequence[float | None]) -> float | None:
    """How far a week leans on the one before, over the pairs of weeks that are both known."""
    known = [value for value in values if value is not None]
    middle = fmean(known) if known else 0.0
    pairs = [
        (before - middle) * (after - middle)
        for before, after in pairwise(values)
        if before is not None and after is not None
    ]
    variance = fmean((value - middle) ** 2 for value in known) if known else 0.0
    return fmean(pairs) / variance if pairs and variance else None
