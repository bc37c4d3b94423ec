"""Findings in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.say.document import plain

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.desk.findings import Changes, Explanation, Risk
    from mtdesk.model.finding import Finding


def finding_document(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "since": finding.since,
        "evidence": finding.evidence,
        "source": finding.source,
        "advice": finding.advice,
        "subject": finding.subject,
        "acknowledged": finding.acknowledged,
    }


def risk_document(risk: Risk) -> dict[str, Any]:
    return {
        "as_of": risk.as_of.isoformat(),
        "level": risk.level,
        "findings": [finding_document(finding) for finding in risk.findings],
    }


def changes_document(changes: Changes) -> dict[str, Any]:
    return {
        name: [{"rule": finding.rule, "subject": finding.subject} for finding in found]
        for name, found in (
            ("new", changes.new),
            ("still", changes.still),
            ("gone", changes.gone),
        )
    }


def explanation_document(why: Explanation) -> dict[str, Any]:
    return {
        "rule": why.rule,
        "about": why.about,
        "formula": why.formula,
        "numbers": list(why.numbers),
        "findings": list(why.findings),
        "thresholds": [
            {"key": each.key, "value": plain(each.value), "unit": each.unit, "words": each.words}
            for each in why.thresholds
        ],
        "source": why.source,
        "limits": why.caveats,
        "commands": list(why.commands),
    }
