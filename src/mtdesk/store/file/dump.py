"""Every row of every table, out and in again without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from mtdesk.errors import ImportRefusedError
from mtdesk.store.file import guard, journal, links, seals, triggers
from mtdesk.store.file.book import Book
from mtdesk.store.file.opening import VERSION

# In this order parents come before the rows that refer to them, and seals after what they are on.
TABLES = (*triggers.JOURNALED, "seal")
SCHEMA_VERSION = VERSION
_SEALED_SINCE = 6
_LINKED_SINCE = 9


def columns(book: Book, table: str) -> list[str]:
    return triggers.columns(book.conn, table)


def count(book: Book) -> int:
    """How many rows there are in all."""
    return sum(book.value(f"SELECT count(*) FROM {table}") for table in TABLES)


def rows(book: Book, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in the order of their ids, a value for each of `columns`."""
    names = ", ".join(columns(book, table))
    for row in book.each(f"SELECT {names} FROM {table} ORDER BY id"):
        yield tuple(row)


def typed(book: Book, table: str, texts: dict[str, str]) -> dict[str, Any]:
    """Cells of a CSV file as the values of their columns; an empty cell is NULL where that may be.

    What should be a figure and is none stays a text, which the table then refuses.
    """
    values: dict[str, Any] = dict(texts)
    for _, name, kind, not_null, *_ in book.rows(f"PRAGMA table_info({table})"):
        if name not in texts:
            continue
        text = texts[name]
        if kind == "TEXT":
            values[name] = text if text or not_null else None
        elif text == "":
            values[name] = None
        else:
            try:
                values[name] = int(text) if kind == "INTEGER" else float(text)
            except ValueError:
                values[name] = text
    return values


def put_back(
    book: Book, table: str, found: Iterable[tuple[int, dict[str, Any]]]
) -> Iterator[tuple[int, str]]:
    """Write rows of an export under their own ids; yields (place, what became of it).

    That is `new`, `duplicate` (the same row is there), or why it could not be written.
    """
    names = columns(book, table)
    for place, values in found:
        unknown = set(values) - set(names)
        if unknown or not isinstance(values.get("id"), int):
            what = (
                f"has no column {', '.join(sorted(unknown))}" if unknown else "needs a number as id"
            )
            yield place, f"{table} {what}"
            continue
        here = book.row(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (values["id"],))
        if here is None:
            try:
                book.insert(table, journal.refolded(book, table, values))
            except Exception as error:  # noqa: BLE001 - told row by row, then all is rolled back
                yield place, str(error)
            else:
                yield place, "new"
        elif all(
            here[name] == value for name, value in values.items() if not journal.is_key(table, name)
        ):
            yield place, "duplicate"
        else:
            yield place, f"another {table} has the number {values['id']} here"


def check_version(header: dict[str, Any]) -> None:
    """Refuse an export that a newer mtdesk wrote."""
    version = header.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise ImportRefusedError(
            f"the export says version {json.dumps(version)}; this mtdesk reads up to {VERSION}"
        )


@contextmanager
def as_it_was(book: Book) -> Iterator[None]:
    """Within a transaction: rows come back in any order, whatever the rules are today."""
    book.execute("PRAGMA defer_foreign_keys = ON")
    with guard.as_it_was(book):
        yield


def end(book: Book, header: dict[str, Any]) -> list[str]:
    """When all is back: seal and link what an older export held without; what is wrong with the seals."""
    if header["version"] < _LINKED_SINCE:
        links.from_keys(book)
    if header["version"] < _SEALED_SINCE:
        seals.append_missing(book)
    return list(seals.verify(book).problems)
