"""Clients as rows: what of each is seen at a glance, what a list says, what JSON holds key by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mtdesk.charts import spark
from mtdesk.desk.clients.page import ClientPage, ClientSummary
from mtdesk.model.money import Currency
from mtdesk.model.table import Listing
from mtdesk.model.text import counted
from mtdesk.say.document import document, or_null
from mtdesk.say.medical.rows import HELD, referral_document
from mtdesk.say.sessions import SESSION

# What of a client is seen at a glance in a row, without a colour.
MARKS = {"incident": "▲", "standing": "!", "drifting": "↓", "needs_less": "✓", "credit": "¤"}
MEANINGS = {
    "▲": "incident",
    "!": "agreed",
    "↓": "drifting",
    "✓": "needs you less",
    "¤": "credit",
}
DRIFTING, TALK = "drifting", "talk"
CHOSEN_BY = {DRIFTING: "drifting away", TALK: "worth a conversation"}
_NOBODY = {
    DRIFTING: "Nobody is drifting away: everyone with a rhythm came, is booked, or needs less.",
    TALK: "No client's figures ask for a conversation.",
}


def listing(found: Iterable[ClientSummary], currency: Currency) -> Listing:
    """Rhythm, pain, money and strain of each."""
    heads = ("id", "name", "last visit", "visits", "missed", "rhythm", "pain", "a year", "effort")
    return Listing(
        heads=(*heads, ""),
        rows=tuple(
            (
                str(row.id),
                row.name,
                row.last_visit or "",
                str(row.visits),
                str(row.missed),
                rhythm(row),
                pain_arrow(row),
                currency.format(row.received_minor),
                effort_against(row),
                marks(row),
            )
            for row in found
        ),
        right=(0, 3, 4, 7, 8),
    )


def drifting_listing(found: Iterable[ClientSummary], currency: Currency) -> Listing:
    return Listing(
        heads=("id", "name", "last visit", "worth a year", "drifting away"),
        rows=tuple(
            (
                str(row.id),
                row.name,
                row.last_visit or "",
                currency.format(row.worth_minor or 0),
                drifting_words(row),
            )
            for row in found
        ),
        right=(0, 3),
    )


def nobody(search: str, chosen: str = "") -> str:
    """What an empty list says; nothing where there is no client at all."""
    if chosen and search:
        return f"Nobody whose name holds “{search}” is {CHOSEN_BY[chosen]}."
    if search:
        return f"No client's name holds “{search}”."
    return _NOBODY.get(chosen, "")


def how_many(
    found: Sequence[ClientSummary],
    search: str,
    chosen: str,
    currency: Currency,
    *,
    is_part: bool,
    is_sorted: bool = False,
) -> str:
    """`drifting away: 2 clients, worth $1,260 a year`; of all, the order they stand in."""
    clients = counted(len(found), "client")
    if not chosen:
        if is_part:
            return f"the {len(found)} with the latest session or booking; more below, or search"
        return clients if is_sorted else f"{clients}, the latest session or booking first"
    of = f" whose name holds “{search}”" if search else ""
    worth = sum(each.worth_minor or 0 for each in found)
    money = f", worth {currency.whole(worth)} a year" if worth else ""
    return f"{CHOSEN_BY[chosen]}: {'the first ' if is_part else ''}{clients}{of}{money}"


def legend(found: Iterable[ClientSummary]) -> list[str]:
    """`▲ incident`, for each mark that is used."""
    used = "".join(map(marks, found))
    return [f"{mark} {words}" for mark, words in MEANINGS.items() if mark in used]


def rhythm(row: ClientSummary) -> str:
    """Visits a month, the last twelve."""
    return spark(row.by_month) if any(row.by_month) else ""


def marks(row: ClientSummary) -> str:
    """`▲↓¤`: what of a client is to be seen at a glance."""
    return "".join(
        MARKS[name]
        for name, holds in (
            ("incident", row.incidents.count),
            ("standing", row.client.standing != "none"),
            ("drifting", row.outlook.kind == "drifting"),
            ("needs_less", row.outlook.kind == "needs_less"),
            ("credit", row.credit_minor),
        )
        if holds
    )


def effort_against(row: ClientSummary) -> str:
    """`~+1.2` harder than her average; empty when it is not known."""
    if row.effort_against is None:
        return ""
    about = "~" if row.effort_estimated else ""
    more = round(row.effort_against, 1) + 0.0  # not -0.0
    return f"{about}{more:+.1f}".replace("-", "−")


def pain_arrow(row: ClientSummary) -> str:
    """`7→3`, the mean of the first visits that asked and of the last."""
    if row.pain is None:
        return ""
    return f"{round(row.pain.first)}→{round(row.pain.last)}"


def drifting_words(row: ClientSummary) -> str:
    """`no visit for 45 days, usually every 14`: what the judgement rests on."""
    parts = []
    if row.outlook.is_overdue and row.rhythm.usual_days is not None:
        parts.append(
            f"no visit for {row.rhythm.days_since} days, usually {every(row.rhythm.usual_days)}"
        )
    if row.outlook.is_fewer and row.frequency is not None:
        parts.append(
            f"{row.frequency.base_per_month:.1f} visits a month became "
            f"{often(row.frequency.recent_per_month)}"
        )
    return "; ".join(parts)


def every(days: float) -> str:
    return "every day" if days == 1 else f"every {days:g} days"


def often(per_month: float) -> str:
    return f"{per_month:.1f}" if per_month else "none"


def _one_place(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


RHYTHM = ("usual_days", "of_visits=visits", "days_since", "expected", "is_overdue")
PAIN = (
    ("first", _one_place), ("last", _one_place), "visits_at_each_end=visits",
    ("points=change.points", _one_place), ("percent=change.percent", _one_place),
    "is_meaningful=change.is_meaningful", "near_floor=change.near_floor",
)  # fmt: skip
VISIT_RATE = (
    "base_from", "base_to=base_last", "base_visits", "recent_from", "recent_to=recent_last",
    "recent_visits", ("reduction_percent=change.reduction_percent", _one_place),
)  # fmt: skip
SUMMARY = (
    "id", "name", "phone=client.phone", "email=client.email", "visits", "missed", "first_visit",
    "last_visit", "received_minor", "standing=client.standing", "next_booking",
    "visits_by_month=by_month", ("rhythm", RHYTHM), ("pain", PAIN),
    ("outlook=outlook.kind", or_null), ("effort", _one_place), "effort_estimated",
    ("effort_against", _one_place), "incidents=incidents.count", "worst_incident=incidents.worst",
    "credit_minor",
)  # fmt: skip
# What a list has beside it that chooses clients by something.
CHOSEN = {"drifting": ("worth_minor",), "talk": ("reasons",)}
_OF_CLIENT = (
    "legal_name", "born_on", "phone", "email", "note", "complaint", "goal", "next_step", "standing",
    "standing_why", "standing_since",
)  # fmt: skip
WHO = ("id=summary.id", "name=summary.name", *(f"{key}=client.{key}" for key in _OF_CLIENT))
FIGURES = (
    "visits=summary.visits", "first_visit=summary.first_visit", "last_visit=summary.last_visit",
    "next_booking=summary.next_booking", "visits_by_month=summary.by_month",
    ("rhythm=summary.rhythm", RHYTHM), ("visit_rate=summary.frequency", VISIT_RATE),
    ("pain=summary.pain", PAIN), ("outlook=summary.outlook.kind", or_null),
    "received_minor=summary.received_minor", "received_ever_minor", "tips_minor",
    ("tips_share", lambda share: None if share is None else round(share, 3)), "outstanding_minor",
    "paid_ahead_minor",
)  # fmt: skip
STRAIN = (
    ("effort=summary.effort", _one_place), "effort_estimated=summary.effort_estimated",
    ("your_effort=yard.effort", _one_place), "load", "per_load_minor",
    "median_per_load_minor=yard.median_minor", "compared_clients=yard.clients",
)  # fmt: skip
MISSED = (
    "count=missed.count", "no_shows=missed.no_shows", "late_cancels=missed.late_cancels",
    "last_365_days=missed_last_year", "fees_minor=missed.fees_minor", "not_received_minor",
    "estimated_minor=missed.estimated_minor", "unpriced=missed.unpriced",
)  # fmt: skip
INCIDENTS = ("count", "worst", ("worst_kind", or_null), "last")
CREDIT = ("id", "kind", "unused_minor", "sessions_left", "expires_on")
MORE = (
    ("incidents=summary.incidents", INCIDENTS), "worth_a_conversation=reasons",
    ("credits", CREDIT), ("referrals=medical.uses", lambda uses: [*map(referral_document, uses)]),
    ("function=medical.held", HELD),
    "last_report=medical.reported_on", "feedback_asked=medical.asked",
    "feedback_sessions=medical.done",
    ("sessions", SESSION),
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
