"""Many rows at once: what an import writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtdesk.store.file.book import Book, explain


def next_id(book: Book, table: str) -> int:
    """The id that the next row of a table will have; sound while the write lock is held."""
    return int(book.value("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)) or 0) + 1


def insert_many(
    book: Book, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    marks = ", ".join("?" * len(columns))
    try:
        book.conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    except book.unreadable as error:
        raise explain(error, book.path) from error


def add_batch(book: Book, at: str, file_format: str, file_name: str, records: int) -> int:
    return book.insert(
        "import_batch",
        {"imported_at": at, "format": file_format, "file_name": file_name, "records": records},
    )
