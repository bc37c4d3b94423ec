"""What an hour and a load bring, who it comes from, what was missed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.income import Earning, concentration, medians, missed_cost, take_home_of
from mtdesk.insight.takings import Takings

cents = st.integers(0, 500_000)


def test_an_hour_and_a_load_are_held_against_what_was_earned():
    row = Earning(
        key="Deep tissue",
        money=Takings(session_fees_minor=9_000, tips_minor=1_500, other_income_minor=30_000),
        sold_minor=30_000,
        redeemed_minor=1_500,
        sessions=1,
        hands_on_minutes=60,
        rated_minutes=60,
        load=360,
    )
    assert row.income_minor == 40_500
    assert row.for_work_minor == 12_000
    assert row.per_hour_minor == 12_000
    assert row.per_load_minor == 3_333


@pytest.mark.parametrize(
    ("rated", "load", "expected"),
    [(120, 400, 2_500), (60, 200, 2_500), (59, 200, None), (0, 0, None)],
)
def test_load_that_is_not_known_is_left_out_with_its_income(rated, load, expected):
    row = Earning(
        key=None,
        money=Takings(session_fees_minor=10_000),
        hands_on_minutes=120,
        rated_minutes=rated,
        load=load,
    )
    assert row.per_load_minor == expected


@given(st.lists(st.tuples(cents, st.integers(0, 600)), max_size=4), cents)
def test_take_home_of_the_parts_sums_to_the_whole(parts, shared):
    earnings = [
        Earning(key=str(place), money=Takings(session_fees_minor=fees), hands_on_minutes=minutes)
        for place, (fees, minutes) in enumerate(parts)
    ]
    kept = take_home_of(earnings, shared)
    assert sum(kept) == (sum(fees for fees, _ in parts) - shared if parts else 0)


def test_the_five_largest_against_all_the_unnamed_included():
    found = concentration([(1, 100), (2, 300), (None, 500), (3, 0), (4, 100)], count=2)
    assert (found.clients, found.top, found.top_minor, found.income_minor) == (3, (2, 1), 400, 1000)
    assert found.share == 0.4
    assert concentration([]).share is None


def test_what_missed_appointments_cost():
    rows = [
        ("no_show", "Thai", 10_000, 4_000, 2),  # 60 of the price did not come, twice
        ("no_show", "Thai", 3_000, 3_000, 1),  # a fee typed: 90 at the median less 30
        ("late_cancel", "Thai", None, 0, 1),  # 90 at the median
        ("late_cancel", "Thai", None, 9_500, 1),  # more came than is usual: nothing lost
        ("no_show", None, None, 0, 3),
    ]
    found = missed_cost(rows, {"Thai": 9_000})
    assert (found.count, found.no_shows, found.late_cancels) == (8, 6, 2)
    assert found.fees_minor == 8_000 + 3_000 + 9_500
    assert found.not_received_minor == 12_000 + 6_000 + 9_000
    assert found.estimated_minor == 15_000
    assert found.unpriced == 3


@given(st.lists(st.integers(1, 50), min_size=1, max_size=40))
def test_the_median_of_counted_prices(asked):
    counted = [("Thai", price, asked.count(price)) for price in set(asked)]
    assert medians(counted) == {"Thai": sorted(asked)[(len(asked) - 1) // 2]}
