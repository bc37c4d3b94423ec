"""Many rows at once: what an import writes, and how it knows what is there already."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from mtdesk.store.file.book import Book, explain


def known_keys(book: Book, table: str, keys: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Import keys that are in a table already: key -> (digest, row id)."""
    found: dict[str, tuple[str, int]] = {}
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        marks = ", ".join("?" * len(some))
        for key, digest, row_id in book.each(
            f"SELECT import_key, import_digest, id FROM {table} WHERE import_key IN ({marks})", some
        ):
            found[key] = (digest, row_id)
    return found


def next_id(book: Book, table: str) -> int:
    """The id that the next row of a table will have; sound while the write lock is held."""
    return int(book.value("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)) or 0) + 1


def insert_many(
    book: Book, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    marks = ", ".join("?" * len(columns))
    try:
        book.conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    except sqlite3.Error as error:
        raise explain(error, book.path) from error


def session_by_key_start(book: Book, start: str) -> tuple[int, int | None, str | None] | None:
    """(id, client id, client) of the one imported session whose key begins like this, or None."""
    rows = book.rows(
        "SELECT session.id, client_id, client.name FROM session "
        "LEFT JOIN client ON client.id = client_id "
        "WHERE import_key >= ? AND import_key < ? LIMIT 2",
        (start, start + "\uffff"),
    )
    return (rows[0][0], rows[0][1], rows[0][2]) if len(rows) == 1 else None


def add_batch(book: Book, at: str, file_format: str, file_name: str, records: int) -> int:
    return book.insert(
        "import_batch",
        {"imported_at": at, "format": file_format, "file_name": file_name, "records": records},
    )
