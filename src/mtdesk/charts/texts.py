"""What is drawn, made fit to be drawn: finite numbers, texts in cells, characters and colours."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from mtdesk.model.series import Series, Threshold

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


MOST = 1e15  # beyond any practice's numbers; keeps sums and logarithms finite
LEAST = 1e-9

_SPELLED = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "·": "-", "’": "'", "“": '"', "”": '"', "×": "x"}
)


def tidy(series: Series, *, ascii_only: bool) -> Series:
    """Each line as long as the labels, every number finite, every text on one line."""

    def text(words: str) -> str:
        return _text(words, ascii_only=ascii_only)

    count = max([len(series.labels), *(len(line.values) for line in series.lines)])
    marks = [(number(threshold.value), threshold.name) for threshold in series.thresholds]
    edges = [edge for value in series.band or () if (edge := number(value)) is not None]
    return replace(
        series,
        title=text(series.title),
        unit=text(series.unit),
        labels=tuple(text(x).strip() for x in series.labels) + ("",) * (count - len(series.labels)),
        lines=tuple(
            replace(
                x,
                name=text(x.name),
                values=(*map(number, x.values), *[None] * (count - len(x.values))),
            )
            for x in series.lines
        ),
        thresholds=tuple(Threshold(v, text(name)) for v, name in marks if v is not None),
        band=(min(edges), max(edges)) if edges else None,
        band_name=text(series.band_name),
        top=number(series.top),
        empty=text(series.empty),
    )


def number(value: float | None) -> float | None:
    if value is None or not -math.inf < value < math.inf:
        return None
    return float(max(-MOST, min(MOST, value)))


def _text(words: str, *, ascii_only: bool) -> str:
    """Without the characters that steer a terminal; in ASCII, letters without their accents."""
    if words.isascii() and words.isprintable():
        return words
    kinds = [(c, unicodedata.category(c)) for c in words]
    words = "".join(
        " " if kind == "Cc" else c for c, kind in kinds if kind[0] != "C" or kind == "Cc"
    )
    if not ascii_only:
        return unicodedata.normalize("NFC", words)
    apart = unicodedata.normalize("NFKD", words.translate(_SPELLED))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")


def cells_of(text: str) -> int:
    """Cells that a text takes on a terminal, of any script: a joined emoji is one picture, two wide."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int, look: Look) -> str:
    """`text` in at most `width` cells, with a sign where it goes on."""
    if cells_of(text) <= width:
        return text
    while text and cells_of(text) > width - 1:
        text = text[:-1]
    return text + look.more if width > 0 else ""
