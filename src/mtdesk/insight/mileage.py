"""The standard mileage deduction of a log of trips, at each day's rate."""

from __future__ import annotations

from dataclasses import dataclass, field

from mtdesk.model.money import allocate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtdesk.model.profile import MileageRate

    Trip = tuple[str, str, int]  # day, unit, tenths of it


@dataclass(frozen=True, slots=True)
class Rates:
    """Dated rates, and the day (MM-DD) a tax year begins on, from which its miles are counted."""

    known: tuple[MileageRate, ...] = ()
    year_start: str = "01-01"

    @property
    def has_limit(self) -> bool:
        """Whether what a mile deducts depends on the miles of the tax year before it."""
        return any(rate.up_to is not None for rate in self.known)

    def on(self, day: str, unit: str) -> MileageRate | None:
        """The rate of a day for a unit; None where it is not known, never a neighbour's."""
        for rate in self.known:
            if rate.unit == unit and rate.first <= day <= rate.last:
                return rate
        return None

    def tax_year(self, day: str) -> int:
        """The year in which the tax year of a day began."""
        return int(day[:4]) - (day[5:] < self.year_start)


@dataclass(frozen=True, slots=True)
class Mileage:
    """Distance in tenths of the units of the trips; the deduction is None where one has no known rate."""

    distance_tenths: int = 0
    units: frozenset[str] = frozenset()
    deduction_minor: int | None = 0
    by_month: dict[str, int] = field(default_factory=dict)


def worths(
    trips: Iterable[Trip], rates: Rates, before: Iterable[Trip] = ()
) -> Iterator[int | None]:
    """What each trip deducts, in hundredths of a minor unit; None where no rate is known.

    Trips come in order of their days; `before` are those of the tax year before the first of them.
    """
    driven: dict[tuple[str, int], int] = {}  # tenths of a unit in a tax year
    for day, unit, tenths in before:
        key = unit, rates.tax_year(day)
        driven[key] = driven.get(key, 0) + tenths
    for day, unit, tenths in trips:
        rate = rates.on(day, unit)
        if rate is None:
            yield None
        elif rate.up_to is None:
            yield tenths * rate.tenths
        else:
            key = unit, rates.tax_year(day)
            so_far = driven.get(key, 0)
            below = min(max(rate.up_to * 10 - so_far, 0), tenths)
            driven[key] = so_far + tenths
            yield below * rate.tenths + (tenths - below) * rate.tenths_beyond


def mileage(trips: Iterable[Trip], rates: Rates, before: Iterable[Trip] = ()) -> Mileage:
    """Sum trips in order of their days; months' parts add up to the whole."""
    trips = list(trips)
    distance = sum(tenths for _, _, tenths in trips)
    units = frozenset(unit for _, unit, _ in trips)
    hundredths: dict[str, int] = {}
    for (day, _, _), worth in zip(trips, worths(trips, rates, before), strict=True):
        if worth is None:
            return Mileage(distance, units, None)
        hundredths[day[:7]] = hundredths.get(day[:7], 0) + worth
    total = (sum(hundredths.values()) + 50) // 100
    return Mileage(
        distance,
        units,
        total,
        dict(zip(hundredths, allocate(total, list(hundredths.values())), strict=True)),
    )
