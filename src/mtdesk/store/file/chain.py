"""The journal's own chain: each operation is hashed after the one before it, as it is committed.

    content_hash = BLAKE2b(salt, number, moment and kind of the operation, its changes in order)
    hash = BLAKE2b(previous hash, content_hash)

So `doctor` sees a change that was altered, taken out or put in by a program that is not ours. A purge
takes images out of the journal and the salt with them: of such an operation only its place in the
chain is held. Whether an operation was undone, and how its summary reads, may change and is no part.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection

try:  # hashlib loads all of OpenSSL, which is half of what a `log` may cost
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TABLE = """
CREATE TABLE chain (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL,
    last_change INTEGER NOT NULL,
    changes INTEGER NOT NULL CHECK (changes > 0),
    salt TEXT CHECK (length(salt) = 32),
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT"""
# What `_hash` makes of each value, put together by SQLite: an import has a million of them.
_PART = "CASE WHEN {0} IS NULL THEN '1:-' ELSE length(CAST({0} AS BLOB)) || ':' || {0} END"
_PARTS = " || ".join(map(_PART.format, ("id", "table_name", "row_id", "before", "after")))
_CHANGES = (
    f"SELECT id, CAST({_PARTS} AS BLOB) FROM change "
    "WHERE operation_id = ? AND id > ? AND id <= ? ORDER BY id"
)
_OPERATION = "SELECT id, at, kind FROM operation WHERE id = ?"
# A purge may take the last changes away, and their numbers are given once more.
_REACHED = (
    "SELECT coalesce(max(last_change), 0) FROM chain WHERE operation_id = ? AND salt IS NOT NULL"
)
_ENDLESS = (1 << 63) - 1


def append(conn: Connection, operation: int) -> None:
    """Within the transaction that wrote them: an operation's changes since its last link become one."""
    salt = os.urandom(16).hex()
    (after,) = conn.execute(_REACHED, (operation,)).fetchone()
    content, count, last = _content(conn, operation, salt, after, _ENDLESS)
    if not count:
        return
    before = conn.execute("SELECT hash FROM chain ORDER BY id DESC LIMIT 1").fetchone()
    linked = _hash([before[0] if before else "", content])
    conn.execute(
        "INSERT INTO chain (operation_id, last_change, changes, salt, content_hash, hash) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (operation, last, count, salt, content, linked),
    )


def begin(conn: Connection) -> None:
    """Chain what was done before there was a chain, operation by operation."""
    for (operation,) in conn.execute("SELECT id FROM operation ORDER BY id").fetchall():
        append(conn, operation)
    purged = "SELECT id FROM operation WHERE kind = 'purged'"
    conn.execute(f"UPDATE chain SET salt = NULL WHERE operation_id IN ({purged})")


def loosen(conn: Connection, operations: str) -> None:
    """Within a purge: of these operations (SQL) the content can no longer be held to its hash."""
    conn.execute(f"UPDATE chain SET salt = NULL WHERE operation_id IN ({operations})")


def problems(conn: Connection) -> Iterator[tuple[int, str]]:
    """(operation, what is wrong with it), where the journal is not as it was written."""
    previous, place = "", 0
    reached: dict[int, int] = {}
    loose: set[int] = set()
    for number, operation, last, count, salt, content, linked in conn.execute(
        "SELECT id, operation_id, last_change, changes, salt, content_hash, hash "
        "FROM chain ORDER BY id"
    ):
        place += 1
        if number != place or linked != _hash([previous, content]):
            yield operation, "its link does not follow the one before it"
            place = number
        previous = linked
        if salt is None:
            loose.add(operation)
            continue
        first, reached[operation] = reached.get(operation, 0), last
        found, there, _ = _content(conn, operation, salt, first, last)
        if there != count:
            yield operation, f"it made {count} changes, and {there} are there"
        elif found != content:
            yield operation, "it is not as it was written"
    made = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'chain'").fetchone()
    if made and made[0] != place:
        yield 0, f"{made[0]} links were made, and the last one there is {place}"
    # A purge leaves operations without a change, and changes of other programs have no operation.
    for operation, last in conn.execute(
        "SELECT operation_id, max(id) FROM change WHERE operation_id IS NOT NULL GROUP BY 1"
    ):
        if operation not in loose and last > reached.get(operation, 0):
            yield operation, "it has changes that are in no link"


def held(conn: Connection, links: Iterable[Sequence[object]]) -> Iterator[tuple[int, bool]]:
    """(operation, whether its changes are as they were chained) of links read by other means."""
    reached: dict[int, int] = {}
    for _, operation, last, _, salt, content, _ in links:
        if isinstance(operation, int) and isinstance(last, int) and isinstance(salt, str):
            found, _, _ = _content(conn, operation, salt, reached.get(operation, 0), last)
            reached[operation] = last
            yield operation, found == content


def _content(
    conn: Connection, operation: int, salt: str, after: int, until: int
) -> tuple[str, int, int]:
    """The hash of an operation's changes between two, how many they are, and the last one's number."""
    head = conn.execute(_OPERATION, (operation,)).fetchone() or (operation, "", "")
    found = _begun([salt, *head])
    count, last = 0, after
    for number, parts in conn.execute(_CHANGES, (operation, after, until)):
        count, last = count + 1, number
        found.update(parts)
    return found.hexdigest(), count, last


def _hash(parts: Sequence[object]) -> str:
    return _begun(parts).hexdigest()


def _begun(parts: Sequence[object]) -> blake2b:
    """Of values one after another, each with its length, so that none runs into the next."""
    found = blake2b(digest_size=32)
    for part in parts:
        text = b"-" if part is None else str(part).encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(text) + text)
    return found
