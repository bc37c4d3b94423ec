"""Findings: each rule a small pure function over a History, each finding in her own numbers.

A rule yields nothing when there is nothing to say or too little to say it from.
"""

from __future__ import annotations

from mtdesk.insight.findings.history import Acknowledgement, History, ScaleScores, Slot, Week
from mtdesk.insight.findings.life import Changes, compare, marked
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.findings.rules import RULES, Explanation, Threshold, explain, words_of
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import LEVELS, Finding

__all__ = [
    "RULES",
    "Acknowledgement",
    "Changes",
    "DayLoad",
    "Explanation",
    "History",
    "Limits",
    "ScaleScores",
    "Slot",
    "Threshold",
    "Week",
    "assess",
    "compare",
    "explain",
    "words_of",
]


def assess(history: History, limits: Limits) -> tuple[Finding, ...]:
    """Findings of every rule not switched off: act, watch, note, unknown; then in rule order.

    Those she has acknowledged come last, marked.
    """
    found = [
        marked(finding, history, limits)
        for name, rule in RULES.items()
        if name not in limits.disabled
        for finding in rule(history, limits)
    ]
    found.sort(key=lambda finding: (finding.acknowledged, -LEVELS.index(finding.level)))
    return tuple(found)
