"""Whether an answer to what is wanted gives what it promises, where it is lived."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from mtdesk.insight.plan.drawn import Draws, total
from mtdesk.insight.plan.steps import Price, Step, Steps
from mtdesk.insight.plan.wants import Choice, Family, Goal, Search
from mtdesk.insight.plan.weeks import weeks_with
from planning.lives import DAYS, KINDS, SERVICES, life

KIND = KINDS[0]
GOALS = (Goal(field="take_home_minor"), Goal(field="load", percent=85))
POINTS = 5  # of percent: how near a promise is kept


def _choice(kind: str, steps: Steps) -> Choice:
    return Choice(listed=(Step(kind=kind, words="", name=kind),), steps=steps)


FAMILIES: tuple[Family, ...] = (
    tuple(_choice("cap_day", Steps(cap_day=minutes)) for minutes in range(390, 90, -30)),
    tuple(_choice("cap_week", Steps(cap_week=minutes)) for minutes in range(1500, 300, -60)),
    *((_choice(f"day {day}", Steps(days_off=frozenset({day}))),) for day, _ in DAYS),
    tuple(_choice("weeks_off", Steps(weeks_off=count)) for count in range(1, 7)),
)
PRICES: tuple[Family, ...] = (
    tuple(
        _choice(
            "price",
            Steps(
                prices={
                    name: Price(old_minor=minor, new_minor=minor + count * 5_00)
                    for name, _, minor, _, _ in SERVICES
                }
            ),
        )
        for count in range(1, 11)
    ),
)
ASKED = ("load in its range", "take-home in its range", "load as promised", "take-home as promised")


def lived_answers(number: int) -> list[dict[str, bool]]:
    """Every answer of one life, lived."""
    found = life(KIND, number)
    search = Search(
        found.known, Draws(found.known, Random(number), 120), GOALS, _choice("", Steps())
    )
    wanted = search.answers(FAMILIES, PRICES)
    ahead = replace(found.known, weeks=found.ahead, income_minor=found.income_minor)
    before = total(weeks_with(ahead, Steps()), found.known)
    rows = []
    for answer in wanted.answers:
        after = total(weeks_with(ahead, answer.steps), found.known, answer.steps.weeks_off)
        row = {}
        for name, field in (("load", "load"), ("take-home", "take_home_minor")):
            told, now = getattr(answer.then, field), getattr(wanted.now, field)
            value = getattr(after, field)
            promised = 100 * told.middle / now.middle
            came = 100 * value / getattr(before, field)
            row[f"{name} in its range"] = told.low <= value <= told.high
            row[f"{name} as promised"] = abs(came - promised) <= POINTS
        rows.append(row)
    return rows
