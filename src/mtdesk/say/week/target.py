"""How a week stands against the plan that is kept, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtdesk.model.period import WEEKDAYS, hours, short_day
from mtdesk.model.text import counted, joined

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.desk.week.plan.target import Against
    from mtdesk.model.money import Currency

LABEL = "plan"


def against_sentence(found: Against, currency: Currency) -> str:
    """`since 28 Nov: at most 4 h a day (kept); load 4,100 a week of 4,530 aimed at.`"""
    parts = [*_steps(found), *_figures(found, currency)]
    return f"since {short_day(found.target.since)}: {'; '.join(parts)}."


def _steps(found: Against) -> Iterator[str]:
    target = found.target
    if target.cap_day is not None:
        yield f"at most {hours(target.cap_day)} a day ({_kept(found.over, 'past it on')})"
    if target.cap_week is not None:
        yield f"{hours(found.minutes)} of at most {hours(target.cap_week)} this week"
    if target.days_off:
        days = joined([WEEKDAYS[day].title() for day in sorted(target.days_off)])
        yield f"{days} off ({_kept(found.worked_off, 'worked on')})"
    for name, value in target.options:
        if name in _OTHERS:
            yield _OTHERS[name](value)


def _price(value: str) -> str:
    name, _, amount = value.rpartition("=")
    return f"{'every price' if name == 'all' else name} {amount}"


def _shift(value: str) -> str:
    one, _, other = value.partition("=")
    return f"{other} instead of {one}"


def _drop(value: str) -> str:
    return f"without {value.removeprefix('service:').removeprefix('workplace:')}"


def _weeks(value: str) -> str:
    return f"{counted(int(value), 'week')} off"


_OTHERS = {
    "--price": _price,
    "--shift": _shift,
    "--drop": _drop,
    "--weeks-off": _weeks,
}


def _kept(days: tuple[date, ...], otherwise: str) -> str:
    if not days:
        return "kept so far"
    return f"{otherwise} {joined([WEEKDAYS[day.weekday()][:3].title() for day in days])}"


def _figures(found: Against, currency: Currency) -> Iterator[str]:
    target = found.target
    if not found.weeks:
        yield "the first whole week is still to come"
        return
    over = f"in the mean of {counted(found.weeks, 'week')}"
    if found.load is not None and target.load is not None:
        yield f"load {found.load:,} a week, aimed at {target.load:,}, {over}"
    if found.take_home_minor is not None and target.take_home_minor is not None:
        aim = currency.whole(target.take_home_minor)
        yield f"take-home {currency.whole(found.take_home_minor)} a week, aimed at {aim}"


def against_document(found: Against | None) -> dict[str, Any] | None:
    if found is None:
        return None
    target = found.target
    return {
        "since": target.since.isoformat(),
        "options": [" ".join(option) for option in target.options],
        "aimed_load": target.load,
        "aimed_take_home_minor": target.take_home_minor,
        "weeks": found.weeks,
        "load": found.load,
        "take_home_minor": found.take_home_minor,
        "days_past_cap": [day.isoformat() for day in found.over],
        "days_worked_off": [day.isoformat() for day in found.worked_off],
    }
