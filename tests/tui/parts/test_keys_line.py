"""Every key is on the line below, or the line says that it is behind `?`, and it is."""

from __future__ import annotations

import pytest
from areas import shown
from dashboard import shown as lines_of

from mtdesk.tui.app import AREAS
from mtdesk.tui.parts.help import Help
from mtdesk.tui.parts.lines import KeysLine


def keys_line(pilot):
    return lines_of(pilot).splitlines()[-1]


def in_force(pilot):
    """Words of the keys that work where the focus is."""
    here, everywhere = pilot.app.query_one(KeysLine)._keys()
    return [*here, *everywhere]


def help_text(pilot):
    return pilot.app.screen._text().plain


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("area", AREAS)
async def test_every_key_is_shown_or_said_to_be_in_help(practice, area, width):
    async with shown(practice, area, (width, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        said = keys_line(pilot)
        missing = [words for words in in_force(pilot) if words not in said and words != "help"]
        assert bool(missing) == ("? more" in said), said
        assert ("? help" in said) != ("? more" in said)
        bindings = {
            binding.description: binding.tooltip or binding.description
            for _, binding, _, _ in pilot.app.screen.active_bindings.values()
        } | {"palette": "every command by name"}
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, Help)
        for words in missing:
            assert bindings[words] in help_text(pilot)


async def test_at_80_columns_the_first_keys_of_money_come_first(practice):
    async with shown(practice, "Money", (80, 24)) as pilot:
        said = keys_line(pilot).split()
        assert said[:5] == ["enter", "rows", "[", "]", "year"]
        assert said[-4:] == ["?", "more", "^p", "all"]


async def test_while_typing_help_is_on_f1(practice):
    async with shown(practice, "Today", (80, 24)) as pilot:
        await pilot.press("x")
        assert "F1 help" in keys_line(pilot)
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert "F1 more" in keys_line(pilot)
        assert keys_line(pilot).startswith(" enter save")


async def test_in_an_empty_bar_no_key_is_shown_that_does_nothing(practice):
    async with shown(practice, "Today", (120, 40)) as pilot:
        said = keys_line(pilot)
        assert "enter" not in said
        assert "tab" not in said
        await pilot.press("a")
        assert keys_line(pilot).split()[:4] == ["enter", "save", "tab", "complete"]
        await pilot.press("backspace", "tab")
        assert "enter open" in keys_line(pilot)  # the focus went on


async def test_a_click_on_more_opens_help(practice):
    async with shown(practice, "Money", (60, 24)) as pilot:
        await pilot.click(KeysLine, offset=(keys_line(pilot).index("more"), 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)


async def test_what_is_behind_more_comes_first_in_help(practice):
    async with shown(practice, "Money", (80, 24)) as pilot:
        await pilot.press("question_mark")
        assert help_text(pilot).startswith("Here: income by month, $\n")
        assert "income by week" in help_text(pilot)
        await pilot.press("escape", "1", "f1")
        assert help_text(pilot).startswith("The entry line")


async def test_help_says_more_of_a_key_than_the_line(practice):
    async with shown(practice, "Money") as pilot:
        await pilot.press("question_mark")
        assert "the year as a file: csv, xlsx, pdf" in help_text(pilot)
        assert "^p" in help_text(pilot)
