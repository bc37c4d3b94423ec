"""How far a long call is, in a line: nothing is promised that cannot be known."""

from __future__ import annotations

import pytest

from mtdesk.say.waiting import how_far


@pytest.mark.parametrize(
    ("rows", "share", "seconds", "said"),
    [
        (0, None, 0.5, "working"),
        (0, None, 4.2, "working · 4 seconds"),
        (1, None, 0.5, "1 row"),
        (12_400, None, 4.0, "12,400 rows · 3,100 a second"),
        (12_400, 0.5, 1.0, "12,400 rows"),
        (12_400, 0.25, 4.0, "12,400 rows · 3,100 a second · about 12 seconds left"),
        (12_400, 0.8, 4.0, "12,400 rows · 3,100 a second · about 1 second left"),
        (12_400, 0.01, 4.0, "12,400 rows · 3,100 a second · about 7 minutes left"),
        (12_400, 1.0, 4.0, "12,400 rows · 3,100 a second"),  # what follows is not counted
        (12_400, 0.0, 4.0, "12,400 rows · 3,100 a second"),
    ],
)
def test_each(rows, share, seconds, said):
    assert how_far(rows, share, seconds) == said
