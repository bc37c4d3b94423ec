"""Numbers ready to be drawn. The only place where money may be a float."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, days_of_month


@dataclass(frozen=True, slots=True)
class Line:
    """A named row of values, one for each label of its Series; None is a gap, never zero.

    `lighter`: not there yet, such as what is booked; bars of it are drawn as what is unfinished is.
    """

    name: str
    values: tuple[float | None, ...]
    lighter: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level that the chart marks, and what it is: `your limit, 4 h`.

    What is `limit` asks to act where a bar passes it.
    """

    value: float
    name: str
    limit: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind each label: `rows` are sessions, check-ins, money or incidents of its days."""

    rows: str
    days: tuple[Period, ...]


def behind(rows: str, starts: Iterable[date | str], days: int = 1) -> Behind:
    """Of labels that are each a day, or so many days, by their first."""
    firsts = [date.fromisoformat(each) if isinstance(each, str) else each for each in starts]
    return Behind(rows, tuple(Period(first, first + timedelta(days)) for first in firsts))


def money_of(months: Iterable[str | int | None], year: Period | None) -> Behind:
    """The money of each month, `2026-04`, of the days that a year of accounts has of it."""
    return Behind("money", tuple(days_of_month(str(key), year) for key in months))


@frozen
class Series:
    """A chart's worth of numbers.

    `kind` is bars, stacked (bars), lines or dots. `partial` marks the last label as unfinished.
    `top` fixes the upper end of the scale (10 for ratings). `written` says a value in full: `2 h 30`.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    kind: str = "bars"
    thresholds: tuple[Threshold, ...] = ()
    band: tuple[float, float] | None = None
    band_name: str = ""
    partial: bool = False
    top: float | None = None
    empty: str = "nothing yet"
    written: Callable[[float], str] | None = None
    behind: Behind | None = None
