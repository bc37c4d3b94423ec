"""Lines through points: marks in the row of their value, plotext between them."""

from __future__ import annotations

import re

import pytest
from chart_cells import cells_of, figure_of, glyphs

from mtdesk.charts import picture
from mtdesk.model.series import Line, Series, Threshold

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BODY = (3, 4, 4, 5, None, 6, 6, 6, 7, 7, 8, 7)
MIND = (2, 2, 3, 5, 3, 3, 4, None, None, 4, 4, 5)
EXHAUSTION = Series(
    title="Exhaustion", unit="", labels=MONTHS, kind="lines", top=10,
    lines=(Line("body", BODY), Line("mind", MIND)),
)  # fmt: skip


def line(*values, **more):
    return Series(
        title="t", unit="", labels=MONTHS[: len(values)], lines=(Line("h", values),),
        **{"kind": "lines", **more},
    )  # fmt: skip


def text(series, width=72, height=10, **more):
    return "\n".join(map(glyphs, picture(series, width=width, height=height, **more).lines))


def marks(series, width, height):
    """Where the first line's points are: (label's place, value of the row's edges)."""
    drawn = picture(series, width=width, height=height)
    left = drawn.slots[0].cells.start
    figures = {at: figure_of(glyphs(each)[:left]) for at, each in enumerate(drawn.lines)}
    figures = {at: value for at, value in figures.items() if value is not None}
    (axis, low), (top, high) = max(figures.items()), min(figures.items())
    per_row = (high - low) / (axis - top)
    found = {}
    for at, each in enumerate(drawn.lines[1:axis], 1):
        for x, cell in enumerate(cells_of(each)):
            if cell[0] in "●○":
                found[drawn.at(x)] = (low + (axis - at - 1) * per_row, low + (axis - at) * per_row)
    return found


@pytest.mark.parametrize(
    "size",
    [
        (30, 8),
        (38, 11),
        (40, 9),
        (58, 11),
        (60, 14),
        (64, 12),
        (76, 18),
        (100, 22),
        (120, 30),
        (190, 50),
    ],
)
def test_points_stand_in_the_row_of_their_value_at_ten_sizes(size):
    values = (7.0, 6.5, 6.0, 0.5, 4.0, 10.0, 3.3, 1.0)
    found = marks(line(*values, top=10), *size)
    assert sorted(found) == [*range(8)]
    for i, (low, high) in found.items():
        assert low - 1e-6 <= values[i] <= high + 1e-6, i
    far = (71.5, 72.25, 75.0, 70.2, 77.0, 80.5, 81.0, 79.9)
    for i, (low, high) in marks(line(*far), *size).items():
        assert low - 1e-6 <= far[i] <= high + 1e-6, i


def test_each_has_its_mark_and_colour_and_those_that_meet_are_both_said():
    drawn = picture(EXHAUSTION, width=76, height=12)
    cells = {cell for each in drawn.lines for cell in cells_of(each)}
    assert {("●", "one", "", ""), ("▲", "three", "", ""), ("◈", "ink", "", "")} <= cells
    assert glyphs(drawn.lines[0]).endswith("● body   ▲ mind")


def test_a_gap_interrupts_the_line():
    def drawn(*values):
        rows = text(line(*values), 72, 10).splitlines()[1:-2]
        return {i for row in rows for i, mark in enumerate(row) if "⠀" < mark <= "⣿"}

    whole, broken = drawn(3, 3, 3, 3, 3, 3), drawn(3, 3, None, None, 3, 3)
    assert broken < whole
    assert len(whole - broken) > 15


def test_a_lone_point_is_marked_dots_are_not_joined_and_the_unfinished_one_is_hollow():
    assert text(line(None, 3, None)).count("●") == 1
    dots = text(line(1, 5, 2, kind="dots"))
    assert dots.count("●") == 3
    assert not re.search(r"[⠁-⣿]", dots)
    assert text(line(1, 2, 3, partial=True)).count("○") == 2  # the point and what it means
    assert "○ so far" in text(line(1, 2, 3, partial=True))


def test_an_axis_that_does_not_begin_at_zero_says_so():
    high = line(71, 72, 75, 70, 77)
    assert "from 70" in text(high)
    assert "╌╌╌╌" in text(high)
    assert "from" not in text(line(1, 2, 3))
    assert "▔▔▔▔" in text(line(1, 2, 3)).splitlines()[-2]


def test_a_level_is_in_its_row_under_the_line():
    series = line(7, 6, 5, 3, top=10, thresholds=(Threshold(4.5, "less"),))
    rows = text(series, 60, 13).splitlines()
    at = next(i for i, row in enumerate(rows) if re.search(r"[▁─]{9}", row))
    axis = next(i for i, row in enumerate(rows) if row.startswith(" 0 "))
    per_row = 10 / (axis - 1)
    assert (axis - at - 1) * per_row <= 4.5 <= (axis - at) * per_row
