"""What was done, and how to take it back; and the folded names that rows are found by.

Every change is written to `change` by triggers (triggers.py), in the transaction that made it.
Undo restores the images from before an operation, unless its rows have changed since or newer
rows refer to them. A row that comes back from an earlier time, by undo or in an export, has its key
(the folded name beside a name) made anew, since that time may have folded in another way.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from mtdesk.errors import ConflictError, DamagedFileError, NotFoundError, RefusedError
from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold, name_key
from mtdesk.store import incidents
from mtdesk.store.file import guard, triggers
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
    for table, row_id, key, made in keys_unlike(book):
        book.update(table, row_id, {key: made})


def keys_unlike(book: Book) -> Iterator[tuple[str, int, str, str]]:
    """(table, row, column of the key, what it should be) of keys that are not made from their names."""
    for table, (name, key, _) in _KEYS.items():
        owner = ", client_id" if table == "client_alias" else ""
        rows = book.rows(f"SELECT id, {name}, {key}{owner} FROM {table} ORDER BY id")
        for row in map(dict, rows):
            made = refolded(book, table, row)[key]
            if made != row[key]:
                yield table, row["id"], key, made


# A sealed incident names its client and session without a foreign key, so that undo of a whole
# import can withdraw it; until it is withdrawn it still holds them in place.
_SEALED_REFERENCES = (
    ("incident", "client_id", "client"),
    ("incident", "session_id", "session"),
)
_MOST_NAMED = 1_000  # rows by which a conflict looks for the operations to be named
# The net effect of an operation: of each row, its image before the first and after the last change.
_NET = """
CREATE TEMP TABLE undoing AS
SELECT net.table_name, net.row_id, first.before, last.after
FROM (SELECT table_name, row_id, min(id) AS first, max(id) AS last
      FROM change WHERE operation_id = ? GROUP BY table_name, row_id) AS net
