"""The running timer as a row, which goes when it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.errors import ConflictError

if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.store.file.book import Book


def running(book: Book) -> Row | None:
    return book.row("SELECT id, started_at, kind, note FROM timer")


def start(book: Book, started_at: str, kind: str, note: str) -> int:
    return book.insert("timer", {"started_at": started_at, "kind": kind, "note": note})


def stop(book: Book, timer_id: int) -> None:
    """Raises ConflictError when another program stopped it meanwhile."""
    if not book.execute("DELETE FROM timer WHERE id = ?", (timer_id,)).rowcount:
        raise ConflictError("the timer was stopped meanwhile; `mtdesk time list` shows its minutes")
