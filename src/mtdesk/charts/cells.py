"""What stands in the cells of a picture, the characters for it, and its colours.

Colours are names of tokens, which a theme of the dashboard has, too. Where a character is cut out of
a bar it is `reverse`: drawn in whatever the ground behind the picture is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from mtdesk.model.colours import COLOURS

_T = TypeVar("_T")


class Cell(NamedTuple):
    """A character, or a run of them, in two colours. `style` is bold, reverse or nothing."""

    glyph: str = " "
    ink: str = ""
    ground: str = ""
    style: str = ""


Cells = tuple[Cell, ...]


def joined(cells: Iterable[Cell]) -> Cells:
    """Neighbours of the same colours in one run."""
    runs = groupby(cells, lambda cell: cell[1:])
    return tuple(Cell("".join(cell.glyph for cell in run), *key) for key, run in runs)


class Look(NamedTuple):
    """The characters of a picture. With `eighths` a height ends in an eighth of a row, else in a row.

    Only then is a cell of two colours, and only then do parts have one fill and differ by colour.
    """

    eighths: bool = True
    fills: str = "█"
    unfinished: str = "╱"
    limits: str = "─"
    usual: str = "╌"
    heights: str = "▁─▔"  # of a line within its row, from below
    gap: str = "·"
    marks: str = "●▲■◆▼★"
    hollow: str = "○△□◇▽☆"
    same: str = "◈"
    grid: str = "▔"
    axis: str = "▔"
    cut_axis: str = "╌"
    side: str = ""
    tick: str = ""
    corner: str = ""
    here: str = ""
    line: str = "braille"
    levels: str = "▁▂▃▄▅▆▇"  # below the next row, so that rows of them stay apart
    more: str = "…"


FINE = Look()
PLAIN = Look(
    eighths=False, fills="█▓▒▚▞▤", unfinished="░", limits="─━", side="│", tick="┤", corner="└",
    grid=" ", axis="─", here="▲",
)  # fmt: skip
ASCII = Look(
    eighths=False, fills="#%=+$&", unfinished=":", limits="-=", usual="~", heights="---", gap=".",
    marks="*ox+v#", hollow="*ox+v#", same="@", grid=" ", axis="-", cut_axis="~", side="|", tick="+",
    corner="+", here="^", line=".", levels="_.:-=+*#", more="~",
)  # fmt: skip

SERIES = ("one", "three", "two", "dim")  # colours of the lines of a series, in their order
SOFT = frozenset({"one", "two", "three", "act"})  # that have a softer sister

_GRID = {"faint": ("#4a413a", "#e0d5c8")}  # on whatever ground a terminal without our themes has
DARK, LIGHT = ({token: each[i] for token, each in {**COLOURS, **_GRID}.items()} for i in (0, 1))


def flat(ink: str, *, soft: bool) -> str:
    """The colour of what is done, or the softer one of what is not done yet."""
    return f"{ink}-soft" if soft and ink in SOFT else ink


def nth(things: Sequence[_T], i: int) -> _T:
    return things[i % len(things)]


def printed(cells: Iterable[Cell], palette: dict[str, str] | None) -> str:
    """A line for a terminal; without a palette its characters alone."""
    if palette is None:
        return "".join(cell.glyph for cell in cells)
    return "".join(_inked(cell, palette) for cell in cells)


def _inked(cell: Cell, palette: dict[str, str]) -> str:
    codes = [{"bold": "1", "reverse": "7"}[cell.style]] if cell.style else []
    codes += [_colour(38, palette[cell.ink])] if cell.ink else []
    codes += [_colour(48, palette[cell.ground])] if cell.ground else []
    return f"\x1b[{';'.join(codes)}m{cell.glyph}\x1b[0m" if codes else cell.glyph


def _colour(layer: int, colour: str) -> str:
    return ";".join([str(layer), "2", *(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))])
