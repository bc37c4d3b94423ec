"""How clients come over time, and who drifts away; what a page shows beside is not needed for that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.insight import clients as insight
from mtdesk.insight.clients import Frequency, Incidents, Outlook, PainTrend, Rhythm
from mtdesk.model.names import name_key
from mtdesk.store.clients import figures as client_figures
from mtdesk.store.file.book import Book, Row


def lost(opened: Opened, search: str = "") -> dict[int, str]:
    """Who drifts away: number and name. Their pain is read of those alone who come less often."""
    book, today = opened.book, opened.today
    seen = client_figures.seen_since(book, today - timedelta(days=insight.GONE_DAYS), today)
    rows = client_figures.visits(
        book,
        named(book, seen, search),
        today=today,
        span=insight.SPAN_DAYS,
        recent=insight.recent_from(today),
        latest=insight.USUAL_VISITS,
    )

    def drifts(row: Row, pain: PainTrend | None) -> bool:
        return over_time(row, pain, today)[-1].kind == "drifting"

    fewer = {row["id"]: row for row in rows if drifts(row, None)}
    pains = client_figures.pains(book, fewer, today=today, asked=insight.PAIN_VISITS)
    return {
        row["id"]: fewer[row["id"]]["name"]
        for row in pains
        if drifts(fewer[row["id"]], pain_trend(row))
    }


def incidents_of(book: Book, ids: Iterable[int] | None, today: date) -> dict[int, Incidents]:
    return {
        row["id"]: Incidents(
            count=row["count"], worst=row["worst"], worst_kind=row["worst_kind"], last=row["last"]
        )
        for row in client_figures.incidents(book, ids, today)
    }


def over_time(
    row: Row, pain: PainTrend | None, today: date
) -> tuple[Rhythm, Frequency | None, Outlook]:
    days = (row["latest"] or "").split(",") if row["latest"] else []
    rhythm = insight.rhythm(map(date.fromisoformat, days), today)
    first = date.fromisoformat(row["first_visit"]) if row["first_visit"] else None
    frequency = insight.frequency(first, row["base_visits"], row["recent_visits"], today)
    outlook = insight.outlook(
        rhythm,
        frequency,
        pain,
        has_booking=row["next_booking"] is not None,
        standing=row["standing"],
    )
    return rhythm, frequency, outlook


def pain_trend(row: Row) -> PainTrend | None:
    return insight.pain_trend(_pain(row["first_pain"], row["last_pain"]))


def _pain(first: str | None, last: str | None) -> list[int]:
    """The first ratings, or their two ends where there are more of them than were read."""
    asked = [int(rating) for rating in first.split(",")] if first else []
    if len(asked) < 2 * insight.PAIN_VISITS:
        return asked
    ends = [int(rating) for rating in (last or "").split(",")]
    return [*asked[: insight.PAIN_VISITS], *ends[::-1]]


def named(book: Book, ids: Iterable[int], search: str) -> list[int]:
    wanted = list(ids)
    return client_figures.named(book, wanted, name_key(search)) if search.strip() else wanted
