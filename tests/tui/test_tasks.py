"""Twenty tasks, each done in the dashboard alone, within six keys and what is typed.

They are written in docs/tasks.md as they are pressed here: `MTDESK_REWRITE=1` writes it anew.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from areas import screen, until
from dashboard import opened, typed
from tasks import SESSIONS, TASKS, Task, a_practice
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, TextArea

from mtdesk.tui.findings.why import Page
from mtdesk.tui.year import ReportPage

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tasks.md"
MOST_KEYS = 6
HEAD = """\
# Twenty tasks, and the keys they take

Each is done in the dashboard alone, begun from the entry bar on Today. What stands in quotes is
typed; the rest are keys, and they alone are counted. A test presses what stands here;
`make test-web` presses it in tmux and in a browser, and does each by mouse and typed text, too.

| task | keys and words | keys |
|---|---|---|
"""


def page() -> str:
    rows = [f"| {each.what} | {shown(each)} | {len(each.keys)} |" for each in TASKS.values()]
    return HEAD + "\n".join(rows) + "\n"


def shown(task: Task) -> str:
    return " ".join(
        f"“{each[1:-1]}”" if each.startswith('"') else f"`{each}`" for each in task.parts
    )


@pytest.fixture
def desk(furnished, open_desk, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sessions.csv").write_text(SESSIONS, encoding="utf-8")
    return furnished(open_desk(), a_practice)


async def done(pilot, name):
    """Press and type what the task says; within the keys it may take."""
    task = TASKS[name]
    assert len(task.keys) <= MOST_KEYS
    for each in task.parts:
        if not each.startswith('"'):
            await pilot.press(
                {"esc": "escape", "/": "slash", "[": "left_square_bracket"}.get(each, each)
            )
        else:
            await words(pilot, each[1:-1])
        await pilot.pause()
        if isinstance(pilot.app.screen, CommandPalette):
            await pilot.pause(0.2)
            found = pilot.app.screen.query_one(CommandList)
            await until(pilot, lambda found=found: found.highlighted is not None)
    await pilot.pause()


async def words(pilot, text):
    """Typed: into a line at once, as a terminal pastes; elsewhere letter by letter."""
    if isinstance(pilot.app.focused, Input | TextArea):
        await typed(pilot, text)
    else:
        await pilot.press(*text)


def of_day(desk, day):
    return [each for each in desk.sessions.between() if each.local_date == day]


async def test_fix_yesterdays_tip(desk):
    async with opened(desk) as pilot:
        await done(pilot, "tip")
        [session] = of_day(desk, "2026-11-22")
        assert desk.sessions.visit(session.id).tip_minor == 2000


async def test_last_months_tips(desk):
    async with opened(desk) as pilot:
        await done(pilot, "tips")
        assert "$17.00 of tips, with 2 of 2 sessions" in screen(pilot)


async def test_block_a_client(desk):
    async with opened(desk) as pilot:
        await done(pilot, "block")
        client = desk.clients.one("josé")
        assert (client.standing, client.standing_why) == ("block", "two no-shows")


async def test_import_a_csv(desk):
    async with opened(desk) as pilot:
        await done(pilot, "import")
        assert len(desk.sessions.between(client="nora")) == 2


async def test_back_up(desk, tmp_path):
    async with opened(desk) as pilot:
        await done(pilot, "backup")
        assert len([*tmp_path.glob("practice-2026-11-23-*.db")]) == 1


async def test_search_a_note(desk):
    async with opened(desk) as pilot:
        await done(pilot, "note")
        await until(pilot, lambda: str(pilot.app.area.day) == "2026-04-14")


async def test_change_the_hour_limit(desk):
    async with opened(desk) as pilot:
        await done(pilot, "limit")
        assert desk.settings.hands_on_minutes_a_day == 300


async def test_the_year_as_xlsx_and_pdf(desk, tmp_path):
    async with opened(desk) as pilot:
        await done(pilot, "year")
        assert (tmp_path / "mtdesk-2026.xlsx").read_bytes()[:2] == b"PK"
        assert (tmp_path / "mtdesk-2026.pdf").read_bytes()[:4] == b"%PDF"


async def test_redeem_a_package(desk):
    async with opened(desk) as pilot:
        await done(pilot, "redeem")
        [session] = of_day(desk, "2026-11-21")
        assert desk.sessions.visit(session.id).owed_minor == 0
        assert [use.session_id for use in desk.credits.uses(1)] == [session.id]


async def test_move_a_booking(desk):
    async with opened(desk) as pilot:
        await done(pilot, "move")
        [li] = desk.sessions.between(client="li")
        assert (li.local_date, li.clock, li.status) == ("2026-11-26", "15:00", "booked")


async def test_a_no_show_with_a_booking(desk, clock):
    clock[0] += timedelta(hours=2)
    async with opened(desk) as pilot:
        await done(pilot, "no-show")
        [kofi] = desk.sessions.between(client="kofi")
        assert kofi.status == "no_show"


async def test_what_made_a_finding(desk):
    async with opened(desk) as pilot:
        await done(pilot, "finding")
        assert isinstance(pilot.app.screen, Page)


async def test_first_session_of_a_new_client(desk):
    async with opened(desk) as pilot:
        await done(pilot, "new")
        [session] = desk.sessions.between(client="mara")
        assert session.price_minor == 9000


async def test_a_price_changed_in_the_menu(desk):
    async with opened(desk) as pilot:
        await done(pilot, "price")
        assert desk.practice.menu.services()[0].price_minor == 9500


async def test_a_check_in(desk):
    async with opened(desk) as pilot:
        await done(pilot, "check-in")
        found = desk.wellbeing.of_day(desk.today)
        assert (found.body, found.mind, found.soreness) == (6, 4, {"thumb-r": 5})


async def test_an_incident_recorded(desk):
    async with opened(desk) as pilot:
        await done(pilot, "incident")
        [incident] = desk.incidents.between()
        assert (incident.kind, incident.severity) == ("threat", 4)


async def test_undo_and_redo(desk):
    async with opened(desk) as pilot:
        before = len(desk.sessions.between())
        await done(pilot, "undo")
        undone, again = [each.kind for each in desk.history.latest(2)]
        assert undone == again == "undo"
        assert len(desk.sessions.between()) == before


async def test_a_receipt(desk, tmp_path):
    async with opened(desk) as pilot:
        await done(pilot, "receipt")
        assert (tmp_path / "receipt-2026-11-23.pdf").read_bytes()[:4] == b"%PDF"


async def test_a_quarters_report(desk):
    async with opened(desk) as pilot:
        await done(pilot, "quarter")
        assert isinstance(pilot.app.screen, ReportPage)
        assert "2026-Q3" in screen(pilot)


async def test_go_to_a_day_last_spring(desk):
    async with opened(desk) as pilot:
        await done(pilot, "day")
        assert str(pilot.app.area.day) == "2026-04-14"


def test_there_are_twenty_and_the_page_says_how():
    if os.environ.get("MTDESK_REWRITE"):
        PAGE.write_text(page(), encoding="utf-8")
    assert len(TASKS) == 20
    assert PAGE.read_text(encoding="utf-8") == page()
