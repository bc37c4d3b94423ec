"""Stamps in every form that phones print, and lines that only look like one."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError
from mtdesk.model.entry.stamped import bare, lines_of, stamped

ZONE = "America/New_York"
AT = "2026-11-28T14:32"


def read(line, *, is_month_first=True):
    return stamped(1, bare(line), ZONE, is_month_first=is_month_first)


@pytest.mark.parametrize(
    "printed",
    [
        "2026-11-28 14:32", "2026-11-28 14:32:05", "2026/11/28 14:32", "2026-11-28T14:32",
        "2026-11-28T14:32:05-05:00", "2026-11-28T14:32:05-0500", "2026-11-28T19:32:05Z",
        "2026-11-28T19:32:05.123Z", "[2026-11-28 14:32]", "- 2026-11-28 14:32", "• 2026-11-28 14:32 -",
        "Nov 28, 2026 at 2:32\u202fPM", "November 28, 2026 at 02:32PM", "Nov 28, 2026, 2:32 p.m.",
        "28 Nov 2026 at 14:32:", "28 November 2026, 14:32", "Sat, 28 Nov 2026 14:32:05 -0500",
        "11/28/26, 2:32 PM", "11/28/2026 14:32", "11-28-26 14.32", "28.11.2026 14:32",
        "1795894320", "1795894320.5", "1795894320123",
    ],
)  # fmt: skip
def test_forms(printed):
    found = read(f"{printed} ana 60m 90 card")
    assert (found.stamp.isoformat()[:16], found.text) == (AT, "ana 60m 90 card")


@pytest.mark.parametrize(
    ("printed", "is_month_first", "day"),
    [
        ("3/4/26 14:32", True, "2026-03-04"),
        ("3/4/26 14:32", False, "2026-04-03"),
        ("13/4/26 14:32", True, "2026-04-13"),
        ("4/13/26 14:32", False, "2026-04-13"),
    ],
)
def test_the_country_says_which_is_the_month(printed, is_month_first, day):
    assert read(f"{printed} ana", is_month_first=is_month_first).stamp.date().isoformat() == day


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-20 ana 60m",
        "ana 60m 90 14:30",
        "11-20 ana 60m 14:30",
        "90 ana",
        "mai 28 2026 14:32",
    ],
)
def test_a_line_without_one_stays_whole(line):
    found = read(line)
    assert (found.stamp, found.text) == (None, line)


@pytest.mark.parametrize(
    "printed", ["2026-13-28 14:32", "2026-11-28 25:32", "0001-01-01 10:00", "2026-11-28 13:32 PM"]
)
def test_no_such_moment(printed):
    with pytest.raises(InvalidError):
        read(f"{printed} ana")


def test_lines():
    text = "\ufeffa\r\n\r\nb \u00a0 c\rd"
    assert lines_of(text.removeprefix("\ufeff")) == [
        (1, "a", False),
        (3, "b c", False),
        (4, "d", True),
    ]
