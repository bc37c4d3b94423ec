"""Dialogs over what others changed meanwhile, and keys that came at once: nothing is lost in silence."""

from __future__ import annotations

import pytest
from areas import until
from dashboard import opened, shown
from textual.events import Key
from textual.widgets import Input

from mtdesk.tui.parts.dialogs import Confirm
from mtdesk.tui.today.form import SessionForm


@pytest.fixture
def other(desk, open_desk):
    """The command line at the same practice."""
    return open_desk(desk.path)


def at_once(app, *keys):
    """All of them before any is handled."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


def is_done(app):
    return app._turns is not None and app._turns.done() and not app._to_come


def last(desk):
    return desk.history.latest(1)[0]


async def test_a_form_over_a_session_that_others_changed_is_refused_with_both_versions(desk, other):
    session = desk.sessions.of_day(desk.today)[0]
    async with opened(desk) as pilot:
        app = pilot.app
        app.push_screen(SessionForm.of_visit(desk, desk.sessions.visit(session.id)))
        await pilot.pause()
        other.sessions.edit(session.id, {"effort": "9.5"})
        app.screen.query_one("#field-note", Input).value = "what she typed"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionForm)  # with what she typed in it
        assert "meanwhile" in shown(pilot)
        assert desk.sessions.get(session.id).note != "what she typed"
        await pilot.press("enter")
        await pilot.pause()
        found = desk.sessions.get(session.id)
        assert (found.note, found.effort) == ("what she typed", 9.5)


async def test_a_yes_to_a_question_over_a_changed_row_is_refused(desk, other):
    session = desk.sessions.of_day(desk.today)[0]
    async with opened(desk) as pilot:
        app = pilot.app
        removed = []

        def remove(yes):
            with app.area.in_words():
                removed.append(desk.sessions.remove(session.id) if yes else None)

        app.push_screen(Confirm("Remove it?"), remove)
        await pilot.pause()
        other.sessions.edit(session.id, {"note": "it matters"})
        app._look()  # what is behind is shown anew; the question stands as it was asked
        await pilot.press("enter")
        await pilot.pause()
        assert not removed
        assert desk.sessions.get(session.id).note == "it matters"
        assert any("meanwhile" in each.message for each in app._notifications)


async def test_what_is_shown_anew_is_seen(desk, other):
    session = desk.sessions.of_day(desk.today)[0]
    async with opened(desk) as pilot:
        other.sessions.edit(session.id, {"note": "theirs"})
        pilot.app._look()
        desk.sessions.edit(session.id, {"effort": "2"})
        assert desk.sessions.get(session.id).note == "theirs"


async def test_keys_at_once_take_back_nothing_that_was_written_before_them(desk, other):
    """The line is refused; `ctrl+z` behind it would reach an import of others."""
    before = last(desk).id
    async with opened(desk) as pilot:
        at_once(pilot.app, *"qqq 60m 99999999", "enter", "ctrl+z")
        await until(pilot, lambda: is_done(pilot.app))
        assert last(desk).id == before
        assert any("nothing was taken back" in each.message for each in pilot.app._notifications)
        await pilot.press("ctrl+z")  # alone, it is meant
        await pilot.pause()
        assert last(desk).id == before + 1


async def test_keys_at_once_meet_the_dialogs_that_they_open_and_close(desk):
    """`esc` closes help, and the digit behind it is for the areas again."""
    async with opened(desk) as pilot:
        app = pilot.app
        await pilot.press("escape")
        at_once(pilot.app, "f1", "escape", "f1", "escape", "ctrl+o", "escape")
        await until(pilot, lambda: is_done(pilot.app))
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_a_practice_that_vanished_is_not_made_anew(desk):
    async with opened(desk) as pilot:
        desk.close()
        for file in desk.path.parent.glob(f"{desk.path.name}*"):
            file.unlink()
        at_once(pilot.app, *"ana swedish 60m 90 8:00", "enter")
        await until(pilot, lambda: is_done(pilot.app))
        assert not desk.path.exists()
        assert "is gone" in shown(pilot) or any(
            "is gone" in each.message for each in pilot.app._notifications
        )
