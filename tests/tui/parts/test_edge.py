"""A click on a key of a dialog's lower edge presses it."""

from __future__ import annotations

import pytest
from areas import screen
from dashboard import opened, typed

from mtdesk.tui.parts.dialogs import Ask


async def click(pilot, words):
    """In the middle of the words, in the lowest line that has them."""
    lines = screen(pilot).splitlines()
    y = max(at for at, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[y].index(words) + len(words) // 2, y))
    await pilot.pause()


@pytest.fixture
async def asked(desk):
    async with opened(desk, (80, 24)) as pilot:
        await pilot.app.run_action("open('practice:ask_setting', 'hands_on_minutes_a_day')")
        await pilot.pause()
        await typed(pilot, "300")
        yield pilot


@pytest.mark.parametrize("words", ["enter", "save"])
async def test_a_key_or_its_words(asked, words):
    await click(asked, f"{words} ")
    assert asked.app.desk.settings.hands_on_minutes_a_day == 300


@pytest.mark.parametrize("words", ["ctrl+s", "save", "next"])
async def test_of_more_than_one_field(desk, words):
    """`enter next` on the last of them is the same as `ctrl+s save`."""
    async with opened(desk, (80, 24)) as pilot:
        await pilot.app.run_action("open('ledger:spend')")
        await pilot.pause()
        await typed(pilot, "12", "tab", "oil", *(["tab"] * 6))
        await click(pilot, f"{words} ")
        assert "$12.00" in screen(pilot)
        assert not isinstance(pilot.app.screen, Ask)


@pytest.mark.parametrize(
    ("place", "edge"),
    [
        ("files.bringing:bring", "enter next · ctrl+s go on · esc leave"),
        ("files:restore", "enter go on · esc leave"),
        ("year:report", "enter show it · esc leave"),
        ("ledger:spend", "enter next · ctrl+s save · esc leave"),
    ],
)
async def test_what_only_goes_on_does_not_say_save(desk, place, edge):
    async with opened(desk, (80, 24)) as pilot:
        await pilot.app.run_action(f"open('{place}')")
        await pilot.pause()
        assert f" {edge} " in screen(pilot)


async def test_of_an_empty_list_the_keys_that_need_no_row(desk):
    async with opened(desk, (80, 24)) as pilot:
        await pilot.app.run_action("open('year.forms:forms')")
        await pilot.pause()
        assert "─ a add · esc leave ─" in screen(pilot)


async def test_where_not_all_keys_fit_the_last_of_them_give_way(desk):
    for day in ("2026-12-01", "2026-12-02"):
        desk.sessions.log(f"ana swedish 60m 90 {day} 10:00 booked")
    async with opened(desk, (80, 24)) as pilot:
        await pilot.app.run_action("open('sessions:booked')")
        await pilot.pause()
        assert " b cancelled · esc leave ─" in screen(pilot)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert " b cancelled · o sort · esc leave ─" in screen(pilot)


async def test_escape_leaves_and_writes_nothing(asked):
    await click(asked, "esc leave")
    assert not isinstance(asked.app.screen, Ask)
    assert asked.app.desk.settings.hands_on_minutes_a_day == 240


@pytest.mark.parametrize("words", ["───────", "value", "·"])
async def test_what_is_no_key_does_nothing(asked, words):
    await click(asked, words)
    assert isinstance(asked.app.screen, Ask)


async def test_of_several_keys_the_one_clicked(desk):
    async with opened(desk, (80, 24)) as pilot:
        await pilot.app.run_action("open('ledger.tips:tips')")
        await pilot.pause()
        await click(pilot, "[ earlier")
        assert "Oct 2026" in screen(pilot)
        await click(pilot, "] later")
        assert "Nov 2026" in screen(pilot)


async def test_words_on_the_edge_of_a_panel_are_no_keys(desk):
    """`your limit, 4 h` neither goes to area 4 nor hides names."""
    async with opened(desk) as pilot:
        await pilot.press("escape", "2")
        await pilot.pause()
        for words in ("4 ", " h "):
            line = next(each for each in screen(pilot).splitlines() if "your limit, 4 h" in each)
            y = screen(pilot).splitlines().index(line)
            x = line.index("your limit, 4 h") + "your limit, 4 h ".index(words) + len(words) // 2
            await pilot.click(offset=(x, y))
            await pilot.pause()
            assert pilot.app.area.title == "Week"
            assert not pilot.app.names.is_hidden


async def test_the_lock_is_opened_by_mouse(desk):
    async with opened(desk, (80, 24)) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        assert desk.is_locked
        await click(pilot, "enter open")
        await pilot.pause()
        assert not desk.is_locked
