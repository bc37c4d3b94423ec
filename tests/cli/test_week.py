"""`mtdesk week --chart`, and income's: the same picture as in the dashboard."""

from __future__ import annotations

import io
import sys

import pytest
from made_once import written_once

from mtdesk.cli.print import say_chart
from mtdesk.model.series import Line, Series

SERIES = Series(title="Hours", unit="h", labels=("a", "b"), lines=(Line("x", (1.0, 3.0)),))


@written_once
def logged(done):
    done("log", "ana", "swedish", "300m", "90", "card", "e4", "2026-11-23", "8:00", "--yes")


def test_a_week_and_a_year_are_drawn_below_their_words(logged, done):
    plain, drawn = done("week").out, done("week", "--chart").out
    assert drawn.startswith(plain)
    assert "Hands-on by day (h)" in drawn.removeprefix(plain)
    assert "your limit, 4 h" in drawn.removeprefix(plain)
    assert "Load by week, 26 weeks" in drawn
    plain, drawn = done("income").out, done("income", "--chart").out
    assert drawn.startswith(plain)
    assert "Income by month ($)" in drawn
    assert "$90" in drawn
    assert "\x1b" not in drawn  # it is piped


@pytest.mark.parametrize("command", ["week", "income"])
def test_a_program_gets_figures_not_a_chart(logged, run, command):
    ran = run(command, "--chart", "--json")
    assert ran.code == 1
    assert "leave --json out" in ran.err
    assert not ran.out


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("environment", "encoding", "has_colour", "bar"),
    [
        ({"NO_COLOR": ""}, "utf-8", True, "█"),
        ({"NO_COLOR": "1"}, "utf-8", False, "█"),
        ({"NO_COLOR": "", "TERM": "dumb"}, "utf-8", False, "█"),
        ({"NO_COLOR": "1"}, "ascii", False, "#"),
    ],
)
def test_a_terminal_gets_what_it_can_show(monkeypatch, environment, encoding, has_colour, bar):
    for name, value in {"TERM": "xterm-256color", "COLUMNS": "70", **environment}.items():
        monkeypatch.setenv(name, value)
    raw = io.BytesIO()
    out = Terminal(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", out)
    say_chart(SERIES)
    out.flush()
    text = raw.getvalue().decode(encoding)
    assert ("\x1b" in text) is has_colour
    assert bar in text
    assert all(len(line) <= 70 for line in text.splitlines()) or has_colour
