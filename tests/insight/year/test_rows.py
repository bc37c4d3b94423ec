"""A row as the accountant reads it, and what of a trip is deducted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.profiles import known
from mtdesk.insight.takings import mileage
from mtdesk.insight.year.report import entry, trip_deductions

US = known("us")
LINES = {"gross": "1", "given_back": "2", "meals": "24b", "mileage": "9"}


def row(source, kind, **more):
    return {
        "source": source, "id": 7, "day": "2026-01-31", "kind": kind, "method": None,
        "amount_minor": 3_333, "fee_minor": None, "distance_tenths": None, "unit": None,
        "session_id": None, "client_id": None, "on_1099": 0, "gives_back": None,
        "business_percent": 100, "is_refund": 0, "from_place": None, "to_place": None, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "kind", "line", "deductible"),
    [
        ("payment", "session", "1", None),
        ("payment", "tip", "1", None),
        ("payment", "refund", "2", None),
        ("payment", "chargeback", "2", None),
        ("payment", "wage", "", None),
        ("expense", "meals", "24b", 1_667),  # half of 33.33, half a cent up
        ("expense", "own_bodywork", "", 0),
        ("expense", "unheard_of", "", 3_333),
        ("trip", "mileage", "9", 899),
        ("redemption", "redemption", "", None),
    ],
)
def test_where_it_stands_on_the_form_and_what_of_it_is_deducted(source, kind, line, deductible):
    found = entry(row(source, kind), "what", "USD", US, LINES, {7: 899})
    assert (found.form_line, found.deductible) == (line, deductible)


def test_a_mark_of_a_1099_is_said_or_left_blank():
    marks = [entry(row("payment", "tip", on_1099=mark), "", "USD", US, {}, {}) for mark in (0, 1)]
    assert [each.on_1099 for each in marks] == [None, "yes"]


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(1, 3), st.integers(1, 999)), max_size=20))
def test_trips_sum_to_what_their_month_deducts(driven):
    trips = sorted((f"2025-{month:02d}-{day:02d}", "mi", tenths) for day, month, tenths in driven)
    by_month = mileage(trips, US.mileage).by_month
    numbered = list(enumerate(trips, start=1))
    found = trip_deductions(numbered, by_month, US.mileage, "01-01", ())
    assert set(found) == {number for number, _ in numbered}
    for month, total in by_month.items():
        assert total == sum(
            found[number] for number, (day, _, _) in numbered if day.startswith(month)
        )
