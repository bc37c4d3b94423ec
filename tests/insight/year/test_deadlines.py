from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import NotFoundError
from mtdesk.insight.profiles import known
from mtdesk.insight.profiles import us as us_tax
from mtdesk.insight.tax import estimate, estimated_payments, tips_note
from mtdesk.model.profile import FIGURES


# As the IRS announced them; 2020 is left out, when a law of its own moved two of them.
@pytest.mark.parametrize(
    ("year", "days"),
    [
        # Emancipation Day, Saturday 16 April, was kept on Friday 15; Martin Luther King on 17.
        (2011, ("2011-04-18", "2011-06-15", "2011-09-15", "2012-01-17")),
        (2016, ("2016-04-18", "2016-06-15", "2016-09-15", "2017-01-17")),
        # 15 April a Saturday, Emancipation Day kept on Monday 17.
        (2017, ("2017-04-18", "2017-06-15", "2017-09-15", "2018-01-16")),
        # 15 April a Sunday, Emancipation Day on Monday 16.
        (2018, ("2018-04-17", "2018-06-15", "2018-09-17", "2019-01-15")),
        (2022, ("2022-04-18", "2022-06-15", "2022-09-15", "2023-01-17")),
        (2023, ("2023-04-18", "2023-06-15", "2023-09-15", "2024-01-16")),
        (2024, ("2024-04-15", "2024-06-17", "2024-09-16", "2025-01-15")),
        (2025, ("2025-04-15", "2025-06-16", "2025-09-15", "2026-01-15")),
        (2026, ("2026-04-15", "2026-06-15", "2026-09-15", "2027-01-15")),
    ],
)
def test_due_days(year, days):
    assert tuple(map(str, estimated_payments(year))) == days


@given(st.integers(2007, 2150))
def test_they_are_working_days_soon_after_the_fifteenth(year):
    named = [date(year, 4, 15), date(year, 6, 15), date(year, 9, 15), date(year + 1, 1, 15)]
    for day, due in zip(named, estimated_payments(year), strict=True):
        assert due.weekday() < 5
        assert 0 <= (due - day).days <= 3


def test_an_estimate_says_what_it_is():
    found = estimate(2025, 80_000_00, {})
    assert (found.base_minor, found.self_employment_tax_minor) == (73_880_00, 11_303_64)
    assert (found.deductible_half_minor, found.net_minor) == (5_651_82, 80_000_00)
    assert found.note.startswith("An estimate, for your accountant to check")
    assert "0.9 %" in found.note
    assert "benefit base 2025" in found.source
    assert found.due == estimated_payments(2025)


def test_without_the_year_s_figures_there_is_none():
    with pytest.raises(NotFoundError, match="2027"):
        estimate(2027, 80_000_00, {})


@pytest.mark.parametrize(
    ("country", "form"),
    [(key, form) for key in ("us", "ca", "uk") for form in known(key).forms],
    ids=lambda each: each if isinstance(each, str) else f"{each.first}-{each.last}",
)
def test_every_category_that_is_deducted_has_a_line(country, form):
    profile = known(country)
    deducted = {key for key, each in profile.categories.items() if each.deductible_percent}
    # What lasts is no expense there but an allowance, which is not computed here.
    allowance = set() if country == "us" else {"equipment_depreciation"}
    assert set(form.lines) == (deducted - allowance) | set(FIGURES)
    assert form.source


@pytest.mark.parametrize(
    ("key", "line"),
    [("gross", "1"), ("rent_room", "20b"), ("supplies", "22"), ("meals", "24b"), ("net", "31")],
)
def test_lines_of_the_form(key, line):
    assert us_tax.PROFILE.form_lines(2025).lines[key] == line


@pytest.mark.parametrize("year", [2018, 2027])
def test_a_form_that_is_not_known_has_no_lines(year):
    assert us_tax.PROFILE.form_lines(year) is None


def test_the_tips_deduction_has_its_years():
    assert [bool(tips_note(year)) for year in (2024, 2025, 2028, 2029)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert "disagree" in tips_note(2026)
