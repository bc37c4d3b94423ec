"""What files of miles driven have in common: a row is a trip, with what parking and tolls it cost.

Neither program gives its trips an id: equal rows are told apart by counting them. What a mile is worth the
practice's own country says, so that the program's figure for it is left out.
"""

from __future__ import annotations

from datetime import date

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.cells import digest
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.model import rules
from mtdesk.model.frozen import frozen
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.costs import PLACE, Expense, Trip
from mtdesk.model.names import fold

_UNSORTED = {"", "unclassified", "undetermined"}


@frozen
class Row:
    """A row that may be a trip of the practice; `kind` is what the program sorted it under."""

    source: str
    line: int
    day: str
    printed: tuple[str, ...]
    kind: str
    is_business: bool
    tenths: int | None
    start: str
    stop: str
    purpose: str
    note: str = ""
    parking_minor: int = 0
    tolls_minor: int = 0
    names: tuple[str, str]  # the columns of the day and of the distance


class Miles:
    """Tenths of a mile; what is given in hundredths is rounded, and that is said."""

    def __init__(self) -> None:
        self._rounded = ""

    def __call__(self, cell: str, column: str) -> int | None:
        whole, point, part = cell.strip().replace(",", "" if "." in cell else ".").partition(".")
        if not whole and not part:
            return None
        if not ((whole or "0") + (part or "0")).isdecimal() or not cell.isascii():
            raise InvalidError(column, "is not a distance like 5.2")
        if len(whole) > 6:
            raise InvalidError(column, "is beyond any trip")
        if point and part[1:].strip("0"):
            self._rounded = self._rounded or cells.shown(cell)
        hundredths = int((whole or "0") + part.ljust(2, "0")[:2])
        return (hundredths + 5) // 10

    def words(self) -> list[str]:
        """That distances were rounded."""
        if not self._rounded:
            return []
        return [
            f"distances are kept in tenths of a mile: {self._rounded} and the like were rounded"
        ]


def is_total(cell: str) -> bool:
    return fold(cell).startswith("total")


def record_of(context: ReaderContext, row: Row) -> Record | Skipped:
    of_day, of_miles = row.names
    if fold(row.kind) in _UNSORTED:
        return Skipped(row.line, "a trip that is not sorted yet; sort it there, and export again")
    if not row.is_business:
        return Skipped(row.line, f"a trip that is not the practice's: {cells.shown(row.kind)}")
    if row.tenths is None:
        raise InvalidError(of_miles, "is empty")
    if not row.tenths:
        return Skipped(row.line, "a trip of no distance")
    rules.PAST.check(date.fromisoformat(row.day), context.today, of_day)
    rules.DISTANCE.check(row.tenths / 10, of_miles)
    content = digest(
        *row.printed, row.tenths, row.start, row.stop, row.kind, row.purpose, row.note,
        row.parking_minor, row.tolls_minor,
    )  # fmt: skip
    return Record(
        key=f"{row.source}:#{content}",
        digest=content,
        line=row.line,
        trip=Trip(
            travelled_on=row.day,
            distance_tenths=row.tenths,
            unit="mi",
            purpose=" · ".join(part for part in (row.purpose, row.note) if part),
            from_place=row.start[:PLACE],
            to_place=row.stop[:PLACE],
        ),
        expense=_beside(row),
    )


def _beside(row: Row) -> Expense | None:
    """Parking and tolls, which stand beside the rate for a mile."""
    parts = {"parking": row.parking_minor, "tolls": row.tolls_minor}
    paid = [name for name, minor in parts.items() if minor]
    if not paid:
        return None
    return Expense(
        spent_on=row.day,
        category="parking_tolls",
        amount_minor=sum(parts.values()),
        note=" and ".join(paid) + (f" · {row.stop}" if row.stop else ""),
    )
