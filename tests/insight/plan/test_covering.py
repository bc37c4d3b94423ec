"""Whether the ranges hold, in small: `examples/plan_check.py` lives every plan 500 times."""

from __future__ import annotations

from math import log
from random import Random

from planning.covering import PLANS, covered, who_come_most
from planning.lives import KINDS, life
from planning.turned import ASKED, lived_answers

from mtdesk.insight.plan.drawn import Draws, Side, standing
from mtdesk.insight.plan.steps import Steps
from mtdesk.insight.plan.weeks import weeks_with
from mtdesk.model.frozen import replace

LIVES = 24


def test_lives_lie_in_their_ranges_about_four_times_in_five():
    within = [covered((KINDS[0], number))[2] for number in range(LIVES)]
    for figure in ("income", "load", "take-home"):
        count = sum(each[figure] for each in within)
        # Of 24 lives at four in five, fewer than 14 come once in 190 times.
        assert count >= 14, (figure, count)


KNOWN = life(KINDS[2], 3).known


def told(steps, seed=5):
    return standing(Draws(KNOWN, Random(seed), 60).totals(Side(KNOWN, steps)))


def test_the_same_seed_gives_the_same_ranges():
    assert told(Steps()) == told(Steps())
    assert told(Steps()) != told(Steps(), seed=6)


def test_what_falls_away_lowers_and_never_raises():
    now = told(Steps())
    for name, steps in PLANS.items():
        then = told(steps(KNOWN))
        if name not in {"nothing changed", "Swedish $10 dearer", "Swedish instead of deep tissue"}:
            assert then.load.middle < now.load.middle, name
            assert then.rest_days.middle >= now.rest_days.middle, name
    assert told(Steps(days_off=frozenset({3}))).rest_days.middle > now.rest_days.middle + 15


def test_without_those_who_came_most_as_much_is_left_as_is_lived():
    """Some of them would have left anyway, and others come: a plan that forgets it is a tenth too low."""
    off = []
    for number in range(LIVES // 2):
        found = life(KINDS[0], number)
        steps = Steps(clients=frozenset(who_come_most(found.known)[:6]))
        draws = Draws(found.known, Random(number), 60)
        now, then = (
            standing(draws.totals(Side(found.known, each))).load.middle for each in (Steps(), steps)
        )
        ahead = replace(found.known, weeks=found.ahead, income_minor=found.income_minor)
        lived = [sum(week.load for week in weeks_with(ahead, each)) for each in (Steps(), steps)]
        off.append(log(lived[1] / lived[0]) - log(then / now))
    assert abs(sum(off) / len(off)) < 0.05


def test_a_range_is_the_wider_the_more_clients_leave_and_not_under_a_cap():
    """The same sessions, but each by somebody new."""
    weeks = tuple(
        tuple(replace(each, client_id=1000 * week + place) for place, each in enumerate(held))
        for week, held in enumerate(KNOWN.weeks)
    )
    new = replace(KNOWN, weeks=weeks)
    for steps, is_wider in ((Steps(), True), (Steps(cap_week=600), False)):
        kept, left = (
            standing(Draws(each, Random(5), 60).totals(Side(each, steps))).load
            for each in (KNOWN, new)
        )
        assert (left.high - left.low > 1.1 * (kept.high - kept.low)) is is_wider


def test_answers_that_are_lived_give_about_what_they_promise():
    lived = lived_answers(2)
    rows = [row for _, row in lived]
    assert {what for what, _ in lived} >= {"a service dropped", "a service shifted", "a day off"}
    for asked in ASKED:
        assert sum(row[asked] for row in rows) * 2 >= len(rows), asked
    assert set(rows[0]) == set(ASKED)
