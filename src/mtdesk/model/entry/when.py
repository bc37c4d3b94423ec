"""A day to be gone to, as people say it: a date, a month, a year, a weekday."""

from __future__ import annotations

from datetime import date

from mtdesk.errors import InvalidError
from mtdesk.model.entry.fields import day_said
from mtdesk.model.names import fold
from mtdesk.model.rules import YEARS

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def read_when(text: str, today: date) -> date:
    """`2026-03-14`, `14 mar`, `mar 2025`, `march`, `2026-03`, `2026`, `11-20`, `mon`, `yesterday`.

    A month or a year is its first day; one without a year is the latest that has begun.

    Raises:
        InvalidError: none of these, or no such day.
    """
    words = fold(text).replace(",", " ").split()
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    months = [month for month in map(_month, words) if month]
    if len(numbers) + len(months) == len(words) and len(months) == 1 and len(words) <= 3:
        years = [number for number in numbers if number > 31]
        days = [number for number in numbers if number <= 31]
        if len(years) < 2 and len(days) < 2:
            return _found(text, years, months[0], days[0] if days else 1, today)
    if len(words) == 1 and (part := words[0].split("-")) and len(part[0]) == 4 and len(part) < 3:
        year, *month = (int(each) if each.isascii() and each.isdigit() else 0 for each in part)
        return _found(text, [year], month[0] if month else 1, 1, today)
    try:
        return day_said(text, today, is_ahead=False)
    except InvalidError as error:
        raise InvalidError("day", error.message.partition(": ")[2]) from None


def _month(word: str) -> int | None:
    """Its number, of a word that begins like the month it is."""
    if len(word) < 3:
        return None
    return next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _found(text: str, years: list[int], month: int, day: int, today: date) -> date:
    year = years[0] if years else today.year - ((month, day) > (today.month, today.day))
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is None or year not in YEARS:
        raise InvalidError("day", f"there is no day “{text.strip()[:40]}”")
    return found
