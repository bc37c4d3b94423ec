"""A level as a mark, a word and a colour, in that order of importance."""

from __future__ import annotations

STYLES = {
    "act": "bold $text-error",
    "watch": "bold $text-warning",
    "note": "bold $text-accent",
    "unknown": "bold $text-muted",
    "clear": "$text-success",
}
LEVEL_CELLS = 9  # `? unknown`, the longest
