"""A line that a phone wrote: the instant it put in front, and the entry line behind it.

Known are ISO 8601 and `2026-11-28 14:32` in any spelling of either, what iOS Shortcuts and IFTTT print
(`Nov 28, 2026 at 2:32 PM`, `28 Nov 2026 at 14:32`, `11/28/26, 2:32 PM`, RFC 2822) and what Android's
automation programs do (Tasker's `11-28-26 14.32`, seconds since 1970).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from unicodedata import normalize

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.period import in_zone
from mtdesk.model.rules import not_before
from mtdesk.model.text import pattern

_BULLET = pattern(r"(?:[-*•·▪☐☑✓]|\[[ xX]?\])\s+")
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d{1,9})?)?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
_OFFSET = r"(?:\s?(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_MONTH = r"(?P<word>[A-Za-z]{3,9})\.?"
_AT = r"(?:,?\s+(?:at\s+)?)"
_END = r"(?=[\s,;:|\]]|$)"
_FORMS = (
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{2}})[-/.](?P<day>\d{{2}})(?:T|,?\s+){_CLOCK}{_OFFSET}",
    rf"{_MONTH}\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}}){_AT}{_CLOCK}{_OFFSET}",
    rf"(?:[A-Za-z]{{3,9}},?\s)?(?P<day>\d{{1,2}})\s{_MONTH},?\s(?P<year>\d{{4}}){_AT}{_CLOCK}{_OFFSET}",
    rf"(?P<one>\d{{1,2}})([-/.])(?P<two>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}),?\s+{_CLOCK}{_OFFSET}",
    r"(?P<since>\d{10}|\d{13})(?:\.\d{1,9})?",
)
_BEHIND = pattern(r"[\s,;|\]]*(?:[-–—:]\s+)?")  # what may stand between the stamp and the line
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip


@cache
def _forms() -> list[re.Pattern[str]]:
    """Compiled when a line is there to be read: most days have no inbox."""
    return [re.compile(form + _END) for form in _FORMS]


@frozen
class Stamped:
    """Line `number` of an inbox; `stamp` is when it was written, None where it does not say.

    `is_open` says that no line break ends it: more of it may still come.
    """

    number: int
    stamp: datetime | None
    text: str
    is_open: bool = False

    @property
    def instant(self) -> str | None:
        """The stamp in UTC: the same however it was printed."""
        return None if self.stamp is None else self.stamp.astimezone(UTC).isoformat()

    @property
    def key(self) -> tuple[str | None, str]:
        return self.instant, self.text


def lines_of(text: str) -> list[tuple[int, str, bool]]:
    """Number and text of each line that holds something; whether it has no line break yet."""
    found = re.split(r"\r\n|\n|\r", text)
    last = len(found)
    return [
        (number, line, number == last)
        for number, raw in enumerate(found, 1)
        if (line := bare(raw)) and line != "\ufeff"
    ]


def bare(line: str) -> str:
    """A line as it is compared: one blank between its words, no bullet of a notes program in front."""
    return _BULLET.sub("", " ".join(normalize("NFC", line).split()), count=1)


def stamped(
    number: int, line: str, zone_name: str, *, is_month_first: bool, is_open: bool = False
) -> Stamped:
    """A line without its stamp, which is on the practice's clock where it names no other.

    Raises:
        InvalidError: what looks like a stamp names no moment.
    """
    inner = line.removeprefix("[")
    for form in _forms():
        found = form.match(inner)
        if found is None or ("word" in form.groupindex and found["word"].lower() not in _MONTHS):
            continue
        stamp = _instant(found.groupdict(), zone_name, is_month_first=is_month_first)
        text = inner[found.end() :]
        text = text[_BEHIND.match(text).end() :]  # type: ignore[union-attr]
        return Stamped(number=number, stamp=stamp, text=text, is_open=is_open)
    return Stamped(number=number, stamp=None, text=line, is_open=is_open)


def _instant(parts: dict[str, str | None], zone_name: str, *, is_month_first: bool) -> datetime:
    try:
        if since := parts.get("since"):
            seconds = int(since) / (1000 if len(since) == 13 else 1)
            moment = datetime.fromtimestamp(seconds, UTC)
        else:
            year, month, day = _day(parts, is_month_first=is_month_first)
            moment = datetime(year, month, day, *_clock(parts), tzinfo=_offset(parts.get("offset")))
        not_before(moment.date(), "stamp")
    except (InvalidError, ValueError, OverflowError, OSError):
        raise InvalidError("stamp", "the line begins with a moment that no calendar has") from None
    return in_zone(moment, zone_name)


def _day(parts: dict[str, str | None], *, is_month_first: bool) -> tuple[int, int, int]:
    printed = parts["year"] or ""
    year = int(printed) + (2000 if len(printed) == 2 else 0)
    if word := parts.get("word"):
        return year, _MONTHS[word.lower()], int(parts["day"] or 0)
    if parts.get("month"):
        return year, int(parts["month"] or 0), int(parts["day"] or 0)
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    first_is_month = two > 12 or (is_month_first and one <= 12)
    return (year, one, two) if first_is_month else (year, two, one)


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int]:
    hour = int(parts["hour"] or 0)
    if half := parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return hour, int(parts["minute"] or 0), int(parts["second"] or 0)


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
