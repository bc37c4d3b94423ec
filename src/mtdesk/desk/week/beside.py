"""A week beside the weeks before it, with its check-ins and incidents, and what made it so."""

from __future__ import annotations

from datetime import timedelta

from mtdesk.desk.opened import Opened
from mtdesk.insight.week import USUAL_WEEKS, Week, WholeWeek, Why, means, sorest, why
from mtdesk.model.period import Period
from mtdesk.store import incidents, wellbeing
from mtdesk.store.ledger import sums

__all__ = ["USUAL_WEEKS", "WholeWeek", "Why", "means", "sorest"]


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
