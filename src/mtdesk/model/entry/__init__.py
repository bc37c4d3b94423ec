"""The entry line: one grammar for the command line and the dashboard's bar.

    ana deep tissue 60m 90+15 card e6 p7-3 2:30pm yesterday -- tight left trapezius

Pure: the clock, the currency and the known names come in as a `Vocabulary`; what cannot be read
raises an `EntryError` that marks the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.entry.session import Entry, Vocabulary, name_words, parse, write

if TYPE_CHECKING:
    from mtdesk.model.entry.completion import complete
    from mtdesk.model.entry.lines import (
        CheckInLine,
        SpendLine,
        TripLine,
        parse_check_in,
        parse_spend,
        parse_trip,
    )

__all__ = [
    "CheckInLine",
    "Entry",
    "SpendLine",
    "TripLine",
    "Vocabulary",
    "complete",
    "name_words",
    "parse",
    "parse_check_in",
    "parse_spend",
    "parse_trip",
    "write",
]


def __getattr__(name: str) -> object:
    """The other lines and completion when first asked for: a session's line is read without them."""
    if name == "complete":
        from mtdesk.model.entry.completion import complete

        return complete
    if name in __all__:
        from mtdesk.model.entry import lines

        found: object = getattr(lines, name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
