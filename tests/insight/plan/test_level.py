"""Where weeks stand: a flat series stays, a growth goes on, a season comes back; little known is wide."""

from __future__ import annotations

from math import pi, sin
from random import Random

import pytest

from mtdesk.insight.plan.level import level


def weeks(count, *, season=0.0, growth=0.0, spread=0.08, seed=1):
    random = Random(seed)
    return [
        1000
        * (1 + growth * (week - count) / 52)
        * (1 + season * sin(2 * pi * week / 52))
        * random.gauss(1, spread)
        for week in range(count)
    ]


def test_a_flat_series_stays_where_it_is():
    found = level(weeks(104), 26)
    assert abs(sum(found.ahead) / 26) < 0.05
    assert found.spread < 0.1


def test_a_season_comes_back():
    found = level(weeks(104, season=0.25), 26)
    assert sum(found.ahead[:20]) / 20 > 0.08  # the year begins with its better half


def test_a_growth_is_seen_in_two_years():
    found = level(weeks(104, growth=0.3), 26)
    assert sum(found.ahead) / 26 > sum(found.known) / 52 + 0.05


def test_little_history_and_uneven_weeks_make_it_wide():
    two, one, few = (level(weeks(count), 26).spread for count in (104, 52, 10))
    assert two < one < few
    assert level(weeks(10, spread=0.5), 26).spread > few


@pytest.mark.parametrize("values", [[], [0] * 20, [5], [0, 0, 5, 0]])
def test_next_to_nothing_gives_no_error(values):
    found = level(values, 26)
    assert len(found.known) == len(values)
    assert len(found.ahead) == 26


def test_weeks_without_work_say_nothing_of_the_level():
    full = weeks(60)
    holes = [0 if week in {20, 21, 40} else value for week, value in enumerate(full)]
    assert level(holes, 26).ahead[0] == pytest.approx(level(full, 26).ahead[0], abs=0.03)


def test_where_it_may_wander_farther_it_is_less_sure():
    values = weeks(104)
    near, usual, far = (
        level(values, 26, wanderings).spread
        for wanderings in ((0.01, 0.02, 0.04), (0.06, 0.12, 0.2), (0.12, 0.24, 0.4))
    )
    assert near < usual < far
