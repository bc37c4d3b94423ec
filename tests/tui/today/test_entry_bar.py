"""The bar that remembers: the ghost of the last time, the lines before, and several lines pasted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dashboard import opened, shown, typed
from textual.widgets import Input

from mtdesk.tui.today.pasted import PastedLines


@pytest.fixture
def known(empty_desk):
    """Hana as on 12 November, paid by card; Kofi twice, and two whose names begin alike."""
    for line in (
        '"Hana Sakura" swedish 60m 90 card 11-12 11:00',
        '"Kofi Odum" deep 90m 140 cash 11-10 9:00',
        '"Noor Palma" swedish 90m 130 unpaid 11-11 9:00',
        '"Noor Haddad" swedish 60m 90 card 11-11 11:00',
    ):
        empty_desk.sessions.log(line, confirmed=True)
    return empty_desk


def today(desk):
    return desk.sessions.of_day(desk.today)


async def ghost(pilot, text):
    await pilot.press("ctrl+u")
    await typed(pilot, text)
    return pilot.app.focused.ghost


# -- the ghost


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("hana", "hana swedish 60m 90 card"),
        ("hana ", "hana swedish 60m 90 card"),
        ("hana s", "hana swedish 60m 90 card"),
        ("hana swedish", "hana swedish 60m 90 card"),
        ("hana swedish 6", "hana swedish 60m 90 card"),
        ("hana 95", "hana 95 swedish 60m card"),
        ("hana cash", "hana cash swedish 60m 90"),
        ("hana e4", "hana e4 swedish 60m 90 card"),
        ("hana booked fri 10:00", "hana booked fri 10:00 swedish 60m"),
        ("kof", "Kofi Odum deep tissue 90m 140 cash"),
        ("noor palma", "noor palma swedish 90m"),  # unpaid then: no money is guessed
        ("noor", ""),  # who?
        ("hana deep", ""),  # never had it
        ("hana no-show", ""),
        ("hana swedish 60m 90 card", ""),
        ("hana -- h", ""),
        ("spend 4", ""),
        ("zed", ""),
    ],
)
async def test_goes_on_as_the_last_time(known, line, whole):
    async with opened(known) as pilot:
        assert await ghost(pilot, line) == whole
        if whole:
            rest = whole[len(line) :].strip()
            assert rest in shown(pilot)


async def test_says_what_the_ghost_is_taken_from(known):
    async with opened(known) as pilot:
        await typed(pilot, "hana")
        assert "→ as last time, Thu 12 Nov" in shown(pilot)
        known.practice.menu.edit("Swedish", {"price": "95"})
        await typed(pilot, " ")
        assert "→ as last time, Thu 12 Nov; the menu says $95" in shown(pilot)
        await typed(pilot, "zz")
        assert "as last time" not in shown(pilot)


async def test_a_booking_of_today_goes_before_the_last_time(known, clock):
    clock[0] -= timedelta(hours=4)
    known.sessions.log("hana deep 90m 150 booked 14:30")
    clock[0] += timedelta(hours=4)
    async with opened(known) as pilot:
        assert await ghost(pilot, "hana") == "hana deep tissue 90m 150 card"
        assert "→ as booked, today" in shown(pilot)
        await pilot.press("right", "enter")
        await pilot.pause()
        assert [each.status for each in today(known)] == ["done"]


@pytest.mark.parametrize("key", ["right", "tab"])
async def test_right_or_tab_takes_it_and_enter_then_writes_it(known, key):
    async with opened(known) as pilot:
        await typed(pilot, "hana", key)
        assert pilot.app.focused.value == "hana swedish 60m 90 card"
        assert "$90.00 received, card" in shown(pilot)
        await typed(pilot, "", "enter")
        assert [each.client for each in today(known)] == ["Hana Sakura"]


async def test_tab_takes_a_name_first_and_then_the_rest(known):
    async with opened(known) as pilot:
        await typed(pilot, "kof", "tab")
        assert pilot.app.focused.value == "Kofi Odum "
        await typed(pilot, "", "tab")
        assert pilot.app.focused.value == "Kofi Odum deep tissue 90m 140 cash"


async def test_what_is_not_taken_is_not_written(known):
    async with opened(known) as pilot:
        await typed(pilot, "hana 30m", "enter")
        (written,) = today(known)
        assert (written.service, written.minutes, written.price_minor) == (None, 30, None)


async def test_within_a_line_right_moves_and_takes_nothing(known):
    async with opened(known) as pilot:
        await typed(pilot, "hana", "left", "right")
        assert pilot.app.focused.value == "hana"
        await typed(pilot, "", "left", "tab")
        assert "swedish" not in pilot.app.focused.value


async def test_no_key_is_a_trap(known):
    async with opened(known) as pilot:
        await typed(pilot, "hana", "escape")
        assert not isinstance(pilot.app.focused, Input)
        await typed(pilot, "", "l")
        assert pilot.app.focused.value == "hana"


async def test_hidden_names_are_never_completed(known):
    async with opened(known) as pilot:
        await pilot.press("ctrl+n")
        assert await ghost(pilot, "kof") == ""
        assert await ghost(pilot, "#1") == "#1 swedish 60m 90 card"


def test_names_that_are_words_of_the_line_go_in_quotation_marks(empty_desk):
    empty_desk.practice.menu.add({"name": "Back 30", "purpose": "wellness"})
    empty_desk.practice.menu.add_workplace("Harbour Spa")
    empty_desk.sessions.log(
        "ana 30m 50 card 11-12", {"service": "Back 30", "workplace": "Harbour Spa"}, confirmed=True
    )
    found = empty_desk.sessions.proposal("ana")
    assert found.text == 'ana "Back 30" 30m 50 card @harbour-spa'
    assert empty_desk.sessions.understand(found.text).session.service == "Back 30"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("free", "free"),
        ("90 insurance", "90 insurance"),
        ("90 unpaid", ""),
        ("90", ""),
        ("90+15 venmo", "90 venmo"),
        ("95 cash 55 card 40", ""),
        ("99.50 cash", "99.50 cash"),
    ],
)
def test_money_is_proposed_only_where_it_is_known_how_it_came(empty_desk, line, words):
    empty_desk.sessions.log(f"ana thai 60m {line} 11-12", confirmed=True)
    assert empty_desk.sessions.proposal("ana").text == f"ana thai 60m {words}".strip()


def test_a_package_goes_on_as_a_package(empty_desk):
    empty_desk.sessions.log("ana thai 60m 90 card 11-10", confirmed=True)
    empty_desk.credits.sell("ana", "450", sessions_sold="5", on="2026-11-11")
    empty_desk.sessions.log("ana thai 60m package 11-12")
    assert empty_desk.sessions.proposal("ana").text == "ana thai 60m package"


# -- the lines before


async def test_what_was_being_typed_comes_back_below_the_lines_before(known):
    async with opened(known) as pilot:
        await typed(pilot, "spend 4.50 tape", "enter")
        await typed(pilot, "hana 30", "up")
        assert pilot.app.focused.value == "spend 4.50 tape"
        await typed(pilot, "", "down")
        assert pilot.app.focused.value == "hana 30"


# -- several lines


PASTED = """hana swedish 60m 90 card 9:00

