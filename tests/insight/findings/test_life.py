"""Acknowledging, what changed, and the rules laid open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mtdesk.errors import NotFoundError
from mtdesk.insight.findings import RULES, WORDS, assess, back, clear, explain
from mtdesk.insight.findings.history import Acknowledgement, History, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.findings.trend import compare
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import Finding, overall

TODAY = date(2026, 11, 23)
LIMITS = Limits()
USUAL = [4.5, 3.0, 4.0, 3.5] * 6
RISEN = [*USUAL, 6.0, 6.5, 6.0, 6.5]
FORBIDDEN = re.compile(r"diagnos|predict|injury risk|burnout|safe|\btreat|\bnormal", re.IGNORECASE)


def practice(values: list[float], as_of: date = TODAY, *seen: Acknowledgement) -> History:
    """Weeks of body answers, the last of them the 28th counted from the same Monday."""
    first = TODAY - timedelta(weeks=len(RISEN))
    weeks = [
        Week(
            start=(first + timedelta(weeks=place)).isoformat(), check_ins=2, body=value, soreness={}
        )
        for place, value in enumerate(values)
    ]
    return History(as_of=as_of, weeks=tuple(weeks), acknowledgements=seen)


def seen(on: date = TODAY, rule: str = "rising_body", **more: Any) -> Acknowledgement:
    return Acknowledgement(rule=rule, on=on, **more)


def later(weeks: int) -> date:
    return TODAY + timedelta(weeks=weeks)


def body(history: History) -> list[Finding]:
    return [one for one in assess(history, LIMITS) if one.rule == "rising_body"]


class TestAcknowledging:
    def test_it_is_still_shown_for_four_weeks_and_does_not_count(self) -> None:
        for weeks in range(4):
            values = [*RISEN, *[6.5] * weeks]
            (finding,) = body(practice(values, later(weeks), seen()))
            assert finding.acknowledged
            assert finding.standing == "acknowledged, counts again from Mon 21 Dec"
            assert overall([finding]) == "clear"
            (unseen,) = body(practice(values, later(weeks)))
            assert overall([unseen]) == unseen.level
            assert replace(finding, acknowledged=False, standing="") == unseen

    def test_after_them_the_sum_has_begun_at_zero_with_the_baseline_kept(self) -> None:
        values = [*RISEN, *[5.0] * 4]
        assert body(practice(values, later(4)))
        assert not body(practice(values, later(4), seen()))

    def test_what_keeps_rising_counts_again(self) -> None:
        values = [*RISEN, *[9.5, 9.0] * 2]
        (finding,) = body(practice(values, later(4), seen()))
        assert not finding.acknowledged
        assert finding.evidence["weeks_since"] <= 4
        assert finding.since > TODAY.isoformat()
        # All weeks before the rise are still what it is held against.
        assert finding.evidence["weeks_before"] >= len(RISEN)

    def test_her_own_day(self) -> None:
        until = TODAY + timedelta(days=3)
        history = practice(RISEN, TODAY, seen(until=until))
        assert body(history)[0].acknowledged
        assert body(replace(history, as_of=until - timedelta(days=1)))[0].acknowledged
        assert not body(replace(history, as_of=until))

    def test_not_before_she_did_and_only_what_she_saw(self) -> None:
        for other in (seen(later(1)), seen(rule="rising_mind"), seen(subject="neck")):
            assert not body(practice(RISEN, TODAY, other))[0].acknowledged

    def test_a_new_usual_drops_the_weeks_before(self) -> None:
        usual = seen(new_usual=True)
        for weeks in range(30):
            values = [*RISEN, *[6.0, 7.0, 6.5][: weeks % 3], *[6.0, 7.0, 6.5] * (weeks // 3)]
            assert not body(practice(values, later(weeks), usual))
        risen_again = [*RISEN, *[6.0, 7.0, 6.5] * 4, *[9.5] * 5]
        (finding,) = body(practice(risen_again, later(17), usual))
        assert not finding.acknowledged
        assert finding.evidence["weeks_before"] <= 13

    def test_other_rules_are_marked_until_their_day(self) -> None:
        days = tuple(
            DayLoad(day=TODAY - timedelta(days=n), sessions=1, hands_on_minutes=60, load=1)
            for n in range(9)
        )  # fmt: skip
        quiet = seen(rule="no_rest_day", until=TODAY + timedelta(days=1))
        history = History(as_of=TODAY, days=days, acknowledgements=(quiet,))
        (finding,) = assess(history, LIMITS)
        assert finding.acknowledged
        (finding,) = assess(replace(history, as_of=TODAY + timedelta(days=1)), LIMITS)
        assert not finding.acknowledged

    def test_acknowledged_findings_come_last(self) -> None:
        days = tuple(
            DayLoad(day=TODAY - timedelta(days=n), sessions=1, hands_on_minutes=60, load=1)
            for n in range(9)
        )  # fmt: skip
        history = replace(practice(RISEN, TODAY, seen()), days=days)
        assert [one.rule for one in assess(history, LIMITS)] == ["no_rest_day", "rising_body"]


def finding(rule: str, subject: str = "", level: str = "watch") -> Finding:
    return Finding(
        rule=rule, subject=subject, level=level, message="m.", since="2026-11-01",
        evidence={}, source="s", advice="a.",
    )  # fmt: skip


def test_compare_goes_by_rule_and_subject() -> None:
    before = [finding("sore_site", "neck"), finding("sore_site", "thumb-l"), finding("take_home")]
    now = [finding("sore_site", "neck", "act"), finding("sore_site", "thumb-r")]
    changes = compare(now, before)
    assert changes.new == (now[1],)
    assert changes.still == (now[0],)
    assert changes.gone == (before[1], before[2])
    assert compare([], []) == compare((), ())


class TestExplain:
    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize("history", [History(as_of=TODAY), practice(RISEN)], ids=["no", "yes"])
    def test_every_rule_says_what_it_is_made_of(self, rule: str, history: History) -> None:
        said = explain(rule, history, LIMITS)
        assert said.rule == rule
        assert said.about.endswith("?")
        assert said.formula
        assert said.caveats.endswith((".", ")."))
        assert said.findings == tuple(one.message for one in RULES[rule](history, LIMITS))
        words = " ".join(
            (said.about, said.formula, said.source, said.caveats, *said.numbers, *said.findings)
        )
        assert not FORBIDDEN.search(words)

    def test_words_and_rules_are_the_same_rules_in_the_same_order(self) -> None:
        assert list(WORDS) == list(RULES)

    @pytest.mark.parametrize("rule", RULES)
    def test_its_commands_set_what_is_in_force_and_switch_it_off(self, rule: str) -> None:
        said = explain(rule, History(as_of=TODAY), LIMITS)
        for threshold in said.thresholds:
            assert getattr(LIMITS, threshold.key) == threshold.value
            assert f"mtdesk settings {threshold.key} {threshold.value:g}" in said.commands
        assert said.commands[-1] == f'mtdesk settings disabled_rules "{rule}"'

    def test_a_rule_switched_off_can_be_asked_and_switched_on(self) -> None:
        limits = Limits(disabled=frozenset({"rising_body", "sore_site"}))
        said = explain("rising_body", practice(RISEN), limits)
        assert said.findings
        assert said.commands[-1] == 'mtdesk settings disabled_rules "sore_site"'

    def test_her_numbers_are_put_in(self) -> None:
        said = explain("rising_body", practice(RISEN), LIMITS)
        assert said.numbers == (
            "exhaustion of body: 6.5 in the week of 2026-11-16, after which C is 4.0",
            "mean 6.2 over 4 weeks since 2026-10-26, 3.8 over 24 weeks before",
        )
        assert explain("rising_body", practice(USUAL[:5]), LIMITS).numbers == (
            "exhaustion of body: nothing to say before 9 whole weeks, or without a recent one",
        )

    def test_no_such_rule(self) -> None:
        with pytest.raises(NotFoundError, match="no rule “rising”; one of hands_on_day"):
            explain("rising", History(as_of=TODAY), LIMITS)


class TestHowNear:
    def test_every_rule_says_it_or_that_it_cannot_know(self) -> None:
        nothing = clear(History(as_of=TODAY), LIMITS, [])
        assert [one.rule for one in nothing] == list(RULES)
        known = {one.rule: one.near for one in nothing if one.near}
        assert known == {
            "hands_on_day": "long days 0 of 1",
            "no_rest_day": "days in a row 0 of 7",
            "short_gaps": "short rests 0 of 1",
            "heavy_run": "heavy sessions in a row 0 of 3",
            "sore_site": "sore check-ins 0 of 3",
            "incident": "incidents 0 in 28 days",
        }

    def test_it_is_said_of_rules_that_find_nothing_and_are_on(self) -> None:
        history = practice(RISEN)
        found = assess(history, LIMITS)
        said = {one.rule for one in clear(history, Limits(disabled=frozenset({"incident"})), found)}
        assert said == set(RULES) - {one.rule for one in found} - {"incident"}

    def test_a_rise_below_its_threshold_says_how_far_it_is(self) -> None:
        history = practice([*USUAL, 5.4, 5.3])
        assert not body(history)
        near = {one.rule: one.near for one in clear(history, LIMITS, [])}
        assert near["rising_body"] == "rise of body 2.0 of 2.5"

    def test_load_against_its_threshold(self) -> None:
        days = tuple(
            DayLoad(day=TODAY - timedelta(days=back), sessions=1, load=110 if back < 7 else 100)
            for back in range(28)
        )
        history = History(as_of=TODAY, days=days, first_day=TODAY - timedelta(days=60))
        near = {one.rule: one.near for one in clear(history, LIMITS, [])}
        assert near["against_usual"] == "load of 7 days 1.1x of 1.3x"
        assert near["no_rest_day"] == "days in a row 0 of 7"  # without hands-on minutes


class TestBack:
    def test_a_rise_that_has_ended_is_told_for_the_week_after(self) -> None:
        ended = [
            weeks
            for weeks in range(16)
            if list(back(practice([*RISEN, *[3.5] * weeks], later(weeks)), LIMITS))
        ]
        assert len(ended) == 1
        (after,) = ended
        history = practice([*RISEN, *[3.5] * after], later(after))
        assert list(back(history, LIMITS)) == [("rising_body", "")]
        assert not body(history)
        off = Limits(disabled=frozenset({"rising_body"}))
        assert list(back(history, off)) == []
