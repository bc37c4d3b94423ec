"""The pane that closes a day: each thing answered where it stands, by keys and by mouse."""

from __future__ import annotations

from datetime import timedelta

import bought
import pytest
from dashboard import opened, shown, typed
from textual.widgets import Input

from mtdesk.tui.body.check_in import CheckInScreen
from mtdesk.tui.parts.dialogs import Confirm
from mtdesk.tui.today.closing import Asked, ClosingPane
from mtdesk.tui.today.entry_bar import EntryBar

DAY = "2026-11-23"


@pytest.fixture
def day(empty_desk, clock):
    """A booking that is over, a session without a way of paying or an effort, one tomorrow."""
    clock[0] -= timedelta(hours=8)
    for line in (
        '"Kofi Odum" deep 60m 100 booked 14:30',
        "kofi deep 60m booked tomorrow 14:30",
        '"Hana Sakura" swedish 60m 90 8:30',
    ):
        empty_desk.sessions.log(line, confirmed=True)
    clock[0] += timedelta(hours=8)
    return empty_desk


def kinds(desk):
    return [each.kind for each in desk.week.closing.of().open]


async def on_the_list(pilot):
    pilot.app.query_one(Asked).focus()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
async def test_shows_what_is_open_and_what_is_next_at_every_size(day, size):
    async with opened(day, size) as pilot:
        screen = " ".join(shown(pilot).split())
        assert "before you close the day" in screen
        assert "4 left" in screen
        assert "☐ Kofi Odum 14:30, did it happen?" in screen
        for key in ("y done", "n no-show", "b cancelled"):
            assert key in screen
        assert "enter…" not in screen  # a key is whole, or not there
        assert "tomorrow Kofi Odum 14:30, Deep tissue 60" in screen
        assert "08:30 Hana Sakura" in screen.replace("████ ", "")  # the day keeps its room
        assert pilot.app.focused is pilot.app.query_one(EntryBar).line


