"""The seal on the incident record: a chain of hashes, so that nothing in it is altered unseen.

Each row of `ROWS` has a row in `seal`, in the order in which they were written:

    content_hash = SHA-256(salt + {"row": {...}, "table": ...})
    hash = SHA-256(previous_hash + content_hash)

as UTF-8, the JSON with sorted keys and without spaces. `row` holds every stored column, import_key
and import_digest included, but for those that are NULL or empty: a column that a later version adds
is empty in an older row, and changes nothing. The salt keeps the content of a purged row from being
guessed from its hash: a purge takes the row and the salt, and leaves the hashes and a tombstone,
which is sealed itself.

Who rewrites the whole chain, the journal and SQLite's own counters leaves no trace in the file;
the head that `doctor` and exports print, kept elsewhere, tells even then.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from sqlite3 import Row

from mtdesk.errors import MtdeskError
from mtdesk.model.frozen import frozen
from mtdesk.store.file import triggers
from mtdesk.store.file.book import Book

ROWS = ("incident", "incident_addendum", "incident_evidence", "tombstone")
_CALLED = {
    "incident": "incident {}",
    "incident_addendum": "line {} added to an incident",
    "incident_evidence": "evidence {}",
    "tombstone": "tombstone {}",
}


@frozen
class Chain:
    """The seals as they stand: the hash of the last one, how many, what is wrong with them."""

    head: str
    count: int
    problems: tuple[str, ...] = ()


def append(book: Book, table: str, row_id: int) -> None:
    """Seal a row that was just written, in the transaction that wrote it."""
    salt = os.urandom(16).hex()
    previous = book.value("SELECT hash FROM seal ORDER BY id DESC LIMIT 1") or ""
    row = book.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    if row is None:
        raise LookupError(f"{table} {row_id} is not there to be sealed")
    content = _content_hash(salt, table, row)
    book.insert(
        "seal",
        {
            "table_name": table,
            "row_id": row_id,
            "salt": salt,
            "content_hash": content,
            "previous_hash": previous,
            "hash": _hash(previous + content),
        },
    )


def append_missing(book: Book) -> None:
    """Seal what was recorded before there were seals, table by table in the order of its ids."""
    for table in ROWS:
        for row_id in _unsealed(book, table):
            append(book, table, row_id)


@contextmanager
def lifted(book: Book) -> Iterator[None]:
    """Within a transaction, let sealed rows be taken away: for a purge, and nothing else."""
    if not book.conn.in_transaction:
        raise RuntimeError("seals are lifted within a transaction only")
    triggers.unseal(book.conn)
    try:
        yield
    finally:
        if book.conn.in_transaction:
            triggers.seal(book.conn)


def bury(book: Book, table: str, row_id: int, at: str) -> None:
    """Within `lifted`: take a sealed row away for good; its hashes stay, and a tombstone.

    The rows that refer to it (added lines, evidence, follow-ups) are buried or deleted before it.
    """
    book.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    book.execute("UPDATE seal SET salt = NULL WHERE table_name = ? AND row_id = ?", (table, row_id))
    book.execute("DELETE FROM change WHERE table_name = ? AND row_id = ?", (table, row_id))
    tombstone = book.insert("tombstone", {"purged_at": at, "table_name": table, "row_id": row_id})
    append(book, "tombstone", tombstone)


def verify(book: Book) -> Chain:
    """Whether the record is as it was written; every difference is a sentence."""
    problems: list[str] = []
    buried = {
        (row["table_name"], row["row_id"])
        for row in book.rows("SELECT table_name, row_id FROM tombstone")
    }
    head, count = "", 0
    for seal in book.each("SELECT * FROM seal ORDER BY id"):
        count += 1
        problems += _link_problems(seal, count, head)
        problems += _row_problems(book, seal, buried)
        head = seal["hash"]
    problems += _tail_problems(book, count)
    for table in ROWS:
        problems += [
            f"{_named(table, row_id)} was written without a seal"
            for row_id in _unsealed(book, table)
        ]
        problems += [
            f"{_named(table, row_id)} was recorded, and is gone without a tombstone"
            for row_id in _vanished(book, table)
        ]
    return Chain(head=head, count=count, problems=tuple(dict.fromkeys(problems)))


def _link_problems(seal: Row, place: int, previous: str) -> list[str]:
    """Whether a seal stands where it was put, after the seal it was put after."""
    found = []
    if seal["id"] != place:
        found.append(f"seal {seal['id']} stands where seal {place} should be")
    if seal["previous_hash"] != previous:
        found.append(f"seal {seal['id']} does not follow the one before it")
    if seal["hash"] != _hash(seal["previous_hash"] + seal["content_hash"]):
        found.append(f"seal {seal['id']} was changed")
    return found


def _row_problems(book: Book, seal: Row, buried: set[tuple[str, int]]) -> list[str]:
    """Whether the row that a seal is on is as it was when it was sealed."""
    table, row_id = seal["table_name"], seal["row_id"]
    if table not in ROWS:
        return [f"seal {seal['id']} is on a row of “{table}”, which has no seals"]
    named = _named(table, row_id)
    try:
        row = book.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    except MtdeskError:
        return [f"{named} cannot be read"]
    if (table, row_id) in buried:
        if row is not None or seal["salt"] is not None:
            return [f"{named} has a tombstone, and is not wholly gone"]
        return []
    if row is None:
        return [f"{named} was recorded, and is gone without a tombstone"]
    if seal["salt"] is None:
        return [f"the seal of {named} lost its salt"]
    if seal["content_hash"] != _content_hash(seal["salt"], table, row):
        return [f"{named} is not as it was recorded"]
    return []


def _tail_problems(book: Book, count: int) -> list[str]:
    """SQLite's own counter knows how many seals there have been."""
    made = book.value("SELECT seq FROM sqlite_sequence WHERE name = 'seal'") or 0
    return [f"{made} seals were set, and {count} are there"] if made != count else []


def _unsealed(book: Book, table: str) -> list[int]:
    return [
        row[0]
        for row in book.rows(
            f"""
            SELECT id FROM {table} WHERE NOT EXISTS (
                SELECT 1 FROM seal WHERE table_name = ? AND row_id = {table}.id)
            ORDER BY id""",
            (table,),
        )
    ]


def _vanished(book: Book, table: str) -> list[int]:
    """Rows that the journal saw being written, and that are there no more."""
    return [
        row[0]
        for row in book.rows(
            f"""
            SELECT DISTINCT row_id FROM change
            WHERE table_name = ? AND before IS NULL AND after IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM {table} AS now WHERE now.id = change.row_id)
              AND NOT EXISTS (
                  SELECT 1 FROM tombstone AS stone
                  WHERE stone.table_name = change.table_name AND stone.row_id = change.row_id)
            ORDER BY row_id""",
            (table,),
        )
    ]


def _content_hash(salt: str, table: str, row: Row) -> str:
    stored = {name: row[name] for name in row.keys() if row[name] not in (None, "")}  # noqa: SIM118
    text = json.dumps(
        {"table": table, "row": stored},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        default=repr,
    )
    return _hash(salt + text)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


def _named(table: str, row_id: int) -> str:
    return _CALLED[table].format(row_id)
