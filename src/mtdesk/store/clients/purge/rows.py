"""The rows that a purge takes: those of today, and those of earlier times in the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mtdesk.model.names import name_key
from mtdesk.store.clients import identity
from mtdesk.store.clients.purge.names import marks, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.store.file.book import Book

_RECORD = ("incident_addendum", "incident_evidence", "incident_follow_up")


def undone(book: Book, alone: frozenset[str]) -> list[int]:
    """Clients of these names whom an undo took away: only the journal still remembers them."""
    rows = book.rows(
        "SELECT DISTINCT row_id, json_extract(coalesce(after, before), '$.name') AS name "
        "FROM change WHERE table_name = 'client' AND row_id NOT IN (SELECT id FROM client)"
    )
    return [row["row_id"] for row in rows if row["name"] and name_key(row["name"]) in alone]


def incidents_of(book: Book, ids: tuple[int, ...], alone: frozenset[str]) -> tuple[int, ...]:
    """Incidents that name the client; by name only, when nobody else is called so."""
    rows = book.rows(
        f"SELECT id, client_id, client FROM incident WHERE client_id IN ({marks(ids)}) "
        "OR (client_id IS NULL AND client IS NOT NULL) ORDER BY id",
        ids,
    )
    return tuple(
        row["id"]
        for row in rows
        if row["client_id"] is not None or name_key(row["client"]) in alone
    )


def gather(
    book: Book, ids: tuple[int, ...], incidents: tuple[int, ...], alone: frozenset[str]
) -> None:
    """All rows of the person into `temp.purging`, those of earlier times (`here` 0) included."""
    book.execute("DROP TABLE IF EXISTS temp.purging")
    book.execute(
        "CREATE TEMP TABLE purging (table_name TEXT, row_id INTEGER, here INTEGER, "
        "PRIMARY KEY (table_name, row_id))"
    )
    _note(book, "client", f"SELECT id FROM client WHERE id IN ({marks(ids)})", ids)
    then = f"SELECT DISTINCT row_id FROM change WHERE table_name = 'client' AND row_id IN ({marks(ids)})"
    _note(book, "client", then, ids, here=0)
    for table in (*identity.OWNED, "client_alias"):
        _note_owned(book, table, "client_id", ids)
    sessions = "SELECT row_id FROM purging WHERE table_name = 'session'"
    for table in ("payment", "redemption"):
        mine = f"SELECT id FROM session WHERE client_id IN ({marks(ids)})"
        _note(book, table, f"SELECT id FROM {table} WHERE session_id IN ({mine})", ids)
        _note_journal(book, table, "session_id", sessions, ())
    _note(book, "incident", f"SELECT id FROM incident WHERE id IN ({marks(incidents)})", incidents)
    for table in _RECORD:
        _note_owned(book, table, "incident_id", incidents)
    _note_drafts(book, incidents, alone)
    _note_merges(book, ids)


def _note_owned(book: Book, table: str, column: str, owners: tuple[int, ...]) -> None:
    marked = marks(owners)
    _note(book, table, f"SELECT id FROM {table} WHERE {column} IN ({marked})", owners)
    _note_journal(book, table, column, marked, owners)


def _note(book: Book, table: str, select: str, bound: Iterable[int], *, here: int = 1) -> None:
    book.execute(
        f"INSERT INTO purging SELECT '{table}', found.*, {here} FROM ({select}) AS found WHERE true "
        "ON CONFLICT DO UPDATE SET here = max(here, excluded.here)",
        tuple(bound),
    )


def _note_journal(book: Book, table: str, column: str, owners: str, bound: tuple[int, ...]) -> None:
    select = (
        f"SELECT row_id FROM change WHERE table_name = '{table}' "
        f"AND (json_extract(before, '$.{column}') IN ({owners}) "
        f"OR json_extract(after, '$.{column}') IN ({owners}))"
    )
    _note(book, table, select, (*bound, *bound), here=0)


def _note_drafts(book: Book, incidents: tuple[int, ...], alone: frozenset[str]) -> None:
    """Drafts that hold a name of the person, and those that became one of the records."""
    named = whole(alone)
    now = "SELECT id, answers FROM incident_draft"
    then = """
        SELECT row_id AS id, json_extract(coalesce(after, before), '$.answers') AS answers
        FROM change WHERE table_name = 'incident_draft'"""
    for select, here in ((now, 1), (then, 0)):
        for row in book.rows(select):
            if any(named.finds(str(each)) for each in json.loads(row["answers"]).values()):
                _note(book, "incident_draft", "SELECT ?", (row["id"],), here=here)
    became = (
        "SELECT row_id FROM change WHERE table_name = 'incident_draft' AND operation_id IN ("
        "SELECT operation_id FROM change WHERE table_name = 'incident' "
        f"AND row_id IN ({marks(incidents)}))"
    )
    _note(book, "incident_draft", became, incidents, here=0)


def _note_merges(book: Book, ids: tuple[int, ...]) -> None:
    """What a merge that was undone touched: for a while, another client's rows held the person's."""
    merges = f"""
        SELECT operation_id FROM change WHERE table_name = 'client' AND row_id IN ({marks(ids)})
        AND json_extract(before, '$.merged_into') IS NOT json_extract(after, '$.merged_into')"""
    book.execute(
        "INSERT INTO purging SELECT DISTINCT table_name, row_id, 0 FROM change "
        f"WHERE operation_id IN ({merges}) ON CONFLICT DO NOTHING",
        ids,
    )
