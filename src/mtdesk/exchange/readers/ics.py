"""iCalendar (RFC 5545): timed events are sessions and bookings; one that recurs is each of its times.

Read line by line: only what is asked of an event is held, and which times others stand in for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import events, recurring, zones
from mtdesk.exchange.readers.cells import shown
from mtdesk.exchange.readers.days import Instant
from mtdesk.exchange.readers.texts import Found, Line, Said, TextFormat
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.period import format_instant, zone
from mtdesk.model.rules import YEARS
from mtdesk.model.text import counted

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from mtdesk.exchange.readers.source import ReaderContext

MOST_OF_ONE = 10_000  # times of an event
MOST_OF_ALL = 20_000  # times of all that recur in one file
_LONGEST = 20_000  # characters of a value that are kept
_MOST_VALUES = 2_000  # lines of one event that are kept
_KEPT = {
    "UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "STATUS", "CLASS", "DESCRIPTION", "RRULE", "RDATE",
    "EXDATE", "EXRULE", "RECURRENCE-ID",
}  # fmt: skip
_START = re.compile(r"\ufeff?\s*BEGIN:VCALENDAR\b", re.IGNORECASE)
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?", re.ASCII)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?",
    re.ASCII,
)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_NAMES = ("SUMMARY", "DTSTART", "DTEND")


@dataclass(slots=True)
class _Value:
    """A property: its parameters as printed, its value."""

    parameters: str
    text: str

    @property
    def is_day(self) -> bool:
        return "VALUE=DATE" in self.parameters.upper().split(";") or (
            len(self.text) == 8 and self.text.isdigit()
        )

    @property
    def zone_name(self) -> str | None:
        found = re.search(r"(?:^|;)TZID=(\"[^\"]*\"|[^;]*)", self.parameters, re.IGNORECASE)
        return found[1].strip('"') if found else None


@dataclass(slots=True)
class _Event:
    line: int
    values: dict[str, list[_Value]] = field(default_factory=dict)
    count: int = 0

    def one(self, name: str) -> _Value | None:
        found = self.values.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        found = self.one(name)
        return "" if found is None else found.text

    def words(self, name: str) -> str:
        """A value of text, its escapes read."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.text(name))


