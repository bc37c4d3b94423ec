"""enter behind every chart opens the rows that a column stands for, in whichever area."""

from __future__ import annotations

from datetime import date

import pytest
from areas import shown, until
from dashboard import opened

from mtdesk.model.period import Period, days_of_month
from mtdesk.tui.parts.behind import Behind
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.rows import Rows


@pytest.fixture
def full(practice):
    """A day over her limit, so that a finding has a chart; pain at visits, an incident."""
    for at in ("7:00", "12:00", "14:00"):
        practice.sessions.log(f"bo y swedish 90m 80 cash p6-4 {at}", confirmed=True)
    practice.incidents.add({"kind": "threat", "severity": "4", "at": "2026-11-20"})
    return practice


async def text_behind(pilot, chart):
    """What stands behind the last column that has a value."""
    chart.focus()
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Behind)
    return f"{pilot.app.screen._heading}\n{pilot.app.screen._words().plain}"


def of_pain(pilot, desk):
    """The page of the client who said a pain."""
    found = next(each for each in desk.clients.find() if each.name == "bo y")
    pilot.app.query_one("#clients-found", Rows).move_to(found.id)


def drawn(pilot, within):
    found = pilot.app.screen.query(f"{within} Chart").results(Chart)
    return [each for each in found if each.can_focus and each.size]


async def test_week_its_sessions(full):
    async with shown(full, "Week") as pilot:
        await until(pilot, lambda: drawn(pilot, "#week-hours-panel"))
        (chart,) = drawn(pilot, "#week-hours-panel")
        text = await text_behind(pilot, chart)
        assert text.startswith("sessions, today")
        assert text.count("bo y") == 3


async def test_money_its_rows(full):
    async with shown(full, "Money") as pilot:
        await until(pilot, lambda: drawn(pilot, "#money-income-panel"))
        text = await text_behind(pilot, drawn(pilot, "#money-income-panel")[0])
        assert text.startswith("money, 1 Nov to 30 Nov")


async def test_body_its_check_ins_and_a_day_its_sessions(full):
    async with shown(full, "Body") as pilot:
        await until(pilot, lambda: drawn(pilot, "#body-trends"))
        text = await text_behind(pilot, drawn(pilot, "#body-trends")[0])
        assert text.startswith("check-ins, 23 Nov to 29 Nov")
        assert "thumb-r 5" in text
        await pilot.press("escape")
        pilot.app.query_one("#body-year").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen._heading == "sessions, today"


async def test_findings_what_they_are_made_of(full):
    async with shown(full, "Findings") as pilot:
        await until(pilot, lambda: drawn(pilot, "Findings"))
        chart = next(each for each in drawn(pilot, "Findings") if "Hands-on" in each.series.title)
        text = await text_behind(pilot, chart)
        assert text.startswith("sessions, today")
        assert text.count("bo y") == 3


async def test_a_client_the_visit_and_nobody_else(full):
    async with shown(full, "Clients") as pilot:
        of_pain(pilot, full)
        await until(pilot, lambda: drawn(pilot, "Clients"))
        text = await text_behind(pilot, drawn(pilot, "Clients")[0])
        assert text.startswith("sessions, today")
        assert text.count("bo y") == 3
        assert "ana" not in text


async def test_incidents_of_a_quarter(full):
    async with shown(full, "Incidents") as pilot:
        await pilot.press("i")
        await until(pilot, lambda: drawn(pilot, "PatternsPage"))
        text = await text_behind(pilot, drawn(pilot, "PatternsPage")[0])
        assert text.startswith("incidents, 1 Oct to 31 Dec")
        assert "threat" in text


async def test_names_are_hidden_there_too(full):
    async with shown(full, "Week") as pilot:
        await until(pilot, lambda: drawn(pilot, "#week-hours-panel"))
        await pilot.press("ctrl+n")
        await pilot.pause()
        text = await text_behind(pilot, drawn(pilot, "#week-hours-panel")[0])
        assert "bo y" not in text


async def test_every_chart_that_is_shown_knows_what_is_behind_it(full):
    async with opened(full, (200, 60)) as pilot:
        for title in ("Today", "Week", "Money", "Body", "Clients", "Findings"):
            await pilot.app.action_area(title)
            if title == "Clients":
                of_pain(pilot, full)
            await until(pilot, lambda title=title: drawn(pilot, title))
            for chart in drawn(pilot, title):
                behind = chart.series.behind
                assert behind is not None, chart.series.title
                assert len(behind.days) == len(chart.series.labels)


def test_the_days_of_a_month_that_a_year_of_accounts_cuts():
    year = Period(date(2026, 4, 6), date(2027, 4, 6))
    assert days_of_month("2026-04", year) == Period(date(2026, 4, 6), date(2026, 5, 1))
    assert days_of_month("2027-04", year) == Period(date(2027, 4, 1), date(2027, 4, 6))
    assert days_of_month("2026-12") == Period(date(2026, 12, 1), date(2027, 1, 1))
    assert days_of_month("2026-10", months=3) == Period(date(2026, 10, 1), date(2027, 1, 1))
