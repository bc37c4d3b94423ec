"""What a year of a practice holds, as read, to be looked back on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import fsum

from mtdesk.insight.takings import Row
from mtdesk.insight.year.figures import Group
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period
from mtdesk.model.wellbeing import CheckIn


@frozen
class Logged:
    """What a year of a practice holds up to a day, as read.

    `began` is the day of its first record of any kind, `worked_from` that of its first done session.
    `days` are done sessions by day, of the year and of those beside it, as a run of days worked may
    go over its ends; `income` and `unpaid` are minor units and minutes by day.
    """

    period: Period
    today: date
    first_weekday: int
    began: date | None
    worked_from: date | None
    groups: Sequence[Group]
    days: Mapping[date, Row]
    income: Mapping[date, int]
    unpaid: Mapping[date, int]
    check_ins: Sequence[CheckIn]
    incidents: Sequence[date]

    def known(self, first: date | None) -> Period:
        """The year's days from a first one up to today; none where there is no first one."""
        start = max(self.period.start, first or self.period.end)
        end = min(self.period.end, self.today + timedelta(days=1))
        return Period(start, max(start, end))

    def worked(self, period: Period) -> list[Row]:
        return [self.days[day] for day in period.days() if day in self.days]

    def asked(self, period: Period) -> list[CheckIn]:
        first, end = period.bounds
        return [each for each in self.check_ins if first <= each.checked_on < end]


def total(rows: Iterable[Row], name: str) -> int:
    return sum(row[name] for row in rows)


def load_of(rows: Iterable[Row]) -> float:
    return fsum(row["load"] for row in rows)
