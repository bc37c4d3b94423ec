"""The day that an entry of the ledger is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.rules import PAST

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened


def day_of(opened: Opened, text: str | None) -> str:
    """A day given as an option, today where none is; never after today.

    Raises:
        InvalidError: no such day, or one to come.
    """
    today = opened.now().date()
    return today.isoformat() if text is None else PAST.read(text, today, "on").isoformat()
