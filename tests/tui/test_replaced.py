"""Another file in the practice's place, or none: the dashboard says so and writes to neither."""

from __future__ import annotations

import pytest
from areas import screen
from dashboard import opened, typed

LINE = "ana swedish 60m 90 cash 2026-11-09 11:00"


@pytest.fixture(autouse=True)
def looks_when_told(monkeypatch):
    """However long a test takes, the dashboard looks at the file when it is told to."""
    monkeypatch.setattr("mtdesk.tui.app.LOOK_SECONDS", 1_000)


@pytest.fixture
def backup(desk, tmp_path):
    made = desk.files.back_up(tmp_path / "kept.db")
    desk.ledger.spend("7 tape")
    return made


def written(path, open_desk):
    return "2026-11-09" in str(open_desk(path).sessions.between(client="ana"))


def said(pilot):
    return " ".join(each.message for each in pilot.app._notifications)


async def look(pilot):
    pilot.app._look()
    await pilot.pause()


async def test_a_line_saved_after_a_restore_goes_into_no_file_before_she_was_told(
    desk, backup, open_desk
):
    async with opened(desk) as pilot:
        kept = open_desk().files.restore(backup)
        await typed(pilot, LINE, "enter")
        assert "another file is at" in " ".join(screen(pilot).split())
        assert [written(each, open_desk) for each in (desk.path, kept)] == [False, False]
        await look(pilot)
        assert "what you see is what it holds" in said(pilot)
        await pilot.press("enter")  # the line is still in the bar
        await pilot.pause()
        assert [written(each, open_desk) for each in (desk.path, kept)] == [True, False]


async def test_a_form_over_the_former_file_is_refused_until_it_is_left(desk, backup, open_desk):
    async with opened(desk) as pilot:
        pilot.app.action_open("files:export")
        await pilot.pause()
        open_desk().files.restore(backup)
        await look(pilot)
        assert "leave this to see it" in said(pilot)
        await look(pilot)
        assert desk.is_another
        await pilot.press("escape")
        await look(pilot)
        assert not desk.is_another


async def test_a_practice_that_is_gone_is_not_made_anew(desk, backup, open_desk):
    async with opened(desk) as pilot:
        there = desk.path.rename(desk.path.with_name("elsewhere.db"))
        await typed(pilot, LINE, "enter")
        assert "is gone" in screen(pilot)
        await look(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert not desk.path.exists()
        there.rename(desk.path)
        await look(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert written(desk.path, open_desk)
