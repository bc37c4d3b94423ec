"""Looking back from Money and from Body: every month on one page, names as the dashboard has them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from areas import ended, screen, shown, until, words
from textual.command import CommandPalette
from textual.widgets import Input

from mtdesk.tui.money.look_back import LookBackPage
from mtdesk.tui.parts.dialogs import Ask

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def year(empty_desk):
    """Twelve weeks of Ana, with four in which Zoë came as well."""
    desk = empty_desk
    for week in range(12):
        day = date(2026, 6, 1) + timedelta(weeks=week)
        desk.sessions.log(f"Ana swedish 60m 9000 card e4 {day}", confirmed=True)
        if 4 <= week < 8:
            desk.sessions.log(f"Zoë thai 120m 150 cash {day + timedelta(days=1)}", confirmed=True)
        desk.wellbeing.check_in(f"body {5 + week % 2} shoulder-r 9", on=str(day))
    return desk


def months(pilot):
    return words(pilot, "#look-back-months").splitlines()


def facts(pilot):
    return words(pilot, "#look-back-facts")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("area", ["Money", "Body"])
async def test_every_month_is_a_row_and_no_figure_is_cut(year, area, size):
    async with shown(year, area, size) as pilot:
        await pilot.press("z")
        await pilot.pause()
        rows = months(pilot)
        assert [row.split()[0] for row in rows[1:]] == [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov*", "Dec",
            "2026*",
        ]  # fmt: skip
        seen = screen(pilot)
        assert all(row.rstrip() in seen for row in rows)
        assert "right shoulder" in rows[6]
        assert "Looking back on 2026, so far: up to 23 Nov" in seen


async def test_names_are_hidden_when_they_are_hidden(year):
    async with shown(year, "Money") as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert "Zoë" in facts(pilot)
        await pilot.press("escape", "ctrl+n", "z")
        await pilot.pause()
        assert "Zoë" not in facts(pilot)
        assert "client 2" in facts(pilot)


async def test_other_years_up_to_this_one(year):
    async with shown(year, "Body") as pilot:
        await pilot.press("z", "left_square_bracket")
        await pilot.pause()
        assert words(pilot, "#look-back-months").startswith("Nothing is recorded in 2025")
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.pause()
        assert months(pilot)[-1].startswith("2026*")
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, LookBackPage)


async def test_money_looks_back_on_the_year_it_shows(year):
    async with shown(year, "Money") as pilot:
        await pilot.press("left_square_bracket", "z")
        await pilot.pause()
        assert "Looking back on 2025" in screen(pilot)


async def test_a_file_to_keep_has_numbers_unless_told(year, tmp_path):
    async with shown(year, "Money") as pilot:
        for names in ("no", "yes"):
            await pilot.press("z", "x")
            await pilot.pause()
            asked = pilot.app.screen
            assert isinstance(asked, Ask)
            asked.query_one("#ask-path", Input).value = str(tmp_path / f"{names}.md")
            asked.query_one("#ask-names", Input).value = names
            await pilot.press("ctrl+s")
            await ended(pilot)
            await pilot.press("escape")
        text = {each: (tmp_path / f"{each}.md").read_text("utf-8") for each in ("no", "yes")}
    assert "Zoë" not in text["no"]
    assert "Zoë" in text["yes"]


async def test_a_name_that_is_no_file_is_said_in_the_dialog(year, tmp_path):
    async with shown(year, "Money") as pilot:
        await pilot.press("z", "x")
        await pilot.pause()
        pilot.app.screen.query_one("#ask-path", Input).value = str(tmp_path / "kept.doc")
        await pilot.press("ctrl+s")
        await ended(pilot)
        assert "ends in none of .pdf, .svg, .png, .md" in words(pilot, "Ask .trouble")
    assert not list(tmp_path.glob("kept*"))


async def test_it_is_found_by_name(year):
    async with shown(year, "Today") as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await pilot.press(*"look back")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LookBackPage))
