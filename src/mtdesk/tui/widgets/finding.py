"""A level as a mark, a word and a colour, in that order of importance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from mtdesk.model.finding import MARKS

if TYPE_CHECKING:
    from mtdesk.model.finding import Finding

STYLES = {
    "act": "bold $text-error",
    "watch": "bold $text-warning",
    "note": "bold $text-accent",
    "unknown": "bold $text-muted",
    "clear": "$text-success",
}
LEVEL_CELLS = 9  # `? unknown`, the longest


def level_mark(level: str) -> Content:
    """`● watch  `, as wide as the longest."""
    return Content.styled(f"{MARKS[level]} {level}".ljust(LEVEL_CELLS), STYLES[level])


def finding_line(finding: Finding) -> Content:
    """`● watch    5 of the last 28 days were over your 4 h hands-on …`"""
    return Content.assemble(level_mark(finding.level), "  ", finding.message)
