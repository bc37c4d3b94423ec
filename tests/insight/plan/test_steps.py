"""What each step makes of a week: what falls away, what moves, to the cent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mtdesk.insight.plan.steps import Price, Shift, Steps, Work, changed
from mtdesk.insight.plan.weeks import (
    Costs,
    Known,
    rent_saved,
    rent_unsaid,
    summed,
    weeks_with,
)

MONDAY = date(2026, 11, 23)


def work(day=0, minutes=60, **more):
    given = {"effort": 5.0, "service": "Deep", "worth_minor": 100_00, "tips_minor": 10_00}
    return Work(day=MONDAY + timedelta(days=day), minutes=minutes, **{**given, **more})


WEEK = [
    work(0), work(0, 90), work(0, service="Relax", worth_minor=80_00),
    work(2, client_id=7), work(3, workplace_id=2), work(3, minutes=None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        (Steps(), [0, 1, 2, 3, 4, 5]),
        (Steps(cap_day=150), [0, 1, 3, 4, 5]),
        (Steps(cap_day=149), [0, 3, 4, 5]),
        (Steps(cap_week=150), [0, 1]),
        (Steps(services=frozenset({"Deep"})), [2]),
        (Steps(clients=frozenset({7})), [0, 1, 2, 4, 5]),
        (Steps(workplaces=frozenset({2})), [0, 1, 2, 3, 5]),
        (Steps(days_off=frozenset({0, 3})), [3]),
    ],
)
def test_what_falls_away(steps, kept):
    assert changed(WEEK, steps) == [WEEK[place] for place in kept]


@pytest.mark.parametrize(
    ("old", "new", "paid", "worth"),
    [
        (90_00, 95_00, 90_00, 95_00),
        (90_00, 95_00, 45_00, 47_50),  # half price stays half price
        (90_00, 95_00, 0, 0),
        (30, 31, 15, 16),  # half a cent up
        (90_00, 80_00, 90_00, 80_00),
    ],
)
def test_a_price_moves_what_was_paid_in_proportion(old, new, paid, worth):
    steps = Steps(prices={"Deep": Price(old_minor=old, new_minor=new)})
    (found,) = changed([work(worth_minor=paid)], steps)
    assert (found.worth_minor, found.tips_minor) == (worth, 10_00)


@pytest.mark.parametrize(
    ("paid_by", "worth"), [("price", 80_00), ("minutes", 75_00), ("session", 100_00)]
)
def test_a_shift_pays_as_the_place_pays(paid_by, worth):
    shift = Shift(
        service="Relax", minutes=45, effort=2.0, price=Price(old_minor=100_00, new_minor=80_00)
    )
    (found,) = changed([work(paid_by=paid_by)], Steps(shifts={"Deep": shift}))
    assert (found.service, found.minutes, found.effort, found.worth_minor) == (
        "Relax",
        45,
        2.0,
        worth,
    )


def test_an_hourly_wage_knows_no_price():
    steps = Steps(prices={"Deep": Price(old_minor=100_00, new_minor=120_00)})
    assert changed([work(paid_by="minutes")], steps) == [work(paid_by="minutes")]


def test_money_of_a_week_moves_by_what_its_sessions_bring():
    known = Known(weeks=(tuple(WEEK),), income_minor=(500_00,), costs=Costs(), limit_minutes=240)
    (week,) = weeks_with(known, Steps(clients=frozenset({7})))
    assert week.income_minor == 500_00 - 110_00
    assert (week.sessions, week.minutes, week.unsaid) == (5, 270, 1)


@pytest.mark.parametrize(
    ("booked", "by_terms", "dropped", "saved", "unsaid"),
    [
        (0, 0, 0, 0, 0),
        (7_200_00, 600_00, 600_00, 7_200_00, 0),
        (7_200_00, 0, 0, 0, 7_200_00),  # for which place it is, nobody said
        (0, 600_00, 600_00, 0, 0),  # none was ever booked, so that none can fall away
        (3_000_00, 600_00, 600_00, 3_000_00, 0),
        (9_000_00, 600_00, 600_00, 7_200_00, 1_800_00),
        (7_200_00, 600_00, 0, 0, 0),  # it is another place's
        (7_200_00, 900_00, 600_00, 3_600_00, 0),  # the other place's comes first
        (-50_00, 0, 0, 0, 0),
    ],
)
def test_rent_is_saved_only_where_it_is_known_whose_it_is(booked, by_terms, dropped, saved, unsaid):
    costs = Costs(fixed_minor=10_000_00, rent_minor=booked, rents_minor=by_terms)
    known = Known(weeks=((),) * 60, income_minor=(0,) * 60, costs=costs, limit_minutes=240)
    assert rent_saved(known, Steps(rent_minor=dropped)) == saved
    assert rent_unsaid(known) == unsaid


def test_a_day_without_known_minutes_is_worked_and_its_money_apart():
    week = summed([work(3, minutes=None)], 240)
    assert (week.worked_days, week.minutes, week.load) == (1, 0, 0)
    assert (week.unsaid, week.unsaid_minor) == (1, 110_00)
