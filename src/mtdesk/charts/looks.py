"""What a picture is made of: its characters and its colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from mtdesk.model.series import Series

_T = TypeVar("_T")
Colour = tuple[int, int, int] | None
Ink = tuple[str, Colour]  # characters and what they are drawn with


class Look(NamedTuple):
    """The characters of a picture. Only `█` has ends in eighths; other fills round to a cell."""

    fills: str = "█▓▒▚▞▤"
    unfinished: str = "░"
    limits: str = "┄━╍═"
    band: str = "·"
    gap: str = "·"
    marks: str = "●▲■◆▼★"
    hollow: str = "○△□◇▽☆"
    same: str = "◈"
    zero: str = "▔"
    side: str = "│"
    tick: str = "┤"
    corner: str = "└"
    floor: str = "─"
    line: str = "braille"
    levels: str = "▁▂▃▄▅▆▇█"
    more: str = "…"


BOXES = Look()
ASCII = Look(
    "#%=+$&", ":", "-=~^", ".", ".", "*ox+v#", "*ox+v#", "@", "-", "|", "+", "+", "-", ".", "_.:-=+*#", "~",
)  # fmt: skip


class Palette(NamedTuple):
    """Okabe and Ito's colours, which colour-blind eyes tell apart; a limit has its own."""

    lines: tuple[Colour, ...]
    limit: Colour = (213, 94, 0)
    faint: Colour = (128, 128, 128)


_REST = ((230, 159, 0), (0, 158, 115), (204, 121, 167))
DARK, LIGHT = Palette(((86, 180, 233), *_REST)), Palette(((0, 114, 178), *_REST))
PLAIN = Palette((None,), None, None)


def lightens(series: Series, palette: Palette) -> bool:
    """Whether the unfinished bar is drawn lighter: not where the fill already tells parts apart."""
    return series.kind != "stacked" or palette is not PLAIN


def fills_of(look: Look, palette: Palette) -> str:
    """With colours each fill is the full block, whose end is the finest."""
    return look.fills if palette is PLAIN else look.fills[0]


def line_colour(series: Series, palette: Palette, i: int) -> Colour:
    """A lighter line has the colour of the one before it: the same thing, not there yet."""
    return nth(palette.lines, max(i - series.lines[i].lighter, 0))


def nth(things: Sequence[_T], i: int) -> _T:
    return things[i % len(things)]


def inked(text: str, colour: Colour) -> str:
    if colour is None:
        return text
    red, green, blue = colour
    return f"\x1b[38;2;{red};{green};{blue}m{text}\x1b[0m"
