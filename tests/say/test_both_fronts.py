"""One sentence, whoever shows it: the command line and the dashboard are asked for the same thing."""

from __future__ import annotations

from datetime import date

import pytest
from areas import said, screen, shown, words

from mtdesk.say.findings import changes_sentence, finding_about, risk_title
from mtdesk.say.week import booked_sentence, day_sentence, week_sentence, week_title
from mtdesk.say.wellbeing import check_in_words

DAYS = ("2026-11-23", "2026-11-16", "2026-11-09", "2026-11-30")  # running, over, empty, to come


@pytest.fixture
def practice(desk):
    """Last week five long days, this Monday an hour; bookings, a check-in, an incident."""
    desk.practice.set("zone", "America/New_York")
    for day in range(16, 21):
        desk.sessions.log(f"ana deep tissue 250m 100 cash e5 2026-11-{day} 9:00", confirmed=True)
    desk.sessions.log("ana trigger point 60m 90+15 card e6 9:00")
    desk.sessions.log("li x swedish 60m booked 2026-11-25 10:00", confirmed=True)
    desk.sessions.log("li x swedish 300m booked 2026-12-01 10:00")
    desk.wellbeing.check_in("body 6 mind 4 thumb-r 5 sleep 7 -- tired")
    desk.incidents.add({"kind": "threat", "severity": "4"})
    return desk


def sentences_of_week(week):
    """What is said of a week in so many words."""
    yield week_title(week)
    if not week.is_to_come:
        yield week_sentence(week)
    if week.ahead is not None:
        yield booked_sentence(week.ahead)


@pytest.mark.parametrize("day", DAYS)
async def test_the_week(practice, done, day):
    on = date.fromisoformat(day)
    week = practice.week.of(on)
    printed = done("week", day).out
    async with shown(practice, "Week") as pilot:
        pilot.app.area._turn(on)
        await pilot.pause()
        drawn = f"{words(pilot, '#week-title')}\n{said(pilot, '#week-answer')}"
        listed = said(pilot, "#week-findings")
    for sentence in sentences_of_week(week):
        assert sentence in printed
        assert sentence in drawn
    for finding in week.all_findings:
        assert finding.message in printed
        assert finding.message in listed


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-20", "2026-11-25"])
async def test_the_day(practice, done, day):
    on = date.fromisoformat(day)
    sentence = day_sentence(practice.week.day(on))
    assert sentence in done("--today", day, "today").out
    async with shown(practice, "Today") as pilot:
        pilot.app.area._show_day(on)
        await pilot.pause()
        assert sentence in screen(pilot)


async def test_the_check_in(practice, done):
    sentence = check_in_words(practice.wellbeing.of_day(practice.today))
    assert sentence == "body 6 · mind 4 · thumb-r 5 · slept 7 h · tired"
    ran = done("checkin", "body", "6")
    assert sentence in ran.out
    async with shown(practice, "Today") as pilot:
        assert sentence in screen(pilot)


async def test_the_findings(practice, done):
    risk, changes = practice.findings.risk(), practice.findings.changes()
    printed = done("risk").out
    async with shown(practice, "Findings") as pilot:
        drawn = screen(pilot)
        for sentence in (risk_title(risk), changes_sentence(changes)):
            assert sentence in printed
            assert sentence in drawn
        for name, sentence in finding_about(risk.findings[0]):
            assert f"{name:<12}{sentence}" in printed
            assert (name in drawn) is (name != "source")  # that is behind why


async def test_an_explanation(practice, done):
    printed = done("risk", "--explain", "hands_on_day").out
    async with shown(practice, "Findings") as pilot:
        block = next(each for each in pilot.app.area._rules if each.rule == "hands_on_day")
        block.focus()
        await pilot.press("i")
        why = words(pilot, "Why Hanging")
        await pilot.press("i")
        drawn = words(pilot, "Explain Hanging")
    assert set(why.splitlines()) & {line.strip() for line in printed.splitlines()}
    for line in filter(None, drawn.splitlines()):
        assert line in printed
