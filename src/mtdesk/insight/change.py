"""A change that lasts, told from the noise of ordinary weeks and of questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import atan, cos, dist, erfc, exp, fsum, inf, log, pi, sin, sqrt

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen

WARMUP = 8  # weeks of hers before any can be compared with them
WINDOW = 104  # two years of weeks: how far back mean and SD reach
_LEAST = 1e-15  # keeps the t probability off 0 and 1, where the normal quantile is infinite
_RELIABLE = 1.96


@frozen
class ReliableChange:
    index: float
    is_reliable: bool


def self_starting_cusum(values: Sequence[float], warmup: int = 8, k: float = 0.5) -> list[float]:
    """The upward sum C after each value (Hawkins 1987, self-starting CUSUM).

    Each value is standardised by the mean and sample SD of those before it, at most 104 of them;
    its t probability becomes a normal score U, and C = max(0, C + U - k). C stays 0.0 through the
    first `warmup` values, and as it was where those before do not vary at all.
    """
    return upward_sums(normal_scores(values, warmup), k)


def winsorised_cusum(
    values: Sequence[float],
    warmup: int = WARMUP,
    k: float = 1.0,
    most: float = 2.0,
    ceiling: float = 4.5,
    memory: int = 52,
    prior_weeks: float = 3,
    prior_sd: float = 0.4,
) -> list[float]:
    """The upward sum C after each weekly answer, for series that lean on the week before.

    As `self_starting_cusum`, but one week counts at most `most` SD; the odd weeks among the last
    `memory` are pulled in before mean and SD are taken, so that they do not widen what is usual; the
    SD is taken as if `prior_weeks` with an SD of `prior_sd` were known, so that a short history can be
    used; and C never passes `ceiling`. It stays 0.0 through the first `warmup` values.
    """
    scores = winsorised_scores(values, 0, warmup, most, memory, prior_weeks, prior_sd)
    return upward_sums(scores, k, ceiling)


def winsorised_scores(
    values: Sequence[float],
    since: int = 0,
    warmup: int = WARMUP,
    most: float = 2.0,
    memory: int = 52,
    prior_weeks: float = 3,
    prior_sd: float = 0.4,
    prior_share: float = 0.0,
) -> list[float | None]:
    """U of each value as `winsorised_cusum` sums it; None through the warm-up and before `since`.

    `prior_share` of the mean is added to `prior_sd`, for a series that has no scale of its own.
    """
    first = max(warmup, since)
    prior = prior_weeks, prior_sd, prior_share
    return [
        min(most, _winsorised_score(value, tuple(values[max(0, place - memory) : place]), *prior))
        if place >= first
        else None
        for place, value in enumerate(values)
    ]


# The same weeks are asked about for today, for a week ago, and for several answers together.
@lru_cache(maxsize=1024)
def _winsorised_score(
    value: float,
    earlier: tuple[float, ...],
    prior_weeks: float,
    prior_sd: float,
    prior_share: float,
) -> float:
    """U of a value among earlier ones whose tenths at both ends are pulled in to the next of them.

    v = (w sd0^2 + (n-1) s^2) / (w + n - 1) and U = Phi^-1(F_t(w + n - 1)((x - m) / sqrt(v (1 + 1/n)))),
    where sd0 = prior_sd + prior_share m, and s is widened by 1 - 1.6 g / n for the g values pulled in at each end.
    """
    count = len(earlier)
    pulled = max(1, count // 10)
    ordered = sorted(earlier)
    kept = ordered[pulled : count - pulled]
    calm = [kept[0]] * pulled + kept + [kept[-1]] * pulled
    mean = fsum(calm) / count
    s = dist(calm, [mean] * count) / sqrt(count - 1) / (1 - 1.6 * pulled / count)
    freedom = round(prior_weeks) + count - 1
    prior = prior_sd + prior_share * mean
    variance = (prior_weeks * prior**2 + (count - 1) * s * s) / (prior_weeks + count - 1)
    probability = _t_probability((value - mean) / sqrt(variance * (1 + 1 / count)), freedom)
    return _normal_quantile(min(max(probability, _LEAST), 1 - _LEAST))


def normal_scores(
    values: Sequence[float], warmup: int = WARMUP, since: int = 0, most: float = inf
) -> list[float | None]:
    """U of each value among those before it, at most `most`; None where it is not known.

    That is through the warm-up, before place `since`, and where those before do not vary.
    """
    scores: list[float | None] = [None] * len(values)
    for place in range(max(warmup, since), len(values)):
        score = normal_score(values[place], values[max(0, place - WINDOW) : place])
        scores[place] = None if score is None else min(most, score)
    return scores


def normal_score(value: float, earlier: Sequence[float]) -> float | None:
    """How far a value lies from earlier ones, as a standard normal score that allows for their number.

    U = Phi^-1(F_t(n-2)((value - mean) / s * sqrt((n-1)/n))), n counting the value itself. None with
    fewer than 2 earlier values, or when they do not vary.
    """
    if len(earlier) < 2 or min(earlier) == max(earlier):
        return None
    probability = _t_probability(_standardised(value, earlier), len(earlier) - 1)
    return _normal_quantile(min(max(probability, _LEAST), 1 - _LEAST))


def upward_sums(scores: Sequence[float | None], k: float = 0.5, most: float = inf) -> list[float]:
    """C = max(0, C + U - k) after each score, from 0 and never above `most`; None leaves it."""
    upward, sums = 0.0, []
    for score in scores:
        if score is not None:
            upward = min(most, max(0.0, upward + score - k))
        sums.append(upward)
    return sums


def reliable_change(
    before: float, after: float, sd: float | None, reliability: float | None
) -> ReliableChange | None:
    """The change in units of measurement noise; beyond 1.96 it is more than noise.

    (after - before) / (SD x sqrt 2 x sqrt(1 - reliability)): Jacobson & Truax 1991, J Consult Clin
    Psychol 59:12-19. None when the questionnaire comes without SD or reliability.

    Raises:
        InvalidError: SD not above 0, or reliability outside 0 to below 1.
    """
    if sd is None or reliability is None:
        return None
    if not sd > 0:
        raise InvalidError("sd", f"{sd:g} is not above 0")
    if not 0 <= reliability < 1:
        raise InvalidError("reliability", f"{reliability:g} is not between 0 and 1")
    index = (after - before) / (sd * sqrt(2) * sqrt(1 - reliability))
    return ReliableChange(index=index, is_reliable=abs(index) > _RELIABLE)


def _standardised(value: float, earlier: Sequence[float]) -> float:
    """(value - mean) / s of the earlier ones, shrunk so that it follows t with n - 2 freedom."""
    count = len(earlier)
    mean = fsum(earlier) / count
    s = dist(earlier, [mean] * count) / sqrt(count - 1)
    return (value - mean) / s * sqrt(count / (count + 1))


def _normal_quantile(probability: float) -> float:
    """The z with P(Z <= z) the probability, above 0 and below 1. `statistics` takes 4 ms to import.

    Newton's method on the logarithm of the tail, which bends one way only: from above, where
    P(Z > z) <= exp(-z^2 / 2) / 2 lets it begin, it comes down to z and never passes it.
    """
    tail = min(probability, 1 - probability)
    z = step = sqrt(-2 * log(2 * tail))
    while step > 1e-12:
        beyond = erfc(z / sqrt(2)) / 2
        step = log(tail / beyond) * beyond * sqrt(2 * pi) * exp(z * z / 2)
        z -= step
    return z if probability > 0.5 else -z


def _t_probability(t: float, freedom: int) -> float:
    """P(T <= t) of Student's t with whole degrees of freedom, at least 1, as a finite exact sum.

    Abramowitz & Stegun 26.7.3 (odd) and 26.7.4 (even).
    """
    angle = atan(t / sqrt(freedom))
    cosine, odd = cos(angle), freedom % 2
    term, total = (cosine, 0.0) if odd else (1.0, 0.0)
    for step in range(freedom // 2):
        total += term
        term *= cosine * cosine * (2 * step + 1 + odd) / (2 * step + 2 + odd)
    within = sin(angle) * total
    if odd:
        within = (angle + within) * 2 / pi
    return (1 + within) / 2
