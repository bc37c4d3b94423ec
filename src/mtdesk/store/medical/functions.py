"""Function notes as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError
from mtdesk.model.medical.functions import FunctionNote

if TYPE_CHECKING:
    from sqlite3 import Row
    from typing import Any

    from mtdesk.store.file.book import Book

_STORED = ("client_id", "session_id", "noted_on", "measure", "part", "value", "unit", "note")


def add(book: Book, note: FunctionNote) -> int:
    return book.insert("function_note", _values(note))


def change(book: Book, note_id: int, note: FunctionNote) -> None:
    book.update("function_note", note_id, _values(note))


def remove(book: Book, note_id: int) -> None:
    book.execute("DELETE FROM function_note WHERE id = ?", (note_id,))


def get(book: Book, note_id: int) -> FunctionNote:
    row = book.row("SELECT * FROM function_note WHERE id = ?", (note_id,))
    if row is None:
        raise NotFoundError(
            f"there is no function note {note_id}; `mtdesk function list CLIENT` lists them"
        )
    return _note(row)


def of_client(book: Book, client_id: int, last_day: str) -> list[FunctionNote]:
    """What was noted of a client up to a day, in order of time."""
    rows = book.rows(
        "SELECT * FROM function_note WHERE client_id = ? AND noted_on <= ? ORDER BY noted_on, id",
        (client_id, last_day),
    )
    return [_note(row) for row in rows]


def _values(note: FunctionNote) -> dict[str, Any]:
    return {name: getattr(note, name) for name in _STORED}


def _note(row: Row) -> FunctionNote:
    return FunctionNote(id=row["id"], **{name: row[name] for name in _STORED})
