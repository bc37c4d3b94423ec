"""What is said right after an incident was recorded: reminders, never legal advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.incidents import Evidence, Incident

# Where nobody can make a claim on her insurance by the kind alone.
_NO_CLAIM = frozenset({
    "no-show", "late cancel", "late arrival", "non-payment", "chargeback",
    "refused because of gender", "employer mistreatment",
})  # fmt: skip
_MAY_END = frozenset({
    "sexual remark", "sexual touch", "solicitation", "exposure", "physical violence", "threat",
    "stalking or off-hours contact",
})  # fmt: skip
_WRITTEN = frozenset({
    "non-payment", "chargeback", "review threat", "stalking or off-hours contact", "threat",
    "solicitation", "false accusation", "employer mistreatment",
})  # fmt: skip


def next_steps(incident: Incident) -> list[str]:
    """What to think of now, by its kind, a sentence each."""
    steps = []
    if incident.kind in _MAY_END:
        steps.append("You may end a session like this at once; you owe no explanation.")
        steps.append("If you go to the police, note the report's number.")
    if incident.kind not in _NO_CLAIM or incident.injury_to_client or incident.injury_to_me:
        steps.append("Tell your insurer at once, even when nobody claims anything.")
        steps.append("Late notice can void cover. Admit no fault and offer no refund.")
    if incident.kind in _WRITTEN:
        steps.append("Keep the messages and letters: add them as evidence.")
    if incident.kind in _MAY_END:
        steps.append("The client's name is confidential, also when you warn colleagues.")
    return steps


def incident_document(incident: Incident) -> dict[str, Any]:
    from mtdesk.desk.incidents import minutes_after

    return {
        "id": incident.id,
        "occurred_at": incident.occurred_at,
        "recorded_at": incident.recorded_at,
        "written_after_minutes": minutes_after(incident),
        "local_date": incident.local_date,
        "kind": incident.kind,
        "severity": incident.severity,
        "client": incident.client,
        "session": incident.session_id,
        "where": incident.place,
        "setting": incident.setting,
        "said": incident.said,
        "saw": incident.saw,
        "did": incident.did,
        "ended_minute": incident.ended_minute,
        "paid": incident.paid,
        "injury_to_me": incident.injury_to_me,
        "injury_to_client": incident.injury_to_client,
        "witness": incident.witness,
        "told": incident.told,
        "lost_minor": incident.lost_minor,
        "body_part": incident.body_part,
        "days_off": incident.days_off,
        "source_kind": incident.source_kind,
        "source_severity": incident.source_severity,
        "note": incident.note,
        "withdrawn": incident.withdrawn,
        "addenda": [
            {"written_at": line.written_at, "kind": line.kind, "text": line.text}
            for line in incident.addenda
        ],
        "follow_ups": [
            {"id": each.id, "due_on": each.due_on, "what": each.what, "done_on": each.done_on}
            for each in incident.follow_ups
        ],
        "evidence": [evidence_document(each) for each in incident.evidence],
    }


def evidence_document(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "file_name": evidence.file_name,
        "stored_as": evidence.stored_as,
        "sha256": evidence.sha256,
        "bytes": evidence.bytes,
        "added_at": evidence.added_at,
    }
