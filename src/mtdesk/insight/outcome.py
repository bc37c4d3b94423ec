"""The client's side of medical work: pain before and after, and how often they come."""

from __future__ import annotations

from mtdesk.model.frozen import frozen

MEANINGFUL_POINTS = 2  # both are asked for
MEANINGFUL_PERCENT = 30


@frozen
class PainChange:
    """`points` and `percent` are positive when pain went down; `percent` is None from 0.

    `near_floor`: pain before was under 4, so there was little room to fall.
    """

    points: float
    percent: float | None
    is_meaningful: bool
    near_floor: bool


@frozen
class VisitRateChange:
    """Visits a week; None where a span has no days, and the reduction where there is no base."""

    base_per_week: float | None
    recent_per_week: float | None
    reduction_percent: float | None


def pain_change(before: float, after: float) -> PainChange:
    """The change on the 0-10 scale; meaningful from 2 points and 30 % down, both.

    Salaffi 2004, Eur J Pain 8:283-291 (-2.0, -33 %); Suzuki 2020 (2 points). That both are asked
    for is our caution.
    """
    points = before - after
    return PainChange(
        points=points,
        percent=100 * points / before if before else None,
        is_meaningful=points >= MEANINGFUL_POINTS and 100 * points >= MEANINGFUL_PERCENT * before,
        near_floor=before < 4,
    )


def visit_rate_change(
    base_visits: int, base_days: int, recent_visits: int, recent_days: int
) -> VisitRateChange:
    """Visits a week in two spans of days, and by how many percent the later has fewer.

    Fewer visits with less pain is the good outcome; fewer visits alone is a lost client.
    """
    base = _per_week(base_visits, base_days)
    recent = _per_week(recent_visits, recent_days)
    reduction = 100 * (base - recent) / base if base and recent is not None else None
    return VisitRateChange(base_per_week=base, recent_per_week=recent, reduction_percent=reduction)


def _per_week(visits: int, days: int) -> float | None:
    return visits * 7 / days if days > 0 else None
