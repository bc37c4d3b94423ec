"""Incidents in words and as JSON: the list, the record, what to think of right after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.incidents.questions import QUESTIONS
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, worded
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from mtdesk.desk.incidents.guide import Guide
    from mtdesk.desk.incidents.record import Chain
    from mtdesk.model.incidents import Evidence, FollowUp, Incident
    from mtdesk.model.incidents.questions import Draft
    from mtdesk.model.money import Currency

NONE = "No incident recorded."
NO_DRAFT = "No record is left unfinished."
WITHDRAWN = "withdrawn: it leaves the counts, the record stays"
HEADS = ("day", "kind", "severity", "client", "follow-up")

EVIDENCE = ("id", "file_name", "stored_as", "sha256", "bytes", "added_at")
FOLLOW_UP = ("id", "due_on", "what", "done_on")
INCIDENT = (
    "id", "occurred_at", "recorded_at", "written_after_minutes", "local_date", "kind", "severity",
    "client", "session=session_id", "where=place", "setting", "said", "saw", "did", "ended_minute",
    "paid", "injury_to_me", "injury_to_client", "witness", "told", "lost_minor", "body_part",
    "days_off", "source_kind", "source_severity", "note", "withdrawn",
    ("addenda", ("written_at", "kind", "text")), ("follow_ups", FOLLOW_UP), ("evidence", EVIDENCE),
)  # fmt: skip
DRAFT = ("id", "begun_at", "changed_at", ("answers", dict))

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


def incident_document(incident: Incident) -> dict[str, Any]:
    return document(incident, INCIDENT)


def next_steps(incident: Incident) -> list[str]:
    """What to think of now, by its kind, a sentence each: reminders, never legal advice."""
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


# -- the list


def incident_cells(incident: Incident, day: Callable[[str], str] = str) -> tuple[str, ...]:
    """What stands under HEADS; `day` is how a day is said."""
    planned = None if incident.withdrawn else incident.next_follow_up
    return (
        day(incident.local_date),
        incident.kind,
        str(incident.severity),
        incident.client or "",
        day(planned.due_on) if planned else "",
    )


def draft_cells(draft: Draft, day: Callable[[str], str] = str) -> tuple[str, ...]:
    """The same of a record that is not finished; nothing of it is recorded yet."""
    said = draft.answers
    kind = said.get("kind") or "not said yet"
    severity, client = said.get("severity", ""), said.get("client", "")
    return (day(draft.begun_at[:10]), kind, severity, client, "unfinished")


def incidents_listing(found: Sequence[Incident]) -> Listing:
    """With their numbers, and those that were withdrawn marked."""
    rows = (
        (str(each.id), *incident_cells(each), "withdrawn" if each.withdrawn else "")
        for each in found
    )
    return Listing(heads=("id", *HEADS, ""), rows=tuple(rows), right=(0, 3))


def drafts_listing(found: Sequence[Draft]) -> Listing:
    rows = (
        (
            str(each.id),
            each.begun_at[:16].replace("T", " "),
            each.answers.get("kind", ""),
            each.answers.get("client", ""),
            f"{len(QUESTIONS) - len(each.open)} of {len(QUESTIONS)}",
        )
        for each in found
    )
    return Listing(
        heads=("draft", "begun", "kind", "client", "asked"), rows=tuple(rows), right=(0,)
    )


def incidents_counted(found: Sequence[Incident]) -> str:
    """`3 incidents, 1 of them withdrawn`; nothing for none."""
    if not found:
        return ""
    withdrawn = sum(each.withdrawn for each in found)
    marked = f", {withdrawn} of them withdrawn" if withdrawn else ""
    return f"{counted(len(found), 'incident')}{marked}"


def drafts_counted(found: Sequence[Draft]) -> str:
    """`2 records are unfinished`; nothing for none."""
    count = len(found)
    return f"{counted(count, 'record')} {worded(count, 'is', 'are')} unfinished" if count else ""


# -- one record


def heading(incident: Incident) -> str:
    withdrawn = " (withdrawn)" if incident.withdrawn else ""
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


def file_words(file: Evidence) -> str:
    return f"{file.file_name}, {counted(file.bytes, 'byte')}"


def again_words(follow_up: FollowUp) -> str:
    return f"To be looked at again on {follow_up.due_on}: {follow_up.what}"


def chain_trouble(chain: Chain) -> str:
    """What is wrong with the seals, the first thing; nothing when they hold."""
    if not chain.problems:
        return ""
    return f"the chain of seals does not hold: {chain.problems[0]}. See mtdesk doctor."


# -- the guide


def place_words(guide: Guide) -> str:
    """`5 of 17`: how far it has come."""
    return "the end" if guide.is_at_end else f"{guide.place + 1} of {len(QUESTIONS)}"


def open_words(draft: Draft) -> str:
    count = len(draft.open)
    if not count:
        return "every question was asked"
    return f"{counted(count, 'question')} {worded(count, 'is', 'are')} left"
