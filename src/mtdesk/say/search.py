"""What a search found, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.model.reminder import Reminder
from mtdesk.model.table import Listing
from mtdesk.model.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.desk.search import Hit
    from mtdesk.model.money import Currency

NOTHING_ASKED = "Say what to look for: a name, a word of a note, a sum, a day or a month."
# What a row is called, and the area of the dashboard that it belongs to.
_KINDS = {
    "client": ("client", "Clients"), "client_alias": ("client", "Clients"),
    "credit": ("credit", "Clients"), "referral": ("referral", "Clients"),
    "function_note": ("measure", "Clients"),
    "session": ("session", "Today"),
    "payment": ("payment", "Money"), "redemption": ("redemption", "Money"),
    "expense": ("expense", "Money"), "recurring_expense": ("monthly expense", "Money"),
    "expense_attachment": ("receipt", "Money"), "trip": ("trip", "Money"),
    "work_time": ("unpaid time", "Money"), "timer": ("timer", "Money"),
    "tax_form": ("tax form", "Money"), "workplace": ("workplace", "Money"),
    "pay_term": ("terms of pay", "Money"), "import_batch": ("import", "Money"),
    "service": ("service", "Today"), "check_in": ("check-in", "Body"),
    "questionnaire": ("questionnaire", "Body"), "acknowledgement": ("acknowledged", "Findings"),
    "incident": ("incident", "Incidents"), "incident_addendum": ("incident", "Incidents"),
    "incident_follow_up": ("follow-up", "Incidents"),
    "incident_evidence": ("evidence", "Incidents"),
}  # fmt: skip


def area_of(hit: Hit) -> str:
    return _KINDS[hit.table][1]


def place_of(hit: Hit) -> Reminder:
    """Where it is dealt with, as a reminder names it."""
    return Reminder(level="", text="", area=area_of(hit), day=hit.day, subject=hit.shown)


def kind_of(hit: Hit) -> str:
    return _KINDS[hit.table][0]


def hit_words(hit: Hit, currency: Currency) -> str:
    """`Ana · Swedish · $85.00 · tight neck`: on one line, each thing said once."""
    amount = "" if hit.amount_minor is None else currency.format(hit.amount_minor)
    withdrawn = "withdrawn" if hit.is_withdrawn else ""
    owners = (hit.client or "", hit.service or "", hit.workplace or "")
    parts = (*owners, amount, *hit.words, withdrawn)
    said = [" ".join(part.split()) for part in parts if part.strip()]
    return " · ".join(dict.fromkeys(said))


def results_document(hits: Sequence[Hit], currency: Currency) -> dict[str, Any]:
    return {
        "results": [
            {
                "area": area_of(hit),
                "kind": kind_of(hit),
                "id": hit.shown,
                "date": hit.day,
                "text": hit_words(hit, currency),
            }
            for hit in hits
        ]
    }


def results_listing(hits: Sequence[Hit], currency: Currency) -> Listing:
    return Listing(
        heads=("day", "what", "id", ""),
        rows=tuple(
            (hit.day or "", kind_of(hit), str(hit.shown), hit_words(hit, currency)) for hit in hits
        ),
        right=(2,),
    )


def nothing_found(text: str) -> str:
    return f"Nothing holds “{text}”. A part of a name or the beginning of a word is enough."


def found_words(count: int, most: int) -> str:
    """`3 found`; where the limit was reached, that there may be more."""
    return f"the first {count}; there may be more" if count >= most else counted(count, "row")
