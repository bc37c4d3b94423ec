"""A practice encrypted from the dashboard, given another passphrase, and made plain again."""

from __future__ import annotations

import pytest
from dashboard import opened, shown, typed

from mtdesk.store.file import first_bytes, unlocking


@pytest.fixture(autouse=True)
def forgotten():
    unlocking.forget()
    yield
    unlocking.forget()
    unlocking.asked_of(None)


async def answered(pilot, command, **answers):
    await pilot.app.run_action(f"open('files.encrypting:{command}')", pilot.app.area)
    await pilot.pause()
    for name, text in answers.items():
        pilot.app.screen.query_one(f"#ask-{name}").value = text
    await pilot.press("ctrl+s")
    await pilot.pause()
    await pilot.pause()


async def test_it_is_encrypted_and_plain_again(desk):
    async with opened(desk) as pilot:
        phrase = "four words nobody guesses"
        await answered(pilot, "encrypt", kind="passphrase", passphrase=phrase, again="another")
        assert "the two passphrases differ" in shown(pilot)
        assert phrase not in shown(pilot)
        await pilot.press("escape")
        await answered(pilot, "encrypt", kind="passphrase", passphrase=phrase, again=phrase)
        assert "shown this once" in shown(pilot)
        assert first_bytes.salt_of(desk.path)
        await pilot.press("escape")
        await pilot.pause()
        assert "Marta" in shown(pilot)
        await typed(pilot, "josé swedish 60m 85 cash 15:00", "enter")
        assert "José" in shown(pilot)
        second = "quite another passphrase"
        await answered(pilot, "change", kind="passphrase", passphrase=second, again=second)
        assert "anew" in shown(pilot)  # where the line ends goes by the length of the path
        await pilot.press("escape", "f8")
        await pilot.pause()
        await typed(pilot, phrase, "enter")
        assert "that passphrase does not open" in shown(pilot)
        await typed(pilot, second, "enter")
        await pilot.pause()
        assert "Marta" in shown(pilot)
        await pilot.app.run_action("open('files.encrypting:decrypt')", pilot.app.area)
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert desk.path.read_bytes().startswith(first_bytes.PLAIN)
        await pilot.pause()
        assert "Marta" in shown(pilot)
