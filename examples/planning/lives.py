"""A practice of regulars who come and leave, walk-ins, a season and a growth, session by session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, pi, sin
from random import Random

from mtdesk.insight.plan.steps import Work
from mtdesk.insight.plan.weeks import WEEKS_AHEAD, Costs, Known

BEGAN = date(2024, 1, 1)  # a Monday
LIMIT = 240
RENT_MINOR = 250_00  # a month, of the second workplace; it is among the costs
# name, minutes, price, effort, how often it is asked for
SERVICES = (
    ("Swedish", 60, 90_00, 3.0, 5),
    ("Deep tissue", 60, 110_00, 6.0, 4),
    ("Deep tissue long", 90, 150_00, 6.0, 2),
    ("Reflexology", 45, 70_00, 4.0, 2),
)
DAYS = ((0, 4), (1, 5), (2, 3), (3, 5), (4, 4), (5, 1))  # weekday, how often


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How a practice works: what it has of season, growth in a year, and clients who leave in a week."""

    name: str
    season: float = 0.0
    growth: float = 0.0
    leaving: float = 0.005
    weeks: int = 104
    varies: bool = False  # each life has its own season and growth, up to these, either way


KINDS = (
    Kind(name="season, growth and leaving together", season=0.2, growth=0.15, leaving=0.012, varies=True),
    Kind(name="the same, one year known", season=0.2, growth=0.15, leaving=0.012, weeks=52, varies=True),
    Kind(name="steady"),
    Kind(name="season of ±20 %", season=0.2),
    Kind(name="10 % more each year", growth=0.10),
    Kind(name="10 % less each year", growth=-0.10),
    Kind(name="clients who leave, 2 % a week", leaving=0.02),
)  # fmt: skip


@dataclass
class Regular:
    number: int
    service: int
    weekday: int
    every: float  # weeks
    place: int


@dataclass(frozen=True)
class Life:
    """What she knows, and the weeks that then came, as she would have lived them without a change."""

    known: Known
    ahead: tuple[tuple[Work, ...], ...]
    income_minor: tuple[int, ...]


def life(kind: Kind, seed: int) -> Life:
    random = Random(f"{kind.name} {seed}")
    season, growth = kind.season, kind.growth
    if kind.varies:
        season, growth = random.uniform(0, season), random.uniform(-growth, growth)
    phase = random.uniform(0, 2 * pi)
    size = random.uniform(0.7, 1.3)
    count = kind.weeks + WEEKS_AHEAD + 1  # the running week lies between them
    holidays = {random.randrange(52) for _ in range(3)}
    holidays |= {week + 1 for week in list(holidays)[:1]}
    regulars = [_regular(random, number) for number in range(round(24 * size))]
    number, weeks = len(regulars), []
    for week in range(count):
        level = exp(growth * (week - kind.weeks) / 52)
        swing = 1 + season * sin(2 * pi * week / 52 + phase)
        regulars = [each for each in regulars if random.random() >= kind.leaving]
        coming = 24 * size * level * kind.leaving + max(24 * size * level - len(regulars), 0) * 0.02
        for _ in range(_poisson(random, coming)):
            number += 1
            regulars.append(_regular(random, number))
        weeks.append(
            ()
            if week % 52 in holidays
            else _week(random, BEGAN + timedelta(weeks=week), regulars, swing, 4 * size * level)
        )
    return _life(kind, weeks)


def _life(kind: Kind, weeks: list[tuple[Work, ...]]) -> Life:
    income = [sum(each.brought_minor for each in week) for week in weeks]
    year = weeks[: kind.weeks][-52:]
    held = sum(len(week) for week in year)
    known = Known(
        weeks=tuple(weeks[: kind.weeks]),
        income_minor=tuple(income[: kind.weeks]),
        costs=Costs(
            taken_off_minor=sum(income[: kind.weeks][-52:]) * 2 // 100,
            by_session_minor=held * 3_00,
            fixed_minor=12 * 700_00,
            by_session_minutes=held * 10,
            fixed_minutes=52 * 120,
            rent_minor=12 * RENT_MINOR,
            rents_minor=RENT_MINOR,
        ),
        limit_minutes=LIMIT,
    )
    first = kind.weeks + 1
    return Life(known=known, ahead=tuple(weeks[first:]), income_minor=tuple(income[first:]))


def _regular(random: Random, number: int) -> Regular:
    service = random.choices(range(len(SERVICES)), [each[-1] for each in SERVICES])[0]
    weekday = random.choices([day for day, _ in DAYS], [often for _, often in DAYS])[0]
    return Regular(
        number, service, weekday, random.choice((1, 2, 2, 2, 3, 4, 4)), random.randrange(2)
    )


def _week(
    random: Random, monday: date, regulars: list[Regular], swing: float, walking_in: float
) -> tuple[Work, ...]:
    found = [
        _work(random, monday, each.weekday, each.service, each.number, each.place)
        for each in regulars
        if random.random() < 0.8 * swing / each.every
    ]
    for _ in range(_poisson(random, walking_in * swing)):
        service = random.choices(range(len(SERVICES)), [each[-1] for each in SERVICES])[0]
        weekday = random.choices([day for day, _ in DAYS], [often for _, often in DAYS])[0]
        found.append(_work(random, monday, weekday, service, None, random.randrange(2)))
    random.shuffle(found)
    return tuple(sorted(found, key=lambda each: each.day))


def _work(
    random: Random, monday: date, weekday: int, service: int, client: int | None, place: int
) -> Work:
    name, minutes, price, effort, _ = SERVICES[service]
    return Work(
        day=monday + timedelta(days=weekday),
        minutes=minutes,
        effort=max(effort + random.choice((-1.0, -0.5, 0.0, 0.0, 0.5, 1.0)), 0.5),
        service=name,
        worth_minor=price,
        tips_minor=random.choice((0, 0, 10_00, 15_00, 20_00)),
        client_id=client,
        workplace_id=place + 1,
    )


def _poisson(random: Random, mean: float) -> int:
    limit, count, product = exp(-mean), 0, random.random()
    while product > limit:
        count += 1
        product *= random.random()
    return count
