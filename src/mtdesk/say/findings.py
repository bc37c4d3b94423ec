"""Findings in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtdesk.desk.findings import Changes, Explanation, Risk
from mtdesk.model.finding import MARKS, Finding
from mtdesk.say.document import Keys, document, plain

NOTHING_YET = "Nothing to say yet: log sessions and check-ins first."
NO_VERDICT = "Words about your figures, no verdict."
NOTHING_FOUND = f"{MARKS['clear']} nothing stands out"

FINDING: Keys = (
    "rule", "level", "message", "since", "evidence", "source", "advice", "subject", "acknowledged",
)  # fmt: skip
RISK: Keys = ("as_of", "level", ("findings", FINDING))
_NAMED: Keys = ("rule", "subject")
CHANGES: Keys = (("new", _NAMED), ("still", _NAMED), ("gone", _NAMED))
EXPLANATION: Keys = (
    "rule", "about", "formula", "numbers", "findings",
    ("thresholds", ("key", ("value", plain), "unit", "words")),
    "source", "limits=caveats", "commands",
)  # fmt: skip


def risk_document(risk: Risk, changes: Changes) -> dict[str, Any]:
    return {**document(risk, RISK), "since_last_week": document(changes, CHANGES)}


def marked(level: str) -> str:
    """`● watch`: told apart without colour."""
    return f"{MARKS[level]} {level}" if level in MARKS else ""


def risk_title(risk: Risk) -> str:
    """`● watch, as of 2026-11-20`."""
    return f"{marked(risk.level)}, as of {risk.as_of}"


def changes_sentence(changes: Changes) -> str:
    return (
        f"since last week: {len(changes.new)} new, {len(changes.still)} still there, "
        f"{len(changes.gone)} gone"
    )


def finding_sentence(finding: Finding, changes: Changes) -> str:
    """The finding, and whether it is new since last week."""
    is_new = any((finding.rule, finding.subject) == (new.rule, new.subject) for new in changes.new)
    return f"{finding.message}{'  (new)' if is_new else ''}"


def finding_about(finding: Finding) -> Iterator[tuple[str, str]]:
    """What stands below a finding: what to do, its rule, its source."""
    about = f" ({finding.subject})" if finding.subject else ""
    yield "what to do", finding.advice
    yield "rule", f"{finding.rule}{about}, since {finding.since}"
    yield "source", finding.source


def acknowledged(rule: str, *, new_usual: bool) -> str:
    return f"{rule} {'called your new usual' if new_usual else 'acknowledged'}"


def explanation(why: Explanation) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A rule laid open: what is told under each title."""
    thresholds = (
        f"{each.key} = {each.value:g} {each.unit}: {each.words}" for each in why.thresholds
    )
    told = (
        ("what it asks", (why.about,)),
        ("formula", (why.formula,)),
        ("your numbers", (*why.numbers, *why.findings)),
        ("thresholds, yours to change", tuple(thresholds)),
        ("source", (why.source,)),
        ("limits", (why.caveats,)),
        ("to change it", why.commands),
    )
    yield from ((title, lines) for title, lines in told if any(lines))
