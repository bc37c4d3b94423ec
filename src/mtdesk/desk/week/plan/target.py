"""A plan that was kept: how her weeks stand against it so far."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.opened.takings import money
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, week_of
from mtdesk.model.practice.target import KEY, Target, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.load import DayLoad

__all__ = ["KEY", "Against", "Target", "against"]


@frozen
class Against:
    """A week, and the whole weeks since the plan was kept, against it.

    `over` are the days of the week past its cap, `worked_off` those worked on that were to be off.
    `load`, `take_home_minor` are of a week in the mean since then; None without a whole week.
    """

    target: Target
    minutes: int
    over: tuple[date, ...]
    worked_off: tuple[date, ...]
    weeks: int
    load: int | None
    take_home_minor: int | None


def against(
    opened: Opened, days_of: Callable[[Period], Iterable[DayLoad]], days: tuple[DayLoad, ...]
) -> Against | None:
    """How the days of a week stand against the plan that is kept; None where none is, or came later."""
    text = opened.settings.stored.get(KEY, "")
    target = read(text) if text else None
    if target is None or days[-1].day < target.since:
        return None
    counted = [day for day in days if day.day >= target.since]
    start = week_of(target.since + timedelta(days=6), opened.settings.first_weekday).start
    end = min(
        week_of(opened.today, opened.settings.first_weekday).start, days[-1].day + timedelta(days=1)
    )
    whole = max((end - start).days // 7, 0)
    load = take_home = None
    if whole:
        since = Period(start, start + timedelta(weeks=whole))
        load = round(sum(day.load for day in days_of(since)) / whole)
        take_home = money(opened.book, opened.settings, since).take_home_minor // whole
    cap = target.cap_day
    return Against(
        target=target,
        minutes=sum(day.hands_on_minutes for day in counted),
        over=tuple(day.day for day in counted if cap is not None and day.hands_on_minutes > cap),
        worked_off=tuple(
            day.day for day in counted if day.sessions and day.day.weekday() in target.days_off
        ),
        weeks=whole,
        load=load,
        take_home_minor=take_home,
    )
