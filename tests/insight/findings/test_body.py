"""A scale that got worse by more than its own noise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mtdesk.insight.findings import RULES
from mtdesk.insight.findings.history import History, ScaleScores
from mtdesk.insight.findings.limits import Limits
from mtdesk.model.finding import Finding

TODAY = date(2026, 11, 23)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def scale(*scores: tuple[int, float | None], **more: Any) -> ScaleScores:
    """SD 10 and reliability 0.5: 19.6 points are the edge."""
    about = {"questionnaire": "three scales", "name": "work", "sd": 10.0, "reliability": 0.5}
    return ScaleScores(
        **{**about, **more}, scores=tuple((ago(day), score) for day, score in scores)
    )


def found(*scales: ScaleScores, limits: Limits | None = None) -> list[Finding]:
    return list(RULES["questionnaire"](History(as_of=TODAY, scales=scales), limits or Limits()))


@pytest.mark.parametrize(("after", "count"), [(59.5, 0), (59.7, 1), (20.0, 0)])
def test_reliably_worse(after: float, count: int) -> None:
    assert len(found(scale((90, 40.0), (5, after)))) == count


@pytest.mark.parametrize(("after", "count"), [(20.5, 0), (20.3, 1), (60.0, 0)])
def test_where_lower_is_worse(after: float, count: int) -> None:
    assert len(found(scale((90, 40.0), (5, after), higher_is_worse=False))) == count


@pytest.mark.parametrize("norm", ["sd", "reliability"])
def test_no_statement_without_norms(norm: str) -> None:
    assert not found(scale((90, 0.0), (5, 100.0), **{norm: None}))


def test_only_the_last_two_complete_responses_count() -> None:
    assert not found(scale((200, 10.0), (90, 60.0), (5, 65.0)))
    assert found(scale((90, 40.0), (50, None), (5, 70.0)))
    assert found(scale((5, 70.0), (90, 40.0)))
    assert not found(scale((5, 70.0)))
    assert not found(scale((90, 40.0), (5, 45.0), (-3, 99.0)))


def test_for_180_days() -> None:
    assert found(scale((400, 40.0), (179, 70.0)))
    assert not found(scale((400, 40.0), (180, 70.0)))


def test_in_her_own_numbers() -> None:
    (finding,) = found(scale((90, 40.0), (5, 62.5)), scale((90, 40.0), (5, 41.0), name="personal"))
    assert (finding.level, finding.subject) == ("watch", "three scales: work")
    assert finding.message == (
        "three scales: work went from 40 to 62.5 since Tue 25 Aug, "
        "more than such answers swing by themselves."
    )
    assert finding.evidence["index"] == pytest.approx(2.25)
