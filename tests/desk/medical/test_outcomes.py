"""Medical against wellness: how each figure is counted, and that too few say nothing."""

from __future__ import annotations

from datetime import date

import pytest

from mtdesk.insight.income import Earning
from mtdesk.insight.medical.outcomes import FEWEST, Counts, Measured, Rhythm, by_purpose, outcome_of
from mtdesk.insight.takings import Takings


def column(desk, key, year=None):
    return next(each for each in desk.medical.outcomes.of_year(year).columns if each.key == key)


def log(desk, line):
    desk.sessions.log(line, confirmed=True)


@pytest.fixture
def practice(desk):
    """Eleven medical visits of three clients in 2026, ten wellness ones of one."""
    for number, client in enumerate(("ana", "bo", "cy")):
        for month in ("03", "04", "05"):
            log(
                desk, f"{client} medical massage 60m 100 card e5 p6-3 fb 2026-{month}-0{number + 1}"
            )
    log(desk, "ana medical massage 60m 100 card e5 p6-5 2026-11-02")
    log(desk, "ana medical massage 60m 100 card e5 2026-11-09")
    for day in range(1, 11):
        log(desk, f"dee swedish 60m 80 card e3 2026-06-{day:02}")
    return desk


def test_money_load_and_pain(practice):
    medical, wellness = column(practice, "medical"), column(practice, "wellness")
    assert (medical.sessions, wellness.sessions) == (11, 10)
    assert medical.income_per_hour_minor == Measured(value=10_000, n=11)
    assert wellness.income_per_hour_minor == Measured(value=8_000, n=10)
    assert (medical.load_per_hour.value, wellness.load_per_hour.value) == (300, 180)
    assert medical.pain_points == Measured(value=(9 * 3 + 1) / 10, n=10)
    assert medical.pain_meaningful == Measured(value=0.9, n=10)
    assert wellness.pain_points == Measured(value=None, n=0)
    assert medical.feedback_asked == Measured(value=9 / 11, n=11)
    assert wellness.feedback_asked == Measured(value=0, n=10)


def test_rebooking_counts_visits_whose_sixty_days_are_over(practice):
    """Of the nine in spring each client's third is followed by none within 60 days."""
    found = practice.medical.outcomes.of_year(2026)
    assert found.columns[0].rebooked == Measured(value=None, n=9)
    log(practice, "bo swedish 60m 80 2026-07-02")  # the 61st day after 2 May: too late
    assert column(practice, "medical").rebooked.n == 9
    log(practice, "eve medical massage 60m 2026-01-01")
    log(practice, "eve swedish 60m 2026-03-02")  # the sixtieth day
    assert column(practice, "medical").rebooked == Measured(value=7 / 10, n=10)


def test_a_second_session_of_the_same_day_is_no_return(desk):
    for day in range(1, 11):
        for clock in ("9:00", "11:00"):
            log(desk, f"c{day} swedish 60m 2026-03-{day:02} {clock}")
    assert column(desk, "wellness").rebooked == Measured(value=0, n=20)


def test_a_booking_ahead_is_a_return(desk):
    for day in range(1, 11):
        log(desk, f"c{day} swedish 60m 2026-09-24")  # sixty days ago
        log(desk, f"c{day} swedish booked 2026-11-23 19:00")
    assert column(desk, "wellness").rebooked == Measured(value=1, n=10)


def test_missed_count_as_what_the_client_came_for(practice):
    log(practice, "ana no-show 2026-06-01")
    log(practice, "dee late-cancel 2026-06-20")
    log(practice, "new no-show 2026-06-20")
    found = {each.key: each.missed for each in practice.medical.outcomes.of_year().columns}
    assert found["medical"] == Measured(value=100 / 12, n=12)
    assert found["wellness"] == Measured(value=100 / 11, n=11)
    assert found[None] == Measured(value=None, n=1)


