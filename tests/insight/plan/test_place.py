"""Where a booking costs least: never a day past the limit, never a free one, and with a rest around it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from mtdesk.insight.plan.place import Place, Taken, place

MONDAY = date(2026, 11, 30)
DAYS = [MONDAY + timedelta(days=day) for day in range(7)]


def taken(day, clock, minutes=60, effort=5.0, who=""):
    on = MONDAY + timedelta(days=day)
    starts = datetime.fromisoformat(f"{on}T{clock}:00-05:00") if clock else None
    return Taken(day=on, minutes=minutes, effort=effort, starts=starts, who=who)


FULL = [taken(0, "09:00"), taken(0, "10:15"), taken(0, "11:30")]


def found(*more, meant=0, minutes=60, limit=240):
    return place(MONDAY + timedelta(days=meant), minutes, [*FULL, *more], DAYS, limit)


@pytest.mark.parametrize(
    ("more", "day", "clock", "after"),
    [
        ([], None, None, None),  # every other day is free, and stays so
        ([taken(2, "09:00", who="Ana")], 2, "10:15", "Ana"),
        ([taken(2, "09:00"), taken(3, "09:00", 45, 3.0, "Bo")], 3, "10:00", "Bo"),
        # After the one that asks least, where it fits with a rest on both sides.
        ([taken(2, "09:00", effort=2, who="Ana"), taken(2, "11:30", effort=5, who="Bo")], 2, "10:15", "Ana"),
        ([taken(2, "09:00", effort=2, who="Ana"), taken(2, "11:15", effort=5, who="Bo")], 2, "12:30", "Bo"),
        ([taken(2, "", who="Ana")], 2, None, ""),  # when it is, nobody said
        ([taken(2, "09:00", 200)], None, None, None),  # past the limit
        ([taken(2, "09:00", 160, 5.0)], None, None, None),  # hardly lighter
    ],
)  # fmt: skip
def test_the_lightest_day_and_where_on_it(more, day, clock, after):
    where = found(*more)
    if day is None:
        assert where is None
        return
    assert isinstance(where, Place)
    assert where.day == MONDAY + timedelta(days=day)
    assert (f"{where.at:%H:%M}" if where.at else None) == clock
    assert where.after == after


def test_nothing_is_said_of_a_day_that_is_as_light():
    assert found(taken(2, "09:00"), meant=4) is None
