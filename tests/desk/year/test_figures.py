"""A year is read once: no statement is put to the file twice."""

from __future__ import annotations

from collections import Counter

import pytest


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


def test_the_figures_of_the_report_are_those_of_the_year(year):
    assert year.year.year(2026).year == year.year.figures.year(2026)
