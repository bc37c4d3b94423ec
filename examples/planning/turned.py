"""Whether an answer to what is wanted gives what it promises, where it is lived.

Each kind of step is asked by itself, so that its answers are lived also where others ask less.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

from mtdesk.insight.plan.drawn import Draws, Standing, Total, total
from mtdesk.insight.plan.steps import Price, Shift, Step, Steps
from mtdesk.insight.plan.wants import Choice, Family, Goal, Search
from mtdesk.insight.plan.weeks import Known, weeks_with
from planning.covering import who_come_most
from planning.lives import DAYS, KINDS, RENT_MINOR, SERVICES, life

KIND = KINDS[0]
GOALS = (Goal(field="take_home_minor"), Goal(field="load", percent=85))
POINTS = 5  # of percent: how near a promise is kept


MOST_CLIENTS = 12  # that are dropped at once, who came most first


def _choice(kind: str, steps: Steps) -> Choice:
    return Choice(listed=(Step(kind=kind, words="", name=kind),), steps=steps)


def _one(kind: str, steps: Steps) -> Family:
    return (_choice(kind, steps),)


def families(known: Known) -> dict[str, list[Family]]:
    """By what the steps change."""
    most = who_come_most(known)[:MOST_CLIENTS]
    shifts = [
        _one(f"{one[0]}={other[0]}", Steps(shifts={one[0]: _shift(one, other)}))
        for one, other in permutations(SERVICES, 2)
        if other[1] * other[3] < one[1] * one[3]
    ]
    return {
        "hours a day": [
            tuple(_choice("cap_day", Steps(cap_day=minutes)) for minutes in range(390, 90, -30))
        ],
        "hours a week": [
            tuple(_choice("cap_week", Steps(cap_week=minutes)) for minutes in range(1500, 300, -60))
        ],
        "a day off": [_one(f"day {day}", Steps(days_off=frozenset({day}))) for day, _ in DAYS],
        "weeks off": [tuple(_choice("weeks_off", Steps(weeks_off=count)) for count in range(1, 7))],
        "a service dropped": [
            _one(name, Steps(services=frozenset({name}))) for name, *_ in SERVICES
        ],
        "a service shifted": shifts,
        "a workplace dropped": [
            _one("1", Steps(workplaces=frozenset({1}))),
            _one("2", Steps(workplaces=frozenset({2}), rent_minor=RENT_MINOR)),
        ],
        "clients dropped": [
            tuple(
                _choice("clients", Steps(clients=frozenset(most[:count])))
                for count in range(1, len(most) + 1)
            )
        ],
    }


def _shift(one: tuple[str, int, int, float, int], other: tuple[str, int, int, float, int]) -> Shift:
    name, minutes, minor, effort, _ = other
    price = Price(old_minor=one[2], new_minor=minor)
    return Shift(service=name, minutes=minutes, effort=effort, price=price)


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
ASKED = (
    "income in its range",
    "load in its range",
    "take-home in its range",
    "load as promised",
    "take-home as promised",
)
FIELDS = {"income": "income_minor", "load": "load", "take-home": "take_home_minor"}


def lived_answers(number: int) -> list[tuple[str, dict[str, bool]]]:
    """Every answer of one life, lived, with what it changes."""
    found = life(KIND, number)
    search = Search(found.known, Draws(found.known, Random(number)), GOALS, _choice("", Steps()))
    ahead = replace(found.known, weeks=found.ahead, income_minor=found.income_minor)
    before = total(weeks_with(ahead, Steps()), found.known, Steps())
    rows = []
    for changes, of_kind in families(found.known).items():
        wanted = search.answers(of_kind, PRICES)
        for answer in wanted.answers:
            after = total(weeks_with(ahead, answer.steps), found.known, answer.steps)
            rows.append((changes, _held(answer.then, wanted.now, before, after)))
    return rows


def _held(then: Standing, now: Standing, before: Total, after: Total) -> dict[str, bool]:
    row = {}
    for name, field in FIELDS.items():
        told, value = getattr(then, field), getattr(after, field)
        promised = 100 * told.middle / getattr(now, field).middle
        came = 100 * value / getattr(before, field)
        row[f"{name} in its range"] = told.low <= value <= told.high
        row[f"{name} as promised"] = abs(came - promised) <= POINTS
    return {asked: row[asked] for asked in ASKED}
