"""A year is read once: no statement is put to the file twice."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from mtdesk.model.period import Period


@pytest.fixture
def year(desk):
    desk.practice.set("currency", "USD")
    desk.sessions.log("ana deep tissue 60m 90+15 card 11-20", confirmed=True)
    desk.ledger.spend("42.50 oil supplies", on="2026-11-02")
    desk.ledger.trip("12mi home visit", on="2026-11-03")
    return desk


@pytest.mark.parametrize("part", ["year", "quarter", "month"])
def test_nothing_is_read_twice(year, part):
    which = {"year": 2026, "quarter": "2026-Q4", "month": "2026-11"}[part]
    put = Counter()
    year.book.conn.set_trace_callback(lambda text: put.update([" ".join(text.split())]))
    report = getattr(year.year, part)(which)
    year.book.conn.set_trace_callback(None)
    assert report.year.money.gross_minor == 10_500
    again = {text: count for text, count in put.items() if count > 1 and "PRAGMA" not in text}
    assert not again


def test_a_receipt_of_more_visits_asks_no_more_of_the_file(year):
    def statements():
        put = []
        assert year.settings  # read anew after each change
        year.book.conn.set_trace_callback(put.append)
        receipt = year.year.receipts.of("ana", Period(date.min, date(2027, 1, 1)))
        year.book.conn.set_trace_callback(None)
        return len(receipt.visits), len(put)

    assert (one := statements())[0] == 1
    for day in ("11-18", "11-19"):
        year.sessions.log(f"ana deep tissue 60m 90 card {day}", confirmed=True)
    assert statements() == (3, one[1])


def test_the_figures_of_the_report_are_those_of_the_year(year):
    assert year.year.year(2026).year == year.year.figures.year(2026)


def unpaid(months):
    return {each.key: each.unpaid_minutes for each in months if each.unpaid_minutes}


def test_unpaid_minutes_outside_the_year_are_not_in_its_months(desk):
    desk.practice.set("zone", "America/New_York")
    desk.ledger.work("30", "laundry", on="2026-04-05")
    desk.ledger.work("45", "admin", on="2026-04-06")
    year = Period(date(2026, 4, 6), date(2027, 4, 6))
    assert unpaid(desk.year.figures.months(year)) == {"2026-04": 45}
    assert desk.year.figures.summary(2026, year).unpaid_minutes == 45


def test_unpaid_minutes_of_a_month(desk):
    desk.practice.set("zone", "America/New_York")
    desk.ledger.work("30", "laundry", on="2026-01-31")
    desk.ledger.work("45", "admin", on="2026-02-28")
    year = desk.year.figures.year(2026)
    assert unpaid(year.by_month) == {"2026-01": 30, "2026-02": 45}
    assert year.unpaid_minutes == 75
