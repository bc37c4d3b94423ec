"""Everlance's trips: those for work, with the full addresses where the file has them."""

from __future__ import annotations

from typing import Any

from mtdesk.exchange.readers import cells, processor, trips
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import Day
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.names import fold

_PRIVATE = {"personal", "medical", "charity", "moving", "commute", "commuting"}


class _Driven(Day):
    """A day, of which a line of totals has none."""

    def __call__(self, cell: str, column: str) -> str:
        return "" if not cell.strip() or trips.is_total(cell) else super().__call__(cell, column)


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "deduction": cells.text,
        "date": _Driven(context.zone, order=context.dates, is_month_first=context.is_month_first),
        "time started": cells.text,
        "time ended": cells.text,
        "purpose": processor.text,
        "miles": trips.Miles(),
        "from": processor.text,
        "to": processor.text,
        "from full address": processor.text,
        "to full address": processor.text,
        "notes": processor.text,
    }


def _trip(
    context: ReaderContext,
    line: int,
    _deduction: str,
    day: str,
    began: str,
    ended: str,
    purpose: str,
    tenths: int | None,
    start: str,
    stop: str,
    full_start: str,
    full_stop: str,
    notes: str,
) -> Record | Skipped:
    if not day:
        return Skipped(line, "a line of totals")
    row = trips.Row(
        source="everlance",
        line=line,
        day=day,
        printed=(day, began, ended),
        kind=purpose,
        is_business=fold(purpose) not in _PRIVATE,
        tenths=tenths,
        start=full_start or start,
        stop=full_stop or stop,
        purpose=notes or purpose,
        names=("date", "miles"),
    )
    return trips.record_of(context, row)


FORMATS = (
    Format(
        name="everlance",
        words="Everlance: Trips",
        required=frozenset({"deduction", "miles", "from", "to", "date", "purpose"}),
        ignored=frozenset(
            {
                "income source", "map image url", "auto detected", "vehicle", "time zone",
                "photo url",
            }
        ),
        columns=_columns,
        record=_trip,
    ),
)  # fmt: skip
