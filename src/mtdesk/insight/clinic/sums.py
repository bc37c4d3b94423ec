"""Sums over people who are not to be seen: shown for five or more, also after any subtraction.

A sum is told apart into parts (weeks of a year, settings of a week, kinds of a year). Whoever knows the
whole and all parts but one knows that one, too. So a part with fewer than five is put together with
the smallest part that has five: what can be worked out is then that both together, and no less.
Everybody who may be seen is taken away beforehand: only the others are counted. Nothing can be asked
of a part of the people, and days only in whole weeks and years, so there is nothing else to subtract.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

from mtdesk.model.clinic import FEWEST
from mtdesk.model.frozen import frozen

Key = TypeVar("Key", bound=Hashable)


@frozen
class Cell:
    """A sum, and how many of those who are not to be seen have a part in it."""

    value: int
    hidden: int

    @property
    def is_few(self) -> bool:
        return 0 < self.hidden < FEWEST

    @property
    def shown(self) -> int | None:
        return None if self.is_few else self.value


@frozen
class Parts(Generic[Key]):
    """The parts that may be shown; `together` is the sum of those that may not, where it may be."""

    shown: dict[Key, int]
    withheld: tuple[Key, ...]
    together: int | None = None


def parted(cells: Mapping[Key, Cell], whole: Cell | None) -> Parts[Key]:
    """The parts of a whole; None as the whole is one that is shown nowhere."""
    few = [key for key, cell in cells.items() if cell.is_few]
    together: int | None = None
    if few and whole is not None and not whole.is_few:
        enough = [key for key, cell in cells.items() if cell.hidden >= FEWEST]
        if enough:  # of one with five, and any others, at least five have a part in the sum
            few.append(min(enough, key=lambda key: (cells[key].hidden, str(key))))
        together = sum(cells[key].value for key in few)
    return Parts(
        shown={key: cell.value for key, cell in cells.items() if key not in few},
        withheld=tuple(key for key in cells if key in few),
        together=together,
    )
