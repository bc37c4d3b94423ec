"""Pictures within a line of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.charts import bar, spark

numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.floats(-20, 5000)


class TestSpark:
    def test_goes_from_zero_to_the_highest(self):
        assert spark([0, 1, 2, 3, 4, 5, 6]) == "▁▂▃▄▅▆▇"
        assert spark([None, 7, 0]) == "·▇▁"
        assert spark([-7, 0]) == "▁▇"
        assert spark([0, 0]) == "▁▁"
        assert spark([]) == ""

    def test_averages_what_does_not_fit(self):
        assert spark([0, 0, 7, 7], width=2) == "▁▇"
        assert spark([0, None, None, None], width=2) == "▁·"
        assert spark([1, 2], width=0) == ""

    @given(st.lists(numbers, max_size=400), st.none() | st.integers(0, 50))
    def test_has_one_character_a_value(self, values: list[float | None], width: int | None):
        room = len(values) if width is None else min(len(values), width)
        assert len(spark(values, width=width)) == room
        assert spark(values, width=width, ascii_only=True).isascii()


class TestBar:
    def test_ends_in_halves(self):
        assert bar(4, 4, 3) == "━━━"
        assert bar(2, 4, 3) == "━╸"
        assert bar(0.0001, 4, 3) == "╸"
        assert bar(9, 4, 3) == "━━━"
        assert bar(2, 4, 4, ascii_only=True) == "=="

    @pytest.mark.parametrize(
        ("value", "top", "width"), [(None, 4, 3), (0, 4, 3), (1, 0, 3), (1, 4, 0), (-1, 4, 3)]
    )
    def test_is_empty_where_nothing_is_to_show(self, value: float | None, top: float, width: int):
        assert not bar(value, top, width)
