"""Clients as rows: visits, rhythm, pain, money, strain; who drifts away, who is worth a conversation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sums import earned_by
from mtdesk.insight import clients as insight
from mtdesk.insight.clients import Frequency, Incidents, Outlook, PainTrend, Rhythm, Yardstick
from mtdesk.insight.income import Earning
from mtdesk.model.client import Client
from mtdesk.model.frozen import frozen
from mtdesk.model.names import name_key
from mtdesk.model.period import Period, days_before
from mtdesk.store import clients
from mtdesk.store.clients import figures as client_figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.desk.opened import Opened
    from mtdesk.store.file.book import Book, Row

LAST_DAYS = 365
MONTHS_DRAWN = 12
SETTLED = ("block", "released")  # nothing is left to talk about


@frozen
class LastYear:
    """The last 365 days by client, and what each of them is held against."""

    period: Period
    by_client: dict[str | int | None, Earning]
    yard: Yardstick


@frozen
class ClientSummary:
    """A client as one row. Days are ISO, None before a visit.

    `received_minor` and `effort` are the last 365 days'; `by_month` counts the visits of the last
    twelve months, this one included. `worth_minor` is what came in the year up to the last visit,
    known only of those drifting away; `reasons` only of those worth a conversation.
    """

    client: Client
    visits: int
    missed: int
    first_visit: str | None
    last_visit: str | None
    next_booking: str | None
    received_minor: int
    by_month: tuple[int, ...]
    rhythm: Rhythm
    frequency: Frequency | None
    pain: PainTrend | None
    outlook: Outlook
    effort: float | None
    effort_estimated: bool
    effort_against: float | None
    incidents: Incidents
    credit_minor: int
    worth_minor: int | None = None
    reasons: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        return self.client.id or 0

    @property
    def name(self) -> str:
        return self.client.name


def last_year(opened: Opened) -> LastYear:
    period = days_before(opened.today, LAST_DAYS)
    rows = earned_by(opened, period, "client")
    return LastYear(
        period=period, by_client={row.key: row for row in rows}, yard=insight.yardstick(rows)
    )


def summaries(opened: Opened, ids: Iterable[int], year: LastYear) -> list[ClientSummary]:
    """These clients, in their order; the work grows with their own rows."""
    book, today, wanted = opened.book, opened.today, list(ids)
    months = _months(today)
    by_month: dict[int, dict[str, int]] = {}
    for row in client_figures.by_month(book, wanted, months[0], today):
        by_month.setdefault(row["id"], {})[row["month"]] = row["visits"]
    received = client_figures.received(book, wanted, year.period.start, today)
    credit = client_figures.credit(book, wanted, today)
    incidents = incidents_of(book, wanted, today)
    found = {}
    for row in _rows(book, wanted, today):
        client = _client(row)
        key = row["id"]
        rhythm, frequency, pain, outlook = _over_time(row, client, today)
        earned = year.by_client.get(key)
        effort = insight.mean_effort(earned)
        hers = year.yard.effort
        visits = by_month.get(key, {})
        found[key] = ClientSummary(
            client=client,
            visits=row["visits"],
            missed=row["missed"],
            first_visit=row["first_visit"],
            last_visit=row["last_visit"],
            next_booking=row["next_booking"],
            received_minor=received.get(key, 0),
            by_month=tuple(visits.get(month.isoformat()[:7], 0) for month in months),
            rhythm=rhythm,
            frequency=frequency,
            pain=pain,
            outlook=outlook,
            effort=effort,
            effort_estimated=earned is not None and bool(earned.estimated_load),
            effort_against=None if effort is None or hers is None else effort - hers,
            incidents=incidents.get(key, Incidents()),
            credit_minor=credit.get(key, 0),
        )
    return [found[each] for each in wanted if each in found]


def drifting(opened: Opened, search: str) -> dict[int, int]:
    """Who drifts away, with what each was worth a year; the most first."""
    book, today = opened.book, opened.today
    seen = client_figures.seen_since(book, today - timedelta(days=insight.GONE_DAYS), today)
    lost = [
        row["id"]
        for row in _rows(book, _named(book, seen, search), today)
        if row["purged_on"] is None and _over_time(row, _client(row), today)[-1].kind == "drifting"
    ]
    worth = client_figures.worth(book, lost, LAST_DAYS, today)
    return dict(sorted(worth.items(), key=lambda item: (-item[1], item[0])))


def worth_a_conversation(opened: Opened, search: str, year: LastYear) -> dict[int, tuple[str, ...]]:
    """Who is worth a conversation and why: the gravest incidents first, then the most missed.

    Of clients of the last 365 days only, and not of those whose leaving is settled.
    """
    book, today = opened.book, opened.today
    missed = client_figures.missed_since(book, year.period.start, today)
    incidents = incidents_of(book, None, today)
    since = year.period.start.isoformat()
    recent = {key for key, each in incidents.items() if (each.last or "") >= since}
    seen = {key for key in year.by_client if isinstance(key, int)} | set(missed) | recent
    found = {}
    for key in seen:
        why = insight.reasons(
            year.by_client.get(key),
            year.yard,
            missed.get(key, 0),
            incidents.get(key, Incidents()),
        )
        if why:
            found[key] = why
    settled = client_figures.settled(book, SETTLED)
    kept = [key for key in _named(book, found, search) if key not in settled]

    def order(key: int) -> tuple[int, int, int, int]:
        brings = insight.per_load(year.by_client.get(key))
        worst = incidents.get(key, Incidents()).worst or 0
        return (
            -worst if "incidents" in found[key] else 0,
            -missed.get(key, 0),
            0 if brings is None else brings,
            key,
        )

    return {key: found[key] for key in sorted(kept, key=order)}


def incidents_of(book: Book, ids: Iterable[int] | None, today: date) -> dict[int, Incidents]:
    return {
        row["id"]: Incidents(
            count=row["count"], worst=row["worst"], worst_kind=row["worst_kind"], last=row["last"]
        )
        for row in client_figures.incidents(book, ids, today)
    }


def _rows(book: Book, ids: Iterable[int], today: date) -> list[Row]:
    return client_figures.summaries(
        book,
        ids,
        today=today,
        span=insight.SPAN_DAYS,
        recent=insight.recent_from(today),
        latest=insight.USUAL_VISITS,
        asked=insight.PAIN_VISITS,
    )


def _client(row: Row) -> Client:
    return Client(id=row["id"], **{name: row[name] for name in clients.STORED})


def _over_time(
    row: Row, client: Client, today: date
) -> tuple[Rhythm, Frequency | None, PainTrend | None, Outlook]:
    days = (row["latest"] or "").split(",") if row["latest"] else []
    rhythm = insight.rhythm(map(date.fromisoformat, days), today)
    first = date.fromisoformat(row["first_visit"]) if row["first_visit"] else None
    frequency = insight.frequency(first, row["base_visits"], row["recent_visits"], today)
    pain = insight.pain_trend(_pain(row["first_pain"], row["last_pain"]))
    outlook = insight.outlook(
        rhythm,
        frequency,
        pain,
        has_booking=row["next_booking"] is not None,
        standing=client.standing,
    )
    return rhythm, frequency, pain, outlook


def _pain(first: str | None, last: str | None) -> list[int]:
    """The first ratings, or their two ends where there are more of them than were read."""
    asked = [int(rating) for rating in first.split(",")] if first else []
    if len(asked) < 2 * insight.PAIN_VISITS:
        return asked
    ends = [int(rating) for rating in (last or "").split(",")]
    return [*asked[: insight.PAIN_VISITS], *ends[::-1]]


def _named(book: Book, ids: Iterable[int], search: str) -> list[int]:
    wanted = list(ids)
    return client_figures.named(book, wanted, name_key(search)) if search.strip() else wanted


def _months(today: date) -> list[date]:
    """The first days of the last twelve months, this one's last."""
    whole = today.year * 12 + today.month - 1
    return [
        date(month // 12, month % 12 + 1, 1) for month in range(whole - MONTHS_DRAWN + 1, whole + 1)
    ]
