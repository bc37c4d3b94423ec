"""What waits for her: act first, then in the order of the areas."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from mtdesk.desk import Desk

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York


@pytest.fixture
def at():
    return [NOW]


@pytest.fixture
def desk(path, at):
    with closing(Desk(path, lambda: at[0])) as made:
        made.practice.set("zone", "America/New_York")
        made.practice.menu.edit("Swedish", {"price": "85"})
        yield made


@pytest.fixture
def booked(desk, at):
    """Ana's Swedish hour of Tuesday 10:00; it is Tuesday evening now."""
    logged = desk.sessions.log("ana swedish booked tue 10:00 -- first visit", confirmed=True)
    at[0] += timedelta(days=1)
    return logged.id


def test_act_first_then_in_the_order_of_the_areas(desk, booked):
    desk.ledger.recurring.add("650", "Maple Street", category="rent_room", day="24")
    desk.ledger.recurring.add("50", "Phone", category="phone", day="24")
    desk.sessions.log("ana swedish 60m yesterday")
    desk.credits.sell("ana", "400", on="2026-11-24", expires="2026-12-24")
    desk.incidents.add({"kind": "threat", "severity": "5", "client": "Bea"})
    needs = desk.week.reminders.needs()
    assert [(each.level, each.area) for each in needs] == [
        ("act", "Incidents"), ("watch", "Today"), ("note", "Money"), ("note", "Money"), ("note", "Money"),
    ]  # fmt: skip
    texts = [each.text for each in needs]
    assert texts[0] == "Bea: threat, today, severity 5 of 5."
    assert texts[2] == "1 session not paid in full, $85.00; the oldest yesterday."
    assert texts[3] == "2 recurring expenses, $700.00, fell due; the oldest today."
    assert texts[4] == "ana's package with $400.00 unused expires Thu 24 Dec."


def test_an_acknowledged_finding_needs_her_no_more(desk):
    desk.incidents.add({"kind": "threat", "severity": "5"})
    assert [each.level for each in desk.week.reminders.needs()] == ["act"]
    desk.findings.acknowledge("incident")
    assert desk.week.reminders.needs() == []


def test_a_credit_that_is_used_or_expires_later_is_not_brought_up(desk, booked):
    desk.credits.sell("ana", "85", on="2026-11-23", expires="2026-12-01")
    desk.credits.sell("ana", "85", on="2026-11-23", expires="2026-12-25")
    desk.sessions.bookings.settle(booked, "package")
    assert desk.credits.reminders() == []


class TestThresholdsThatMeantSomethingElse:
    """`rising_watch` and `rising_act` were of every rise once, and are of the load alone now."""

    def set_then(self, desk, key, value):
        """As a version that had one pair of thresholds wrote it."""
        desk.practice.set(key, value)
        with sqlite3.connect(desk.path) as file:
            file.execute("DELETE FROM setting WHERE key = 'rising_is_of_load'")

    def said(self, path):
        with closing(Desk(path, lambda: NOW)) as desk:
            return [one.text for one in desk.week.reminders.due() if "another scale" in one.text]

    def test_who_changed_them_is_told_until_she_sets_one_anew(self, desk, path):
        self.set_then(desk, "rising_watch", "6")
        (said,) = self.said(path)
        assert said == (
            "rising_watch 6, as you set, now holds for your load alone and on another scale (by "
            "default 3); answers have answer_watch and answer_act. Set it anew, and this is not "
            "said again."
        )
        with closing(Desk(path, lambda: NOW)) as later:
            later.practice.set("rising_watch", "6")
        assert not self.said(path)

    def test_both_are_named(self, desk, path):
        self.set_then(desk, "rising_watch", "6")
        self.set_then(desk, "rising_act", "9")
        (said,) = self.said(path)
        assert said.startswith("rising_watch 6 and rising_act 9, as you set, now hold for")

    def test_who_did_not_change_them_or_does_it_now_is_not_told(self, desk, path):
        assert not self.said(path)
        desk.practice.set("rising_act", "4")
        assert not self.said(path)
