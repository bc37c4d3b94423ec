"""A day to be gone to, as people say it."""

from __future__ import annotations

from datetime import date

import pytest

from mtdesk.errors import InvalidError
from mtdesk.model.entry.when import read_when

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-14", "2026-03-14"),
        ("14 mar", "2026-03-14"),
        ("Mar 14, 2025", "2025-03-14"),
        ("march", "2026-03-01"),
        ("december", "2025-12-01"),  # the latest that has begun
        ("mar 2025", "2025-03-01"),
        ("2025", "2025-01-01"),
        ("2025-04", "2025-04-01"),
        ("11-20", "2026-11-20"),
        ("yesterday", "2026-11-22"),
        ("fri", "2026-11-20"),
    ],
)
def test_it_is_read(text, day):
    assert read_when(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["", "soon", "31 feb", "2025-13", "1066", "99 mar", "m", "mar apr"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(InvalidError):
        read_when(text, TODAY)
