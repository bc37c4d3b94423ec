"""Cells as a picture: blocks as high as they are in a terminal, words at their place, no markup obeyed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from mtdesk.tui.parts.cells import HIGH, MARGIN, WIDE, picture

SVG = "{http://www.w3.org/2000/svg}"
RED = Style.parse("#ff0000")


def drawn(*rows, width=20):
    rows = [[Segment(row, RED) if isinstance(row, str) else row] for row in rows]
    return ET.fromstring(picture(rows, width, DEFAULT_TERMINAL_THEME, "#101010"))


def boxes(found):
    return [
        tuple(float(each.get(name)) for name in ("x", "y", "width", "height"))
        for each in found.iter(f"{SVG}rect")
        if each.get("fill") == "#ff0000"
    ]


@pytest.mark.parametrize(("mark", "eighths"), list(zip("▁▂▃▄▅▆▇█", range(1, 9), strict=True)))
def test_a_block_is_as_high_as_its_eighths(mark, eighths):
    (found,) = boxes(drawn(f" {mark}{mark}"))
    high = eighths * HIGH / 8
    assert found == (MARGIN + WIDE, MARGIN + HIGH - high, 2 * WIDE, high)


@pytest.mark.parametrize(("mark", "eighths"), list(zip("▏▎▍▌▋▊▉", range(1, 8), strict=True)))
def test_a_bar_is_as_long_as_its_eighths(mark, eighths):
    whole, end = boxes(drawn(f"██{mark}"))
    assert whole == (MARGIN, MARGIN, 2 * WIDE, HIGH)
    assert end == (MARGIN + 2 * WIDE, MARGIN, eighths * WIDE / 8, HIGH)


def test_rows_meet_without_a_seam():
    (_, top, _, high), (_, below, _, _) = boxes(drawn("█", "█"))
    assert top + high == below


def test_two_colours_of_a_cell():
    found = drawn(Segment("▃", Style.parse("#ff0000 on #00ff00")))
    (ground,) = [each for each in found.iter(f"{SVG}rect") if each.get("fill") == "#00ff00"]
    assert float(ground.get("height")) == HIGH
    assert boxes(found)[0][3] == 3 * HIGH / 8


def test_reversed_cells_change_their_colours():
    found = drawn(Segment("on", Style.parse("reverse #ff0000 on #00ff00")))
    assert boxes(found) == [(MARGIN, MARGIN, 2 * WIDE, HIGH)]
    assert found.find(f"{SVG}text").get("fill") == "#00ff00"


def test_words_stand_where_their_cells_are():
    found = {each.text: int(each.get("x")) for each in drawn("ab  김민지 c").iter(f"{SVG}text")}
    assert found == {
        "ab": MARGIN, "김민지": MARGIN + 4 * WIDE, "c": MARGIN + 11 * WIDE,
    }  # fmt: skip


def test_lines_and_dots():
    found = drawn("│─┼", "⣿⠁")
    assert len(list(found.iter(f"{SVG}path"))) == 3
    assert len(list(found.iter(f"{SVG}circle"))) == 9


@given(st.lists(st.text(max_size=30), max_size=4))
def test_whatever_stands_in_cells_is_a_picture(rows):
    found = drawn(*rows)
    names = ("svg", "title", "rect", "text", "path", "circle")
    assert {each.tag for each in found.iter()} <= {f"{SVG}{name}" for name in names}
