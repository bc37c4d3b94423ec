"""What any period took in, cost and earned: read once, for the week, the year and the income."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.insight.income import CREDIT_SOLD, Earning
from mtdesk.insight.mileage import Mileage, mileage, tax_year
from mtdesk.insight.takings import Takings, expenses, payments, takings
from mtdesk.model.period import Period
from mtdesk.store import income as earnings
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


def earned_by(opened: Opened, period: Period, by: str) -> tuple[Earning, ...]:
    """Income and work of a period by one of SIDES, the largest income first; weekdays in order."""
    book = opened.book
    paid: dict[str | int | None, list[tuple[str, int, int]]] = {}
    for row in ledger.received_by(book, period, by):
        of_key = paid.setdefault(row["grain_key"], [])
        of_key.append((row["kind"], row["amount_minor"], row["fee_minor"]))
    worked = {row["grain_key"]: row for row in ledger.worked_by(book, period, by)}
    used = {row["grain_key"]: row["amount_minor"] for row in earnings.redeemed_by(book, period, by)}
    found = []
    for key in {*paid, *worked, *used}:
        kinds, work = paid.get(key, []), worked.get(key)
        found.append(
            Earning(
                key=key,
                money=takings(kinds),
                sold_minor=sum(amount for kind, amount, _ in kinds if kind in CREDIT_SOLD),
                redeemed_minor=used.get(key, 0),
                sessions=work["sessions"] if work else 0,
                hands_on_minutes=work["minutes"] if work else 0,
                rated_minutes=work["rated_minutes"] if work else 0,
                load=(work["load"] or 0.0) if work else 0.0,
                estimated_load=(work["estimated_load"] or 0.0) if work else 0.0,
            )
        )
    if by == "weekday":
        return tuple(sorted(found, key=lambda row: int(row.key or 0)))
    return tuple(sorted(found, key=lambda row: (-row.income_minor, row.key is None, str(row.key))))


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
