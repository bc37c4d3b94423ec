"""Exhaustion and soreness, drawn by week and by check-in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mtdesk.insight.wellbeing import by_week, mean, soreness_by_week
from mtdesk.model.period import short_day
from mtdesk.model.series import Line, Series, Threshold
from mtdesk.model.wellbeing import CheckIn, site_words


def exhaustion_by_week(
    check_ins: Iterable[CheckIn],
    count: int,
    today: date,
    first_weekday: int,
    asked: Sequence[str] = ("body", "mind"),
) -> Series:
    """Weekly means of exhaustion of body and mind, `count` weeks up to this one; no check-in, a gap."""
    weeks = by_week(check_ins, count, today, first_weekday)
    what = f" of {asked[0]}" if len(asked) == 1 else ""
    return Series(
        title=f"Exhaustion{what}, {count} weeks, means 0 to 10",
        unit="",
        labels=tuple(short_day(week) for week in weeks),
        lines=tuple(
            Line(name, tuple(mean(getattr(each, name) for each in week) for week in weeks.values()))
            for name in asked
        ),
        kind="lines",
        partial=True,
        top=10,
        empty="no check-in in these weeks",
    )


def soreness_of_weeks(weeks: Mapping[date, Sequence[CheckIn]], site: str, level: int) -> Series:
    """One site week by week, its most, with the line from which it counts as sore."""
    return Series(
        title=f"Soreness, {site_words(site)}, most of a week, 0 to 10",
        unit="",
        labels=tuple(short_day(week) for week in weeks),
        lines=(Line(site_words(site), soreness_by_week(weeks.values(), site)),),
        thresholds=(Threshold(level, f"counts from {level}"),),
        partial=True,
        top=10,
        empty="no check-in in these weeks",
    )


def soreness_of_site(check_ins: Sequence[CheckIn], site: str, level: int) -> Series:
    """One site at each check-in that named it, with the line from which it counts as sore."""
    named = [each for each in check_ins if site in each.soreness]
    return Series(
        title=f"Soreness, {site_words(site)}, 0 to 10",
        unit="",
        labels=tuple(short_day(date.fromisoformat(each.checked_on)) for each in named),
        lines=(Line(site_words(site), tuple(float(each.soreness[site]) for each in named)),),
        thresholds=(Threshold(level, f"counts from {level}"),),
        top=10,
        empty="no check-in names it",
    )
