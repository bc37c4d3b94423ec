"""Rows under heads, ready to be shown: a screen, a terminal and a page draw the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter

from mtdesk.model.frozen import frozen
from mtdesk.model.money import Currency
from mtdesk.model.period import hours
from mtdesk.typed import Any, TypeVar

Cell = str | int | None
Column = tuple[str, str, str | Callable[[Any], Any]]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def grouped(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    """What stands under each key; keys and values in the order in which they come."""
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


@frozen
class Listing:
    """Cells in words, under their heads; `right` are the places of columns of figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


# What a column holds. Those of SUMMED have a total; tenths are of a mile or kilometre.
TEXT, DAY, NUMBER = "text", "day", "number"
MONEY, TENTHS, COUNT, MINUTES = "money", "tenths", "count", "minutes"
SUMMED = (MONEY, TENTHS, COUNT, MINUTES)


@frozen
class Table:
    """Rows under heads. `columns` are (head, kind); None in a row is unknown, or not of its kind.

    `overlapping` rows count the same money more than once, and have no totals; nor have columns that
    are named in `unsummed`, for one thing alone is summed. `lengths` are those of the cells, row by row,
    where a picture draws them as bars: 1 is all the room there is, None no bar.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    overlapping: bool = False
    unsummed: tuple[str, ...] = ()
    lengths: tuple[tuple[float | None, ...], ...] = ()

    def column(self, head: str) -> list[Cell]:
        place = [name for name, _ in self.columns].index(head)
        return [row[place] for row in self.rows]

    @property
    def totals(self) -> tuple[Cell, ...]:
        """The sum of each column that can be summed, None under the others and the unknown."""
        if self.overlapping:
            return ()
        return tuple(
            "" if head in self.unsummed else self._total(place, kind)
            for place, (head, kind) in enumerate(self.columns)
        )

    def _total(self, place: int, kind: str) -> Cell:
        return _sum([row[place] for row in self.rows]) if kind in SUMMED else None


def _sum(cells: list[Cell]) -> int | None:
    known = [cell for cell in cells if isinstance(cell, int)]
    return sum(known) if known or not cells else None


def in_words(value: Cell, kind: str, currency: Currency) -> str:
    """A cell as it is read: `$1,240.50`, `12.4`, `1 h 30`; of a figure that is not there, `unknown`."""
    if value is None:
        return "unknown" if kind in SUMMED else ""
    if isinstance(value, str):
        return value
    if kind == MONEY:
        return currency.format(value)
    if kind == TENTHS:
        return f"{value / 10:,.1f}"
    return hours(value) if kind == MINUTES else f"{value:,}"


def table_of(
    name: str,
    values: Iterable[Any],
    *columns: Column,
    note: str = "",
    overlapping: bool = False,
    unsummed: tuple[str, ...] = (),
) -> Table:
    """A row for each value; a column is its head, what it holds, and the path to its fact."""
    facts = [attrgetter(fact) if isinstance(fact, str) else fact for _, _, fact in columns]
    return Table(
        name=name,
        columns=tuple((head, kind) for head, kind, _ in columns),
        rows=tuple(tuple(fact(value) for fact in facts) for value in values),
        note=note,
        overlapping=overlapping,
        unsummed=unsummed,
    )


def digits(path: str) -> Callable[[Any], str]:
    """Of a column of numbers that are names or counts: they are not grouped."""
    return lambda value: str(attrgetter(path)(value))


def listing(table: Table, currency: Currency, *, with_totals: bool = False) -> Listing:
    """The cells of a table in words."""
    kinds = [kind for _, kind in table.columns]
    rows = [
        tuple(in_words(value, kind, currency) for value, kind in zip(row, kinds, strict=True))
        for row in (*table.rows, *([table.totals] if with_totals and table.totals else []))
    ]
    if with_totals and table.totals:
        rows[-1] = ("total", *rows[-1][1:])
    return Listing(
        heads=tuple(head for head, _ in table.columns),
        rows=tuple(rows),
        right=tuple(place for place, kind in enumerate(kinds) if kind not in {TEXT, DAY}),
    )
