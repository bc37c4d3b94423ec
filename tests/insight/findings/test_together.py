"""Two answers that rise together, neither clearly by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mtdesk.insight.findings import RULES, assess
from mtdesk.insight.findings.history import Acknowledgement, History, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.model.finding import Finding

TODAY = date(2026, 11, 23)
USUAL = [4.5, 3.0, 4.0, 3.5] * 6
ALMOST = [*USUAL, 5.4, 5.3]  # C is 2.0: past 0.6 of 2.5, and not past 2.5


def history(body: list[float], mind: list[float], neck: list[float], **more: Any) -> History:
    weeks = [
        Week(
            start=(TODAY - timedelta(weeks=len(body) - place)).isoformat(),
            sessions=3,
            load=3_000 + 500 * (place % 3),
            check_ins=2,
            body=body[place],
            mind=mind[place],
            soreness={"neck": neck[place]},
        )
        for place in range(len(body))
    ]
    return History(as_of=TODAY, weeks=tuple(weeks), first_day=date(2020, 1, 1), **more)


def found(history: History, limits: Limits | None = None) -> list[Finding]:
    return list(RULES["rising_answers"](history, limits or Limits()))


FLAT = [*USUAL, 3.5, 3.0]
TWO = history(ALMOST, FLAT, ALMOST)


def test_each_alone_says_nothing() -> None:
    rising = [one.rule for one in assess(TWO, Limits()) if one.rule.startswith("rising_")]
    assert rising == ["rising_answers"]


def test_in_her_own_words() -> None:
    (finding,) = found(TWO)
    assert finding.level == "watch"
    assert finding.message == (
        "Exhaustion of body and soreness of the neck have risen together since the week of "
        "Mon 9 Nov, neither clearly by itself."
    )
    assert finding.since == "2026-11-09"
    assert finding.evidence["answers"] == ["exhaustion of body", "soreness of the neck"]


@pytest.mark.parametrize(
    "history",
    [history(ALMOST, FLAT, FLAT), history(FLAT, ALMOST, FLAT), history(FLAT, FLAT, ALMOST)],
)
def test_one_alone_is_not_two(history: History) -> None:
    assert not found(history)


def test_two_places_of_the_body_are_one_answer() -> None:
    sore = history(FLAT, FLAT, ALMOST)
    both = tuple(
        replace(week, soreness={**week.soreness, "thumb-r": week.soreness["neck"]})
        for week in sore.weeks
    )
    assert not found(replace(sore, weeks=both))


def test_where_one_stands_by_itself_only_that_one_speaks() -> None:
    rules = [
        one.rule for one in assess(history([*ALMOST, 6.5], [*FLAT, 3.0], [*ALMOST, 5.0]), Limits())
    ]
    assert "rising_body" in rules
    assert "rising_answers" not in rules


def test_the_share_is_hers_to_set() -> None:
    c = found(TWO)[0].evidence["c"]
    assert found(TWO, Limits(answers_together=(c - 0.01) / Limits().answer_watch))
    assert not found(TWO, Limits(answers_together=c / Limits().answer_watch))


def test_acknowledged_it_counts_anew() -> None:
    seen = Acknowledgement(rule="rising_answers", on=TODAY - timedelta(days=40))
    assert not found(replace(history([*ALMOST, *[4.0] * 4], [*ALMOST, *[4.0] * 4], [*FLAT, *[4.0] * 4]), acknowledgements=(seen,)))  # fmt: skip
    today = Acknowledgement(rule="rising_answers", on=TODAY - timedelta(days=1))
    (finding,) = (
        one
        for one in assess(replace(TWO, acknowledgements=(today,)), Limits())
        if one.rule == "rising_answers"
    )
    assert finding.acknowledged


def test_one_that_has_become_old_is_no_longer_counted() -> None:
    long = [*USUAL, *[6.0, 6.5] * 9]
    flat = (USUAL * 2)[: len(long) - 2]
    rested = history(long, [*flat, 5.4, 5.3], [*flat, 3.5, 3.0])
    assert [one.level for one in assess(rested, Limits()) if one.rule == "rising_body"] == ["note"]
    assert not found(rested)


def test_a_week_without_an_answer_leaves_it_as_it_was() -> None:
    weeks = list(TWO.weeks)
    weeks[-1] = replace(weeks[-1], mind=None)
    assert found(replace(TWO, weeks=tuple(weeks))) == found(TWO)
