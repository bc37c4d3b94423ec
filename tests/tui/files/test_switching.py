"""The whole way of someone who switches, in the dashboard: files in, true figures, one undo, all gone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from areas import ended, screen
from dashboard import opened, typed

DATA = Path(__file__).parents[2] / "data"
PRACTICES = json.loads((DATA / "practices" / "truth.json").read_text(encoding="utf-8"))["files"]
APPOINTMENTS, SALES = PRACTICES["jane_appointments.csv"], PRACTICES["jane_sales.csv"]
JANE = DATA / "practices" / "jane_appointments.csv"
JANE_SALES = DATA / "practices" / "jane_sales.csv"
PAYOUTS = DATA / "vendors" / "jane_payouts.csv"
ICS, GOOGLE = DATA / "own" / "calendar.ics", DATA / "own" / "google_calendar.csv"
GROSS = sum(SALES["gross_by_month"].values()) - sum(SALES["gift_card_redeemed_by_month"].values())
MINUTES = sum(APPOINTMENTS["minutes_by_month"].values())


@pytest.fixture
def practice(open_desk, clock, monkeypatch):
    """A new practice on the coast, after that year."""
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    clock[0] = datetime(2026, 1, 2, 18, tzinfo=UTC)
    desk = open_desk()
    desk.practice.begin({})
    return desk


async def bring(pilot, file, beside=None):
    """Look at a file, and import it where there is something to say yes to."""
    pilot.app.action_open("files.bringing:bring")
    await pilot.pause()
    await typed(pilot, str(file))
    if beside:
        await typed(pilot, "", "tab")
        await typed(pilot, str(beside))
    await typed(pilot, "", "ctrl+s")
    await ended(pilot)
    seen = screen(pilot)
    assert "nothing is written yet" in seen
    await pilot.press("enter")
    await ended(pilot)
    return seen


async def test_jane_and_a_calendar(practice):
    desk = practice
    async with opened(desk) as pilot:
        seen = await bring(pilot, JANE, JANE_SALES)
        assert "650 read, 600 would be new, 50 skipped" in seen
        assert "José Núñez" in seen
        await bring(pilot, PAYOUTS)
        check(desk)
        day = date(2025, 3, 12)
        before = desk.week.of(day)
        for calendar in (ICS, GOOGLE):  # every event meets a session of Jane's
            await bring(pilot, calendar)
            check(desk)
        assert desk.week.of(day) == before
        assert [each.kind for each in desk.history.latest(10)].count("import") == 3
        for _ in range(3):
            await pilot.press("ctrl+z")
            await pilot.pause()
        assert desk.sessions.between() == []
        assert desk.clients.every_name() == []


def check(desk):
    """The year is as the truth has it: to the cent, to the minute."""
    year = desk.year.year(2025).year
    assert year.money.gross_minor == GROSS
    assert year.sessions == APPOINTMENTS["by_status"]["done"]
    assert year.hands_on_minutes == MINUTES
