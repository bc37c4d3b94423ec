"""What is booked ahead: by day and week, with what stands out, and what waits for her."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from mtdesk.desk import Desk
from mtdesk.model.period import Period

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York


@pytest.fixture
def desk(path):
    with closing(Desk(path, lambda: NOW)) as made:
        made.practice.set("zone", "America/New_York")
        made.practice.menu.edit("Swedish", {"price": "85"})
        yield made


class TestAhead:
    def test_the_effort_is_her_own_median_once_there_are_five(self, desk):
        desk.sessions.log("ana swedish booked wed 10:00", confirmed=True)
        assert desk.week.agenda.ahead().booked_load == 60 * 3
        for day in range(10, 15):
            desk.sessions.log(f"ana swedish 60m e5 2026-11-{day}")
        assert desk.week.agenda.ahead().booked_load == 60 * 5
        desk.sessions.log("ana swedish booked thu 10:00 e8")
        assert desk.week.agenda.ahead().booked_load == 60 * 5 + 60 * 8

    def test_weeks_start_on_her_day(self, desk):
        desk.sessions.log("ana swedish booked sun 10:00", confirmed=True)
        period = Period(date(2026, 11, 23), date(2026, 11, 30))
        assert [week.minutes for week in desk.week.agenda.ahead(period).weeks] == [60]
        desk.practice.set("week_start", "sunday")
        weeks = desk.week.agenda.ahead(period).weeks
        assert [(str(week.start), week.minutes) for week in weeks] == [
            ("2026-11-22", 0), ("2026-11-29", 60),
        ]  # fmt: skip
        assert desk.week.of().ahead is None
        assert desk.week.of(date(2026, 11, 29)).ahead.booked_minutes == 60

    def test_figures_of_the_week_stay_those_of_what_was_done(self, desk):
        desk.sessions.log("ana swedish 60m 9:00 e4", confirmed=True)
        alone = desk.week.of()
        desk.sessions.log("ana swedish 300m booked wed 9:00")
        beside = desk.week.of()
        assert alone.ahead is None
        for name in ("sessions", "hands_on_minutes", "load", "rest_days", "short_gaps", "findings"):
            assert getattr(alone, name) == getattr(beside, name)
        assert beside.ahead.booked_minutes == 300
        assert beside.ahead.weeks[0].minutes == 360

    def test_seen_from_another_day(self, desk, path):
        desk.sessions.log("ana swedish booked wed 10:00", confirmed=True)
        for today, minutes in (("2026-11-25", 60), ("2026-11-26", 0), ("2026-11-11", 0)):
            with closing(Desk(path, lambda: NOW, date.fromisoformat(today))) as there:
                assert there.week.agenda.ahead().booked_minutes == minutes, today

    def test_what_stands_out_is_a_need(self, desk):
        desk.sessions.log("ana swedish 300m booked wed 9:00", confirmed=True)
        desk.sessions.log("ana swedish 60m booked wed 14:05")
        needs = [each for each in desk.week.reminders.needs() if each.area == "Week"]
        assert [(each.level, each.text) for each in needs] == [
            ("note", "As booked, Wed 25 Nov is 6 h hands-on, past your 4 h.")
        ]
        assert desk.findings.risk().findings == ()
