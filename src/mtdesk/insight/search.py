"""What was typed to search, read: words, a sum, days."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold
from mtdesk.model.period import WEEKDAYS

_TOKEN = re.compile(r"\w+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
# Three letters are enough, and each one more while it is typed: mar, marc, march.
_MONTH_NAMES = {
    name[:size]: number
    for number, name in enumerate(_MONTHS, 1)
    for size in range(3, len(name) + 1)
}
FIRST_YEAR, LAST_YEAR = 1950, 2200


Span = tuple[date, date]
Yearly = tuple[int, int | None]


@frozen
class Asked:
    """Each word of a search as all that it may mean.

    `tokens` are folded; `others` are those beside the day or the sum, where one was named. `first`
    and `last` are days, `yearly` is a month of every year, or a day of it; `amount` is as it was typed.
    """

    tokens: tuple[str, ...]
    others: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    yearly: Yearly | None = None
    amount: str = ""


def read(text: str, today: date) -> Asked:
    """`ana neck`, `95`, `march`, `2026-03`, `14 mar`, `ana march`."""
    words = fold(text).split()
    tokens = tuple(token for word in words for token in _TOKEN.findall(word))
    used, span, yearly = _days(words, today)
    amount, place = "", None
    if span is None and yearly is None:
        place = next((at for at, word in enumerate(words) if _like_a_sum(word)), None)
        amount = "" if place is None else words[place]
        used = set() if place is None else {place}
    others = [word for at, word in enumerate(words) if at not in used]
    return Asked(
        tokens=tokens,
        others=tuple(token for word in others for token in _TOKEN.findall(word)),
        first=span and span[0],
        last=span and span[1],
        yearly=yearly,
        amount=amount,
    )


def _days(words: list[str], today: date) -> tuple[set[int], Span | None, Yearly | None]:
    """The places of the words that name days, those days, or a month of any year."""
    for at, word in enumerate(words):
        iso = _ISO.fullmatch(word)
        if iso:
            span = _span(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None)
            if span:
                return {at}, span, None
        near = {"today": today, "yesterday": today - timedelta(days=1)}.get(word)
        if near:
            return {at}, (near, near), None
        if word in WEEKDAYS:
            back = (today.weekday() - WEEKDAYS.index(word)) % 7
            day = today - timedelta(days=back)
            return {at}, (day, day), None
        if word in _MONTH_NAMES:
            return _of_month(words, at)
    if len(words) == 1 and re.fullmatch(r"(19|20)\d\d", words[0]):
        return {0}, _span(int(words[0]), None, None), None
    return set(), None, None


def _of_month(words: list[str], at: int) -> tuple[set[int], Span | None, Yearly | None]:
    """`march`, `march 2026`, `14 march`, `mar 14 2026`: the figures beside the month."""
    month, used = _MONTH_NAMES[words[at]], {at}
    day = year = None
    for beside in (at - 1, at + 1, at + 2):
        word = words[beside].rstrip(".,") if 0 <= beside < len(words) else ""
        if re.fullmatch(r"(19|20)\d\d", word) and year is None:
            year = int(word)
            used.add(beside)
        elif re.fullmatch(r"\d{1,2}", word) and day is None and beside != at + 2:
            day = int(word)
            used.add(beside)
    if year is None:
        return used, None, (month, day)
    span = _span(year, month, day)
    return (used, span, None) if span else ({at}, None, (month, None))


def _span(year: int, month: int | None, day: int | None) -> Span | None:
    """The days of a year, a month or a day; None where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def spans_of(yearly: Yearly, today: date, years: int) -> list[Span]:
    """A month, or a day of one, of the next year and the last ones: the newest first."""
    found = (_span(year, *yearly) for year in range(today.year + 1, today.year - years, -1))
    return [span for span in found if span]


def _like_a_sum(word: str) -> bool:
    return bool(re.search(r"\d", word)) and not re.search(r"[a-z]{4,}", word)
