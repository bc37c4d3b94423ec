"""How often what was lived lies within the range that a plan told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from mtdesk.insight.plan.drawn import Draws, Side, standing, total
from mtdesk.insight.plan.steps import Price, Shift, Steps
from mtdesk.insight.plan.weeks import Known, Week, weeks_with
from planning.lives import KINDS, RENT_MINOR, Kind, life

FIELDS = {
    "income": ("income_minor", "income_minor"),
    "load": ("load", "load"),
    "take-home": ("take_home_minor", "take_home_minor"),
    "an hour": ("take_home_per_hour_minor", "per_hour_minor"),
}
SWEDISH = Shift(
    service="Swedish", minutes=60, effort=3.0, price=Price(old_minor=110_00, new_minor=90_00)
)


def who_come_most(known: Known) -> list[int]:
    """Clients of the weeks that are drawn, who came most first."""
    came = Counter(each.client_id for week in known.last_year for each in week if each.client_id)
    return [number for number, _ in came.most_common()]


def _always(steps: Steps) -> Callable[[Known], Steps]:
    return lambda _: steps


# Each life is lived out with one of them.
PLANS: dict[str, Callable[[Known], Steps]] = {
    "nothing changed": _always(Steps()),
    "at most 4 h a day": _always(Steps(cap_day=240)),
    "at most 12 h a week": _always(Steps(cap_week=720)),
    "Swedish $10 dearer": _always(
        Steps(prices={"Swedish": Price(old_minor=90_00, new_minor=100_00)})
    ),
    "without the long deep tissue": _always(Steps(services=frozenset({"Deep tissue long"}))),
    "without the second workplace and its rent": _always(
        Steps(workplaces=frozenset({2}), rent_minor=RENT_MINOR)
    ),
    "without the client who came most": lambda known: Steps(
        clients=frozenset(who_come_most(known)[:1])
    ),
    "Swedish instead of deep tissue": _always(Steps(shifts={"Deep tissue": SWEDISH})),
    "Thursday off": _always(Steps(days_off=frozenset({3}))),
    "two weeks off": _always(Steps(weeks_off=2)),
}


def covered(task: tuple[Kind, int]) -> tuple[str, str, dict[str, bool]]:
    """One life with one plan: the kind, the plan, and which figures lay within their range."""
    kind, number = task
    found = life(kind, number)
    name = [*PLANS][number % len(PLANS)]
    steps = PLANS[name](found.known)
    draws = Draws(found.known, Random(number))
    told = standing(draws.totals(Side(found.known, steps)))
    ahead = replace(found.known, weeks=found.ahead, income_minor=found.income_minor)
    weeks = weeks_with(ahead, steps)
    worked = [place for place, week in enumerate(weeks) if week.sessions]
    off = set(Random(number + 1).sample(worked, min(steps.weeks_off, len(worked))))
    lived = [Week() if place in off else week for place, week in enumerate(weeks)]
    truth = total(lived, found.known, replace(steps, weeks_off=0))  # those off are in it
    within = {}
    for figure, (ranged, single) in FIELDS.items():
        bounds, value = getattr(told, ranged), getattr(truth, single)
        within[figure] = bounds is not None and bounds.low <= value <= bounds.high
    return kind.name, name, within


def tasks(first: int, lives: int) -> list[tuple[Kind, int]]:
    return [(kind, number) for kind in KINDS for number in range(first, first + lives)]
