"""Rates that change by day, and one that falls after so many miles of a tax year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight import profiles
from mtdesk.insight.takings import mileage, tax_year, worths
from mtdesk.model.profile import NAMES, MileageRate

UK = profiles.known("uk").mileage, "04-06"
US = profiles.known("us").mileage, "01-01"


def test_the_rate_of_its_own_day():
    # 100 mi x 58.5 cents and 100 mi x 62.5 cents
    found = mileage([("2022-06-30", "mi", 1000), ("2022-07-01", "mi", 1000)], *US)
    assert found.by_month == {"2022-06": 5_850, "2022-07": 6_250}
    assert found.deduction_minor == 12_100


@pytest.mark.parametrize(
    ("rates", "day", "minor"),
    [
        (US, "2026-06-30", 7_250),
        (US, "2026-07-15", 7_600),
        (UK, "2026-04-05", 4_500),
        (UK, "2026-06-10", 5_500),
    ],
)
def test_rates_that_changed_within_2026(rates, day, minor):
    assert mileage([(day, "mi", 1000)], *rates).deduction_minor == minor


def test_miles_beyond_ten_thousand_of_a_tax_year():
    # HMRC's own example: 11,000 miles are 10,000 x 45p + 1,000 x 25p = 4,750.00
    found = mileage([("2025-04-06", "mi", 60_000), ("2026-04-05", "mi", 50_000)], *UK)
    assert found.deduction_minor == 475_000
    assert found.by_month == {"2025-04": 270_000, "2026-04": 205_000}


def test_the_count_begins_anew_with_the_tax_year():
    trips = [("2026-04-05", "mi", 110_000), ("2026-04-06", "mi", 10)]
    assert list(worths(trips, *UK)) == [47_500_000, 5_500]


def test_miles_before_a_period_count():
    before = [("2025-05-01", "mi", 99_990)]
    # 1 mile is left at 45p, 9 at 25p
    assert mileage([("2025-06-01", "mi", 100)], *UK, before).deduction_minor == 45 + 225
    assert mileage([("2026-06-01", "mi", 100)], *UK, before).deduction_minor == 550


@pytest.mark.parametrize(
    ("rates", "day", "unit"),
    [
        (UK, "2013-04-05", "mi"),
        (UK, "2027-04-06", "mi"),
        (UK, "2025-05-05", "km"),
        (US, "2018-12-31", "mi"),
        (US, "2025-05-05", "km"),
        (((), "01-01"), "2025-05-05", "mi"),
    ],
)
def test_no_rate_is_no_deduction_and_not_nothing(rates, day, unit):
    found = mileage([("2025-05-05", "mi", 100), (day, unit, 100)], *rates)
    assert (found.distance_tenths, found.deduction_minor) == (200, None)
    assert found.units == {"mi", unit}


@given(
    st.lists(st.tuples(st.dates().map(str), st.integers(1, 40_000)), max_size=30),
    st.integers(0, 30),
    st.integers(1, 9_000),
)
def test_a_year_in_two_parts_deducts_what_it_does_whole(days, cut, up_to):
    rate = MileageRate(
        first="0001-01-01", last="9999-12-31", unit="km", tenths=70, up_to=up_to, tenths_beyond=30,
        source="invented",
    )  # fmt: skip
    rates = (rate,), "04-06"
    trips = sorted((day, "km", tenths) for day, tenths in days)
    whole = list(worths(trips, *rates))
    parts = [*worths(trips[:cut], *rates), *worths(trips[cut:], *rates, trips[:cut])]
    assert parts == whole
    # Apart: a tax year's distance at one rate up to the limit, the rest at the other.
    by_year = {}
    for day, _, tenths in trips:
        year = tax_year(day, "04-06")
        by_year[year] = by_year.get(year, 0) + tenths
    assert sum(whole) == sum(
        min(tenths, up_to * 10) * 70 + max(tenths - up_to * 10, 0) * 30
        for tenths in by_year.values()
    )


@pytest.mark.parametrize("key", NAMES)
def test_every_profile_is_whole(key):
    profile = profiles.known(key)
    assert profile.key == key
    assert all(rate.source and rate.first <= rate.last for rate in profile.mileage)
    assert all(form.source for form in profile.forms)
    assert profile.mileage or profile.no_mileage
    assert (profile.estimate is None) == bool(profile.no_estimate)
    assert set(profile.categories) == set(profiles.known("us").categories)
    assert profile.currency is None or profiles.of_currency(profile.currency) == key
