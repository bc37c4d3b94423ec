"""What made a rise: held against a count done another way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.findings.made import KINDS, Worked, carriers, one_thing, rise, spans
from mtdesk.model.finding import Finding
from mtdesk.model.period import Period

TODAY = date(2026, 11, 22)  # a Sunday


def worked(load: float, weekday: int = 0, service: str = "Swedish", **more: object) -> Worked:
    about = {"client": "Ana", "workplace": "studio", "sessions": 1, **more}
    return Worked(weekday=weekday, service=service, load=load, **about)  # type: ignore[arg-type]


ROWS = st.lists(
    st.builds(
        Worked,
        weekday=st.integers(0, 6),
        service=st.sampled_from(["", "Swedish", "Deep tissue", "Thai", "Sports"]),
        client=st.sampled_from(["", "Ana", "Bo", "Cy", "Dee"]),
        workplace=st.sampled_from(["", "studio", "spa"]),
        load=st.integers(0, 900).map(float),
        sessions=st.integers(1, 9),
    ),
    max_size=30,
)


@given(ROWS, ROWS)
def test_shares_are_parts_of_all_that_grew_and_the_fewest_that_carry_half(
    late: list[Worked], before: list[Worked]
) -> None:
    found = rise(late, 4, before, 8)
    change = Fraction(int(sum(r.load for r in late)), 4) - Fraction(
        int(sum(r.load for r in before)), 8
    )
    if change <= 0:
        assert found is None
        return
    assert found is not None
    assert found.change == pytest.approx(float(change))
    for kind in KINDS:
        grown: Counter[str] = Counter()
        for row in late:
            grown[row.name(kind)] += Fraction(int(row.load), 4)  # type: ignore[assignment]
        for row in before:
            grown[row.name(kind)] -= Fraction(int(row.load), 8)  # type: ignore[assignment]
        more = {name: value for name, value in grown.items() if value > 0}
        whole = sum(more.values())
        ranked = sorted(more, key=lambda name: (-more[name], name))
        carried, expected = Fraction(0), []
        for name in ranked[:3]:
            if carried >= Fraction(1, 2):
                break
            carried += Fraction(more[name]) / whole
            expected.append(name)
        mine = [maker for maker in found.makers if maker.kind == kind]
        assert [maker.name for maker in mine] == [name for name in expected if name]
        assert [maker.share for maker in mine] == pytest.approx(
            [float(Fraction(more[maker.name]) / whole) for maker in mine]
        )


@given(ROWS, ROWS, st.integers(1, 50))
def test_another_scale_of_effort_changes_nothing(
    late: list[Worked], before: list[Worked], factor: int
) -> None:
    def scaled(rows: list[Worked]) -> list[Worked]:
        return [replace(row, load=row.load * factor) for row in rows]

    one, other = rise(late, 4, before, 8), rise(scaled(late), 4, scaled(before), 8)
    if one is None or other is None:
        assert one is other
        return
    assert [(m.kind, m.name) for m in one.makers] == [(m.kind, m.name) for m in other.makers]
    assert one_thing(one) == one_thing(other)


def test_one_thing_follows_from_what_made_it() -> None:
    late = [worked(1600, service="Deep tissue", sessions=16), worked(400, sessions=8)]
    before = [worked(800, service="Deep tissue", sessions=8), worked(400, sessions=8)]
    found = rise(late, 4, before, 4)
    assert found is not None
    assert one_thing(found) == (
        "Deep tissue is 80% of the load and 100% of the rise: 2 sessions fewer a week is back at your "
        "usual."
    )


def test_where_fewer_sessions_of_it_cannot_be_enough_it_says_what_one_takes() -> None:
    late = [
        worked(400, service="Thai", sessions=4), worked(1200, 1, "Hot stone", sessions=8),
        worked(300, 2, "Sports", sessions=4),
    ]  # fmt: skip
    found = rise(late, 4, [], 4)
    assert found is not None
    assert one_thing(found) == (
        "Hot stone is 63% of the load and 63% of the rise: each session fewer a week takes 32% of it "
        "away."
    )


def test_a_kind_of_which_nothing_carries_half_is_not_named() -> None:
    late = [worked(100, day, f"service {day}", client=f"client {day}") for day in range(7)]
    found = rise(late, 1, [], 1)
    assert found is not None
    assert [carriers(found.makers, kind) for kind in ("weekday", "service", "client")] == [
        [],
        [],
        [],
    ]
    assert carriers(found.makers, "workplace") == ["studio"]
    assert (
        one_thing(found) == "Friday carries 14% of the rise: could one of its sessions move or go?"
    )


def finding(rule: str, since: str = "2026-10-26", **evidence: object) -> Finding:
    return Finding(
        rule=rule, level="watch", message="", since=since, evidence=dict(evidence), source="",
        advice="",
    )  # fmt: skip


RISE = {"usual_from": "2026-01-05", "weeks_before": 30}


def test_a_rise_is_held_against_the_weeks_its_rule_calls_usual() -> None:
    held = spans([finding("against_usual"), finding("rising_load", **RISE)], TODAY)
    assert held is not None
    assert held.recent == Period(date(2026, 10, 26), date(2026, 11, 23))
    assert held.usual == Period(date(2026, 1, 5), date(2026, 10, 26))
    assert (held.recent_weeks, held.usual_weeks) == (4, 30)


def test_seven_days_are_held_against_the_three_weeks_before() -> None:
    held = spans([finding("against_usual"), finding("rising_body", **RISE)], TODAY)
    assert held is not None
    assert held.recent == Period(TODAY - timedelta(days=6), TODAY + timedelta(days=1))
    assert held.usual == Period(TODAY - timedelta(days=27), TODAY - timedelta(days=6))
    assert (held.recent_weeks, held.usual_weeks) == (1, 3)


def test_answers_alone_are_held_against_the_calendar_weeks_before_they_rose() -> None:
    held = spans([finding("rising_mind", **RISE)], TODAY)
    assert held is not None
    assert held.usual_weeks == len(held.usual) / 7 == 42


@pytest.mark.parametrize(
    "found",
    [
        [],
        [finding("hands_on_day")],
        [replace(finding("rising_load", **RISE), acknowledged=True)],
        [finding("against_usual", booked=True)],
    ],
)
def test_nothing_is_compared_where_no_usual_is_known(found: list[Finding]) -> None:
    assert spans(found, TODAY) is None
