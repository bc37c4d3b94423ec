"""What fails the pictures: a part beside the screen, two parts over one another."""

from __future__ import annotations

from alone import Alone
from areas import shown
from pictures import DIALOGS, faults_of
from textual.containers import Vertical
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
        assert any("ends at 30 of 20 columns" in fault for fault in faults_of(pilot.app.screen))


def test_every_area_has_pictures():
    assert set(DIALOGS) == set(AREAS)


async def test_each_that_is_opened_by_keys_opens(practice):
    """A key that is another's now would leave a picture without its dialog."""
    for key in ("a", "x"):
        async with shown(practice, "Money") as pilot:
            await pilot.press(key)
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 2
