"""Stories of a practice: on the sample, through the desk; what is added later changes none of before."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.errors import NotFoundError
from mtdesk.model.finding import GOOD

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York
TODAY = date(2026, 11, 23)
ROOM = 64  # cells of text in Today's panel at 80 columns
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.fixture(scope="module")
def sample():
    with sample_desk(Desk, lambda: NOW, zone_name="America/New_York") as desk:
        yield desk


@pytest.fixture
def now():
    return [NOW]


@pytest.fixture
def desk(path, now):
    with closing(Desk(path, lambda: now[0])) as made:
        made.practice.set("zone", "America/New_York")
        made.practice.menu.edit("Swedish", {"price": "80"})
        yield made


def grown(sample, column, recent, usual, weeks):
    """By name, how much the load of a week grew: counted row by row, apart from the program's SQL."""
    found = Counter()
    with closing(sqlite3.connect(sample.path)) as conn:
        rows = conn.execute(
            "SELECT local_date, service.name, session.minutes, effort FROM session "
            "LEFT JOIN service ON service.id = service_id WHERE status = 'done'"
        ).fetchall()
    for day, service, minutes, effort in rows:
        name = DAYS[date.fromisoformat(day).weekday()] if column == "weekday" else service
        if recent[0] <= day < recent[1]:
            found[name] += minutes * effort / 4
        elif usual[0] <= day < usual[1]:
            found[name] -= minutes * effort / weeks
    return {name: more for name, more in found.items() if more > 0}


def test_the_strain_story_names_the_day_and_the_service_that_carry_the_rise(sample):
    strain = sample.week.stories.today()[0]
    assert (strain.story, strain.level) == ("strain", "act")
    rising = next(each for each in strain.findings if each.rule == "rising_load")
    recent = ((TODAY - timedelta(days=27)).isoformat(), (TODAY + timedelta(days=1)).isoformat())
    usual = (rising.evidence["usual_from"], rising.since)
    for kind in ("weekday", "service"):
        more = grown(sample, kind, recent, usual, rising.evidence["weeks_before"])
        best = sorted(more, key=lambda name: -more[name])
        mine = [each for each in strain.made_by if each.kind == kind]
        assert [each.name for each in mine] == best[: len(mine)]
        assert [each.share for each in mine] == pytest.approx(
            [more[name] / sum(more.values()) for name in best[: len(mine)]]
        )
        assert sum(each.share for each in mine) >= 0.5
        assert best[0] in strain.message
    assert "signs agree" in strain.message


def test_today_is_three_warnings_at_most_an_errand_line_and_good_news(sample):
    lines = sample.week.stories.lines()
    good = [each for each in lines if each.level == GOOD]
    errands = [each for each in lines if len(each.parts) > 1 and each.level != GOOD]
    assert len(good) == 1
    assert len(errands) == 1
    assert 1 <= len(lines) - 2 <= 3
    assert lines[-1] is good[0]
    assert all(0 < len(each.short) <= ROOM for each in lines)
    assert all(each.area for each in lines)


def test_an_incident_names_its_client_here_and_nowhere_else(sample):
    (safety,) = [each for each in sample.week.stories.today() if each.story == "safety"]
    assert "Dale Hemlock" not in safety.message
    (line,) = [each for each in sample.week.stories.lines() if each.area == "Incidents"]
    assert line.text.startswith("Dale Hemlock: sexual touch")
    assert line.short.startswith("Dale Hemlock: sexual touch")


def test_stories_of_another_day_hold_no_errands(sample):
    now = {each.story for each in sample.week.stories.today()}
    then = sample.week.stories.of(TODAY - timedelta(days=1))
    assert "people" in now
    assert {each.story for each in then} <= {"strain", "safety", "money", GOOD}
    assert sample.week.stories.of(TODAY) == sample.week.stories.today()


def test_a_week_tells_what_its_own_findings_tell(sample):
    for back in range(8):
        week = sample.week.of(TODAY - timedelta(weeks=back))
        told = sample.week.stories.of_week(week)
        found = [each for story in told for each in story.findings]
        assert sorted(found, key=repr) == sorted(week.all_findings, key=repr)


def test_what_stands_behind_a_finding(sample):
    found = {each.rule: each for each in sample.findings.risk().findings}
    long_days = sample.week.stories.behind(found["hands_on_day"])
    dates = [day.day.isoformat() for day in long_days.days]
    assert dates == found["hands_on_day"].evidence["dates"][-7:]
    for day in long_days.days:
        assert sum(each.minutes for each in day.sessions) == day.hands_on_minutes > 240
    heavy = sample.week.stories.behind(found["rising_load"])
    assert len(heavy.days) == 3
    assert heavy.made_by == sample.week.stories.today()[0].made_by
    assert sample.week.stories.behind(found["incident"]).days == ()
    assert sample.week.stories.behind(found["incident"]).made_by == ()


# -- acknowledging


