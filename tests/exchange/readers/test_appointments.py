"""What programs call the states of an appointment, whose it is, and how names and lengths are written."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers.acuity import _dated
from mtdesk.exchange.readers.appointments import full_name, state
from mtdesk.exchange.readers.fresha import length
from mtdesk.exchange.readers.whose import Whose


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("arrived", "done"), ("in-progress", "done"), ("Completed", "done"), ("Booked", "booked"),
        ("confirmed", "booked"), ("no_show", "no_show"), ("No-Show", "no_show"),
        ("NO SHOW", "no_show"), ("Late cancellation", "late_cancel"), ("LATE CANCEL", "late_cancel"),
    ],
)  # fmt: skip
def test_a_state_that_makes_a_session(word, meant):
    assert state(word) == (meant, "")


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("cancelled", "cancelled"), ("Canceled", "cancelled"), ("deleted", "deleted"),
        ("Rescheduled", "moved to another time, where it counts"), ("break", "a break"),
        ("Blocked time", "blocked time"), ("time_off", "blocked time"),
    ],
)  # fmt: skip
def test_a_state_that_makes_none_says_why(word, why):
    assert state(word) == (None, why)


def test_a_state_that_nobody_knows_is_none():
    assert state("levitated") == (None, "")
    assert state("") == (None, "")


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("José", "Núñez", "José Núñez"), ("芳", "王", "王芳"), ("美咲", "佐藤", "佐藤 美咲"),
        ("민준", "김", "김민준"), ("Calliope", None, "Calliope"), (None, None, None),
        ("Mia 🌻", "Holloway", "Mia 🌻 Holloway"), ("ليلى", "حداد", "ليلى حداد"),
    ],
)  # fmt: skip
def test_a_name_of_two_parts(first, last, whole):
    assert full_name(first, last) == whole


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("1h", 60), ("1h 30m", 90), ("45m", 45), ("1 hr 15 min", 75), ("90", 90), ("2h30", 150)],
)
def test_a_length(cell, minutes):
    assert length(cell, "duration") == minutes


@pytest.mark.parametrize("cell", ["soon", "1x", "-1h"])
def test_a_length_that_is_none(cell):
    with pytest.raises(InvalidError, match="duration"):
        length(cell, "duration")


def test_acuitys_dates():
    assert _dated("December 2, 2020 9:00 am", "start time") == ("2020-12-02", "9:00 am")
    assert _dated("Sept 12, 2025 1:30 pm", "start time") == ("2025-09-12", "1:30 pm")
    with pytest.raises(InvalidError, match="like December 2, 2020"):
        _dated("2/12/2020 9:00", "start time")


class TestWhose:
    def whose(self, own, *cells):
        column = Whose(own)
        column.cells = lambda: cells
        return column

    def test_most_rows_are_hers(self):
        column = self.whose("", "Robin", "Sam", "Robin", "")
        assert [column(name, "staff") for name in ("Robin", "Sam", "")] == ["", "Sam's", ""]
        assert "Robin is taken for you, and the rows of Sam (1) are left out" in column.words()[0]

    def test_her_own_name_is_stronger(self):
        column = self.whose("sam", "Robin", "Sam", "Robin")
        assert [column(name, "staff") for name in ("Robin", "Sam")] == ["Robin's", ""]

    def test_of_one_alone_nothing_is_said(self):
        column = self.whose("", "Robin", "Robin")
        assert column("Robin", "staff") == ""
        assert column.words() == []
