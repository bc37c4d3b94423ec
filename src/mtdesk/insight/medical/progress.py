"""Pain over a course of visits, as a report tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.clients import PainTrend, pain_trend
from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen
class PainCourse:
    """`visits` have their pain on arrival; `trend` holds the first of them against the last.

    `within` is the mean fall of the `within_visits` that have it at their end too.
    """

    visits: int
    trend: PainTrend | None
    within: float | None
    within_visits: int


def pain_course(pains: Iterable[tuple[int | None, int | None]]) -> PainCourse:
    """Of (before, after) of visits in the order of their days."""
    known = list(pains)
    arrived = [before for before, _ in known if before is not None]
    falls = [before - after for before, after in known if before is not None and after is not None]
    return PainCourse(
        visits=len(arrived),
        trend=pain_trend(arrived),
        within=sum(falls) / len(falls) if falls else None,
        within_visits=len(falls),
    )


def pain_words(course: PainCourse) -> str:
    """`7.3 on arrival at the first three visits, 3.0 at the latest three visits: 4.3 points less`."""
    trend = course.trend
    if trend is None:
        return "asked at one visit only" if course.visits else ""
    points, percent = trend.change.points, trend.change.percent
    moved = "no change"
    if round(points, 1):
        share = "" if percent is None else f" ({abs(percent):.0f} %)"
        moved = f"{abs(points):.1f} points {'less' if points > 0 else 'more'}{share}"
    count = {1: "visit", 2: "two visits", 3: "three visits"}[trend.visits]
    mark = ", a meaningful change" if trend.change.is_meaningful else ""
    floor = (
        "; it began under 4, so there was little room to fall" if trend.change.near_floor else ""
    )
    return (
        f"{trend.first:.1f} on arrival at the first {count}, {trend.last:.1f} at the latest "
        f"{count}: {moved}{mark}{floor}"
    )
