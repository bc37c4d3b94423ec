"""Looking back: the week, the year, the findings, and the series that are drawn of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mtdesk.insight import load as loads
from mtdesk.insight.income import Takings, per_hour, takings
from mtdesk.insight.mileage import Mileage, mileage, tax_year
from mtdesk.model.finding import LEVELS
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, week_of
from mtdesk.model.session import SHORT_GAP_MINUTES
from mtdesk.store import ledger, sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Row

    from mtdesk.desk import Desk
    from mtdesk.insight.ahead import Ahead
    from mtdesk.model.finding import Finding

USUAL_DAYS = 21  # the days before a week that its load is held against


@frozen
class DayLoad:
    day: date
    sessions: int = 0
    hands_on_minutes: int = 0
    load: float = 0.0
    estimated_load: float = 0.0


@frozen
class Week:
    """A week as figures. `ratio` is None until the week is over and there is enough history.

    `rest_days` counts days without hands-on work up to today; `is_over` is False for the week
    that is still running. `ahead` is what is still booked in it; None where nothing is.
    """

    start: date
    last: date
    is_over: bool
    days: tuple[DayLoad, ...]
    usual_load: float | None
    ratio: float | None
    monotony: float | None
    strain: float | None
    rest_days: int
    short_gaps: int
    unpaid_minutes: int
    money: Takings
    findings: tuple[Finding, ...]
    ahead: Ahead | None = None

    @property
    def sessions(self) -> int:
        return sum(day.sessions for day in self.days)

    @property
    def hands_on_minutes(self) -> int:
        return sum(day.hands_on_minutes for day in self.days)

    @property
    def load(self) -> float:
        return sum(day.load for day in self.days)

    @property
    def estimated_load(self) -> float:
        return sum(day.estimated_load for day in self.days)

    @property
    def take_home_per_hour_minor(self) -> int | None:
        return per_hour(self.money.take_home_minor, self.hands_on_minutes + self.unpaid_minutes)

    def all_findings(self, today: date) -> list[Finding]:
        """Those of what was done and of what is booked, by level; of a week to come only these."""
        found = [*(() if self.start > today else self.findings)]
        found += self.ahead.findings if self.ahead else ()
        return sorted(found, key=lambda each: (each.acknowledged, -LEVELS.index(each.level)))


@frozen
class Group:
    """One row of a `by_...` list; `key` is None where it was not said."""

    key: str | None
    money: Takings
    sessions: int
    hands_on_minutes: int
    load: float = 0.0
    earned_minor: int | None = None  # of a workplace: what its terms of pay say


@frozen
class CategorySum:
    category: str
    amount_minor: int
    deductible_minor: int


@frozen
class Year:
    """A year, or a part of one, as figures, cash basis.

    Mileage is None where no rate is known for a trip's day.
    """

    year: int
    period: Period
    money: Takings
    sessions: int
    hands_on_minutes: int
    unpaid_minutes: int
    distance_tenths: int
    distance_unit: str
    mileage_deduction_minor: int | None
    outstanding_minor: int
    credit_liability_minor: int
    by_month: tuple[Group, ...]
    by_purpose: tuple[Group, ...]
    by_service: tuple[Group, ...]
    by_method: tuple[Group, ...]
    by_workplace: tuple[Group, ...]
    expenses_by_category: tuple[CategorySum, ...]

    @property
    def take_home_per_hour_minor(self) -> int | None:
        return per_hour(self.money.take_home_minor, self.hands_on_minutes + self.unpaid_minutes)


class Review:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # -- the week

    def week(self, day: date | None = None, *, find: bool = True) -> Week:
        """The week around a day (default today); without its findings where `find` is not set."""
        desk, book = self._desk, self._desk.book
        today = desk.today
        period = week_of(day or today, desk.settings.first_weekday)
        days = self.days(period)
        before = self.days(Period(period.start - timedelta(days=USUAL_DAYS), period.start))
        profile = loads.week_profile([each.load for each in days])
        first = _day_or_none(sessions.first_day(book))
        is_over = period.last < today
        usual = None
        if first is not None and first < period.start:
            usual = 7 * sum(each.load for each in before) / USUAL_DAYS
        ratio = None
        enough = first is not None and first <= period.start - timedelta(days=USUAL_DAYS)
        if is_over and enough:
            ratio = loads.against_usual([each.load for each in (*before, *days)])
        worked = any(each.load or each.sessions for each in days)
        return Week(
            start=period.start,
            last=period.last,
            is_over=is_over,
            days=tuple(days),
            usual_load=usual,
            ratio=ratio,
            monotony=profile.monotony if worked and is_over else None,
            strain=profile.strain if worked and is_over else None,
            rest_days=sum(1 for each in days if not each.sessions and each.day <= today),
            short_gaps=self._short_gaps(period),
            unpaid_minutes=ledger.unpaid_minutes(book, period),
            money=self.money(period),
            findings=desk.findings.risk(min(period.last, today)).findings if find else (),
            ahead=None if is_over else self._ahead(period),
        )

    def _ahead(self, period: Period) -> Ahead | None:
        """What is booked from today on; what that takes is loaded only where something is."""
        first = max(period.start, self._desk.today)
        if sessions.booked_minutes(self._desk.book, str(first), str(period.last)) is None:
            return None
        return self._desk.bookings.ahead(period)

    def days(self, period: Period) -> list[DayLoad]:
        """Every day of a period; a day off is zero load."""
        found = {row["local_date"]: row for row in sessions.by_day(self._desk.book, period)}
        return [
            DayLoad(
                day=day,
                sessions=row["sessions"],
                hands_on_minutes=row["minutes"],
                load=row["load"],
                estimated_load=row["estimated_load"],
            )
            if (row := found.get(day.isoformat()))
            else DayLoad(day=day)
            for day in period.days()
        ]

    def weeks(self, count: int, day: date | None = None) -> list[list[DayLoad]]:
        """The `count` weeks that end with the one around a day, oldest first."""
        last = week_of(day or self._desk.today, self._desk.settings.first_weekday)
        days = self.days(Period(last.end - timedelta(weeks=count), last.end))
        return [days[start : start + 7] for start in range(0, len(days), 7)]

    def _short_gaps(self, period: Period) -> int:
        """Sessions begun less than 15 minutes after the one before ended, the same day."""
        from mtdesk.desk.evidence import slots
        from mtdesk.insight.risk.pace import gaps

        return sum(minutes < SHORT_GAP_MINUTES for _, minutes in gaps(slots(self._desk, period)))

    # -- money

    def money(self, period: Period) -> Takings:
        """Takings of any period."""
        book = self._desk.book
        mileage = self.mileage(period)
        return takings(
            _payments(ledger.received(book, period, "year")),
            _expenses(ledger.spent(book, period, "year", self._desk.settings.profile.shares)),
            mileage.deduction_minor or 0,
        )

    def months(self, period: Period) -> list[Group]:
        """Takings of each calendar month that a period touches."""
        book = self._desk.book
        payments = ledger.received(book, period, "month")
        expenses = ledger.spent(book, period, "month", self._desk.settings.profile.shares)
        mileage = self.mileage(period)
        days = sessions.by_day(book, period)
        groups = []
        for month in _months(period):
            of_month = [row for row in days if row["local_date"][:7] == month]
            groups.append(
                Group(
                    key=month,
                    money=takings(
                        _payments(row for row in payments if row["grain_key"] == month),
                        _expenses(row for row in expenses if row["grain_key"] == month),
                        mileage.by_month.get(month, 0),
                    ),
                    sessions=sum(row["sessions"] for row in of_month),
                    hands_on_minutes=sum(row["minutes"] for row in of_month),
                    load=sum(row["load"] for row in of_month),
                )
            )
        return groups

    def groups(self, period: Period, by: str) -> list[Group]:
        """Takings and work by purpose, service, method or workplace, the largest income first."""
        book = self._desk.book
        payments = ledger.received_by(book, period, by)
        worked = {row["grain_key"]: row for row in ledger.worked_by(book, period, by)}
        keys = {row["grain_key"] for row in payments} | set(worked)
        found = [
            Group(
                key=key,
                money=takings(_payments(row for row in payments if row["grain_key"] == key)),
                sessions=worked[key]["sessions"] if key in worked else 0,
                hands_on_minutes=worked[key]["minutes"] if key in worked else 0,
                load=(worked[key]["load"] or 0.0) if key in worked else 0.0,
            )
            for key in keys
        ]
        return sorted(found, key=lambda group: (-group.money.gross_minor, group.key or "~"))

    def _workplaces(self, period: Period) -> list[Group]:
        """By workplace, with what the terms of pay say beside what was received."""
        groups = self.groups(period, "workplace")
        due = self._desk.terms.earned_by_workplace(period)
        return [replace(group, earned_minor=due.get(group.key or "")) for group in groups]

    def year(self, year: int) -> Year:
        """The annual summary, cash basis.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        return self.summary(year, self._desk.settings.fiscal_year(year))

    def summary(self, year: int, period: Period) -> Year:
        """The figures of any period of a year."""
        book = self._desk.book
        last = period.last.isoformat()
        months = self.months(period)
        mileage = self.mileage(period)
        categories: dict[str, list[int]] = {}
        for row in ledger.spent(book, period, "year", self._desk.settings.profile.shares):
            sums = categories.setdefault(row["category"], [0, 0])
            sums[0] += row["amount_minor"]
            sums[1] += row["deductible_minor"]
        return Year(
            year=year,
            period=period,
            money=self.money(period),
            sessions=sum(month.sessions for month in months),
            hands_on_minutes=sum(month.hands_on_minutes for month in months),
            unpaid_minutes=ledger.unpaid_minutes(book, period),
            distance_tenths=mileage.distance_tenths,
            distance_unit=" + ".join(sorted(mileage.units)) or self._desk.settings.distance_unit,
            mileage_deduction_minor=mileage.deduction_minor,
            outstanding_minor=sessions.outstanding(book, last),
            credit_liability_minor=ledger.credit_liability(book, last),
            by_month=tuple(months),
            by_purpose=tuple(self.groups(period, "purpose")),
            by_service=tuple(self.groups(period, "service")),
            by_method=tuple(self.groups(period, "method")),
            by_workplace=tuple(self._workplaces(period)),
            expenses_by_category=tuple(
                CategorySum(category=key, amount_minor=sums[0], deductible_minor=sums[1])
                for key, sums in sorted(categories.items(), key=lambda item: -item[1][0])
            ),
        )

    def mileage(self, period: Period) -> Mileage:
        """The trips of a period, and what they deduct."""
        settings = self._desk.settings
        return mileage(
            self._trips(period),
            settings.mileage_rates,
            settings.profile.year_start,
            self.trips_before(period.start),
        )

    def trips_before(self, day: date) -> list[tuple[str, str, int]]:
        """The trips of the tax year before a day, where a mile's rate depends on them."""
        settings = self._desk.settings
        if all(rate.up_to is None for rate in settings.mileage_rates):
            return []
        start = settings.profile.year_start
        month, first = map(int, start.split("-"))
        return self._trips(Period(date(tax_year(day.isoformat(), start), month, first), day))

    def _trips(self, period: Period) -> list[tuple[str, str, int]]:
        return [
            (row["travelled_on"], row["unit"], row["distance_tenths"])
            for row in ledger.travelled(self._desk.book, period)
        ]


def _payments(rows: Iterable[Row]) -> list[tuple[str, int, int]]:
    return [(row["kind"], row["amount_minor"], row["fee_minor"]) for row in rows]


def _expenses(rows: Iterable[Row]) -> list[tuple[int, int]]:
    return [(row["amount_minor"], row["deductible_minor"]) for row in rows]


def _months(period: Period) -> list[str]:
    found, day = [], period.start.replace(day=1)
    while day < period.end:
        found.append(day.isoformat()[:7])
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
