"""Somebody waits for a long call: is told how far it has come, and may stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mtdesk.typed import TypeVar

Each = TypeVar("Each")
ROWS_BETWEEN = 500  # rows from one time that it is told to the next


class Waiting:
    """What is known of a call that is under way: rows done, and which part of all, where that is known.

    The call tells, in whatever thread it runs; `heard` is called there each time. Stopped, it ends
    where it tells next, by the same exception as ctrl+c and with the same outcome: nothing.
    """

    def __init__(self, heard: Callable[[Waiting], None] | None = None) -> None:
        self.rows = 0
        self.share: float | None = None
        self.is_stopped = False
        self._heard = heard

    def stop(self) -> None:
        self.is_stopped = True

    def tell(self, rows: int | None = None, share: float | None = None) -> None:
        """That it still goes on; with `rows`, how far it is.

        Raises:
            KeyboardInterrupt: it was stopped.
        """
        if self.is_stopped:
            raise KeyboardInterrupt
        if rows is not None:
            self.rows, self.share = rows, share
        if self._heard is not None:
            self._heard(self)

    def told(
        self, found: Iterable[Each], share: Callable[[int], float] | None = None
    ) -> Iterator[Each]:
        """The same rows, told as they pass; `share` says which part of all so many rows are."""
        rows = self.rows
        for row in found:
            yield row
            rows += 1
            if rows % ROWS_BETWEEN == 0:
                self.tell(rows, share(rows) if share else None)
        self.tell(rows, share(rows) if share else None)
