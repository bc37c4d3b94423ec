"""Folded names beside the names they are of: what rows are found by, whatever spelling is typed.

A row that comes back from an earlier time, by undo or in an export, has its key made anew, since
that time may have folded in another way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mtdesk.model.names import fold, name_key
from mtdesk.store.file.book import Book

# table -> (the column of the name, that of its key, how it is folded)
_KEYS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "client": ("name", "name_key", name_key),
    "client_alias": ("alias", "alias_key", name_key),
    "service": ("name", "name_key", fold),
    "workplace": ("name", "name_key", fold),
    "questionnaire": ("name", "name_key", fold),
}
# Where a key may stand once only: on all rows, or on those with the same owner.
_ONCE = {"client_alias": "client_id = :client_id", "workplace": "TRUE"}


def is_key(table: str, column: str) -> bool:
    """Whether a column is made from another one, so that no fact is in it."""
    return table in _KEYS and _KEYS[table][1] == column


def refolded(book: Book, table: str, values: dict[str, Any]) -> dict[str, Any]:
    """The row as it is to be written: with the key that its name has today.

    Where two names of one place fold alike since, one of them carries its number: both stay.
    """
    name, key, folded = _KEYS.get(table, ("", "", fold))
    if not isinstance(values.get(name), str):
        return values
    found = {**values, key: folded(values[name])}
    if table in _ONCE and book.value(
        f"SELECT 1 FROM {table} WHERE {key} = :{key} AND id <> :id AND {_ONCE[table]}", found
    ):
        found[key] += f" #{found['id']}"
    return found


def fold_anew(book: Book) -> None:
    """Make every key anew, where it is no longer what its name folds to."""
    for table, (name, key, _) in _KEYS.items():
        owner = ", client_id" if table == "client_alias" else ""
        rows = book.rows(f"SELECT id, {name}, {key}{owner} FROM {table} ORDER BY id")
        for row in map(dict, rows):
            made = refolded(book, table, row)[key]
            if made != row[key]:
                book.update(table, row["id"], {key: made})
