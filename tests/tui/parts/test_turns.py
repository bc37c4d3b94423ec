"""Keys that come in one read are handled one after the other."""

from __future__ import annotations

import pytest
from areas import until
from dashboard import opened, shown
from textual.events import Key, Paste

NAMED = {"enter", "ctrl+z", "escape", "ctrl+s", "tab"}


def burst(app, *keys):
    """All of them before any is handled, as a terminal reads them."""
    for each in keys:
        for key in [each] if each in NAMED else each:
            app.post_message(Key(key, key if len(key) == 1 else None))


def is_done(app):
    return app._turns is not None and app._turns.done() and not app._to_come


@pytest.fixture
def lines(desk):
    return lambda: [session.client for session in desk.sessions.of_day(desk.today)]


async def test_undo_right_after_enter_takes_back_what_was_just_written(desk, lines):
    before, operation = lines(), desk.history.next()[0].id
    async with opened(desk) as pilot:
        burst(pilot.app, "ana swedish 30m 50 cash 8:00", "enter", "ctrl+z")
        await until(pilot, lambda: is_done(pilot.app))
        assert lines() == before
        assert desk.history.next()[0].id == operation  # and nothing before it


async def test_two_lines_are_two_sessions(desk, lines):
    before = len(lines())
    async with opened(desk) as pilot:
        burst(
            pilot.app,
            "ana swedish 30m 50 cash 7:00",
            "enter",
            "ana swedish 30m 50 cash 8:00",
            "enter",
        )
        await until(pilot, lambda: len(lines()) == before + 2)


async def test_each_field_of_a_form_gets_its_own_letters(nothing):
    async with opened(nothing) as pilot:
        burst(pilot.app, "escape", "enter")
        await pilot.pause()
        burst(pilot.app, "enter", "90", "enter", "60000", "enter", "20", "enter")
        await until(pilot, lambda: "income_target" in nothing.settings.stored)
        assert nothing.settings.income_target_minor == 6_000_000
        assert nothing.settings.stored["hours_a_week"] == "20"


async def test_what_is_pasted_keeps_its_place(desk, lines):
    before = len(lines())
    async with opened(desk) as pilot:
        burst(pilot.app, "ana ")
        pilot.app.post_message(Paste("swedish 30m 50 cash"))
        burst(pilot.app, " 7:00", "enter")
        await until(pilot, lambda: len(lines()) == before + 1)
        assert "7:00" in shown(pilot)


async def test_undo_by_name_after_words_that_came_at_once(desk):
    """The words are a burst of keys; the click that chooses the command is none of it."""
    before = len(desk.sessions.between())
    async with opened(desk) as pilot:
        burst(pilot.app, "takeback")
        await until(pilot, lambda: is_done(pilot.app))
        await pilot.app.run_action("undo")
        await pilot.pause()
        assert len(desk.sessions.between()) == before - 1
