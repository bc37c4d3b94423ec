"""Around the grid: ticks, labels, legend, read-out; and every series in its place."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from chart_cells import cells_of, glyphs
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from tried import times

from mtdesk.charts import DARK, LIGHT, draw, picture
from mtdesk.model.series import Line, Series, Threshold

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def hours(*values, **more):
    return Series(
        title="Hands-on", unit="h", labels=DAYS[: len(values)], lines=(Line("h", values),), **more
    )


def text(series, width=76, height=12, **more):
    return "\n".join(
        glyphs(each).rstrip() for each in picture(series, width=width, height=height, **more).lines
    )


def ticks(shown):
    """The figures of the axis, from the top."""
    return [found for each in shown.splitlines()[1:-1] if (found := tick_of(each))]


LIMIT = (Threshold(4, "your limit, 4 h", limit=True),)
WEEK = hours(4.25, 3.0, 5.5, 4.0, 0.0, None, 2.0, thresholds=LIMIT, partial=True)
INCOME = Series(
    title="Income", unit="$", labels=MONTHS, kind="stacked",
    lines=(
        Line("fees", (0.0,) + (3000.0,) * 11),
        Line("tips", (800.0,) * 12),
        Line("other", (0.0,) * 11 + (1000.0,)),
    ),
    thresholds=(Threshold(4000, "your target, $4,000"),),
    written=lambda value: f"${value:,.2f}",
)  # fmt: skip
BOOKED = Series(
    title="Hands-on", unit="h", labels=DAYS[:3], kind="stacked", thresholds=LIMIT, partial=True,
    lines=(Line("done", (2.0, None, None)), Line("as booked", (3.0, 1.0, 0.0), lighter=True)),
    written=lambda value: f"{value:g} h",
)  # fmt: skip
YEAR = Series(
    title="By day", unit="h", labels=tuple(f"day {i}" for i in range(1, 367)),
    lines=(Line("h", tuple(3 + 2 * math.sin(i / 20) for i in range(366))),),
)  # fmt: skip

words = st.text(max_size=20)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.floats(-20, 5000)
kinds = st.sampled_from(["bars", "stacked", "lines", "dots"])


@st.composite
def all_series(draw):
    count = draw(st.integers(0, 40) | st.just(366))
    lines = []
    for _ in range(draw(st.integers(0, 5))):
        values = draw(st.lists(numbers, min_size=1, max_size=40))
        whole = tuple(values * (count // len(values) + 1))[:count]
        lines.append(Line(draw(words), whole, lighter=draw(st.booleans())))
    return Series(
        title=draw(words),
        unit=draw(st.sampled_from(["h", "$", "kr ", "", "€", "load"]) | words),
        labels=tuple(draw(st.lists(words, min_size=3, max_size=3)) * 130)[:count],
        lines=tuple(lines),
        kind=draw(kinds),
        thresholds=tuple(
            Threshold(draw(st.floats(-1e9, 1e9)), draw(words), limit=draw(st.booleans()))
            for _ in range(draw(st.integers(0, 3)))
        ),
        band=draw(st.none() | st.tuples(st.floats(0, 1e9), st.floats(0, 1e9))),
        band_name=draw(words),
        partial=draw(st.booleans()),
        top=draw(st.none() | st.floats(0, 1e9)),
        empty=draw(words),
    )


class TestEverySeries:
    @given(
        all_series(), st.integers(0, 120), st.integers(0, 30), st.booleans(), st.booleans(),
        st.none() | st.integers(0, 39),
    )  # fmt: skip
    @times(60)
    @example(replace(WEEK, title="六十天的工作" * 9), 30, 8, True, False, 2)
    @example(hours(1e308, -1e308, thresholds=LIMIT), 40, 9, False, False, None)
    @example(replace(INCOME, lines=INCOME.lines * 9), 20, 6, True, False, 0)
    def test_is_inside_the_frame(self, series, width, height, colour, ascii_only, cursor):
        cursor = cursor if cursor is not None and cursor < len(series.labels) else None
        drawn = picture(
            series, width=width, height=height, colour=colour, ascii_only=ascii_only, cursor=cursor
        )
        assert len(drawn.lines) <= height
        for each in drawn.lines:
            assert cell_len(glyphs(each)) <= width
            assert "\x1b" not in glyphs(each)
            assert not ascii_only or glyphs(each).isascii()
            assert {run.ink for run in each} | {run.ground for run in each} <= {"", *DARK}
        for before, after in pairwise(drawn.slots):
            assert before.index < after.index
        assert all(0 <= x < width for slot in drawn.slots for x in slot.cells)

    @given(all_series(), st.integers(1, 110), st.integers(1, 20), st.booleans())
    @times(15)
    def test_is_the_same_on_the_command_line(self, series, width, height, colour):
        cells = picture(series, width=width, height=height, colour=colour).lines
        drawn = draw(series, width=width, height=height, colour=colour)
        shown = "\n".join(line.rstrip() for line in ANSI.sub("", drawn).split("\n"))
        assert shown.split("\n") == [glyphs(each).rstrip() for each in cells] or not cells

    @given(all_series(), all_series())
    @times(10)
    def test_leaves_nothing_for_the_next(self, one, two):
        before = draw(one, width=60, height=10)
        draw(two, width=33, height=17, colour=False)
        assert draw(one, width=60, height=10) == before

    @pytest.mark.parametrize("series", [WEEK, INCOME, BOOKED, YEAR])
    @pytest.mark.parametrize("size", [(30, 11), (48, 12), (76, 9), (110, 18)])
    def test_names_what_it_marks(self, series, size):
        shown = text(series, *size)
        assert shown.startswith(f"{series.title} ({series.unit})")
        for threshold in series.thresholds:
            assert threshold.name in shown
        if len(series.lines) > 1:
            assert all(f" {line.name}" in shown for line in series.lines)
        assert any(line.endswith(series.labels[-1]) for line in shown.splitlines())


class TestTicks:
    def test_hours_are_whole(self):
        assert ticks(text(hours(1.2, 0.4))) == ["1", "0"]
        assert ticks(text(hours(4.25, 5.6))) == ["6", "4", "2", "0"]

    def test_money_is_short(self):
        income = replace(INCOME, thresholds=())
        assert ticks(text(income, height=17)) == ["$5k", "$2.5k", "$0"]
        assert "kr 500" in text(replace(hours(1400, 900, 0), unit="kr "))

    @given(st.floats(0.01, 1e9), st.integers(6, 30), st.sampled_from(["h", "$", "load"]), kinds)
    @times(25)
    def test_are_round_and_whole_rows_apart(self, greatest, height, unit, kind):
        series = replace(hours(0.0, greatest), unit=unit, kind=kind)
        power = {"k": 1e3, "M": 1e6, "B": 1e9}
        shown = text(series, height=height).splitlines()
        found = [
            (at, each.removeprefix("$")) for at, line in enumerate(shown) if (each := tick_of(line))
        ]
        values = [float(each.rstrip("kMB")) * power.get(each[-1], 1) for _, each in found]
        assert values[-1] == 0
        rows = [below - above for (above, _), (below, _) in pairwise(found)]
        steps = [above - below for above, below in pairwise(values)]
        assert len(set(rows)) <= 1
        if steps:
            assert steps == pytest.approx([steps[0]] * len(steps))
            factor = f"{steps[0]:e}".split("e")[0].rstrip("0").rstrip(".")
            assert factor in {"1", "2", "2.5", "3", "4", "5"}
            assert unit != "h" or steps[0] % 1 == 0

    def test_a_rating_has_its_fixed_top(self):
        for height in range(8, 30):
            shown = ticks(text(hours(3, 7, top=10), height=height))
            assert shown[0] == "10"
            assert shown[-1] == "0"

    def test_lines_far_from_zero_start_higher_and_bars_never(self):
        series = replace(hours(48, 52, 56), unit="$")
        assert ticks(text(series))[-1] == "$0"
        assert ticks(text(replace(series, kind="lines")))[-1] != "$0"


def tick_of(line):
    """The figure before an axis, where there is one."""
    found = re.match(r" *(\S+) (?=[▔╌▁▂▃▄▅▆▇█─ ⠀-⣿●])", line)
    return found[1] if found and re.fullmatch(r"-?\$?[\d.]+[kMB]?", found[1]) else ""


class TestLabels:
    @given(st.integers(1, 366), st.integers(24, 120), st.integers(1, 9), kinds)
    @times(25)
    def test_stay_apart_and_keep_the_last(self, count, width, length, kind):
        labels = tuple(f"{i:0{length}}" for i in range(count))
        series = Series(
            title="t", unit="", labels=labels, lines=(Line("a", (1.0,) * count),), kind=kind
        )
        shown = text(series, width).splitlines()[-1].split()
        assert set(shown) <= set(labels)
        assert shown[-1] == labels[-1]
        assert shown == sorted(shown, key=int)

    def test_stand_under_their_bars(self):
        drawn = picture(hours(1, 2, 3), width=40, height=9)
        labels = glyphs(drawn.lines[-1])
        for slot, day in zip(drawn.slots, DAYS, strict=False):
            assert labels.index(day) + 1 in slot.cells

    def test_a_line_is_named_at_its_end_or_in_the_legend(self):
        wide = text(WEEK, 110).splitlines()
        assert "limit" not in wide[0]
        assert sum(line.endswith(("─ your limit, 4 h", "▔ your limit, 4 h")) for line in wide) == 1
        assert "── your limit, 4 h" in text(WEEK, 40)


class TestCursor:
    def test_reads_out_the_values_and_raises_the_column(self):
        drawn = picture(BOOKED, width=90, height=12, cursor=0)
        head = "Hands-on (h)   Mon  █ done 2 h   ╱ as booked 3 h   5 h in all   1 h past your limit, 4 h"
        assert glyphs(drawn.lines[0]) == head
        at = drawn.slots[0].cells
        raised = {
            x
            for line in drawn.lines
            for x, cell in enumerate(cells_of(line))
            if cell[2] == "raised"
        }
        assert raised == set(at)

    @pytest.mark.parametrize(
        ("cursor", "width", "said"),
        [
            (1, 60, "Tue  ╱ as booked 1 h"),
            (2, 60, "Wed, so far  0 h"),
            (0, 28, "Mon  5 h in all"),
            (0, 44, "Mon  █ 2 h   ╱ 3 h   5 h in all"),
        ],
    )
    def test_what_does_not_fit_is_said_shorter_never_cut(self, cursor, width, said):
        head = glyphs(picture(BOOKED, width=width, height=12, cursor=cursor).lines[0])
        assert head.removeprefix("Hands-on (h)   ") == said

    def test_a_gap_is_not_known(self):
        head = glyphs(picture(WEEK, width=64, height=12, cursor=5).lines[0])
        assert head.startswith("Hands-on (h)   Sat  not known  ")
        assert head.endswith("── your limit, 4 h")  # what is no value stays where there is room

    @pytest.mark.parametrize(
        ("more", "mark"), [({"colour": False}, "▲"), ({"ascii_only": True}, "^")]
    )
    def test_is_seen_without_colour(self, more, mark):
        drawn = picture(WEEK, width=60, height=12, cursor=2, **more)
        row = next(line for line in map(glyphs, drawn.lines) if mark in line)
        assert drawn.at(row.index(mark)) == 2

    def test_every_column_is_of_a_value(self):
        drawn = picture(WEEK, width=60, height=12)
        assert [slot.index for slot in drawn.slots] == [*range(7)]
        assert [drawn.at(slot.cells[0]) for slot in drawn.slots] == [*range(7)]
        assert drawn.at(0) is None


class TestWithoutRoomOrNumbers:
    @pytest.mark.parametrize("values", [(), (None, None), (math.nan, math.inf)])
    def test_says_its_words_in_the_middle(self, values):
        series = hours(*values, empty="no check-in yet")
        lines = text(series, 41, 9).splitlines()
        assert lines[0] == "Hands-on (h)"
        assert lines[4] == " " * 13 + "no check-in yet"
        assert text(series, 41, 1).strip() == "no check-in yet"

    def test_small_places_get_small_bars(self):
        assert text(WEEK, 30, 1) == "Hands-on ▆▄▇▅▁·▃ 2"
        assert text(WEEK, 19, 4).splitlines() == ["Hands-on (h)", "▆▄▇▅▁·▃ 2"]
        assert text(WEEK, 0, 5) == text(WEEK, 5, 0) == ""


class TestText:
    def test_what_people_typed_cannot_steer_the_terminal(self):
        series = hours(1, 2, thresholds=(Threshold(1, "a\x1b[2Jb\nc"),))
        assert "\x1b" not in text(series)
        assert len(text(series, 60, 12).splitlines()) <= 12

    def test_ascii_spells_what_it_can(self):
        series = replace(WEEK, title="José’s week – load")
        assert text(series, ascii_only=True).startswith("Jose's week - load (h)")

    def test_colours_follow_the_ground(self):
        dark, light = (draw(WEEK, width=60, height=9, dark=dark) for dark in (True, False))
        assert dark != light
        assert ANSI.sub("", dark) == ANSI.sub("", light)
        assert DARK.keys() == LIGHT.keys()


def python(code, **environment):
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    ).stdout


def test_plotext_is_imported_by_the_first_curve_only():
    code = (
        "import sys, mtdesk.charts as c\n"
        "from mtdesk.model.series import *\n"
        "c.spark([1, 2]); c.bar(1, 2, 3)\n"
        "s = dict(title='t', unit='', labels=('a', 'b'), lines=(Line('x', (1, 2)),))\n"
        "for k in ('bars', 'lines'):\n"
        "    c.draw(Series(**s, kind=k), width=60, height=9)\n"
        "    print('plotext' in sys.modules)"
    )
    assert python(code).split() == ["False", "True"]


def test_the_picture_depends_on_nothing_but_its_arguments():
    code = (
        "from mtdesk.charts import draw\n"
        "from mtdesk.model.series import *\n"
        "v = tuple((i * 7) % 11 for i in range(60))\n"
        "for k in ('bars', 'stacked', 'lines'):\n"
        "    s = Series(title='t', unit='h', labels=('a',) * 60, kind=k,\n"
        "               lines=(Line('x', v), Line('y', v[::-1])))\n"
        "    print(ascii(draw(s, width=110, height=18)))\n"
    )
    one = python(code, PYTHONHASHSEED="1", COLUMNS="20", LINES="5", NO_COLOR="1")
    two = python(code, PYTHONHASHSEED="2", COLUMNS="200", LINES="60", TERM="dumb")
    assert one == two
