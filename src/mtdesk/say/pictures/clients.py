"""A client's pain, drawn by visit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mtdesk.insight.clients import PainTrend
from mtdesk.insight.outcome import MEANINGFUL_PERCENT, MEANINGFUL_POINTS
from mtdesk.model.period import short_day
from mtdesk.model.series import Line, Series, Threshold
from mtdesk.model.session import Session


def pain_by_visit(visits: Iterable[Session], trend: PainTrend | None = None) -> Series:
    """A client's pain before and after, at each visit that recorded either.

    With a trend, the line from which what they come with is meaningfully less than at first.
    """
    asked = [
        visit for visit in visits if visit.pain_before is not None or visit.pain_after is not None
    ]
    return Series(
        title="Pain by visit, 0 to 10",
        unit="",
        labels=tuple(short_day(date.fromisoformat(visit.local_date)) for visit in asked),
        lines=(
            Line("before", tuple(visit.pain_before for visit in asked)),
            Line("after", tuple(visit.pain_after for visit in asked)),
        ),
        thresholds=_meaningful(trend),
        kind="lines",
        top=10,
        empty="no pain recorded",
    )


def _meaningful(trend: PainTrend | None) -> tuple[Threshold, ...]:
    if trend is None:
        return ()
    level = trend.first - max(MEANINGFUL_POINTS, MEANINGFUL_PERCENT / 100 * trend.first)
    return (Threshold(level, "meaningfully less than at first"),) if level >= 0 else ()
