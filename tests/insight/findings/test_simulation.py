"""The simulation behind the default levels: the same for the same seed, and it sees what is there."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

PATH = Path(__file__).parents[3] / "examples" / "simulate.py"


@pytest.fixture(scope="module")
def simulate() -> ModuleType:
    spec = spec_from_file_location("simulate", PATH)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["simulate"] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module


def test_the_smallest_table_is_the_same_twice(simulate: ModuleType) -> None:
    first, second = (simulate.report(simulate.run(1, 1, processes=1), 1, 1) for _ in range(2))
    assert first == second
    for practice in (*simulate.UNCHANGED, *simulate.STEPS, *simulate.COLLAPSES):
        assert f"| {practice.name} |" in first


def test_a_large_step_is_seen_by_the_rule_it_aims_at(simulate: ModuleType) -> None:
    step = simulate.Practice(
        name="large", weeks=42, body_step=4.0, aimed=frozenset({"rising_body"})
    )
    outcome = simulate.replicate((step, 0))
    assert outcome.seen_after is not None
    assert outcome.seen_after <= 4


@pytest.mark.parametrize(("score", "count"), [(-9.0, 0), (0.0, 18), (1.0, 22), (-1.0, 14)])
def test_counts_have_the_distribution_asked_for(
    simulate: ModuleType, score: float, count: int
) -> None:
    # Of a Poisson distribution with mean 18: median 18, and the quantiles at 84 % and 16 %.
    assert simulate.poisson(18.0, score) == count


def test_a_holiday_has_no_session_and_a_week_of_work_many(simulate: ModuleType) -> None:
    life = simulate.live(simulate.Practice(name="away", weeks=52, holidays=True), Random(1))
    away = [place for place, week in enumerate(life.weeks) if not week.sessions]
    assert away == [15, 30, 31, 51]
    assert len(life.weeks) == 52
    assert sum(week.sessions for week in life.weeks) == sum(day.sessions for day in life.days)
