"""A table of rows to choose from, each known by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual.widgets import DataTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Column(NamedTuple):
    """`width` in cells cuts what is longer: to measure every cell would take longer than to show it."""

    name: str
    width: int
    right: bool = False


class Rows(DataTable[Text]):
    """Cells are plain text, never markup; filling it anew keeps the cursor on its row."""

    DEFAULT_CSS = "Rows { background: transparent; }"

    def __init__(self, *columns: Column, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._shape = columns
        for column in columns:
            self.add_column(_cell(column.name, column), width=column.width)

    @property
    def chosen(self) -> int | None:
        """The key under the cursor."""
        if not self.row_count:
            return None
        key = self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value
        return int(key) if key else None

    def fill(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Show these rows, given as (key, the text of each cell)."""
        before = self.chosen
        self.clear()
        for key, cells in rows:
            self.add_row(
                *(_cell(text, column) for text, column in zip(cells, self._shape, strict=True)),
                key=str(key),
            )
            if key == before:
                self.move_cursor(row=self.row_count - 1)

    def move_to(self, key: int) -> None:
        """Put the cursor on a row, when it is there."""
        if str(key) in self.rows:
            self.move_cursor(row=self.get_row_index(str(key)))


def _cell(text: str, column: Column) -> Text:
    """One line, whatever was typed into it."""
    return Text(
        " ".join(text.split()),
        justify="right" if column.right else "left",
        overflow="ellipsis",
        no_wrap=True,
    )
