"""How far a long call is, on a terminal's standard error; a short one shows nothing, and so does a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from mtdesk.cli.call import Call
from mtdesk.cli.print import bare
from mtdesk.model.waiting import Waiting

LONG = 1.0  # seconds after which it is said
AGAIN = 0.2  # seconds between one time and the next


@contextmanager
def waiting(call: Call) -> Iterator[None]:
    """Around what may take long; ctrl+c is answered within it even in the midst of a statement."""
    line = _Line()
    call.desk.waited_for(Waiting(line.show if sys.stderr.isatty() else None))
    try:
        yield
    finally:
        call.desk.waited_for(None)
        line.clear()


class _Line:
    def __init__(self) -> None:
        self._began = monotonic()
        self._next = self._began + LONG
        self._is_drawn = False

    def show(self, waiting: Waiting) -> None:
        now = monotonic()
        if now < self._next:
            return
        from mtdesk.say.waiting import how_far

        self._next, self._is_drawn = now + AGAIN, True
        said = how_far(waiting.rows, waiting.share, now - self._began)
        bare(sys.stderr).write(f"\r\033[K{said}")
        sys.stderr.flush()

    def clear(self) -> None:
        if self._is_drawn:
            bare(sys.stderr).write("\r\033[K")
            sys.stderr.flush()
