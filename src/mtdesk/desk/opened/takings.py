"""What any period took in and cost, for the areas and for the years that are closed."""

from __future__ import annotations

from datetime import date

from mtdesk.insight.takings import Mileage, Takings, expenses, mileage, payments, takings, tax_year
from mtdesk.model.period import Period
from mtdesk.store.ledger import sums
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.opened.settings import Settings
    from mtdesk.store.file.book import Book


def money(book: Book, settings: Settings, period: Period) -> Takings:
    """Takings of any period."""
    return takings(
        payments(sums.received(book, period, "year")),
        expenses(sums.spent(book, period, "year", settings.profile.shares)),
        mileage_of(book, settings, period).deduction_minor or 0,
    )


def mileage_of(book: Book, settings: Settings, period: Period) -> Mileage:
    """The trips of a period, and what they deduct."""
    return mileage(
        _trips(book, period),
        settings.mileage_rates,
        settings.profile.year_start,
        trips_before(book, settings, period.start),
    )


def trips_before(book: Book, settings: Settings, day: date) -> list[tuple[str, str, int]]:
    """The trips of the tax year before a day, where a mile's rate depends on them."""
    if all(rate.up_to is None for rate in settings.mileage_rates):
        return []
    start = settings.profile.year_start
    month, first = map(int, start.split("-"))
    return _trips(book, Period(date(tax_year(day.isoformat(), start), month, first), day))


def _trips(book: Book, period: Period) -> list[tuple[str, str, int]]:
    return [
        (row["travelled_on"], row["unit"], row["distance_tenths"])
        for row in sums.travelled(book, period)
    ]
