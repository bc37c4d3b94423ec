"""The day, the week and what is ahead, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.say.document import plain
from mtdesk.say.findings import finding_document

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.desk.week import Week
    from mtdesk.insight.ahead import Ahead
    from mtdesk.model.reminder import Reminder


def reminder_document(reminder: Reminder) -> dict[str, Any]:
    return {
        "level": reminder.level,
        "text": reminder.text,
        "date": reminder.day,
        "area": reminder.area or None,
        "subject": reminder.subject,
    }


def ahead_document(ahead: Ahead) -> dict[str, Any]:
    """Days from today on; `load` and its parts are estimates where something is booked."""
    return {
        "from": ahead.days[0].day.isoformat(),
        "to": ahead.days[-1].day.isoformat(),
        "booked_minutes": ahead.booked_minutes,
        "booked_load": plain(ahead.booked_load),
        "days": [
            {
                "date": day.day.isoformat(),
                "sessions": day.done_sessions,
                "booked": day.sessions,
                "hands_on_minutes": day.done_minutes,
                "booked_minutes": day.booked_minutes,
                "load": plain(day.done_load),
                "booked_load": plain(day.booked_load),
            }
            for day in ahead.days
        ],
        "weeks": [
            {
                "week_start": week.start.isoformat(),
                "as_booked_minutes": week.minutes,
                "as_booked_load": plain(week.load),
                "ratio": week.ratio,
            }
            for week in ahead.weeks
        ],
        "ahead": [finding_document(finding) for finding in ahead.findings],
    }


def week_document(week: Week, currency: str) -> dict[str, Any]:
    return {
        "week_start": week.start.isoformat(),
        "week_end": week.last.isoformat(),
        "sessions": week.sessions,
        "hands_on_minutes": week.hands_on_minutes,
        "load": plain(week.load),
        "estimated_load": plain(week.estimated_load),
        "usual_load": plain(week.usual_load),
        "ratio": week.ratio,
        "monotony": week.monotony,
        "strain": week.strain,
        "rest_days": week.rest_days,
        "short_gaps": week.short_gaps,
        "unpaid_minutes": week.unpaid_minutes,
        "currency": currency,
        "gross_minor": week.money.gross_minor,
        "tips_minor": week.money.tips_minor,
        "expenses_minor": week.money.expenses_minor,
        "wages_minor": week.money.wages_minor,
        "take_home_minor": week.money.take_home_minor,
        "take_home_per_hour_minor": week.take_home_per_hour_minor,
        "days": [
            {
                "date": day.day.isoformat(),
                "sessions": day.sessions,
                "hands_on_minutes": day.hands_on_minutes,
                "load": plain(day.load),
            }
            for day in week.days
        ],
        "findings": [finding_document(finding) for finding in week.findings],
        **({} if week.is_over else _booked(week.ahead)),
    }


def _booked(ahead: Ahead | None) -> dict[str, Any]:
    """What is still booked in a week that runs or is to come."""
    return {
        "booked_minutes": ahead.booked_minutes if ahead else 0,
        "booked_load": plain(ahead.booked_load) if ahead else 0,
        "ahead": [finding_document(finding) for finding in ahead.findings] if ahead else [],
    }
