"""A picture of dots shows what its SVG does; what cannot be drawn, and what is not installed, is said."""

from __future__ import annotations

import struct
import sys
import zlib

import pytest

from mtdesk.errors import ExtraError, RefusedError
from mtdesk.exchange.writers import png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" font-family="monospace">{}</svg>'


def drawn(inside):
    return png.content(SVG.format(inside))


def dots(content):
    """Width, height, and the rows of red, green, blue and alpha: as the standard writes them, filters undone."""
    place, data = 8, b""
    while place < len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        if kind == b"IHDR":
            wide, high, depth, colours = struct.unpack(">IIBB", body[:10])
            assert (depth, colours) == (8, 6)
        elif kind == b"IDAT":
            data += body
        place += size + 12
    raw, rows, before = zlib.decompress(data), [], bytes(4 * wide)
    for row in range(high):
        how, *line = raw[row * (4 * wide + 1) : (row + 1) * (4 * wide + 1)]
        for at in range(4 * wide):
            left = line[at - 4] if at >= 4 else 0
            corner = before[at - 4] if at >= 4 else 0
            line[at] = (line[at] + _guess(how, left, before[at], corner)) % 256
        before = bytes(line)
        rows.append([tuple(line[at : at + 4]) for at in range(0, 4 * wide, 4)])
    return wide, high, rows


def _guess(how, left, up, corner):
    if how < 4:
        return (0, left, up, (left + up) // 2)[how]
    towards = left + up - corner
    return min((left, up, corner), key=lambda each: abs(towards - each))


def test_it_is_twice_as_fine_and_in_its_colours():
    content, is_complete = drawn('<rect width="20" height="20" fill="#cc7722"/>')
    wide, high, rows = dots(content)
    assert (wide, high, is_complete) == (80, 40, True)
    assert rows[20][10] == (0xCC, 0x77, 0x22, 255)
    assert rows[20][60][3] == 0


def test_letters_are_drawn():
    content, is_complete = drawn('<text x="2" y="15">Zoë ▲</text>')
    _, _, rows = dots(content)
    assert is_complete
    assert sum(dot[3] > 128 for row in rows for dot in row) > 100


def test_a_letter_that_no_font_has_is_said():
    assert drawn('<text x="2" y="15">a\U0010abcd</text>')[1] is False


def test_without_any_font_it_is_refused(monkeypatch):
    import resvg_py

    whole = resvg_py.svg_to_bytes
    monkeypatch.setattr(
        resvg_py, "svg_to_bytes", lambda svg, **more: whole(svg, skip_system_fonts=True, **more)
    )
    with pytest.raises(RefusedError, match=r"no font was found"):
        drawn("")


def test_without_the_extra_one_sentence_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(ExtraError) as refused:
        drawn("")
    assert (
        refused.value.message
        == "a picture as PNG needs the extra “png” (resvg_py is not installed)"
    )
    assert "'.[png]'" in refused.value.hint
