"""Taking a person out of the practice for good: rows, the journal's images of them, sealed records.

It is the journal's only exception. Sessions, payments and credits stay as figures of `client 12`, so
that every sum of every year stays; operations that held something of the person lose those images
and can no longer be undone, so that nothing brings them back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from mtdesk.model.frozen import frozen
from mtdesk.model.names import name_key
from mtdesk.store import search
from mtdesk.store.clients import identity
from mtdesk.store.clients.purge import names
from mtdesk.store.clients.purge.names import holds, marks, whole
from mtdesk.store.file import chain, seals
from mtdesk.store.file.book import Book
from mtdesk.store.ledger import FROM_CLIENTS

__all__ = ["Person", "carry_out", "finder", "holds", "look_up", "received_since", "sweep"]

_RECORD = ("incident_addendum", "incident_evidence", "incident_follow_up")
PURGED = "purged"  # the kind of an operation whose images are gone
# Go whole; each before what it refers to.
_WORDS = ("client_alias", "progress_report", "function_note", "referral", "inbox_line")


@frozen
class Person:
    """Whom a purge takes out. `names` are folded, all that they ever went by here.

    `counts` has the rows that go and stay by table, `images` those of the journal, `operations` how
    many of them can no longer be undone, `mentions` the rows about others that hold a name.
    """

    ids: tuple[int, ...]
    names: frozenset[str]
    incidents: tuple[int, ...]
    evidence: tuple[str, ...]
    imported_incidents: int
    counts: dict[str, int]
    images: int
    operations: int
    mentions: dict[str, int]
    last_day: str | None


def look_up(book: Book, client_id: int) -> Person:
    """All that is there of a client, and of those merged into them. Writes nothing."""
    ids = tuple(identity.everyone_merged(book, client_id))
    called = names.of(book, ids)
    alone = called - names.of_others(book, ids)
    incidents = incidents_of(book, ids, alone)
    gather(book, (*ids, *undone(book, alone)), incidents, alone)
    counts = {
        row["table_name"]: row["count"]
        for row in book.rows(
            "SELECT table_name, count(*) AS count FROM purging WHERE here GROUP BY table_name"
        )
    }
    marked = marks(incidents)
    return Person(
        ids=ids,
        names=called,
        incidents=incidents,
        evidence=tuple(
            row[0]
            for row in book.rows(
                f"SELECT stored_as FROM incident_evidence WHERE incident_id IN ({marked})",
                incidents,
            )
        ),
        imported_incidents=book.value(
            f"SELECT count(DISTINCT row_id) FROM import_link WHERE row_id IN ({marked}) AND table_name = 'incident'",
            incidents,
        ),
        counts=counts,
        images=book.value("SELECT count(*) FROM change NATURAL JOIN purging"),
        operations=book.value(
            "SELECT count(DISTINCT operation_id) FROM change NATURAL JOIN purging"
        ),
        mentions=names.mentions(book, called),
        last_day=book.value(
            f"SELECT max(day) FROM (SELECT max(local_date) AS day FROM session "
            f"WHERE client_id IN ({marks(ids)}) AND status = 'done' UNION ALL SELECT max(local_date) FROM incident "
            f"WHERE id IN ({marked}))",
            (*ids, *incidents),
        ),
    )


def received_since(book: Book, ids: tuple[int, ...], day: str) -> int:
    """Minor units that came from the person from a day on."""
    found = book.value(
        f"SELECT sum(amount_minor) FROM payment WHERE client_id IN ({marks(ids)}) "
        f"AND received_on >= ? AND {FROM_CLIENTS}",
        (*ids, day),
    )
    return int(found or 0)


def carry_out(book: Book, person: Person, day: str, at: str, operation: int) -> None:
    """Within the purge's transaction: take it all away, the traces of doing so included."""
    book.execute("PRAGMA secure_delete = ON")  # deleted bytes are overwritten
    chain.loosen(book.conn, "SELECT operation_id FROM change NATURAL JOIN purging")
    who = f"client {person.ids[0]}"
    rewrite_operations(book, who, person.names - names.of_others(book, person.ids))
    bury_incidents(book, person.incidents, at)
    delete_words(book, person.ids)
    empty_figures(book, person.ids)
    anonymise(book, person.ids, day)
    book.execute(
        "DELETE FROM change WHERE (table_name, row_id) IN (SELECT table_name, row_id FROM purging) "
        "AND (table_name <> 'client' OR operation_id IS NOT :operation)",
        {"operation": operation},
    )
    book.execute(
        "UPDATE change SET before = after WHERE operation_id = ? AND table_name = 'client'",
        (operation,),
    )
    search.make_anew(book)


