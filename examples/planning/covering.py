"""How often what was lived lies within the range that a plan told."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from mtdesk.insight.plan.drawn import Draws, Side, standing, total
from mtdesk.insight.plan.steps import Price, Shift, Steps
from mtdesk.insight.plan.weeks import Week, weeks_with
from planning.lives import KINDS, Kind, life

FIELDS = {
    "income": ("income_minor", "income_minor"),
    "load": ("load", "load"),
    "take-home": ("take_home_minor", "take_home_minor"),
    "an hour": ("take_home_per_hour_minor", "per_hour_minor"),
}
SWEDISH = Shift(
    service="Swedish", minutes=60, effort=3.0, price=Price(old_minor=110_00, new_minor=90_00)
)
# Each life is lived out with one of them.
PLANS = {
    "nothing changed": Steps(),
    "at most 4 h a day": Steps(cap_day=240),
    "at most 12 h a week": Steps(cap_week=720),
    "Swedish $10 dearer": Steps(prices={"Swedish": Price(old_minor=90_00, new_minor=100_00)}),
    "without the long deep tissue": Steps(services=frozenset({"Deep tissue long"})),
    "Swedish instead of deep tissue": Steps(shifts={"Deep tissue": SWEDISH}),
    "Thursday off": Steps(days_off=frozenset({3})),
    "two weeks off": Steps(weeks_off=2),
}


def covered(task: tuple[Kind, int]) -> tuple[str, str, dict[str, bool]]:
    """One life with one plan: the kind, the plan, and which figures lay within their range."""
    kind, number = task
    found = life(kind, number)
    name = [*PLANS][number % len(PLANS)]
    steps = PLANS[name]
    draws = Draws(found.known, Random(number), 200)
    told = standing(draws.totals(Side(found.known, steps)))
    ahead = replace(found.known, weeks=found.ahead, income_minor=found.income_minor)
    weeks = weeks_with(ahead, steps)
    worked = [place for place, week in enumerate(weeks) if week.sessions]
    off = set(Random(number + 1).sample(worked, min(steps.weeks_off, len(worked))))
    lived = [Week() if place in off else week for place, week in enumerate(weeks)]
    truth = total(lived, found.known)
    within = {}
    for figure, (ranged, single) in FIELDS.items():
        bounds, value = getattr(told, ranged), getattr(truth, single)
        within[figure] = bounds is not None and bounds.low <= value <= bounds.high
    return kind.name, name, within


def tasks(lives: int) -> list[tuple[Kind, int]]:
    return [(kind, number) for kind in KINDS for number in range(lives)]