JOIN change AS first ON first.id = net.first JOIN change AS last ON last.id = net.last"""

# What a later import said of rows that are gone now: its money would be nowhere.
_LATER_LINKS = f"""
SELECT link.id FROM change JOIN import_link AS link ON link.id = change.row_id
JOIN undoing ON undoing.table_name = link.table_name AND undoing.row_id = link.row_id
WHERE change.operation_id > ? AND change.operation_id <> ? AND change.table_name = 'import_link'
    AND undoing.before IS NULL AND link.table_name NOT IN {triggers.SEALED} LIMIT {_MOST_NAMED}"""


@frozen
class Operation:
    id: int
    at: str
    kind: str
    summary: str
    undoes: int | None
    undone: bool


def history(book: Book, limit: int) -> list[Operation]:
    """The newest operations, newest first."""
    return [
        _operation(row)
        for row in book.rows("SELECT * FROM operation ORDER BY id DESC LIMIT ?", (limit,))
    ]


def changes_outside(book: Book) -> int:
    """Changes that another program made, without an operation of ours."""
    return int(book.value("SELECT count(*) FROM change WHERE operation_id IS NULL"))


def to_undo(book: Book, wanted: int | None) -> Operation:
    """The operation that `undo` would reverse: not the one that is under way.

    Raises:
        NotFoundError: nothing to undo, or no such operation.
        RefusedError: it has been undone already, or is of a kind that cannot be.
    """
    if wanted is None:
        row = book.row(
            "SELECT * FROM operation WHERE undoes IS NULL AND undone = 0 "
            "AND kind NOT IN ('start', 'purge', 'purged', 'share') AND id IS NOT ? "
            "ORDER BY id DESC LIMIT 1",
            (book.operation,),
        )
        if row is None:
            raise NotFoundError("there is nothing to undo")
        return _operation(row)
    row = book.row("SELECT * FROM operation WHERE id = ? AND id IS NOT ?", (wanted, book.operation))
    if row is None:
        raise NotFoundError(f"there is no operation {wanted}; `mtdesk history` lists them")
    found = _operation(row)
    if found.kind == "start":
        raise RefusedError(f"operation {wanted} made the practice itself; delete the file instead")
    if found.kind == "purge":
        raise RefusedError(
            f"operation {wanted} ({found.summary}) deleted for good what it purged; only a backup "
            "from before it can bring that back"
        )
    if found.kind == "share":
        raise RefusedError(
            f"operation {wanted} made the number that proves which shared files are yours; it stays"
        )
    if found.kind == "purged":
        raise RefusedError(f"operation {wanted} held {found.summary}; it can no longer be undone")
    if found.undone:
        raise RefusedError(f"operation {wanted} ({found.summary}) is undone already")
    return found


def to_redo(book: Book) -> int:
    """The number of the newest undo that still stands, when nothing else was written after it.

    Raises:
        NotFoundError: there is none.
    """
    found = book.value(
        """
        SELECT max(back.id) FROM operation AS back JOIN operation AS undone ON undone.id = back.undoes
        WHERE back.undone = 0 AND undone.undoes IS NULL AND NOT EXISTS (
            SELECT 1 FROM operation AS later
            WHERE later.id > back.id AND later.undoes IS NULL AND later.id IS NOT ?)""",
        (book.operation,),
    )
    if found is None:
        raise NotFoundError("there is nothing to redo")
    return int(found)


def undone_by(book: Book, back: Operation) -> Operation:
    """What an undo took back."""
    row = book.row("SELECT * FROM operation WHERE id = ?", (back.undoes,))
    return back if row is None else _operation(row)


def is_sealed(book: Book, target: Operation) -> bool:
    """Whether anything that was sealed is in it: an undo would withdraw that, not take it away."""
    found = book.value(
        f"SELECT 1 FROM change WHERE operation_id = ? AND table_name IN {triggers.SEALED} LIMIT 1",
        (target.id,),
    )
    return found is not None


def undo(book: Book, target: Operation, at: str) -> None:
    """Reverse `target` within the operation that is under way; of an undo this is a redo.

    Raises:
        ConflictError: its rows changed since, or newer rows refer to them.
    """
    book.execute("UPDATE operation SET undoes = ? WHERE id = ?", (target.id, book.operation))
    book.execute("PRAGMA defer_foreign_keys = ON")
    book.execute("DROP TABLE IF EXISTS temp.undoing")
    book.execute(_NET, (target.id,))
    tables = [row[0] for row in book.rows("SELECT DISTINCT table_name FROM undoing")]
    for table in tables:
        _refuse_changed(book, target, table)
    with guard.as_it_was(book):
        for table in tables:
            if table in triggers.SEALED:
                _withdraw(book, table, at)
            else:
                _restore(book, table)
    _refuse_referred(book, target)
    _mark_undone(book, target)


def _mark_undone(book: Book, target: Operation) -> None:
    """`target` is undone; what it had undone is done again, and so on down the chain."""
    undone, current = 1, target
    while True:
        book.execute("UPDATE operation SET undone = ? WHERE id = ?", (undone, current.id))
        if current.undoes is None:
            return
        row = book.row("SELECT * FROM operation WHERE id = ?", (current.undoes,))
        if row is None:
            return
        undone, current = 1 - undone, _operation(row)


def _refuse_changed(book: Book, target: Operation, table: str) -> None:
    names = triggers.columns(book.conn, table)
    suspects = book.each(
        f"""
        SELECT undoing.row_id, undoing.after, now.id, {triggers.image(names, "now")} AS image
        FROM undoing LEFT JOIN {table} AS now ON now.id = undoing.row_id
        WHERE undoing.table_name = ?
          AND CASE WHEN now.id IS NULL THEN NULL ELSE {triggers.image(names, "now")} END
              IS NOT undoing.after""",
        (table,),
    )
    found = (
        row["row_id"]
        for row in suspects
        if not same(table, row["after"], row["image"] if row["id"] is not None else None)
    )
    changed = list(islice(found, _MOST_NAMED))
    if changed:
        raise _conflict(book, target, table, changed, "changed since")


def image(text: str) -> dict[str, Any]:
    """A row as the journal remembers it.

    Raises:
        DamagedFileError: another program wrote it.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise DamagedFileError(
            f"the journal remembers a row as “{text[:40]}”, which is none; restore a backup with "
            "`mtdesk restore FILE`"
        )
    return found


def same(table: str, before: str | None, now: str | None) -> bool:
    """Whether two images agree in the facts the older one knows; a later column is no change."""
    if before is None or now is None:
        return before is now
    old, new = image(before), image(now)
    return all(new.get(name) == value for name, value in old.items() if not is_key(table, name))


