"""Rhythm, outlook and what a client is held against."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.clients import (
    Frequency,
    Incidents,
    Rhythm,
    Yardstick,
    frequency,
    mean_effort,
    outlook,
    pain_trend,
    per_load,
    reasons,
    rhythm,
    yardstick,
)
from mtdesk.insight.income import Earning
from mtdesk.insight.outcome import visit_rate_change
from mtdesk.insight.takings import Takings

TODAY = date(2026, 11, 23)
AGO = st.integers(-30, 2_000)  # days before today; below 0 is to come
PAIN = st.integers(0, 10)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in days]


def course(base: int, recent: int) -> Frequency:
    found = frequency(TODAY - timedelta(days=200), base, recent, TODAY)
    assert found is not None
    return found


def work(key: int | None, minor: int, load: float, sessions: int = 5) -> Earning:
    money = Takings(session_fees_minor=minor)
    minutes = sessions * 60
    return Earning(
        key=key,
        money=money,
        sessions=sessions,
        hands_on_minutes=minutes,
        rated_minutes=minutes,
        load=load,
    )


class TestRhythm:
    def test_the_median_gap_of_the_last_six_visits(self):
        found = rhythm(ago(300, 60, 46, 32, 18, 11, 4), TODAY)
        assert (found.visits, found.usual_days, found.days_since) == (6, 14, 4)
        assert found.expected == TODAY + timedelta(days=10)

    def test_three_visits_have_no_usual_interval(self):
        found = rhythm(ago(28, 14, 0), TODAY)
        assert (found.usual_days, found.expected, found.is_overdue) == (None, None, False)
        assert found.days_since == 0

    def test_nobody_yet(self):
        assert rhythm([], TODAY) == Rhythm()

    @given(st.lists(AGO), st.randoms())
    def test_neither_order_nor_two_on_a_day_nor_what_is_to_come(self, days, random):
        visits = ago(*days)
        shuffled = [*visits, *visits]
        random.shuffle(shuffled)
        found = rhythm(visits, TODAY)
        assert rhythm(shuffled, TODAY) == found
        assert rhythm([day for day in visits if day <= TODAY], TODAY) == found
        assert found.last is None or found.last <= TODAY

    @given(st.lists(st.integers(1, 90), min_size=3, max_size=5))
    def test_between_the_shortest_gap_and_the_longest(self, gaps):
        visits = [TODAY]
        for gap in gaps:
            visits.append(visits[-1] - timedelta(days=gap))
        usual = rhythm(visits, TODAY).usual_days
        assert usual is not None
        assert min(gaps) <= usual <= max(gaps)

    @pytest.mark.parametrize(
        ("usual", "since", "overdue"),
        [(14, 28, False), (14, 29, True), (7, 21, False), (7, 22, True), (30, 61, True)],
    )
    def test_overdue_past_twice_the_interval_and_three_weeks(self, usual, since, overdue):
        assert Rhythm(usual_days=usual, days_since=since).is_overdue is overdue


class TestFrequency:
    @pytest.mark.parametrize(("days", "known"), [(166, False), (167, True)])
    def test_the_first_weeks_are_over_before_the_last_begin(self, days, known):
        found = frequency(TODAY - timedelta(days=days), 6, 2, TODAY)
        assert (found is not None) is known
        if found is not None:
            assert found.base_last < found.recent_from
            assert found.recent_last == TODAY

    def test_counts_and_dates_stand_beside_the_rates(self):
        found = course(12, 3)
        assert (found.base_visits, found.recent_visits) == (12, 3)
        assert found.change == visit_rate_change(12, 84, 3, 84)
        assert found.base_per_month == pytest.approx(12 / 84 * 365.25 / 12)
        assert found.base_from == TODAY - timedelta(days=200)

    @pytest.mark.parametrize(
        ("base", "recent", "fewer"),
        [(6, 3, True), (6, 4, False), (4, 2, False), (3, 0, True), (0, 0, False), (3, 6, False)],
    )
    def test_half_as_many_and_three_visits_less(self, base, recent, fewer):
        assert course(base, recent).is_fewer is fewer


class TestPain:
    def test_three_at_each_end(self):
        found = pain_trend([7, 8, 6, 1, 1, 3, 2, 4])
        assert found is not None
        assert (found.first, found.last, found.visits) == (7, 3, 3)
        assert found.change.is_meaningful

    @given(st.lists(PAIN, max_size=20))
    def test_ends_never_overlap(self, asked):
        found = pain_trend(asked)
        if len(asked) < 2:
            assert found is None
            return
        assert found is not None
        assert 1 <= found.visits <= 3
        assert 2 * found.visits <= len(asked)
        assert found.first == pytest.approx(sum(asked[: found.visits]) / found.visits)

    def test_near_the_floor(self):
        found = pain_trend([3, 1])
        assert found is not None
        assert found.change.near_floor


class TestOutlook:
    LATE = Rhythm(visits=6, usual_days=14, last=ago(60)[0], days_since=60)
    HERE = Rhythm(visits=6, usual_days=14, last=ago(4)[0], days_since=4)
    LESS, SAME = pain_trend([7, 3]), pain_trend([7, 6])

    def test_fewer_visits_with_less_pain_is_success(self):
        assert outlook(self.HERE, course(12, 3), self.LESS).kind == "needs_less"
        assert outlook(self.LATE, None, self.LESS).kind == "needs_less"

    @pytest.mark.parametrize("pain", [None, SAME])
    def test_fewer_visits_alone_is_drifting(self, pain):
        found = outlook(self.HERE, course(12, 3), pain)
        assert (found.kind, found.is_fewer, found.is_overdue) == ("drifting", True, False)
        assert outlook(self.LATE, course(3, 3), pain).is_overdue

    def test_as_often_as_ever_is_nothing_to_say(self):
        assert outlook(self.HERE, course(6, 6), self.LESS).kind == ""
        assert outlook(Rhythm(), None, None).kind == ""

    @pytest.mark.parametrize("standing", ["warn", "block", "released"])
    def test_nobody_she_would_not_ask_back(self, standing):
        assert outlook(self.LATE, None, None, standing=standing).kind == ""

    def test_nobody_with_a_booking(self):
        assert outlook(self.LATE, None, None, has_booking=True).kind == ""
        assert outlook(self.LATE, None, None, standing="prepay").kind == "drifting"

    @pytest.mark.parametrize(("since", "kind"), [(365, "drifting"), (366, "gone")])
    def test_after_a_year_they_are_gone(self, since, kind):
        away = Rhythm(visits=6, usual_days=14, last=ago(since)[0], days_since=since)
        assert outlook(away, None, None).kind == kind

    @given(st.lists(AGO), st.integers(0, 30), st.integers(0, 30), st.lists(PAIN), st.booleans())
    def test_success_has_less_pain_and_drifting_has_not(self, days, base, recent, asked, booked):
        pain = pain_trend(asked)
        visits = [day for day in ago(*days) if day <= TODAY]
        found = outlook(
            rhythm(visits, TODAY),
            frequency(min(visits, default=None), base, recent, TODAY),
            pain,
            has_booking=booked,
        )
        eased = pain is not None and pain.change.is_meaningful
        assert found.kind != "needs_less" or eased
        assert found.kind != "drifting" or not (eased or booked)
        assert not found.kind or found.is_overdue or found.is_fewer or found.kind == "gone"


class TestStrain:
    def test_effort_is_weighted_by_minutes(self):
        yard = yardstick([work(1, 0, 60 * 5 * 2.0), work(None, 0, 60 * 10 * 5.0, sessions=10)])
        assert yard.effort == pytest.approx(4)
        assert mean_effort(work(1, 0, 900)) == pytest.approx(3)
        assert mean_effort(None) is None

    def test_fewer_than_five_sessions_are_not_compared(self):
        assert per_load(work(1, 100_00, 1_000, sessions=4)) is None
        assert per_load(work(1, 100_00, 1_000)) == 10_00
        assert yardstick([work(None, 100_00, 1_000)]).clients == 0

    def test_lowest_quarter_and_a_tenth_under_the_median(self):
        yard = yardstick([work(key, minor, 1_000) for key, minor in enumerate((8, 10, 11, 12))])
        assert (yard.clients, yard.median_minor, yard.quarter_minor) == (4, 1, 1)
        yard = yardstick(
            [work(key, minor, 100_000) for key, minor in enumerate((80, 100, 110, 120))]
        )
        assert yard.clients == 4
        yard = Yardstick(clients=8, median_minor=1_000, quarter_minor=950)
        assert yard.is_little(900)
        assert not yard.is_little(901)
        assert not yard.is_little(None)
        assert not Yardstick(clients=8, median_minor=2_000, quarter_minor=900).is_little(900)

    @given(st.lists(st.integers(1, 100_000), max_size=40))
    def test_never_more_than_a_quarter(self, brings):
        rows = [work(key, minor * 10, 1_000) for key, minor in enumerate(brings)]
        yard = yardstick(rows)
        little = [row for row in rows if yard.is_little(per_load(row))]
        assert len(little) <= len(rows) // 4
        if len(set(brings)) <= 1:
            assert not little


class TestReasons:
    YARD = Yardstick(clients=8, median_minor=1_000, quarter_minor=950)

    @pytest.mark.parametrize(
        ("missed", "incidents", "found"),
        [
            (2, Incidents(), ()),
            (3, Incidents(), ("missed",)),
            (0, Incidents(count=1, worst=2), ()),
            (0, Incidents(count=1, worst=3), ("incidents",)),
            (0, Incidents(count=2, worst=1), ("incidents",)),
            (9, Incidents(count=3, worst=4), ("incidents", "missed")),
        ],
    )
    def test_what_happened(self, missed, incidents, found):
        assert reasons(None, self.YARD, missed, incidents) == found

    def test_what_a_strain_brings(self):
        assert reasons(work(1, 80_00, 1_000), self.YARD, 0, Incidents()) == ("per_load",)
        assert reasons(work(1, 100_00, 1_000), self.YARD, 0, Incidents()) == ()
