"""Income looked at from every side: which work, which clients, what pace, what was missed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.sums import earned_by, received_by
from mtdesk.desk.opened.takings import money
from mtdesk.insight import pace
from mtdesk.insight.income import (
    Concentration,
    Earning,
    IncomeOfYear,
    Missed,
    MissedBy,
    Stretch,
    concentration,
    medians,
    missed_by_client,
    missed_cost,
    purposes,
    together,
)
from mtdesk.insight.pace import Pace
from mtdesk.model.period import Period, days_before, week_of
from mtdesk.model.rules import YEARS
from mtdesk.store import income as earnings
from mtdesk.store import sessions
from mtdesk.store.ledger import sums

__all__ = ["Income", "IncomeOfYear", "a_year_before"]

LAST_DAYS = 365


class Income:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def summary(self, year: int | None = None, *, top: int = 10) -> IncomeOfYear:
        """The income of a year of accounts, the running one unless told; `top` clients get names.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        opened, book, today = self._opened, self._opened.book, self._opened.today
        chosen = opened.settings.year_of(today) if year is None else year
        whole = opened.settings.fiscal_year(chosen)
        is_running = today in whole
        period = self._to_date(whole)
        of_year = self._stretch(period)
        begun = earnings.first_income_day(book)
        first = date.fromisoformat(begun) if begun else None
        before = self._before(chosen, period)
        known = before is not None and first is not None and first <= before.last
        target = opened.settings.income_target_minor
        found, why = self._pace(whole, first)
        missed, by_client = self._missed(period)
        clients = earned_by(self._opened, period, "client")
        shares = self._concentration()
        services = earned_by(self._opened, period, "service")
        shown = [row.key for row in clients[:top]] + [each.client_id for each in by_client[:top]]
        return IncomeOfYear(
            year=chosen,
            top=top,
            is_running=is_running,
            whole=whole,
            of_year=of_year,
            last_year=self._stretch(days_before(today, LAST_DAYS)),
            first_day=first,
            before=before,
            before_minor=money(book, opened.settings, before).income_minor
            if known and before
            else None,
            target_minor=target,
            even_minor=None if target is None else target * len(period) // len(whole),
            pace=found,
            no_pace=why,
            by_purpose=purposes(earned_by(opened, period, "purpose"), of_year.money),
            all_work=together(services, "all", of_year.money),
            by_service=services,
            by_client=clients,
            by_workplace=earned_by(self._opened, period, "workplace"),
            by_method=earned_by(self._opened, period, "method"),
            by_weekday=earned_by(self._opened, period, "weekday"),
            missed=missed,
            missed_by_client=by_client,
            concentration=shares,
            names=earnings.names(
                book, {each for each in (*shown, *shares.top) if isinstance(each, int)}
            ),
        )

    def weeks(self, year: Period, count: int) -> list[Earning]:
        """The last weeks of a year, up to today's where it runs, the oldest first; keys are days."""
        today = min(self._opened.today, year.last)
        last = week_of(today, self._opened.settings.first_weekday)
        starts = [last.start - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
        return [
            Earning(
                key=start.isoformat(),
                money=money(
                    self._opened.book,
                    self._opened.settings,
                    self._opened.seen(Period(start, start + timedelta(weeks=1))),
                ),
            )
            for start in starts
        ]

    # -- parts

    def _to_date(self, whole: Period) -> Period:
        """The part of a year up to today: none of one to come, all of one that is over."""
        tomorrow = self._opened.today + timedelta(days=1)
        return Period(whole.start, max(whole.start, min(whole.end, tomorrow)))

    def _before(self, year: int, period: Period) -> Period | None:
        """The same days a year earlier; None where there are none."""
        if year <= YEARS[0] or not len(period):
            return None
        whole = self._opened.settings.fiscal_year(year - 1)
        return Period(whole.start, a_year_before(period.last) + timedelta(days=1))

    def _stretch(self, period: Period) -> Stretch:
        days = sessions.by_day(self._opened.book, period)
        return Stretch(
            period=period,
            money=money(self._opened.book, self._opened.settings, period),
            sessions=sum(row["sessions"] for row in days),
            hands_on_minutes=sum(row["minutes"] for row in days),
            unpaid_minutes=sums.unpaid_minutes(self._opened.book, period),
            unsaid=sum(row["unsaid"] for row in days),
            unpriced=sum(row["unpriced"] for row in days),
            unpriced_minutes=sum(row["unpriced_minutes"] for row in days),
        )

    def _pace(self, whole: Period, first: date | None) -> tuple[Pace | None, str]:
        today, back = self._opened.today, timedelta(weeks=pace.FULL_YEAR + 2)
        read = Period(min(whole.start, today - back), today + timedelta(days=1))
        daily = {
            date.fromisoformat(row["received_on"]): row["amount_minor"]
            for row in earnings.income_by_day(self._opened.book, read)
        }
        return pace.year_pace(daily, first, today, whole, self._opened.settings.first_weekday)

    def _missed(self, period: Period) -> tuple[Missed, tuple[MissedBy, ...]]:
        """In all, and by client: the largest sum not received first."""
        book = self._opened.book
        if not len(period):
            return Missed(), ()
        asked = earnings.prices(book, days_before(period.last, LAST_DAYS))
        usual = medians((row["service"], row["price_minor"], row["count"]) for row in asked)
        rows = [
            (client_id, (status, service, price, received, count))
            for status, client_id, service, price, received, count in earnings.missed(book, period)
        ]
        whole = missed_cost((row for _, row in rows), usual)
        return whole, missed_by_client(rows, usual)

    def _concentration(self) -> Concentration:
        last_year = days_before(self._opened.today, LAST_DAYS)
        clients = received_by(self._opened, last_year, "client")
        return concentration((each.key, each.money.gross_minor) for each in clients)


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
