"""A dialog with more than the screen holds: its rows give way, what it says and its last row do not."""

from __future__ import annotations

import pytest
from areas import until
from dashboard import opened, shown
from textual.widgets import Static

from mtdesk.tui.parts.dialogs import Ask, Field
from mtdesk.tui.practice import SettingsList


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_last_row_can_be_seen_and_what_is_refused_too(desk, size):
    async with opened(desk, size) as pilot:
        await pilot.press("escape", "comma")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SettingsList)
        await pilot.press("end")
        await pilot.pause()
        rows = pilot.app.screen.rows
        last = rows._rows[-1][1][0]
        await until(pilot, lambda: last in shown(pilot))
        pilot.app.screen.query_one(".trouble", Static).update("this cannot be")
        pilot.app.screen.on_resize()
        await until(pilot, lambda: "this cannot be" in shown(pilot))
        assert last in shown(pilot)


async def test_many_fields_leave_room_for_what_is_refused(desk):
    fields = [Field(f"field{number}", f"the field number {number}") for number in range(30)]

    async with opened(desk, (80, 24)) as pilot:
        dialog = Ask("many", fields, lambda *_: None)
        pilot.app.push_screen(dialog)
        await pilot.pause()
        dialog._say("this cannot be")
        await until(pilot, lambda: "this cannot be" in shown(pilot))
        assert "the field number 0" in shown(pilot)  # a label is whole
