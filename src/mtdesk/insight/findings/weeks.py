"""Her weeks, made of what was logged day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.insight.findings.history import Week
from mtdesk.insight.takings import takings
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, week_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtdesk.insight.load import DayLoad

WEEKS = 156  # a sum carried over 52 weeks, each held against at most 104 before it


@frozen
class Logged:
    """What was logged in some weeks: by day, the check-ins summed by the first day of their week.

    `unpaid` holds (day, minutes), `payments` (day, kind, amount, fee), `expenses` (day, category,
    amount, deductible), `check_ins` (week, count, mean body, mean mind), `soreness` (week, site,
    sum of its levels).
    """

    days: Sequence[DayLoad] = ()
    unpaid: Sequence[tuple[str, int]] = ()
    payments: Sequence[tuple[str, str, int, int]] = ()
    expenses: Sequence[tuple[str, str, int, int]] = ()
    check_ins: Sequence[tuple[str, int, float | None, float | None]] = ()
    soreness: Sequence[tuple[str, str, float]] = ()


def whole_weeks(as_of: date, first_day: date | None, first_weekday: int) -> Period | None:
    """The last WEEKS whole weeks before the day after, from that of her first session on."""
    end = week_of(as_of + timedelta(days=1), first_weekday).start
    if first_day is None:
        return None
    began = week_of(first_day, first_weekday).start
    return Period(max(end - timedelta(weeks=WEEKS), began), end) if began < end else None


def weeks(period: Period, logged: Logged) -> Iterator[Week]:
    """Each of these whole weeks, oldest first, a week without anything too."""
    days: dict[str, list[DayLoad]] = {}
    unpaid: dict[str, int] = {}
    starts = _starts(period)
    for day in logged.days:
        days.setdefault(starts[str(day.day)], []).append(day)
    for on, minutes in logged.unpaid:
        unpaid[starts[on]] = unpaid.get(starts[on], 0) + minutes
    money = _take_home(logged, starts)
    answers = {week: (count, body, mind) for week, count, body, mind in logged.check_ins}
    sore: dict[str, dict[str, float]] = {}
    for week, site, level in logged.soreness:
        sore.setdefault(week, {})[site] = level / answers[week][0]
    for start in dict.fromkeys(starts.values()):
        worked = days.get(start, [])
        count, body, mind = answers.get(start, (0, None, None))
        yield Week(
            start=start,
            sessions=sum(day.sessions for day in worked),
            load=sum(day.load for day in worked),
            estimated_load=sum(day.estimated_load for day in worked),
            hands_on_minutes=sum(day.hands_on_minutes for day in worked),
            unpaid_minutes=unpaid.get(start, 0),
            take_home_minor=money.get(start, 0),
            check_ins=count,
            body=body,
            mind=mind,
            soreness=sore.get(start, {}),
        )


def _starts(weeks: Period) -> dict[str, str]:
    """The start of the week of every day of whole weeks."""
    return {
        str(day): str(weeks.start + timedelta(days=number - number % 7))
        for number, day in enumerate(weeks.days())
    }


def _take_home(logged: Logged, starts: dict[str, str]) -> dict[str, int]:
    """Take-home of each week, mileage left out: its rate is a year's matter."""
    payments: dict[str, list[tuple[str, int, int]]] = {}
    for day, kind, amount, fee in logged.payments:
        payments.setdefault(starts[day], []).append((kind, amount, fee))
    expenses: dict[str, list[tuple[int, int]]] = {}
    for day, _, amount, deductible in logged.expenses:
        expenses.setdefault(starts[day], []).append((amount, deductible))
    return {
        start: takings(payments.get(start, ()), expenses.get(start, ())).take_home_minor
        for start in payments.keys() | expenses.keys()
    }
