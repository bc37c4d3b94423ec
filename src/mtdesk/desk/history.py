"""What was done, newest first, and the way back."""

from __future__ import annotations

from mtdesk.store import journal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.desk import Desk
    from mtdesk.store.journal import Operation


class History:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def latest(self, limit: int = 20) -> list[Operation]:
        """The newest operations, newest first; none where there is no practice yet."""
        return journal.history(self._desk.book, limit) if self._desk.exists else []

    def undo(self, operation: int | None = None) -> tuple[int, Operation]:
        """Reverse the newest operation, or that one; returns the undo's own number and what it undid.

        Raises:
            NotFoundError: nothing to undo.
            ConflictError: something newer depends on it.
        """
        if not self._desk.exists:
            journal.to_undo(self._desk.book, operation)
        book = self._desk.writable()
        target = journal.to_undo(book, operation)
        number = journal.undo(book, target, self._desk.stamp())
        self._desk.forget_settings()
        return number, target
