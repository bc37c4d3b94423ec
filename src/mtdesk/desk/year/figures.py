"""The figures of a year, or of a part of one, on a cash basis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sums import expenses, mileage_of, money, payments
from mtdesk.desk.practice.terms import Terms
from mtdesk.insight.takings import Takings, per_hour, takings
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period
from mtdesk.store import ledger, sessions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.desk.opened import Opened


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


class Figures:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def months(self, period: Period) -> list[Group]:
        """Takings of each calendar month that a period touches."""
        book = self._opened.book
        received = ledger.received(book, period, "month")
        spent = ledger.spent(book, period, "month", self._opened.settings.profile.shares)
        mileage = mileage_of(self._opened, period)
        days = sessions.by_day(book, period)
        groups = []
        for month in _months(period):
            of_month = [row for row in days if row["local_date"][:7] == month]
            groups.append(
                Group(
                    key=month,
                    money=takings(
                        payments(row for row in received if row["grain_key"] == month),
                        expenses(row for row in spent if row["grain_key"] == month),
                        mileage.by_month.get(month, 0),
                    ),
                    sessions=sum(row["sessions"] for row in of_month),
                    hands_on_minutes=sum(row["minutes"] for row in of_month),
                    load=sum(row["load"] for row in of_month),
                )
            )
        return groups

    def unpaid_by_month(self, months: Iterable[Group], year: Period | None = None) -> list[int]:
        """Unpaid minutes of each of these months, as far as they are in the year."""
        starts = [date.fromisoformat(f"{group.key}-01") for group in months]
        ends = [(start + timedelta(days=31)).replace(day=1) for start in starts]
        if year is not None:
            starts = [max(start, year.start) for start in starts]
            ends = [min(end, year.end) for end in ends]
        return [
            ledger.unpaid_minutes(self._opened.book, Period(start, end))
            for start, end in zip(starts, ends, strict=True)
        ]

    def groups(self, period: Period, by: str) -> list[Group]:
        """Takings and work by purpose, service, method or workplace, the largest income first."""
        book = self._opened.book
        received = ledger.received_by(book, period, by)
        worked = {row["grain_key"]: row for row in ledger.worked_by(book, period, by)}
        keys = {row["grain_key"] for row in received} | set(worked)
        found = [
            Group(
                key=key,
                money=takings(payments(row for row in received if row["grain_key"] == key)),
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
        due = Terms(self._opened).earned_by_workplace(period)
        return [replace(group, earned_minor=due.get(group.key or "")) for group in groups]

    def year(self, year: int) -> Year:
        """The annual summary, cash basis.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        return self.summary(year, self._opened.settings.fiscal_year(year))

    def summary(self, year: int, period: Period) -> Year:
        """The figures of any period of a year."""
        book = self._opened.book
        last = period.last.isoformat()
        months = self.months(period)
        mileage = mileage_of(self._opened, period)
        categories: dict[str, list[int]] = {}
        for row in ledger.spent(book, period, "year", self._opened.settings.profile.shares):
            sums = categories.setdefault(row["category"], [0, 0])
            sums[0] += row["amount_minor"]
            sums[1] += row["deductible_minor"]
        return Year(
            year=year,
            period=period,
            money=money(self._opened, period),
            sessions=sum(month.sessions for month in months),
            hands_on_minutes=sum(month.hands_on_minutes for month in months),
            unpaid_minutes=ledger.unpaid_minutes(book, period),
            distance_tenths=mileage.distance_tenths,
            distance_unit=" + ".join(sorted(mileage.units)) or self._opened.settings.distance_unit,
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


def _months(period: Period) -> list[str]:
    found, day = [], period.start.replace(day=1)
    while day < period.end:
        found.append(day.isoformat()[:7])
        day = (day + timedelta(days=32)).replace(day=1)
    return found
