"""Findings: each rule a small pure function over a History, each finding in her own numbers.

A rule yields nothing when there is nothing to say or too little to say it from.
"""

from __future__ import annotations

from mtdesk.insight.risk.body import no_check_in, sore_site
from mtdesk.insight.risk.history import Day, History, Limits
from mtdesk.insight.risk.incidents import incident
from mtdesk.insight.risk.work import against_usual, hands_on_day, no_rest_day
from mtdesk.model.finding import LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtdesk.model.finding import Finding

    Rule = Callable[[History, Limits], Iterator[Finding]]

__all__ = ["RULES", "Day", "History", "Limits", "assess"]

# By name, in the order in which findings of one level are shown.
RULES: dict[str, Rule] = {
    "hands_on_day": hands_on_day,
    "against_usual": against_usual,
    "no_rest_day": no_rest_day,
    "sore_site": sore_site,
    "incident": incident,
    "no_check_in": no_check_in,
}


def assess(history: History, limits: Limits) -> tuple[Finding, ...]:
    """Findings of every rule not switched off: act, watch, note, unknown; then in rule order."""
    found = [
        finding
        for name, rule in RULES.items()
        if name not in limits.disabled
        for finding in rule(history, limits)
    ]
    return tuple(sorted(found, key=lambda finding: LEVELS.index(finding.level), reverse=True))
