"""A finding: one sentence in her own numbers, its evidence, its rule and source, one thing to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mtdesk.model.frozen import frozen

LEVELS = ("clear", "unknown", "note", "watch", "act")  # rising
MARKS = {"act": "▲", "watch": "●", "note": "○", "unknown": "?", "clear": "✓"}


@frozen
class Finding:
    """`since` is the inclusive day the evidence begins; `evidence` holds plain numbers and lists.

    `subject` names what the finding is about where its rule can find more than one thing: a site,
    an incident's id, a scale. `acknowledged`: she has seen it; `standing` then says until when.
    """

    rule: str
    level: str
    message: str
    since: str
    evidence: dict[str, Any]
    source: str
    advice: str
    subject: str = ""
    acknowledged: bool = False
    standing: str = ""


def overall(findings: Iterable[Finding]) -> str:
    """The level of a whole practice: the highest of its findings, acknowledged ones left out."""
    return max(
        (finding.level for finding in findings if not finding.acknowledged),
        key=LEVELS.index,
        default="clear",
    )
