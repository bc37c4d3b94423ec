"""On which days an event of a calendar comes again (RFC 5545, from daily to yearly).

It goes through days, weeks, months or years up to a last day, so that a rule which never comes true, or
never ends, costs no more than any other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
}
_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_MOST = 400  # of anything a rule lists or counts by: a year has no more days


@frozen
class Rule:
    """`by_day` are (which one of the period, or 0 for each; weekday from Monday 0).

    `until` is as printed: whoever knows the event's zone compares it.
    """

    freq: str
    interval: int
    count: int | None
    until: str
    by_day: tuple[tuple[int, int], ...]
    by_month_day: tuple[int, ...]
    by_month: tuple[int, ...]
    by_place: tuple[int, ...]
    week_start: int


def rule_of(text: str) -> Rule:
    """The rule that `FREQ=WEEKLY;BYDAY=MO;COUNT=44` says.

    Raises:
        InvalidError: it says none, or one that is not for appointments.
    """
    parts: dict[str, str] = {}
    for each in text.strip().rstrip(";").split(";"):
        name, _, value = each.partition("=")
        parts[name.strip().upper()] = value.strip().upper()
    freq = parts.get("FREQ", "")
    if freq in _OFTEN:
        raise InvalidError("RRULE", "repeats more often than once a day")
    if freq not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise InvalidError("RRULE", "says no FREQ such as WEEKLY")
    if strange := sorted(parts.keys() - _KNOWN):
        raise InvalidError("RRULE", f"repeats in a way that is not read ({strange[0][:20]})")
    try:
        return Rule(
            freq=freq,
            interval=_figure(parts.get("INTERVAL", "1"), 1, 10_000),
            count=_figure(parts["COUNT"], 1, 10_000_000) if "COUNT" in parts else None,
            until=parts.get("UNTIL", ""),
            by_day=tuple(_weekday(each) for each in _listed(parts, "BYDAY")),
            by_month_day=tuple(_signed(each, 31) for each in _listed(parts, "BYMONTHDAY")),
            by_month=tuple(_figure(each, 1, 12) for each in _listed(parts, "BYMONTH")),
            by_place=tuple(_signed(each, 366) for each in _listed(parts, "BYSETPOS")),
            week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
        )
    except ValueError:
        raise InvalidError("RRULE", "cannot be read") from None


def _listed(parts: dict[str, str], name: str) -> list[str]:
    found = parts[name].split(",") if parts.get(name) else []
    if len(found) > _MOST:
        raise ValueError
    return found


def _figure(text: str, least: int, most: int) -> int:
    if len(text) > 9 or not least <= int(text) <= most:
        raise ValueError
    return int(text)


def _signed(text: str, most: int) -> int:
    number = _figure(text, -most, most)
    if not number:
        raise ValueError
    return number


def _weekday(text: str) -> tuple[int, int]:
    number = text[:-2]
    return (_signed(number, 53) if number else 0), _WEEKDAYS.index(text[-2:])


class Steps:
    """How many periods may still be gone through, over all rules of a file."""

    def __init__(self, left: int = 1_000_000) -> None:
        self.left = left


def days(rule: Rule, start: date, last: date, steps: Steps | None = None) -> Iterator[date]:
    """The days of a rule from `start` up to `last`, in order; `COUNT` is kept, `UNTIL` is not.

    Raises:
        InvalidError: `steps` are used up.
    """
    left = rule.count
    steps = steps or Steps()
    for candidates in _periods(rule, start, last):
        steps.left -= 1
        if steps.left < 0:
            raise InvalidError(
                "RRULE", "the file recurs more often than any practice's; export fewer years"
            )
        found = sorted(set(candidates))
        if rule.by_place:
            size = len(found)
            places = {each - 1 if each > 0 else size + each for each in rule.by_place}
            found = [day for place, day in enumerate(found) if place in places]
        for day in found:
            if day < start:
                continue
            if day > last or left == 0:
                return
            yield day
            if left is not None:
                left -= 1
        if left == 0:
            return


def _periods(rule: Rule, start: date, last: date) -> Iterator[list[date]]:
    """The days of each period that the rule may mean, before their places are looked at."""
    if rule.freq == "DAILY":
        step = timedelta(days=rule.interval)
        day = start
        while day <= last:
            yield [day] if _is_meant(rule, day) else []
            day += step
    elif rule.freq == "WEEKLY":
        monday = start - timedelta(days=(start.weekday() - rule.week_start) % 7)
        wanted = {weekday for _, weekday in rule.by_day} or {start.weekday()}
        while monday <= last:
            week = [monday + timedelta(days=number) for number in range(7)]
            yield [
                each for each in week
                if each.weekday() in wanted and (not rule.by_month or each.month in rule.by_month)
            ]  # fmt: skip
            monday += timedelta(weeks=rule.interval)
    elif rule.freq == "MONTHLY":
        month = start.year * 12 + start.month - 1
        while month <= last.year * 12 + last.month - 1:
            year, number = divmod(month, 12)
            is_in = not rule.by_month or number + 1 in rule.by_month
            yield _of_month(rule, year, number + 1, start.day) if is_in else []
            month += rule.interval
    else:
        for year in range(start.year, last.year + 1, rule.interval):
            yield _of_year(rule, year, start)


def _is_meant(rule: Rule, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return (
        (not rule.by_month or day.month in rule.by_month)
        and (not rule.by_day or day.weekday() in {weekday for _, weekday in rule.by_day})
        and (
            not rule.by_month_day
            or day.day in rule.by_month_day
            or day.day - length - 1 in rule.by_month_day
        )
    )


def _of_month(rule: Rule, year: int, month: int, day: int) -> list[date]:
    length = monthrange(year, month)[1]
    whole = [date(year, month, number) for number in range(1, length + 1)]
    if rule.by_month_day:
        return [each for each in whole if _is_meant(rule, each)]
    if rule.by_day:
        return _nth(rule, whole)
    return whole[day - 1 : day]


def _of_year(rule: Rule, year: int, start: date) -> list[date]:
    months = rule.by_month or (range(1, 13) if rule.by_month_day else (start.month,))
    if rule.by_day and not rule.by_month and not rule.by_month_day:
        first = date(year, 1, 1)
        whole = [first + timedelta(days=number) for number in range(366)]
        return _nth(rule, [each for each in whole if each.year == year])
    return [each for month in months for each in _of_month(rule, year, month, start.day)]


def _nth(rule: Rule, whole: list[date]) -> list[date]:
    """The first, the last, or each of a weekday among the days of a period."""
    found = []
    for number, weekday in rule.by_day:
        of_it = [each for each in whole if each.weekday() == weekday]
        if not number:
            found += of_it
        elif abs(number) <= len(of_it):
            found.append(of_it[number - 1 if number > 0 else number])
    return found
