"""What a client could do first, and what now: each thing measured held against itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.medical.functions import amount_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.model.medical.functions import FunctionNote


@frozen
class ThenAndNow:
    """The first and the latest note of one thing; they are one where it was noted once.

    `change` is the latest value less the first; None with one value, or none in the same unit.
    """

    first: FunctionNote
    latest: FunctionNote
    change: float | None

    @property
    def is_single(self) -> bool:
        """Whether the two are one note."""
        return self.first == self.latest

    @property
    def what(self) -> str:
        return self.latest.what

    @property
    def change_words(self) -> str:
        """`+15 deg`; empty where there is none."""
        if self.change is None:
            return ""
        sign = "+" if self.change > 0 else "-" if self.change < 0 else "±"
        return f"{sign}{amount_words(abs(self.change), self.latest.unit)}"


def then_and_now(notes: Iterable[FunctionNote]) -> list[ThenAndNow]:
    """Of each thing noted its first and its latest, in the order in which they were first noted.

    Where the latest has a value, the first is the earliest in the same unit: 45 deg are not held
    against 10 cm. Two of a day stand in the order they were written.
    """
    series: dict[tuple[str, str], list[FunctionNote]] = {}
    for note in sorted(notes, key=lambda note: (note.noted_on, note.id or 0)):
        series.setdefault(note.series, []).append(note)
    return [_held(each) for each in series.values()]


def _held(notes: list[FunctionNote]) -> ThenAndNow:
    latest = notes[-1]
    if latest.value is None:
        return ThenAndNow(first=notes[0], latest=latest, change=None)
    alike = [note for note in notes if note.value is not None and note.unit == latest.unit]
    first = alike[0]
    if first is latest or first.value is None:
        return ThenAndNow(first=latest, latest=latest, change=None)
    return ThenAndNow(first=first, latest=latest, change=round(latest.value - first.value, 3))
