"""What any period took in and cost, in all and by one side: for the week, the year, the income and others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.insight.takings import Mileage, Takings, expenses, mileage, payments, takings, tax_year
from mtdesk.model.period import Period
from mtdesk.store.ledger import sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.income import Earning
    from mtdesk.store.file.book import Book


def money(opened: Opened, period: Period) -> Takings:
    """Takings of any period."""
    book = opened.book
    mileage = mileage_of(opened, period)
    return takings(
        payments(sums.received(book, period, "year")),
        expenses(sums.spent(book, period, "year", opened.settings.profile.shares)),
        mileage.deduction_minor or 0,
    )


def mileage_of(opened: Opened, period: Period) -> Mileage:
    """The trips of a period, and what they deduct."""
    settings = opened.settings
    return mileage(
        _trips(opened, period),
        settings.mileage_rates,
        settings.profile.year_start,
        trips_before(opened, period.start),
    )


def trips_before(opened: Opened, day: date) -> list[tuple[str, str, int]]:
    """The trips of the tax year before a day, where a mile's rate depends on them."""
    settings = opened.settings
    if all(rate.up_to is None for rate in settings.mileage_rates):
        return []
    start = settings.profile.year_start
    month, first = map(int, start.split("-"))
    return _trips(opened, Period(date(tax_year(day.isoformat(), start), month, first), day))


def _trips(opened: Opened, period: Period) -> list[tuple[str, str, int]]:
    return [
        (row["travelled_on"], row["unit"], row["distance_tenths"])
        for row in sums.travelled(opened.book, period)
    ]


# -- by one side


def earned_by(opened: Opened, period: Period, by: str) -> tuple[Earning, ...]:
    """Income and work of a period by one side, the largest income first; weekdays in order.

    `by` is purpose, service, client, workplace, method or weekday.
    """
    from mtdesk.insight.income import earnings  # a week needs none of it

    book = opened.book
    found = earnings(
        _paid_by(book, period, by),
        {row["grain_key"]: row for row in sums.worked_by(book, period, by)},
        {row["grain_key"]: row["amount_minor"] for row in sums.redeemed_by(book, period, by)},
    )
    if by == "weekday":
        found.sort(key=lambda row: int(row.key or 0))
    return tuple(found)


def received_by(opened: Opened, period: Period, by: str) -> list[Earning]:
    """Income alone by one side, for those who need no work."""
    from mtdesk.insight.income import earnings

    return earnings(_paid_by(opened.book, period, by), {}, {})


def _paid_by(
    book: Book, period: Period, by: str
) -> Iterator[tuple[str | int | None, str, int, int]]:
    for row in sums.received_by(book, period, by):
        yield row["grain_key"], row["kind"], row["amount_minor"], row["fee_minor"]
