"""Findings told as stories: to which each belongs, what level the strain has, what is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.findings import RULES
from mtdesk.insight.findings.brief import brief
from mtdesk.insight.findings.stories import (
    SIGNS,
    STORY_OF,
    Told,
    errands,
    strain_level,
    tell,
    warned,
)
from mtdesk.model.finding import GOOD, LEVELS, Finding, overall, sign_of
from mtdesk.model.reminder import Reminder

TODAY = date(2026, 11, 23)
LIMITS = {"hands_on_minutes_a_day": 240}
RISE = {"recent": 1410.0, "usual": 1000.0, "usual_from": "2025-01-06", "weeks_before": 40}
# What each rule's finding holds, with the longest words it can say.
EVIDENCE: dict[str, dict[str, Any]] = {
    "hands_on_day": {"days_over": 12, "limits": LIMITS},
    "against_usual": {"ratio": 12.34},
    "rising_load": RISE,
    "rising_body": RISE,
    "rising_mind": RISE,
    "rising_soreness": RISE,
    "rising_answers": {},
    "no_rest_day": {"days_in_a_row": 35},
    "short_gaps": {"short_gaps": 14},
    "heavy_run": {"longest": 10},
    "sore_site": {"times": 14, "check_ins": 14},
    "questionnaire": {"before": 40, "after": 55},
    "incident": {"kind": "sexual remark", "severity": 5},
    "take_home": RISE,
    "unpaid_hours": {"share_percent": 45.0, "usual_share_percent": 20.0},
    "no_check_in": {},
}
SUBJECTS = {"rising_soreness": "forearm-r", "sore_site": "forearm-r", "questionnaire": "OLBI: sum"}


def finding(
    rule: str, level: str = "watch", weeks: int = 1, *, acknowledged: bool = False, **more: Any
) -> Finding:
    """A finding whose evidence began that many weeks ago."""
    return Finding(
        rule=rule,
        level=level,
        message=f"{rule} says so.",
        since=(TODAY - timedelta(weeks=weeks)).isoformat(),
        evidence={**EVIDENCE[rule], **more},
        source="",
        advice=f"advice of {rule}",
        subject=SUBJECTS.get(rule, ""),
        acknowledged=acknowledged,
    )


def reminder(sign: str, level: str = "note") -> Reminder:
    return Reminder(level=level, text=f"{sign} waits.", sign=sign, short=sign)


FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(list(RULES)),
        st.sampled_from(["note", "watch", "act"]),
        st.integers(0, 20),
        acknowledged=st.booleans(),
    ),
    max_size=12,
)
WAITING = st.lists(
    st.builds(
        reminder,
        st.sampled_from(
            [
                sign
                for story in ("safety", "money", "people", GOOD)
                for sign in SIGNS[story]
                if sign not in RULES
            ]
        ),
        st.sampled_from(["note", "watch", "act"]),
    ),
    max_size=8,
)


def test_every_rule_belongs_to_one_story() -> None:
    named = [sign for signs in SIGNS.values() for sign in signs]
    assert len(named) == len(set(named))
    assert set(RULES) <= set(STORY_OF)


@given(FINDINGS, WAITING)
def test_no_story_without_a_sign_and_no_finding_without_a_story(
    found: list[Finding], waiting: list[Reminder]
) -> None:
    stories = tell(Told(as_of=TODAY, findings=found, reminders=waiting))
    assert all(each.signs for each in stories)
    told = [each for story in stories for each in story.findings]
    assert sorted(told, key=repr) == sorted(found, key=repr)
    reminded = [each for story in stories for each in story.reminders]
    assert sorted(reminded, key=repr) == sorted(waiting, key=repr)
    assert len({each.story for each in stories}) == len(stories)


@given(FINDINGS, WAITING)
def test_a_story_is_as_high_as_its_highest_sign_but_for_strain(
    found: list[Finding], waiting: list[Reminder]
) -> None:
    for story in tell(Told(as_of=TODAY, findings=found, reminders=waiting)):
        levels = [overall(story.findings), *(each.level for each in story.reminders)]
        highest = max(levels, key=LEVELS.index)
        if story.story == GOOD:
            assert story.level == GOOD
        elif story.story == "strain":
            assert LEVELS.index(story.level) >= LEVELS.index(highest)
            assert story.level == highest or (highest, story.level) == ("watch", "act")
        else:
            assert story.level == highest


LOADS, ANSWERS = ("rising_load", "against_usual"), ("rising_body", "rising_mind", "rising_soreness")


@pytest.mark.parametrize(("load", "answer"), list(product(LOADS, (*ANSWERS, "rising_answers"))))
@pytest.mark.parametrize(("weeks", "level"), [(1, "act"), (7, "act"), (8, "watch")])
def test_load_and_an_answer_begun_within_six_weeks_make_act(
    load: str, answer: str, weeks: int, level: str
) -> None:
    assert strain_level([finding(load), finding(answer, weeks=weeks)]) == level
    assert strain_level([finding(answer), finding(load, weeks=weeks)]) == level


@pytest.mark.parametrize(
    ("found", "level"),
    [
        ([], "clear"),
        ([finding("rising_load")], "watch"),
        ([finding("rising_load"), finding("against_usual")], "watch"),  # one source
        ([finding("rising_body"), finding("rising_mind"), finding("rising_soreness")], "watch"),
        ([finding("rising_load"), finding("rising_body", "note")], "watch"),
        ([finding("rising_load"), finding("rising_body", acknowledged=True)], "watch"),
        ([finding("rising_load"), finding("hands_on_day"), finding("sore_site")], "watch"),
        ([finding("rising_load", booked=True), finding("rising_body")], "watch"),  # not worked yet
        ([finding("short_gaps", "note"), finding("heavy_run", "note")], "note"),
        ([finding("no_check_in", "unknown")], "unknown"),
        ([finding("no_check_in", "unknown"), finding("short_gaps", "note")], "note"),
        ([finding("rising_load", "act", acknowledged=True)], "clear"),
        ([finding("rising_body", "act")], "act"),
        ([finding("incident", "act"), finding("take_home", "act")], "clear"),  # no strain
    ],
)
def test_level_of_strain(found: list[Finding], level: str) -> None:
    assert strain_level(found) == level


@given(FINDINGS)
def test_notes_alone_never_pass_note(found: list[Finding]) -> None:
    notes = [finding(each.rule, "note") for each in found]
    assert strain_level(notes) in {"clear", "note"}


def strain(*found: Finding) -> str:
    (story,) = tell(Told(as_of=TODAY, findings=found))
    return story.message


def test_the_sentence_counts_each_source_once() -> None:
    said = strain(
        finding("rising_load", "act"), finding("against_usual"), finding("rising_body"),
        finding("hands_on_day"), finding("short_gaps", "note"), finding("sore_site"),
    )  # fmt: skip
    assert said == (
        "Your load has held 41% above your usual since Mon 16 Nov; body, right forearm and long days "
        "too; 4 signs agree."
    )


def test_acknowledged_ones_are_not_counted() -> None:
    said = strain(finding("rising_load"), finding("rising_body", acknowledged=True))
    assert said == "Your load has held 41% above your usual since Mon 16 Nov."
    seen = tell(Told(as_of=TODAY, findings=[finding("rising_body", acknowledged=True)]))
    assert [(each.is_seen, each.level) for each in seen] == [(True, "clear")]


def test_good_news_comes_last_and_says_what_has_ended() -> None:
    stories = tell(
        Told(
            as_of=TODAY,
            findings=[finding("short_gaps", "note")],
            reminders=[reminder("getting_better"), reminder("getting_better")],
            back=[("rising_load", ""), ("rising_soreness", "thumb-r")],
        )
    )
    assert [each.story for each in stories] == ["strain", GOOD]
    assert stories[-1].message == (
        "Getting_better; getting_better; load and right thumb no longer above your usual."
    )
    assert stories[-1].short.startswith("2 clients are getting better; ")


@given(FINDINGS, WAITING)
def test_at_most_three_warnings_and_the_rest_waits_in_errands(
    found: list[Finding], waiting: list[Reminder]
) -> None:
    stories = tell(Told(as_of=TODAY, findings=found, reminders=waiting))
    warnings = warned(stories)
    assert len(warnings) <= 3
    assert not any(each.is_seen or each.story in {"people", GOOD} for each in warnings)
    expected = [each for each in waiting if STORY_OF[each.sign] in {"money", "people"}]
    assert sorted(errands(stories), key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("rule", RULES)
def test_in_few_words_it_fits_a_line(rule: str) -> None:
    """A panel of 80 columns leaves 64 cells; eleven signs that agree take 17 of them."""
    said = brief(finding(rule, weeks=2), TODAY, "USD")
    assert 0 < len(said) <= 47
    assert not said.endswith(".")


def test_under_her_target_in_few_words() -> None:
    about = finding("take_home", take_home_per_hour_minor=4150, target_minor=12_550)
    said = brief(replace(about, subject="target"), TODAY, "USD")
    assert said == "Take-home $41.50 an hour, under your $125.50"


def test_what_is_booked_is_a_sign_of_its_own() -> None:
    assert sign_of(finding("hands_on_day", booked=True)) == "ahead"
    assert brief(finding("hands_on_day", booked=True), TODAY, "USD") == (
        "What is booked stands out, Mon 16 Nov"
    )
