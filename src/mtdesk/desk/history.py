"""What was done, newest first, and the way back."""

from __future__ import annotations

from mtdesk.desk.opened import Opened
from mtdesk.errors import NotFoundError
from mtdesk.store.file import journal
from mtdesk.store.file.journal import Operation

__all__ = ["History", "Operation"]


class History:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def latest(self, limit: int = 20) -> list[Operation]:
        """The newest operations, newest first; none where there is no practice yet."""
        return journal.history(self._opened.book, limit) if self._opened.exists else []

    def next(self) -> tuple[Operation, bool] | None:
        """What `undo` would take back, and whether anything sealed is in it; None where nothing is."""
        if not self._opened.exists:
            return None
        try:
            target = journal.to_undo(self._opened.book, None)
        except NotFoundError:
            return None
        return target, journal.is_sealed(self._opened.book, target)

    def redo(self) -> tuple[int, Operation]:
        """Do again what was undone last; returns the redo's own number and what it did again.

        Raises:
            NotFoundError: nothing was undone, or something else was written since.
        """
        with self._opened.writing("undo", keep=self._opened.exists) as writing:
            back = journal.to_redo(writing.book)
            target = journal.to_undo(writing.book, back)
            again = journal.undone_by(writing.book, target)
            writing.is_about(f"redo of {again.summary}")
            journal.undo(writing.book, target, self._opened.stamp())
        return writing.operation, again

    def undo(self, operation: int | None = None) -> tuple[int, Operation]:
        """Reverse the newest operation, or that one; returns the undo's own number and what it undid.

        Raises:
            NotFoundError: nothing to undo.
            ConflictError: something newer depends on it.
        """
        with self._opened.writing("undo", keep=self._opened.exists) as writing:
            target = journal.to_undo(writing.book, operation)
            writing.is_about(f"undo of {target.summary}")
            journal.undo(writing.book, target, self._opened.stamp())
        return writing.operation, target
