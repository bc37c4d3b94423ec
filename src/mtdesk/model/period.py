"""Days, weeks, years and local instants.

Periods are half-open inside; the dates that people see are inclusive.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

from mtdesk.errors import InvalidError
from mtdesk.model.text import pattern
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = pattern(r"\d{4}-\d{2}-\d{2}")


class Period:
    """Days from `start` up to, not including, `end`; a plain class, since every command defines it."""

    __slots__ = ("_end", "_start")

    def __init__(self, start: date, end: date) -> None:
        self._start, self._end = start, end

    @property
    def start(self) -> date:
        return self._start

    @property
    def end(self) -> date:
        return self._end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self._start, self._end))

    def __repr__(self) -> str:
        return f"Period({self._start}, {self._end})"

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def bounds(self) -> tuple[str, str]:
        """Start and end as days are stored."""
        return self.start.isoformat(), self.end.isoformat()

    def __len__(self) -> int:
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def days(self) -> Iterator[date]:
        for number in range(len(self)):
            yield self.start + timedelta(days=number)


def days_of_month(key: str, year: Period | None = None, months: int = 1) -> Period:
    """The days of a month, `2026-04`, or of so many from it on; only those that a year of accounts has."""
    first = date.fromisoformat(f"{key}-01")
    place = first.month - 1 + months
    end = first.replace(year=first.year + place // 12, month=place % 12 + 1)
    if year is None:
        return Period(first, end)
    return Period(max(first, year.start), min(end, year.end))


def parse_date(text: str, field: str = "date") -> date:
    """A day written `YYYY-MM-DD`.

    Raises:
        InvalidError: another form, or no such day.
    """
    if not (text.isascii() and _DATE.fullmatch(text)):
        raise InvalidError(field, f"“{text[:40]}” is not a date; write it like 2026-11-20")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidError(field, f"there is no day {text}") from None


def month_and_day(text: str, field: str) -> str:
    """A day of every year written `MM-DD`; up to the 28th, so that every quarter has such a day.

    Raises:
        InvalidError: another form, or no such day.
    """
    try:
        day = parse_date(f"2001-{text}").day
    except InvalidError:
        day = 31
    if day > 28:
        raise InvalidError(
            field, f"“{text[:20]}” is not a month and a day up to the 28th; write it like 04-06"
        )
    return text


def week_of(day: date, first_weekday: int = 0) -> Period:
    """The week around `day`; `first_weekday` 0 is Monday, 6 Sunday."""
    start = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return Period(start, start + timedelta(days=7))


def weeks_up_to(day: date, count: int, first_weekday: int = 0) -> Period:
    """The `count` whole weeks that end with the one around `day`."""
    last = week_of(day, first_weekday)
    return Period(last.end - timedelta(weeks=count), last.end)


def year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def days_before(day: date, count: int) -> Period:
    """The `count` days that end with `day`, `day` included."""
    return Period(day - timedelta(days=count - 1), day + timedelta(days=1))


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name.

    Raises:
        InvalidError: no such zone on this computer.
    """
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidError(
            "zone", f"“{name[:60]}” is not a time zone; write it like America/New_York"
        ) from None


def local_instant(day: date, clock: time, zone_name: str) -> datetime:
    """`day` and `clock` in the practice's zone, with the offset that holds then.

    Of an hour that a clock change doubles the first is meant.

    Raises:
        InvalidError: the clock change skips that hour.
    """
    from datetime import UTC

    there = zone(zone_name)
    instant = datetime.combine(day, clock.replace(fold=0), tzinfo=there)
    back = instant.astimezone(UTC).astimezone(there)
    if back.replace(tzinfo=None) != instant.replace(tzinfo=None):
        raise InvalidError(
            "time", f"{clock:%H:%M} does not exist on {day}: the clocks went forward over it"
        )
    return instant


def in_zone(instant: datetime, zone_name: str) -> datetime:
    """The same instant on the practice's own clock; one without an offset is on it already.

    Raises:
        InvalidError: the clock change skips that hour, or no calendar has such a day.
    """
    if instant.tzinfo is None:
        return local_instant(instant.date(), instant.time(), zone_name)
    try:
        return instant.astimezone(zone(zone_name))
    except OverflowError:
        raise InvalidError("time", "is beyond the calendar") from None


def format_instant(instant: datetime) -> str:
    """`2026-11-23T14:30:00-05:00`: as stored, and as JSON shows it."""
    return instant.isoformat(timespec="seconds")


def human_day(day: date | str, today: date) -> str:
    """`today`, `yesterday`, `Fri 20 Nov`, `20 Nov 2025`."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    away = (today - day).days
    if away == 0:
        return "today"
    if away == 1:
        return "yesterday"
    if away == -1:
        return "tomorrow"
    month = MONTHS[day.month - 1]
    if abs(away) < 180:
        return f"{WEEKDAYS[day.weekday()][:3].title()} {day.day} {month}"
    return f"{day.day} {month} {day.year}"


def short_day(day: date) -> str:
    """`16 Nov`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def hours(minutes: int) -> str:
    """`4 h 15`, `45 min`, `3 h`, `6,400 h`."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole:,} h {rest:02d}" if rest else f"{whole:,} h"


def long_day(day: date) -> str:
    """`Mon 23 Nov 2026`."""
    weekday, month = WEEKDAYS[day.weekday()][:3].title(), MONTHS[day.month - 1]
    return f"{weekday} {day.day} {month} {day.year}"


def year_words(year: Period) -> str:
    """`2026`; a year of accounts that spans two years is `2026/27`."""
    first, last = year.start.year, year.last.year
    return str(first) if first == last else f"{first}/{last % 100:02}"
