"""MileIQ's detailed log: business trips, with parking and tolls; others are not the practice's."""

from __future__ import annotations

from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import processor, trips
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import Instant, Moment
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.names import fold

# What it sorts trips under that is no business; every other word is a business purpose of hers.
_PRIVATE = {"personal", "medical", "charity", "moving", "commute"}


class _Began(Moment):
    """An instant, of which a totals row has none but a word."""

    def __call__(self, cell: str, column: str) -> Instant:
        return Instant("", "") if trips.is_total(cell) else super().__call__(cell, column)


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    money = processor.amount(context)
    return {
        "start date": _Began(
            context.zone, order=context.dates, is_month_first=context.is_month_first, may_lack=True
        ),
        "end date": processor.text,
        "category": processor.text,
        "start": processor.text,
        "stop": processor.text,
        "miles": trips.Miles(),
        "parking": money,
        "tolls": money,
        "purpose": processor.text,
        "notes": processor.text,
    }


def _trip(
    context: ReaderContext,
    line: int,
    began: Instant,
    ended: str,
    category: str,
    start: str,
    stop: str,
    tenths: int | None,
    parking: int,
    tolls: int,
    purpose: str,
    notes: str,
) -> Record | Skipped:
    if not began.here:
        if category:
            raise InvalidError("start date", "is empty")
        return Skipped(line, "a line of totals")
    if min(parking, tolls) < 0:
        raise InvalidError("parking" if parking < 0 else "tolls", "is negative")
    row = trips.Row(
        source="mileiq",
        line=line,
        day=began.here[:10],
        printed=(began.printed, ended),
        kind=category,
        is_business=fold(category) not in _PRIVATE,
        tenths=tenths,
        start=start,
        stop=stop,
        purpose=purpose,
        note=notes,
        parking_minor=parking,
        tolls_minor=tolls,
        names=("start date", "miles"),
    )
    return trips.record_of(context, row)


FORMATS = (
    Format(
        name="mileiq",
        words="MileIQ: Detailed log of drives",
        required=frozenset({"start date", "category", "start", "stop", "miles"}),
        ignored=frozenset({"miles value", "total", "vehicle"}),
        columns=_columns,
        record=_trip,
    ),
)
