"""Incidents in words: the list, the guide, what to think of right after one was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.incidents.questions import QUESTIONS
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, worded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtdesk.desk.incidents.guide import Guide
    from mtdesk.model.incidents import FollowUp, Incident
    from mtdesk.model.incidents.questions import Draft

NO_DRAFT = "No record is left unfinished."
HEADS = ("day", "kind", "severity", "client", "follow-up")

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


def again_words(follow_up: FollowUp) -> str:
    return f"To be looked at again on {follow_up.due_on}: {follow_up.what}"


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


# -- the guide


def place_words(guide: Guide) -> str:
    """`5 of 17`: how far it has come."""
    return "the end" if guide.is_at_end else f"{guide.place + 1} of {len(QUESTIONS)}"


def open_words(draft: Draft) -> str:
    count = len(draft.open)
    if not count:
        return "every question was asked"
    return f"{counted(count, 'question')} {worded(count, 'is', 'are')} left"
