"""Where incidents gather: counts by hand, no rate from too few."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.incidents import Happened, patterns

NOTHING = {"workplace": {}, "weekday": {}, "hour": {}}
WORKED = {
    "workplace": {"studio": 200, "hotel": 20, None: 5},
    "weekday": {0: 100, 4: 125},
    "hour": {9: 150, 20: 50, None: 25},
}


def happened(day="2026-11-20", kind="threat", severity=3, **facts):
    return Happened(local_date=day, kind=kind, severity=severity, **facts)


def test_none_at_all():
    found = patterns([], NOTHING)
    assert (found.count, found.withdrawn, found.lost_minor) == (0, 0, None)
    assert (found.by_kind, found.by_quarter) == ((), ())
    assert not found.standing_out


def test_withdrawn_ones_are_counted_apart_and_nowhere_else():
    found = patterns([happened(), happened(kind="other", withdrawn=True)], WORKED)
    assert (found.count, found.withdrawn) == (1, 1)
    assert [each.key for each in found.by_kind] == ["threat"]


def test_what_is_lost_is_unknown_where_it_was_not_said():
    kind = "refused because of gender"
    found = patterns(
        [happened(kind=kind, lost_minor=9000), happened(kind=kind), happened(kind="other")], WORKED
    )
    by_kind = {each.key: (each.count, each.lost_minor, each.lost_unknown) for each in found.by_kind}
    assert by_kind == {kind: (2, 9000, 1), "other": (1, None, 1)}
    assert (found.lost_minor, found.lost_unknown) == (9000, 2)


def test_clients_that_come_back_are_named_by_number_or_by_what_was_written():
    rows = [
        happened(client_id=7, client="Dale H."),
        happened("2026-06-15", client_id=7, client="Dale H."),
        happened(client="Sam R."),
        happened(client="SAM  R."),
        happened(),
    ]
    found = patterns(rows, WORKED)
    assert [(each.key, each.count) for each in found.by_client] == [
        (7, 2),
        ("sam r.", 2),
        (None, 1),
    ]
    assert [(each.key, each.first, each.last) for each in found.repeated] == [
        (7, "2026-06-15", "2026-11-20"),
        ("sam r.", "2026-11-20", "2026-11-20"),
    ]
    assert [each.name for each in found.by_client] == ["Dale H.", "Sam R.", None]


def test_a_rate_stands_from_three_on_and_against_the_work_done_there():
    evening = [happened(hour=20, workplace="hotel") for _ in range(3)]
    morning = [happened(hour=9, workplace="studio"), happened(hour=9)]
    found = patterns([*evening, *morning], WORKED)
    assert [
        (each.key, each.count, each.sessions, each.per_100_sessions) for each in found.by_hour
    ] == [
        (9, 2, 150, None),
        (20, 3, 50, 6.0),
    ]
    assert [(each.key, each.count, each.per_100_sessions) for each in found.by_workplace] == [
        ("hotel", 3, 15.0),
        ("studio", 1, None),
        (None, 1, None),
    ]
    assert [(each.by, each.here.key, each.of) for each in found.standing_out] == [
        ("workplace", "hotel", 4),
        ("hour", 20, 5),
    ]


def test_weekdays_without_any_are_shown_with_what_was_worked():
    found = patterns([happened("2026-11-20")], WORKED)  # a Friday
    assert [(each.key, each.count, each.sessions) for each in found.by_weekday] == [
        (0, 0, 100),
        (4, 1, 125),
    ]


def test_an_hour_never_worked_has_no_rate():
    found = patterns([happened(hour=3) for _ in range(4)], WORKED)
    assert [each.per_100_sessions for each in found.by_hour if each.key == 3] == [None]


def test_quarters_run_on_through_those_without_any():
    found = patterns(
        [happened("2025-12-31", severity=1), happened("2026-07-01", severity=5)], WORKED
    )
    assert [(each.key, each.by_severity, each.severity_mean) for each in found.by_quarter] == [
        ("2025-Q4", (1, 0, 0, 0, 0), 1.0),
        ("2026-Q1", (0, 0, 0, 0, 0), None),
        ("2026-Q2", (0, 0, 0, 0, 0), None),
        ("2026-Q3", (0, 0, 0, 0, 1), 5.0),
    ]


ROWS = st.builds(
    Happened,
    local_date=st.dates(date(2024, 1, 1), date(2026, 12, 31)).map(str),
    kind=st.sampled_from(["threat", "other"]),
    severity=st.integers(1, 5),
    hour=st.none() | st.integers(0, 23),
    client_id=st.none() | st.integers(1, 3),
    workplace=st.sampled_from([None, "studio", "hotel"]),
    lost_minor=st.none() | st.integers(0, 10_000),
    withdrawn=st.booleans(),
)


@given(st.lists(ROWS, max_size=30))
def test_every_side_counts_the_same_incidents(rows):
    found = patterns(rows, WORKED)
    assert found.count + found.withdrawn == len(rows)
    for side in (
        found.by_kind,
        found.by_client,
        found.by_setting,
        found.by_workplace,
        found.by_weekday,
        found.by_quarter,
    ):
        assert sum(each.count for each in side) == found.count
    assert sum(each.count for each in found.by_hour) + found.hours_unknown == found.count
    assert sum(each.lost_minor or 0 for each in found.by_kind) == (found.lost_minor or 0)
    rates = [each for each in found.by_hour if each.per_100_sessions is not None]
    assert all(each.count >= 3 and each.sessions for each in rates)
