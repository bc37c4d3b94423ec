from __future__ import annotations

from math import atan, pi, sqrt
from statistics import NormalDist, mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.insight.change import (
    _t_probability,
    normal_score,
    normal_scores,
    reliable_change,
    self_starting_cusum,
    upward_sums,
)

WEEKS = st.lists(st.integers(0, 9_000), max_size=40)


@pytest.mark.parametrize(
    ("t", "freedom", "probability"),
    [
        # Upper percentage points of Student's t, Abramowitz & Stegun table 26.10.
        (6.313752, 1, 0.95),
        (2.919986, 2, 0.95),
        (2.353363, 3, 0.95),
        (2.570582, 5, 0.975),
        (2.228139, 10, 0.975),
        (2.042272, 30, 0.975),
        (2.617421, 120, 0.995),
    ],
)
def test_t_probability_as_tabulated(t: float, freedom: int, probability: float) -> None:
    assert _t_probability(t, freedom) == pytest.approx(probability, abs=1e-6)
    assert _t_probability(-t, freedom) == pytest.approx(1 - probability, abs=1e-6)


@given(st.floats(-50, 50))
def test_t_probability_has_closed_forms_for_one_and_two(t: float) -> None:
    assert _t_probability(t, 1) == pytest.approx(0.5 + atan(t) / pi)
    assert _t_probability(t, 2) == pytest.approx(0.5 + t / (2 * sqrt(2 + t * t)))


def test_first_value_after_the_warmup_by_hand() -> None:
    # Two earlier values leave one degree of freedom, where the t distribution is Cauchy's.
    values = [1.0, 3.0, 6.0]
    t = (6 - mean(values[:2])) / stdev(values[:2]) * sqrt(2 / 3)
    score = NormalDist().inv_cdf(0.5 + atan(t) / pi)
    assert self_starting_cusum(values, warmup=2) == pytest.approx([0, 0, score - 0.5])


def test_no_sum_through_the_warmup() -> None:
    wild = [1, 900, 3, 7_000, 2, 9_000, 4, 9_999]
    assert self_starting_cusum(wild) == [0.0] * 8
    assert self_starting_cusum([]) == []


def test_weeks_all_alike_add_nothing_and_keep_the_sum() -> None:
    assert self_starting_cusum([0.1] * 20) == [0.0] * 20
    # All 104 before the last are alike again: the sum stays where it was.
    values = [5, 6, 5, 6, 5, 6, 5, 6, 40, *([7] * 105)]
    sums = self_starting_cusum(values)
    assert sums[-1] == sums[-2]


def test_a_first_rise_after_equal_weeks_adds_nothing_yet() -> None:
    assert self_starting_cusum([3.0] * 10 + [9.0]) == [0.0] * 11


@pytest.mark.parametrize("last", [1e12, -1e12])
def test_an_extreme_value_stays_finite(last: float) -> None:
    sums = self_starting_cusum([*range(100, 120), last])
    assert sums[-1] >= 0
    assert sums[-1] - sums[-2] < 8  # what a probability of 1e-15 is worth


def test_only_the_last_104_weeks_count() -> None:
    recent = [3_000 + 37 * (week * week % 11) for week in range(104)]
    after_low = self_starting_cusum([2_900 + week % 7 for week in range(50)] + recent + [4_000])
    after_lower = self_starting_cusum([1_000 - week % 7 for week in range(50)] + recent + [4_000])
    assert after_low[-1] - after_low[-2] == pytest.approx(after_lower[-1] - after_lower[-2])


def test_a_lasting_rise_passes_5_and_then_7() -> None:
    usual = [3_200, 3_500, 3_300, 3_400, 3_250, 3_450] * 4
    sums = self_starting_cusum([*usual, *([3_800] * 6)])
    assert max(sums[:24]) < 5
    assert sums[-1] > 7


@pytest.mark.parametrize("earlier", [[], [4.0], [4.0, 4.0, 4.0]])
def test_no_score_among_too_few_or_all_alike(earlier: list[float]) -> None:
    assert normal_score(5.0, earlier) is None


def test_the_mean_of_those_before_scores_zero() -> None:
    assert normal_score(2.0, [1.0, 3.0]) == pytest.approx(0.0, abs=1e-12)


def test_a_week_without_a_score_leaves_the_sum_as_it_was() -> None:
    assert upward_sums([2.0, None, 1.0, -9.0]) == [1.5, 1.5, 2.0, 0.0]


@given(WEEKS, st.integers(-5, 45))
def test_scores_from_a_later_place_are_the_same_scores(values: list[int], since: int) -> None:
    every, later = normal_scores(values), normal_scores(values, since=since)
    first = max(since, 8)
    assert later[first:] == every[first:]
    assert not any(score is not None for score in later[:first])


@given(WEEKS)
def test_one_sum_a_value_and_never_below_zero(values: list[int]) -> None:
    sums = self_starting_cusum(values)
    assert len(sums) == len(values)
    assert all(upward >= 0 for upward in sums)


@given(WEEKS, WEEKS)
def test_later_weeks_never_change_earlier_sums(values: list[int], later: list[int]) -> None:
    assert self_starting_cusum(values + later)[: len(values)] == self_starting_cusum(values)


@given(WEEKS, st.integers(1, 9), st.integers(-500, 500))
def test_unit_and_origin_do_not_matter(values: list[int], unit: int, origin: int) -> None:
    moved = [value * unit + origin for value in values]
    assert self_starting_cusum(moved) == pytest.approx(self_starting_cusum(values), abs=1e-6)


@pytest.mark.parametrize(
    ("before", "after", "index", "reliable"),
    [(0, 19.5, 1.95, False), (0, 19.7, 1.97, True), (19.7, 0, -1.97, True)],
)
def test_reliable_beyond_1_96(before: float, after: float, index: float, reliable: bool) -> None:
    # SD 10 and reliability 0.5: the index is the difference over 10.
    change = reliable_change(before, after, 10, 0.5)
    assert change
    assert change.index == pytest.approx(index)
    assert change.is_reliable is reliable


@pytest.mark.parametrize(("sd", "reliability"), [(None, 0.9), (10, None), (None, None)])
def test_no_statement_without_norms(sd: float | None, reliability: float | None) -> None:
    assert reliable_change(50, 70, sd, reliability) is None


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.9), (-1, 0.9), (10, 1), (10, -0.1)])
def test_impossible_norms_are_refused(sd: float, reliability: float) -> None:
    with pytest.raises(InvalidError):
        reliable_change(50, 70, sd, reliability)
