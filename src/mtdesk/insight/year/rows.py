"""Every row behind a year's sums, with its table and number, and what of it is deducted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtdesk.insight.takings import worths
from mtdesk.insight.year.report import GIVEN_BACK, WAGES
from mtdesk.model.money import allocate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtdesk.insight.takings import Row, Trip
    from mtdesk.model.profile import MileageRate, Profile


class Entry(NamedTuple):
    """A row of money as an accountant reads it: clients and sessions are numbers.

    None is unknown, or not of its kind. `distance` is in tenths of its unit.
    """

    source: str
    id: int
    date: str
    kind: str
    what: str
    method: str | None
    amount: int | None
    processor_fee: int | None
    distance: int | None
    unit: str | None
    session: int | None
    client: int | None
    currency: str
    deductible: int | None
    form_line: str
    on_1099: str | None


def entry(
    row: Row,
    what: str,
    currency: str,
    profile: Profile,
    lines: dict[str, str],
    trips: dict[int, int],
) -> Entry:
    """A stored row; `trips` are what each trip deducts, by its number."""
    return Entry(
        source=row["source"],
        id=row["id"],
        date=row["day"],
        kind=row["kind"],
        what=what,
        method=row["method"],
        amount=row["amount_minor"],
        processor_fee=row["fee_minor"],
        distance=row["distance_tenths"],
        unit=row["unit"],
        session=row["session_id"],
        client=row["client_id"],
        currency=currency,
        deductible=_deductible(row, trips, profile),
        form_line=lines.get(_line_key(row), ""),
        on_1099="yes" if row["on_1099"] else None,
    )


def trip_deductions(
    trips: Sequence[tuple[int, Trip]],
    by_month: dict[str, int],
    rates: Sequence[MileageRate],
    year_start: str,
    before: Iterable[Trip],
) -> dict[int, int]:
    """Minor units of each trip (number, trip) in order of their days; they sum to the month's.

    None of them where a rate is not known.
    """
    found = worths((trip for _, trip in trips), rates, year_start, before)
    of_month: dict[str, list[tuple[int, int]]] = {}
    for (number, (day, _, _)), worth in zip(trips, found, strict=True):
        of_month.setdefault(day[:7], []).append((number, worth or 0))
    return {
        number: minor
        for month, total in by_month.items()
        for (number, _), minor in zip(
            of_month[month], allocate(total, [worth for _, worth in of_month[month]]), strict=True
        )
    }


def _line_key(row: Row) -> str:
    if row["source"] != "payment":
        return str(row["kind"])  # a category, or mileage; a redemption has no line
    if row["kind"] in GIVEN_BACK:
        return "given_back"
    return "" if row["kind"] == WAGES else "gross"


def _deductible(row: Row, trips: dict[int, int], profile: Profile) -> int | None:
    """Half cents go up, row by row, as they do in the sums."""
    if row["source"] == "trip":
        return trips.get(row["id"])
    if row["source"] == "expense":
        percent = profile.deductible_percent(row["kind"])
        return int((row["amount_minor"] * percent + 50) // 100)
    return None
