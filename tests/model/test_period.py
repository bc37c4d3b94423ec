"""Days, weeks and years, and local instants around clock changes."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.model.period import (
    Period,
    days_before,
    format_instant,
    hours,
    human_day,
    local_instant,
    parse_date,
    week_of,
    year_of,
    zone,
)

NEW_YORK = "America/New_York"
days = st.dates(date(1950, 1, 1), date(2200, 1, 1))


def test_a_period_is_half_open() -> None:
    period = Period(date(2026, 11, 23), date(2026, 11, 30))
    assert (len(period), period.last) == (7, date(2026, 11, 29))
    assert date(2026, 11, 23) in period
    assert date(2026, 11, 30) not in period
    assert list(period.days()) == [date(2026, 11, day) for day in range(23, 30)]
    assert list(Period(date(2026, 1, 1), date(2026, 1, 1)).days()) == []


@given(days, st.integers(0, 6))
def test_a_week_holds_its_day_and_begins_as_set(day: date, first: int) -> None:
    week = week_of(day, first)
    assert day in week
    assert len(week) == 7
    assert week.start.weekday() == first


def test_a_week_begins_on_monday_unless_set() -> None:
    assert week_of(date(2026, 11, 29)).start == date(2026, 11, 23)
    assert week_of(date(2026, 11, 29), 6).start == date(2026, 11, 29)


def test_year_and_days_before() -> None:
    assert (len(year_of(2024)), len(year_of(2026))) == (366, 365)
    assert year_of(2026).last == date(2026, 12, 31)
    week = days_before(date(2026, 11, 23), 7)
    assert (week.start, week.last) == (date(2026, 11, 17), date(2026, 11, 23))


@given(days)
def test_dates_parse_as_written(day: date) -> None:
    assert parse_date(str(day)) == day


@pytest.mark.parametrize(
    "text",
    ["", "2026-2-3", "20261120", "2026-02-30", "2026-13-01", "0000-01-01", "2026-11-20 ", "2026-11-20\n",
     "٢٠٢٦-١١-٢٠", "2026-W47-5", "26-11-20", "today"],
)  # fmt: skip
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(InvalidError) as caught:
        parse_date(text, "day")
    assert caught.value.field == "day"


def test_instants_keep_the_offset_that_held() -> None:
    winter = local_instant(date(2026, 11, 23), time(14, 30), NEW_YORK)
    summer = local_instant(date(2026, 7, 1), time(14, 30), NEW_YORK)
    assert format_instant(winter) == "2026-11-23T14:30:00-05:00"
    assert format_instant(summer) == "2026-07-01T14:30:00-04:00"


def test_of_a_doubled_hour_the_first_is_meant() -> None:
    doubled = local_instant(date(2026, 11, 1), time(1, 30), NEW_YORK)
    assert format_instant(doubled) == "2026-11-01T01:30:00-04:00"
    second = local_instant(date(2026, 11, 1), time(1, 30, fold=1), NEW_YORK)
    assert format_instant(second) == format_instant(doubled)


def test_a_skipped_hour_is_refused() -> None:
    with pytest.raises(InvalidError, match="02:30 does not exist on 2026-03-08"):
        local_instant(date(2026, 3, 8), time(2, 30), NEW_YORK)
    assert local_instant(date(2026, 3, 8), time(3), NEW_YORK).utcoffset() == timedelta(hours=-4)
    with pytest.raises(InvalidError, match="02:00 does not exist on 2026-03-29"):
        local_instant(date(2026, 3, 29), time(2), "Europe/Berlin")


@pytest.mark.parametrize(
    "name", ["", "Nowhere/Land", "../etc/passwd", "/etc/passwd", "America", "a\0b", "x" * 300]
)
def test_a_zone_that_is_none(name: str) -> None:
    with pytest.raises(InvalidError) as caught:
        zone(name)
    assert caught.value.field == "zone"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-23", "today"), ("2026-11-22", "yesterday"), ("2026-11-24", "tomorrow"),
        ("2026-11-20", "Fri 20 Nov"), ("2026-12-01", "Tue 1 Dec"), ("2025-11-20", "20 Nov 2025"),
        ("2026-05-28", "Thu 28 May"), ("2026-05-27", "27 May 2026"),
    ],
)  # fmt: skip
def test_human_days(day: str, words: str) -> None:
    assert human_day(date.fromisoformat(day), date(2026, 11, 23)) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"), (45, "45 min"), (60, "1 h"), (65, "1 h 05"), (255, "4 h 15"), (6000, "100 h"),
        (384_000, "6,400 h"),
    ],
)  # fmt: skip
def test_hours(minutes: int, words: str) -> None:
    assert hours(minutes) == words
