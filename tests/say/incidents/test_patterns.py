"""Where incidents gather, in words."""

from __future__ import annotations

from mtdesk.insight.incidents import Happened, patterns
from mtdesk.say.incidents import stands_out

WORKED = {
    "workplace": {"studio": 200, "hotel": 20, None: 5},
    "weekday": {0: 100, 4: 125},
    "hour": {9: 150, 20: 50, None: 25},
}


def happened(day="2026-11-20", **facts):
    return Happened(local_date=day, kind="threat", severity=3, **facts)


def test_a_client_who_comes_back():
    rows = [happened("2026-06-15", client_id=7, client="Dale"), happened(client_id=7, client="D.")]
    assert list(stands_out(patterns(rows, WORKED))) == [
        "Dale: 2 incidents, 2026-06-15 to 2026-11-20"
    ]


def test_a_rate_twice_that_of_the_whole():
    evening = [happened(hour=20, workplace="hotel") for _ in range(3)]
    morning = [happened(hour=9, workplace="studio"), happened(hour=9)]
    assert list(stands_out(patterns([*evening, *morning], WORKED))) == [
        "3 of 4 at hotel: 3 in 20 sessions, 15.0 in 100; 1.8 in all",
        "3 of 5 in sessions begun from 20:00 to 20:59: 3 in 50 sessions, 6.0 in 100; 2.5 in all",
    ]


def test_a_weekday_is_named():
    rows = [*(happened() for _ in range(6)), happened("2026-11-23")]  # Fridays, and a Monday
    worked = {**WORKED, "weekday": {0: 100, 4: 20}}
    assert list(stands_out(patterns(rows, worked))) == [
        "6 of 7 on Fridays: 6 in 20 sessions, 30.0 in 100; 5.8 in all"
    ]
