"""A finding: one sentence in her own numbers, its evidence, its rule and source, one thing to do."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LEVELS = ("clear", "unknown", "note", "watch", "act")  # rising
MARKS = {"act": "▲", "watch": "●", "note": "○", "unknown": "?", "clear": "✓"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`since` is the inclusive day the evidence begins; `evidence` holds plain numbers and lists."""

    rule: str
    level: str
    message: str
    since: str
    evidence: dict[str, Any]
    source: str
    advice: str


def overall(findings: list[Finding]) -> str:
    """The level of a whole practice: the highest of its findings."""
    return max((finding.level for finding in findings), key=LEVELS.index, default="clear")
