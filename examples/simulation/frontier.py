"""False alarms against what is seen, for every way of summing a series up: by its score alone.

The rules themselves, all together and day by day, are asked in `watching`. Here a series of weeks is
scored, summed and held against a threshold with the program's own functions, some hundred times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log1p, sqrt
from random import Random
from statistics import fmean

from mtdesk.insight.change import normal_scores, upward_sums, winsorised_scores
from mtdesk.insight.findings.history import Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.findings.trend import ANSWERS, LOAD, standing
from simulation.figures import YEAR, Figure, mean, share
from simulation.lives import live
from simulation.practices import FOLLOWED, STEADY, STEPS, Practice
from simulation.watching import FIRST_YEAR_FROM

ALIKE = 0.2  # false alarms a year of one series at which methods are compared
CEILING = 1.7  # C grows no further than so many times its threshold, as in the rules
THRESHOLDS = {
    0.5: (2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 7.0),
    0.75: (2.0, 2.5, 3.0, 3.25, 3.5, 3.75, 4.0, 4.5, 5.0),
    1.0: (1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5, 4.0),
    1.25: (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0),
}
# A score costs little: two years instead of one.
_EVEN, _UNEVEN = (replace(practice, weeks=116) for practice in (STEADY[0], STEADY[2]))
Scores = Callable[[Sequence[float]], list[float | None]]


def _root(values: Sequence[float]) -> list[float]:
    return [sqrt(value) for value in values]


@dataclass(frozen=True, slots=True)
class Series:
    """A figure of a week, the ways to score it, and the step that should be seen in it."""

    name: str
    step: str
    of: Callable[[Week], float | None]
    methods: dict[str, Scores]
    chosen: tuple[str, float, float]  # method, k, h


_ANSWERS: dict[str, Scores] = {
    "plain": normal_scores,
    "winsorised, a week at most 2": lambda values: ANSWERS.scores(values, 0),
    "winsorised, a week at most 2.5": lambda values: winsorised_scores(values, most=2.5),
}
SERIES = (
    Series(
        name="load",
        step="load",
        of=lambda week: week.load or None,
        methods={
            "plain, ln(1 + x)": lambda values: normal_scores([log1p(value) for value in values]),
            "plain, root": lambda values: normal_scores(_root(values)),
            "plain, root, a week at most 2.5": lambda values: normal_scores(
                _root(values), most=2.5
            ),
            "winsorised, root": lambda values: LOAD.scores(values, 0),
        },
        chosen=("winsorised, root", LOAD.k, Limits().rising_watch),
    ),
    Series(
        name="exhaustion",
        step="exhaustion of body",
        of=lambda week: week.body,
        methods=_ANSWERS,
        chosen=("winsorised, a week at most 2", ANSWERS.k, Limits().answer_watch),
    ),
    Series(
        name="soreness",
        step="soreness",
        of=lambda week: week.soreness.get("thumb-r", 0.0) if week.check_ins else None,
        methods=_ANSWERS,
        chosen=("winsorised, a week at most 2", ANSWERS.k, Limits().answer_watch),
    ),
)
KINDS = {"even": "", "short weeks": ", short weeks", "12 weeks known": ", 12 weeks known"}


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold costs and sees: false alarms a year, shares seen by kind and weeks."""

    h: float
    false: Figure
    false_uneven: Figure
    seen: dict[tuple[str, int], Figure]


@dataclass(frozen=True, slots=True)
class Curve:
    series: str
    method: str
    k: float
    points: tuple[Point, ...]

    def alike(self, key: tuple[str, int]) -> float | None:
        """The share seen where false alarms are `ALIKE` a year, between two thresholds."""
        return self._between(lambda point: point.seen[key].value)

    @property
    def threshold(self) -> float | None:
        return self._between(lambda point: point.h)

    @property
    def uneven(self) -> float | None:
        return self._between(lambda point: point.false_uneven.value)

    def _between(self, of: Callable[[Point], float]) -> float | None:
        for lower, higher in pairwise(self.points):
            if lower.false.value >= ALIKE >= higher.false.value:
                span = lower.false.value - higher.false.value
                part = (lower.false.value - ALIKE) / span if span else 0.0
                return of(lower) + part * (of(higher) - of(lower))
        return None


