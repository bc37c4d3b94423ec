"""Rows of cells as lines of text: columns as wide as their widest cell, a header in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.model.table import Listing

Cell = str | tuple[str, str]  # plain text, or with a style of Textual's


def table(
    rows: Sequence[Sequence[Cell]], right: Sequence[bool], *, header: bool = False, gap: int = 2
) -> Content:
    """The cells of a column are aligned to the right where `right` says so.

    Rich's Table draws the same, and measures and renders each cell several times for a frame.
    """
    texts = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]
    sizes = [max(map(cell_len, column)) for column in zip(*texts, strict=True)]
    lines = []
    for number, row in enumerate(rows):
        parts: list[Cell] = []
        for cell, text, size, is_right in zip(row, texts[number], sizes, right, strict=True):
            blank = " " * (size - cell_len(text))
            whole = blank + text if is_right else text + blank
            style = "bold" if header and number == 0 else "" if isinstance(cell, str) else cell[1]
            parts += [(whole, style), " " * gap]
        lines.append(Content.assemble(*parts[:-1]))
    return Content("\n").join(lines)


def listed(listing: Listing) -> Content:
    """Rows under their heads, as `say` made them."""
    right = [place in listing.right for place in range(len(listing.heads))]
    return table([listing.heads, *listing.rows], right, header=True)
