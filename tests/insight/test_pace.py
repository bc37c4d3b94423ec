"""Where the year may end: an estimate with a range, or none and why."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.pace import whole_weeks, year_pace
from mtdesk.model.period import Period, year_of

TODAY = date(2026, 11, 23)  # a Monday: the week before is the last whole one
MONDAY = TODAY
YEAR = year_of(2026)


def weekly(amounts, first_day=MONDAY):
    """Income on the Wednesday of each week, the last amount in the week before `first_day`."""
    starts = [first_day - timedelta(weeks=back) for back in range(len(amounts), 0, -1)]
    return {
        start + timedelta(days=2): amount for start, amount in zip(starts, amounts, strict=True)
    }


@pytest.mark.parametrize(
    ("weeks", "today", "why"),
    [
        (7, TODAY, "fewer than 8 whole weeks of income yet"),
        (0, TODAY, "fewer than 8 whole weeks of income yet"),
        (9, date(2027, 1, 1), "the year is over"),
        (9, date(2025, 12, 31), "the year has not begun"),
    ],
)
def test_none_and_why(weeks, today, why):
    daily = weekly([100] * weeks)
    first = MONDAY - timedelta(weeks=weeks) if weeks else None
    assert year_pace(daily, first, today, YEAR) == (None, why)


def test_none_after_weeks_without_any_income():
    daily = weekly([500] * 20 + [0] * 8)
    found, why = year_pace(daily, MONDAY - timedelta(weeks=28), TODAY, YEAR)
    assert found is None
    assert why == "no income in the last 8 whole weeks"


def test_from_the_mean_of_the_last_weeks():
    amounts = [1_000, 1_200, 900, 1_100, 1_000, 1_300, 700, 1_000, 1_100, 900]
    found, _ = year_pace(weekly(amounts), MONDAY - timedelta(weeks=10), TODAY, YEAR)
    left = 38 / 7  # 24 November to 31 December
    half = 2 * stdev(amounts) * (left + left**2 / 10) ** 0.5
    assert (found.method, found.weeks, found.days_left) == ("mean", 10, 38)
    assert found.to_date_minor == sum(amounts)
    assert found.projected_minor == sum(amounts) + round(mean(amounts) * left)
    assert found.high_minor - found.projected_minor == round(half)
    assert found.low_minor == max(sum(amounts), found.projected_minor - round(half))


def test_with_a_full_year_the_same_days_a_year_ago_count_half():
    amounts = [400] * 44 + [1_000] * 12
    found, _ = year_pace(weekly(amounts), MONDAY - timedelta(weeks=56), TODAY, YEAR)
    # a year ago, 25 Nov 2025 to 1 Jan 2026: the Wednesdays 26 Nov to 31 Dec
    recent = 1_000 * 38 / 7
    assert found.method == "seasonal"
    assert found.weeks == 52
    assert found.projected_minor == found.to_date_minor + round((6 * 400 + recent) / 2)
    spread = stdev(amounts[-52:])
    half = 2 * spread * (2 * 38 / 7) ** 0.5 + abs(6 * 400 - recent) / 2
    assert found.high_minor - found.projected_minor == round(half)


def test_on_the_last_day_what_came_is_what_came():
    last = date(2026, 12, 31)
    daily = weekly([700, 900] * 5, date(2026, 12, 28))
    found, _ = year_pace(daily, date(2026, 10, 1), last, YEAR)
    assert found.days_left == 0
    assert found.low_minor == found.projected_minor == found.high_minor == found.to_date_minor


amounts = st.lists(st.integers(0, 300_000), min_size=0, max_size=110)


@given(amounts, st.integers(0, 6), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_whole_weeks_are_weeks_that_are_over(income, first_weekday, today):
    daily = weekly(income)
    first = min(daily, default=None)
    found = whole_weeks(daily, first, today, first_weekday)
    assert len(found) <= 52
    before_today = Period(first, today) if first and first < today else Period(today, today)
    assert sum(found) <= sum(daily.get(day, 0) for day in before_today.days())


@given(amounts, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_range_holds_the_estimate_and_begins_at_what_came(income, today):
    daily = {day: amount for day, amount in weekly(income).items() if day <= today}
    found, why = year_pace(daily, min(daily, default=None), today, YEAR)
    assert (found is None) == bool(why)
    if found is not None:
        assert found.to_date_minor <= found.low_minor <= found.projected_minor <= found.high_minor
