"""Search everywhere: as you type, and to where it lives."""

from __future__ import annotations

import pytest
from areas import screen, shown
from textual.widgets import Input

from mtdesk.tui.parts.rows import Rows
from mtdesk.tui.search import Search


@pytest.fixture
def filled(practice):
    practice.sessions.log("łukasz swedish 60m 95 card 11-20 9:00 -- tightneck", confirmed=True)
    practice.incidents.add({"kind": "threat", "severity": "4", "client": "ana", "said": "wordy"})
    return practice


async def typed(pilot, text):
    await pilot.press("slash")
    assert isinstance(pilot.app.screen, Search)
    await pilot.press(*text)
    await pilot.pause()


@pytest.mark.parametrize(
    ("text", "area", "sees"),
    [
        ("luka", "Clients", "łukasz"),
        ("tightneck", "Today", "Fri 20 Nov"),
        ("wordy", "Incidents", "threat"),
    ],
)
async def test_enter_goes_to_where_it_lives(filled, text, area, sees):
    async with shown(filled, "Money") as pilot:
        await typed(pilot, text)
        assert filled.search.find(text)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.area.title == area
        assert sees in screen(pilot)


async def test_a_letter_finds_and_arrows_choose_and_esc_leaves(filled):
    async with shown(filled, "Week") as pilot:
        await typed(pilot, "swedish")
        rows = pilot.app.screen.query_one(Rows)
        assert rows.list.option_count == len(filled.search.find("swedish"))
        await pilot.press("down", "down")
        assert rows.list.has_focus
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Search)
        assert pilot.app.area.title == "Week"


async def test_nothing_asked_and_nothing_found_say_what_to_do(filled):
    async with shown(filled, "Week") as pilot:
        await typed(pilot, "")
        assert "Say what to look for" in screen(pilot)
        await pilot.press(*"zzzz")
        await pilot.pause()
        assert "Nothing holds “zzzz”" in screen(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Search)  # there is nowhere to go


async def test_hidden_names_stay_hidden_and_no_word_of_an_incident_shows(filled):
    async with shown(filled, "Clients") as pilot:
        await pilot.press("h")
        await typed(pilot, "luka")
        assert "łukasz" not in screen(pilot)
        assert "client" in screen(pilot)
        pilot.app.screen.query_one(Input).value = "wordy"
        await pilot.pause()
        seen = screen(pilot)
        assert "incident" in seen
        assert "threat" not in seen


async def test_markup_and_signs_are_words(filled):
    async with shown(filled, "Week") as pilot:
        await pilot.press("slash")
        pilot.app.screen.query_one(Input).value = "[red]a[/red] \"NEAR( '*"
        await pilot.pause()
        assert "Nothing holds" in screen(pilot)


@pytest.mark.parametrize(
    ("asked", "kind", "hides"),
    [
        ("swedish", "session", ("łukasz", "tightneck")),
        ("kneecap", "client", ("łukasz", "kneecap", "lu@example.org")),
        ("lucky", "client", ("łukasz", "lucky")),
        ("almond", "expense", ("almond",)),
    ],
)
async def test_with_hidden_names_no_word_about_anybody_is_drawn(filled, asked, kind, hides):
    number = filled.clients.one("łukasz").id
    filled.clients.edit(number, {"note": "kneecap", "email": "lu@example.org"})
    filled.clients.identity.add_alias(number, "Lucky")
    filled.ledger.spend("42.50 oil -- almond")
    async with shown(filled, "Week") as pilot:
        await pilot.press("h", "slash")
        line = pilot.app.screen.query_one(Input)
        line.value = asked
        await pilot.pause()
        rows = pilot.app.screen.query_one(Rows).list
        drawn = " ".join(str(option.prompt) for option in rows.options)
        assert kind in drawn
        for word in hides:
            assert word not in drawn
