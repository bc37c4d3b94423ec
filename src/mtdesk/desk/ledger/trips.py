"""Drives for work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.day import day_of
from mtdesk.desk.practice.menu import vocabulary
from mtdesk.model.ledger.work import Trip
from mtdesk.store.ledger import rows

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened


class Trips:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def trip(self, text: str, *, on: str | None = None) -> tuple[Trip, int]:
        """`12mi home visit`; returns the trip and its operation."""
        from mtdesk.model.entry.lines import parse_trip

        with self._opened.writing("trip") as writing:
            line = parse_trip(text, vocabulary(self._opened), self._opened.settings.distance_unit)
            trip = Trip(
                travelled_on=day_of(self._opened, on) if on else line.day.isoformat(),
                distance_tenths=line.distance_tenths,
                unit=line.unit,
                purpose=line.purpose if not line.note else f"{line.purpose} ({line.note})".strip(),
            )
            writing.is_about(f"trip of {trip.distance:g} {trip.unit}")
            trip = replace(trip, id=rows.add_trip(writing.book, trip))
        return trip, writing.operation
