"""What a rule says about itself: kept in one place, for its findings and for its explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mtdesk.insight.findings.history import History
from mtdesk.insight.findings.limits import Limits
from mtdesk.model.finding import Finding
from mtdesk.model.frozen import frozen
from mtdesk.model.wellbeing import GENERAL, site_words

EDITORIAL = "threshold: our choice, no study"


@frozen
class RuleWords:
    """A rule in words; `thresholds` are settings keys, `numbers` puts her figures in."""

    rule: str
    about: str
    formula: str
    thresholds: tuple[str, ...]
    source: str
    caveats: str
    numbers: Callable[[History, Limits], Iterator[str]]

    def finding(
        self,
        limits: Limits,
        level: str,
        message: str,
        *,
        since: str,
        evidence: dict[str, Any],
        advice: str,
        subject: str = "",
    ) -> Finding:
        """A finding of this rule, with the thresholds in its evidence."""
        return Finding(
            rule=self.rule,
            subject=subject,
            level=level,
            message=message,
            since=since,
            evidence={**evidence, "limits": limits.only(*self.thresholds)},
            source=self.source,
            advice=advice,
        )


def named(site: str) -> str:
    """`thumb-r` → `Your right thumb`, `low-back` → `Your low back`."""
    return "Soreness without a place" if site == GENERAL else f"Your {site_words(site)}"
