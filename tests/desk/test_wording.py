"""Figures as words."""

from __future__ import annotations

from datetime import date

import pytest

from mtdesk.model.money import currency
from mtdesk.model.period import Period, year_of, year_words


@pytest.mark.parametrize(
    ("code", "minor", "words"),
    [
        ("USD", 7_431_049, "$74,310"),
        ("USD", 50, "$1"),
        ("USD", 49, "$0"),
        ("USD", -150, "-$2"),
        ("JPY", 1_234, "¥1,234"),
    ],
)
def test_whole_money_is_rounded(code, minor, words):
    assert currency(code).whole(minor) == words


def test_a_year_of_accounts_is_named_by_the_years_it_spans():
    assert year_words(year_of(2026)) == "2026"
    assert year_words(Period(date(2026, 4, 6), date(2027, 4, 6))) == "2026/27"
    assert year_words(Period(date(2099, 7, 1), date(2100, 7, 1))) == "2099/00"
