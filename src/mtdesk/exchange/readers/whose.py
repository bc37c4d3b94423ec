"""A column that says whose a row is, in a file of several therapists: only hers are hers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from mtdesk.exchange.readers import cells
from mtdesk.model.names import fold
from mtdesk.model.text import joined

OF = "'s"  # behind another therapist's name


class Whose:
    """Reads why a row is skipped, as another therapist's; empty where it is hers, or names nobody.

    Hers are those of her own name, where the practice has it and the column too, else those of whom
    most rows name: that is said.
    """

    def __init__(self, own: str) -> None:
        self._own = fold(own)
        self._hers: str | None = None
        self._counts: Counter[str] = Counter()
        # The file that the column is in gives its cells.
        self.cells: Callable[[], Iterable[str]] = tuple

    def __call__(self, cell: str, column: str) -> str:
        name = cells.name(cell, column)
        if name is None or fold(name) == fold(self._whose()):
            return ""
        return f"{name}{OF}"

    def _whose(self) -> str:
        if self._hers is None:
            self._counts = Counter(cell.strip() for cell in self.cells() if cell.strip())
            mine = next((name for name in self._counts if fold(name) == self._own), None)
            self._hers = mine or max(self._counts, key=self._counts.__getitem__, default="")
        return self._hers

    def words(self) -> list[str]:
        others = {name: count for name, count in self._counts.items() if name != self._hers}
        if not others:
            return []
        left_out = joined([f"{name} ({count:,})" for name, count in others.items()])
        taken = f"{self._hers} is taken for you, and the rows of {left_out} are left out"
        return [f"{taken}; `mtdesk settings therapist_name` says who you are"]
