"""The lock screen: nothing of the practice is on it or behind it, and what was half typed comes back."""

from __future__ import annotations

import pytest
from dashboard import opened, shown, typed
from textual.widgets import Input
from tried import FACTOR

from mtdesk.desk.files.encrypting import How
from mtdesk.errors import LockedFileError
from mtdesk.store.file import unlocking
from mtdesk.tui.parts.lock import Locked
from mtdesk.tui.today.entry_bar import EntryBar

PASSPHRASE = "four words nobody guesses"


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    monkeypatch.setattr(unlocking, "_ROUNDS", 1_000)
    unlocking.forget()
    yield
    unlocking.forget()
    unlocking.asked_of(None)


@pytest.fixture
def encrypted(desk):
    desk.files.encrypting.encrypt(How(kind="passphrase", passphrase=PASSPHRASE))
    desk.close()
    unlocking.forget()
    return desk


def everything(pilot):
    """What any screen of the stack could draw."""
    drawn = []
    for screen in pilot.app.screen_stack:
        drawn += [str(each.render()) for each in screen.walk_children() if each.is_mounted]
    return "\n".join(drawn)


@pytest.mark.parametrize("digit", [*"1234567"] if FACTOR > 1 else [*"15"])
async def test_it_covers_every_area_and_forgets_what_was_drawn(desk, digit):
    async with opened(desk) as pilot:
        await pilot.press("escape", digit)
        await pilot.pause()
        before = shown(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert "mtdesk is locked" in shown(pilot)
        assert "not encrypted" in shown(pilot)
        for name in ("Marta", "José", "85", "$"):
            assert name not in shown(pilot)
        assert "Marta" not in everything(pilot)
        with pytest.raises(LockedFileError):
            desk.book  # noqa: B018 - it is opened
        assert desk._book is None
        await pilot.press(
            "1", "l", "question_mark", "ctrl+p", "ctrl+n", "escape", "u", "ctrl+z", "f2"
        )
        await pilot.pause()
        assert isinstance(pilot.app.screen, Locked)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert shown(pilot) == before


async def test_a_passphrase_is_asked_for_before_anything_is_shown(encrypted):
    async with opened(encrypted) as pilot:
        assert isinstance(pilot.app.screen, Locked)
        await typed(pilot, "not this one at all", "enter")
        assert "that passphrase does not open" in shown(pilot)
        assert "not this" not in shown(pilot)
        assert not pilot.app.screen.query_one(Input).value
        await typed(pilot, PASSPHRASE, "enter")
        await pilot.pause()
        assert "Marta" in shown(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert not unlocking._opened
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Locked)
        await typed(pilot, PASSPHRASE, "enter")
        await pilot.pause()
        assert "Marta" in shown(pilot)


async def test_what_is_half_typed_is_hidden_and_there_again(encrypted):
    async with opened(encrypted) as pilot:
        await typed(pilot, PASSPHRASE, "enter")
        await pilot.pause()
        await typed(pilot, "ana swedish 60m 85+1", "left")
        await pilot.press("f8")
        await pilot.pause()
        assert "ana" not in shown(pilot)
        assert "swedish" not in everything(pilot)
        await typed(pilot, PASSPHRASE, "enter")
        await pilot.pause()
        line = pilot.app.query_one(EntryBar).line
        assert (line.value, line.cursor_position) == ("ana swedish 60m 85+1", 19)
        assert pilot.app.focused is line
        await pilot.press("end", "5", "enter")
        await pilot.pause()
        assert "$85.00" in shown(pilot)


@pytest.mark.parametrize("keys", [["escape", "5", "down", "down"], ["escape", "3", "tab"]])
async def test_the_keys_go_afterwards_where_they_went(desk, keys):
    """To the same list, on the same row; not to the entry bar."""
    async with opened(desk) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        before = pilot.app.focused
        was = (type(before), before.parent.id, getattr(before, "highlighted", None))
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press("enter")
        for _ in range(4):
            await pilot.pause()
        after = pilot.app.focused
        assert after is not before
        assert (type(after), after.parent.id, getattr(after, "highlighted", None)) == was


async def test_a_dialog_stays_under_the_cover(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "a")
        await pilot.pause()
        dialog = pilot.app.screen
        pilot.app.focused.value = "Zoltana"
        await pilot.press("f8")
        await pilot.pause()
        assert "Zoltana" not in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is dialog
        assert "Zoltana" in shown(pilot)


async def test_it_locks_itself_after_idle_minutes_and_when_asked(desk, open_desk, monkeypatch):
    desk.practice.set("lock_after_minutes", "5")
    async with opened(desk) as pilot:
        app = pilot.app
        app._look_at_the_lock()
        assert not desk.is_locked
        app._touched -= 301
        app._look_at_the_lock()
        await pilot.pause()
        assert isinstance(app.screen, Locked)
        await pilot.press("enter")
        await pilot.pause()
        app._look_at_the_lock()
        assert not desk.is_locked  # it was touched
        open_desk().lock_others()
        app._look_at_the_lock()
        await pilot.pause()
        assert isinstance(app.screen, Locked)


async def test_what_is_told_meanwhile_is_shown_afterwards(desk):
    async with opened(desk) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        pilot.app.notify("Marta was imported")
        await pilot.pause()
        assert not pilot.app._notifications
        await pilot.press("enter")
        await pilot.pause()
        assert [each.message for each in pilot.app._notifications] == ["Marta was imported"]


async def test_it_can_be_resized_and_left_while_it_is_locked(desk):
    async with opened(desk) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "mtdesk is locked" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Marta" in shown(pilot)


async def test_a_file_that_leaves_an_encrypted_practice_is_said_to_be_plain(encrypted, tmp_path):
    async with opened(encrypted) as pilot:
        await typed(pilot, PASSPHRASE, "enter")
        await pilot.pause()
        encrypted.files.export(tmp_path / "out", "csv")
        pilot.app._look_at_the_lock()
        await pilot.pause()
        (told,) = [each.message for each in pilot.app._notifications]
        assert "out is plain, as the practice is not" in told