def curves(seed: int, lives: int) -> tuple[Curve, ...]:
    """Every method, k and threshold, in the lives the rules are watched in."""
    return tuple(curve for series in SERIES for curve in _curves(series, seed, lives))


def _curves(series: Series, seed: int, lives: int) -> Iterator[Curve]:
    steady, uneven = (
        [_known(series, practice, seed, number) for number in range(lives)]
        for practice in (_EVEN, _UNEVEN)
    )
    steps = {
        kind: (
            practice.step_at,
            [_known(series, practice, seed, number) for number in range(lives)],
        )
        for kind, words in KINDS.items()
        for practice in [_step(series.step + words)]
    }
    for method, scores in series.methods.items():
        quiet = [(places, scores(values)) for places, values in steady]
        loud = [(places, scores(values)) for places, values in uneven]
        risen = {
            kind: (at, [(places, scores(values)) for places, values in known])
            for kind, (at, known) in steps.items()
        }
        for k, thresholds in THRESHOLDS.items():
            yield Curve(
                series.name,
                method,
                k,
                tuple(
                    Point(
                        h,
                        _false(quiet, k, h, _EVEN.weeks),
                        _false(loud, k, h, _UNEVEN.weeks),
                        {
                            (kind, weeks): share([one is not None and one <= weeks for one in seen])
                            for kind, (at, lived) in risen.items()
                            for seen in [[_seen(one, k, h, at) for one in lived]]
                            for weeks in (4, 8)
                        },
                    )
                    for h in thresholds
                ),
            )


Known = tuple[list[int], list[float]]  # which weeks have a figure, and the figures
Scored = tuple[list[int], list[float | None]]


def _known(series: Series, practice: Practice, seed: int, number: int) -> Known:
    weeks = live(practice, Random(f"{seed} {practice.name} {number}")).weeks
    known = [
        (place, value) for place, week in enumerate(weeks) if (value := series.of(week)) is not None
    ]
    return [place for place, _ in known], [value for _, value in known]


def _step(change: str) -> Practice:
    return next(step.practice for step in STEPS if step.change == change and step.sd == 2)


def _begins(lived: Scored, k: float, h: float) -> list[int]:
    """The weeks after which it stands and did not stand before."""
    places, scores = lived
    stands = standing(upward_sums(scores, k, CEILING * h), h)
    return [
        place + 1
        for place, before, now in zip(places, [False, *stands], stands, strict=False)
        if now and not before
    ]


def _false(lives: Sequence[Scored], k: float, h: float, weeks: int) -> Figure:
    years = (weeks - FIRST_YEAR_FROM) * 7 / YEAR
    return mean(
        [sum(week >= FIRST_YEAR_FROM for week in _begins(lived, k, h)) / years for lived in lives]
    )


def _seen(lived: Scored, k: float, h: float, at: int) -> int | None:
    after = [week - at for week in _begins(lived, k, h) if 0 < week - at <= FOLLOWED]
    return min(after, default=None)


def chosen(found: Sequence[Curve], series: str) -> tuple[Curve, Point] | None:
    """The curve and the point that the program's own limits are."""
    method, k, h = next(one.chosen for one in SERIES if one.name == series)
    for curve in found:
        if (curve.series, curve.method, curve.k) == (series, method, k):
            for point in curve.points:
                if point.h == h:
                    return curve, point
    return None


def best(found: Sequence[Curve], series: str, key: tuple[str, int]) -> float:
    return max((one.alike(key) or 0.0 for one in found if one.series == series), default=0.0)


def middle(figures: Sequence[Figure]) -> float:
    """The usual error of some figures."""
    return fmean(one.error for one in figures)
