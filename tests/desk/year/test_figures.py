"""Figures of a year by month."""

from __future__ import annotations

from datetime import date

from mtdesk.desk.year.figures import Group
from mtdesk.insight.takings import Takings
from mtdesk.model.period import Period


def month(number):
    return Group(key=f"2026-{number:02}", money=Takings(), sessions=0, hands_on_minutes=0)


def test_unpaid_minutes_outside_the_year_are_not_in_its_months(desk):
    desk.practice.set("zone", "America/New_York")
    desk.ledger.work("30", "laundry", on="2026-04-05")
    desk.ledger.work("45", "admin", on="2026-04-06")
    year = Period(date(2026, 4, 6), date(2027, 4, 6))
    assert desk.year.figures.unpaid_by_month([month(4)], year) == [45]


def test_unpaid_minutes_of_a_month(desk):
    desk.practice.set("zone", "America/New_York")
    desk.ledger.work("30", "laundry", on="2026-01-31")
    desk.ledger.work("45", "admin", on="2026-02-28")
    months = [month(1), month(2), month(12)]
    assert desk.year.figures.unpaid_by_month(months) == [30, 45, 0]
