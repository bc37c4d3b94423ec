"""What is agreed with a client, their names, two made one, one deleted for good: from anywhere."""

from __future__ import annotations

import pytest
from areas import screen
from dashboard import opened, typed

from mtdesk.tui.parts.told import Told


async def open_(pilot, name):
    pilot.app.action_open(f"clients.identity:{name}")
    await pilot.pause()


async def test_the_client_she_is_looking_at_stands_there_already(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "5")
        await pilot.pause()
        shown = pilot.app.area.client
        await open_(pilot, "block")
        await pilot.press("enter")
        await typed(pilot, "two no-shows", "enter", "enter")
        client = desk.clients.one(f"#{shown.id}")
        assert (client.standing, client.standing_why) == ("block", "two no-shows")


async def test_with_names_hidden_they_are_a_number(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "5", "h")
        await pilot.pause()
        number = pilot.app.area.client.id
        await open_(pilot, "block")
        assert f"#{number}" in screen(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert desk.clients.one(f"#{number}").standing == "block"


@pytest.mark.parametrize("said", ["prepay", "not-alone", "none"])
async def test_anything_can_be_agreed_and_taken_back(desk, said):
    client = desk.clients.one("ana")
    desk.clients.standing.agree(client.id, "block")
    async with opened(desk) as pilot:
        await open_(pilot, "standing")
        await typed(pilot, "ana", "enter")
        await typed(pilot, said, "ctrl+s")
        assert desk.clients.one("ana").standing == said.replace("-", "_")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert desk.clients.one("ana").standing == "block"


async def test_a_wrong_word_is_said_and_nothing_is_written(desk):
    async with opened(desk) as pilot:
        before = desk.history.latest(1)
        await open_(pilot, "standing")
        await typed(pilot, "ana", "enter")
        await typed(pilot, "banished", "ctrl+s")
        assert "“banished” is not one of" in screen(pilot)
        assert desk.history.latest(1) == before


async def test_a_letter_is_shown_to_whom_is_referred_on(desk):
    async with opened(desk) as pilot:
        await open_(pilot, "release")
        await typed(pilot, "ana", "ctrl+s")
        assert isinstance(pilot.app.screen, Told)
        assert "Dear Ana Pérez" in screen(pilot)
        assert desk.clients.one("ana").standing == "released"


async def test_another_name_is_given_and_taken(desk):
    async with opened(desk) as pilot:
        await open_(pilot, "alias")
        await typed(pilot, "ana", "enter")
        await typed(pilot, "Anita", "ctrl+s")
        assert desk.clients.one("anita").name == "Ana Pérez"
        await open_(pilot, "alias")
        await typed(pilot, "ana", "enter")
        await typed(pilot, "Anita", "enter")
        await typed(pilot, "yes", "enter")
        assert desk.clients.one("ana").aliases == ()


async def test_two_become_one_after_a_question(desk):
    async with opened(desk) as pilot:
        visits = len(desk.sessions.between(client="ana")) + len(
            desk.sessions.between(client="marta")
        )
        await open_(pilot, "merge")
        await typed(pilot, "marta", "enter")
        await typed(pilot, "ana", "enter")
        assert "Merge" in screen(pilot)
        assert desk.clients.one("marta").name == "Marta Nowak"
        await pilot.press("enter")
        await pilot.pause()
        assert desk.clients.one("marta").name == "Ana Pérez"
        assert len(desk.sessions.between(client="ana")) == visits


async def test_a_purge_shows_the_plan_and_one_enter_too_many_does_nothing(desk):
    async with opened(desk) as pilot:
        await open_(pilot, "purge")
        await typed(pilot, "marta", "enter")
        assert "goes: name, contact and notes" in screen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert desk.clients.one("marta")
        await pilot.press("y")
        await pilot.pause()
        assert "Marta" not in str(desk.clients.every_name())
        assert "purged: they are client" in screen(pilot)


async def test_nobody_is_no_client(desk):
    async with opened(desk) as pilot:
        for name in ("block", "alias", "merge", "purge"):
            await open_(pilot, name)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert "client: is empty" in screen(pilot), name
            await pilot.press("escape")
            await pilot.pause()