@pytest.fixture
def strained(desk, now):
    """Three days over 4 h, days in a row, short rests."""
    for day in range(16, 24):
        desk.sessions.log(f"ana swedish 150m 80 e3 2026-11-{day} 13:00", confirmed=True)
        desk.sessions.log(f"bo swedish 120m 80 e3 2026-11-{day} 15:35", confirmed=True)
    return desk


def test_acknowledging_a_story_acknowledges_its_signs_and_is_taken_back_at_once(strained):
    before = strained.week.stories.today()
    assert {"hands_on_day", "no_rest_day", "short_gaps"} <= set(before[0].signs)
    strained.findings.acknowledge("strain", note="cover for a colleague")
    (after,) = [each for each in strained.week.stories.today() if each.story == "strain"]
    assert after.is_seen
    assert all(each.acknowledged for each in after.findings)
    assert after.signs == before[0].signs
    assert "strain" not in {
        each.story for each in strained.week.stories.today() if not each.is_seen
    }
    assert strained.findings.risk().level == "clear"
    with pytest.raises(NotFoundError, match="strain"):
        strained.findings.acknowledge("strain")
    strained.history.undo()
    assert strained.week.stories.today() == before


def test_a_story_that_is_not_there_cannot_be_acknowledged(desk):
    desk.sessions.log("ana swedish 60m 80", confirmed=True)
    for story in ("strain", "safety", "money", "people", "good"):
        with pytest.raises(NotFoundError):
            desk.findings.acknowledge(story)


# -- what waits


def test_one_errand_is_told_whole_and_several_in_one_line(desk, now):
    desk.sessions.log("ana swedish 60m yesterday 10:00", confirmed=True)
    (line,) = desk.week.stories.lines()
    assert line.text == "1 session not paid in full, $80.00; the oldest yesterday."
    assert line.parts == ()
    desk.ledger.recurring.add("650", "Maple Street", category="rent_room", day="23")
    desk.sessions.log("bo swedish 60m 80 booked 18:00", confirmed=True)
    now[0] += timedelta(hours=3)
    (line,) = desk.week.stories.lines()
    assert len(line.parts) == 3
    assert line.text.count(" · ") == 2
    assert line.short == "3 wait for you: booking passed, money owed, costs"
    assert line.level == max(
        (each.level for each in line.parts), key=["note", "watch", "act"].index
    )


@pytest.mark.parametrize(
    ("standing", "incidents", "level"), [("block", 0, "act"), ("warn", 2, "watch"), (None, 1, None)]
)
def test_who_is_booked_though_something_speaks_against_it(desk, standing, incidents, level):
    desk.sessions.log("ana swedish 60m 80 booked thu 10:00", confirmed=True)
    for _ in range(incidents):
        desk.incidents.add({"kind": "late cancel", "severity": "1", "client": "ana"})
    if standing:
        desk.clients.standing.agree(desk.clients.one("ana").id, standing)
    told = [each for each in desk.week.stories.today() if each.story == "safety"]
    if level is None:
        assert told == []
        return
    (story,) = told
    assert story.level == level
    assert "booked_again" in story.signs
    assert "ana is booked Thu 26 Nov" in story.message


@pytest.mark.parametrize(
    ("late", "reached"), [("100", True), ("49", False)], ids=["reached", "not yet"]
)
def test_a_target_reached_is_good_news_for_a_week(desk, now, late, reached):
    desk.practice.set("income_target", "200")
    desk.sessions.log("ana swedish 60m 150 cash 2026-06-01 10:00", confirmed=True)
    desk.sessions.log(f"ana swedish 60m {late} cash 2026-11-20 10:00", confirmed=True)

    def good():
        return [each.message for each in desk.week.stories.today() if each.story == GOOD]

    said = ["Your income of 2026 has reached your $200.00."]
    assert good() == (said if reached else [])
    now[0] += timedelta(days=10)
    assert good() == []


# -- what is added later


DONE = ["ana swedish 240m 80 e8 cash", "bo thai 90m e6", "body 9 mind 9 thumb-r 8"]
LINES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(DONE), st.integers(-2, 0)),
        st.tuples(st.just("cy swedish 60m booked"), st.integers(1, 12)),
    ),
    min_size=1,
    max_size=4,
)


@times(10)
@given(LINES)
def test_an_added_row_changes_no_story_of_an_earlier_day(strained, lines):
    asked = [TODAY - timedelta(days=back) for back in (3, 10)]
    then = {day: strained.week.stories.of(day) for day in asked}
    written = 0
    for line, days in lines:
        day = TODAY + timedelta(days=days)
        if line.startswith("body"):
            strained.wellbeing.check_in(line, on=day.isoformat())
        else:
            strained.sessions.log(f"{line} {day.isoformat()}", confirmed=True)
        written += 1
    assert {day: strained.week.stories.of(day) for day in asked} == then
    for _ in range(written):
        strained.history.undo()
