"""What is wanted, as it is typed, and the small steps among which its answers are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.week.plan.asked import ALL, Asked, made_of, option, resolved, weekday
from mtdesk.errors import UsageError
from mtdesk.insight.plan.steps import Step
from mtdesk.insight.plan.wants import Choice, Family, Goal
from mtdesk.model.period import WEEKDAYS
from mtdesk.model.text import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtdesk.desk.week.plan.menu import Menu
    from mtdesk.insight.plan.weeks import Known

FIELDS = {
    "take-home": "take_home_minor",
    "income": "income_minor",
    "load": "load",
    "hours": "minutes",
    "long-days": "long_days",
}
OF_MONEY = ("take-home", "income")
_MOST_WEEKS = 6
_MOST_DEARER = 10  # steps of a price
_LEAST_OFTEN = 30  # a service or a workplace that is one session in so many may be dropped


def wanted(text: str) -> tuple[tuple[Goal, ...], tuple[str, ...]]:
    """`take-home=same,load=-15%` and `rest=sunday+thursday`: the goals, and the days of rest.

    Raises:
        UsageError: it cannot be wanted, is wanted twice, or contradicts itself.
    """
    goals: dict[str, Goal] = {}
    rest: tuple[str, ...] = ()
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, value = (each.strip().casefold() for each in part.partition("="))
        if name in goals or (name == "rest" and rest):
            raise UsageError(f"--want: {name} is wanted twice; keep one of them")
        if equals and name == "rest":
            rest = tuple(dict.fromkeys(weekday(each, "--want rest") for each in value.split("+")))
        elif equals and name in FIELDS:
            goals[name] = _goal(name, value)
        else:
            names = joined([*FIELDS, "rest"], "or")
            raise UsageError(f"--want: “{part[:40]}” is none of {names}, as load=-15%")
    if not goals and not rest:
        raise UsageError("--want is empty; write it like take-home=same,load=-15%")
    if len(rest) == len(WEEKDAYS):
        raise UsageError("--want rest: every day would be free; leave one to work on")
    return tuple(goals.values()), rest


def _goal(name: str, value: str) -> Goal:
    field = FIELDS[name]
    if name == "long-days":
        if not (value.isascii() and value.isdigit() and len(value) < 4):
            raise UsageError(
                f"--want long-days={value[:20]} is not a number of days; write it like 0"
            )
        return Goal(field=field, most=int(value))
    if value == "same":
        return Goal(field=field)
    sign, digits = value[:1], value[1:].removesuffix("%")
    if sign not in {"-", "+"} or not (digits.isascii() and digits.isdigit() and len(digits) < 3):
        raise UsageError(
            f"--want {name}={value[:20]} is neither same nor a percentage such as -15%"
        )
    if sign == "+" and name not in OF_MONEY:
        raise UsageError(f"--want {name}={value}: no step adds work; {name} can be same or less")
    percent = int(digits)
    return Goal(field=field, percent=100 + (percent if sign == "+" else -percent))


def based(asked: Asked, rest: Iterable[str], menu: Menu) -> Choice:
    """What is asked in any case: the steps given beside, and the days of rest."""
    days = tuple(dict.fromkeys([*(weekday(each, "--day-off") for each in asked.day_off), *rest]))
    steps, listed = resolved(
        Asked(
            cap_day=asked.cap_day, cap_week=asked.cap_week, price=asked.price, drop=asked.drop,
            shift=asked.shift, day_off=days, weeks_off=asked.weeks_off,
        ),
        menu,
    )  # fmt: skip
    return Choice(listed=listed, steps=steps)


def lighter(known: Known, menu: Menu, base: Choice) -> Iterator[Family]:
    """Steps by which there is less work, a family a kind; those that are asked already left out."""
    taken = {each.kind for each in base.listed}
    if "cap_day" not in taken:
        yield _caps("cap_day", menu.longest_day, 30, 120, menu)
    if "cap_week" not in taken:
        yield _caps("cap_week", menu.longest_week, 60, 300, menu)
    for number in sorted(menu.worked_days - base.steps.days_off):
        name = WEEKDAYS[number]
        yield (_choice(menu, Step(kind="day_off", words=f"--day-off {name}", name=name)),)
    if "weeks_off" not in taken:
        yield tuple(
            _choice(menu, Step(kind="weeks_off", words=f"--weeks-off {count}", amount=count))
            for count in range(1, _MOST_WEEKS + 1)
        )
    if not taken & {"drop", "shift", "price"}:
        yield from _of_services(known, menu)
        yield from _of_workplaces(known, menu)


def _of_workplaces(known: Known, menu: Menu) -> Iterator[Family]:
    held = sum(len(week) for week in known.last_year)
    for name, number in menu.workplaces.items():
        if menu.at[number] * _LEAST_OFTEN >= held and menu.at[number] < held:
            words = option("--drop", f"workplace:{name}")
            yield (_choice(menu, Step(kind="drop", words=words, name=name, other="workplace")),)


def _of_services(known: Known, menu: Menu) -> Iterator[Family]:
    held = sum(len(week) for week in known.last_year)
    often = [each for each in menu.services.values() if each.sessions * _LEAST_OFTEN >= held]
    for one in often if len(often) > 1 else ():
        words = option("--drop", one.name)
        yield (_choice(menu, Step(kind="drop", words=words, name=one.name, other="service")),)
        for other in often:
            if not (one.price_minor and other.price_minor and one.minutes and other.minutes):
                continue
            if other.minutes * other.effort < one.minutes * one.effort:
                words = option("--shift", f"{one.name}={other.name}")
                step = Step(kind="shift", words=words, name=one.name, other=other.name)
                yield (_choice(menu, step),)


def dearer(menu: Menu, base: Choice) -> Iterator[Family]:
    """Prices by steps of five: all of them, and those of the two services given most."""
    if any(each.kind in {"price", "shift", "drop"} for each in base.listed):
        return
    unit = 5 * menu.currency.reach
    typed = menu.currency.typed
    steps = range(1, _MOST_DEARER + 1)
    yield tuple(
        _choice(
            menu,
            Step(
                kind="price",
                words=f"--price all=+{typed(unit * count)}",
                name=ALL,
                amount=unit * count,
            ),
        )
        for count in steps
    )


def _caps(kind: str, most: int, step: int, least: int, menu: Menu) -> Family:
    """From just under the longest down."""
    first = (most - 1) // step * step
    option_name = f"--{kind.replace('_', '-')}"
    return tuple(
        _choice(menu, Step(kind=kind, words=f"{option_name} {minutes / 60:g}", amount=minutes))
        for minutes in range(first, least - 1, -step)
    )


def _choice(menu: Menu, step: Step) -> Choice:
    return Choice(listed=(step,), steps=made_of([step], menu))