def finder(called: frozenset[str]) -> Callable[[str], bool]:
    """Finds whether a text holds one of these names."""
    return whole(called).finds


def sweep(book: Book) -> bool:
    """Write the file anew without what was deleted; False while another program reads it, or no room is."""
    try:
        book.execute("VACUUM")
        row = book.row("PRAGMA wal_checkpoint(TRUNCATE)")
    except Exception:  # noqa: BLE001 - told to the person: what was deleted may lie in unused pages
        return False
    return row is not None and not row[0]


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


def rewrite_operations(book: Book, who: str, alone: frozenset[str]) -> None:
    """Operations that held something of the person are named anew; so are texts that name them."""
    book.execute(
        f"UPDATE operation SET kind = '{PURGED}', summary = ? WHERE kind NOT IN ('start', 'purge') "
        "AND id IN (SELECT operation_id FROM change NATURAL JOIN purging)",
        (f"something of {who}, who was purged",),
    )
    named = whole(alone, who)
    for row in book.rows(f"SELECT id, summary FROM operation WHERE kind <> '{PURGED}'"):
        said = named.instead(row["summary"])
        if said != row["summary"]:
            book.execute("UPDATE operation SET summary = ? WHERE id = ?", (said, row["id"]))


def bury_incidents(book: Book, incidents: tuple[int, ...], at: str) -> None:
    if not incidents:
        return
    with seals.lifted(book):
        for incident in incidents:
            for table in ("incident_addendum", "incident_evidence"):
                rows = book.rows(
                    f"SELECT id FROM {table} WHERE incident_id = ? ORDER BY id", (incident,)
                )
                for row in rows:
                    seals.bury(book, table, row["id"], at)
            book.execute("DELETE FROM incident_follow_up WHERE incident_id = ?", (incident,))
            seals.bury(book, "incident", incident, at)


def delete_words(book: Book, ids: tuple[int, ...]) -> None:
    for table in _WORDS:
        book.execute(f"DELETE FROM {table} WHERE client_id IN ({marks(ids)})", ids)
    book.execute(
        "DELETE FROM incident_draft WHERE id IN "
        "(SELECT row_id FROM purging WHERE table_name = 'incident_draft')"
    )


def empty_figures(book: Book, ids: tuple[int, ...]) -> None:
    marked = marks(ids)
    book.execute(f"UPDATE session SET note = '' WHERE client_id IN ({marked}) AND note <> ''", ids)
    for table in ("payment", "redemption"):
        book.execute(
            f"UPDATE {table} SET note = '' WHERE note <> '' AND (client_id IN ({marked}) "
            f"OR session_id IN (SELECT id FROM session WHERE client_id IN ({marked})))",
            ids * 2,
        )
    book.execute(
        f"UPDATE credit SET code = NULL WHERE client_id IN ({marked}) AND code IS NOT NULL", ids
    )


def anonymise(book: Book, ids: tuple[int, ...], day: str) -> None:
    book.execute(
        "UPDATE client SET name = 'client ' || id, name_key = 'client ' || id, phone = NULL, "
        "email = NULL, note = '', legal_name = NULL, born_on = NULL, complaint = '', goal = '', next_step = '', "
        "standing = 'none', standing_why = '', standing_since = NULL, purged_on = ? "
        f"WHERE id IN ({marks(ids)})",
        (day, *ids),
    )
