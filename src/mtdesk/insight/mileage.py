"""The standard mileage deduction of a log of trips, at each day's rate."""

from __future__ import annotations

from dataclasses import dataclass, field

from mtdesk.errors import MtdeskError
from mtdesk.insight.tax import mileage_rate
from mtdesk.model.money import allocate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Mileage:
    """Distance in tenths of the unit; the deduction is None where a trip has no known rate."""

    distance_tenths: int = 0
    deduction_minor: int | None = 0
    by_month: dict[str, int] = field(default_factory=dict)


def mileage(trips: Iterable[tuple[str, str, int]], currency_code: str) -> Mileage:
    """Sum (day, unit, tenths of it); months' parts add up to the whole.

    Rates are known for miles in US dollars only.
    """
    distance, hundredths, known = 0, {}, True  # type: tuple[int, dict[str, int], bool]
    for day, unit, tenths in trips:
        distance += tenths
        try:
            rate = mileage_rate(day) if (unit, currency_code) == ("mi", "USD") else None
        except MtdeskError:
            rate = None
        if rate is None:
            known = False
        else:  # tenths of a mile x tenths of a cent = hundredths of a cent
            hundredths[day[:7]] = hundredths.get(day[:7], 0) + tenths * rate
    if not known:
        return Mileage(distance, None)
    total = (sum(hundredths.values()) + 50) // 100
    return Mileage(
        distance,
        total,
        dict(zip(hundredths, allocate(total, list(hundredths.values())), strict=True)),
    )
