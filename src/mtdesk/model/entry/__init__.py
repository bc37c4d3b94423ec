"""The entry line: one grammar for the command line and the dashboard's bar.

    ana deep tissue 60m 90+15 card e6 p7-3 2:30pm yesterday -- tight left trapezius

Pure: the clock, the currency and the known names come in as a `Vocabulary`; what cannot be read
raises an `EntryError` that marks the word. A session's line is read here; the other lines, fields
given one by one and completion have rooms of their own, so that `log` starts without them.
"""

from __future__ import annotations

from mtdesk.model.entry.session import Entry, Vocabulary, name_words, parse

__all__ = ["Entry", "Vocabulary", "name_words", "parse"]
