"""Sessions typed without a time: each is placed at the latest minute at which it lies over none."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from mtdesk.desk.sessions.when import place_before
from mtdesk.model.session import Session

ZONE = timezone(timedelta(hours=-5))
MIDNIGHT = datetime(2026, 11, 23, tzinfo=ZONE)
rows = st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 240)), max_size=12)


def at(minute):
    return MIDNIGHT + timedelta(minutes=minute)


@given(rows, st.integers(0, 1439), st.integers(1, 240))
def test_the_latest_minute_that_is_free(there, began, minutes):
    standing = [
        Session(local_date="2026-11-23", minutes=length, started_at=at(start).isoformat())
        for start, length in there
    ]

    def is_free(minute):
        return all(minute + minutes <= start or start + length <= minute for start, length in there)

    latest = next(minute for minute in range(began, -4000, -1) if is_free(minute))
    assert place_before(at(began), minutes, standing) == at(latest)
