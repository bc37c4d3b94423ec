"""A client's page: everything that is known of one person, read once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.desk.clients.summaries import LAST_DAYS, ClientSummary, LastYear, summaries
from mtdesk.desk.medical import Medical, MedicalSide
from mtdesk.insight import clients as insight
from mtdesk.insight.clients import Yardstick
from mtdesk.insight.income import Earning, Missed, medians, missed_cost
from mtdesk.model.client import Client
from mtdesk.model.credit import Credit
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, days_before
from mtdesk.model.session import Session
from mtdesk.store import credits as credit_rows
from mtdesk.store import income as earnings
from mtdesk.store import sessions
from mtdesk.store.clients import figures as client_figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtdesk.desk.opened import Opened

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


def page(
    opened: Opened, client: Client, year: LastYear, usual_prices: Callable[[], dict[str, int]]
) -> ClientPage:
    """`usual_prices` is asked only for who missed an appointment: it looks at a year's sessions."""
    book, today, client_id = opened.book, opened.today, client.id or 0
    (summary,) = summaries(opened, [client_id], year)
    earned = year.by_client.get(client_id)
    missed, missed_last_year = Missed(), Missed()
    if summary.missed:
        usual = usual_prices()
        missed = _missed(opened, client_id, Period(date.min, year.period.end), usual)
        missed_last_year = _missed(opened, client_id, year.period, usual)
    unpaid = sessions.unpaid(book, -1, client_id=client_id, day=today.isoformat())
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
        next_booking=_next_booking(opened, client_id, summary.next_booking),
        reasons=insight.reasons(earned, year.yard, missed_last_year.count, summary.incidents),
        medical=Medical(opened).side(client_id),
        sessions=tuple(sessions.between(book, client_ids=[client_id], limit=LATEST)),
    )


def usual_prices(opened: Opened) -> dict[str, int]:
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
    booked = sessions.between(opened.book, days_before(first, 1), client_ids=[client_id])
    return next((each for each in booked if each.status == "booked"), None)
