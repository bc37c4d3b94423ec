"""Rest between sessions, and heavy ones in a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from mtdesk.insight.findings import RULES
from mtdesk.insight.findings.history import History, Slot
from mtdesk.insight.findings.limits import Limits
from mtdesk.model.finding import Finding

TODAY = date(2026, 11, 23)


def slot(clock: str, effort: float | None = 4.0, *, ago: int = 1, estimated: bool = False) -> Slot:
    """An hour's session; `clock` "" is one whose time is not known."""
    day = TODAY - timedelta(days=ago)
    began = datetime.combine(day, time.fromisoformat(clock)) if clock else None
    return Slot(
        local_date=day.isoformat(),
        started_at=began,
        ended_at=began + timedelta(hours=1) if began else None,
        effort=effort,
        estimated=estimated,
    )


def found(rule: str, *slots: Slot, limits: Limits | None = None) -> list[Finding]:
    return list(RULES[rule](History(as_of=TODAY, slots=slots), limits or Limits()))


class TestShortGaps:
    @pytest.mark.parametrize(
        ("second", "count"), [("10:00", 1), ("10:14", 1), ("10:15", 0), ("09:59", 0)]
    )
    def test_less_than_15_minutes_and_no_overlap(self, second: str, count: int) -> None:
        assert len(found("short_gaps", slot("09:00"), slot(second))) == count

    def test_only_within_a_day(self) -> None:
        assert not found("short_gaps", slot("22:55", ago=2), slot("00:00", ago=1))

    def test_an_unknown_time_makes_no_gap(self) -> None:
        assert not found("short_gaps", slot("09:00"), slot(""), slot("10:30"))
        assert found("short_gaps", slot("09:00"), slot(""), slot("10:05"))

    def test_the_last_seven_days(self) -> None:
        assert found("short_gaps", slot("09:00", ago=6), slot("10:00", ago=6))
        assert not found("short_gaps", slot("09:00", ago=7), slot("10:00", ago=7))
        assert not found("short_gaps", slot("09:00", ago=-1), slot("10:00", ago=-1))

    def test_her_own_limits(self) -> None:
        pair = slot("09:00"), slot("10:05")
        assert not found("short_gaps", *pair, limits=Limits(gap_minutes=5))
        assert not found("short_gaps", *pair, limits=Limits(gap_note=2))

    def test_in_her_own_numbers_in_whatever_order_they_come(self) -> None:
        slots = [slot("09:00"), slot("10:10"), slot("11:15"), slot("09:00", ago=3)]
        (finding,) = found("short_gaps", *slots[::-1])
        assert finding.level == "note"
        assert finding.message == (
            "2 sessions of the last 7 days began less than 15 min after the one before, "
            "the closest after 5 min."
        )
        assert finding.evidence["minutes"] == [10.0, 5.0]


class TestHeavyRun:
    @pytest.mark.parametrize(("effort", "count"), [(6.0, 1), (5.5, 0), (None, 0)])
    def test_three_of_effort_six(self, effort: float | None, count: int) -> None:
        row = slot("09:00", 7.0), slot("10:30", effort), slot("12:00", 6.0)
        assert len(found("heavy_run", *row)) == count

    def test_two_are_not_three(self) -> None:
        assert not found("heavy_run", slot("09:00", 9.0), slot("10:30", 9.0))

    def test_a_light_one_between_ends_the_row(self) -> None:
        clocks = ("08:00", "09:30", "11:00", "12:30", "14:00")
        efforts = (7.0, 7.0, 3.0, 7.0, 7.0)
        assert not found("heavy_run", *map(slot, clocks, efforts))

    def test_a_night_between_ends_it_too(self) -> None:
        assert not found(
            "heavy_run", slot("18:00", 8.0, ago=2), slot("19:30", 8.0, ago=2), slot("08:00", 8.0)
        )

    def test_sessions_without_a_time_are_left_out(self) -> None:
        assert not found("heavy_run", slot("", 8.0), slot("09:00", 8.0), slot("10:30", 8.0))

    def test_the_last_seven_days(self) -> None:
        row = [slot(clock, 8.0, ago=6) for clock in ("09:00", "10:30", "12:00")]
        assert found("heavy_run", *row)
        week = timedelta(days=1)
        assert not list(RULES["heavy_run"](History(as_of=TODAY + week, slots=tuple(row)), Limits()))

    def test_in_her_own_numbers_with_the_estimated_ones_named(self) -> None:
        clocks = ("09:00", "10:30", "12:00", "14:00")
        row = [slot(clock, 6.5, ago=3) for clock in clocks]
        row[1] = replace(row[1], estimated=True)
        (finding,) = found("heavy_run", *row)
        assert finding.level == "note"
        assert finding.message == (
            "You gave 4 sessions of effort 6 or more one after another, Fri 20 Nov "
            "(1 of their efforts estimated)."
        )
        other = [slot(clock, 7.0) for clock in clocks[:3]]
        (finding,) = found("heavy_run", *row, *other)
        assert "Fri 20 Nov, the longest of 2 such rows in 7 days" in finding.message
