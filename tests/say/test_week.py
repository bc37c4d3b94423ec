"""The day and the week in words, at the edges of what they can be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mtdesk.insight.ahead import Ahead, DayAhead, WeekAhead
from mtdesk.insight.load import DayLoad
from mtdesk.insight.takings import Takings
from mtdesk.insight.week import Day, Week, why
from mtdesk.model.money import currency
from mtdesk.model.session import Session
from mtdesk.say.week import (
    booked_sentence,
    day_sentence,
    limits_sentence,
    week_ahead_sentence,
    week_in_short,
    week_sentence,
    week_title,
)
from mtdesk.say.week.beside import why_sentence

MONDAY = date(2026, 11, 23)
WORKED = (2, 2, 2, 2, 2, 0, 0)


def week(hours_a_day=WORKED, today=7, before=0, estimated=0.0, **more):
    """The week of that Monday by its hours, effort 5; `before` are the hours of each day before."""

    def day(number, worked):
        load = 300.0 * worked
        return DayLoad(
            day=MONDAY + timedelta(days=number),
            sessions=int(worked > 0),
            hands_on_minutes=60 * worked,
            load=load,
            estimated_load=load * estimated,
        )

    return Week(
        today=MONDAY + timedelta(days=today),
        days=tuple(day(number, worked) for number, worked in enumerate(hours_a_day)),
        before=tuple(day(number - 21, before) for number in range(21)),
        first_day=MONDAY - timedelta(days=21 if before else 0),
        short_gaps=0,
        unpaid_minutes=0,
        currency="USD",
        money=Takings(),
        findings=(),
        **more,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "10 h hands-on in 5 sessions; 2 rest days"),
        ({"before": 1}, "10 h hands-on in 5 sessions, 1.4x your usual load; 2 rest days"),
        (
            {"before": 1, "estimated": 0.5},
            "10 h hands-on in 5 sessions, ~1.4x your usual load; 2 rest days",
        ),
        (
            {"hours_a_day": (1, 0, 0, 0, 0, 0, 0), "today": 0},
            "1 h hands-on in 1 session; no rest day, the last was yesterday",
        ),
        (
            {"hours_a_day": (1,) * 6 + (0,), "before": 1, "today": 5},
            "6 h hands-on in 6 sessions; no rest day in 27 days",
        ),
        (
            {"hours_a_day": (1,) * 6 + (0,), "today": 6},
            "6 h hands-on in 6 sessions; 1 rest day",
        ),
        ({"hours_a_day": (0,) * 7}, "No done session in this week."),
    ],
)
def test_the_week(given, said):
    assert week_sentence(week(**given)) == said


@pytest.mark.parametrize(
    ("given", "a_week", "said"),
    [
        ({}, None, "no day over 4 h"),
        ({"hours_a_day": (5, 2, 0, 0, 0, 0, 0)}, 480, "1 day over 4 h"),
        ({"hours_a_day": (5, 5, 0, 0, 0, 0, 0)}, 480, "2 h over your 8 h a week; 2 days over 4 h"),
        (
            {"today": 6, "before": 1},
            None,
            "load 3,000 beside a usual week's 2,100; no day over 4 h",
        ),
        (
            {"today": 6, "before": 1, "estimated": 1.0},
            None,
            "load ~3,000 beside a usual week's 2,100; no day over 4 h",
        ),
    ],
)
def test_what_it_is_held_against(given, a_week, said):
    assert limits_sentence(week(**given), 240, a_week) == said


@pytest.mark.parametrize(
    ("today", "ahead", "state"),
    [
        (7, None, ""),
        (6, None, ", still running"),
        (0, None, ", still running"),
        (-1, None, ", still to come, nothing booked yet"),
        (-1, Ahead(days=(), weeks=(), findings=()), ", still to come"),
    ],
)
def test_its_title_says_where_it_stands(today, ahead, state):
    assert week_title(week(today=today, ahead=ahead)) == f"Week 2026-11-23 to 2026-11-29{state}"


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        ((), "0 min hands-on of 4 h"),
        ((("done", 240),), "4 h hands-on of 4 h"),
        ((("done", 270),), "4 h 30 hands-on, 30 min past your 4 h"),
        ((("done", 60), ("booked", 60)), "1 h hands-on of 4 h; 2 h as booked"),
        ((("done", 60), ("booked", 240)), "1 h hands-on of 4 h; 5 h as booked, 1 h past"),
        ((("done", 60), ("no_show", 60)), "1 h hands-on of 4 h"),
    ],
)
def test_the_day(sessions, said):
    held = tuple(
        Session(local_date=str(MONDAY), minutes=minutes, status=status)
        for status, minutes in sessions
    )
    day = Day(day=MONDAY, sessions=held, check_in=None, limit_minutes=240, currency="USD")
    assert day_sentence(day) == said


@pytest.mark.parametrize(
    ("bookings", "ratio", "said", "of_week"),
    [
        (
            1, None, "2 h hands-on, load ~900; 1 h of it in 1 booking to come",
            "week of 2026-11-23: 2 h hands-on as booked",
        ),
        (
            2, 1.26, "2 h hands-on, load ~900, ~1.3x your usual; 1 h of it in 2 bookings to come",
            "week of 2026-11-23: 2 h hands-on as booked, ~1.3x your usual load",
        ),
    ],
)  # fmt: skip
def test_what_is_booked(bookings, ratio, said, of_week):
    day = DayAhead(day=MONDAY, sessions=bookings, booked_minutes=60)
    ahead = WeekAhead(start=MONDAY, minutes=120, load=900.0, ratio=ratio)
    assert booked_sentence(Ahead(days=(day,), weeks=(ahead,), findings=())) == said
    assert week_ahead_sentence(ahead) == of_week


def test_in_short_what_is_not_known_is_not_there():
    short = {name: (figure, beside) for name, figure, beside in week_in_short(
        week(hours_a_day=(0,) * 7, today=0), currency("USD"), None
    )}  # fmt: skip
    assert short["take-home"] == ("–", "")
    assert short["load"] == ("0", "")
    assert short["earned"] == ("$0", "")
    assert short["rest"] == ("1 rest day", "")
    short = week_in_short(week(before=1), currency("USD"), 5_200_000)
    assert ("load", "3,000", "1.4x your usual") in short
    assert ("earned", "$0", "of $1,000") in short


@pytest.mark.parametrize(
    ("given", "now", "before", "said"),
    [
        (
            {"before": 1}, {"Deep tissue": 3000.0, "Swedish": 90.0}, {"Swedish": 300.0},
            ("Mon was the heaviest day, 20 % of the load; "
            "Deep tissue brought 3,000 more load than in a usual week."),
        ),
        (
            {"hours_a_day": (1, 0, 0, 0, 0, 0, 0), "before": 1}, {"Swedish": 20.0}, {"Swedish": 300.0},
            "Swedish brought 80 less load than in a usual week.",
        ),
        (  # without a usual the largest share
            {}, {"Deep tissue": 2250.0, "Swedish": 750.0}, {},
            "Mon was the heaviest day, 20 % of the load; Deep tissue is 75 % of the load.",
        ),
        (
            {"today": 5}, {"": 3000.0}, {},
            ("Mon was the heaviest day, 20 % of the load; "
            "sessions without a service is 100 % of the load so far."),
        ),
        (
            {"hours_a_day": (5, 5, 5, 0, 0, 0, 0), "before": 1}, {}, {"Swedish": 300.0},
            "Mon, Tue and Wed were over 4 h.",
        ),
        ({"hours_a_day": (5, 0, 0, 0, 0, 0, 0), "today": 0}, {}, {}, "Mon was over 4 h."),
        ({"hours_a_day": (0,) * 7, "before": 1}, {}, {"Swedish": 300.0}, ""),
    ],
)  # fmt: skip
def test_why(given, now, before, said):
    found = week(**given)
    assert why_sentence(why(found, 240, now, before), 240, so_far=not found.is_over) == said
