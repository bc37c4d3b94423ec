"""Bars drawn, and read back from their cells: right to half an eighth of a row."""

from __future__ import annotations

import pytest
from chart_cells import cells_of, glyphs, read
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.charts import draw, picture
from mtdesk.charts.bars import Part, edges_of
from mtdesk.charts.bars import cells_of as parts_in_cells
from mtdesk.model.series import Line, Series, Threshold

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SIZES = [
    (30, 8), (38, 11), (40, 9), (58, 11), (60, 14), (64, 12), (76, 18), (100, 22), (120, 30), (190, 50),
]  # fmt: skip


def bars(*values, limit=None, **more):
    ruled = (Threshold(limit, "limit", limit=more.pop("asks", True)),) if limit else ()
    labels = (DAYS * 6)[: len(values)]
    return Series(
        title="t", unit="", labels=labels, lines=(Line("h", values),), thresholds=ruled, **more
    )


def stacked(*lines, **more):
    made = tuple(Line(f"part {i}", values) for i, values in enumerate(lines))
    labels = (DAYS * 6)[: len(lines[0])]
    return Series(title="t", unit="", labels=labels, lines=made, kind="stacked", **more)


@pytest.mark.parametrize("size", SIZES)
class TestTenSizes:
    VALUES = (0.4, 1, 2.5, 3.3, 4.75, 5.05, 6)

    def test_heights(self, size):
        chart = read(bars(*self.VALUES), *size)
        for number, value in enumerate(self.VALUES):
            assert abs(chart.height(number) - value) <= chart.whole / 2 + 1e-9, number

    def test_money(self, size):
        values = (5120.5, 0.0, 7410.25, 980.0, 6500.0, 30.0, 2222.0)
        series = bars(*values)
        chart = read(
            Series(**{**{k: getattr(series, k) for k in series.__slots__}, "unit": "$"}), *size
        )
        for number, value in enumerate(values):
            assert abs(chart.height(number) - value) <= chart.whole / 2 + 1e-9, number

    def test_the_line_of_a_limit(self, size):
        for limit in (0.7, 2, 3.3, 4, 4.9, 5.5):
            chart = read(bars(*self.VALUES, limit=limit, asks=False), *size)
            (row,) = chart.lines()
            low, high = row * chart.per_row, (row + 1) * chart.per_row
            assert low - chart.whole / 2 <= limit <= high + chart.whole / 2, limit

    def test_a_limit_leaves_every_height_as_it_is(self, size):
        for limit in (2, 3.3, 4.75):
            chart = read(bars(*self.VALUES, limit=limit), *size)
            for number, value in enumerate(self.VALUES):
                assert abs(chart.height(number) - value) <= chart.whole / 2 + 1e-9, (limit, number)

    def test_what_is_over_the_limit_asks_to_act_from_the_limit_up(self, size):
        chart = read(bars(*self.VALUES, limit=4), *size)
        for number, value in enumerate(self.VALUES):
            over = sum(part for colour, part in chart.column(number) if colour == "act")
            assert abs(over - max(value - 4, 0)) <= chart.whole + 1e-9, number

    def test_the_edges_of_a_band(self, size):
        chart = read(bars(*self.VALUES, band=(1.4, 4.4), band_name="usual"), *size)
        rows = sorted(chart.lines("dim"))
        assert len(rows) == 2
        for row, value in zip(rows, (1.4, 4.4), strict=True):
            low, high = row * chart.per_row, (row + 1) * chart.per_row
            assert low - chart.whole / 2 <= value <= high + chart.whole / 2

    def test_parts_of_a_stack_are_right_and_sum_to_the_whole(self, size):
        lines = ((3.0, 2.2, 4.0, 0.0, 1.5), (1.2, 2.0, 0.5, 3.1, 0.0), (0.8, 1.5, 1.0, 1.4, 2.5))
        series = stacked(*lines)
        chart = read(series, *size)
        for number, values in enumerate(zip(*lines, strict=True)):
            assert abs(chart.height(number) - sum(values)) <= chart.whole / 2 + 1e-9
            parts = dict(chart.column(number))
            for ink, value in zip(("one", "three", "two"), values, strict=True):
                if min(v for v in values if v) > 8 * chart.whole:  # no two boundaries in a cell
                    assert abs(parts.get(ink, 0) - value) <= chart.whole + 1e-9

    def test_nothing_is_outside_the_frame(self, size):
        width, height = size
        for series in (
            bars(*self.VALUES, limit=4),
            stacked(self.VALUES, self.VALUES, partial=True),
        ):
            for more in ({}, {"colour": False}, {"ascii_only": True}, {"cursor": 3}):
                drawn = picture(series, width=width, height=height, **more)
                assert len(drawn.lines) <= height
                assert max(len(cells_of(line)) for line in drawn.lines) <= width


