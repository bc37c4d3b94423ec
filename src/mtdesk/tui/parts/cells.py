"""Cells of a terminal as a picture (SVG): words in the viewer's own letters, blocks and lines drawn.

A bar made of blocks is as high in a picture as in a terminal, whatever letters the viewer has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme

WIDE, HIGH, MARGIN = 10, 20, 10  # of a cell, and around all of them
SIZE, BASE = 16, 15  # of letters, and how far below its top those of a row stand
_LOWER = dict(zip("▁▂▃▄▅▆▇█", range(1, 9), strict=True))  # eighths
_LEFT = dict(zip("▏▎▍▌▋▊▉", range(1, 8), strict=True))
_PARTS = {"▀": (0, 0, 8, 4), "▐": (4, 0, 4, 8), "▔": (0, 0, 8, 1), "▕": (7, 0, 1, 8)}
_PARTS |= {mark: (0, 8 - eighths, 8, eighths) for mark, eighths in _LOWER.items()}
_PARTS |= {mark: (0, 0, eighths, 8) for mark, eighths in _LEFT.items()}
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
# To which sides a line goes from the middle of its cell: left, right, up, down.
_LINES = {
    "─": "lr", "│": "ud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "┌": "rd", "┐": "ld",
    "└": "ru", "┘": "lu", "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
    "━": "lr", "┃": "ud", "╴": "l", "╶": "r", "╵": "u", "╷": "d",
}  # fmt: skip
_HEAVY = "━┃"
_ENDS = {"l": (0, HIGH // 2), "r": (WIDE, HIGH // 2), "u": (WIDE // 2, 0), "d": (WIDE // 2, HIGH)}
_BRAILLE = 0x2800
# Each dot of a braille cell, bit by bit: column and row of it.
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


class Ink(NamedTuple):
    """What a run of cells is drawn with; no ground is that of the picture."""

    colour: str
    ground: str
    is_bold: bool
    is_dim: bool
    is_underlined: bool


def picture(
    rows: Sequence[Iterable[Segment]], width: int, theme: TerminalTheme, ground: str
) -> str:
    """Rows of cells; `theme` says what colours the names of a terminal's own are."""
    marks: list[str] = []
    for number, row in enumerate(rows):
        across, down = MARGIN, MARGIN + number * HIGH
        for text, style, control in row:
            if control:
                continue
            ink = _ink(style or Style.null(), theme)
            marks += _run(text, ink, across, down)
            across += cell_len(text) * WIDE
    wide, high = width * WIDE + 2 * MARGIN, len(rows) * HIGH + 2 * MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" '
        f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="{SIZE}" '
        'xml:space="preserve">'
    )
    sheet = f'<rect width="100%" height="100%" rx="8" fill="{ground}"/>'
    return "\n".join([head, "<title>mtdesk</title>", sheet, *marks, "</svg>\n"])


def _ink(style: Style, theme: TerminalTheme) -> Ink:
    colour = style.color.get_truecolor(theme) if style.color else theme.foreground_color
    ground = (
        style.bgcolor.get_truecolor(theme, foreground=False).hex
        if style.bgcolor and not style.bgcolor.is_default
        else ""
    )
    front = colour.hex
    if style.reverse:
        front, ground = ground or theme.background_color.hex, front
    return Ink(front, ground, bool(style.bold), bool(style.dim), bool(style.underline))


def _run(text: str, ink: Ink, across: int, down: int) -> Iterator[str]:
    """Cells of one ink: their ground, then words and figures each at its own place."""
    if ink.ground:
        yield _box(across, down, cell_len(text) * WIDE, HIGH, ink.ground)
    for kind, group in groupby(text, _kind):
        part = "".join(group)
        size = cell_len(part) * WIDE
        if kind in _PARTS:
            left, top, wide, high = _PARTS[kind]
            if wide == 8:  # neighbours that are joined are one box
                yield _box(across, down + top * HIGH / 8, size, high * HIGH / 8, ink.colour)
            else:
                for place in range(len(part)):
                    start = across + (place + left / 8) * WIDE
                    yield _box(start, down, wide * WIDE / 8, high * HIGH / 8, ink.colour)
        elif kind in _SHADES:
            yield _box(across, down, size, HIGH, ink.colour, f' fill-opacity="{_SHADES[kind]}"')
        elif kind in _LINES:
            for place in range(len(part)):
                yield _line(kind, ink.colour, across + place * WIDE, down)
        elif kind == "braille":
            for place, mark in enumerate(part):
                yield from _dots(mark, ink.colour, across + place * WIDE, down)
        elif kind == "words":
            yield _words(part, ink, across, down, size)
        across += size


def _kind(mark: str) -> str:
    if mark in _PARTS or mark in _SHADES or mark in _LINES:
        return mark
    if _BRAILLE <= ord(mark) < _BRAILLE + 256:
        return "braille"
    return "blank" if mark.isspace() or not mark.isprintable() else "words"


def _words(text: str, ink: Ink, across: int, down: int, size: int) -> str:
    looks = (
        ' font-weight="bold"' if ink.is_bold else "",
        ' text-decoration="underline"' if ink.is_underlined else "",
        ' fill-opacity="0.7"' if ink.is_dim else "",
    )
    return (
        f'<text x="{across}" y="{down + BASE}" textLength="{size}" '
        f'lengthAdjust="spacingAndGlyphs" fill="{ink.colour}"{"".join(looks)}>{escape(text)}</text>'
    )


def _box(left: float, top: float, width: float, height: float, colour: str, more: str = "") -> str:
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" '
        f'fill="{colour}"{more} shape-rendering="crispEdges"/>'
    )


def _line(mark: str, colour: str, across: int, down: int) -> str:
    middle = f"M{across + WIDE // 2} {down + HIGH // 2}"
    ends = (_ENDS[side] for side in _LINES[mark])
    path = "".join(f"{middle}L{across + x} {down + y}" for x, y in ends)
    return f'<path d="{path}" stroke="{colour}" stroke-width="{2 if mark in _HEAVY else 1}"/>'


def _dots(mark: str, colour: str, across: int, down: int) -> Iterator[str]:
    for bit, (column, row) in enumerate(_DOTS):
        if (ord(mark) - _BRAILLE) >> bit & 1:
            x, y = across + (column + 0.5) * WIDE / 2, down + (row + 0.5) * HIGH / 4
            yield f'<circle cx="{x:g}" cy="{y:g}" r="1.6" fill="{colour}"/>'
