"""The standard mileage deduction of a log of trips, at each day's rate."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.money import allocate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtdesk.model.profile import MileageRate

    Trip = tuple[str, str, int]  # day, unit, tenths of it


@frozen
class Mileage:
    """Distance in tenths of the units of the trips; the deduction is None where one has no known rate."""

    distance_tenths: int = 0
    units: frozenset[str] = frozenset()
    deduction_minor: int | None = 0
    by_month: dict[str, int] = field(default_factory=dict)


def tax_year(day: str, year_start: str) -> int:
    """The year in which the tax year of a day began; `year_start` is MM-DD."""
    return int(day[:4]) - (day[5:] < year_start)


def rate_on(rates: Iterable[MileageRate], day: str, unit: str) -> MileageRate | None:
    """The rate of a day for a unit; None where it is not known, never a neighbour's."""
    for rate in rates:
        if rate.unit == unit and rate.first <= day <= rate.last:
            return rate
    return None


def worths(
    trips: Iterable[Trip],
    rates: Sequence[MileageRate],
    year_start: str = "01-01",
    before: Iterable[Trip] = (),
) -> Iterator[int | None]:
    """What each trip deducts, in hundredths of a minor unit; None where no rate is known.

    Trips come in order of their days; `before` are those of the tax year before the first of them.
    """
    driven: dict[tuple[str, int], int] = {}  # tenths of a unit in a tax year
    for day, unit, tenths in before:
        key = unit, tax_year(day, year_start)
        driven[key] = driven.get(key, 0) + tenths
    for day, unit, tenths in trips:
        rate = rate_on(rates, day, unit)
        if rate is None:
            yield None
        elif rate.up_to is None:
            yield tenths * rate.tenths
        else:
            key = unit, tax_year(day, year_start)
            so_far = driven.get(key, 0)
            below = min(max(rate.up_to * 10 - so_far, 0), tenths)
            driven[key] = so_far + tenths
            yield below * rate.tenths + (tenths - below) * rate.tenths_beyond


def mileage(
    trips: Iterable[Trip],
    rates: Sequence[MileageRate],
    year_start: str = "01-01",
    before: Iterable[Trip] = (),
) -> Mileage:
    """Sum trips in order of their days; months' parts add up to the whole."""
    trips = list(trips)
    distance = sum(tenths for _, _, tenths in trips)
    units = frozenset(unit for _, unit, _ in trips)
    hundredths: dict[str, int] = {}
    for (day, _, _), worth in zip(trips, worths(trips, rates, year_start, before), strict=True):
        if worth is None:
            return Mileage(distance_tenths=distance, units=units, deduction_minor=None)
        hundredths[day[:7]] = hundredths.get(day[:7], 0) + worth
    total = (sum(hundredths.values()) + 50) // 100
    return Mileage(
        distance_tenths=distance,
        units=units,
        deduction_minor=total,
        by_month=dict(zip(hundredths, allocate(total, list(hundredths.values())), strict=True)),
    )
