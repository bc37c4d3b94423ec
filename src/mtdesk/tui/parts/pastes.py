"""A paste of any length is read at once, and cut off where nobody can have meant it."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Paste
from textual.message import Message

if TYPE_CHECKING:
    from textual.driver import Driver

MOST = 100_000  # characters: fifty pages
TOO_MUCH = (
    f"more than {MOST:,} characters were pasted, and none of them was taken; paste less at a time "
    "(mtdesk import reads a file)"
)

_END = len(BRACKETED_PASTE_END)


class Pastes(XTermParser):
    """Textual reads character by character, which takes seconds for each million that is pasted.

    Here it reads what is around a paste; of what is in it, no more is kept than shows that it is
    too much.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._last = ""  # what was read last: a mark may come in two pieces
        self._pasted: str | None = None  # what came of a paste that has begun
        self._much = ""  # its beginning, once it is too much

    def feed(self, data: str) -> Iterable[Message]:
        if not data:  # the end
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                data = yield from self._around(data)
            else:
                data = yield from self._within(self._pasted + data)

    def _around(self, data: str) -> Generator[Message, None, str]:
        """Read up to where a paste begins; returns what follows."""
        at = (self._last + data).find(BRACKETED_PASTE_START)
        end = len(data) if at < 0 else at + len(BRACKETED_PASTE_START) - len(self._last)
        self._last = (self._last + data[:end])[1 - len(BRACKETED_PASTE_START) :]
        yield from super().feed(data[:end])
        if at >= 0:
            self._last, self._pasted = "", ""
        return data[end:]

    def _within(self, seen: str) -> Generator[Message, None, str]:
        """Keep what is pasted, or read its end; returns what follows that."""
        at = seen.find(BRACKETED_PASTE_END)
        if at < 0:
            if len(seen) > MOST:
                self._much = self._much or seen
            self._pasted = seen[-_END:] if self._much else seen
            return ""
        text, self._much, self._pasted = (self._much or seen[:at]).replace("\0", ""), "", None
        for event in super().feed(BRACKETED_PASTE_END):
            is_it = isinstance(event, Paste)
            yield Paste(text) if is_it else event
        return seen[at + len(BRACKETED_PASTE_END) :]


def read_by(driver: type[Driver]) -> None:
    """A driver makes its reader by the name that its module has for it."""
    sys.modules[driver.__module__].__dict__["XTermParser"] = Pastes
