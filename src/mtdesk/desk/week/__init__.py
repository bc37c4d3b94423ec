"""Looking back and ahead: a day, a week, the weeks beside it, and what is booked."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from mtdesk.desk.opened import Opened
from mtdesk.insight.load import DayLoad
from mtdesk.insight.week import (
    USUAL_DAYS,
    USUAL_WEEKS,
    Day,
    Week,
    WholeWeek,
    Why,
    means,
    monotony_by_week,
    short_gaps,
    sorest,
    why,
)
from mtdesk.model.period import Period, days_before, week_of
from mtdesk.store import incidents, sessions, wellbeing
from mtdesk.store.ledger import sums
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.week.ahead import Agenda
    from mtdesk.desk.week.closing import Closings
    from mtdesk.desk.week.plan import Plans
    from mtdesk.desk.week.plan.target import Against
    from mtdesk.desk.week.reminders import Reminders
    from mtdesk.desk.week.stories import Stories
    from mtdesk.insight.ahead import Ahead, DayAhead, WeekAhead

__all__ = [
    "USUAL_WEEKS", "Ahead", "Day", "DayAhead", "DayLoad", "Week", "WeekAhead", "Weeks", "WholeWeek",
    "Why", "means", "sorest",
]  # fmt: skip


class Weeks:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def agenda(self) -> Agenda:
        from mtdesk.desk.week.ahead import Agenda

        return Agenda(self._opened)

    @cached_property
    def closing(self) -> Closings:
        from mtdesk.desk.week.closing import Closings

        return Closings(self._opened)

    @cached_property
    def plans(self) -> Plans:
        from mtdesk.desk.week.plan import Plans

        return Plans(self._opened)

    @cached_property
    def reminders(self) -> Reminders:
        from mtdesk.desk.week.reminders import Reminders

        return Reminders(self._opened)

    @cached_property
    def stories(self) -> Stories:
        from mtdesk.desk.week.stories import Stories

        return Stories(self._opened)

    def day(self, day: date | None = None) -> Day:
        """A day (default today): what was done and what is booked on it, and its check-in."""
        opened = self._opened
        day = day or opened.today
        return Day(
            day=day,
            sessions=tuple(sessions.between(opened.book, days_before(day, 1))),
            check_in=wellbeing.of_day(opened.book, day.isoformat()),
            limit_minutes=opened.settings.hands_on_minutes_a_day,
            currency=opened.settings.currency.code,
        )

    # -- the week

    def of(self, day: date | None = None, *, find: bool = True) -> Week:
        """The week around a day (default today); without its findings where `find` is not set."""
        opened, today = self._opened, self._opened.today
        period = week_of(day or today, opened.settings.first_weekday)
        key = ("week", today, period, find)
        return opened.remember(key, lambda: self._read(period, today, find=find))

    def _read(self, period: Period, today: date, *, find: bool) -> Week:
        from mtdesk.desk.findings import Findings, slots
        from mtdesk.desk.opened.takings import money

        opened, book = self._opened, self._opened.book
        first_day = sessions.first_day(book)
        days = self.days(Period(period.start - timedelta(days=USUAL_DAYS), period.end))
        last, seen = min(period.last, today), opened.seen(period)
        return Week(
            today=today,
            days=tuple(days[USUAL_DAYS:]),
            before=tuple(days[:USUAL_DAYS]),
            first_day=date.fromisoformat(first_day) if first_day else None,
            short_gaps=short_gaps(slots(opened, seen)),
            unpaid_minutes=sums.unpaid_minutes(book, seen),
            currency=opened.settings.currency.code,
            money=money(book, opened.settings, seen),
            findings=Findings(opened).risk(last).findings if find else (),
            ahead=self._ahead(Period(max(period.start, today), period.end)),
        )

    def beside(self, day: date | None = None) -> list[WholeWeek]:
        """A week, then three whole weeks: those before it, or before the running one."""
        day = day or self._opened.today
        before = min(day, self._opened.today)
        earlier = [before - timedelta(weeks=number + 1) for number in range(USUAL_WEEKS)]
        weeks = [self.of(day), *(self.of(each, find=False) for each in earlier)]
        return [whole(self._opened, week) for week in weeks]

    def against_plan(self, week: Week) -> Against | None:
        """How a week stands against the plan that is kept; None where none is."""
        if not self._opened.settings.stored.get("plan"):
            return None
        from mtdesk.desk.week.plan.target import against

        return against(self._opened, self.days, week.days)

    def why(self, week: Week) -> Why:
        """What made a week what it is."""
        return reason(self._opened, week)

    def monotony(self, count: int, day: date | None = None) -> tuple[float | None, ...]:
        """Of the `count` weeks that end with the one around a day, oldest first."""
        return monotony_by_week(self.weeks(count, day))

    def _ahead(self, period: Period) -> Ahead | None:
        """What is booked on days to come; what that takes is loaded only where something is."""
        first, last = str(period.start), str(period.last)
        if period.last < period.start:
            return None
        if sessions.booked_minutes(self._opened.book, first, last) is None:
            return None
        return self.agenda.ahead(period)

    def days(self, period: Period) -> list[DayLoad]:
        """Every day of a period; a day off is zero load."""
        from mtdesk.desk.findings import day_of  # a day alone needs none of them

        rows = sessions.by_day(self._opened.book, self._opened.seen(period))
        found = {day.day: day for day in map(day_of, rows)}
        return [found.get(day) or DayLoad(day=day) for day in period.days()]

    def weeks(self, count: int, day: date | None = None) -> list[list[DayLoad]]:
        """The `count` weeks that end with the one around a day, oldest first."""
        last = week_of(day or self._opened.today, self._opened.settings.first_weekday)
        days = self.days(Period(last.end - timedelta(weeks=count), last.end))
        return [days[start : start + 7] for start in range(0, len(days), 7)]


def whole(opened: Opened, week: Week) -> WholeWeek:
    """A week with its check-ins and the incidents in it that stand."""
    period = Period(week.start, week.start + timedelta(days=7))
    found = incidents.between(opened.book, period)
    return WholeWeek(
        figures=week,
        check_ins=tuple(wellbeing.between(opened.book, period)),
        incidents=tuple(each for each in found if not each.withdrawn),
    )


def reason(opened: Opened, week: Week) -> Why:
    """What made a week what it is: its long days, and the service behind its load."""
    now = Period(week.start, week.start + timedelta(days=7))
    before = Period(week.start - timedelta(weeks=USUAL_WEEKS), week.start)
    return why(
        week,
        opened.settings.hands_on_minutes_a_day,
        _loads(opened, now),
        _loads(opened, before) if week.usual_load else {},
    )


def _loads(opened: Opened, period: Period) -> dict[str, float]:
    """The load of each service; of none under an empty name."""
    rows = sums.worked_by(opened.book, period, "service")
    return {row["grain_key"] or "": row["load"] for row in rows if row["load"]}
