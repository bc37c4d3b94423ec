"""Which copies are kept: few, the latest always, and far back."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.files import DAILY, MONTHLY, WEEKLY, kept

START = datetime(2024, 1, 1, 12)
moments = st.lists(
    st.integers(0, 60 * 24 * 900).map(lambda minutes: START + timedelta(minutes=minutes)),
    max_size=60,
)


@given(moments)
def test_few_are_kept_the_latest_among_them(found):
    chosen = kept(found)
    assert chosen <= set(found)
    if found:
        latest = max(found)
        assert latest in chosen
        of_latest_day = {each for each in found if each.date() == latest.date()}
        assert of_latest_day <= chosen
        assert len(chosen - of_latest_day) <= DAILY + WEEKLY + MONTHLY
    days = sorted({each.date() for each in found}, reverse=True)
    assert {each.date() for each in chosen} >= set(days[:DAILY])
    months = sorted({(each.year, each.month) for each in found}, reverse=True)
    assert {(each.year, each.month) for each in chosen} >= set(months[:MONTHLY])
    weeks = sorted({each.isocalendar()[:2] for each in found}, reverse=True)
    assert {each.isocalendar()[:2] for each in chosen} >= set(weeks[:WEEKLY])


@given(moments)
def test_what_was_kept_is_kept_again(found):
    chosen = kept(found)
    assert kept(chosen) == chosen


@given(moments, st.integers(1, 400))
def test_a_later_copy_brings_none_back_and_a_long_pause_loses_none_of_the_days(found, days):
    chosen = kept(found)
    later = max(found, default=START) + timedelta(days=days)
    assert kept([*chosen, later]) <= {*chosen, later}
    last_days = {each.date() for each in kept([*chosen, later])}
    assert last_days >= set(sorted({each.date() for each in chosen}, reverse=True)[: DAILY - 1])


def test_thinned_every_day_for_three_years():
    there = set()
    for day in range(1_000):
        there = kept({*there, START + timedelta(days=day)})
    ages = sorted((START + timedelta(days=999) - each).days for each in there)
    assert ages[:DAILY] == list(range(7))
    assert len(ages) <= DAILY + WEEKLY + MONTHLY
    assert ages[-1] > 300
