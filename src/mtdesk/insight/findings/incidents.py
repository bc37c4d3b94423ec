"""The rule about what clients did."""

from __future__ import annotations

from collections.abc import Iterator

from mtdesk.insight.findings.history import History
from mtdesk.insight.findings.limits import EDITORIAL, Limits, RuleWords, level
from mtdesk.model.finding import LEVELS, Finding
from mtdesk.model.period import human_day
from mtdesk.model.text import counted

_SHARE = (
    "When you are ready, complete the record and tell someone you trust; "
    "insurers ask to hear early, even when nobody claims anything."
)
_DECIDE = "Decide now, in calm, what you will say or do if it happens once more."


def incident(history: History, limits: Limits) -> Iterator[Finding]:
    """Severity 3 watch, 4-5 act, 1-2 nothing; one level up when the client or the kind repeats.

    Editorial. One finding an incident, for 28 days; it names kind and day, never a person or words.
    """
    seen_kinds = {kind for kind, _ in history.earlier_incidents}
    seen_clients = {client for _, client in history.earlier_incidents}
    first, last = history.since(limits.incident_days), history.as_of.isoformat()
    known = [event for event in history.incidents if event.local_date <= last]
    for event in sorted(known, key=lambda event: (event.occurred_at, event.id or 0)):
        same_kind = event.kind in seen_kinds
        same_client = event.client_id is not None and event.client_id in seen_clients
        seen_kinds.add(event.kind)
        seen_clients.add(event.client_id)
        reached = _level(event.severity, repeated=same_kind or same_client)
        if not reached or event.local_date < first:
            continue
        day = human_day(event.local_date, history.as_of)
        yield INCIDENT.finding(
            limits,
            reached,
            f"Incident: {event.kind}, {day}, severity {event.severity} of 5"
            f"{_repeat_words(same_client, same_kind)}.",
            since=event.local_date,
            evidence={
                "incident_id": event.id,
                "kind": event.kind,
                "date": event.local_date,
                "severity": event.severity,
                "repeat_client": same_client,
                "repeat_kind": same_kind,
            },
            advice=_SHARE if event.severity >= 3 else _DECIDE,
            subject=str(event.id or ""),
        )


def _level(severity: int, *, repeated: bool) -> str | None:
    base = level(severity, act=4, watch=3)
    if not repeated or base == "act":
        return base
    return LEVELS[LEVELS.index(base) + 1] if base else "note"


def _repeat_words(same_client: bool, same_kind: bool) -> str:
    if same_client and same_kind:
        return "; neither the first of its kind nor the first with this client"
    if same_client:
        return "; not the first with this client"
    return "; not the first of its kind" if same_kind else ""


def _numbers(history: History, limits: Limits) -> Iterator[str]:
    first, last = history.since(limits.incident_days), history.as_of.isoformat()
    recent = [event for event in history.incidents if first <= event.local_date <= last]
    yield f"{counted(len(recent), 'incident')} recorded in the last {limits.incident_days} days"
    for event in sorted(recent, key=lambda event: event.occurred_at):
        yield f"{event.local_date}: {event.kind}, severity {event.severity} of 5"


def _near(history: History, limits: Limits) -> str | None:
    first, last = history.since(limits.incident_days), history.as_of.isoformat()
    recent = sum(first <= event.local_date <= last for event in history.incidents)
    return f"incidents {recent} in {limits.incident_days} days"


INCIDENT = RuleWords(
    rule="incident",
    about="did something happen that should not have?",
    formula=(
        "severity 3 to watch, 4 and 5 to act on, for 28 days; one level up when the client or the "
        "kind is not the first"
    ),
    thresholds=("incident_days",),
    source=f"Your own record; telling the insurer early: ABMP's claim guidance; {EDITORIAL}",
    caveats="Names the kind and the day, never a person and never what was said.",
    numbers=_numbers,
    near=_near,
)
