"""The week: the answer in words, the figures beside her usual, and the weeks before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from areas import said, screen, shown, table, title, until, words
from textual.widgets import Static

from mtdesk.desk.week import DayLoad
from mtdesk.insight.week import monotony_by_week
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.week import monotony


async def test_this_week_beside_the_one_before(practice):
    async with shown(practice, "Week") as pilot:
        assert words(pilot, "#week-title") == "Week 2026-11-23 to 2026-11-29, still running"
        answer = said(pilot, "#week-answer")
        assert answer.startswith("this is 1 h hands-on")
        assert "; no rest day, the last was yesterday; " in answer
        assert "load 360 beside a usual week's 1,000; no day over 4 h." in answer
        assert "why Trigger point is 100 % of the load so far." in answer
        rows = table(pilot, "#week-figures")
        assert rows[0] == "so far as booked week before"
        assert "hands-on 1 h 2 h 10 h" in rows
        assert "load 360 ~540 3,000" in rows
        assert "exhaustion, body 6 –" in rows
        assert "sore, right thumb 5 –" in rows
        assert "income, tips in it $105.00 $500.00" in rows
        assert "per working hour $62.50 $50.00" in rows
        assert not any(row.startswith(("wages", "incidents")) for row in rows)
        assert "your limit, 4 h" in screen(pilot)


async def test_incidents_are_counted_where_there_are_any(practice):
    practice.incidents.add({"kind": "threat", "severity": "2"})
    async with shown(practice, "Week") as pilot:
        assert "incidents 1 0" in table(pilot, "#week-figures")


async def test_other_weeks_and_back(practice):
    async with shown(practice, "Week") as pilot:
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert words(pilot, "#week-title") == "Week 2026-11-16 to 2026-11-22"
        assert "10 h hands-on" in said(pilot, "#week-answer")
        assert "2 rest days" in said(pilot, "#week-answer")
        await pilot.press("left_square_bracket")
        assert said(pilot, "#week-answer") == "this is No done session in this week."
        await pilot.press("t")
        assert "2026-11-23 to 2026-11-29" in words(pilot, "#week-title")


@pytest.mark.parametrize("presses", range(4))
async def test_twelve_weeks_or_a_half_year_or_a_year(practice, presses):
    weeks = (12, 26, 52, 12)[presses]
    async with shown(practice, "Week") as pilot:
        await pilot.press(*"w" * presses)
        chart = pilot.app.query_one("#week-load", Chart)
        await until(pilot, lambda: f"{weeks} weeks" in title(chart))
        assert len(chart.series.labels) == weeks


@pytest.mark.parametrize(("size", "between"), [((80, 24), ""), ((120, 40), ", 12 weeks")])
async def test_the_name_of_a_chart_is_shorter_where_it_would_be_cut(practice, size, between):
    async with shown(practice, "Week", size) as pilot:
        assert f"load by week{between}, effort × minutes" in screen(pilot)


async def test_estimated_load_bears_its_mark(practice):
    practice.sessions.log("ana swedish 60m 80 11:00")
    async with shown(practice, "Week") as pilot:
        assert "load ~540 ~720 3,000" in table(pilot, "#week-figures")
        chart = pilot.app.query_one("#week-load", Chart)
        await until(pilot, lambda: title(chart).startswith("~"))


async def test_weekly_limit_and_long_days(practice):
    practice.practice.set("hours_a_week", "8")
    for day in ("19", "20"):
        practice.sessions.log(f"ana swedish 150m 80 e3 2026-11-{day} 15:00")
    async with shown(practice, "Week") as pilot:
        await pilot.press("left_square_bracket")
        answer = said(pilot, "#week-answer")
        assert "7 h over your 8 h a week; 2 days over 4 h" in answer
        assert "why Thu and Fri were over 4 h" in answer


class TestAhead:
    async def test_the_running_week_as_booked_beside_what_was_done(self, practice):
        practice.sessions.log("li x swedish 90m booked wed 12:00")
        async with shown(practice, "Week") as pilot:
            answer = said(pilot, "#week-answer")
            assert "as booked 3 h 30 hands-on, load ~810; 2 h 30 of it in 2 bookings to" in answer
            assert "to come; no day over 4 h; 5 rest days." in answer
            chart = pilot.app.query_one("#week-hours", Chart)
            await until(pilot, lambda: title(chart))
            done, booked = chart.series.lines
            assert booked.lighter
            assert (done.values[0], booked.values[2]) == (1.0, 2.5)
            assert done.values[2] is None
            assert "░ as booked" in screen(pilot)

    async def test_weeks_to_come_up_to_the_last_booking_and_back(self, practice):
        practice.sessions.log("li x swedish 300m booked 2026-12-01 9:00")
        practice.sessions.log("li x swedish 60m booked 2026-12-22 9:00")
        async with shown(practice, "Week") as pilot:
            await pilot.press("right_square_bracket")
            await pilot.pause()
            assert words(pilot, "#week-title") == "Week 2026-11-30 to 2026-12-06, still to come"
            answer = said(pilot, "#week-answer")
            assert "this is" not in answer
            assert "5 h hands-on, load ~900; 5 h of it in 1 booking to come" in answer
            assert "; 1 day over 4 h; 6 rest days." in answer
            assert "to do See whether one of these bookings could move" in answer
            found = said(pilot, "#week-findings")
            assert "○ note As booked, Tue 1 Dec is 5 h hands-on, past your 4 h." in found
            rows = table(pilot, "#week-figures")
            assert rows[0] == "as booked last week"
            assert "hands-on 5 h 10 h" in rows
            assert "income, tips in it $500.00" in rows
            for first in ("12-07", "12-14", "12-21", "12-21"):  # no further than that booking
                await pilot.press("right_square_bracket")
                await pilot.pause()
                assert words(pilot, "#week-title").startswith(f"Week 2026-{first}")
            await pilot.press("t")
            assert "still running" in words(pilot, "#week-title")

    async def test_two_weeks_can_be_looked_at_with_nothing_booked(self, practice):
        async with shown(practice, "Week") as pilot:
            await pilot.press(*["right_square_bracket"] * 3)
            await pilot.pause()
            assert words(pilot, "#week-title") == (
                "Week 2026-12-07 to 2026-12-13, still to come, nothing booked yet"
            )
            assert said(pilot, "#week-answer") == ""

    async def test_the_load_of_weeks_draws_what_is_booked_lighter(self, practice):
        practice.sessions.log("li x swedish 60m booked 2026-12-01 9:00")
        async with shown(practice, "Week") as pilot:
            await pilot.press("right_square_bracket")
            chart = pilot.app.query_one("#week-load", Chart)
            await until(pilot, lambda: chart.series and chart.series.labels[-1] == "30 Nov")
            done, booked = chart.series.lines
            assert (done.values[-2:], booked.values[-3:]) == ((360.0, 0.0), (0.0, 180.0, 180.0))
            assert title(chart).startswith("~")


async def test_findings_with_mark_and_level_and_the_first_one_says_what_to_do(practice):
    practice.incidents.add({"kind": "threat", "severity": "4"})
    async with shown(practice, "Week") as pilot:
        findings = practice.findings.risk().findings
        assert "▲ act Incident: threat" in said(pilot, "#week-findings")
        assert f"to do {findings[0].advice}" in said(pilot, "#week-answer")


class TestMonotony:
    @staticmethod
    def weeks(*loads):
        start = date(2026, 8, 31)
        return [
            [
                DayLoad(day=start + timedelta(days=7 * week + day), load=load)
                for day, load in enumerate(of_week)
            ]
            for week, of_week in enumerate(loads)
        ]

    def said(self, *loads):
        return str(monotony(monotony_by_week(self.weeks(*loads)), is_last_week=False))

    def test_beside_her_own_weeks(self):
        alike, peak = (90, 100, 110, 100, 100, 100, 100), (700, 0, 0, 0, 0, 0, 0)
        told = self.said(peak, (0,) * 7, alike)
        assert told.startswith("monotony  18.7")
        assert "own 1 before 0.4-0.4" in told

    def test_nothing_to_compare_with_or_all_days_alike_says_nothing(self):
        assert not self.said((0,) * 7, (100, 0, 0, 0, 0, 0, 0))
        assert not self.said((100, 0, 0, 0, 0, 0, 0), (100,) * 7)


class TestCharts:
    async def test_enter_opens_the_sessions_of_the_day_under_the_cursor(self, practice):
        async with shown(practice, "Week") as pilot:
            hours = pilot.app.query_one("#week-hours", Chart)
            assert hours.has_focus
            assert hours.series.labels[hours.index] == "Mon 23"  # today
            await pilot.press("enter")
            await pilot.pause()
            assert pilot.app.screen.query_one(".dialog").border_title == "sessions, today"
            rows = [
                row.split() for row in str(pilot.app.screen.query_one(Static).content).splitlines()
            ]
            assert rows[0][:4] == ["id", "day", "time", "client"]
            assert len(rows) == 2
            await pilot.press("escape")
            await pilot.pause()
            await pilot.press("right", "enter")
            await pilot.pause()
            assert str(pilot.app.screen.query_one(Static).content) == "No sessions that day."

    async def test_names_stay_hidden_in_what_is_opened(self, practice):
        async with shown(practice, "Week") as pilot:
            client = practice.sessions.of_day(practice.today)[0].client
            for hide in (False, True):
                pilot.app.action_names(hide)
                pilot.app.query_one("#week-hours", Chart).focus()
                await pilot.press("enter")
                await pilot.pause()
                assert (client in str(pilot.app.screen.query_one(Static).content)) is not hide
                await pilot.press("escape")

    async def test_enter_on_the_load_goes_to_that_week(self, practice):
        async with shown(practice, "Week") as pilot:
            load = pilot.app.query_one("#week-load", Chart)
            load.focus()
            await pilot.press("left", "enter")
            await pilot.pause()
            assert words(pilot, "#week-title") == "Week 2026-11-16 to 2026-11-22"

    async def test_m_and_the_mouse(self, practice):
        async with shown(practice, "Week") as pilot:
            hours = pilot.app.query_one("#week-hours", Chart)
            before = hours.size.height
            await pilot.press("m")
            await pilot.pause()
            assert hours.size.height > 2 * before
            await pilot.press("m")
            await pilot.pause()
            assert hours.size.height == before
            slot = hours.picture.slots[0]
            await pilot.hover("#week-hours", offset=(slot.cells[0], 3))
            assert "Mon 23" in screen(pilot)


async def test_where_there_is_much_room_who_comes_stands_in_their_days(practice):
    practice.clients.add({"name": "Zoë Alto"})
    practice.sessions.log("zoë swedish 60m booked tomorrow 9:00")
    async with shown(practice, "Week", (200, 60)) as pilot:
        name = "Zoë Alto"
        assert f"09:00 {name}, booked" in words(pilot, "#week-agenda")
        assert words(pilot, "#week-agenda").startswith("Mon 23")
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert name not in words(pilot, "#week-agenda")
        await pilot.press("left_square_bracket")
        assert words(pilot, "#week-agenda").startswith("Mon 16")
    async with shown(practice, "Week", (120, 40)) as pilot:
        assert not pilot.app.query("#week-agenda")
