"""One incident, fact by fact: under her own labels, under those of another reader, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.text import counted
from mtdesk.say.document import document

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.desk.incidents.record import Chain
    from mtdesk.model.incidents import Evidence, FollowUp, Incident
    from mtdesk.model.money import Currency

NONE = "No incident recorded"
WITHDRAWN = "withdrawn: it leaves the counts, the record stays"

EVIDENCE = ("id", "file_name", "stored_as", "sha256", "bytes", "added_at")
FOLLOW_UP = ("id", "due_on", "what", "done_on")
FACTS = (
    "local_date", "kind", "severity", "client", "session=session_id", "where=place", "setting",
    "said", "saw", "did", "ended_minute", "paid", "injury_to_me", "injury_to_client", "witness",
    "told", "lost_minor", "body_part", "days_off", "source_kind", "source_severity", "note",
)  # fmt: skip
INCIDENT = (
    "id", "occurred_at", "recorded_at", "written_after_minutes", *FACTS, "withdrawn",
    ("addenda", ("written_at", "kind", "text")), ("follow_ups", FOLLOW_UP), ("evidence", EVIDENCE),
)  # fmt: skip
# What another reader finds under other labels than she does.
_FOR_OTHERS = {
    "said": "said, word for word",
    "saw": "seen",
    "did": "done",
    "ended": "session ended",
    "injury to me": "injury to the therapist",
    "told": "who was told",
    "lost": "income lost",
    "body part": "part of the body",
    "days off": "days off work",
    "as imported": "as the file it came from put it",
}


def incident_document(incident: Incident) -> dict[str, Any]:
    return document(incident, INCIDENT)


def heading(incident: Incident) -> str:
    withdrawn = ", withdrawn" if incident.withdrawn else ""
    return f"incident {incident.id}: {incident.kind}, severity {incident.severity} of 5{withdrawn}"


def facts(incident: Incident, currency: Currency) -> list[tuple[str, str]]:
    """What she recorded, by its label, in the order of the record; what was not said is left out."""
    lost, ended, days_off = incident.lost_minor, incident.ended_minute, incident.days_off
    pairs = (
        ("client", incident.client or ""),
        ("session", str(incident.session_id or "")),
        ("setting", incident.setting),
        ("where", incident.place),
        ("said", incident.said),
        ("saw", incident.saw),
        ("did", incident.did),
        ("ended", "" if ended is None else f"minute {ended} of the session"),
        ("paid", incident.paid or ""),
        ("injury to me", incident.injury_to_me),
        ("injury to the client", incident.injury_to_client),
        ("witness", incident.witness),
        ("told", incident.told),
        ("lost", "" if lost is None else currency.format(lost)),
        ("body part", incident.body_part),
        ("days off", "" if days_off is None else str(days_off)),
        ("as imported", incident.source_kind),
        ("note", incident.note),
    )
    return [(label, text) for label, text in pairs if text]


def facts_for_others(incident: Incident, currency: Currency) -> list[tuple[str, str]]:
    """The same under the labels of an insurer, a lawyer, an authority."""
    return [(_FOR_OTHERS.get(label, label), text) for label, text in facts(incident, currency)]


def file_words(file: Evidence) -> str:
    return f"{file.file_name}, {counted(file.bytes, 'byte')}"


def done_words(follow_up: FollowUp) -> str:
    return f"done {follow_up.done_on}" if follow_up.done_on else "open"


def chain_trouble(chain: Chain) -> str:
    """What is wrong with the seals, the first thing; nothing when they hold."""
    if not chain.problems:
        return ""
    return f"the chain of seals does not hold: {chain.problems[0]}. See mtdesk doctor."
