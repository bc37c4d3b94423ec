"""What any period took in and cost: read once, for the week, the year and the income."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.insight.mileage import Mileage, mileage, tax_year
from mtdesk.insight.takings import Takings, expenses, payments, takings
from mtdesk.model.period import Period
from mtdesk.store import ledger

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened


def money(opened: Opened, period: Period) -> Takings:
    """Takings of any period."""
    book = opened.book
    mileage = mileage_of(opened, period)
    return takings(
        payments(ledger.received(book, period, "year")),
        expenses(ledger.spent(book, period, "year", opened.settings.profile.shares)),
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
        for row in ledger.travelled(opened.book, period)
    ]
