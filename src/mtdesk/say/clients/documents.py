"""What JSON documents hold of clients, key by key: the contract that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.say.document import document
from mtdesk.say.medical.functions import held_document
from mtdesk.say.medical.referrals import referral_document
from mtdesk.say.sessions import session_document

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.desk.clients.page import ClientPage
    from mtdesk.desk.clients.summaries import ClientSummary
    from mtdesk.say.document import Keys


def _one_place(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _or_null(word: str) -> str | None:
    return word or None


RHYTHM = ("usual_days", "of_visits=visits", "days_since", "expected", "is_overdue")
PAIN: Keys = (
    ("first", _one_place), ("last", _one_place), "visits_at_each_end=visits",
    ("points=change.points", _one_place), ("percent=change.percent", _one_place),
    "is_meaningful=change.is_meaningful", "near_floor=change.near_floor",
)  # fmt: skip
VISIT_RATE: Keys = (
    "base_from", "base_to=base_last", "base_visits", "recent_from", "recent_to=recent_last",
    "recent_visits", ("reduction_percent=change.reduction_percent", _one_place),
)  # fmt: skip
SUMMARY: Keys = (
    "id", "name", "phone=client.phone", "email=client.email", "visits", "missed", "first_visit",
    "last_visit", "received_minor", "standing=client.standing", "next_booking",
    "visits_by_month=by_month", ("rhythm", RHYTHM), ("pain", PAIN),
    ("outlook=outlook.kind", _or_null), ("effort", _one_place), "effort_estimated",
    ("effort_against", _one_place), "incidents=incidents.count", "worst_incident=incidents.worst",
    "credit_minor",
)  # fmt: skip
# What a list has beside it that chooses clients by something.
CHOSEN: dict[str, Keys] = {"drifting": ("worth_minor",), "talk": ("reasons",)}
_OF_CLIENT = (
    "legal_name", "phone", "email", "note", "complaint", "goal", "next_step", "standing",
    "standing_why", "standing_since",
)  # fmt: skip
WHO: Keys = ("id=summary.id", "name=summary.name", *(f"{key}=client.{key}" for key in _OF_CLIENT))
FIGURES: Keys = (
    "visits=summary.visits", "first_visit=summary.first_visit", "last_visit=summary.last_visit",
    "next_booking=summary.next_booking", "visits_by_month=summary.by_month",
    ("rhythm=summary.rhythm", RHYTHM), ("visit_rate=summary.frequency", VISIT_RATE),
    ("pain=summary.pain", PAIN), ("outlook=summary.outlook.kind", _or_null),
    "received_minor=summary.received_minor", "received_ever_minor", "tips_minor",
    ("tips_share", lambda share: None if share is None else round(share, 3)), "outstanding_minor",
)  # fmt: skip
STRAIN: Keys = (
    ("effort=summary.effort", _one_place), "effort_estimated=summary.effort_estimated",
    ("your_effort=yard.effort", _one_place), "load", "per_load_minor",
    "median_per_load_minor=yard.median_minor", "compared_clients=yard.clients",
)  # fmt: skip
MISSED: Keys = (
    "count=missed.count", "no_shows=missed.no_shows", "late_cancels=missed.late_cancels",
    "last_365_days=missed_last_year", "fees_minor=missed.fees_minor", "not_received_minor",
    "estimated_minor=missed.estimated_minor", "unpriced=missed.unpriced",
)  # fmt: skip
INCIDENTS: Keys = ("count", "worst", ("worst_kind", _or_null), "last")
CREDIT = ("id", "kind", "unused_minor", "sessions_left", "expires_on")
MORE: Keys = (
    ("incidents=summary.incidents", INCIDENTS), "worth_a_conversation=reasons",
    ("credits", CREDIT), ("referrals=medical.uses", lambda uses: [*map(referral_document, uses)]),
    ("function=medical.held", lambda held: [*map(held_document, held)]),
    "last_report=medical.reported_on", "feedback_asked=medical.asked",
    "feedback_sessions=medical.done",
    ("sessions", lambda sessions: [*map(session_document, sessions)]),
)  # fmt: skip


def summary_document(row: ClientSummary, chosen: str = "") -> dict[str, Any]:
    return document(row, (*SUMMARY, *CHOSEN.get(chosen, ())))


def page_document(page: ClientPage, currency: str) -> dict[str, Any]:
    return {
        **document(page, WHO),
        "currency": currency,
        **document(page, FIGURES),
        "strain": document(page, STRAIN),
        "missed": document(page, MISSED),
        **document(page, MORE),
    }