def _restore(book: Book, table: str) -> None:
    book.execute(
        f"DELETE FROM {table} WHERE id IN "
        "(SELECT row_id FROM undoing WHERE table_name = ? AND before IS NULL)",
        (table,),
    )
    names = triggers.columns(book.conn, table)
    for row in book.rows(
        "SELECT row_id, before FROM undoing WHERE table_name = ? AND before IS NOT NULL", (table,)
    ):
        then = {name: value for name, value in image(row["before"]).items() if name in names}
        values = refolded(book, table, then)
        if book.value(f"SELECT 1 FROM {table} WHERE id = ?", (row["row_id"],)):
            book.update(table, row["row_id"], values)
        else:
            book.insert(table, values)


def _withdraw(book: Book, table: str, at: str) -> None:
    """A sealed row is not deleted; a line added to it takes it back, or takes the taking back.

    What belongs to an incident that is taken back whole needs no line of its own.
    """
    if table == "incident":
        for row in book.rows("SELECT row_id FROM undoing WHERE table_name = 'incident'"):
            if not incidents.is_withdrawn(book, row["row_id"]):
                incidents.add_note(book, row["row_id"], at, "", kind="withdrawn")
        return
    if table == "tombstone":
        return
    for row in book.rows(
        f"""
        SELECT * FROM {table} WHERE id IN (SELECT row_id FROM undoing WHERE table_name = ?)
        AND incident_id NOT IN (SELECT row_id FROM undoing WHERE table_name = 'incident')
        ORDER BY id""",
        (table,),
    ):
        kind, text = "note", ""
        if table == "incident_evidence":
            text = f"Withdraws the evidence {row['file_name']}, added {row['added_at']}."
        elif row["kind"] == "note":
            text = f"Withdraws the note written {row['written_at']}."
        else:
            kind = {"withdrawn": "reinstated", "reinstated": "withdrawn"}[row["kind"]]
        incidents.add_note(book, row["incident_id"], at, text, kind=kind)


def _refuse_referred(book: Book, target: Operation) -> None:
    """Newer rows that refer to what has just been taken away keep it."""
    gone = {
        row[0] for row in book.rows("SELECT DISTINCT table_name FROM undoing WHERE before IS NULL")
    } - {*triggers.SEALED}  # those stay
    for child, column, parent in _references(book):
        if parent not in gone:
            continue
        sealed = child in triggers.SEALED
        found = book.rows(
            f"""
            SELECT id FROM {child} WHERE {column} IN (
                SELECT row_id FROM undoing WHERE table_name = ? AND before IS NULL)
            LIMIT {_MOST_NAMED}""",
            (parent,),
        )
        referring = [
            row["id"] for row in found if not (sealed and incidents.is_withdrawn(book, row["id"]))
        ]
        if referring:
            raise _conflict(book, target, child, referring, "needed")
    if linking := book.rows(_LATER_LINKS, (target.id, book.operation)):
        raise _conflict(book, target, "import_link", [row[0] for row in linking], "needed")


def _references(book: Book) -> list[tuple[str, str, str]]:
    """(child table, its column, parent table) of every reference between journaled tables."""
    found = [
        (table, row["from"], row["table"])
        for table in triggers.JOURNALED
        if table not in triggers.SEALED
        for row in book.rows(f"PRAGMA foreign_key_list({table})")
    ]
    return [*found, *_SEALED_REFERENCES]


def _conflict(
    book: Book, target: Operation, table: str, rows: list[int], why: str
) -> ConflictError:
    marks = ", ".join("?" * len(rows))
    later = book.rows(
        f"""
        SELECT DISTINCT operation.id, operation.summary FROM change
        JOIN operation ON operation.id = change.operation_id
        WHERE change.operation_id > ? AND change.operation_id <> ? AND operation.undone = 0
          AND table_name = ? AND row_id IN ({marks}) ORDER BY operation.id""",
        (target.id, book.operation, table, *rows),
    )
    named = ", ".join(f"{row['id']} ({row['summary']})" for row in later[:5])
    return ConflictError(
        f"operation {target.id} ({target.summary}) is {why} by "
        f"{f'operation {named}' if named else 'another program'}; undo that first",
        operations=[row["id"] for row in later],
    )


def _operation(row: sqlite3.Row) -> Operation:
    return Operation(
        id=row["id"],
        at=row["at"],
        kind=row["kind"],
        summary=row["summary"],
        undoes=row["undoes"],
        undone=bool(row["undone"]),
    )
