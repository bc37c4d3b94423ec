"""A week as figures: what is said of it follows from its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mtdesk.insight.ahead import Ahead, DayAhead
from mtdesk.insight.takings import Takings
from mtdesk.insight.week import DayLoad, Week, monotony_by_week, why

MONDAY = date(2026, 11, 23)


def day(number, load=0.0, minutes=60):
    """The day `number` days after that Monday, worked where it has a load."""
    worked = {"sessions": 1, "hands_on_minutes": minutes} if load else {}
    return DayLoad(day=MONDAY + timedelta(days=number), load=load, **worked)


def week(loads, today=6, before=(0.0,) * 21, first=-30, **more):
    """The week of that Monday by the loads of its days, seen on its day `today`."""
    return Week(
        today=MONDAY + timedelta(days=today),
        days=tuple(day(number, load) for number, load in enumerate(loads)),
        before=tuple(day(number - 21, load) for number, load in enumerate(before)),
        first_day=None if first is None else MONDAY + timedelta(days=first),
        short_gaps=0,
        unpaid_minutes=0,
        currency="USD",
        money=Takings(),
        findings=(),
        **more,
    )


WORKED = (100.0,) * 5 + (0.0, 0.0)


class TestUsual:
    @pytest.mark.parametrize(
        ("today", "first", "usual", "ratio"),
        [
            (7, -30, 350.0, pytest.approx(500 / 350)),
            (6, -30, 350.0, None),  # still running
            (7, -20, 350.0, None),  # too little before it
            (7, 0, None, None),  # her first week
            (7, None, None, None),
        ],
    )
    def test_ratio_is_known_once_it_is_over_and_three_weeks_stand_before_it(
        self, today, first, usual, ratio
    ):
        found = week(WORKED, today, (50.0,) * 21, first)
        assert (found.usual_load, found.ratio) == (usual, ratio)

    def test_monotony_is_of_a_week_that_is_over_and_was_worked(self):
        assert week(WORKED, 7).monotony == pytest.approx(1.581, abs=0.001)
        assert week(WORKED, 6).monotony is None
        assert week((0.0,) * 7, 7).strain is None


class TestRest:
    @pytest.mark.parametrize(
        ("loads", "today", "before", "rest", "last"),
        [
            (WORKED, 7, (0.0,) * 21, 2, 6),
            (WORKED, 3, (0.0,) * 21, 0, -1),
            (WORKED, 3, (0.0,) * 19 + (9.0,) * 2, 0, -3),
            (WORKED, 3, (9.0,) * 21, 0, None),
            ((0.0,) * 7, -3, (0.0,) * 21, 0, -3),  # a week to come
        ],
    )
    def test_days_up_to_today(self, loads, today, before, rest, last):
        found = week(loads, today, before)
        assert found.rest_days == rest
        assert found.last_rest == (None if last is None else MONDAY + timedelta(days=last))


def test_as_booked_the_days_hold_what_is_done_and_what_is_to_come():
    booked = DayAhead(
        day=MONDAY + timedelta(days=5), done_sessions=0, sessions=2, booked_minutes=120,
        booked_load=400.0,
    )  # fmt: skip
    found = week(WORKED, 4, ahead=Ahead(days=(booked,), weeks=(), findings=())).as_booked()
    assert (found.sessions, found.hands_on_minutes, found.load) == (7, 420, 900.0)
    assert found.estimated_load == 400.0
    assert (found.rest_days, found.is_over) == (1, False)


def test_monotony_of_each_week_and_none_where_it_is_undefined():
    off, alike = [day(n) for n in range(7)], [day(n, 100.0) for n in range(7)]
    once = [day(0, 700.0), *(day(n) for n in range(1, 7))]
    assert monotony_by_week([off, alike, once]) == (
        None, None, pytest.approx(100 / 60_000**0.5),
    )  # fmt: skip


class TestWhy:
    def test_long_days_before_the_heaviest(self):
        found = why(week(WORKED, 7), 59, {"Swedish": 500.0}, {})
        assert found.long_days == tuple(MONDAY + timedelta(days=n) for n in range(5))
        assert found.heaviest is None
        found = why(week((100.0, 300.0, 0, 0, 0, 0, 0), 7), 240, {}, {})
        assert (found.heaviest, found.heaviest_share) == (MONDAY + timedelta(days=1), 0.75)

    def test_a_week_of_one_day_has_no_heaviest(self):
        assert why(week((100.0, 0, 0, 0, 0, 0, 0), 7), 240, {}, {}).heaviest is None

    @pytest.mark.parametrize(
        ("load", "now", "before", "service", "apart"),
        [
            (100.0, {"A": 450.0, "B": 50.0}, {"A": 300.0, "B": 750.0}, "A", 350.0),
            (40.0, {"A": 150.0, "B": 50.0}, {"A": 300.0, "B": 750.0}, "B", -200.0),
        ],
    )
    def test_the_service_that_differs_the_way_the_week_does(
        self, load, now, before, service, apart
    ):
        told = why(week((load,) * 5 + (0.0, 0.0), 7, (50.0,) * 21), 240, now, before)
        assert (told.service, told.apart) == (service, apart)

    def test_while_it_runs_the_largest_share(self):
        told = why(week(WORKED, 4, (50.0,) * 21), 240, {"A": 400.0, "": 100.0}, {"A": 9.0})
        assert (told.service, told.apart, told.share) == ("A", None, 0.8)
