"""What JSON documents hold of clients, key by key: the contract that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.say.medical import held_document, referral_document
from mtdesk.say.sessions import session_document

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.desk.clients.page import ClientPage
    from mtdesk.desk.clients.summaries import ClientSummary


def summary_document(row: ClientSummary) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "phone": row.client.phone,
        "email": row.client.email,
        "visits": row.visits,
        "missed": row.missed,
        "first_visit": row.first_visit,
        "last_visit": row.last_visit,
        "received_minor": row.received_minor,
        "standing": row.client.standing,
        "next_booking": row.next_booking,
        "visits_by_month": list(row.by_month),
        "rhythm": _rhythm(row),
        "pain": _pain(row),
        "outlook": row.outlook.kind or None,
        "effort": _one_place(row.effort),
        "effort_estimated": row.effort_estimated,
        "effort_against": _one_place(row.effort_against),
        "incidents": row.incidents.count,
        "worst_incident": row.incidents.worst,
        "credit_minor": row.credit_minor,
    }


def page_document(page: ClientPage, currency: str) -> dict[str, Any]:
    row, client, year, missed = page.summary, page.client, page.year, page.missed
    return {
        "id": row.id,
        "name": row.name,
        "legal_name": client.legal_name,
        "phone": client.phone,
        "email": client.email,
        "note": client.note,
        "complaint": client.complaint,
        "goal": client.goal,
        "next_step": client.next_step,
        "standing": client.standing,
        "standing_why": client.standing_why,
        "standing_since": client.standing_since,
        "currency": currency,
        "visits": row.visits,
        "first_visit": row.first_visit,
        "last_visit": row.last_visit,
        "next_booking": row.next_booking,
        "visits_by_month": list(row.by_month),
        "rhythm": _rhythm(row),
        "visit_rate": _visit_rate(row),
        "pain": _pain(row),
        "outlook": row.outlook.kind or None,
        "received_minor": row.received_minor,
        "received_ever_minor": page.received_ever_minor,
        "tips_minor": year.money.tips_minor if year else 0,
        "tips_share": None if page.tips_share is None else round(page.tips_share, 3),
        "outstanding_minor": page.outstanding_minor,
        "strain": {
            "effort": _one_place(row.effort),
            "effort_estimated": row.effort_estimated,
            "your_effort": _one_place(page.yard.effort),
            "load": year.load if year and year.rated_minutes else None,
            "per_load_minor": page.per_load_minor,
            "median_per_load_minor": page.yard.median_minor,
            "compared_clients": page.yard.clients,
        },
        "missed": {
            "count": missed.count,
            "no_shows": missed.no_shows,
            "late_cancels": missed.late_cancels,
            "last_365_days": page.missed_last_year,
            "fees_minor": missed.fees_minor,
            "not_received_minor": None
            if missed.count and missed.unpriced == missed.count
            else missed.not_received_minor,
            "estimated_minor": missed.estimated_minor,
            "unpriced": missed.unpriced,
        },
        "incidents": {
            "count": row.incidents.count,
            "worst": row.incidents.worst,
            "worst_kind": row.incidents.worst_kind or None,
            "last": row.incidents.last,
        },
        "worth_a_conversation": list(page.reasons),
        "credits": [
            {
                "id": credit.id,
                "kind": credit.kind,
                "unused_minor": credit.unused_minor,
                "sessions_left": credit.sessions_left,
                "expires_on": credit.expires_on,
            }
            for credit in page.credits
        ],
        "referrals": [referral_document(use) for use in page.medical.uses],
        "function": [held_document(held) for held in page.medical.held],
        "last_report": page.medical.reported_on,
        "feedback_asked": page.medical.asked,
        "feedback_sessions": page.medical.done,
        "sessions": [session_document(session) for session in page.sessions],
    }


def _rhythm(row: ClientSummary) -> dict[str, Any]:
    rhythm = row.rhythm
    return {
        "usual_days": rhythm.usual_days,
        "of_visits": rhythm.visits,
        "days_since": rhythm.days_since,
        "expected": rhythm.expected.isoformat() if rhythm.expected else None,
        "is_overdue": rhythm.is_overdue,
    }


def _visit_rate(row: ClientSummary) -> dict[str, Any] | None:
    found = row.frequency
    if found is None:
        return None
    return {
        "base_from": found.base_from.isoformat(),
        "base_to": found.base_last.isoformat(),
        "base_visits": found.base_visits,
        "recent_from": found.recent_from.isoformat(),
        "recent_to": found.recent_last.isoformat(),
        "recent_visits": found.recent_visits,
        "reduction_percent": _one_place(found.change.reduction_percent),
    }


def _pain(row: ClientSummary) -> dict[str, Any] | None:
    trend = row.pain
    if trend is None:
        return None
    return {
        "first": _one_place(trend.first),
        "last": _one_place(trend.last),
        "visits_at_each_end": trend.visits,
        "points": _one_place(trend.change.points),
        "percent": _one_place(trend.change.percent),
        "is_meaningful": trend.change.is_meaningful,
        "near_floor": trend.change.near_floor,
    }


def _one_place(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
