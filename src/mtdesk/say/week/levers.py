"""What a plan can be made of where it is chosen from rows: each thing with its values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.period import WEEKDAYS, hours

if TYPE_CHECKING:
    from mtdesk.desk.week.plan import Menu, Offered


@frozen
class Choice:
    """A value of a lever: how it is said, and the option of a plan that it stands for."""

    words: str
    option: str = ""
    value: str = ""


@frozen
class Lever:
    """One thing that can be changed; the first of its choices leaves it as it is."""

    name: str
    choices: tuple[Choice, ...]


AS_IT_IS = Choice(words="as it is")
_DEARER = 6  # steps of five
_MOST_WEEKS = 8


def levers(menu: Menu) -> list[Lever]:
    """What her plan can be made of, the most usual first; clients last, who came most first."""
    unit, currency = 5 * menu.currency.reach, menu.currency
    raised = [
        Choice(
            words=f"{currency.short(unit * count)} more",
            option="price",
            value=f"all=+{currency.typed(unit * count)}",
        )
        for count in range(1, _DEARER + 1)
    ]
    found = [
        Lever(
            name="most hands-on a day", choices=_caps("cap_day", _under(menu.longest_day, 30, 60))
        ),
        Lever(
            name="most hands-on a week",
            choices=_caps("cap_week", _under(menu.longest_week, 60, 120)),
        ),
        Lever(name="every price", choices=(AS_IT_IS, *raised)),
        Lever(
            name="weeks off",
            choices=(
                AS_IT_IS,
                *(
                    Choice(words=f"{count} more", option="weeks_off", value=str(count))
                    for count in range(1, _MOST_WEEKS + 1)
                ),
            ),
        ),
    ]
    found += [
        Lever(
            name=WEEKDAYS[day].title(),
            choices=(AS_IT_IS, Choice(words="off", option="day_off", value=WEEKDAYS[day])),
        )
        for day in sorted(menu.worked_days)
    ]
    found += [_of_service(each, menu, unit) for each in menu.services.values() if each.sessions]
    found += [
        Lever(
            name=f"at {name}",
            choices=(AS_IT_IS, Choice(words="no more", option="drop", value=f"workplace:{name}")),
        )
        for name in menu.workplaces
    ]
    found += [
        Lever(
            name=each.name,
            choices=(AS_IT_IS, Choice(words="no more", option="drop", value=f"client:#{each.id}")),
        )
        for each in menu.came
    ]
    return [each for each in found if len(each.choices) > 1]


def _under(most: int, step: int, least: int) -> range:
    """From just under her longest down."""
    return range((most - 1) // step * step, least - 1, -step)


def _caps(option: str, minutes: Iterable[int]) -> tuple[Choice, ...]:
    return (
        AS_IT_IS,
        *(Choice(words=hours(each), option=option, value=f"{each / 60:g}") for each in minutes),
    )


def _of_service(service: Offered, menu: Menu, unit: int) -> Lever:
    choices = [AS_IT_IS]
    if service.price_minor:
        choices += [
            Choice(
                words=menu.currency.short(service.price_minor + unit * count),
                option="price",
                value=f"{service.name}={menu.currency.typed(service.price_minor + unit * count)}",
            )
            for count in range(1, _DEARER + 1)
        ]
        choices += [
            Choice(
                words=f"{other.name} instead", option="shift", value=f"{service.name}={other.name}"
            )
            for other in menu.services.values()
            if other.name != service.name
            and other.sessions
            and other.price_minor
            and other.minutes
            and service.minutes
        ]
    choices.append(Choice(words="no more", option="drop", value=f"service:{service.name}"))
    return Lever(name=service.name, choices=tuple(choices))