kofi deep 90z
spend 4.50 tape
newby thai 30m 40 cash 14:00
newby thai 30m 40 cash 15:00
"""


async def test_each_pasted_line_is_shown_and_nothing_written_until_it_is_said(known):
    async with opened(known) as pilot:
        before = known.history.latest(1)
        await typed(pilot, PASTED)
        assert isinstance(pilot.app.screen, PastedLines)
        screen = shown(pilot)
        assert "5 pasted lines" in screen
        assert "1  ✓ Hana Sakura · Swedish" in screen
        assert "3  ✗ entry: “90z” is no length" in screen
        assert "● “newby” is a new client; add them?" in screen
        assert screen.count("add them?") == 1  # the second line knows the client of the first
        assert "Write 4 lines, yes to 1 question" in screen
        assert known.history.latest(1) == before
        await typed(pilot, "", "escape")
        assert known.history.latest(1) == before
        assert "nothing was written; ↑ brings the pasted lines back" in shown(pilot)
        await typed(pilot, "", "up", "up")
        assert pilot.app.focused.value == "newby thai 30m 40 cash 14:00"


async def test_the_lines_that_can_be_are_written_at_once_and_the_refused_one_is_told(known):
    async with opened(known) as pilot:
        await typed(pilot, PASTED, "enter")
        assert [each.client for each in today(known)] == ["Hana Sakura", "newby", "newby"]
        assert "✓ 4 lines written" in shown(pilot)
        assert "line 3 not: ↑ brings it back" in shown(pilot)
        await typed(pilot, "", "up")
        assert pilot.app.focused.value == "kofi deep 90z"
        await typed(pilot, "", "ctrl+u", "ctrl+z")
        assert "undone: 4 lines pasted" in shown(pilot)
        assert not today(known)
        assert not known.clients.find("newby")


async def test_pasted_by_mouse_and_where_none_can_be_written(known):
    async with opened(known) as pilot:
        await typed(pilot, "hana 60z\nkofi 60z\n")
        assert "Write nothing (esc)" in shown(pilot)
        assert "Write 0" not in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, PastedLines)
        await typed(pilot, PASTED)
        await pilot.click("#write")
        await pilot.pause()
        assert len(today(known)) == 3


async def test_one_line_with_its_end_is_typed_as_ever(known):
    async with opened(known) as pilot:
        await typed(pilot, "hana swedish 60m\r\n")
        assert pilot.app.focused.value == "hana swedish 60m"


async def test_a_file_in_the_clipboard_is_refused_in_words(known):
    async with opened(known) as pilot:
        await typed(pilot, "hana 60m\n" * 1200)
        assert "✗ 1,200 lines were pasted, and 200 are the most" in shown(pilot)
        assert pilot.app.focused.value == ""


async def test_pasted_text_is_never_markup_and_hidden_with_the_names(known):
    async with opened(known, (80, 24)) as pilot:
        await typed(pilot, "hana 60m -- [b]x[/] \x1b[31m\nhana 60z [/]\n")
        assert "[b]x[/]" in shown(pilot)
        assert "hana 60z [/]" in shown(pilot)
        await typed(pilot, "", "escape", "ctrl+n")
        await typed(pilot, "#1 60m 8:00\n#2 60m 9:00\n")
        assert "Hana" not in shown(pilot)
        assert "client 1 · 60 min" in shown(pilot)
