"""Which of many copies are kept, so that they reach far back and stay few."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 5, 12


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """All of the latest day; the last of each of 7 days, 5 weeks and 12 months that have any.

    Whoever pauses for a year loses none: days without a copy are not counted.
    """
    found = sorted(moments, reverse=True)
    chosen = {each for each in found if each.date() == found[0].date()}
    for count, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        last: dict[Hashable, datetime] = {}
        for each in found:
            last.setdefault(period(each), each)
        chosen |= set(list(last.values())[:count])
    return chosen


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
