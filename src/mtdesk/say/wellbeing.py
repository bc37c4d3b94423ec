"""Check-ins and questionnaires, in words and as JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.model.period import human_day

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.wellbeing import CheckIn


def check_in_document(check_in: CheckIn) -> dict[str, Any]:
    return {
        "id": check_in.id,
        "date": check_in.checked_on,
        "body": check_in.body,
        "mind": check_in.mind,
        "sleep_hours": check_in.sleep_hours,
        "soreness": check_in.soreness,
        "note": check_in.note,
    }


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


def check_in_line(check_in: CheckIn, today: date) -> str:
    """`check-in · body 6 · mind 4 · today`."""
    day = human_day(date.fromisoformat(check_in.checked_on), today)
    return f"check-in · {check_in_words(check_in)} · {day}"
