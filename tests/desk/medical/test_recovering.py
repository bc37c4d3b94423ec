"""Clients who get better, and come less for it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from mtdesk.desk import Desk

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York


@pytest.fixture
def desk(path):
    with closing(Desk(path, lambda: NOW)) as made:
        made.practice.set("zone", "America/New_York")
        yield made


class TestRecovering:
    def course(self, desk, *, name="marta", weekly=12, gap=28, pains=(8, 2), last="2026-11-16"):
        """Weekly visits, then one every `gap` days up to `last`."""
        day = date(2026, 4, 6)
        days = [day + timedelta(days=7 * number) for number in range(weekly)]
        end = date.fromisoformat(last)
        while end > days[weekly - 1]:
            days.append(end)
            end -= timedelta(days=gap)
        for visit in sorted(days):
            pain = pains[0] if visit < date(2026, 6, 1) else pains[1]
            desk.sessions.log(f"{name} medical 60m p{pain}-? {visit}", confirmed=True)

    def test_less_pain_and_fewer_visits_is_named(self, desk):
        self.course(desk)
        one = desk.medical.recovering.reminders()[0]
        assert one.text == (
            "marta is getting better: pain 8 → 2 since 6 Apr 2026, "
            "8 visits in the first 8 weeks, 2 in the last 8."
        )
        assert (one.level, one.area, one.subject) == ("note", "Clients", 1)

    @pytest.mark.parametrize(
        "other",
        [{"pains": (8, 7)}, {"pains": (3, 2)}, {"gap": 7}, {"last": "2026-10-19"}, {"weekly": 1}],
        ids=["pain as before", "hardly less", "as many visits", "not seen lately", "always rare"],
    )
    def test_one_alone_is_not(self, desk, other):
        self.course(desk, **other)
        assert desk.medical.recovering.clients() == []