@pytest.mark.parametrize(("key", "status"), [("y", "done"), ("n", "no_show"), ("b", "cancelled")])
async def test_a_booking_is_settled_by_one_key_and_undone_by_one(day, key, status):
    async with opened(day) as pilot:
        await on_the_list(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert day.sessions.get(1).status == status
        assert "✓ Kofi Odum" in shown(pilot)
        assert "ctrl+z takes it back" in shown(pilot)
        assert pilot.app.focused is pilot.app.query_one(Asked)
        await typed(pilot, "", "ctrl+z")
        assert "undone: close of 2026-11-23: booking of Kofi Odum" in shown(pilot)
        assert day.sessions.get(1).status == "booked"


async def test_a_click_on_a_key_presses_it_and_one_on_the_row_opens_it(day):
    async with opened(day) as pilot:
        asked = pilot.app.query_one(Asked)
        lines = shown(pilot).splitlines()
        row = next(at for at, line in enumerate(lines) if "n no-show" in line)
        place = lines[row].index("n no-show") - asked.region.x
        await pilot.click(Asked, offset=(place, row - asked.region.y))
        await pilot.pause()
        assert day.sessions.get(1).status == "no_show"
        lines = shown(pilot).splitlines()
        row = next(at for at, line in enumerate(lines) if "$90.00 came how?" in line)
        await pilot.click(Asked, offset=(4, row - asked.region.y))
        await pilot.pause()
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.placeholder == "such as cash, card, venmo"


async def test_enter_on_a_booking_goes_on_in_the_bar(day):
    async with opened(day) as pilot:
        await on_the_list(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.focused.value == "done 1 "
        await typed(pilot, "80+20 card e7", "enter")
        assert "booking" not in kinds(day)


async def test_what_one_key_cannot_say_is_typed_in_place(day):
    async with opened(day) as pilot:
        await on_the_list(pilot)
        await pilot.press("n", "enter")
        await typed(pilot, "crad", "enter")
        assert "“crad” is no way of paying" in shown(pilot)
        assert "method" in kinds(day)
        await pilot.press("ctrl+u")
        await typed(pilot, "card", "enter")
        assert kinds(day) == ["effort", "check_in"]
        assert pilot.app.focused is pilot.app.query_one(Asked)
        await typed(pilot, "", "y")
        assert kinds(day) == ["check_in"]
        assert not day.sessions.get(3).effort_estimated


async def test_escape_leaves_and_what_was_typed_waits_there(day):
    async with opened(day) as pilot:
        before = day.history.latest(1)
        await on_the_list(pilot)
        await pilot.press("down", "enter")
        await typed(pilot, "ca")
        await pilot.press("escape")
        await pilot.pause()
        assert day.history.latest(1) == before
        assert pilot.app.focused is pilot.app.query_one(Asked)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.focused.value == "ca"
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert pilot.app.focused.value == ""
        assert day.history.latest(1) == before


async def test_the_check_in_opens_and_then_nothing_is_left(day):
    async with opened(day) as pilot:
        await on_the_list(pilot)
        await pilot.press("n", "enter")
        await typed(pilot, "cash", "enter", "y", "enter")
        assert isinstance(pilot.app.screen, CheckInScreen)
        await pilot.press("6", "tab", "4", "enter")
        await pilot.pause()
        assert "✓ Nothing left to do." in shown(pilot)
        assert "left" not in pilot.app.query_one(ClosingPane).border_title
        assert isinstance(pilot.app.focused, Input)  # the bar, and not a list that is not there


async def test_a_day_before_is_closed_too_with_its_check_in_typed(day):
    async with opened(day) as pilot:
        await pilot.press("escape", "left_square_bracket")
        await pilot.pause()
        assert "before you close yesterday" in shown(pilot)
        await on_the_list(pilot)
        await pilot.press("enter")
        await typed(pilot, "6 4 5", "enter")
        assert "✗" in shown(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "6 4", "enter")
        assert "✓ Nothing left to do." in shown(pilot)
        written = day.wellbeing.of_day(day.today - timedelta(days=1))
        assert (written.body, written.mind) == (6, 4)


async def test_a_day_with_bookings_to_come_does_not_ask_until_they_are_over(day, clock):
    clock[0] -= timedelta(hours=4)  # 13:45
    async with opened(day) as pilot:
        assert "before you close" not in shown(pilot)
        clock[0] += timedelta(hours=2)
        pilot.app.area._look_at_the_clock()
        await pilot.pause()
        assert "before you close the day" in shown(pilot)


async def test_names_are_hidden_in_it(day):
    async with opened(day) as pilot:
        await typed(pilot, "", "ctrl+n")
        screen = shown(pilot)
        assert "client 1 14:30, did it happen?" in screen
        assert "Kofi" not in screen
        assert "Hana" not in screen


async def test_what_another_program_answered_meanwhile_is_refused_in_words(
    day, open_desk, monkeypatch
):
    async with opened(day) as pilot:
        monkeypatch.setattr(pilot.app._watch, "has_changed", lambda: False)  # not seen yet
        await on_the_list(pilot)
        open_desk().sessions.bookings.settle(1, "no-show")
        await pilot.press("y")
        await pilot.pause()
        said = [each.message for each in pilot.app._notifications]
        assert said == ["booking of 2026-11-23 is not open any more; look again"]
        assert day.sessions.get(1).status == "no_show"


async def test_money_that_a_file_brought_asks_first(day, tmp_path):
    file = bought.write(tmp_path / "square.csv", [bought.row("p1", 9000, client="Jo", day=DAY)])
    day.files.import_files([file])
    day.sessions.log("jo swedish 60m 12:00", confirmed=True)
    async with opened(day) as pilot:
        await on_the_list(pilot)
        pilot.app.query_one(Asked).highlighted = kinds(day).index("price")
        await pilot.press("enter")
        await typed(pilot, "90 card", "enter")
        assert isinstance(pilot.app.screen, Confirm)
        assert "which a file brought" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "price" in kinds(day)
        assert pilot.app.focused.value == "90 card"
        await typed(pilot, "", "enter", "y")
        assert "price" not in kinds(day)


async def test_typed_text_is_never_markup(empty_desk, clock):
    empty_desk.sessions.log('"[/x] [b]Jo" thai 30m 2:00pm', confirmed=True)
    async with opened(empty_desk) as pilot:
        assert "[/x] [b]Jo 14:00, what did it cost?" in shown(pilot)
