"""Looking back: the week, the year, the findings, and the series that are drawn of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.findings import Findings
from mtdesk.desk.ledger.sums import money
from mtdesk.desk.sessions.bookings import Bookings
from mtdesk.insight import load as loads
from mtdesk.insight.takings import Takings, per_hour
from mtdesk.model.finding import LEVELS
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, week_of
from mtdesk.model.session import SHORT_GAP_MINUTES
from mtdesk.store import ledger, sessions

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.desk.week.reminders import Reminders
    from mtdesk.insight.ahead import Ahead
    from mtdesk.model.finding import Finding

USUAL_DAYS = 21  # the days before a week that its load is held against


@frozen
class DayLoad:
    day: date
    sessions: int = 0
    hands_on_minutes: int = 0
    load: float = 0.0
    estimated_load: float = 0.0


@frozen
class Week:
    """A week as figures. `ratio` is None until the week is over and there is enough history.

    `rest_days` counts days without hands-on work up to today; `is_over` is False for the week
    that is still running. `ahead` is what is still booked in it; None where nothing is.
    """

    start: date
    last: date
    is_over: bool
    days: tuple[DayLoad, ...]
    usual_load: float | None
    ratio: float | None
    monotony: float | None
    strain: float | None
    rest_days: int
    short_gaps: int
    unpaid_minutes: int
    money: Takings
    findings: tuple[Finding, ...]
    ahead: Ahead | None = None

    @property
    def sessions(self) -> int:
        return sum(day.sessions for day in self.days)

    @property
    def hands_on_minutes(self) -> int:
        return sum(day.hands_on_minutes for day in self.days)

    @property
    def load(self) -> float:
        return sum(day.load for day in self.days)

    @property
    def estimated_load(self) -> float:
        return sum(day.estimated_load for day in self.days)

    @property
    def take_home_per_hour_minor(self) -> int | None:
        return per_hour(self.money.take_home_minor, self.hands_on_minutes + self.unpaid_minutes)

    def all_findings(self, today: date) -> list[Finding]:
        """Those of what was done and of what is booked, by level; of a week to come only these."""
        found = [*(() if self.start > today else self.findings)]
        found += self.ahead.findings if self.ahead else ()
        return sorted(found, key=lambda each: (each.acknowledged, -LEVELS.index(each.level)))


class Weeks:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def reminders(self) -> Reminders:
        from mtdesk.desk.week.reminders import Reminders

        return Reminders(self._opened)

    # -- the week

    def of(self, day: date | None = None, *, find: bool = True) -> Week:
        """The week around a day (default today); without its findings where `find` is not set."""
        opened, book = self._opened, self._opened.book
        today = opened.today
        period = week_of(day or today, opened.settings.first_weekday)
        days = self.days(period)
        before = self.days(Period(period.start - timedelta(days=USUAL_DAYS), period.start))
        profile = loads.week_profile([each.load for each in days])
        first = _day_or_none(sessions.first_day(book))
        is_over = period.last < today
        usual = None
        if first is not None and first < period.start:
            usual = 7 * sum(each.load for each in before) / USUAL_DAYS
        ratio = None
        enough = first is not None and first <= period.start - timedelta(days=USUAL_DAYS)
        if is_over and enough:
            ratio = loads.against_usual([each.load for each in (*before, *days)])
        worked = any(each.load or each.sessions for each in days)
        return Week(
            start=period.start,
            last=period.last,
            is_over=is_over,
            days=tuple(days),
            usual_load=usual,
            ratio=ratio,
            monotony=profile.monotony if worked and is_over else None,
            strain=profile.strain if worked and is_over else None,
            rest_days=sum(1 for each in days if not each.sessions and each.day <= today),
            short_gaps=self._short_gaps(period),
            unpaid_minutes=ledger.unpaid_minutes(book, period),
            money=money(self._opened, period),
            findings=Findings(opened).risk(min(period.last, today)).findings if find else (),
            ahead=None if is_over else self._ahead(period),
        )

    def _ahead(self, period: Period) -> Ahead | None:
        """What is booked from today on; what that takes is loaded only where something is."""
        first = max(period.start, self._opened.today)
        if sessions.booked_minutes(self._opened.book, str(first), str(period.last)) is None:
            return None
        return Bookings(self._opened).ahead(period)

    def days(self, period: Period) -> list[DayLoad]:
        """Every day of a period; a day off is zero load."""
        found = {row["local_date"]: row for row in sessions.by_day(self._opened.book, period)}
        return [
            DayLoad(
                day=day,
                sessions=row["sessions"],
                hands_on_minutes=row["minutes"],
                load=row["load"],
                estimated_load=row["estimated_load"],
            )
            if (row := found.get(day.isoformat()))
            else DayLoad(day=day)
            for day in period.days()
        ]

    def weeks(self, count: int, day: date | None = None) -> list[list[DayLoad]]:
        """The `count` weeks that end with the one around a day, oldest first."""
        last = week_of(day or self._opened.today, self._opened.settings.first_weekday)
        days = self.days(Period(last.end - timedelta(weeks=count), last.end))
        return [days[start : start + 7] for start in range(0, len(days), 7)]

    def _short_gaps(self, period: Period) -> int:
        """Sessions begun less than 15 minutes after the one before ended, the same day."""
        from mtdesk.desk.findings.evidence import slots
        from mtdesk.insight.findings.pace import gaps

        return sum(minutes < SHORT_GAP_MINUTES for _, minutes in gaps(slots(self._opened, period)))


def _day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
