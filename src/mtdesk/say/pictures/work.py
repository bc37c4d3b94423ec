"""Hands-on hours and load, drawn by day and by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.week import USUAL_WEEKS
from mtdesk.model.period import WEEKDAYS, hours, short_day
from mtdesk.model.series import Line, Series, Threshold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mtdesk.desk.week import Ahead, DayLoad


def hours_by_day(
    days: Sequence[DayLoad], limit_minutes: int, today: date, ahead: Ahead | None = None
) -> Series:
    """Hands-on hours of each day, with the line at her limit; days to come are gaps, or as booked."""
    done = _up_to(days, [day.hands_on_minutes / 60 for day in days], today)
    lines: tuple[Line, ...] = (Line("hands-on", done),)
    if ahead is not None:
        booked = {each.day: each.booked_minutes / 60 for each in ahead.days}
        still = tuple(booked.get(each.day) for each in days)
        lines = (Line("done", done), Line("as booked", still, lighter=True))
    return Series(
        title="Hands-on by day",
        unit="h",
        labels=_days(days),
        lines=lines,
        kind="bars" if ahead is None else "stacked",
        thresholds=(Threshold(limit_minutes / 60, f"your limit, {hours(limit_minutes)}"),),
        partial=bool(days) and days[-1].day == today,
        empty="no sessions in these days",
    )


def load_by_day(days: Sequence[DayLoad], today: date) -> Series:
    """Load of each day; days to come are gaps."""
    return Series(
        title=_load_title("day", about=any(day.estimated_load for day in days)),
        unit="",
        labels=_days(days),
        lines=(Line("load", _up_to(days, [day.load for day in days], today)),),
        partial=bool(days) and days[-1].day == today,
        empty="no sessions in these days",
    )


def load_by_week(
    weeks: Sequence[Sequence[DayLoad]],
    today: date,
    booked: Mapping[date, float] | None = None,
) -> Series:
    """Load of each week; the band spans the three weeks before the last one that has begun.

    `booked` holds what the weeks that are not over will take beside, by their first day.
    """
    loads = [sum(day.load for day in week) for week in weeks]
    begun = sum(week[0].day <= today for week in weeks)
    before = loads[max(begun - 1 - USUAL_WEEKS, 0) : max(begun - 1, 0)]
    has_usual = len(before) == USUAL_WEEKS and any(before)
    done = tuple(loads) if any(loads) else (None,) * len(loads)
    lines: tuple[Line, ...] = (Line("load", done),)
    if booked:
        still = tuple(booked.get(week[0].day, 0.0) for week in weeks)
        lines = (Line("done", done), Line("as booked", still, lighter=True))
    about = any(day.estimated_load for week in weeks for day in week) or bool(booked)
    return Series(
        title=_load_title(f"week, {len(weeks)} weeks", about=about),
        unit="",
        labels=tuple(short_day(week[0].day) for week in weeks),
        lines=lines,
        kind="stacked" if booked else "bars",
        band=(min(before), max(before)) if has_usual else None,
        band_name="the three weeks before",
        partial=bool(weeks) and weeks[-1][-1].day >= today and not booked,
        empty="no sessions in these weeks",
    )


def _load_title(grain: str, *, about: bool) -> str:
    """With the mark of an estimate where a session's effort was not recorded."""
    return f"{'~' if about else ''}Load by {grain}, effort × minutes"


def _days(days: Sequence[DayLoad]) -> tuple[str, ...]:
    """Weekdays within a week, dates beyond."""
    if len(days) > 7:
        return tuple(short_day(each.day) for each in days)
    return tuple(f"{WEEKDAYS[each.day.weekday()][:3].title()} {each.day.day}" for each in days)


def _up_to(
    days: Sequence[DayLoad], values: Sequence[float], today: date
) -> tuple[float | None, ...]:
    """The values of days that have begun; all gaps when no day was worked."""
    if not any(values):
        return (None,) * len(values)
    return tuple(
        value if each.day <= today else None for each, value in zip(days, values, strict=True)
    )
