"""The body: the map, the check-in by keys, the year of days, and what she said before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from areas import named, screen, shown, table, until, words
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.widgets import Input
from tried import times

from mtdesk.desk.week import DayLoad
from mtdesk.model.period import Period, year_of
from mtdesk.model.wellbeing import SITES
from mtdesk.tui.body import sites_said
from mtdesk.tui.body.check_in import _CELLS, _FIGURES, _PLACES, BodyMap, CheckInScreen
from mtdesk.tui.body.heatmap import WEEKS_OF_DAYS, Heatmap
from mtdesk.tui.parts.chart import Chart


class Alone(App):
    """A widget by itself, with what it said."""

    def __init__(self, widget):
        super().__init__()
        self.widget = widget
        self.told = []

    def compose(self):
        yield self.widget

    def on_body_map_changed(self, event):
        self.told.append((event.site, event.level))


def numbers(body_map):
    """What stands at each site of a map."""
    lines = str(body_map.render()).split("\n")
    return {site: lines[row][left : left + _CELLS].strip() for site, (row, left) in _PLACES.items()}


class TestArea:
    async def test_last_check_in_map_and_sites(self, practice):
        async with shown(practice, "Body") as pilot:
            assert "Last check-in today: body 6, mind 4 of 10" in words(pilot, "#body-words")
            assert any(row.startswith("right thumb ") for row in table(pilot, "#body-sites"))
            assert table(pilot, "#body-sites")[1].endswith("5 5 1x")
            assert numbers(pilot.app.query_one(BodyMap))["thumb-r"] == "[5 ]"
            assert "not a validated instrument" in words(pilot, "#body-words")
            assert "Mon 23 Nov 2026: 1 h hands-on" in screen(pilot)

    async def test_check_in_of_six_keys_is_written_and_shown(self, practice, clock):
        clock[0] += timedelta(days=1)
        async with shown(practice, "Body") as pilot:
            await pilot.press("c", "6", "4", "right", "7", "enter")
            await pilot.pause()
            assert not isinstance(pilot.app.screen, CheckInScreen)
            assert "Last check-in today: body 6, mind 4" in words(pilot, "#body-words")
        said = practice.wellbeing.of_day(practice.today)
        assert (said.body, said.mind, said.sleep_hours, said.soreness) == (6, 4, None, {"hip-r": 7})

    async def test_check_in_from_the_map_begins_at_its_site_and_adds_to_the_day(self, practice):
        async with shown(practice, "Body") as pilot:
            await pilot.press("up", "enter")
            assert pilot.app.screen.query_one(BodyMap).site == "wrist-r"
            await pilot.press("tab", "tab", "1", "0", "tab", *"6.5", "enter")
            await pilot.pause()
        said = practice.wellbeing.of_day(practice.today)
        assert (said.body, said.mind, said.sleep_hours) == (6, 4, 6.5)
        assert said.soreness == {"thumb-r": 5, "wrist-r": 10}

    async def test_check_in_that_says_nothing_or_something_wrong_is_refused(self, practice, clock):
        clock[0] += timedelta(days=1)
        async with shown(practice, "Body") as pilot:
            await pilot.press("c", "enter")
            assert "says nothing yet" in words(pilot, "CheckInScreen .trouble")
            pilot.app.screen.query_one("#slept", Input).value = "99"
            await pilot.press("6", "enter")
            assert "0 to 24 hours" in words(pilot, "CheckInScreen .trouble")
            await pilot.press("escape")
        assert practice.wellbeing.of_day(practice.today) is None

    async def test_weeks_are_cycled(self, practice):
        practice.wellbeing.check_in("body 3 neck 4", on="2026-03-01")
        async with shown(practice, "Body") as pilot:
            for weeks in (26, 52, 12):
                await pilot.press("w")
                chart = pilot.app.query_one("#body-exhaustion", Chart)
                await until(
                    pilot,
                    lambda: chart.series and len(chart.series.labels) == weeks,  # noqa: B023
                )
                assert f"in {weeks} weeks" in words(pilot, "#body-words")
                await until(
                    pilot,
                    lambda has_neck=weeks == 52: (
                        any(row.startswith("neck") for row in table(pilot, "#body-sites"))
                        == has_neck
                    ),
                )

    async def test_map_shows_the_check_in_under_the_cursor(self, practice):
        practice.wellbeing.check_in("neck 3", on="2026-11-20")
        async with shown(practice, "Body") as pilot:
            pilot.app.query_one("Body Rows").take_focus()
            await pilot.press("down")
            await pilot.pause()
            shown_map = pilot.app.query_one(BodyMap)
            assert numbers(shown_map)["neck"] == "3"
            assert named(pilot, "#body-map-panel") == "soreness, Fri 20 Nov, 0 to 10"

    async def test_edit_changes_what_was_changed_and_refuses_what_is_wrong(self, practice):
        async with shown(practice, "Body") as pilot:
            await pilot.press("e")
            pilot.app.screen.query_one("#ask-body", Input).value = "11"
            await pilot.press("ctrl+s")
            assert "0 to 10" in words(pilot, "Ask .trouble")
            pilot.app.screen.query_one("#ask-body", Input).value = "8"
            pilot.app.screen.query_one("#ask-sore", Input).value = "neck 2"
            await pilot.press("ctrl+s")
            await pilot.pause()
        after = practice.wellbeing.of_day(practice.today)
        assert (after.body, after.mind, after.soreness) == (8, 4, {"neck": 2})

    async def test_remove_asks_first(self, practice):
        async with shown(practice, "Body") as pilot:
            await pilot.press("d", "escape")
            assert practice.wellbeing.of_day(practice.today) is not None
            await pilot.press("d", "enter")
            await pilot.pause()
            assert "No check-in" in words(pilot, "#body-words")
        assert practice.wellbeing.of_day(practice.today) is None

    async def test_questionnaire_by_its_key(self, practice):
        async with shown(practice, "Body") as pilot:
            await pilot.press("a")
            await pilot.pause()
            assert type(pilot.app.screen).__name__ == "QuestionnaireDialog"
            await pilot.press("escape")

    def test_soreness_of_the_latest_days(self, practice):
        practice.wellbeing.check_in("thumb-r 7 neck 9", on="2026-11-01")
        asked = practice.wellbeing.between(year_of(2026))
        thumb, neck = practice.wellbeing.soreness(asked)
        assert (thumb.site, thumb.last, thumb.most, thumb.times) == ("thumb-r", 5, 5, 1)
        assert (neck.site, neck.last, neck.most, neck.times) == ("neck", 9, None, 0)

    def test_a_site_left_out_is_taken_away(self, practice):
        before = practice.wellbeing.of_day(practice.today)
        assert sites_said("neck 2", before) == {"thumb-r": "", "neck": "2"}
        assert sites_said("neck=2 thumb-r=1", before) == {"neck": "2", "thumb-r": "1"}


class TestMap:
    def test_every_site_has_a_place_of_its_own_within_the_figures(self):
        assert set(_PLACES) == set(SITES)
        cells = {(row, left + n) for row, left in _PLACES.values() for n in range(_CELLS)}
        assert len(cells) == _CELLS * len(SITES)
        for row, left in _PLACES.values():
            assert set(_FIGURES[row][left : left + _CELLS]) <= {" ", "─"}

    @given(st.lists(st.sampled_from(("left", "right", "up", "down")), max_size=30))
    @times(20)
    def test_arrows_stay_on_the_map(self, ways):
        body_map = BodyMap()
        for way in ways:
            body_map.action_move(way)
            assert body_map.site in SITES

    def test_arrows_reach_every_site(self):
        body_map, reached, edge = BodyMap(), set(), [SITES[0]]
        while edge:
            site = edge.pop()
            reached.add(site)
            for way in ("left", "right", "up", "down"):
                body_map.go_to(site)
                body_map.action_move(way)
                if body_map.site not in reached:
                    edge.append(body_map.site)
        assert reached == set(SITES)

    async def test_digits_say_and_backspace_takes_back(self):
        body_map = BodyMap({"thumb-l": 2}, editable=True, before={"neck": 6})
        app = Alone(body_map)
        async with app.run_test(size=(80, 20)) as pilot:
            body_map.focus()
            body_map.go_to_sorest()
            assert body_map.site == "neck"
            assert "(6) last time" in str(body_map.render())
            await pilot.press("1", "0", "backspace", "4")
            assert body_map.said == {"neck": 4}
            assert app.told == [("neck", 1), ("neck", 10), ("neck", None), ("neck", 4)]
            assert numbers(body_map)["thumb-l"] == "2"

    async def test_where_nothing_can_be_said_digits_are_left_for_others(self):
        app = Alone(BodyMap({"thumb-l": 2}))
        async with app.run_test(size=(80, 20)) as pilot:
            app.widget.focus()
            await pilot.press("7", "backspace")
            assert (app.widget.said, app.told) == ({}, [])

    async def test_mouse_chooses(self):
        app = Alone(BodyMap(editable=True))
        async with app.run_test(size=(80, 20)) as pilot:
            row, left = _PLACES["low-back"]
            await pilot.click(BodyMap, offset=(left + 1, row))
            assert app.widget.site == "low-back"
            await pilot.click(BodyMap, offset=(0, 0))
            assert app.widget.site == "low-back"


TODAY = date(2026, 11, 25)  # a Wednesday


def year(minutes):
    """Whole weeks from Monday up to the one of TODAY; `minutes` by day."""
    period = Period(date(2026, 11, 30) - timedelta(weeks=WEEKS_OF_DAYS), date(2026, 11, 30))
    return [
        DayLoad(
            day=day, sessions=1 if minutes.get(day) else 0, hands_on_minutes=minutes.get(day, 0)
        )
        for day in period.days()
    ]


class TestHeatmap:
    @pytest.mark.parametrize("width", [60, 80, 120])
    async def test_five_shades_and_a_mark_that_need_no_colour(self, width):
        worked = {60: "░", 61: "▒", 180: "▓", 240: "█", 241: "▲"}
        minutes = {
            TODAY - timedelta(days=7 * n): each for n, each in enumerate(reversed(worked), 0)
        }
        app = Alone(Heatmap())
        async with app.run_test(size=(width, 14)) as pilot:
            app.widget.show(year(minutes), 240, TODAY)
            assert "▓█◆" in str(app.widget.render()).replace(" ", "")  # the cursor, while focused
            app.set_focus(None)
            await pilot.pause()
            lines = str(app.widget.render()).split("\n")
            wednesday = next(line for line in lines if line.startswith("Wed"))
            assert "".join(wednesday.split())[-5:] == "".join(worked.values())
            thursday = next(line for line in lines if line.startswith("Thu"))
            assert len(thursday.rstrip()) < len(wednesday.rstrip())  # not yet
            assert "░ to 1 h  ▒ to 2 h  ▓ to 3 h  █ to 4 h  ▲ over 4 h" in lines[-1]
            assert max(map(len, lines[:8])) <= width

    async def test_cursor_says_day_and_hours(self):
        app = Alone(Heatmap())
        heatmap = app.widget
        async with app.run_test(size=(120, 14)) as pilot:
            heatmap.show(year({TODAY - timedelta(days=8): 255}), 240, TODAY)
            heatmap.focus()
            await pilot.press("right", "down")
            assert heatmap.day.day == TODAY  # there is nothing later
            await pilot.press("left", "up")
            assert "Tue 17 Nov 2026: 4 h 15 hands-on, 15 min past your 4 h" in str(heatmap.render())
            await pilot.press("home")
            assert heatmap.day.day == date(2025, 11, 24)
            await pilot.press("end")
            assert heatmap.day.day == TODAY
            await pilot.click(Heatmap, offset=(4, 2))
            assert heatmap.day.day == date(2025, 11, 25)
            assert "no session" in str(heatmap.render())

    def test_before_anything_is_shown_it_is_empty(self):
        assert Heatmap().day is None
