"""Dark and light, in colours that colour-blind eyes tell apart (after Okabe and Ito)."""

from __future__ import annotations

import os

from textual.theme import Theme

DARK = Theme(
    name="mtdesk-dark",
    primary="#56b4e9",
    secondary="#009e73",
    accent="#56b4e9",
    warning="#e69f00",
    error="#f07b2e",
    success="#2fbf95",
    foreground="#dcdcdc",
    background="#121416",
    surface="#191c1f",
    panel="#262b30",
    variables={"text-muted": "#9aa1a8"},
    dark=True,
)
LIGHT = Theme(
    name="mtdesk-light",
    primary="#0072b2",
    secondary="#00795a",
    accent="#0072b2",
    warning="#8a5a00",
    error="#b03a00",
    success="#00694f",
    foreground="#1d1f21",
    background="#fbfbf9",
    surface="#f1f1ee",
    panel="#dfe3e6",
    variables={"text-muted": "#5a6067"},
    dark=False,
)


def of_terminal() -> str:
    """The theme for the terminal's background, where it says so in COLORFGBG; otherwise dark."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return (LIGHT if background in {"7", "15"} else DARK).name
