"""The dashboard of a clinic: four looks, weeks and years back and forth, and what cannot be read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import shares
from dashboard import opened, shown, typed
from textual.widgets import OptionList

from mtdesk.tui.clinic import Board

NOW = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "shared"
    for number in range(7):
        rows = [shares.session((NOW - timedelta(days=ago)).isoformat()) for ago in range(40)]
        rows += [shares.paid("2026-11-20", 9000), shares.incident("threat", open=1)]
        rows += [
            shares.session("2026-11-24", status="booked", quarter=32 + 5 * slot)
            for slot in range(5)
        ]
        shares.put(
            place,
            rows,
            said=shares.about(label=f"Person {number}", visible=number < 2, offered=1500),
        )
        shares.put(place, [shares.paid("2025-11-20", 5000)], year=2025, number=900 + number)
    return place


async def settled(pilot):
    for _ in range(200):
        await pilot.pause(0.02)
        if "reading the shares" not in shown(pilot) and not pilot.app.workers:
            await pilot.pause()
            return


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_four_looks(desk, folder, size):
    board = Board(desk, desk.clinic.folder(str(folder)))
    async with board.run_test(size=size) as pilot:
        await settled(pilot)
        assert "Person 0" in shown(pilot)
        assert "Person 2" not in shown(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "offered by 7 therapists" in " ".join(shown(pilot).split())
        await pilot.press("3")
        await settled(pilot)
        assert "$630.00 received" in shown(pilot)
        await pilot.press("left_square_bracket")
        await settled(pilot)
        assert "2025" in shown(pilot)
        assert "$350.00" in shown(pilot)
        await pilot.press("4", "t")
        await settled(pilot)
        assert "7 incidents; 7 follow-ups open" in shown(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "ctrl+t" in shown(pilot)
        await pilot.press("escape", "m", "ctrl+t")
        await pilot.pause()
    assert board.return_code in {None, 0}
    assert board.fault is None


@pytest.mark.parametrize(("size", "beside"), [((80, 24), 1), ((120, 40), 2), ((200, 60), 4)])
async def test_tables_stand_beside_one_another_and_keep_every_row(desk, folder, size, beside):
    board = Board(desk, desk.clinic.folder(str(folder)))
    async with board.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        panels = [*board.query("#parts Panel")]
        assert len({panel.region.x for panel in panels}) == beside
        for panel in panels:
            rows = panel.query_one(OptionList)
            assert rows.size.height == len(rows.options)


async def test_what_others_typed_is_shown_and_never_obeyed(desk, tmp_path):
    place = tmp_path / "shared"
    label = "Ana\x1b]0;owned\x07\u202e"
    shares.put(place, [shares.session("2026-11-20")], said=shares.about(label=label, visible=1))
    board = Board(desk, desk.clinic.folder(str(place)))
    async with board.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        drawn = shown(pilot)
        assert "Ana" in drawn
        assert not set(drawn) & {"\x1b", "\x07", "\u202e"}


async def test_what_cannot_be_read_is_said_in_its_place(desk, folder):
    looked_at = desk.clinic.folder(str(folder))
    for path in folder.rglob("*.parquet"):
        path.unlink()
    board = Board(desk, looked_at)
    async with board.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "holds no shares that can be read" in " ".join(shown(pilot).split())


async def test_sharing_from_her_own_dashboard(desk, tmp_path):
    desk.sessions.log("ana swedish 60m 90 card", confirmed=True)
    async with opened(desk) as pilot:
        pilot.app.action_open("clinic.sharing:share")
        await pilot.pause()
        await typed(pilot, str(tmp_path / "shared"), "tab")
        await typed(pilot, "Ana")
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        assert "whoever reads the folder" in shown(pilot)
        assert not (tmp_path / "shared").exists()
        await pilot.press("enter")
        await pilot.pause()
        assert len(list((tmp_path / "shared").rglob("*.parquet"))) == 1
        pilot.app.action_open("clinic.sharing:withdraw")
        await pilot.pause()
        await typed(pilot, str(tmp_path / "shared"), "enter")
        await pilot.pause()
        assert not list((tmp_path / "shared").rglob("*.parquet"))


async def test_what_was_asked_for_last_is_what_is_shown(desk, folder):
    """Keys that come faster than the shares are read."""
    board = Board(desk, desk.clinic.folder(str(folder)))
    async with board.run_test(size=(120, 40)) as pilot:
        await pilot.press("1", "1", "2", "3", "1", "4", "4", "left_square_bracket", "t", "3")
        await settled(pilot)
        assert "$630.00 received" in shown(pilot)
    assert board.fault is None
