from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.load import against_usual, session_load, week_profile

LOADS = st.floats(min_value=0, max_value=5_000).map(lambda load: round(load, 1))
WEEKS = st.lists(LOADS, min_size=7, max_size=7)
SPANS = st.lists(LOADS, min_size=28, max_size=40)


def test_an_hour_of_effort_six() -> None:
    assert session_load(60, 6) == 360
    assert session_load(45, 2.5) == 112.5


@pytest.mark.parametrize("daily", [[], [0] * 7, [0.1] * 7, [300] * 7])
def test_equal_days_have_no_monotony(daily: list[float]) -> None:
    profile = week_profile(daily)
    assert profile.total == pytest.approx(sum(daily))
    assert profile.monotony is None
    assert profile.strain is None


def test_six_days_alike_and_one_off_by_hand() -> None:
    # mean 6/7; variance 6/7 - 36/49 = 6/49; mean / SD = 6 / sqrt(6) = sqrt(6)
    profile = week_profile([1, 1, 1, 1, 1, 1, 0])
    assert profile.monotony == pytest.approx(6**0.5)
    assert profile.strain == pytest.approx(6 * 6**0.5)


@given(WEEKS, st.integers(1, 50))
def test_scaling_a_week_leaves_its_monotony(daily: list[float], times: int) -> None:
    once, scaled = week_profile(daily), week_profile([load * times for load in daily])
    assert scaled.total == pytest.approx(once.total * times)
    if once.monotony is not None and max(daily) - min(daily) > 0.01:
        assert scaled.monotony == pytest.approx(once.monotony)


@given(WEEKS, st.integers(0, 6))
def test_a_day_off_never_raises_the_total(daily: list[float], place: int) -> None:
    with_day_off = [0 if day == place else load for day, load in enumerate(daily)]
    assert week_profile(with_day_off).total <= week_profile(daily).total


@given(WEEKS)
def test_the_order_of_days_does_not_matter(daily: list[float]) -> None:
    assert week_profile(daily[::-1]).monotony == pytest.approx(week_profile(daily).monotony)


def test_exactly_thirty_percent_more_is_exactly_1_3() -> None:
    assert against_usual([100] * 21 + [130] * 7) == 1.3
    assert against_usual([100] * 21 + [160] * 7) == 1.6


def test_needs_28_days() -> None:
    assert against_usual([100] * 27) is None
    assert against_usual([100] * 28) == 1


def test_needs_ten_worked_days() -> None:
    assert against_usual([0] * 18 + [100] * 2 + [0] + [100] * 7) is None
    assert against_usual([0] * 17 + [100] * 3 + [0] + [100] * 7) == pytest.approx(7)


def test_a_week_after_three_off_has_no_usual() -> None:
    assert against_usual([100] * 12 + [0] * 21 + [100] * 7) is None


def test_a_week_off_is_a_ratio_of_zero() -> None:
    assert against_usual([100] * 21 + [0] * 7) == 0


@given(SPANS, st.integers(1, 50))
def test_scaling_all_loads_leaves_the_ratio(daily: list[float], times: int) -> None:
    once = against_usual(daily)
    assert against_usual([load * times for load in daily]) == pytest.approx(once)


@given(SPANS, st.lists(LOADS, max_size=20))
def test_days_before_the_last_28_do_not_matter(daily: list[float], before: list[float]) -> None:
    assert against_usual(before + daily) == against_usual(daily)


@given(SPANS, st.integers(-7, -1))
def test_a_day_off_never_raises_the_ratio(daily: list[float], place: int) -> None:
    rested = [*daily]
    rested[place] = 0
    once, again = against_usual(daily), against_usual(rested)
    if once is not None and again is not None:
        assert again <= once
