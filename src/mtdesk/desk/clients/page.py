"""Clients as rows, and one of them as a page: visits, rhythm, pain, money, strain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mtdesk.desk.clients.drifting import incidents_of, lost, named, over_time, pain_trend
from mtdesk.desk.medical import Medical, MedicalSide
from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.sums import earned_by
from mtdesk.insight import clients as insight
from mtdesk.insight.clients import Frequency, Incidents, Outlook, PainTrend, Rhythm, Yardstick
from mtdesk.insight.income import Earning, Missed, medians, missed_cost
from mtdesk.model.client import Client
from mtdesk.model.credit import Credit
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import name_key
from mtdesk.model.period import Period, days_before
from mtdesk.model.session import Session
from mtdesk.store import clients, ledger, sessions
from mtdesk.store import credits as credit_rows
from mtdesk.store import income as earnings
from mtdesk.store.clients import figures as client_figures
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
    """The last 365 days by client; of a day it is read once."""
    return opened.remember(("clients of the last year", opened.today), lambda: _last_year(opened))


def _last_year(opened: Opened) -> LastYear:
    period = days_before(opened.today, LAST_DAYS)
    rows = earned_by(opened, period, "client")
    return LastYear(
        period=period, by_client={row.key: row for row in rows}, yard=insight.yardstick(rows)
    )


def found(opened: Opened, search: str, limit: int) -> list[ClientSummary]:
    return summaries(opened, client_figures.found(opened.book, name_key(search), limit))


def summaries(opened: Opened, ids: Iterable[int]) -> list[ClientSummary]:
    """These clients, in their order; the work grows with their own rows."""
    book, today, wanted, year = opened.book, opened.today, list(ids), last_year(opened)
    months = _months(today)
    by_month: dict[int, dict[str, int]] = {}
    for row in client_figures.by_month(book, wanted, months[0], today):
        by_month.setdefault(row["id"], {})[row["month"]] = row["visits"]
    received = client_figures.received(book, wanted, year.period.start, today)
    credit = client_figures.credit(book, wanted, today)
    incidents = incidents_of(book, wanted, today)
    found = {}
    for row in _rows(book, wanted, today):
        client = Client(id=row["id"], **{name: row[name] for name in clients.STORED})
        key, pain = row["id"], pain_trend(row)
        rhythm, frequency, outlook = over_time(row, pain, today)
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


def drifting(opened: Opened, search: str, limit: int) -> list[ClientSummary]:
    """Who drifts away, with what each was worth a year; the most first."""
    worth = client_figures.worth(opened.book, lost(opened, search), LAST_DAYS, opened.today)
    most = sorted(worth, key=lambda key: (-worth[key], key))[:limit]
    return [replace(row, worth_minor=worth[row.id]) for row in summaries(opened, most)]


def worth_a_conversation(opened: Opened, search: str, limit: int) -> list[ClientSummary]:
    """Who is worth a conversation and why: the gravest incidents first, then the most missed.

    Of clients of the last 365 days only, and not of those whose leaving is settled.
    """
    book, today, year = opened.book, opened.today, last_year(opened)
    missed = client_figures.missed_since(book, year.period.start, today)
    incidents = incidents_of(book, None, today)
    since = year.period.start.isoformat()
    recent = {key for key, each in incidents.items() if (each.last or "") >= since}
    seen = {key for key in year.by_client if isinstance(key, int)} | set(missed) | recent
    why = {}
    for key in seen:
        met = incidents.get(key, Incidents())
        reasons = insight.reasons(year.by_client.get(key), year.yard, missed.get(key, 0), met)
        if reasons:
            why[key] = reasons
    settled = client_figures.settled(book, SETTLED)
    kept = [key for key in named(book, why, search) if key not in settled]

    def order(key: int) -> tuple[int, int, int, int]:
        brings = insight.per_load(year.by_client.get(key))
        worst = incidents.get(key, Incidents()).worst or 0
        return (
            -worst if "incidents" in why[key] else 0,
            -missed.get(key, 0),
            0 if brings is None else brings,
            key,
        )

    rows = summaries(opened, sorted(kept, key=order)[:limit])
    return [replace(row, reasons=why[row.id]) for row in rows]


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


def _months(today: date) -> list[date]:
    """The first days of the last twelve months, this one's last."""
    whole = today.year * 12 + today.month - 1
    return [
        date(month // 12, month % 12 + 1, 1) for month in range(whole - MONTHS_DRAWN + 1, whole + 1)
    ]


LATEST = 50  # sessions read for the list and the chart


@frozen
class ClientPage:
    """`year` is the last 365 days', None without any work or money in them.

    `credits` are those that hold something, expired ones too; `missed` are all there were, with
    what they cost. `reasons` says why a conversation is worth it: incidents, missed, per_load.
    """

    client: Client
    summary: ClientSummary
    yard: Yardstick
    year: Earning | None
    received_ever_minor: int
    missed: Missed
    missed_last_year: int
    credits: tuple[Credit, ...]
    outstanding_minor: int
    outstanding_count: int
    paid_ahead_minor: int
    next_booking: Session | None
    reasons: tuple[str, ...]
    medical: MedicalSide
    sessions: tuple[Session, ...]

    @property
    def tips_minor(self) -> int:
        return self.year.money.tips_minor if self.year else 0

    @property
    def load(self) -> float | None:
        """The last 365 days', None where no effort is known."""
        return self.year.load if self.year and self.year.rated_minutes else None

    @property
    def not_received_minor(self) -> int | None:
        """What the missed appointments cost; None when of none of them a price is known."""
        missed = self.missed
        is_unknown = missed.count and missed.unpriced == missed.count
        return None if is_unknown else missed.not_received_minor

    @property
    def tips_share(self) -> float | None:
        """Tips as a part of the last 365 days' income."""
        if self.year is None or not self.year.income_minor:
            return None
        return self.year.money.tips_minor / self.year.income_minor

    @property
    def per_load_minor(self) -> int | None:
        """What 100 of load brought in the last 365 days; None with too few sessions."""
        return insight.per_load(self.year)


def page(opened: Opened, client: Client) -> ClientPage:
    book, today, client_id = opened.book, opened.today, client.id or 0
    year = last_year(opened)
    (summary,) = summaries(opened, [client_id])
    earned = year.by_client.get(client_id)
    missed, missed_last_year = Missed(), Missed()
    if summary.missed:
        usual = opened.remember(("usual prices", today), lambda: _usual_prices(opened))
        missed = _missed(opened, client_id, Period(date.min, year.period.end), usual)
        missed_last_year = _missed(opened, client_id, year.period, usual)
    unpaid = sessions.unpaid(book, -1, client_id=client_id, payer="client", day=today.isoformat())
    received_ever = client_figures.received(book, [client_id], date.min, today)
    return ClientPage(
        client=client,
        summary=summary,
        yard=year.yard,
        year=earned,
        received_ever_minor=received_ever.get(client_id, 0),
        missed=missed,
        missed_last_year=missed_last_year.count,
        credits=tuple(each for each in credit_rows.of_client(book, client_id) if each.unused_minor),
        outstanding_minor=sum(row["owed_minor"] for row in unpaid),
        outstanding_count=len(unpaid),
        paid_ahead_minor=sum(
            row["amount_minor"]
            for row in ledger.paid_ahead(book, today.isoformat())
            if row["client_id"] == client_id
        ),
        next_booking=_next_booking(opened, client_id, summary.next_booking),
        reasons=insight.reasons(earned, year.yard, missed_last_year.count, summary.incidents),
        medical=Medical(opened).side(client_id),
        sessions=tuple(sessions.between(book, client_ids=[client_id], limit=LATEST)),
    )


def _usual_prices(opened: Opened) -> dict[str, int]:
    """The median price of each service in the last 365 days: asked only for who missed something."""
    asked = earnings.prices(opened.book, days_before(opened.today, LAST_DAYS))
    return medians((row["service"], row["price_minor"], row["count"]) for row in asked)


def _missed(opened: Opened, client_id: int, period: Period, usual: dict[str, int]) -> Missed:
    rows = earnings.missed(opened.book, period, client_id=client_id)
    facts = ("status", "service", "price_minor", "received_minor", "count")
    return missed_cost((tuple(row[fact] for fact in facts) for row in rows), usual)


def _next_booking(opened: Opened, client_id: int, day: str | None) -> Session | None:
    if day is None:
        return None
    first = date.fromisoformat(day)
    day_of = days_before(first, 1)
    booked = sessions.between(opened.book, day_of, client_ids=[client_id], status="booked")
    return next(iter(booked), None)
