from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from mtdesk.charts import bar, draw, spark
from mtdesk.model.series import Line, Series, Threshold

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
BLOCKS = set("▁▂▃▄▅▆▇█")


def cells(text: str) -> int:
    return cell_len(text)


def hours(*values: float | None, **more: Any) -> Series:
    return Series(
        title="Hands-on", unit="h", labels=DAYS[: len(values)], lines=(Line("h", values),), **more
    )


def plain(series: Series, width: int = 76, height: int = 12, *, ascii_only: bool = False) -> str:
    return draw(series, width=width, height=height, colour=False, ascii_only=ascii_only)


def ticks(picture: str) -> list[str]:
    """The numbers left of the axis, from the top."""
    found = (re.match(r" *(\S+) [┤└]", line) for line in picture.splitlines())
    return [match[1] for match in found if match]


LIMIT = (Threshold(4, "your limit, 4 h"),)
WEEK = hours(4.25, 3.0, 5.5, 4.0, 0.0, None, 2.0, thresholds=LIMIT, partial=True)
INCOME = Series(
    title="Income",
    unit="$",
    labels=MONTHS,
    kind="stacked",
    lines=(
        Line("fees", (0.0,) + (3000.0,) * 11),
        Line("tips", (800.0,) * 12),
        Line("other", (0.0,) * 11 + (1000.0,)),
    ),
    thresholds=(Threshold(4000, "your target, $4,000"),),
)
EXHAUSTION = Series(
    title="Exhaustion",
    unit="0–10",
    labels=tuple(f"w{i}" for i in range(12)),
    kind="lines",
    top=10,
    lines=(
        Line("body", (3, 4, 4, 5, None, 6, 6, 6, 7, 7, 8, 7)),
        Line("mind", (2, 2, 3, 5, 3, 3, 4, None, None, 4, 4, 5)),
    ),
)
YEAR = Series(
    title="By day",
    unit="h",
    labels=tuple(f"day {i}" for i in range(1, 367)),
    lines=(Line("h", tuple(3 + 2 * math.sin(i / 20) for i in range(366))),),
)

words = st.text(max_size=20)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.floats(-20, 5000)
kinds = st.sampled_from(["bars", "stacked", "lines", "dots"])


