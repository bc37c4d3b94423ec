"""What nobody said of a session: how long it was, and what money came in. It counts nowhere."""

from __future__ import annotations

from mtdesk.model.period import hours
from mtdesk.model.session import MINUTES_UNKNOWN, MONEY_UNKNOWN
from mtdesk.model.text import counted, joined
from mtdesk.typed import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.model.session import Session

UNKNOWN = "unknown"


def minutes_words(session: Session) -> str:
    return MINUTES_UNKNOWN if session.minutes is None else f"{session.minutes} min"


def short_minutes(session: Session) -> str:
    """`60 min`; `min unknown` where nobody said; empty of what was not held."""
    if is_unsaid(session):
        return f"min {UNKNOWN}"
    return minutes_words(session) if session.minutes else ""


def is_unsaid(session: Session) -> bool:
    """Whether its minutes are asked for and not known."""
    return session.minutes is None and session.status in {"done", "booked"}


def left_out_words(fields: Iterable[str]) -> str:
    """What was typed or read with characters that no text holds."""
    return f"control characters were left out of {joined(sorted(fields))}"


class Worked(Protocol):
    @property
    def known_minutes(self) -> int | None: ...


def known_hours(found: Worked) -> str:
    """`4 h 30`; `unknown` where nobody said how long any of it was."""
    return UNKNOWN if found.known_minutes is None else hours(found.known_minutes)


def unsaid_words(unsaid: int, unpriced: int) -> str:
    """`minutes unknown of 2 sessions, money unknown of 1 session`; empty where all was said."""
    parts = ((MINUTES_UNKNOWN, unsaid), (MONEY_UNKNOWN, unpriced))
    return ", ".join(f"{words} of {counted(count, 'session')}" for words, count in parts if count)


def unsaid_facts(unsaid: int, unpriced: int) -> tuple[tuple[str, str], ...]:
    """The same as facts of their own."""
    parts = ((MINUTES_UNKNOWN, unsaid), (MONEY_UNKNOWN, unpriced))
    return tuple((words, f"of {counted(count, 'session')}") for words, count in parts if count)
