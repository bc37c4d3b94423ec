"""Where her weeks stand, and how surely that is known of the 26 to come.

A series of weeks is seen as a level that wanders (clients come and go), a season, a growth and the
chance of single weeks. How much of each there is in hers, her own weeks say: every combination of a
few is weighed by how well it fits them (Rasmussen & Williams 2006, Gaussian Processes, chapter 2:
a regression on the logarithm of means of four weeks; chapter 5: the weights). Little history, or an
uneven one, makes the range wide by itself.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from math import cos, exp, fsum, log, pi, sqrt
from operator import mul
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLOCK = 4
YEAR = 52
# Standard deviations, as parts of the level: a season's swing, a year's growth, and the wandering.
SEASONS, GROWTHS, WANDERINGS = (0.005, 0.06, 0.18), (0.005, 0.06, 0.15), (0.01, 0.09, 0.24)
FORGETS = 40.0  # weeks after which a wandering level has forgotten two thirds of where it was
UNKNOWN = 1.0  # of the level itself
LEAST_SPREAD = 0.02  # of a single week

Matrix = tuple[tuple[float, ...], ...]
Kind = tuple[float, float, float]


@frozen
class Level:
    """The logarithm of the level of each known week and of each to come; `spread` is of their mean."""

    known: tuple[float, ...]
    ahead: tuple[float, ...]
    spread: float


def level(values: Sequence[float], ahead: int, wanderings: tuple[float, ...] = WANDERINGS) -> Level:
    """Of weeks that end with the newest; weeks without work (0) say nothing of the level.

    Known are told of the last YEAR alone, of which weeks are drawn.
    """
    return _level(tuple(values), ahead, wanderings)


@lru_cache(maxsize=32)  # a plan asks again for what its steps leave as it was
def _level(values: tuple[float, ...], ahead: int, wanderings: tuple[float, ...]) -> Level:
    count = len(values)
    worked = [value for value in values if value > 0]
    flat = Level(known=(0.0,) * min(count, YEAR), ahead=(0.0,) * ahead, spread=1.0)
    if not worked:
        return flat
    mean = fsum(worked) / len(worked)
    times, seen, weights = [], [], []
    squares = freedom = 0.0
    for end in range(count, 0, -BLOCK):
        block = [value for value in values[max(end - BLOCK, 0) : end] if value > 0]
        if not block:
            continue
        middle = fsum(block) / len(block)
        squares += fsum((value - middle) ** 2 for value in block) / middle**2
        freedom += len(block) - 1
        times.append(end - count - 1 - (BLOCK - 1) / 2)
        seen.append(log(middle / mean))
        weights.append(len(block))
    spread = max(sqrt(squares / freedom) if freedom else 0.5, LEAST_SPREAD)
    noise = [spread**2 / each for each in weights]
    known_at = tuple(float(-week) for week in range(min(count, YEAR), 0, -1))
    ahead_at = tuple(float(week + 1) for week in range(ahead))
    kinds = product(SEASONS, GROWTHS, wanderings)
    return _weighed(kinds, tuple(times), seen, noise, known_at, ahead_at)


def _weighed(
    kinds: Iterable[Kind],
    times: tuple[float, ...],
    seen: Sequence[float],
    noise: Sequence[float],
    known_at: tuple[float, ...],
    ahead_at: tuple[float, ...],
) -> Level:
    """Every combination, weighed by how well it fits what was seen."""
    found = []
    for kind in kinds:
        root = _root(_kernel(kind, times, times), noise)
        half = _forward(root, seen)
        fit = -0.5 * fsum(each * each for each in half) - fsum(
            log(row[place]) for place, row in enumerate(root)
        )
        pulled = _backward(root, half)
        known = [_dot(row, pulled) for row in _kernel(kind, known_at, times)]
        to_come = _kernel(kind, ahead_at, times)
        ahead = [_dot(row, pulled) for row in to_come]
        through = _forward(root, _of_mean(kind, ahead_at, times))
        left = _mean_of(kind, ahead_at) - _dot(through, through)
        found.append((fit, known, ahead, max(left, 0.0)))
    best = max(fit for fit, *_ in found)
    shares = [exp(fit - best) for fit, *_ in found]
    whole = fsum(shares)
    shares = [each / whole for each in shares]
    known = _mixed(shares, [each[1] for each in found])
    ahead = _mixed(shares, [each[2] for each in found])
    middle = fsum(ahead) / len(ahead)
    variance = fsum(
        share * (each[3] + (fsum(each[2]) / len(ahead) - middle) ** 2)
        for share, each in zip(shares, found, strict=True)
    )
    return Level(known=tuple(known), ahead=tuple(ahead), spread=sqrt(variance))


@cache
def _kernel(kind: Kind, ones: tuple[float, ...], others: tuple[float, ...]) -> Matrix:
    """How far the levels of two weeks go together."""
    season, growth, wandering = kind
    return tuple(
        tuple(
            UNKNOWN
            + season**2 * cos(2 * pi * (one - other) / YEAR)
            + growth**2 * one * other / YEAR**2
            + wandering**2 * exp(-abs(one - other) / FORGETS)
            for other in others
        )
        for one in ones
    )


@cache
def _of_mean(kind: Kind, ones: tuple[float, ...], others: tuple[float, ...]) -> tuple[float, ...]:
    """How far the mean of some weeks goes with each of others."""
    return tuple(
        fsum(column) / len(ones) for column in zip(*_kernel(kind, ones, others), strict=True)
    )


@cache
def _mean_of(kind: Kind, times: tuple[float, ...]) -> float:
    return fsum(fsum(row) for row in _kernel(kind, times, times)) / len(times) ** 2


def _mixed(shares: Sequence[float], rows: Sequence[Sequence[float]]) -> list[float]:
    return [_dot(shares, column) for column in zip(*rows, strict=True)]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return float(sum(map(mul, one, other)))


def _root(matrix: Matrix, noise: Sequence[float]) -> list[list[float]]:
    """Cholesky's root of a matrix with the noise on its diagonal; rows up to the diagonal."""
    root: list[list[float]] = []
    for place, row in enumerate(matrix):
        made: list[float] = []
        for column, above in enumerate(root):
            done = sum(map(mul, made, above))
            made.append((row[column] - done) / above[column])
        left = row[place] + noise[place] - sum(map(mul, made, made))
        root.append([*made, sqrt(max(left, 1e-12))])
    return root


def _forward(root: list[list[float]], values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for row, value in zip(root, values, strict=True):
        done = sum(map(mul, row, found))
        found.append((value - done) / row[-1])
    return found


def _backward(root: list[list[float]], values: Sequence[float]) -> list[float]:
    left, found = list(values), []
    for row in reversed(root):
        solved = left.pop() / row[-1]
        found.append(solved)
        left = [value - each * solved for value, each in zip(left, row, strict=False)]
    return found[::-1]
