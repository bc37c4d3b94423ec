"""What is asked wherever money is received: how it came, and on which day."""

from __future__ import annotations

from mtdesk.errors import InvalidError
from mtdesk.model.ledger.payment import METHODS
from mtdesk.tui.parts.dialogs import Field
from mtdesk.tui.parts.fields import DAY_HINT

METHOD = Field("method", "how", hint="card, cash, check, …", choices=METHODS)
ON = Field("on", "day", hint=DAY_HINT)


def said_method(said: dict[str, str]) -> str:
    """How it came.

    Raises:
        InvalidError: nothing is said of it.
    """
    if not said["method"]:
        raise InvalidError("how", f"say one of {', '.join(METHODS)}")
    return said["method"]
