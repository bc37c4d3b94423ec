"""What is said right after an incident was recorded: reminders, never legal advice."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.model.incident import Incident

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
