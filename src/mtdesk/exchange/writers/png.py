"""A picture of dots (PNG), drawn from its SVG with the extra `png`; its letters are this computer's."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from mtdesk.errors import ExtraError, RefusedError

LARGER = 2.0  # dots for each of the picture's pixels: sharp on paper and on dense screens
_LATIN = 0x370  # from here on a font may lack a letter
_NOWHERE = "\U0010fffd"  # a character that no font has
_TAG = re.compile(r"<[^>]*>|&\w+;")


def content(svg: str) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn.

    Raises:
        ExtraError: the extra is not installed.
        RefusedError: this computer has no font.
    """
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError as missing:
        raise ExtraError("a picture as PNG", "png", missing.name) from missing

    def alone(mark: str) -> bytes:
        return svg_to_bytes(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
            f'<text y="15">{escape(mark)}</text></svg>'
        )

    nothing = {alone(" "), alone(_NOWHERE)}
    if alone("A") in nothing:
        raise RefusedError(
            "no font was found to draw its letters with; keep it as .svg, which needs none"
        )
    rare = {mark for mark in _TAG.sub("", svg) if ord(mark) >= _LATIN}
    is_complete = all(alone(mark) not in nothing for mark in rare)
    return svg_to_bytes(svg, zoom=LARGER), is_complete
