"""Days and instants in someone else's file: on whose clock they are, and whether the month is first.

An instant with an offset, or Z, is turned to the practice's own clock and belongs to its day there.
What is printed without one stays as printed. Whether `3/4/2026` is in March or in April is decided
for a whole column: by the cells that can be read in one way only, else by the practice's country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from mtdesk.errors import InvalidError
from mtdesk.model import period, rules
from mtdesk.model.importing import DAY_FIRST, ISO, MONTH_FIRST

_PRINTED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_CLOCK = re.compile(
    r"[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE
)
_WORDS = {DAY_FIRST: "day first", MONTH_FIRST: "month first", ISO: "year first"}


class Instant(NamedTuple):
    """An instant on the practice's clock, and as the file means it: what names a row for ever."""

    here: str
    printed: str


@dataclass(frozen=True, slots=True)
class Order:
    """How a column writes its days; `unsure` is a cell of it that could be read otherwise."""

    name: str
    unsure: str = ""


def order_of(cells: Iterable[str], *, is_month_first: bool) -> Order:
    """What the cells of a column say, and the country where they say nothing or contradict."""
    votes = {DAY_FIRST: 0, MONTH_FIRST: 0}
    unsure = ""
    for cell in cells:
        found = _PRINTED.match(cell.strip())
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > 12 >= second:
            votes[DAY_FIRST] += 1  # nobody puts the month first between points
        elif second > 12 >= first:
            votes[MONTH_FIRST] += 1
        elif first != second and not unsure:
            unsure = found[0]
    days, months = votes.values()
    if days == months:
        return Order(MONTH_FIRST if is_month_first else DAY_FIRST, unsure)
    contradict = days and months
    return Order(DAY_FIRST if days > months else MONTH_FIRST, unsure if contradict else "")


class _Column:
    """What days and instants share: one order for a whole column, found when it is first needed."""

    def __init__(self, *, order: str | None, is_month_first: bool) -> None:
        self.order = Order(order) if order else None
        self._is_told = order is not None
        self._is_month_first = is_month_first
        # The file that the column is in gives its cells.
        self.cells: Callable[[], Iterable[str]] = tuple

    def words(self) -> list[str]:
        """What must be said of how the column was read."""
        if self.order is None or not self.order.unsure:
            return []
        cell, name = self.order.unsure, self.order.name
        day = date.fromisoformat(self._iso(cell, "date"))
        read = f"{_WORDS[name]} ({cell} is {period.short_day(day)})"
        return [f"dates are read {read}; --dates says otherwise"]

    def _iso(self, printed: str, column: str) -> str:
        """`2026-11-20` of `20/11/2026` or `11/20/2026`."""
        found = _PRINTED.fullmatch(printed)
        if found is None:
            raise InvalidError(column, "is not a date; write it like 2026-11-20")
        if self.order is None:
            self.order = order_of(self.cells(), is_month_first=self._is_month_first)
        name = self.order.name
        if name == ISO:
            raise InvalidError(column, "is not a date like 2026-11-20, as --dates iso says")
        day, month = (found[1], found[3]) if name == DAY_FIRST else (found[3], found[1])
        if int(month) > 12 >= int(day):
            why = "--dates says" if self._is_told else "the column is read"
            raise InvalidError(
                column, f"there is no such day {_WORDS[name]}, as {why}; mend it, or use --dates"
            )
        return f"{found[4]}-{month:0>2}-{day:0>2}"


class Day(_Column):
    """`2026-11-20` of that, of `11/20/2026` or `20/11/2026`, or of an ISO 8601 date and time.

    With `today`, a day before 1950 or after it is a mistake. Where a column `may_lack` it, what does
    not begin with a digit, as a row of totals, is an empty text.
    """

    def __init__(
        self,
        zone: str,
        *,
        today: date | None = None,
        order: str | None = None,
        is_month_first: bool = True,
        may_lack: bool = False,
    ) -> None:
        super().__init__(order=order, is_month_first=is_month_first)
        self._zone = zone
        self._today = today
        self._may_lack = may_lack

    def __call__(self, cell: str, column: str) -> str:
        bare = cell.strip()
        if self._may_lack and not bare[:1].isdigit():
            return ""
        printed = _PRINTED.match(bare)
        if printed and _CLOCK.fullmatch(bare[printed.end() :]):
            bare = printed[0]
        if len(bare) > 10 and bare[4:5] == "-":
            bare = _instant(bare, column, self._zone).here[:10]
        elif not (bare.isascii() and len(bare) == 10 and bare[4] == "-" == bare[7]):
            bare = self._iso(bare, column)
        try:
            found = date.fromisoformat(bare)
        except ValueError:
            digits = bare.replace("-", "").isdigit()
            otherwise = "is not a date; write it like 2026-11-20"
            raise InvalidError(column, "there is no such day" if digits else otherwise) from None
        if self._today is not None:
            rules.PAST.check(found, self._today, column)
        return bare


