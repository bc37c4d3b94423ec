"""Where incidents gather, beside the work that was done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.insight import incidents as insight
from mtdesk.insight.incidents import Happened, Patterns
from mtdesk.model.period import Period
from mtdesk.store.incidents import counting

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened

__all__ = ["Patterns", "patterns"]


def patterns(opened: Opened, period: Period | None = None) -> Patterns:
    """In counts, all of them up to today unless a period is given."""
    book = opened.book
    days = period or Period(date.min, opened.today + timedelta(days=1))
    happened = [
        Happened(
            local_date=row["local_date"],
            kind=row["kind"],
            severity=row["severity"],
            hour=int(row["moment"][11:13]) if "T" in row["moment"] else None,
            client_id=row["client_id"],
            client=row["client"],
            setting=row["setting"],
            workplace=row["workplace"],
            lost_minor=row["lost_minor"],
            withdrawn=bool(row["withdrawn"]),
        )
        for row in counting.incidents(book, days)
    ]
    worked = {
        by: {row["grain_key"]: row["sessions"] for row in counting.worked(book, days, by)}
        for by in ("workplace", "weekday", "hour")
    }
    return insight.patterns(happened, worked)
