"""What a file holds, counted as it is read: its first and last day, and sums by month.

They are of the whole file, new or not, to be held against what the program that wrote it says; a row
that stands in it twice counts once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.year.reconciliation import INCOME
from mtdesk.model.importing import Month, Record
from mtdesk.model.ledger.payment import GIVEN_BACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.model.importing import Tally


class Months:
    def __init__(self) -> None:
        self._months: dict[str, Month] = {}
        self._unsaid: set[str] = set()  # months of which it does not have all minutes
        self._first: str | None = None
        self._last: str | None = None

    def count(self, record: Record, times: int = 1) -> None:
        """Count a record; `times` is -1 where it turned out to be one that was counted."""
        for day in _days(record):
            if self._first is None or day < self._first:
                self._first = day
            if self._last is None or day > self._last:
                self._last = day
        if record.is_asked:
            return  # whether it is income nobody said
        session = record.session
        if session is not None and session.status == "done":
            month = self._month(session.local_date)
            month.sessions += times
            if session.minutes is None:
                self._unsaid.add(month.month)
            else:
                month.minutes = (month.minutes or 0) + times * session.minutes
        for payment in record.payments:
            month = self._month(payment.received_on)
            month.fees_minor += times * payment.fee_minor
            if payment.kind in INCOME:
                month.gross_minor += times * payment.amount_minor
            if payment.kind == "tip":
                month.tips_minor += times * payment.amount_minor
            if payment.kind in GIVEN_BACK:
                month.refunds_minor += times * payment.amount_minor

    def tell(self, tally: Tally) -> None:
        for month in self._unsaid:
            self._months[month].minutes = None
        tally.first_date, tally.last_date = self._first, self._last
        tally.by_month = [self._months[month] for month in sorted(self._months)]

    def _month(self, day: str) -> Month:
        month = self._months.get(day[:7])
        if month is None:
            month = self._months[day[:7]] = Month(day[:7])
        return month


def _days(record: Record) -> Iterator[str]:
    if record.session is not None:
        yield record.session.local_date
    for payment in record.payments:
        yield payment.received_on
    if record.redemption is not None:
        yield record.redemption.redeemed_on
    if record.expense is not None:
        yield record.expense.spent_on
    if record.incident is not None:
        yield record.incident.local_date
    if record.check_in is not None:
        yield record.check_in.checked_on
    if record.trip is not None:
        yield record.trip.travelled_on
    if record.work_time is not None:
        yield record.work_time.worked_on