class Moment(_Column):
    """An instant of any ISO 8601 date and time, or of `20/11/2026 14:30` and the like.

    What has no offset is on the practice's clock, or `is_utc`; a blank cell is a mistake, or one that
    `may_lack` it (an instant of two empty texts).
    """

    def __init__(
        self,
        zone: str,
        *,
        order: str | None = None,
        is_month_first: bool = True,
        is_utc: bool = False,
        may_lack: bool = False,
    ) -> None:
        super().__init__(order=order, is_month_first=is_month_first)
        self._zone = zone
        self._is_utc = is_utc
        self._may_lack = may_lack

    def __call__(self, cell: str, column: str) -> Instant:
        bare = cell.strip()
        if self._may_lack and not bare:
            return Instant("", "")
        if bare[4:5] != "-" and (printed := _PRINTED.match(bare)):
            clock = bare[printed.end() :]
            bare = self._iso(printed[0], column) + (_clock(clock, column) if clock else "")
        return _instant(bare, column, self._zone, is_utc=self._is_utc)


def _clock(text: str, column: str) -> str:
    """`T14:30:00` of ` 14:30` or ` 2:30 PM`; an ISO 8601 time stays as it is."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return f"T{text[1:].strip()}" if text[0] in "T " else text
    hour = int(found[1])
    if found[4]:
        if not 1 <= hour <= 12:
            raise InvalidError(column, "there is no such hour; write it like 14:30 or 2:30 PM")
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    return f"T{hour:02}:{found[2]}:{found[3] or '00'}"


def _instant(bare: str, column: str, zone: str, *, is_utc: bool = False) -> Instant:
    try:
        there = datetime.fromisoformat(bare)
    except ValueError:
        raise InvalidError(
            column, "is not a date and time; write it like 2026-11-23T14:30:00-05:00"
        ) from None
    rules.not_before(there.date(), column)
    if len(bare) <= 10:
        raise InvalidError(column, "has no time; write it like 2026-11-23T14:30:00-05:00")
    if is_utc and there.tzinfo is None:
        there, bare = there.replace(tzinfo=UTC), ""
    try:
        here = period.in_zone(there, zone)
    except InvalidError as error:
        raise InvalidError(column, error.message.partition(": ")[2]) from None
    # As it stands, where it can: writing an instant again costs six times as much as reading it.
    is_whole = len(bare) == 25 and bare[10] == "T" and bare[7] == "-" and bare[13] == ":"
    printed = bare if is_whole else period.format_instant(there if there.tzinfo else here)
    if there.tzinfo is None or there.utcoffset() == here.utcoffset():
        return Instant(printed, printed)
    return Instant(period.format_instant(here), printed)


def moment_of(day: str, clock: str, column: str, zone: str, there: str | None = None) -> Instant:
    """The instant of a day and a time printed apart, `14:30` or `2:30 PM`; on another clock `there`."""
    bare = clock.strip()
    if not bare:
        raise InvalidError(column, "has no time; write it like 14:30")
    instant = _instant(day + _clock(f" {bare}", column), column, there or zone)
    if there is None:
        return instant
    here = datetime.fromisoformat(instant.here).astimezone(period.zone(zone))
    return Instant(period.format_instant(here), instant.printed)


def day_elsewhere(day: str, clock: str, there: str, zone: str) -> str:
    """The practice's day of a date and a time printed in another zone; as printed without a time."""
    try:
        printed = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock.strip()))
    except ValueError:
        return day
    return (
        printed.replace(tzinfo=period.zone(there)).astimezone(period.zone(zone)).date().isoformat()
    )