def _unfolded(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines that were folded, whole again; what is longer than anything meant is cut."""
    began, parts, size = 0, list[str](), 0
    for number, text in lines:
        if text[:1] in {" ", "\t"} and parts:
            if size < _LONGEST:
                parts.append(text[1:])
                size += len(text)
            continue
        if parts:
            yield began, "".join(parts)
        began, parts, size = number, [text[:_LONGEST]], len(text)
    if parts:
        yield began, "".join(parts)


def _property(text: str) -> tuple[str, str, str]:
    """Name, parameters and value; the first colon outside of quotation marks parts them."""
    at = text.find(":")
    while at >= 0 and text.count('"', 0, at) % 2:
        at = text.find(":", at + 1)
    head, value = (text, "") if at < 0 else (text[:at], text[at + 1 :])
    name, _, parameters = head.partition(";")
    return name.strip().upper(), parameters, value.strip()


def _events(lines: Iterator[Line], ends: list[int]) -> Iterator[_Event | Problem]:
    """The events, whatever stands between them; `ends` gets the last line where the file is cut off."""
    within: list[str] = []
    event: _Event | None = None
    number = 0
    for number, text in _unfolded(lines):
        name, parameters, value = _property(text)
        if name == "BEGIN":
            kind = value.upper()
            if kind == "VEVENT":
                if event is not None:
                    yield Problem(
                        event.line, "BEGIN", "", "another event begins before this one ends"
                    )
                    if "VEVENT" in within:  # what it stood in may have ended
                        within = within[: within.index("VEVENT")]
                event = _Event(number)
            within.append(kind)
            del within[50:]
        elif name == "END":
            kind = value.upper()
            if kind in within:
                within = within[: len(within) - 1 - within[::-1].index(kind)]
            if kind == "VEVENT" and event is not None:
                yield event
                event = None
        elif event is not None and within and within[-1] == "VEVENT" and name in _KEPT:
            event.count += 1
            if event.count <= _MOST_VALUES:
                event.values.setdefault(name, []).append(_Value(parameters, value))
    if event is not None:
        yield Problem(event.line, "BEGIN", "", "the file ends inside of this event")
    elif within:
        ends.append(number)


class _Calendar:
    """One file that is read: its times in the practice's zone, which occurrences others replace."""

    def __init__(self, context: ReaderContext) -> None:
        self.context = context
        self.own: ZoneInfo = zone(context.zone)
        self.replaced: set[tuple[str, datetime]] = set()
        self.left = MOST_OF_ALL
        self.steps = recurring.Steps()
        self.cut: list[int] = []
        self.zones: dict[str, ZoneInfo | None] = {}

    # -- times

    def instant(self, value: _Value, column: str) -> datetime:
        """A moment in the zone that is meant; a day alone is its first.

        Raises:
            InvalidError: it is none.
        """
        found = _STAMP.fullmatch(value.text)
        if found is None:
            raise InvalidError(column, "is not a date and time like 20260309T140000")
        year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
        try:
            if year not in YEARS:
                raise InvalidError(column, f"is outside of {YEARS[0]} to {YEARS[-1]}")
            there = datetime(
                year, month, day, hour, minute, second, tzinfo=self._zone(value, found[7])
            )
            return there.astimezone(UTC).astimezone(
                there.tzinfo
            )  # an hour that was skipped goes on
        except ValueError:
            raise InvalidError(column, "there is no such day or time") from None

    def _zone(self, value: _Value, mark: str | None) -> ZoneInfo:
        if mark == "Z":
            return zone("UTC")
        name = value.zone_name
        if not name:
            return self.own
        if name not in self.zones:
            self.zones[name] = _zone_of(name)
        found = self.zones[name]
        if found is None:
            raise InvalidError("DTSTART", f"the time zone “{shown(name)}” is not known")
        return found

    def here(self, moment: datetime) -> Instant:
        return Instant(format_instant(moment.astimezone(self.own)), format_instant(moment))

    # -- events

    def note_replaced(self, lines: Iterator[Line]) -> None:
        """Which times of what recurs stand in the file by themselves."""
        for event in _events(lines, []):
            if isinstance(event, _Event) and (value := event.one("RECURRENCE-ID")):
                try:
                    moment = self.instant(value, "RECURRENCE-ID")
                except InvalidError:
                    continue  # it is refused where it is read
                self.replaced.add((event.text("UID"), moment.astimezone(UTC)))

    def found(self, event: _Event) -> Iterator[Found]:
        """What an event is: a record for each time, or why there is none."""
        value = event.one("DTSTART")
        try:
            if value is None:
                yield Problem(event.line, "DTSTART", "", "is missing")
                return
            if nothing := self._nothing(event, value):
                yield Skipped(event.line, nothing)
                return
            start = self.instant(value, "DTSTART")
            if event.one("RRULE") is None and event.one("RDATE") is None:
                yield self._record(event, start, self._length(event, start))
                return
            yield from self._times(event, start)
        except InvalidError as error:
            reason = error.message.removeprefix(f"{error.field}: ")
            yield Problem(event.line, error.field, shown(event.text(error.field)), reason)

    @staticmethod
    def _nothing(event: _Event, start: _Value) -> str:
        if start.is_day:
            return "all day"
        if events.is_private(event.text("CLASS")):
            return "private"
        return "cancelled" if event.text("STATUS").upper() == "CANCELLED" else ""

    def _length(self, event: _Event, start: datetime) -> timedelta | None:
        if value := event.one("DTEND"):
            length = self.instant(value, "DTEND") - start.astimezone(UTC)
            if length <= timedelta():
                raise InvalidError("DTEND", events.ENDS_FIRST)
            return length
        if text := event.text("DURATION"):
            found = _DURATION.fullmatch(text)
            if found is None:
                raise InvalidError("DURATION", "is not a length like PT1H30M")
            weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
            return timedelta(days=days, weeks=weeks, hours=hours, minutes=minutes, seconds=seconds)
        return None

    def _times(self, event: _Event, start: datetime) -> Iterator[Found]:
        if event.one("EXRULE") is not None:
            raise InvalidError("EXRULE", "is a rule of exceptions, which is not read")
        length = self._length(event, start)
        left_out = {each.astimezone(UTC) for each in self._listed(event, "EXDATE", start)}
        count = 0
        for moment in self._moments(event, start):
            instant = moment.astimezone(UTC)
            if instant in left_out or (event.text("UID"), instant) in self.replaced:
                continue
            if count >= MOST_OF_ONE or not self.left:
                self.cut.append(event.line)
                return
            self.left -= 1
            record = self._record(event, moment, length)
            if isinstance(record, Record):
                yield replace(record, is_more=count > 0)
            elif not count:
                yield record
                return  # its title says as little the next time
            count += 1
        if not count:
            yield Skipped(
                event.line, f"takes place at no time up to {events.last_day(self.context)}"
            )

    def _moments(self, event: _Event, start: datetime) -> Iterator[datetime]:
        """When it takes place, in order, up to the last day that bookings are taken over of."""
        last = events.last_day(self.context)
        extra = sorted(self._listed(event, "RDATE", start))
        rule = event.text("RRULE")
        ruled = self._ruled(rule, start, last) if rule else iter([start])
        seen: datetime | None = None
        for moment in ruled:
            while extra and extra[0] <= moment:
                if (more := extra.pop(0)) != moment:
                    yield more
            if moment != seen:
                yield moment
            seen = moment
        yield from (each for each in extra if each.date() <= last)

    def _ruled(self, text: str, start: datetime, last: date) -> Iterator[datetime]:
        rule = recurring.rule_of(text)
        until = None
        if rule.until:
            value = _Value("", rule.until)
            until = self.instant(value, "RRULE") if rule.until.endswith("Z") else None
            if until is None:
                wall = self.instant(value, "RRULE").replace(tzinfo=start.tzinfo)
                until = wall.replace(hour=23, minute=59, second=59) if value.is_day else wall
        for day in recurring.days(rule, start.date(), last, self.steps):
            moment = datetime.combine(
                day, time(start.hour, start.minute, start.second), start.tzinfo
            )
            moment = moment.astimezone(UTC).astimezone(start.tzinfo)
            if until is not None and moment > until:
                return
            yield moment

    def _listed(self, event: _Event, name: str, start: datetime) -> Iterator[datetime]:
        """The moments of EXDATE or RDATE; a day alone means the event's time on it."""
        for value in event.values.get(name, ()):
            for text in value.text.split(","):
                each = _Value(value.parameters, text.strip().partition("/")[0])
                if not each.text:
                    continue
                moment = self.instant(each, name)
                if each.is_day:
                    moment = datetime.combine(moment.date(), start.timetz())
                yield moment

    def _record(
        self, event: _Event, moment: datetime, length: timedelta | None
    ) -> Record | Skipped:
        uid, which = event.text("UID")[:500], ""
        if other := event.one("RECURRENCE-ID"):
            which = f"/{format_instant(self.instant(other, 'RECURRENCE-ID').astimezone(UTC))}"
        elif event.one("RRULE") is not None or event.one("RDATE") is not None:
            which = f"/{format_instant(moment.astimezone(UTC))}"
        ended = None if length is None else self.here(moment.astimezone(UTC) + length)
        return events.record_of(
            self.context,
            events.Event(
                source="ics",
                own_id=f"{uid}{which}" if uid else "",
                line=event.line,
                title=event.words("SUMMARY"),
                began=self.here(moment),
                ended=ended,
                note=event.words("DESCRIPTION"),
                names=_NAMES,
            ),
        )


def _zone_of(name: str) -> ZoneInfo | None:
    """The zone of a name: IANA's own, in whatever folder a program put it, or Windows'."""
    tried = [
        name,
        zones.called(name),
        "/".join(name.split("/")[-2:]),
        "/".join(name.split("/")[-3:]),
    ]
    for each in tried:
        try:
            return zone(each)
        except InvalidError:
            continue
    return None


def _read(context: ReaderContext, lines: Callable[[], Iterator[Line]]) -> Iterator[Found | Said]:
    calendar = _Calendar(context)
    calendar.note_replaced(lines())
    ends: list[int] = []
    for event in _events(lines(), ends):
        if isinstance(event, Problem):
            yield event
        else:
            yield from calendar.found(event)
    for line in ends:
        yield Problem(line, "END", "", "the file is cut off: END:VCALENDAR is missing")
    told = []
    if calendar.cut:
        told.append(
            f"{counted(len(calendar.cut), 'event recurs', 'events recur')} more often than is read "
            f"({MOST_OF_ONE:,} times each, {MOST_OF_ALL:,} in all): line {calendar.cut[0]}"
        )
    yield Said(words=tuple(told))


TEXTS = (
    TextFormat(
        name="ics",
        words="iCalendar: events as sessions and bookings",
        begins=lambda sample: _START.match(sample) is not None,
        read=_read,
    ),
)
