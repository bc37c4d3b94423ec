"""Keys that scripts give to what they write: the same key again writes nothing.

Only a digest of a key is kept, beside the operation that it wrote: it may hold a name, and an
operation outlives a purge. An undo frees the key; an undone undo takes it again.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.store.file.book import Book


def operation_of(book: Book, key: str) -> int | None:
    """The operation that stands under a key."""
    found = book.value(
        "SELECT max(id) FROM operation WHERE key_digest = ? AND undone = 0", (_digest(key),)
    )
    return None if found is None else int(found)


def note(book: Book, operation: int, key: str) -> None:
    """The operation that is under way stands under the key."""
    book.execute("UPDATE operation SET key_digest = ? WHERE id = ?", (_digest(key), operation))


def rows_of(book: Book, operation: int, table: str) -> list[int]:
    """Rows of a table, which is one of ours, that an operation wrote and that are there now."""
    found = book.rows(
        f"SELECT row_id FROM change JOIN {table} ON {table}.id = change.row_id "
        "WHERE operation_id = ? AND table_name = ? GROUP BY row_id ORDER BY min(change.id)",
        (operation, table),
    )
    return [row["row_id"] for row in found]


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
