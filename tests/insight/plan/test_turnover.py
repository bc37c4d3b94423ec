"""Who leaves anyway: how much of it her own weeks say, and what that makes of a client who is dropped."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mtdesk.insight.plan.level import WANDERINGS
from mtdesk.insight.plan.steps import Steps, Work
from mtdesk.insight.plan.turnover import WHOLE, staying, unsure, wanderings, with_others
from mtdesk.insight.plan.weeks import Costs, Known

MONDAY = date(2024, 1, 1)


def known(*clients_by_week):
    """A week for each, with a session for each client in it."""
    weeks = tuple(
        tuple(
            Work(
                day=MONDAY + timedelta(weeks=week),
                minutes=60,
                effort=5.0,
                service="",
                client_id=each,
            )
            for each in clients
        )
        for week, clients in enumerate(clients_by_week)
    )
    income = (0,) * len(weeks)
    return Known(weeks=weeks, income_minor=income, costs=Costs(), limit_minutes=240)


MANY = [*range(1, 13)]


@pytest.mark.parametrize(
    ("weeks", "stays"),
    [
        ([MANY] * 104, WHOLE),  # all of them stay
        ([MANY] * 78 + [[*range(1, 10), 21, 22, 23]] * 26, 750),  # a quarter is others since
        ([MANY] * 78 + [[each + 20 for each in MANY]] * 26, 0),
        (
            [MANY] * 26 + [[*range(1, 7), *range(21, 27)]] * 26,
            500,
        ),  # of one year, half against half
        # Half as many sessions, of which as large a part is theirs: it is the part that counts.
        ([[*MANY, *MANY]] * 78 + [MANY] * 26, WHOLE),
        ([[1]] * 26 + [[]] * 52 + [[1]] * 26, None),  # nobody came in the year it is held against
        ([MANY] * 51, None),  # less than a year
        ([[None] * 12] * 104, None),  # nobody by number
        ([MANY] * 78 + [[]] * 26, None),
    ],
)
def test_how_much_stays(weeks, stays):
    assert staying(known(*weeks)) == stays


def test_of_who_is_dropped_so_many_sessions_are_somebody_elses():
    of_two = known(*[[1, 2]] * 40)
    found = with_others(of_two, Steps(clients=frozenset({1})), 750)
    held = [each.client_id for week in found.weeks for each in week]
    assert (held.count(1), held.count(2), held.count(None)) == (30, 40, 10)
    by_ten = [
        sum(week[0].client_id is None for week in found.weeks[at : at + 8]) for at in (0, 8, 16)
    ]
    assert by_ten == [2, 2, 2]  # evenly
    assert [len(week) for week in found.weeks] == [2] * 40


@pytest.mark.parametrize(
    ("clients", "stays"), [((), 750), ((1,), None), ((1,), WHOLE), ((99,), 750)]
)
def test_else_her_weeks_are_as_they_were(clients, stays):
    of_two = known(*[[1, 2]] * 40)
    assert with_others(of_two, Steps(clients=frozenset(clients)), stays) == of_two
    assert unsure(of_two, Steps(clients=frozenset(clients)), stays) == 0


def test_what_is_left_is_less_sure_the_more_is_dropped_and_the_fewer_they_are():
    of_ten = known(*[[*range(1, 11)]] * 60)
    one, five = (unsure(of_ten, Steps(clients=frozenset(range(count))), 750) for count in (2, 6))
    assert 0.03 < one < 0.06 < five < 0.2
    of_one = known(*[[1] * 5 + [*range(6, 11)]] * 60)
    assert unsure(of_one, Steps(clients=frozenset({1})), 750) > five
    assert unsure(known(*[[1]] * 60), Steps(clients=frozenset({1})), WHOLE) == 0  # nothing is left


def test_a_level_wanders_the_farther_the_more_leave():
    assert wanderings(None) == WANDERINGS
    assert wanderings(800) == pytest.approx((0.06, 0.12, 0.2))
    assert wanderings(WHOLE) < wanderings(900) < wanderings(800) < wanderings(500) < wanderings(0)
    assert wanderings(WHOLE)[0] > 0.02
