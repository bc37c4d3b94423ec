"""A category is called as the practice's country calls it, through every door; its key stays."""

from __future__ import annotations

import pytest
import workbook
from areas import open_of, screen, shown, table
from textual.widgets import Input

from mtdesk.tui.parts.dialogs import Folded
from mtdesk.tui.today import lines

OWN = 'name = "Mine"\nbase = "uk"\n[categories.rent_room]\nwords = "studio"\n'
# Whose words, and what they are for the key rent_room and for taxes_licenses.
PRACTICES = {
    "us": ("rent of room", "taxes and licenses"),
    "ca": ("rent of room", "taxes and licences"),
    "uk": ("room hire", "taxes and licences"),
    "own": ("studio", "taxes and licences"),
}


@pytest.fixture(params=PRACTICES)
def practice(request, done, tmp_path):
    """The words of a practice for its two expenses, one with a vendor, and for a recurring one."""
    profile = request.param
    if profile == "own":
        profile = tmp_path / "own.toml"
        profile.write_text(OWN, encoding="utf-8")
    done("settings", "profile", profile)
    room, licences = PRACTICES[request.param]
    done("spend", "600", "Maple Street", "--category", room, "--on", "2026-11-20")
    done("spend", "40", licences)
    done(
        "expense", "recurring", "add", "650", "Oak Lane", "--category", "rent_room", "--day", "1",
        "--from", "2026-11-01",
    )  # fmt: skip
    return room, licences


ECHOES = {
    "spend, by its key": ("spend", "5", "Oak Lane", "--category", "rent_room"),
    "spend, by the last one": ("spend", "5", "Maple Street"),
    "spend, by the key's words": ("spend", "5", "Oak Lane", "rent-room"),
    "spend, by the shared words": ("spend", "5", "Oak Lane", "rent of room"),
    "recurring add": (
        "expense", "recurring", "add", "5", "Ash", "--category", "rent room", "--day", "3",
    ),
    "recurring list": ("expense", "recurring", "list"),
    "due": ("expense", "due"),
    "year": ("year", "2026"),
    "rows of the year": ("year", "2026", "--rows"),
    "report": ("report", "month", "2026-11"),
}  # fmt: skip


@pytest.mark.parametrize("door", ECHOES)
def test_the_command_line_says_its_words(practice, done, door):
    assert practice[0] in done(*ECHOES[door]).out


def test_history_and_refusals_say_them(practice, done, run):
    room, licences = practice
    assert f"40.00 for {licences}" in done("history").out
    refused = run("spend", "5", "Oak", "--category", "gym")
    assert (refused.code, f", {room}, " in refused.err) == (1, True)
    room_and_more = run("spend", "5", room, "supplies", "of", "Oak")
    assert f"{room} or supplies? put it last" in room_and_more.err


def test_the_files_of_the_year_say_them(practice, done, tmp_path):
    file = tmp_path / "year.xlsx"
    done("year", "2026", "--xlsx", file)
    sheets = workbook.read(file.read_bytes())
    assert {row[0] for row in sheets["Expense categories"]} > set(practice)
    assert {row[2] for row in sheets["Expenses"] if len(row) > 2} > set(practice)


@pytest.mark.parametrize("door", ["spend", "due", "list", "year"])
def test_json_keeps_the_key(practice, done, door):
    calls = {
        "spend": ("spend", "5", "Oak Lane", "--category", practice[0], "--json"),
        "due": ("expense", "due", "--json"),
        "list": ("expense", "recurring", "list", "--json"),
        "year": ("year", "2026", "--json"),
    }
    said = done(*calls[door]).out
    assert '"rent_room"' in said
    assert f'"{practice[0]}"' not in said


def test_a_file_of_expenses_is_read_in_them(practice, done, desk, tmp_path):
    file = tmp_path / "expenses.csv"
    file.write_text(
        "id,date,category,vendor,amount,payment_method,note\n"
        f"1,2026-01-02,{practice[0].title()},Oak,10,card,\n2,2026-01-02,rent_room,Oak,5,card,\n"
        "3,2026-01-02,Rent of room,Oak,5,card,\n",
        encoding="utf-8",
    )
    done("import", file)
    found = list(desk.ledger.expenses(desk.settings.fiscal_year(2025)))
    found += desk.ledger.expenses(desk.settings.fiscal_year(2026))
    assert [each.category for each in found if each.vendor == "Oak"] == ["rent_room"] * 3


def test_the_entry_bar_reads_and_says_them(practice, desk):
    for typed in (practice[0], "rent_room"):
        assert f" · {practice[0]} · " in lines.read(desk, f"spend 5 oak {typed}").words


async def test_the_dashboard_says_them(practice, desk):
    room, licences = practice
    async with shown(desk, "Money") as pilot:
        costs = "\n".join(table(pilot, "Costs"))
        assert room in costs
        assert licences in costs
        await open_of(pilot, "recurring")
        assert "\n".join(table(pilot, "Rows OptionList")).count(room) == 2  # due, and listed
        await pilot.press("a")
        await pilot.pause()
        field = pilot.app.screen.query_one("#ask-category", Input)
        assert isinstance(field.suggester, Folded)
        assert await field.suggester.get_suggestion(room[:-2]) == room
        for key, text in {"amount": "9", "what": "Elm", "category": room, "day": "2"}.items():
            pilot.app.screen.query_one(f"#ask-{key}", Input).value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert desk.ledger.recurring.every()[-1].category == "rent_room"
        await pilot.press("escape")
        await pilot.app.action_area("Today")
        await pilot.pause()
        assert f"40.00 {licences}" in screen(pilot)
