"""What all areas have in common: empty and full, trouble and refusals in words."""

from __future__ import annotations

import pytest
from alone import Alone
from areas import said, screen, words
from areas import shown as area_shown
from dashboard import opened, shown
from textual.widgets import Input

from mtdesk.errors import DamagedFileError, RefusedError
from mtdesk.tui.area import Area

AREAS = ("Week", "Money", "Body", "Clients", "Incidents", "Findings")
SIZES = [(80, 24), (120, 40)]
MARKUP = "[red]left[/] neck [/x]"  # what a person may well type


class TestEveryArea:
    @pytest.mark.parametrize("size", SIZES)
    async def test_empty_says_what_to_do_first(self, nothing, size):
        first = {
            "Week": "No done session in this week",
            "Money": "No money in 2026 yet",
            "Body": "Press c",
            "Clients": "Press a",
            "Incidents": "Press r",
            "Findings": "log sessions",
        }
        async with area_shown(nothing, "Week", size) as pilot:
            for title, sentence in first.items():
                await pilot.app.action_area(title)
                await pilot.pause()
                assert sentence in screen(pilot)
        assert not nothing.exists  # looking writes nothing

    @pytest.mark.parametrize("size", SIZES)
    async def test_full_fits_its_width(self, practice, size):
        practice.incidents.add({"kind": "threat", "severity": "4", "said": "a word " * 40})
        async with area_shown(practice, "Week", size) as pilot:
            for title in AREAS:
                await pilot.app.action_area(title)
                await pilot.pause()
                assert pilot.app.area.title == title
                for part in pilot.app.area.walk_children(with_self=False):
                    assert part.region.right <= size[0], part

    async def test_every_key_of_an_empty_area_is_harmless(self, nothing):
        async with area_shown(nothing, "Week") as pilot:
            for title in AREAS:
                await pilot.app.action_area(title)
                await pilot.press("left_square_bracket", "down", "f", "escape")
                await pilot.press("e", "escape", "d", "a", "escape")
                assert pilot.app.area.title == title
        assert not nothing.exists

    async def test_what_was_typed_is_never_markup(self, practice):
        practice.clients.add({"name": MARKUP, "phone": "[/]", "note": "[b]x"})
        practice.incidents.add(
            {"kind": "other", "severity": "1", "client": MARKUP, "said": MARKUP, "told": "[/x]"}
        )
        practice.wellbeing.check_in(f"body 3 -- {MARKUP}")
        async with area_shown(practice, "Clients") as pilot:
            await pilot.press("f", *"neck")
            await pilot.pause()
            assert "[red]left[/] neck" in screen(pilot)
            assert "note [b]x" in said(pilot, "#client-rest")
            await pilot.press("enter", "e")
            assert pilot.app.screen.query_one("#ask-name", Input).value == MARKUP
            await pilot.press("escape")
            await pilot.app.action_area("Incidents")
            await pilot.pause()
            assert MARKUP in words(pilot, "#incident-words")
            await pilot.app.action_area("Body")
            await pilot.pause()
            assert "[red]left[/] neck" in screen(pilot)


class Broken(Area):
    title = "Broken"
    trouble: Exception | None = DamagedFileError("practice.db is damaged; restore a backup [/x]")

    def show_figures(self):
        if self.trouble:
            raise self.trouble


async def test_an_area_that_cannot_be_read_says_why_until_it_can(desk):
    area = Broken(desk)
    async with Alone(area).run_test(size=(80, 10)) as pilot:
        area.refresh_if_stale()
        await pilot.pause()
        assert "restore a backup [/x]" in shown(pilot)
        area.trouble, area.is_stale = None, True
        area.refresh_if_stale()
        await pilot.pause()
        assert "restore a backup" not in shown(pilot)


async def test_a_refusal_is_said_in_words_and_a_mistake_of_ours_is_not_hidden(desk):
    async with opened(desk) as pilot:
        with pilot.app.area.in_words():
            raise RefusedError("not now [/x]")
        await pilot.pause()
        assert [note.message for note in pilot.app._notifications] == ["not now [/x]"]
        with pytest.raises(ZeroDivisionError), pilot.app.area.in_words():
            1 / 0  # noqa: B018
