"""Every row behind an annual report: what is summed on its first page, with table and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sums import mileage_of, trips_before
from mtdesk.desk.year import GIVEN_BACK
from mtdesk.desk.year.reconciliation import INCOME
from mtdesk.insight.mileage import worths
from mtdesk.model.money import allocate
from mtdesk.model.names.matching import numbered
from mtdesk.model.year import DAY, MONEY, NUMBER, TENTHS, TEXT, Table
from mtdesk.store import clients, ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.desk.opened import Opened
    from mtdesk.model.period import Period
    from mtdesk.model.profile import Profile
    from mtdesk.model.year import Cell
    from mtdesk.store.file.book import Row

# The columns of the CSV file; those of the tables are chosen from them.
COLUMNS = (
    ("source", TEXT), ("id", NUMBER), ("date", DAY), ("kind", TEXT), ("what", TEXT),
    ("method", TEXT), ("amount", MONEY), ("processor_fee", MONEY), ("distance", TENTHS),
    ("unit", TEXT), ("session", NUMBER), ("client", NUMBER), ("currency", TEXT),
    ("deductible", MONEY), ("form_line", TEXT), ("on_1099", TEXT),
)  # fmt: skip
_PLACES = {head: place for place, (head, _) in enumerate(COLUMNS)}
_MONEY_IN = (
    "date", "id", "kind", "what", "method", "amount", "processor_fee", "on_1099", "session",
    "client",
)  # fmt: skip
_OUT = ("date", "id", "kind", "form_line", "what", "method", "amount", "deductible")
_DRIVEN = ("date", "id", "what", "distance", "unit", "deductible")
_USED = ("date", "id", "client", "amount")


def book_rows(opened: Opened, period: Period) -> Iterator[tuple[Cell, ...]]:
    """Rows of money of a period by day, under COLUMNS. A trip's deduction is its part of the month's."""
    code = opened.settings.currency.code
    profile = opened.settings.profile
    form = profile.form_lines(period.start.year)
    lines = form.lines if form else {}
    deductions = _trip_deductions(opened, period)
    names = None
    for row in ledger.year_rows(opened.book, period):
        what = " ".join(row["what"].split())
        if row["source"] == "trip":
            # The file goes out of the house: `home visit, client 5`.
            names = names or numbered(clients.every_name(opened.book))
            what = names.instead(what)
        yield (
            row["source"],
            row["id"],
            row["day"],
            row["kind"],
            what,
            row["method"],
            row["amount_minor"],
            row["fee_minor"],
            row["distance_tenths"],
            row["unit"],
            row["session_id"],
            row["client_id"],
            code,
            _deductible(row, deductions, profile),
            lines.get(_line_key(row), ""),
            "yes" if row["on_1099"] else None,
        )


def tables(opened: Opened, period: Period) -> Iterator[Table]:
    """The same rows as tables, each with sums of its own."""
    rows = list(book_rows(opened, period))
    source, kind = _PLACES["source"], _PLACES["kind"]
    payments = [row for row in rows if row[source] == "payment"]
    yield _table("Income", _MONEY_IN, [row for row in payments if row[kind] in INCOME])
    yield _table("Given back", _MONEY_IN, [row for row in payments if row[kind] in GIVEN_BACK])
    yield _table("Wages", _MONEY_IN, [row for row in payments if row[kind] == "wage"])
    yield _table("Expenses", _OUT, [row for row in rows if row[source] == "expense"])
    yield _table("Mileage", _DRIVEN, [row for row in rows if row[source] == "trip"])
    yield _table("Credit used", _USED, [row for row in rows if row[source] == "redemption"])


def _table(name: str, heads: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> Table:
    places = [_PLACES[head] for head in heads]
    return Table(
        name=name,
        columns=tuple((COLUMNS[place][0].replace("_", " "), COLUMNS[place][1]) for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in rows),
    )


def _line_key(row: Row) -> str:
    if row["source"] != "payment":
        return str(row["kind"])  # a category, or mileage; a redemption has no line
    if row["kind"] in GIVEN_BACK:
        return "given_back"
    return "" if row["kind"] == "wage" else "gross"


def _deductible(row: Row, deductions: dict[int, int], profile: Profile) -> int | None:
    """Half cents go up, row by row, as they do in the sums."""
    if row["source"] == "trip":
        return deductions.get(row["id"])
    if row["source"] == "expense":
        percent = profile.deductible_percent(row["kind"])
        return int((row["amount_minor"] * percent + 50) // 100)
    return None


def _trip_deductions(opened: Opened, period: Period) -> dict[int, int]:
    """Minor units of each trip by its id; they sum to the month's. None where no rate is known."""
    months = mileage_of(opened, period).by_month
    trips: dict[str, list[tuple[int, int]]] = {}
    rows = ledger.trips(opened.book, period) if months else []
    driven = [(row["travelled_on"], row["unit"], row["distance_tenths"]) for row in rows]
    before = trips_before(opened, period.start)
    settings = opened.settings
    found = worths(driven, settings.mileage_rates, settings.profile.year_start, before)
    for row, worth in zip(rows, found, strict=True):
        trips.setdefault(row["travelled_on"][:7], []).append((row["id"], worth or 0))
    return {
        trip: minor
        for month, total in months.items()
        for (trip, _), minor in zip(
            trips[month], allocate(total, [worth for _, worth in trips[month]]), strict=True
        )
    }
