"""A look at the file: whether the practice changed behind the dashboard."""

from __future__ import annotations

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError


class Watch:
    """Whether it changed: by the command line, or because midnight passed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._file = self._which_file()
        self._seen: object = None
        self._told = ""

    def has_changed(self) -> bool:
        """Whether anything changed since the last call; the first call only remembers."""
        file = self._which_file()
        if file != self._file:  # made, moved away or put back: a new connection is needed
            self._file = file
            self._desk.close()
        try:
            number, today = self._desk.changed_elsewhere(), self._desk.today
            if self._desk.book.path is None:
                # It was taken away before it was read, and the next one may have its number.
                self._file = None
            seen: object = (self._file, number, today)
        except MtdeskError as error:
            seen = error.message
        changed = self._seen is not None and seen != self._seen
        self._seen = seen
        return changed

    def another(self, *, is_free: bool) -> str:
        """What to say, once, when another file is in the practice's place, or none.

        What she sees from then on is of the file that is there, unless something is open over the
        former one (`is_free` is not set): that must be left first, and nothing is written meanwhile.
        """
        if not self._desk.is_another:
            self._told = ""
            return ""
        path = self._desk.path
        if not path.exists():
            words = f"{path} is gone: nothing is written until it is back"
        elif is_free:
            self._desk.look_anew()
            words = f"another file is at {path} now: what you see is what it holds"
        else:
            words = f"another file is at {path} now: leave this to see it; nothing is written to it"
        is_new, self._told = words != self._told, words
        return words if is_new else ""

    def _which_file(self) -> tuple[int, int] | None:
        try:
            found = self._desk.path.stat()
        except OSError:
            return None
        # Empty while another program makes it: what is in it is told once it is there.
        return (found.st_dev, found.st_ino) if found.st_size else None
