"""Pain over a course of visits: what a client arrived with at first, and arrives with now."""

from __future__ import annotations

from mtdesk.insight.outcome import PainChange, pain_change
from mtdesk.model.frozen import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_EACH = 3  # visits at either end


@frozen
class PainCourse:
    """Mean pain on arrival over the first visits that have it, and over as many of the latest.

    `each` is how many are meant at either end: up to three, and never one visit at both. `visits`
    have their pain on arrival. `within` is the mean fall of visits with both figures.
    """

    visits: int
    each: int
    then: float | None
    now: float | None
    change: PainChange | None
    within: float | None
    within_visits: int


def pain_course(pains: Iterable[tuple[int | None, int | None]]) -> PainCourse:
    """Of (before, after) of visits in the order of their days."""
    known = list(pains)
    arrived = [before for before, _ in known if before is not None]
    each = min(MOST_EACH, len(arrived) // 2)
    then, now = (_mean(arrived[:each]), _mean(arrived[-each:])) if each else (None, None)
    falls = [before - after for before, after in known if before is not None and after is not None]
    return PainCourse(
        visits=len(arrived),
        each=each,
        then=then,
        now=now,
        change=None if then is None or now is None else pain_change(then, now),
        within=_mean(falls),
        within_visits=len(falls),
    )


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None


def pain_words(course: PainCourse) -> str:
    """`7.3 on arrival at the first three visits, 3.0 at the latest three: 4.3 points less`."""
    if course.then is None or course.now is None or course.change is None:
        return "asked at one visit only" if course.visits else ""
    points = course.change.points
    side = "no change" if not round(points, 1) else f"{abs(points):.1f} points {_side(points)}"
    percent = course.change.percent
    share = f" ({abs(percent):.0f} %)" if percent is not None and round(points, 1) else ""
    mark = ", a meaningful change on this scale" if course.change.is_meaningful else ""
    count = {1: "visit", 2: "two visits", 3: "three visits"}[course.each]
    floor = (
        "; it began under 4, so there was little room to fall" if course.change.near_floor else ""
    )
    return (
        f"{course.then:.1f} on arrival at the first {count}, {course.now:.1f} at the latest "
        f"{count}: {side}{share}{mark}{floor}"
    )


def _side(points: float) -> str:
    return "less" if points > 0 else "more"
