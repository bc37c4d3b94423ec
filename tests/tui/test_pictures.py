"""What fails the pictures: a part beside the screen or over another, words that are lost in silence."""

from __future__ import annotations

from alone import Alone
from areas import shown
from pictures import DIALOGS, every_screen
from seen import faults_of
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from mtdesk.tui.app import AREAS


async def test_parts_that_lie_right_have_no_fault():
    async with Alone(Vertical(Static("one"), Static("two"))).run_test(size=(20, 5)) as pilot:
        assert [*faults_of(pilot.app.screen)] == []


async def test_a_part_over_another_is_named():
    over = Static("two", id="over")
    over.styles.offset = (0, -1)
    async with Alone(Vertical(Static("one"), over)).run_test(size=(20, 5)) as pilot:
        (fault,) = faults_of(pilot.app.screen)
        assert "is over Static(id='over')" in fault


async def test_a_part_beside_the_screen_is_named():
    wide = Static("wide")
    wide.styles.width = 30
    async with Alone(Vertical(wide)).run_test(size=(20, 5)) as pilot:
        assert any("shows 20 of its 30 columns" in fault for fault in faults_of(pilot.app.screen))


async def faults_in(widget, size=(20, 5)):
    async with Alone(widget).run_test(size=size) as pilot:
        return [*faults_of(pilot.app.screen)]


def high(widget, lines):
    widget.styles.height = lines
    return widget


async def test_lines_that_are_lost_are_named():
    said = "more words than one line of it can hold"
    (fault,) = await faults_in(Vertical(high(Static(said), 1)))
    assert "shows 1 of 2 lines, “more words" in fault
    assert await faults_in(Vertical(high(Static(said), 2))) == []


async def test_a_line_that_is_cut_is_named_unless_it_says_so():
    def line(overflow):
        made = Static("more words than one line of it can hold")
        made.styles.text_wrap, made.styles.text_overflow = "nowrap", overflow
        return made

    (fault,) = await faults_in(Vertical(line("clip")))
    assert "cuts “more words than one line of it can hold” at 20 columns" in fault
    assert await faults_in(Vertical(line("ellipsis"))) == []


async def test_what_no_scrolling_brings_to_sight_is_named():
    (fault,) = await faults_in(high(Vertical(high(Static("one"), 9)), 4))
    assert "shows 4 of its 9 lines" in fault
    assert await faults_in(high(VerticalScroll(high(Static("one"), 9)), 4)) == []


def test_every_kind_of_dialog_is_looked_for():
    found = every_screen()
    assert {"Ask", "Confirm", "Owed", "Why", "LookBackPage"} <= found
    assert not {"Listing", "Page"} & found  # only what is a kind of these is ever shown


def test_every_area_has_pictures():
    assert set(DIALOGS) == set(AREAS)


async def test_each_that_is_opened_by_keys_opens(practice):
    """A key that is another's now would leave a picture without its dialog."""
    for key in ("a", "x"):
        async with shown(practice, "Money") as pilot:
            await pilot.press(key)
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 2
