"""A picture made of cells, and which value each of its columns shows."""

from __future__ import annotations

from dataclasses import dataclass

from mtdesk.charts.cells import Cells


@dataclass(frozen=True, slots=True)
class Slot:
    """Cells from the left, and which value of the series they show."""

    cells: range
    index: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines from the top, each of runs of cells; the slots from the left."""

    lines: tuple[Cells, ...]
    slots: tuple[Slot, ...] = ()

    def at(self, x: int) -> int | None:
        """Which value is drawn in a column of cells."""
        return next((slot.index for slot in self.slots if x in slot.cells), None)
