from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import NotFoundError
from mtdesk.insight.profiles import us as us_tax
from mtdesk.insight.tax import mileage_rate, self_employment_tax


@pytest.mark.parametrize(
    ("day", "tenths"),
    [
        (date(2019, 1, 1), 580),
        (date(2020, 2, 29), 575),
        (date(2021, 12, 31), 560),
        (date(2022, 6, 30), 585),
        (date(2022, 7, 1), 625),
        (date(2023, 5, 5), 655),
        (date(2024, 1, 1), 670),
        (date(2025, 12, 31), 700),
        (date(2026, 1, 1), 725),
        ("2022-06-30", 585),
    ],
)
def test_mileage_rate_of_a_day(day: date | str, tenths: int) -> None:
    assert mileage_rate(day) == tenths


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2027, 1, 1)])
def test_no_rate_is_never_the_neighbour_s(day: date) -> None:
    with pytest.raises(NotFoundError, match=f"for {day}"):
        mileage_rate(day)


def test_mileage_rates_follow_one_another_without_gap_or_overlap() -> None:
    for rate, following in zip(us_tax.MILEAGE_RATES, us_tax.MILEAGE_RATES[1:], strict=False):
        after = date.fromisoformat(rate.last) + timedelta(days=1)
        assert following.first == after.isoformat()


def test_every_figure_has_a_source() -> None:
    assert all(figure.source for figure in us_tax.MILEAGE_RATES)
    assert all(source for _, source in us_tax.WAGE_BASES.values())


@pytest.mark.parametrize(
    ("net", "base", "total", "half"),
    [
        (80_000_00, 73_880_00, 11_303_64, 5_651_82),
        (20_000_00, 18_470_00, 2_825_91, 1_412_96),
        (35_000_00, 32_322_50, 4_945_34, 2_472_67),
    ],
)
def test_self_employment_tax(net: int, base: int, total: int, half: int) -> None:
    tax = self_employment_tax(2025, net)
    assert (tax.base_minor, tax.total_minor, tax.deductible_half_minor) == (base, total, half)


@pytest.mark.parametrize("net", [39_999, 0, -5_000_00])
def test_nothing_under_400_dollars(net: int) -> None:
    assert self_employment_tax(2025, net).total_minor == 0
    assert self_employment_tax(2025, net).base_minor == 0


def test_from_400_dollars_on() -> None:
    # base 369.40; 12.4 % is 45.8056, 2.9 % is 10.7126
    tax = self_employment_tax(2025, 400_00)
    assert (tax.social_security_minor, tax.medicare_minor, tax.total_minor) == (4581, 1071, 5652)


@pytest.mark.parametrize(
    ("year", "most"), [(2024, 20_906_40), (2025, 21_836_40), (2026, 22_878_00)]
)
def test_social_security_stops_at_the_wage_base(year: int, most: int) -> None:
    tax = self_employment_tax(year, 400_000_00)
    assert tax.social_security_minor == most
    assert tax.medicare_minor == 10_712_60


@pytest.mark.parametrize("year", [2023, 2027])
def test_an_unknown_year_has_no_estimate(year: int) -> None:
    with pytest.raises(NotFoundError, match=str(year)):
        self_employment_tax(year, 80_000_00)


@given(st.integers(-1_000_00, 500_000_00), st.integers(0, 10_000_00))
def test_more_net_is_never_less_tax(net: int, more: int) -> None:
    low, high = self_employment_tax(2025, net), self_employment_tax(2025, net + more)
    assert low.total_minor <= high.total_minor
    assert high.total_minor == high.social_security_minor + high.medicare_minor
    assert 0 <= 2 * high.deductible_half_minor - high.total_minor <= 1
