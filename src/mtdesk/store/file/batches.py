"""Many rows at once: what an import writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice

from mtdesk.store.file.book import Book
from mtdesk.typed import Any

# Before each statement SQLite keeps every page that it may have to take back, however few rows it has.
_AT_ONCE = 250
_ROOM = "-12000"  # KiB of the file in memory: the indexes' pages, which rows come to in no order


def next_id(book: Book, table: str) -> int:
    """The id that the next row of a table will have; sound while the write lock is held."""
    return int(book.value("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)) or 0) + 1


@contextmanager
def room(book: Book) -> Iterator[None]:
    """More memory for what is read and written again and again, as long as there are many rows."""
    usual = book.value("PRAGMA cache_size")
    book.execute(f"PRAGMA cache_size = {_ROOM}")
    try:
        yield
    finally:
        book.execute(f"PRAGMA cache_size = {usual}")


def insert_many(
    book: Book,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    insert: str = "INSERT",
) -> None:
    """Rows of a table, many by one statement; nothing of them stands when one is refused."""
    marks = f"({', '.join('?' * len(columns))})"
    left = iter(rows)
    while part := tuple(islice(left, _AT_ONCE)):
        book.execute(
            f"{insert} INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * len(part))}",
            tuple(chain.from_iterable(part)),
        )


def update_many(
    book: Book, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """These columns of rows that stand, each as its id and the values."""
    marks = f"({', '.join('?' * (len(columns) + 1))})"
    changes = ", ".join(f"{name} = made.{name}" for name in columns)
    left = iter(rows)
    while part := tuple(islice(left, _AT_ONCE)):
        book.execute(
            f"WITH made (id, {', '.join(columns)}) AS (VALUES {', '.join([marks] * len(part))}) "
            f"UPDATE {table} SET {changes} FROM made WHERE {table}.id = made.id",
            tuple(chain.from_iterable(part)),
        )


class Rows:
    """Rows that are written together; each is told its id before."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._columns: dict[str, tuple[str, ...]] = {}

    def add(self, table: str, values: dict[str, Any]) -> int:
        rows = self._rows.setdefault(table, [])
        row_id = rows[-1][0] + 1 if rows else next_id(self._book, table)
        self._columns[table] = ("id", *values)
        rows.append((row_id, *values.values()))
        return int(row_id)

    def write(self) -> None:
        for table, rows in self._rows.items():
            insert_many(self._book, table, self._columns[table], rows)
        self._rows.clear()


def add_batch(book: Book, at: str, file_format: str, file_name: str, records: int) -> int:
    return book.insert(
        "import_batch",
        {"imported_at": at, "format": file_format, "file_name": file_name, "records": records},
    )
