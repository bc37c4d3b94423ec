"""The plan's pane: what is chosen moves the figures at once, and an answer can be looked at and kept."""

from __future__ import annotations

from datetime import date

import pytest
from areas import screen, shown, until, words
from textual.widgets import Static

from mtdesk.desk.week import plan as plans
from mtdesk.tui.week.plan import Answers, Planning


@pytest.fixture
def weeks(furnished, open_desk):
    return furnished(open_desk(), fourteen_weeks)


def fourteen_weeks(desk):
    desk.practice.set("zone", "America/New_York")
    for week in range(34, 48):
        for weekday, line in (
            (1, "ana swedish 60m 90 cash e3"),
            (2, "bo deep tissue 90m 120 cash e6"),
        ):
            day = date.fromisocalendar(2026, week, weekday)
            desk.sessions.log(f"{line} {day} 9:00", confirmed=True)


def answer(pilot):
    return str(pilot.app.screen.query_one("#plan-answer", Static).render())


@pytest.mark.parametrize("area", ["Week", "Money"])
async def test_p_opens_it_and_arrows_move_the_figures(weeks, area):
    async with shown(weeks, area) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Planning)
        assert "take-home" in words(pilot, "#plan-figures")
        await pilot.press("down", "down", "right")
        assert "Income" in answer(pilot)
        assert "$5 more" in screen(pilot)
        assert "every price $5 higher" in str(pilot.app.screen.query_one(".dialog").border_title)
        await pilot.press("left")
        assert "Choose" in answer(pilot)
        await pilot.press("right", "d")
        assert "Choose" in answer(pilot)


async def test_a_click_moves_a_row_on(weeks):
    async with shown(weeks, "Week") as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.click("OptionList", offset=(4, 3))
        await pilot.pause()
        assert "1 more" in screen(pilot)


async def test_a_client_is_dropped_and_has_no_name_while_names_are_hidden(weeks):
    async with shown(weeks, "Week") as pilot:
        await pilot.press("p", "end", "right")
        await pilot.pause()
        assert "14 of your last 28 sessions would have fallen away" in words(pilot, "#plan-said")
        title = pilot.app.screen.query_one(".dialog")
        assert "without bo" in str(title.border_title)
        await pilot.press("escape", "ctrl+n", "p", "end", "right")
        await pilot.pause()
        assert "without client 2" in str(pilot.app.screen.query_one(".dialog").border_title)


@pytest.mark.parametrize(
    ("size", "charts", "width"),
    [((80, 24), 0, 80), ((80, 50), 2, 80), ((120, 40), 2, 115), ((200, 60), 2, 196)],
)
async def test_income_and_load_are_drawn_where_there_is_room(weeks, size, charts, width):
    async with shown(weeks, "Week", size=size) as pilot:
        await pilot.press("p")
        await pilot.pause()
        drawn = [each for each in pilot.app.screen.query("#plan-charts Chart") if each.size.height]
        assert len(drawn) == charts
        dialog = pilot.app.screen.query_one(".dialog")
        assert dialog.size.width >= width - 8
        if drawn:  # no row of it is empty
            assert drawn[-1].region.bottom == dialog.region.bottom - 1


async def test_what_contradicts_is_said_and_cannot_be_kept(weeks):
    async with shown(weeks, "Week") as pilot:
        await pilot.press("p", "down", "down", "right", *["down"] * 4, "right")
        await pilot.pause()
        assert "goes with no other price" in answer(pilot)
        await pilot.press("y")
        assert not weeks.settings.stored.get("plan")


async def test_y_makes_it_the_target_that_week_shows(weeks):
    async with shown(weeks, "Week") as pilot:
        await pilot.press("p", "right", "y", "escape")
        await pilot.pause()
        assert weeks.settings.get("plan").startswith("2026-11-23 load=")
        await until(pilot, lambda: "at most 1 h a day (kept so far)" in screen(pilot))
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert not weeks.settings.stored.get("plan")


async def test_turned_round_an_answer_is_looked_at(weeks):
    async with shown(weeks, "Week") as pilot:
        await pilot.press("p", "f")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Answers))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Planning))
        assert "less" in answer(pilot)


async def test_too_few_weeks_say_so(desk):
    async with shown(desk, "Week", size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "A plan needs" in answer(pilot)
        await pilot.press("y", "i")
        await pilot.pause()


def test_steps_are_asked_again_as_they_were_typed(weeks):
    asked = plans.Asked(cap_day="4", price=("swedish=95",), day_off=("mon",), drop=("bo",))
    listed = weeks.week.plans.of(asked).steps
    again = weeks.week.plans.asked_of(listed)
    assert weeks.week.plans.of(again).steps == listed
