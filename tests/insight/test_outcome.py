from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.outcome import pain_change, visit_rate_change

PAIN = st.integers(0, 10)


@pytest.mark.parametrize(
    ("before", "after", "meaningful"),
    [(10, 7, True), (10, 8, False), (6, 4, True), (7, 5, False), (2, 0, True), (3, 2, False)],
)
def test_both_two_points_and_thirty_percent(before: int, after: int, meaningful: bool) -> None:
    assert pain_change(before, after).is_meaningful is meaningful


def test_no_percentage_from_zero() -> None:
    change = pain_change(0, 3)
    assert (change.points, change.percent, change.is_meaningful) == (-3, None, False)


def test_little_room_under_four() -> None:
    assert pain_change(3, 1).near_floor
    assert not pain_change(4, 1).near_floor


@given(PAIN, PAIN)
def test_more_pain_is_never_meaningful_relief(before: int, after: int) -> None:
    change = pain_change(before, after)
    assert change.points == before - after
    assert not (change.is_meaningful and after >= before)


def test_no_base_no_reduction() -> None:
    change = visit_rate_change(0, 28, 3, 21)
    assert (change.base_per_week, change.recent_per_week) == (0, 1)
    assert change.reduction_percent is None


@pytest.mark.parametrize("days", [(0, 28), (28, 0)])
def test_a_span_without_days_has_no_rate(days: tuple[int, int]) -> None:
    base, recent = days
    change = visit_rate_change(4, base, 4, recent)
    assert None in {change.base_per_week, change.recent_per_week}
    assert change.reduction_percent is None


def test_more_visits_are_a_negative_reduction() -> None:
    assert visit_rate_change(2, 14, 4, 14).reduction_percent == pytest.approx(-100)