@st.composite
def all_series(draw: st.DrawFn) -> Series:
    count = draw(st.integers(0, 40) | st.just(366))
    lines = []
    for _ in range(draw(st.integers(0, 5))):
        values = draw(st.lists(numbers, min_size=1, max_size=40))
        lines.append(Line(draw(words), tuple(values * (count // len(values) + 1))[:count]))
    return Series(
        title=draw(words),
        unit=draw(st.sampled_from(["h", "$", "kr ", "", "€", "load"]) | words),
        labels=tuple(draw(st.lists(words, min_size=3, max_size=3)) * 130)[:count],
        lines=tuple(lines),
        kind=draw(kinds),
        thresholds=tuple(
            Threshold(draw(st.floats(-1e9, 1e9)), draw(words))
            for _ in range(draw(st.integers(0, 3)))
        ),
        band=draw(st.none() | st.tuples(st.floats(0, 1e9), st.floats(0, 1e9))),
        band_name=draw(words),
        partial=draw(st.booleans()),
        top=draw(st.none() | st.floats(0, 1e9)),
        empty=draw(words),
    )


class TestEverySeries:
    @given(all_series(), st.integers(0, 120), st.integers(0, 30), st.booleans(), st.booleans())
    @settings(max_examples=150, deadline=None)
    @example(replace(WEEK, title="六十天的工作" * 9), 30, 8, True, False)
    @example(hours(1e308, -1e308, thresholds=LIMIT), 40, 9, False, False)
    @example(replace(INCOME, lines=INCOME.lines * 9), 20, 6, True, False)
    def test_fits_its_place(
        self, series: Series, width: int, height: int, colour: bool, ascii_only: bool
    ) -> None:
        picture = draw(series, width=width, height=height, colour=colour, ascii_only=ascii_only)
        bare = ANSI.sub("", picture)
        assert "\x1b" not in bare
        assert "\x1b" not in picture or colour
        assert not ascii_only or bare.isascii()
        assert len(bare.split("\n")) <= max(height, 1)
        assert max(map(cells, bare.split("\n"))) <= max(width, 0)

    @given(all_series(), st.integers(1, 110), st.integers(1, 20))
    @settings(max_examples=40, deadline=None)
    def test_is_the_same_in_the_dashboard(self, series: Series, width: int, height: int) -> None:
        picture = draw(series, width=width, height=height)
        expected = [line.rstrip() for line in ANSI.sub("", picture).split("\n")]
        shown = [Text.from_ansi(line).plain.rstrip() for line in picture.split("\n")]
        assert shown == expected

    @given(all_series(), all_series())
    @settings(max_examples=30, deadline=None)
    def test_leaves_nothing_for_the_next(self, one: Series, two: Series) -> None:
        before = draw(one, width=60, height=10)
        draw(two, width=33, height=17, colour=False)
        assert draw(one, width=60, height=10) == before

    @pytest.mark.parametrize("series", [WEEK, INCOME, EXHAUSTION, YEAR])
    @pytest.mark.parametrize("width", [30, 48, 76, 110])
    @pytest.mark.parametrize("height", [8, 12, 18])
    def test_names_what_it_marks(self, series: Series, width: int, height: int) -> None:
        picture = plain(series, width, height)
        assert picture.startswith(f"{series.title} ({series.unit})")
        for threshold in series.thresholds:
            assert f"┄┄ {threshold.name}" in picture
            assert "┄┄┄┄" in picture
        if len(series.lines) > 1:
            assert all(f" {line.name}" in picture for line in series.lines)
        assert series.labels[-1] in picture.replace("\n", " ").split("  ")[-1] or any(
            line.endswith(series.labels[-1]) for line in picture.splitlines()
        )


class TestTicks:
    def test_hours_are_whole(self) -> None:
        assert ticks(plain(hours(1.2, 0.4))) == ["1", "0"]
        assert ticks(plain(hours(4.25, 5.6))) == ["6", "4", "2", "0"]

    def test_money_is_short(self) -> None:
        income = replace(INCOME, thresholds=())
        assert ticks(plain(income, height=18)) == ["$5k", "$4k", "$3k", "$2k", "$1k", "$0"]
        small = hours(1400, 900, 0)
        assert ticks(plain(replace(small, unit="$"))) == ["$1.5k", "$1k", "$500", "$0"]
        assert "\nkr 1.5k ┤" in plain(replace(small, unit="kr "))

    @given(st.floats(0.01, 1e9), st.integers(6, 30), st.sampled_from(["h", "$", "load"]), kinds)
    @settings(max_examples=60, deadline=None)
    def test_are_round_and_evenly_spaced(
        self, greatest: float, height: int, unit: str, kind: str
    ) -> None:
        series = replace(hours(0.0, greatest), unit=unit, kind=kind)
        power = {"k": 1e3, "M": 1e6, "B": 1e9}
        found = [text.removeprefix("$") for text in ticks(plain(series, height=height))]
        values = [float(text.rstrip("kMB")) * power.get(text[-1], 1) for text in found]
        assert values[-1] == 0
        assert values == sorted(set(values), reverse=True)
        if len(values) > 1:
            steps = [above - below for above, below in pairwise(values)]
            assert steps == pytest.approx([steps[0]] * len(steps))
            assert f"{steps[0]:e}".split("e")[0].rstrip("0").rstrip(".") in {"1", "2", "2.5", "5"}
            assert unit != "h" or steps[0] % 1 == 0

    def test_a_rating_has_its_fixed_top(self) -> None:
        assert ticks(plain(EXHAUSTION)) == ["10", "5", "0"]

    def test_lines_far_from_zero_start_higher_and_bars_never(self) -> None:
        series = replace(hours(48, 52, 56), unit="$")
        assert ticks(plain(series))[-1] == "$0"
        assert ticks(plain(replace(series, kind="lines")))[-1] != "$0"


class TestLabels:
    @given(st.integers(1, 366), st.integers(24, 120), st.integers(1, 9), kinds)
    @settings(max_examples=60, deadline=None)
    def test_stay_apart_and_keep_the_last(
        self, count: int, width: int, length: int, kind: str
    ) -> None:
        labels = tuple(f"{i:0{length}}" for i in range(count))
        series = Series(
            title="t", unit="", labels=labels, lines=(Line("a", (1.0,) * count),), kind=kind
        )
        shown = plain(series, width).splitlines()[11].split()
        assert set(shown) <= set(labels)
        assert shown[-1] == labels[-1]
        assert shown == sorted(shown, key=int)

    def test_stand_under_their_bars(self) -> None:
        lines = plain(hours(1, 2, 3), 40, 8).splitlines()
        floor, labels = lines[5], lines[7]
        for day in DAYS[:3]:
            assert floor[labels.index(day) + 1] == "█"


class TestBars:
    def test_heights_are_in_proportion(self) -> None:
        lines = plain(hours(2, 4, 8), 40, 11).splitlines()
        at = [lines[-1].index(day) + 1 for day in DAYS[:3]]
        heights = [sum(line[x] in BLOCKS for line in lines[1:-2]) for x in at]
        assert heights == [2, 4, 8]

    def test_a_gap_is_not_zero(self) -> None:
        assert "· not known" in plain(hours(1, None, 2))
        assert "·" not in plain(hours(1, 0, 2))

    def test_the_smallest_amount_is_seen(self) -> None:
        assert "▁" in plain(hours(0.001, 5))
        assert "▁" not in plain(hours(0, 5))

    def test_below_zero_hangs_down(self) -> None:
        lines = [line.ljust(40) for line in plain(hours(3, -3), 40, 11).splitlines()]
        zero = next(i for i, line in enumerate(lines) if re.match(r" *0 ┤", line))
        up, down = (lines[-1].index(day) + 1 for day in DAYS[:2])
        assert all(line[up] == "█" and line[down] != "█" for line in lines[zero - 2 : zero])
        assert all(line[down] == "█" and line[up] == " " for line in lines[zero + 1 : zero + 3])

    def test_the_unfinished_bar_is_lighter(self) -> None:
        picture = plain(WEEK)
        assert "░ so far" in picture
        assert "░" not in plain(replace(WEEK, partial=False))
        sunday = picture.splitlines()[-1].index("Sun")
        assert picture.splitlines()[-3][sunday + 1] == "░"

    def test_a_bar_at_its_limit_ends_at_the_line_and_one_above_it_passes(self) -> None:
        def across(value: float, height: int) -> list[str]:
            lines = plain(hours(value, 6, thresholds=LIMIT), 40, height).splitlines()
            row = next(i for i, line in enumerate(lines) if "┄┄┄┄" in line)
            return [line[lines[-1].index("Mon") + 1] for line in lines[row - 1 : row + 1]]

        for height in range(8, 20):
            assert across(4.0, height)[1] == "┄", height
            assert across(4.0, height)[0] not in BLOCKS
            assert BLOCKS & set(across(4.6, height)), height

    def test_the_band_is_drawn_and_named(self) -> None:
        series = hours(1, 9, 0, band=(3.0, 5.0), band_name="your usual, 3–5 h")
        picture = plain(series)
        assert "·· your usual, 3–5 h" in picture
        assert sum("······" in line for line in picture.splitlines()) == 2

    def test_a_stack_without_its_first_part_stands_on_the_floor(self) -> None:
        lines = plain(INCOME, 76, 14).splitlines()
        x = lines[-1].index("Jan") + 1
        assert lines[-3][x] == "▓"
        assert "█" not in {line[x] for line in lines[1:-2]}

    def test_groups_stand_side_by_side(self) -> None:
        series = Series(
            title="t", unit="h", labels=("a",), lines=(Line("one", (4,)), Line("two", (2,)))
        )
        floor = plain(series, 40, 8).splitlines()[-3]
        assert "█▓" in floor

    def test_more_bars_than_columns_show_the_highest(self) -> None:
        spike = replace(YEAR, lines=(Line("h", (1.0,) * 200 + (9.0,) + (1.0,) * 165),))
        picture = plain(spike, 76)
        assert "highest of 5" in picture
        assert picture.splitlines()[1].count("█") + picture.splitlines()[2].count("█") >= 1


class TestLines:
    def test_each_has_its_mark_and_colour(self) -> None:
        picture = draw(EXHAUSTION, width=76, height=12)
        assert ANSI.sub("", picture).splitlines()[0].endswith("● body   ▲ mind")
        assert "38;2;86;180;233" in picture
        assert "38;2;230;159;0" in picture

    def test_a_gap_interrupts_the_line(self) -> None:
        def drawn(*values: float | None) -> set[int]:
            picture = plain(hours(*values, kind="lines"), 72, 10)
            return {i for line in picture.splitlines()[1:-2] for i, c in enumerate(line) if c > "⠀"}

        whole, broken = drawn(3, 3, 3, 3, 3, 3), drawn(3, 3, None, None, 3, 3)
        assert broken < whole
        assert len(whole - broken) > 15

    def test_a_lone_point_between_gaps_is_marked(self) -> None:
        assert plain(hours(None, 3, None, kind="lines")).count("●") == 1

    def test_points_that_meet_are_both_said(self) -> None:
        assert "◈" in plain(EXHAUSTION)

    def test_the_unfinished_point_is_hollow(self) -> None:
        assert "○ so far" in plain(replace(EXHAUSTION, partial=True), 110)

    def test_dots_are_not_joined(self) -> None:
        picture = plain(hours(1, 5, 2, kind="dots"))
        assert picture.count("●") == 3
        assert not re.search(r"[⠁-⣿]", picture)


class TestWithoutRoomOrNumbers:
    @pytest.mark.parametrize("values", [(), (None, None), (math.nan, math.inf)])
    def test_says_its_words_in_the_middle(self, values: tuple[float | None, ...]) -> None:
        series = hours(*values, empty="no check-in yet")
        lines = plain(series, 41, 9).splitlines()
        assert lines[0] == "Hands-on (h)"
        assert lines[4] == " " * 13 + "no check-in yet"
        assert plain(series, 41, 1).strip() == "no check-in yet"

    def test_small_places_get_small_bars(self) -> None:
        assert plain(WEEK, 30, 1) == "Hands-on ▆▅█▆▁·▄ 2"
        assert plain(WEEK, 19, 4).splitlines() == ["Hands-on (h)", "▆▅█▆▁·▄ 2"]
        assert plain(EXHAUSTION, 30, 3).splitlines()[1].startswith("body ▄▅▅▅·")
        assert plain(WEEK, 0, 5) == plain(WEEK, 5, 0) == ""


class TestText:
    def test_what_people_typed_cannot_steer_the_terminal(self) -> None:
        series = hours(1, 2, thresholds=(Threshold(1, "a\x1b[2Jb\nc"),))
        assert "\x1b" not in plain(series)
        assert len(plain(series, 60, 12).splitlines()) == 12

    def test_ascii_spells_what_it_can(self) -> None:
        series = replace(WEEK, title="José’s week – load")
        assert plain(series, ascii_only=True).startswith("Jose's week - load (h)")

    def test_colours_follow_the_ground(self) -> None:
        dark, light = (draw(WEEK, width=60, height=9, dark=dark) for dark in (True, False))
        assert dark != light
        assert ANSI.sub("", dark) == ANSI.sub("", light)
        assert "48;" not in dark + light  # no background


class TestSpark:
    def test_goes_from_zero_to_the_highest(self) -> None:
        assert spark([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█"
        assert spark([None, 7, 0]) == "·█▁"
        assert spark([-7, 0]) == "▁█"
        assert spark([0, 0]) == "▁▁"
        assert spark([]) == ""

    def test_averages_what_does_not_fit(self) -> None:
        assert spark([0, 0, 7, 7], width=2) == "▁█"
        assert spark([0, None, None, None], width=2) == "▁·"
        assert spark([1, 2], width=0) == ""

    @given(st.lists(numbers, max_size=400), st.none() | st.integers(0, 50))
    def test_has_one_character_a_value(self, values: list[float | None], width: int | None) -> None:
        room = len(values) if width is None else min(len(values), width)
        assert len(spark(values, width=width)) == room
        assert spark(values, width=width, ascii_only=True).isascii()


class TestBar:
    def test_ends_in_eighths(self) -> None:
        assert bar(4, 4, 3) == "███"
        assert bar(2, 4, 3) == "█▌"
        assert bar(0.0001, 4, 3) == "▏"
        assert bar(9, 4, 3) == "███"
        assert bar(2, 4, 4, ascii_only=True) == "##"

    @pytest.mark.parametrize(
        ("value", "top", "width"), [(None, 4, 3), (0, 4, 3), (1, 0, 3), (1, 4, 0), (-1, 4, 3)]
    )
    def test_is_empty_where_nothing_is_to_show(
        self, value: float | None, top: float, width: int
    ) -> None:
        assert not bar(value, top, width)


def python(code: str, **environment: str) -> str:
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    ).stdout


def test_plotext_is_imported_by_the_first_chart_only() -> None:
    code = (
        "import sys, mtdesk.charts as c; c.spark([1, 2]); c.bar(1, 2, 3);"
        "print('plotext' in sys.modules)"
    )
    assert python(code).strip() == "False"


def test_the_picture_depends_on_nothing_but_its_arguments() -> None:
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
    assert one.count("\\n") == 3 * 17


def test_a_lighter_part_is_drawn_as_unfinished_in_the_colour_of_what_it_adds_to():
    series = Series(
        title="x", unit="", labels=("a", "b"), kind="stacked",
        lines=(Line("done", (3.0, None)), Line("booked", (1.0, 2.0), lighter=True)),
    )  # fmt: skip
    plain = draw(series, width=40, height=10, colour=False)
    assert "█ done   ░ booked" in plain
    coloured = draw(series, width=40, height=10)
    first = "\x1b[38;2;86;180;233m"
    assert f"{first}█" in coloured
    assert f"{first}░" in coloured
    assert "230;159;0" not in coloured
