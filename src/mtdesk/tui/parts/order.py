"""The order of rows: as they are listed, or by one of their columns; the arrow in its head says which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self, TypeVar

from textual.dom import DOMNode

from mtdesk.model.names import fold
from mtdesk.model.text import pattern
from mtdesk.tui.keys import key

# Of whatever shows rows to choose from.
SORT = key("sort", "sort", "sort", "sort by the next column; after the last, as it was", show=False)
MARK = key("mark", "mark", "mark", "mark, for what is done to several", show=False)
Row = TypeVar("Row")
Value = float | str
MARKED = "✓"
TOTAL = "total"  # the first cell of a row that stays below the others
_FIGURE = pattern(r"\d[\d,]*(?:\.\d+)?")
_HOURS = pattern(r"(\d+) h(?: (\d+))?")


class Valued(str):
    """A cell in words that has its place by what is behind them: a day by its date."""

    __slots__ = ("by",)
    by: Value

    def __new__(cls, words: str, by: Value) -> Self:
        cell = super().__new__(cls, words)
        cell.by = by
        return cell


def valued(cells: Sequence[str], behind: dict[int, Value | None]) -> list[str]:
    """The cells of a row, some with what is behind their words; one of which nothing is known is bare."""
    return [
        cell if (by := behind.get(place)) is None else Valued(cell, by)
        for place, cell in enumerate(cells)
    ]


def in_order(rows: Sequence[Row], cell_of: Callable[[Row], str], *, is_figure: bool) -> list[Row]:
    """Figures and days from the most and the latest on, words from a on; the unknown last."""
    found = [(_value(cell_of(row), is_figure=is_figure), row) for row in rows]
    known = [(value, row) for value, row in found if value is not None]
    falls = is_falling([cell_of(row) for row in rows], is_figure=is_figure)
    known.sort(key=lambda pair: pair[0], reverse=falls)
    return [row for _, row in known] + [row for value, row in found if value is None]


def is_falling(cells: Sequence[str], *, is_figure: bool) -> bool:
    return is_figure or any(isinstance(cell, Valued) for cell in cells)


def headed(name: str, *, falls: bool) -> str:
    """The head of the column that rows are sorted by."""
    return f"{name} {'↓' if falls else '↑'}"


def sorts(node: DOMNode) -> dict[str, int | None]:
    """By which of its columns each table is sorted, while the dashboard runs."""
    kept = getattr(node.app, "sorts", None)
    return kept if isinstance(kept, dict) else {}


def next_of(places: Sequence[int], before: int | None) -> int | None:
    """The next column to sort by; None after the last: as it was."""
    return next((place for place in places if before is None or place > before), None)


def mark(*, is_marked: bool, any_marked: bool) -> str:
    """What stands before a row; nothing where none is marked."""
    return (f"{MARKED} " if is_marked else "  ") if any_marked else ""


def _value(cell: str, *, is_figure: bool) -> Value | None:
    if isinstance(cell, Valued):
        return cell.by
    if is_figure:
        return _figure(cell)
    return fold(cell) if any(each.isalnum() for each in cell) else None


def _figure(text: str) -> float | None:
    """`$1,240.50`, `~4.5`, `2 h 30`; None where no figure stands."""
    if hours := _HOURS.search(text):
        return 60.0 * int(hours[1]) + int(hours[2] or 0)
    found = _FIGURE.search(text)
    if found is None:
        return None
    is_negative = text.lstrip(" ~").startswith(("-", "−"))
    return float(found[0].replace(",", "")) * (-1 if is_negative else 1)
