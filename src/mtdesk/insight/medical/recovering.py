"""Clients of medical work whose pain fell and who come less often: the good outcome."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.insight.outcome import pain_change, visit_rate_change
from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

SPAN_DAYS = 56  # at the beginning and now, in which visits are counted
FEWER_PERCENT = 25  # visits a week, from which coming less often is said


@frozen
class Course:
    """A client's pain before the first and the latest visit that has one, and visits in two spans."""

    client_id: int
    client: str
    first_day: str
    first_pain: int
    last_day: str
    last_pain: int
    first_visits: int
    last_visits: int


@frozen
class Recovery:
    """Pain fell in a way that means something, and visits a week fell by so many percent."""

    course: Course
    points: float
    fewer_percent: float


def recovering(courses: Iterable[Course]) -> list[Recovery]:
    """Those of whom both is true, the largest fall of pain first; spans must not overlap."""
    found = []
    for course in courses:
        change = pain_change(course.first_pain, course.last_pain)
        apart = (date.fromisoformat(course.last_day) - date.fromisoformat(course.first_day)).days
        if not change.is_meaningful or apart < 2 * SPAN_DAYS:
            continue
        visits = visit_rate_change(course.first_visits, SPAN_DAYS, course.last_visits, SPAN_DAYS)
        fewer = visits.reduction_percent
        if fewer is not None and fewer >= FEWER_PERCENT:
            found.append(Recovery(course=course, points=change.points, fewer_percent=fewer))
    return sorted(found, key=lambda each: (-each.points, each.course.client, each.course.client_id))
