"""How far a long call is, in a line."""

from __future__ import annotations

from mtdesk.model.text import counted

SURE = 2.0  # seconds from which a rate is one
MINUTE = 90  # seconds from which time left is told in minutes


def how_far(rows: int, share: float | None, seconds: float) -> str:
    """`12,400 rows · 3,100 a second · about 20 seconds left`; `working · 4 seconds` where nothing is counted."""
    if not rows:
        return "working" if seconds < SURE else f"working · {counted(int(seconds), 'second')}"
    parts = [counted(rows, "row")]
    if seconds >= SURE:
        parts.append(f"{round(rows / seconds):,} a second")
        if share and share < 1:
            parts.append(f"about {_time(seconds * (1 - share) / share)} left")
    return " · ".join(parts)


def stopped_words(what: str) -> str:
    return f"{what} stopped; nothing was changed"


def _time(seconds: float) -> str:
    if seconds >= MINUTE:
        return counted(round(seconds / 60), "minute")
    return counted(max(round(seconds), 1), "second")
