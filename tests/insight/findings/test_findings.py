"""Each rule at each side of its edge, and what holds for all of them."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.findings import RULES, assess
from mtdesk.insight.findings.history import History, ScaleScores, Slot, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import Finding
from mtdesk.model.incidents import KINDS, Incident
from mtdesk.model.wellbeing import SITES, CheckIn

TODAY = date(2026, 11, 23)
LIMITS = Limits()
Days = dict[int, tuple[int, int]]  # minutes and load by days ago
FORBIDDEN = re.compile(r"diagnos|predict|injury risk|burnout|safe|\btreat|\bnormal", re.IGNORECASE)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def worked(
    days_ago: int, minutes: int = 180, load: float = 600.0, estimated: float = 0.0
) -> DayLoad:
    return DayLoad(
        day=ago(days_ago),
        sessions=max(1, minutes // 60),
        hands_on_minutes=minutes,
        load=load,
        estimated_load=estimated,
    )


def practice(*days: DayLoad, began: int = 200, **more: Any) -> History:
    return History(as_of=TODAY, days=tuple(days), first_day=ago(began), **more)


def sore(days_ago: int, **soreness: int) -> CheckIn:
    sites = {site.replace("_", "-"): rating for site, rating in soreness.items()}
    return CheckIn(checked_on=ago(days_ago).isoformat(), soreness=sites)


def event(
    days_ago: int,
    severity: int = 3,
    kind: str = "threat",
    client: int | None = None,
    number: int = 1,
) -> Incident:
    day = ago(days_ago).isoformat()
    return Incident(
        id=number, occurred_at=f"{day}T15:00:00-05:00", local_date=day, kind=kind,
        severity=severity, client_id=client, client="Pat Doe", said="words nobody else should read",
    )  # fmt: skip


def found(rule: str, history: History, limits: Limits = LIMITS) -> list[Finding]:
    return list(RULES[rule](history, limits))


def levels(rule: str, history: History, limits: Limits = LIMITS) -> list[str]:
    return [finding.level for finding in found(rule, history, limits)]


class TestHandsOnDay:
    @pytest.mark.parametrize(
        ("count", "expected"),
        [(0, []), (1, ["note"]), (2, ["note"]), (3, ["watch"]), (5, ["watch"]), (6, ["act"])],
    )
    def test_number_of_long_days(self, count: int, expected: list[str]) -> None:
        days = [worked(4 * number, minutes=241) for number in range(count)]
        assert levels("hands_on_day", practice(*days, worked(1, minutes=100))) == expected

    def test_four_hours_are_not_over_four_hours(self) -> None:
        assert not found("hands_on_day", practice(worked(1, minutes=240)))

    def test_the_28th_day_back_counts_and_the_29th_does_not(self) -> None:
        assert found("hands_on_day", practice(worked(27, minutes=300)))
        assert not found("hands_on_day", practice(worked(28, minutes=300)))

    def test_in_her_own_numbers(self) -> None:
        days = [worked(number, minutes=250) for number in (9, 12, 15, 18)]
        (finding,) = found("hands_on_day", practice(*days, worked(3, minutes=345)))
        assert finding.message == (
            "5 of the last 28 days were over your 4 h hands-on; the longest was Fri 20 Nov with 5 h 45."
        )
        assert finding.since == ago(18).isoformat()
        assert finding.evidence["longest_minutes"] == 345
        assert finding.evidence["limits"]["hands_on_act"] == 6

    def test_a_single_day(self) -> None:
        (finding,) = found("hands_on_day", practice(worked(1, minutes=270)))
        assert finding.message == (
            "1 of the last 28 days was over your 4 h hands-on: yesterday with 4 h 30."
        )

    def test_her_own_limit(self) -> None:
        limits = Limits(hands_on_minutes_a_day=300)
        assert not found("hands_on_day", practice(worked(1, minutes=300)), limits)
        assert (
            "over your 5 h"
            in found("hands_on_day", practice(worked(1, minutes=301)), limits)[0].message
        )


class TestAgainstUsual:
    def history(
        self, recent: float, base: float = 100.0, began: int = 27, estimated: float = 0.0
    ) -> History:
        days = [worked(n, load=recent if n < 7 else base, estimated=estimated) for n in range(28)]
        return practice(*days, began=began)

    @pytest.mark.parametrize(
        ("recent", "expected"),
        [(129.9, []), (130.0, ["watch"]), (159.9, ["watch"]), (160.0, ["act"])],
    )
    def test_ratio(self, recent: float, expected: list[str]) -> None:
        assert levels("against_usual", self.history(recent)) == expected

    def test_needs_28_days_since_the_first_session(self) -> None:
        assert found("against_usual", self.history(200, began=27))
        assert not found("against_usual", self.history(200, began=26))

    def test_needs_ten_worked_days(self) -> None:
        nine = [worked(n, load=500) for n in (0, 1, 2, 3, 4, 5, 6, 10, 15)]
        assert not found("against_usual", practice(*nine))
        assert found("against_usual", practice(*nine, worked(20, load=500)))

    def test_needs_work_in_the_weeks_before(self) -> None:
        assert not found("against_usual", practice(*[worked(n) for n in range(7)]))

    def test_nothing_on_an_empty_practice(self) -> None:
        assert not found("against_usual", History(as_of=TODAY))

    def test_in_her_own_numbers_with_the_share_of_estimates(self) -> None:
        history = self.history(200, estimated=25.0)
        (finding,) = found("against_usual", history)
        assert finding.message == (
            "Your load of the last 7 days is 2.00x your previous three weeks: 1,400 against 700 "
            "in a usual week (20 % of the load of these 28 days from estimated effort)."
        )
        assert finding.evidence["estimated_share"] == pytest.approx(0.2)
        assert finding.since == ago(6).isoformat()

    def test_nothing_estimated_is_not_mentioned(self) -> None:
        assert "estimated" not in found("against_usual", self.history(200))[0].message

    def test_a_trace_of_estimates_is_still_said(self) -> None:
        assert "(1 % of" in found("against_usual", self.history(200, estimated=0.1))[0].message


class TestNoRestDay:
    def row(self, days: int, ending: int = 0) -> History:
        return practice(*[worked(ending + number) for number in range(days)], worked(34))

    @pytest.mark.parametrize(
        ("days", "expected"), [(6, []), (7, ["watch"]), (13, ["watch"]), (14, ["act"])]
    )
    def test_days_in_a_row(self, days: int, expected: list[str]) -> None:
        assert levels("no_rest_day", self.row(days)) == expected

    def test_today_without_work_yet_does_not_end_the_row(self) -> None:
        assert levels("no_rest_day", self.row(7, ending=1)) == ["watch"]

    def test_a_day_off_yesterday_ends_it(self) -> None:
        assert levels("no_rest_day", self.row(7, ending=2)) == []

    def test_in_her_own_numbers(self) -> None:
        (finding,) = found("no_rest_day", self.row(9))
        assert finding.message == (
            "You worked 9 days in a row without a day off, since Sun 15 Nov."
        )
        assert finding.since == "2026-11-15"

    def test_a_row_longer_than_what_is_known(self) -> None:
        days = [worked(number) for number in range(35)]
        (finding,) = found("no_rest_day", practice(*days))
        assert "at least 35 days in a row" in finding.message
        (finding,) = found("no_rest_day", practice(*days, began=34))
        assert "at least" not in finding.message


class TestSoreSite:
    def history(self, *check_ins: CheckIn) -> History:
        return practice(worked(1), check_ins=check_ins)

    def test_three_times_at_four(self) -> None:
        three = [sore(number, thumb_r=4) for number in (0, 5, 13)]
        assert levels("sore_site", self.history(*three)) == ["watch"]
        assert levels("sore_site", self.history(*three[:2])) == []

    def test_below_four_does_not_count(self) -> None:
        nearly = [sore(0, thumb_r=3), sore(1, thumb_r=4), sore(2, thumb_r=9)]
        assert not found("sore_site", self.history(*nearly))

    def test_the_15th_day_back_does_not_count(self) -> None:
        assert not found("sore_site", self.history(*[sore(n, neck=8) for n in (0, 1, 14)]))

    def test_left_and_right_are_two_sites(self) -> None:
        sides = [sore(0, wrist_l=5), sore(1, wrist_r=5), sore(2, wrist_l=5)]
        assert not found("sore_site", self.history(*sides))

    def test_one_finding_a_site_most_often_hurt_first(self) -> None:
        both = [sore(number, low_back=6, thumb_l=5, general=4) for number in range(3)]
        findings = found("sore_site", self.history(*both))
        assert [finding.evidence["site"] for finding in findings] == [
            "thumb-l", "low-back", "general",
        ]  # fmt: skip

    def test_in_her_own_numbers(self) -> None:
        asked = [sore(1, thumb_r=4), sore(3, thumb_r=6), sore(6, thumb_r=5), sore(8), sore(9)]
        (finding,) = found("sore_site", self.history(*asked))
        assert finding.message == (
            "Your right thumb was at 4 or more on 3 of your 5 check-ins of the last 14 days, up to 6."
        )
        assert finding.evidence["ratings"] == [5, 6, 4]
        assert finding.since == ago(6).isoformat()

    @pytest.mark.parametrize("site", SITES)
    def test_every_site_is_known(self, site: str) -> None:
        asked = [CheckIn(checked_on=ago(n).isoformat(), soreness={site: 7}) for n in range(3)]
        assert len(found("sore_site", self.history(*asked))) == 1


class TestIncident:
    def history(
        self, *events: Incident, earlier: tuple[tuple[str, int | None], ...] = ()
    ) -> History:
        return practice(worked(1), incidents=events, earlier_incidents=earlier)

    @pytest.mark.parametrize(
        ("severity", "once", "again"),
        [
            (1, [], ["note"]),
            (2, [], ["note"]),
            (3, ["watch"], ["act"]),
            (4, ["act"], ["act"]),
            (5, ["act"], ["act"]),
        ],
    )
    def test_severity_and_repetition(
        self, severity: int, once: list[str], again: list[str]
    ) -> None:
        one = event(3, severity)
        assert levels("incident", self.history(one)) == once
        assert levels("incident", self.history(one, earlier=(("threat", 9),))) == again

    def test_a_client_who_does_something_else(self) -> None:
        history = self.history(event(3, 3, client=7), earlier=(("no-show", 7),))
        assert levels("incident", history) == ["act"]

    def test_an_unknown_client_is_no_repeat_of_another_unknown_one(self) -> None:
        history = self.history(event(3, 3), earlier=(("no-show", None),))
        assert levels("incident", history) == ["watch"]

    def test_only_the_later_of_two_is_a_repeat(self) -> None:
        first, second = event(9, 3, number=1), event(2, 3, number=2)
        findings = found("incident", self.history(second, first))
        assert [(one.evidence["incident_id"], one.level) for one in findings] == [
            (1, "watch"),
            (2, "act"),
        ]

    def test_for_28_days(self) -> None:
        assert found("incident", self.history(event(27)))
        assert not found("incident", self.history(event(28)))

    def test_out_of_view_it_still_makes_the_next_one_a_repeat(self) -> None:
        history = self.history(event(20, number=1), event(2, number=2))
        assert levels("incident", history, Limits(incident_days=7)) == ["act"]

    def test_names_kind_and_day_never_person_or_words(self) -> None:
        (finding,) = found("incident", self.history(event(3, 4), earlier=(("threat", None),)))
        assert finding.message == (
            "Incident: threat, Fri 20 Nov, severity 4 of 5; not the first of its kind."
        )
        assert not re.search("Pat|nobody else", json.dumps(finding.evidence) + finding.message)


class TestNoCheckIn:
    def history(
        self, last: int | None = None, began: int = 14, days: tuple[int, ...] = (2, 4)
    ) -> History:
        return practice(
            *[worked(number) for number in days],
            began=began,
            last_check_in=ago(last) if last is not None else None,
        )

    def test_the_last_was_14_days_ago(self) -> None:
        assert levels("no_check_in", self.history(last=14)) == ["unknown"]
        assert levels("no_check_in", self.history(last=13)) == []

    def test_never_one(self) -> None:
        assert levels("no_check_in", self.history(began=14)) == ["unknown"]
        assert levels("no_check_in", self.history(began=13)) == []

    def test_only_when_she_worked(self) -> None:
        assert levels("no_check_in", self.history(began=90, days=(13,))) == ["unknown"]
        assert levels("no_check_in", self.history(began=90, days=(14,))) == []

    def test_in_her_own_numbers(self) -> None:
        (finding,) = found("no_check_in", self.history(last=16, began=90))
        assert finding.message == (
            "You worked on 2 of the last 14 days, and there is no check-in of them "
            "(the last was Sat 7 Nov): how your body is doing is not known here."
        )
        assert finding.evidence["last_check_in"] == "2026-11-07"


class TestAgainstUsualAndHerOwnSwing:
    """With 8 whole weeks the ratio alone is not enough: ordinary weeks pass 1.3 by themselves."""

    def history(self, swing: float, weeks: int = 8, ratio: float = 2.0) -> History:
        days = [worked(n, load=100 * ratio if n < 7 else 100) for n in range(28)]
        loads = [700 * (1 + swing * (-1) ** number) for number in range(weeks)]
        past = [
            Week(start=ago(7 * number + 14).isoformat(), sessions=7, load=load, soreness={})
            for number, load in enumerate(loads)
        ]
        return practice(*days, weeks=tuple(past))

    def test_weeks_that_swing_as_far_make_it_a_note(self) -> None:
        (finding,) = found("against_usual", self.history(swing=0.7))
        assert finding.level == "note"
        assert "within the swing of your own weeks" in finding.message
        assert finding.evidence["swing"] < 2.5

    def test_far_beyond_the_swing_of_even_weeks_the_ratio_decides(self) -> None:
        assert levels("against_usual", self.history(swing=0.05)) == ["act"]
        assert levels("against_usual", self.history(swing=0.05, ratio=1.4)) == ["watch"]

    def test_between_the_two_it_is_to_watch_and_not_to_act_on(self) -> None:
        swing = found("against_usual", self.history(swing=0.2))[0].evidence["swing"]
        between = Limits(usual_swing_watch=swing, usual_swing_act=swing + 0.01)
        assert levels("against_usual", self.history(swing=0.2), between) == ["watch"]
        above = Limits(usual_swing_watch=swing + 0.01)
        assert levels("against_usual", self.history(swing=0.2), above) == ["note"]

    @pytest.mark.parametrize(("swing", "weeks"), [(0.7, 7), (0.0, 8)])
    def test_where_the_swing_is_not_known_the_ratio_decides(self, swing: float, weeks: int) -> None:
        (finding,) = found("against_usual", self.history(swing, weeks))
        assert (finding.level, finding.evidence["swing"]) == ("act", None)

    def test_weeks_that_touch_the_last_seven_days_are_not_among_the_earlier(self) -> None:
        history = self.history(swing=0.7, weeks=7)
        last = Week(start=ago(7).isoformat(), sessions=7, load=900, soreness={})
        (finding,) = found("against_usual", replace(history, weeks=(*history.weeks, last)))
        assert finding.evidence["swing"] is None


def slot(days_ago: int, clock: str) -> Slot:
    began = datetime.combine(ago(days_ago), time.fromisoformat(clock))
    return Slot(
        local_date=ago(days_ago).isoformat(), started_at=began,
        ended_at=began + timedelta(minutes=60), effort=7.0,
    )  # fmt: skip


def week(weeks_ago: int) -> Week:
    """26 weeks: usual ones that alternate, and the last six with more of everything but money."""
    more = weeks_ago <= 6
    odd = weeks_ago % 2
    return Week(
        start=ago(7 * weeks_ago).isoformat(), sessions=9, hands_on_minutes=600,
        load=(3_400 if more else 2_000) + 100 * odd, estimated_load=100.0, check_ins=3,
        body=(7.0 if more else 3.0) + odd / 2, mind=(7.0 if more else 3.0) + odd / 2,
        soreness={"thumb-r": (6.0 if more else 1.0) + odd / 2},
        take_home_minor=(20_000 if more else 60_000) + 1_000 * odd,
        unpaid_minutes=400 if weeks_ago <= 4 else 100,
    )  # fmt: skip


# A practice in which every rule has something to say, at every level.
FULL = practice(
    *[worked(number, minutes=300, load=900, estimated=90) for number in range(15)],
    *[worked(number, load=100) for number in range(15, 30)],
    check_ins=tuple(sore(number, thumb_r=5, neck=6) for number in range(14, 17)),
    incidents=tuple(
        event(number, severity, kind, client=number % 3, number=number)
        for number, (kind, severity) in enumerate(zip(KINDS, [1, 2, 3, 4, 5] * 5, strict=True))
    ),
    weeks=tuple(week(number) for number in range(26, 0, -1)),
    slots=(slot(1, "09:00"), slot(1, "10:05"), slot(1, "11:10")),
    scales=(
        ScaleScores(
            questionnaire="three scales", name="work", sd=10.0, reliability=0.5,
            scores=((ago(90).isoformat(), 40.0), (ago(9).isoformat(), 70.0)),
        ),
    ),
    take_home_target_minor=50_00,
)  # fmt: skip
EAGER = Limits(sore_days=28)
# It speaks of answers that none of the others speaks of.
ALONE = {"rising_answers"}


class TestAssess:
    def test_worst_first_then_in_the_order_of_rules(self) -> None:
        findings = assess(FULL, EAGER)
        assert {finding.rule for finding in findings} == set(RULES) - ALONE
        order = [
            (("act", "watch", "note", "unknown").index(one.level), [*RULES].index(one.rule))
            for one in findings
        ]
        assert order == sorted(order)

    @pytest.mark.parametrize("rule", set(RULES) - ALONE)
    def test_a_rule_switched_off_is_silent_and_the_others_are_not(self, rule: str) -> None:
        limits = replace(EAGER, disabled=frozenset({rule}))
        assert {one.rule for one in assess(FULL, limits)} == set(RULES) - ALONE - {rule}

    def test_nothing_known_is_nothing_found(self) -> None:
        assert assess(History(as_of=TODAY), LIMITS) == ()

    def test_a_quiet_practice_is_clear(self) -> None:
        days = [worked(number) for number in range(35) if number % 7 < 4]
        assert assess(practice(*days, last_check_in=ago(2)), LIMITS) == ()

    @pytest.mark.parametrize("finding", assess(FULL, EAGER), ids=lambda one: one.rule)
    def test_every_finding_is_complete_and_in_plain_words(self, finding: Finding) -> None:
        words = f"{finding.message} {finding.advice} {finding.source}"
        assert not FORBIDDEN.search(words)
        assert finding.message.endswith((".", "new usual?"))
        assert finding.message.count(". ") == 0
        assert finding.advice.endswith(".")
        assert "our choice, no study" in finding.source
        assert date.fromisoformat(finding.since) <= TODAY
        assert finding.evidence["limits"]
        assert json.loads(json.dumps(finding.evidence)) == finding.evidence

    def test_settings_words_are_plain_too(self) -> None:
        for one in fields(Limits):
            if one.name != "disabled":
                assert not FORBIDDEN.search(one.metadata["words"])
                assert one.metadata["least"] <= one.default <= one.metadata["most"]
                assert one.metadata["unit"]


DAYS = st.dictionaries(
    st.integers(0, 40), st.tuples(st.integers(1, 500), st.integers(0, 3_000)), max_size=41
)


def built(days: Days, began: int = 200) -> History:
    return practice(
        *[worked(ago, minutes, float(load)) for ago, (minutes, load) in days.items()], began=began
    )


@given(DAYS, st.integers(1, 30))
def test_days_after_as_of_change_nothing(days: Days, ahead: int) -> None:
    history = built(days)
    later = worked(-ahead, minutes=700, load=9_000.0)
    with_future = replace(
        history,
        slots=(slot(-ahead, "09:00"), slot(-ahead, "10:00")),
        days=(*history.days, later),
        check_ins=tuple(sore(-ahead, neck=9) for _ in range(3)),
        incidents=(event(-ahead, 5),),
    )
    assert assess(with_future, LIMITS) == assess(history, LIMITS)


@given(DAYS, st.integers(0, 26))
def test_no_comparison_with_a_usual_that_is_too_short(days: Days, began: int) -> None:
    young = built({ago: day for ago, day in days.items() if ago <= began}, began=began)
    assert not found("against_usual", young)


@given(DAYS, st.integers(2, 9))
def test_scaling_all_loads_changes_no_level(days: Days, times: int) -> None:
    scaled = {ago: (minutes, load * times) for ago, (minutes, load) in days.items()}
    assert levels("against_usual", built(scaled)) == levels("against_usual", built(days))


@given(DAYS, st.integers(0, 27))
def test_a_day_off_never_raises_long_days_or_the_row(days: Days, off: int) -> None:
    history = built(days)
    rested = built({ago: day for ago, day in days.items() if ago != off})
    for rule, key in (("hands_on_day", "days_over"), ("no_rest_day", "days_in_a_row")):
        before, after = found(rule, history), found(rule, rested)
        if rule == "no_rest_day" and off == 0:
            continue
        assert sum(one.evidence[key] for one in after) <= sum(one.evidence[key] for one in before)


@given(DAYS)
def test_the_order_in_which_days_come_does_not_matter(days: Days) -> None:
    history = built(days)
    assert assess(replace(history, days=history.days[::-1]), LIMITS) == assess(history, LIMITS)
