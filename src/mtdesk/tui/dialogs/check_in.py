"""The check-in: two questions and where it hurts, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.wellbeing import PAIRED_SITES, SINGLE_SITES
from mtdesk.tui import lines, words
from mtdesk.tui.dialogs.line import LineDialog

if TYPE_CHECKING:
    from mtdesk.desk import Desk

HINT = (
    "How worn out are you, 0 to 10? body and mind; then hours slept, and any sore site.\n"
    f"Left and right (-l, -r): {' '.join(PAIRED_SITES)}\n"
    f"Single: {' '.join(SINGLE_SITES)}"
)


class CheckInDialog(LineDialog):
    def __init__(self, desk: Desk) -> None:
        def save(text: str) -> str:
            check_in, _, added = desk.wellbeing.check_in(text)
            verb = "added to the check-in" if added else "check-in"
            return f"{verb} · {words.check_in_words(check_in)}"

        super().__init__(
            "check-in",
            HINT,
            read=lambda text: lines.check_in(desk, text).words,
            save=save,
            example="body 6 mind 4 sleep 7 thumb-r 5",
        )
