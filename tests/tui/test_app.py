"""The frame: areas, keys that work everywhere, other programs' writing, themes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dashboard import opened, shown, typed
from textual._context import visible_screen_stack
from textual.widgets import Input

from mtdesk.tui.app import AREAS
from mtdesk.tui.commands import every
from mtdesk.tui.parts.help import Help
from mtdesk.tui.parts.lines import AreasLine, KeysLine

SIZES = [(80, 24), (100, 30), (120, 40), (200, 60), (20, 6), (1, 1)]


@pytest.mark.parametrize("size", SIZES)
async def test_opens_at_any_size(desk, size):
    async with opened(desk, size) as pilot:
        assert pilot.app.area.title == "Today"
        if size >= (80, 24):
            assert "Marta" in shown(pilot)


# Every dialog that a key opens, in whichever area; escape leaves it.
OPENERS = ("question_mark", "comma", "g", "slash", "c", "r", "v", "z", "a", "p", "x", "i", "d", "e")


async def test_a_terminal_too_small_says_so_in_areas_and_dialogs_and_nothing_breaks(desk):
    async with opened(desk, (20, 5)) as pilot:
        for title in AREAS:
            await pilot.app.action_area(title)
            await pilot.pause()
            for each in OPENERS:
                await pilot.press("escape", each)
                await pilot.pause()
                visible_screen_stack.set(pilot.app._background_screens)  # what is behind a dialog
                assert "too small (40x12)" in shown(pilot), (title, each)
                while len(pilot.app.screen_stack) > 1:
                    pilot.app.pop_screen()
        visible_screen_stack.set([])
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "too small" not in shown(pilot)


async def test_bar_has_the_focus_at_the_start(desk):
    async with opened(desk) as pilot:
        assert isinstance(pilot.app.focused, Input)
        assert "1 Today" in shown(pilot)
        assert "Mon 23 Nov 2026" in shown(pilot)


async def test_digits_are_typed_in_the_bar_and_choose_areas_outside_it(desk):
    async with opened(desk) as pilot:
        await pilot.press("space", "2")
        assert pilot.app.focused.value == " 2"
        await pilot.press("backspace", "backspace", "3")
        await pilot.pause()
        assert pilot.app.area.title == "Money"  # in an empty bar they choose, too
        await pilot.press("1", "escape")
        for number, title in enumerate(AREAS, 1):
            await pilot.press("escape")
            pilot.app.area.focus()
            await pilot.press(str(number))
            await pilot.pause()
            assert pilot.app.area.title == title
            assert f"▸{number} {title}" in shown(pilot)
            if isinstance(pilot.app.focused, Input):
                pilot.app.set_focus(None)


async def test_l_returns_to_the_bar(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "2")
        await pilot.pause()
        assert pilot.app.area.title == "Week"
        await pilot.press("l")
        await pilot.pause()
        assert pilot.app.area.title == "Today"
        assert isinstance(pilot.app.focused, Input)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_click_on_the_line_of_areas_chooses(desk, size):
    async with opened(desk, size) as pilot:
        place = shown(pilot).splitlines()[0].index("3 Money")
        await pilot.click(AreasLine, offset=(place + 2, 0))
        await pilot.pause()
        assert pilot.app.area.title == "Money"
        await pilot.click(AreasLine, offset=(size[0] - 2, 0))  # the date is no area
        assert pilot.app.area.title == "Money"


async def test_a_click_on_the_keys_presses_them(desk):
    async with opened(desk) as pilot:
        place = shown(pilot).splitlines()[-1].index("? ")
        await pilot.click(KeysLine, offset=(place, 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)


async def test_undo_says_what_it_took_back(desk):
    async with opened(desk) as pilot:
        await pilot.press("ctrl+z")
        await pilot.pause()
        screen = shown(pilot)
        assert "undone: José Núñez, 45 min" in screen
        assert "10:05" not in screen
        assert len(desk.sessions.of_day(desk.today)) == 1


async def test_undo_with_nothing_left_is_refused_in_words(open_desk):
    async with opened(open_desk()) as pilot:
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert [note.severity for note in pilot.app._notifications] == ["error"]


async def test_help_lists_the_grammar_and_the_keys_of_the_area(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        help_text = pilot.app.screen._text().plain
        for expected in ("90+15", "p7-3", "check-in", "remove", "undo", "go to Money"):
            assert expected in help_text
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Help)


async def test_palette_offers_our_commands(desk):
    async with opened(desk) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        titles = {command.title for command in every(pilot.app.area, is_hidden=False)}
        assert {"Check in", "Undo", "Go to Findings", "Light or dark", "Help"} <= titles
        await pilot.press("escape")


async def test_light_and_dark(desk):
    async with opened(desk) as pilot:
        assert pilot.app.current_theme.dark
        pilot.app.action_toggle_theme()
        await pilot.pause()
        assert not pilot.app.current_theme.dark
        assert "Marta" in shown(pilot)


async def test_shows_what_another_program_writes(desk, open_desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "2", "1")
        open_desk().sessions.log('"Zoë Other" swedish 30m 50 cash', confirmed=True)
        pilot.app._look()
        await pilot.pause()
        assert "Zoë Other" in shown(pilot)
        assert {area.title for area in pilot.app.query("Area") if area.is_stale} == {"Week"}


async def test_a_file_made_by_another_program_is_found(open_desk):
    mine, other = open_desk(), open_desk()
    async with opened(mine) as pilot:
        assert not mine.exists
        other.sessions.log('"Zoë Other" swedish 30m 50 cash', confirmed=True)
        pilot.app._look()
        await pilot.pause()
        assert "Zoë Other" in shown(pilot)


async def test_midnight_brings_the_next_day(desk, clock):
    async with opened(desk) as pilot:
        clock[0] += timedelta(hours=7)
        pilot.app._look()
        await pilot.pause()
        assert "Tue 24 Nov 2026" in shown(pilot)
        assert "today · 0 min hands-on" in shown(pilot)


async def test_a_file_that_turns_bad_is_said_in_words(desk):
    async with opened(desk) as pilot:
        desk.close()
        desk.path.unlink()
        desk.path.write_bytes(b"no practice at all" * 50)
        pilot.app._look()
        await pilot.pause()
        assert "is not a practice file" in shown(pilot)
        await typed(pilot, "ana 60m", "enter")
        assert pilot.app.is_running


async def test_opening_a_bad_file_says_so(open_desk, tmp_path):
    path = tmp_path / "bad.db"
    path.write_bytes(b"no practice at all" * 50)
    async with opened(open_desk(path)) as pilot:
        assert "is not a practice file" in shown(pilot)


@pytest.mark.parametrize("keys", [("ctrl+q",), ("escape", "q")])
async def test_quits(desk, keys):
    async with opened(desk) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert not pilot.app.is_running


async def test_a_look_that_comes_as_it_is_taken_down_is_none(desk):
    async with opened(desk) as pilot:
        app = pilot.app
        app._is_unseen = True  # a dialog was open when the file changed
        await app.query_one(AreasLine).remove()
        app._look()
        app.on_area_changed()
        app.exit()
