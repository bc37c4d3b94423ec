"""What several areas of the dashboard use."""

from __future__ import annotations

from pathlib import Path

DIALOG_STYLE = Path(__file__).with_name("dialogs.tcss")
SCROLL = "↑ ↓ scroll · esc leave"  # what a page does


STYLES = {
    "act": "bold $act",
    "watch": "bold $watch",
    "note": "bold $note",
    "unknown": "bold $dim",
    "clear": "$good",
    "good": "$good",
}
LEVEL_CELLS = 9  # `? unknown`, the longest
