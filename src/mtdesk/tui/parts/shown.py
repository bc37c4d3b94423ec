"""What people typed, and what other programs wrote, on the screen: shown, never obeyed.

The last thing that is done to every line of every widget, so that no screen can forget it.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Controls, marks of direction and their isolates, separators of lines and paragraphs.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
_DELETE, _OTHER = "\x7f", "\ufffd"


class Shown(LineFilter):
    """A mark stands for each character that a terminal would obey: ␛ for an escape.

    Such a character has no width. Its mark takes the place of a blank behind it in the line, so that
    what stands beside it stays where it is; where there is no blank the character is left out.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's
        if not any(_OBEYED.search(text) for text, _, control in segments if not control):
            return segments
        marked = 0
        lines: list[Segment] = []
        for text, style, control in segments:
            shown = text
            if not control:
                shown, marked = _shown(text, marked)
            lines.append(Segment(shown, style, control))
        return _fitted(lines, marked) if marked else lines


def _shown(text: str, marked: int) -> tuple[str, int]:
    """The text with marks, and how many cells are too many with those before it."""
    shown, count = _OBEYED.subn(lambda found: _mark(found[0]), text)
    marked += count
    blanks = len(shown) - len(shown.rstrip(" "))
    spared = min(blanks, marked)
    return (shown[:-spared] if spared else shown), marked - spared


def _fitted(lines: list[Segment], over: int) -> list[Segment]:
    """Without the last marks, where no blank was left to take their place."""
    fitted = []
    for text, style, control in reversed(lines):
        kept = text
        if not control and over:
            for place in range(len(kept) - 1, -1, -1):
                if over and _is_mark(kept[place]):
                    kept, over = kept[:place] + kept[place + 1 :], over - 1
        fitted.append(Segment(kept, style, control))
    return fitted[::-1]


def _mark(letter: str) -> str:
    if letter == _DELETE:
        return "␡"
    return chr(0x2400 + ord(letter)) if letter.isascii() else _OTHER


def _is_mark(letter: str) -> bool:
    return "\u2400" <= letter <= "\u2421" or letter == _OTHER


SHOWN = Shown()  # one for all lines: what it makes of a line is remembered by it
