"""The figures of a year, or of a part of one: each thing read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.takings import mileage_of
from mtdesk.desk.practice.terms import Terms
from mtdesk.insight.takings import Mileage, expenses, payments, takings
from mtdesk.insight.year import figures
from mtdesk.insight.year.figures import Channel, Group, Year
from mtdesk.model.frozen import replace
from mtdesk.model.period import Period
from mtdesk.store import sessions
from mtdesk.store.ledger import sums
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.insight.takings import Row

    Work = tuple[Iterable[Row], Iterable[Row]]  # done sessions and unpaid minutes, by day

__all__ = ["Figures", "Group", "Year"]


class Figures:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def months(self, period: Period, work: Work | None = None) -> list[Group]:
        """Takings of each calendar month that a period touches; with its `work` where that is read already."""
        return self._months(period, *self._money(self._opened.seen(period)), work)

    def groups(self, period: Period, by: str) -> list[Group]:
        """Takings and work by purpose, service, method or workplace, the largest income first."""
        book, seen = self._opened.book, self._opened.seen(period)
        return figures.groups(sums.received_by(book, seen, by), sums.worked_by(book, seen, by))

    def year(self, year: int) -> Year:
        """The annual summary, cash basis.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        return self.summary(year, self._opened.settings.fiscal_year(year))

    def summary(self, year: int, period: Period) -> Year:
        """The figures of any period of a year, up to today."""
        book, whole, period = self._opened.book, period, self._opened.seen(period)
        day = min(whole.last, self._opened.today).isoformat()
        received, spent, mileage = self._money(period)
        channels = sums.channels(book, period)
        return Year(
            year=year,
            period=whole,
            as_of=day,
            money=takings(payments(received), expenses(spent), mileage.deduction_minor or 0),
            mileage=mileage,
            distance_unit=" + ".join(sorted(mileage.units)) or self._opened.settings.distance_unit,
            outstanding_minor=sessions.outstanding(book, day),
            credit_liability_minor=sums.credit_liability(book, day),
            sales_tax_minor=sums.sales_tax_liability(book, day),
            channels=tuple(Channel(**dict(row)) for row in channels),  # as the query names them
            by_month=tuple(self._months(whole, received, spent, mileage)),
            by_purpose=tuple(self.groups(period, "purpose")),
            by_service=tuple(self.groups(period, "service")),
            by_method=tuple(
                figures.groups(channels, sums.worked_by(book, period, "method"), "method")
            ),
            by_workplace=tuple(self._workplaces(period)),
            expenses_by_category=figures.categories(spent),
            trips=sums.trip_count(book, period),
        )

    def _money(self, period: Period) -> tuple[Sequence[Row], Sequence[Row], Mileage]:
        """Payments and expenses by month and kind, and the trips."""
        book, shares = self._opened.book, self._opened.settings.profile.shares
        return (
            sums.received(book, period, "month"),
            sums.spent(book, period, "month", shares),
            mileage_of(book, self._opened.settings, period),
        )

    def _months(
        self,
        period: Period,
        received: Iterable[Row],
        spent: Iterable[Row],
        mileage: Mileage,
        work: Work | None = None,
    ) -> list[Group]:
        book, seen = self._opened.book, self._opened.seen(period)
        days, unpaid = work or (
            sessions.by_day(book, seen),
            sums.unpaid_minutes_by_day(book, seen),
        )
        return figures.months(period, received, spent, mileage.by_month, days, unpaid)

    def _workplaces(self, period: Period) -> list[Group]:
        """By workplace, with what the terms of pay say beside what was received."""
        due = Terms(self._opened).earned_by_workplace(period)
        return [
            replace(group, earned_minor=due.get(group.key or ""))
            for group in self.groups(period, "workplace")
        ]
