"""Income looked at from every side: which work, which clients, what pace, what was missed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sums import earned_by, money
from mtdesk.insight import income as earning
from mtdesk.insight import pace
from mtdesk.insight.income import Concentration, Earning, Missed
from mtdesk.insight.pace import Pace
from mtdesk.insight.takings import Takings, per_hour, takings
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, days_before
from mtdesk.store import income as earnings
from mtdesk.store import ledger, sessions

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened

SIDES = ("purpose", "service", "client", "workplace", "method", "weekday")
LAST_DAYS = 365


@frozen
class Stretch:
    """A stretch of time: what came, what was kept, and the work it took."""

    period: Period
    money: Takings
    sessions: int
    hands_on_minutes: int
    unpaid_minutes: int

    @property
    def income_minor(self) -> int:
        """Before costs, wages included."""
        return self.money.gross_minor + self.money.wages_minor

    @property
    def per_hands_on_hour_minor(self) -> int | None:
        return per_hour(self.money.take_home_minor, self.hands_on_minutes)

    @property
    def per_working_hour_minor(self) -> int | None:
        return per_hour(self.money.take_home_minor, self.hands_on_minutes + self.unpaid_minutes)


@frozen
class Purpose:
    """One purpose with its take-home; its share is None where nothing is left to share."""

    earning: Earning
    take_home_minor: int
    take_home_share: float | None


@frozen
class IncomeOfYear:
    """A year's income, to date where it runs.

    `first_day` is that of her first income, `before_minor` the income of the same days a year
    earlier, None where that is before it; `even_minor` is what a target earned evenly from day to day would have brought by now.
    `names` holds the names of the clients that a screen shows first.
    """

    year: int
    is_running: bool
    whole: Period
    of_year: Stretch
    last_year: Stretch
    first_day: date | None
    before: Period | None
    before_minor: int | None
    target_minor: int | None
    even_minor: int | None
    pace: Pace | None
    no_pace: str
    by_purpose: tuple[Purpose, ...]
    all_work: Earning
    by_service: tuple[Earning, ...]
    by_client: tuple[Earning, ...]
    by_workplace: tuple[Earning, ...]
    by_method: tuple[Earning, ...]
    by_weekday: tuple[Earning, ...]
    missed: Missed
    missed_by_client: tuple[tuple[int | None, Missed], ...]
    concentration: Concentration
    names: dict[int, str]


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
        first = _day_or_none(earnings.first_income_day(book))
        before = self._before(chosen, period)
        known = before is not None and first is not None and first <= before.last
        target = opened.settings.income_target_minor
        found, why = self._pace(whole, first)
        missed, missed_by_client = self._missed(period)
        clients = earned_by(self._opened, period, "client")
        shares = self._concentration()
        services = earned_by(self._opened, period, "service")
        shown = [row.key for row in clients[:top]] + [row[0] for row in missed_by_client[:top]]
        return IncomeOfYear(
            year=chosen,
            is_running=is_running,
            whole=whole,
            of_year=of_year,
            last_year=self._stretch(days_before(today, LAST_DAYS)),
            first_day=first,
            before=before,
            before_minor=_income(money(opened, before)) if known and before else None,
            target_minor=target,
            even_minor=None if target is None else target * len(period) // len(whole),
            pace=found,
            no_pace=why,
            by_purpose=self._purposes(period, of_year),
            all_work=earning.together(services, "all", of_year.money),
            by_service=services,
            by_client=clients,
            by_workplace=earned_by(self._opened, period, "workplace"),
            by_method=earned_by(self._opened, period, "method"),
            by_weekday=earned_by(self._opened, period, "weekday"),
            missed=missed,
            missed_by_client=missed_by_client,
            concentration=shares,
            names=earnings.names(
                book, {each for each in (*shown, *shares.top) if isinstance(each, int)}
            ),
        )

    # -- parts

    def _to_date(self, whole: Period) -> Period:
        """The part of a year up to today: none of one to come, all of one that is over."""
        tomorrow = self._opened.today + timedelta(days=1)
        return Period(whole.start, max(whole.start, min(whole.end, tomorrow)))

    def _before(self, year: int, period: Period) -> Period | None:
        """The same days a year earlier; None where there are none."""
        if year <= 1950 or not len(period):
            return None
        whole = self._opened.settings.fiscal_year(year - 1)
        return Period(whole.start, a_year_before(period.last) + timedelta(days=1))

    def _stretch(self, period: Period) -> Stretch:
        days = sessions.by_day(self._opened.book, period)
        return Stretch(
            period=period,
            money=money(self._opened, period),
            sessions=sum(row["sessions"] for row in days),
            hands_on_minutes=sum(row["minutes"] for row in days),
            unpaid_minutes=ledger.unpaid_minutes(self._opened.book, period),
        )

    def _pace(self, whole: Period, first: date | None) -> tuple[Pace | None, str]:
        today, back = self._opened.today, timedelta(weeks=pace.FULL_YEAR + 2)
        read = Period(min(whole.start, today - back), today + timedelta(days=1))
        daily = {
            date.fromisoformat(row["received_on"]): row["amount_minor"]
            for row in earnings.income_by_day(self._opened.book, read)
        }
        return pace.year_pace(daily, first, today, whole, self._opened.settings.first_weekday)

    def _purposes(self, period: Period, of_year: Stretch) -> tuple[Purpose, ...]:
        parts = earned_by(self._opened, period, "purpose")
        money = of_year.money
        shared = money.deductible_expenses_minor + money.mileage_deduction_minor
        kept = earning.take_home_of(parts, shared)
        if not parts:
            return ()
        whole = sum(kept)
        return tuple(
            Purpose(
                earning=part,
                take_home_minor=minor,
                take_home_share=minor / whole if whole > 0 else None,
            )
            for part, minor in zip(parts, kept, strict=True)
        )

    def _missed(self, period: Period) -> tuple[Missed, tuple[tuple[int | None, Missed], ...]]:
        """In all, and by client: the largest sum not received first."""
        book = self._opened.book
        if not len(period):
            return Missed(), ()
        asked = earnings.prices(book, days_before(period.last, LAST_DAYS))
        usual = earning.medians((row["service"], row["price_minor"], row["count"]) for row in asked)
        rows = [
            (
                row["client_id"],
                (
                    row["status"],
                    row["service"],
                    row["price_minor"],
                    row["received_minor"],
                    row["count"],
                ),
            )
            for row in earnings.missed(book, period)
        ]
        by_client = [
            (client, earning.missed_cost((row for whose, row in rows if whose == client), usual))
            for client in {client for client, _ in rows}
        ]
        by_client.sort(key=lambda row: (-row[1].not_received_minor, -row[1].count, row[0] or 0))
        return earning.missed_cost((row for _, row in rows), usual), tuple(by_client)

    def _concentration(self) -> Concentration:
        last_year = days_before(self._opened.today, LAST_DAYS)
        sums: dict[int | None, int] = {}
        for row in ledger.received_by(self._opened.book, last_year, "client"):
            money = takings([(row["kind"], row["amount_minor"], 0)])
            sums[row["grain_key"]] = sums.get(row["grain_key"], 0) + money.gross_minor
        return earning.concentration(sums.items())


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _income(money: Takings) -> int:
    return money.gross_minor + money.wages_minor


def _day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
