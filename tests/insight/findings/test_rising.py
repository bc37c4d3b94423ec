"""What rises and stays: each of the four rules at its edges, and too little to speak from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.change import upward_sums, winsorised_cusum, winsorised_scores
from mtdesk.insight.findings import RULES, assess
from mtdesk.insight.findings.history import History, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import Finding

TODAY = date(2026, 11, 23)
LIMITS = Limits()
RISING = ("rising_load", "rising_body", "rising_mind", "rising_soreness")
USUAL = [4.5, 3.0, 4.0, 3.5] * 6


def start(weeks_ago: int, today: date = TODAY) -> str:
    return (today - timedelta(weeks=weeks_ago)).isoformat()


def history(values: list[float], as_of: date = TODAY, **more: Any) -> History:
    """Whole weeks that end with the last one, each with `value` in all that a rule reads."""
    weeks = [
        Week(
            start=start(len(values) - place, as_of), sessions=3, load=1_000 * value,
            check_ins=2, body=value, mind=value, soreness={"neck": value},
        )
        for place, value in enumerate(values)
    ]  # fmt: skip
    return History(as_of=as_of, weeks=tuple(weeks), first_day=date(2020, 1, 1), **more)


def found(rule: str, history: History, limits: Limits = LIMITS) -> list[Finding]:
    return list(RULES[rule](history, limits))


def levels(rule: str, history: History, limits: Limits = LIMITS) -> list[str]:
    return [finding.level for finding in found(rule, history, limits)]


def c_of(rule: str, values: list[float]) -> float:
    """C without a ceiling."""
    if rule == "rising_load":
        roots = [sqrt(1_000 * value) for value in values]
        scores = winsorised_scores(roots, 0, 8, 2.5, 104, 3, 0.0, prior_share=0.1)
        return upward_sums(scores, 1.0)[-1]
    return winsorised_cusum(values, ceiling=99)[-1]


def limits(watch: float, act: float, **more: Any) -> Limits:
    return Limits(rising_watch=watch, rising_act=act, answer_watch=watch, answer_act=act, **more)


@pytest.mark.parametrize("rule", RISING)
class TestEach:
    def test_levels_at_each_side_of_c(self, rule: str) -> None:
        values = [*USUAL, 6.0, 6.5, 6.0]
        c = c_of(rule, values)
        assert levels(rule, history(values), limits(c, c)) == []
        below = c - 0.01
        assert levels(rule, history(values), limits(below, c)) == ["watch"]
        assert levels(rule, history(values), limits(1, below)) == ["act"]

    def test_usual_weeks_say_nothing(self, rule: str) -> None:
        assert not found(rule, history(USUAL))

    def test_a_rise_that_lasts_is_to_watch_and_then_to_act_on(self, rule: str) -> None:
        said = [levels(rule, history([*USUAL, *[6.0] * more])) for more in range(7)]
        assert said[0] == []
        assert said[-1] == ["act"]
        order = ["", "watch", "act"]
        steps = [order.index(one[0]) if one else 0 for one in said]
        assert steps == sorted(steps)

    def test_evidence_and_since(self, rule: str) -> None:
        values = [*USUAL, 6.0, 6.5, 6.0, 6.5]
        (finding,) = found(rule, history(values))
        assert finding.since == start(4)
        # C is held to half an SD above the act threshold, so that a recovery shows within weeks.
        highest = LIMITS.rising_act if rule == "rising_load" else LIMITS.answer_act
        assert finding.evidence["c"] == pytest.approx(min(c_of(rule, values), highest + 0.5))
        assert finding.evidence["weeks_since"] == 4
        assert finding.evidence["weeks_before"] == len(USUAL)
        scale = 1_000 if rule == "rising_load" else 1
        assert finding.evidence["usual"] == pytest.approx(3.75 * scale)
        assert finding.evidence["recent"] == pytest.approx(6.25 * scale)

    def test_a_recovery_shows_within_weeks_however_long_the_rise(self, rule: str) -> None:
        risen = [*USUAL, *([6.0, 6.5] * 10)]
        assert found(rule, history(risen))
        highest = LIMITS.rising_act if rule == "rising_load" else LIMITS.answer_act
        c = [
            found(rule, history([*USUAL, *([6.0, 6.5] * n)]))[0].evidence["c"] for n in range(2, 9)
        ]
        assert max(c) == highest + 0.5
        assert not found(rule, history([*risen, *USUAL[:6]]))

    def test_the_week_that_still_runs_is_left_out(self, rule: str) -> None:
        values = [*USUAL, 6.0, 6.5, 6.0, 6.5]
        whole = history(values)
        sunday_before = replace(whole, as_of=TODAY - timedelta(days=1))
        assert found(rule, sunday_before) == found(
            rule, replace(sunday_before, weeks=whole.weeks[:-1])
        )
        assert found(rule, sunday_before) != found(rule, whole)

    def test_the_week_she_began_in_is_left_out(self, rule: str) -> None:
        values = [*USUAL, 6.0, 6.5, 6.0, 6.5]
        began = replace(history(values), first_day=date.fromisoformat(start(28)) + timedelta(2))
        assert found(rule, began) == found(rule, history(values[1:]))

    def test_an_old_rise_says_nothing_about_today(self, rule: str) -> None:
        risen = history([*USUAL, 6.0, 6.5, 6.0, 6.5])
        assert found(rule, replace(risen, as_of=TODAY + timedelta(days=28)))
        assert not found(rule, replace(risen, as_of=TODAY + timedelta(days=29)))

    def test_it_does_not_blink_and_ends_at_half(self, rule: str) -> None:
        values = [*USUAL, 6.0, 6.5, 6.0]
        top = c_of(rule, values)
        hers = limits(top - 0.01, 50)
        after = [*values, *[4.2] * 12]
        said = [bool(found(rule, history(after[:count]), hers)) for count in range(27, 40)]
        sums = [c_of(rule, after[:count]) for count in range(27, 40)]
        assert said[0]
        half = (top - 0.01) / 2
        assert [c > half for c in sums] == said
        assert any(half < c < top - 0.02 for c in sums)

    def test_a_year_back_is_as_far_as_the_sum_goes(self, rule: str) -> None:
        values = [*USUAL, *[3.0 + number % 2 + number / 20 for number in range(70)]]
        (finding,) = found(rule, history(values))
        assert finding.evidence["weeks_since"] <= 52


class TestLoad:
    def test_short_weeks_do_not_hide_a_rise(self) -> None:
        short = [4.5, 3.0, 0.8, 3.5, 4.5, 3.0, 4.0, 3.5, 4.5, 0.2, 4.0, 3.5, *USUAL[:12]]
        assert levels("rising_load", history([*short, 6.0, 6.5, 6.0])) == ["watch"]

    def test_where_all_weeks_are_one_a_rise_is_still_one(self) -> None:
        assert levels("rising_load", history([*[4.0] * 12, *[6.0] * 3])) == ["watch"]
        assert not found("rising_load", history([4.0] * 15))

    @pytest.mark.parametrize(("weeks", "said"), [(1, []), (2, []), (3, ["watch"]), (4, ["act"])])
    def test_no_single_week_can_raise_it_nor_can_two(self, weeks: int, said: list[str]) -> None:
        assert levels("rising_load", history([*USUAL, *[40.0] * weeks])) == said

    def test_in_her_own_numbers_with_the_share_of_estimates(self) -> None:
        risen = history([*USUAL, 6.0, 6.5, 6.0, 6.5])
        (finding,) = found("rising_load", risen)
        assert finding.message == (
            "Your weekly load has held above your usual since the week of Mon 26 Oct: "
            "6,250 a week, against 3,750 before."
        )
        guessed = replace(
            risen, weeks=tuple(replace(week, estimated_load=week.load / 4) for week in risen.weeks)
        )
        assert (
            "6,250 a week, 25 % of it from estimated effort, against"
            in found("rising_load", guessed)[0].message
        )

    def test_weeks_without_a_session_are_left_out(self) -> None:
        values = [*USUAL, 6.0, 6.5, 6.0, 6.5]
        away = Week(start=start(30), soreness={})
        risen = history(values)
        with_holiday = replace(risen, weeks=(away, *risen.weeks))
        assert found("rising_load", with_holiday) == found("rising_load", risen)


class TestAnswers:
    @pytest.mark.parametrize("rule", RISING[1:])
    def test_weeks_without_an_answer_are_missing_and_not_zero(self, rule: str) -> None:
        risen = history([*USUAL, 6.0, 6.5, 6.0, 6.5])
        silent = Week(start=start(40), sessions=3, load=4_000, soreness={})
        assert found(rule, replace(risen, weeks=(silent, *risen.weeks))) == found(rule, risen)

    def test_in_her_own_numbers(self) -> None:
        risen = history([*USUAL, 6.0, 6.5, 6.0, 6.5])
        assert [found(rule, risen)[0].message for rule in RISING[1:]] == [
            (
                "Your exhaustion of body has held above your usual since the week of Mon 26 Oct: "
                "6.2 on average, against 3.8 before."
            ),
            (
                "Your exhaustion of mind has held above your usual since the week of Mon 26 Oct: "
                "6.2 on average, against 3.8 before."
            ),
            (
                "Your neck has been sorer than your usual since the week of Mon 26 Oct: "
                "6.2 a check-in on average, against 3.8 before."
            ),
        ]

    def test_one_finding_a_site_in_the_order_of_sites(self) -> None:
        risen = history([*USUAL, 6.0, 6.5, 6.0, 6.5])
        weeks = [
            replace(week, soreness={"low-back": 4.0, "neck": value, "thumb-l": value})
            for week in risen.weeks
            for value in week.soreness.values()
        ]
        findings = found("rising_soreness", replace(risen, weeks=tuple(weeks)))
        assert [one.subject for one in findings] == ["thumb-l", "neck"]
        assert [one.evidence["site"] for one in findings] == ["thumb-l", "neck"]

    def test_soreness_without_a_place_asks_for_the_place(self) -> None:
        risen = history([*USUAL, 6.0, 6.5, 6.0, 6.5])
        weeks = [replace(week, soreness={"general": week.body or 0.0}) for week in risen.weeks]
        (finding,) = found("rising_soreness", replace(risen, weeks=tuple(weeks)))
        assert finding.message.startswith("Soreness without a place has been sorer")
        assert "say where it is" in finding.advice

    def test_a_site_not_named_in_a_check_in_counts_as_not_sore(self) -> None:
        values = [0.0, 1.0, 0.0, 0.5] * 6 + [5.0, 5.5, 5.0]
        risen = history(values)
        unnamed = [
            replace(week, soreness={} if week.soreness["neck"] == 0 else week.soreness)
            for week in risen.weeks
        ]
        assert found("rising_soreness", replace(risen, weeks=tuple(unnamed))) == found(
            "rising_soreness", risen
        )


VALUES = st.lists(st.integers(0, 20).map(lambda number: number / 2), max_size=60)


@given(VALUES.map(lambda values: values[:8]))
def test_never_on_eight_weeks_or_fewer(values: list[float]) -> None:
    assert not [one for one in assess(history(values), LIMITS) if one.rule in RISING]


@given(VALUES, st.integers(1, 12))
def test_weeks_after_as_of_change_nothing(values: list[float], later: int) -> None:
    now = history(values)
    future = [
        Week(start=start(-ahead), sessions=40, load=90_000, check_ins=7, body=10, mind=10,
             soreness={"neck": 10}, unpaid_minutes=3_000)
        for ahead in range(later)
    ]  # fmt: skip
    assert assess(replace(now, weeks=(*now.weeks, *future)), LIMITS) == assess(now, LIMITS)


# Answers have one unit, 0-10: the SD that they are begun with is in it.
@given(VALUES, st.floats(0.01, 1_000))
def test_the_unit_of_load_does_not_matter(values: list[float], times: float) -> None:
    now = history(values)
    scaled = replace(now, weeks=tuple(replace(week, load=week.load * times) for week in now.weeks))
    ours, others = found("rising_load", now), found("rising_load", scaled)
    assert [one.level for one in ours] == [one.level for one in others]
    assert [one.since for one in ours] == [one.since for one in others]


@given(VALUES.filter(lambda values: len(values) > 9))
def test_a_last_week_without_work_never_makes_a_rise(values: list[float]) -> None:
    now = history(values)
    rested = replace(now, weeks=(*now.weeks[:-1], replace(now.weeks[-1], sessions=0, load=0.0)))
    without = replace(now, weeks=now.weeks[:-1])
    assert found("rising_load", rested) == found("rising_load", without)


class TestOld:
    """A rise that has stood for twelve weeks asks once, and then rests unless it still climbs."""

    RISEN = (*USUAL, *[6.0, 6.5] * 8)

    def course(self, rule: str, values: list[float]) -> list[str]:
        return [
            (levels(rule, history(values[:count])) or ["-"])[0]
            for count in range(len(USUAL), len(values) + 1)
        ]

    @pytest.mark.parametrize("rule", RISING)
    def test_it_asks_in_its_twelfth_week_and_rests_after_it(self, rule: str) -> None:
        said = self.course(rule, [*self.RISEN])
        first = said.index("watch") if "watch" in said else said.index("act")
        raised = [level for level in said if level in {"watch", "act"}]
        assert said[first : first + len(raised)] == raised
        assert len(raised) == 12
        assert set(said[first + 12 :]) == {"note"}
        asked = found(rule, history([*self.RISEN[: len(USUAL) + first + 11]]))[0]
        assert asked.message.endswith("it has stood for 12 weeks: is this your new usual?")
        assert asked.evidence["weeks_stood"] == 12
        after = found(rule, history([*self.RISEN[: len(USUAL) + first + 12]]))[0]
        assert after.message.endswith("it has stood for 13 weeks, climbs no more and rests.")

    @pytest.mark.parametrize("rule", RISING)
    def test_one_that_still_climbs_does_not_rest(self, rule: str) -> None:
        # High limits leave C room to grow, and each week lies above those before it.
        values = [*USUAL, *[5.5 + 0.4 * number for number in range(14)]]
        eager = limits(0.5, 50)
        (finding,) = found(rule, history(values), eager)
        assert finding.evidence["weeks_stood"] > 12
        assert finding.level == "watch"

    @pytest.mark.parametrize("rule", RISING)
    def test_when_to_ask_is_hers_to_set(self, rule: str) -> None:
        risen = history([*USUAL, *[6.0, 6.5] * 6])
        assert levels(rule, risen, Limits(new_usual_weeks=8)) == ["note"]
        assert levels(rule, risen) == ["act"]

    def test_the_weeks_are_those_of_the_calendar(self) -> None:
        # Twelve answered weeks over more than twenty: it is old after the first twelve.
        values = [*USUAL, *[6.0, 6.5] * 6]
        weeks = history(values).weeks
        apart = tuple(
            replace(week, start=start(2 * (len(values) - place), TODAY))
            for place, week in enumerate(weeks)
        )
        assert levels("rising_body", replace(history(values), weeks=apart)) == ["note"]


@given(
    st.lists(st.integers(2, 9), min_size=10, max_size=40),
    st.lists(st.integers(1, 9), min_size=28, max_size=28),
    st.floats(0.05, 40),
)
def test_another_scale_of_effort_leaves_the_findings_of_load_as_they_are(
    by_week: list[int], by_day: list[int], factor: float
) -> None:
    """Who gives every session twice the effort is told the same of her load."""

    def told(scale: float) -> list[tuple[str, str, Any]]:
        weekly = history([float(value) for value in by_week])
        weeks = [replace(week, load=week.load * scale) for week in weekly.weeks]
        days = [
            DayLoad(day=TODAY - timedelta(days=back), sessions=1, load=100 * load * scale)
            for back, load in enumerate(by_day)
        ]
        scaled = replace(weekly, weeks=tuple(weeks), days=tuple(days))
        return [
            (one.rule, one.level, one.since)
            for rule in ("rising_load", "against_usual")
            for one in found(rule, scaled)
        ]

    assert told(factor) == told(1)
