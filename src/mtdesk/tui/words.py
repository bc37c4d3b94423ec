"""What the dashboard says beside `mtdesk.desk.wording`. Every text is plain, never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.period import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mtdesk.model.ledger import Payment
    from mtdesk.model.session import Session
    from mtdesk.model.wellbeing import CheckIn


def owed_minor(session: Session, payments: Iterable[Payment]) -> int:
    """What a done session still waits for."""
    paid = sum(p.amount_minor for p in payments if p.kind in {"session", "insurance"})
    return max((session.price_minor or 0) - paid, 0) if session.status == "done" else 0


def pain(session: Session) -> str:
    """`7→3`; a side that was not said is a question mark, and neither is nothing."""
    sides = (session.pain_before, session.pain_after)
    if sides == (None, None):
        return ""
    return "→".join("?" if side is None else str(side) for side in sides)


def clock(session: Session) -> str:
    return session.started_at[11:16] if session.started_at else ""


def check_in_words(check_in: CheckIn) -> str:
    """`body 6 · mind 4 · slept 7 h · thumb-r 5`."""
    parts = [
        f"body {check_in.body:g}" if check_in.body is not None else "",
        f"mind {check_in.mind:g}" if check_in.mind is not None else "",
        f"slept {check_in.sleep_hours:g} h" if check_in.sleep_hours is not None else "",
        *(f"{site} {level}" for site, level in check_in.soreness.items()),
        " ".join(check_in.note.split()),
    ]
    return " · ".join(part for part in parts if part)


def long_day(day: date) -> str:
    """`Mon 23 Nov 2026`."""
    weekday, month = WEEKDAYS[day.weekday()][:3].title(), MONTHS[day.month - 1]
    return f"{weekday} {day.day} {month} {day.year}"