def test_incidents_by_session_by_client_or_in_no_column(practice):
    def happened(**fields):
        practice.incidents.add({"kind": "threat", "severity": "2", **fields})

    happened(session="1", at="2026-03-01")
    happened(client="dee", at="2026-06-05")
    happened(client="dee", at="2026-06-06")
    happened(at="2026-06-06")
    practice.history.undo()  # the last one is withdrawn
    assert practice.medical.outcomes.of_year().unplaced_incidents == 0
    happened(at="2026-06-06")
    found = practice.medical.outcomes.of_year()
    assert found.columns[0].incidents == Measured(value=100 / 11, n=11)
    assert found.columns[1].incidents == Measured(value=20, n=10)
    assert found.unplaced_incidents == 1


def test_visits_of_clients_who_still_come(practice):
    """Ana alone came in the latest 90 days, and first 180 days or more ago."""
    assert column(practice, "medical").first_visits_a_month == Measured(value=None, n=1)
    for client in ("bo", "cy"):
        log(practice, f"{client} medical massage 60m 2026-11-20")
    log(practice, "late medical massage 60m 2026-11-20")
    medical = column(practice, "medical")
    month = 365.25 / 12 / 90
    assert medical.first_visits_a_month.n == 3
    assert medical.first_visits_a_month.value == pytest.approx(9 / 3 * month)
    assert medical.latest_visits_a_month.value == pytest.approx(4 / 3 * month)
    assert medical.visits_change_percent.value == pytest.approx(-100 * 5 / 9)


@pytest.mark.parametrize(("first", "n"), [("2026-05-28", 1), ("2026-05-29", 0)])
def test_the_first_and_the_latest_days_never_overlap(desk, first, n):
    log(desk, f"ana swedish 60m {first}")
    log(desk, "ana swedish 60m 2026-11-23")
    assert column(desk, "wellness").latest_visits_a_month.n == n
    assert (date(2026, 11, 23) - date.fromisoformat("2026-05-28")).days == 179


def test_other_years_and_none(practice):
    found = practice.medical.outcomes.of_year(2025)
    assert (found.is_running, found.is_empty) == (False, True)
    assert found.period.last == date(2025, 12, 31)
    assert len(practice.medical.outcomes.of_year(2027).period) == 0


def test_too_few_say_nothing():
    earning = Earning(
        key="medical", money=Takings(session_fees_minor=90_000), sessions=9, hands_on_minutes=540,
        rated_minutes=540, load=2_700,
    )  # fmt: skip
    few = Counts(done=9, asked=9, missed=0, rebookable=9, rebooked=9, pains=((6, 3, 9),))
    found = outcome_of(earning, few, Rhythm(clients=2, first_visits=9, latest_visits=9))
    figures = [
        value for name, value in ((n, getattr(found, n)) for n in found.__slots__)
        if isinstance(value, Measured)
    ]  # fmt: skip
    assert len(figures) == 11
    assert {figure.value for figure in figures} == {None}
    assert {figure.n for figure in figures} == {9, 2}
    enough = outcome_of(
        earning, Counts(done=FEWEST, pains=((6, 3, FEWEST),)), Rhythm(clients=3, first_visits=9)
    )
    assert enough.income_per_hour_minor.value == 10_000
    assert enough.pain_points.value == 3
    assert enough.visits_change_percent.value == -100


def test_load_needs_half_of_the_minutes_rated():
    half = Earning(
        key="medical", money=Takings(), sessions=10, hands_on_minutes=600, rated_minutes=299,
        load=1_000,
    )  # fmt: skip
    assert outcome_of(half, Counts(done=10), Rhythm()).load_per_hour.value is None


def test_the_columns_and_that_nothing_is_said_of_none():
    assert [each.key for each in by_purpose([], {}, {})] == ["medical", "wellness"]
    columns = by_purpose([], {None: Counts(missed=1)}, {})
    assert [each.key for each in columns] == ["medical", "wellness", None]
