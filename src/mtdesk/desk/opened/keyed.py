"""What a script says with a key of its own: it is written once."""

from __future__ import annotations

from mtdesk.errors import RefusedError, RepeatedError
from mtdesk.store.file import keys
from mtdesk.store.file.book import Book


def once(book: Book, operation: int, key: str) -> None:
    """Note the key of an operation.

    Raises:
        RepeatedError: an operation has it already.
    """
    known = keys.operation_of(book, key)
    if known is not None:
        raise RepeatedError(known)
    keys.note(book, operation, key)


def rows_of(book: Book, operation: int, table: str) -> list[int]:
    """The rows that an operation wrote with a key, for an answer that says them again.

    Raises:
        RefusedError: they were removed, or purged, since.
    """
    found = keys.rows_of(book, operation, table)
    if not found:
        raise RefusedError(
            f"operation {operation} was written with this key, and what it wrote is gone since; "
            "nothing was added",
            hint="give another key to write it anew",
        )
    return found