amounts = st.floats(0, 12) | st.floats(0, 9000) | st.just(0.0)


class TestAnyStack:
    @given(
        st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=20),
        st.integers(30, 160),
        st.integers(8, 40),
    )
    @times(60)
    def test_is_as_high_as_its_sum(self, columns, width, height):
        series = stacked(*zip(*columns, strict=True))
        if max(map(sum, columns)) < 0.5 or width < 12 + len(columns):
            return
        chart = read(series, width, height)
        for number, values in enumerate(columns):
            assert abs(chart.height(number) - sum(values)) <= chart.whole / 2 + 1e-6 * sum(values)

    @given(st.lists(st.floats(0.001, 9), min_size=1, max_size=5))
    def test_no_cell_has_two_boundaries_and_none_is_lost(self, sizes):
        parts = [Part(size, i, "one", "█") for i, size in enumerate(sizes)]
        edges = edges_of(parts)
        filled = parts_in_cells(edges)
        assert all(len(within) <= 2 for within in filled)
        assert all(sum(size for size, _ in within) == 8 for within in filled[:-1])
        assert sum(size for within in filled for size, _ in within) == edges[-1][0]
        assert abs(edges[-1][0] / 8 - sum(sizes)) <= 1 / 16 + 1e-9


class TestTold:
    def test_the_smaller_part_where_two_boundaries_meet_is_told_in_figures(self):
        text = draw(stacked((5.0, 4.0), (0.02, 2.0)), width=60, height=10)
        assert "too small to draw: part 1 0 (Mon)" in text
        assert "too small" not in draw(stacked((5.0, 4.0), (2.0, 2.0)), width=60, height=10)

    def test_too_little_for_an_eighth_colours_the_axis_and_zero_does_not(self):
        def under(value):
            drawn = picture(bars(value, 6), width=40, height=10)
            cells = drawn.slots[0].cells
            labels = next(i for i, each in enumerate(drawn.lines) if "Mon" in glyphs(each))
            return cells_of(drawn.lines[labels - 1])[cells[len(cells) // 2]][1]

        assert under(0.001) == "one"
        assert under(0.0) == "dim"

    def test_a_gap_is_not_zero(self):
        assert "· not known" in "\n".join(
            map(glyphs, picture(bars(1, None, 2), width=60, height=10).lines)
        )
        assert "·" not in draw(bars(1, 0, 2), width=60, height=10)

    def test_more_bars_than_columns_show_the_highest_and_say_so(self):
        series = bars(*(1.0,) * 200, 9.0, *(1.0,) * 165)
        long = Series(title="t", unit="", labels=tuple(map(str, range(366))), lines=series.lines)
        drawn = picture(long, width=76, height=12)
        assert "highest of 5" in draw(long, width=76, height=12)
        assert 200 in [slot.index for slot in drawn.slots]


class TestBelowZero:
    @pytest.mark.parametrize("size", SIZES)
    def test_a_loss_hangs_down_as_far_as_it_is(self, size):
        width, height = size
        drawn = picture(bars(3, -2), width=width, height=height)
        up, down = (slot.cells[len(slot.cells) // 2] for slot in drawn.slots)
        rows = [cells_of(line) for line in drawn.lines[1:-2]]

        def eighths(x, blank):
            found = 0
            for row in rows:
                glyph, ink, _, style = row[x] if x < len(row) else (" ", "", "", "")
                if ink != "one":
                    continue
                block = " ▁▂▃▄▅▆▇█".index(glyph)
                found += 8 - block if style == "reverse" else block
            return found

        assert abs(eighths(up, False) / 3 - eighths(down, True) / 2) <= 0.5 + 1e-9
        assert eighths(down, True) > 0


class TestSoft:
    def test_what_is_not_done_is_softer_and_hatched_and_ends_true(self):
        series = Series(
            title="t", unit="h", labels=DAYS[:2], kind="stacked",
            lines=(Line("done", (3.0, None)), Line("as booked", (1.5, 2.5), lighter=True)),
        )  # fmt: skip
        chart = read(series, 40, 12)
        for number, parts in enumerate(([("one", 3.0), ("one-soft", 1.5)], [("one-soft", 2.5)])):
            found = chart.column(number)
            assert [ink for ink, _ in found] == [ink for ink, _ in parts]
            for (_, size), (_, expected) in zip(found, parts, strict=True):
                assert abs(size - expected) <= chart.whole + 1e-9
        assert "╱ as booked" in glyphs(picture(series, width=60, height=12).lines[0])

    def test_the_last_bar_that_still_runs_is_soft(self):
        chart = read(bars(3, 4, 5, partial=True), 50, 12)
        assert [chart.column(i)[0][0] for i in range(3)] == ["one", "one", "one-soft"]


@pytest.mark.parametrize(
    ("more", "full", "soft"), [({"colour": False}, "█▓", "░"), ({"ascii_only": True}, "#%", ":")]
)
class TestWithoutColour:
    """A whole row is the unit, patterns tell apart, figures stand beside."""

    def rows(self, series, more):
        drawn = picture(series, width=60, height=14, **more)
        at = [slot.cells[len(slot.cells) // 2] for slot in drawn.slots]
        lines = [cells_of(line) for line in drawn.lines]
        return ["".join(row[x][0] if x < len(row) else " " for row in lines) for x in at]

    def test_heights_in_whole_rows(self, more, full, soft):
        values = (1, 2, 4, 8)
        columns = self.rows(bars(*values), more)
        per_row = read(bars(*values), 60, 14, **more).per_row
        for column, value in zip(columns, values, strict=True):
            assert abs(column.count(full[0]) * per_row - value) <= per_row / 2 + 1e-9
        assert not set("▁▂▃▄▅▆▇") & set("".join(columns))

    def test_patterns_and_figures(self, more, full, soft):
        drawn = picture(stacked((3.0, 2.0, 1.0), (2.0, 4.0, 1.0)), width=60, height=14, **more)
        assert f"{full[0]} part 0   {full[1]} part 1" in "\n".join(map(glyphs, drawn.lines))
        columns = self.rows(stacked((3.0, 2.0, 1.0), (2.0, 4.0, 1.0)), more)
        assert full[0] in columns[0]
        assert full[1] in columns[0]
        assert "3" in columns[0]
        assert "2" in columns[0]

    def test_what_is_not_done_has_a_pattern(self, more, full, soft):
        series = Series(
            title="t", unit="h", labels=DAYS[:2], kind="stacked",
            lines=(Line("done", (3.0, None)), Line("as booked", (2.0, 4.0), lighter=True)),
        )  # fmt: skip
        columns = self.rows(series, more)
        assert full[0] in columns[0]
        assert soft in columns[1]
        assert full[0] not in columns[1].replace("4", "")

    @given(value=st.floats(0.2, 6))
    @times(25)
    def test_a_bar_passes_its_limit_only_where_its_value_does(self, more, full, soft, value):
        drawn = picture(bars(value, 6, limit=4), width=60, height=11, **more)
        x = drawn.slots[0].cells[len(drawn.slots[0].cells) // 2]
        lines = [cells_of(line) for line in drawn.lines]
        row = next(i for i, line in enumerate(lines) if sum(c[0] in "▁─▔-" for c in line) > 20)
        reaches = any(line[x][0] == full[0] for line in lines[1 : row + 1] if x < len(line))
        assert reaches == (value > 4)

    def test_no_room_for_every_figure_tells_the_highest_and_the_last(self, more, full, soft):
        values = tuple(float(100 + i * 7 % 50) for i in range(40))
        series = Series(
            title="t", unit="", labels=tuple(map(str, range(40))), lines=(Line("h", values),)
        )
        assert "highest 149 (7), last 123 (39)" in draw(series, width=60, height=12, colour=False)
