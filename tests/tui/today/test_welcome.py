"""The first time: four questions that can wait, never asked twice, and a look round."""

from __future__ import annotations

import pytest
from dashboard import opened, shown, typed
from textual.widgets import Input

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.tui.app import AREAS
from mtdesk.tui.commands import every
from mtdesk.tui.parts.dialogs import Ask
from mtdesk.tui.today.tour import STOPS, Tour

SIZES = [(80, 24), (120, 40), (200, 60)]
WELCOME = "four answers, each can wait"


async def answered(pilot, **said):
    """The dialog opened from an empty bar, filled in and saved."""
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Ask)
    for key, text in said.items():
        pilot.app.screen.query_one(f"#ask-{key}", Input).value = text
    await pilot.press("ctrl+s")
    await pilot.pause()


def stored(desk):
    return dict(desk.book.rows("SELECT key, value FROM setting"))


class TestAsked:
    @pytest.mark.parametrize("size", SIZES)
    async def test_where_there_is_no_practice_and_the_bar_keeps_the_focus(self, nothing, size):
        async with opened(nothing, size) as pilot:
            assert WELCOME in shown(pilot)
            assert "enter" in shown(pilot).split(WELCOME)[1].partition("Type your first")[0]
            assert pilot.app.focused is pilot.app.query_one("BarLine")
        assert not nothing.exists  # looking makes no file

    async def test_a_practice_that_holds_nothing_is_asked_and_one_with_a_session_is_not(
        self, empty_desk, open_desk
    ):
        async with opened(empty_desk) as pilot:
            assert WELCOME in shown(pilot)
            await typed(pilot, "ana swedish 60m 90 cash", "enter")
            await pilot.press("y")
            await pilot.pause()
            assert WELCOME not in shown(pilot)
        async with opened(open_desk()) as pilot:
            assert WELCOME not in shown(pilot)

    async def test_the_sample_is_never_asked(self, clock):
        with sample_desk(Desk, lambda: clock[0], zone_name="UTC") as sample:
            assert not sample.practice.is_new

    @pytest.mark.parametrize("size", SIZES)
    async def test_one_key_begins_with_what_is_there(self, nothing, size):
        async with opened(nothing, size) as pilot:
            assert "import a file, restore a backup (a)" in shown(pilot)
            await pilot.press("escape", "a")
            await pilot.pause()
            assert "restore a backup" in shown(pilot)
            await pilot.press("1")
            await pilot.pause()
            assert pilot.app.screen.query_one("#ask-file", Input)
        assert not nothing.exists

    async def test_answers_are_written_as_one_and_taken_back_as_one(self, nothing):
        async with opened(nothing) as pilot:
            await answered(
                pilot, currency="eur", hour="95", income_target="60000", hours_a_week="20"
            )
            assert isinstance(pilot.app.screen, Tour)
            await pilot.press("escape")
            settings = nothing.settings
            assert settings.currency.code == "EUR"
            assert settings.income_target_minor == 6000000
            assert settings.hands_on_minutes_a_week == 1200
            of_hour = [each for each in nothing.practice.menu.services() if each.minutes == 60]
            assert {each.price_minor for each in of_hour} == {9500}
            others = [each for each in nothing.practice.menu.services() if each.minutes != 60]
            assert {each.price_minor for each in others} == {None}
            assert WELCOME not in shown(pilot)
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert nothing.settings.currency.code == "USD"
            assert nothing.settings.income_target_minor is None

    @pytest.mark.parametrize(
        ("key", "text", "words"),
        [
            ("currency", "xx", "currency"),
            ("hour", "95x", "price: “95x” is not an amount"),
            ("income_target", "lots", "income_target"),
            ("hours_a_week", "500", "hours_a_week: “500” is not 1 to 100 hours"),
        ],
    )
    async def test_what_a_setting_refuses_is_refused_in_its_words(self, nothing, key, text, words):
        async with opened(nothing) as pilot:
            await answered(pilot, **{"hours_a_week": "20", key: text})
            assert isinstance(pilot.app.screen, Ask)
            assert words in shown(pilot)
        assert not nothing.exists  # nothing is written then

    async def test_an_empty_answer_leaves_it_as_it_is(self, nothing):
        async with opened(nothing) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter", "enter", "enter", "enter")  # one key for each
            await pilot.pause()
            assert isinstance(pilot.app.screen, Tour)
        kept = stored(nothing)
        assert set(kept) == {"zone", "currency", "was_welcomed"}

    async def test_skipped_whole_it_writes_only_that_it_was_asked(self, nothing, open_desk):
        async with opened(nothing) as pilot:
            await pilot.press("escape", "escape")
            await pilot.pause()
            assert WELCOME not in shown(pilot)
            assert not isinstance(pilot.app.screen, Tour)
            assert "Tour shows you round" in shown(pilot)
            assert pilot.app.focused is pilot.app.query_one("BarLine")
        assert set(stored(nothing)) == {"zone", "currency", "was_welcomed"}
        assert all(each.price_minor is None for each in nothing.practice.menu.services())
        async with opened(open_desk()) as pilot:
            assert WELCOME not in shown(pilot)

    async def test_the_question_she_stands_on_comes_first(self, nothing):
        async with opened(nothing) as pilot:
            await pilot.press("escape", "down", "down", "enter")
            await pilot.pause()
            assert pilot.app.focused.id == "ask-income_target"


class TestTour:
    @pytest.mark.parametrize("size", SIZES)
    async def test_it_goes_through_the_areas_and_ends_in_the_bar(self, desk, size):
        async with opened(desk, size) as pilot:
            pilot.app.action_tour()
            await pilot.pause()
            for number, stop in enumerate(STOPS, 1):
                assert f"tour · {number} of {len(STOPS)} · {stop.area}" in shown(pilot)
                assert pilot.app.area.title == stop.area
                await pilot.press("enter")
                await pilot.pause()
            assert not isinstance(pilot.app.screen, Tour)
            assert pilot.app.area.title == "Today"
            assert pilot.app.focused is pilot.app.query_one("BarLine")
        assert {stop.area for stop in STOPS} < set(AREAS)

    async def test_escape_ends_it_and_left_goes_back(self, desk):
        async with opened(desk) as pilot:
            pilot.app.action_tour()
            await pilot.pause()
            await pilot.press("left", "enter", "enter", "left")
            await pilot.pause()
            assert pilot.app.area.title == "Week"
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.area.title == "Today"

    async def test_it_is_found_by_name(self, desk):
        async with opened(desk) as pilot:
            titles = [each.title for each in every(pilot.app.area, is_hidden=False)]
            assert "Tour" in titles
