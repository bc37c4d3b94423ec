"""Steps as they are typed, read against what the practice holds."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any

from mtdesk.desk.week.plan.menu import among
from mtdesk.errors import InvalidError, MtdeskError, UsageError
from mtdesk.insight.plan.steps import Price, Shift, Step, Steps
from mtdesk.insight.plan.weeks import WEEKS_AHEAD
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import fold
from mtdesk.model.period import WEEKDAYS
from mtdesk.model.rules import PRICE
from mtdesk.model.text import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtdesk.desk.week.plan.menu import Menu

ALL = "all"  # every service with a price
KINDS = ("service", "client", "workplace")


@frozen
class Asked:
    """Words as they were typed; hours of the caps in decimals, `SERVICE=AMOUNT`, `SERVICE=SERVICE`."""

    cap_day: str | None = None
    cap_week: str | None = None
    price: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    shift: tuple[str, ...] = ()
    day_off: tuple[str, ...] = ()
    weeks_off: str | None = None

    def beside(self, field: str, value: str) -> Asked:
        """With one more; of what can be said once, this instead."""
        before = getattr(self, field)
        changes: dict[str, Any] = {field: (*before, value) if isinstance(before, tuple) else value}
        return replace(self, **changes)


def resolved(asked: Asked, menu: Menu) -> tuple[Steps, tuple[Step, ...]]:
    """The steps, and each of them as it is told.

    Raises:
        UsageError: something is not hers, is nonsense, or contradicts something else.
    """
    listed = [*_caps(asked), *_drops(asked, menu), *_shifts(asked, menu), *_prices(asked, menu)]
    listed += [*_days(asked), *_weeks(asked)]
    steps = made_of(listed, menu)
    _refuse_contradictions(steps, listed, menu)
    return steps, tuple(listed)


def made_of(listed: Iterable[Step], menu: Menu) -> Steps:
    """What is worked with, of the steps as they are told."""
    steps = Steps()
    for each in listed:
        steps = steps.beside(_made(each, menu))
    return steps


def _made(step: Step, menu: Menu) -> Steps:
    if step.kind == "cap_day":
        return Steps(cap_day=step.amount)
    if step.kind == "cap_week":
        return Steps(cap_week=step.amount)
    if step.kind == "day_off":
        return Steps(days_off=frozenset({WEEKDAYS.index(step.name)}))
    if step.kind == "weeks_off":
        return Steps(weeks_off=step.amount)
    if step.kind == "price":
        names = [step.name] if step.name != ALL else [*menu.services]
        more = step.amount - step.old
        return Steps(
            prices={
                name: Price(old_minor=old, new_minor=old + more)
                for name in names
                if (old := menu.services[name].price_minor)
            }
        )
    if step.kind == "shift":
        one, other = menu.services[step.name], menu.services[step.other]
        price = Price(old_minor=one.price_minor or 1, new_minor=other.price_minor or 1)
        shift = Shift(
            service=other.name, minutes=other.minutes or 60, effort=other.effort, price=price
        )
        return Steps(shifts={one.name: shift})
    return _dropped(step, menu)


def _dropped(step: Step, menu: Menu) -> Steps:
    if step.other == "service":
        return Steps(services=frozenset({step.name}))
    if step.other == "workplace":
        number = menu.workplaces[step.name]
        rent = menu.rent(number)
        return Steps(workplaces=frozenset({number}), rent_minor=rent or 0, unsaid_rent=rent is None)
    return Steps(clients=frozenset({step.amount}))


def _caps(asked: Asked) -> Iterator[Step]:
    for kind, text, most in (("cap_day", asked.cap_day, 24), ("cap_week", asked.cap_week, 100)):
        if text is None:
            continue
        option = kind.replace("_", "-")
        try:
            hours = float(text)
        except ValueError:
            hours = -1.0
        if not 0.25 <= hours <= most:
            raise UsageError(
                f"--{option} {text[:20]} is not hours of work; write them like 4 or 4.5"
            )
        yield Step(kind=kind, words=f"--{option} {hours:g}", amount=round(hours * 60))


def _prices(asked: Asked, menu: Menu) -> Iterator[Step]:
    for text in asked.price:
        name, equals, amount = text.rpartition("=")
        if not equals or not name.strip():
            raise UsageError(f"--price {text[:40]} is not SERVICE=AMOUNT, for example swedish=95")
        is_more = amount.strip().startswith("+")
        try:
            minor = menu.currency.parse(amount.strip().removeprefix("+"), "--price")
            PRICE.check(minor, menu.currency, "--price")
        except InvalidError as error:
            raise UsageError(error.message) from error
        if is_more and not minor:
            raise UsageError(f"--price {text[:40]} changes nothing; say how much more, as +5")
        if fold(name) == ALL:
            if not is_more:
                raise UsageError(
                    f"--price {text[:40]}: of all at once say how much more, as all=+5"
                )
            yield Step(
                kind="price", words=f"--price all=+{amount.strip()[1:]}", name=ALL, amount=minor
            )
            continue
        service = menu.service(name)
        if not service.price_minor:
            raise UsageError(
                f"--price: nothing was ever asked for {service.name}; give it a price first"
            )
        new = service.price_minor + minor if is_more else minor
        if new <= 0:
            raise UsageError(
                f"--price {text[:40]}: a price is above 0; --drop gives the service up"
            )
        yield Step(
            kind="price",
            words=option("--price", f"{service.name}={menu.currency.typed(new)}"),
            name=service.name,
            amount=new,
            old=service.price_minor,
        )


def _drops(asked: Asked, menu: Menu) -> Iterator[Step]:
    for text in asked.drop:
        kind, colon, rest = text.partition(":")
        wanted = kind if colon and kind in KINDS else ""
        words = (rest if wanted else text).strip()
        found: list[Step] = []
        service = among(words, menu.services) if wanted in {"", "service"} else ""
        if service:
            found.append(_drop(service, "service", text))
        place = menu.workplace(words) if wanted in {"", "workplace"} else ""
        if place:
            found.append(_drop(place, "workplace", text))
        try:
            named = menu.clients(words) if wanted in {"", "client"} else []
        except MtdeskError as error:
            raise UsageError(error.message) from error
        if len(named) > 1:
            several = joined([f"#{each.id}" for each in named], "or")
            raise UsageError(f"--drop: several clients are called “{words[:40]}”; write {several}")
        found += [_drop(each.name, "client", f"#{each.id}", each.id or 0) for each in named]
        if not found:
            raise UsageError(
                f"--drop: “{words[:40]}” is no service, client or workplace of yours; "
                "write the whole name"
            )
        if len(found) > 1:
            ways = joined([f"{each.other}:{words}" for each in found], "or")
            raise UsageError(f"--drop: “{words[:40]}” is more than one thing; write {ways}")
        yield found[0]


def _drop(name: str, what: str, text: str, number: int = 0) -> Step:
    return Step(kind="drop", words=option("--drop", text), name=name, other=what, amount=number)


def option(option: str, value: str) -> str:
    """As a shell takes it."""
    return f"{option} {quote(value)}"


def _shifts(asked: Asked, menu: Menu) -> Iterator[Step]:
    for text in asked.shift:
        name, equals, other = text.partition("=")
        if not equals or not name.strip() or not other.strip():
            raise UsageError(
                f"--shift {text[:40]} is not SERVICE=SERVICE, for example deep=swedish"
            )
        one, two = menu.service(name), menu.service(other)
        if one.name == two.name:
            raise UsageError(f"--shift: {one.name} would be shifted to itself; name two services")
        for each in (one, two):
            if not each.price_minor or not each.minutes:
                raise UsageError(
                    f"--shift: {each.name} has no price or no length; the menu takes both"
                )
        yield Step(
            kind="shift",
            words=option("--shift", f"{one.name}={two.name}"),
            name=one.name,
            other=two.name,
        )


def _days(asked: Asked) -> Iterator[Step]:
    for text in asked.day_off:
        name = weekday(text, "--day-off")
        yield Step(kind="day_off", words=f"--day-off {name}", name=name)


def weekday(text: str, field: str) -> str:
    """Raises UsageError: not one of the seven."""
    wanted = text.strip().casefold()
    found = [day for day in WEEKDAYS if len(wanted) > 1 and day.startswith(wanted)]
    if len(found) != 1:
        raise UsageError(f"{field}: “{text[:20]}” is not a weekday such as sunday or thu")
    return found[0]


def _weeks(asked: Asked) -> Iterator[Step]:
    text = asked.weeks_off
    if text is None:
        return
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= WEEKS_AHEAD):
        raise UsageError(
            f"--weeks-off {text[:20]} is not a number of weeks from 1 to {WEEKS_AHEAD}"
        )
    yield Step(kind="weeks_off", words=f"--weeks-off {int(text)}", amount=int(text))


def _refuse_contradictions(steps: Steps, listed: list[Step], menu: Menu) -> None:
    said: set[tuple[str, str]] = set()
    for each in listed:
        key = each.kind, each.name
        if key in said:
            raise UsageError(
                f"{each.words} says a second time what was said before; keep one of them"
            )
        said.add(key)
    if (
        any(each.kind == "price" and each.name == ALL for each in listed)
        and len([each for each in listed if each.kind == "price"]) > 1
    ):
        raise UsageError("--price all=… goes with no other price; name each service, or all")
    for name in steps.services:
        if name in steps.shifts or any(
            each.kind == "price" and each.name == name for each in listed
        ):
            raise UsageError(f"{name} is dropped and changed at once; choose one of them")
        if any(each.service == name for each in steps.shifts.values()):
            raise UsageError(f"{name} is dropped, so that nothing can be shifted to it")
    for name, shift in steps.shifts.items():
        if any(each.kind == "price" and each.name == name for each in listed):
            raise UsageError(
                f"{name} is shifted to {shift.service}: a price of its own says nothing"
            )
        if shift.service in steps.shifts:
            raise UsageError(
                f"{shift.service} is shifted itself, so that nothing can be shifted to it"
            )
    if menu.worked_days and menu.worked_days <= steps.days_off:
        raise UsageError("every day that you work on would be a day off; leave one of them")
