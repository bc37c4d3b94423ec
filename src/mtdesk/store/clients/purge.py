"""Taking a person out of the practice for good: rows, the journal's images of them, sealed records.

It is the journal's only exception. Sessions, payments and credits stay as figures of `client 12`, so
that every sum of every year stays; operations that held something of the person lose those images
and can no longer be undone, so that nothing brings them back.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold, without_names
from mtdesk.store.clients import identity
from mtdesk.store.file import seals

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtdesk.store.file.book import Book

FIGURES = ("session", "payment", "redemption", "credit")  # stay, without words
# Go whole; each before what it refers to.
_WORDS = ("client_alias", "progress_report", "function_note", "referral")
_RECORD = ("incident_addendum", "incident_evidence", "incident_follow_up")
PURGED = "purged"  # the kind of an operation whose images are gone

# Where a name may stand in words that are about somebody or something else.
_FREE_TEXT = {
    "client": ("name", "note", "complaint", "goal", "next_step", "standing_why"),
    "session": ("note",),
    "payment": ("note",),
    "redemption": ("note",),
    "referral": ("referred_by", "reason", "condition", "payer", "note"),
    "function_note": ("note",),
    "expense": ("vendor", "category_text", "note"),
    "recurring_expense": ("vendor",),
    "trip": ("purpose",),
    "work_time": ("note",),
    "timer": ("note",),
    "tax_form": ("payer", "note"),
    "check_in": ("note",),
    "acknowledgement": ("note",),
    "import_batch": ("file_name",),
    "incident": (
        "client", "place", "setting", "said", "saw", "did", "witness", "told", "injury_to_me",
        "injury_to_client", "note",
    ),
    "incident_addendum": ("text",),
    "incident_evidence": ("file_name",),
    "incident_follow_up": ("what",),
    "incident_draft": ("answers",),
}  # fmt: skip


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
    names = _names(book, ids)
    alone = names - _names_of_others(book, ids)
    incidents = _incidents(book, ids, alone)
    _gather(book, (*ids, *_undone(book, alone)), incidents, alone)
    counts = {
        row["table_name"]: row["count"]
        for row in book.rows(
            "SELECT table_name, count(*) AS count FROM purging WHERE here GROUP BY table_name"
        )
    }
    marked = _marks(incidents)
    return Person(
        ids=ids,
        names=names,
        incidents=incidents,
        evidence=tuple(
            row[0]
            for row in book.rows(
                f"SELECT stored_as FROM incident_evidence WHERE incident_id IN ({marked})",
                incidents,
            )
        ),
        imported_incidents=book.value(
            f"SELECT count(*) FROM incident WHERE id IN ({marked}) AND import_key IS NOT NULL",
            incidents,
        ),
        counts=counts,
        images=book.value("SELECT count(*) FROM change NATURAL JOIN purging"),
        operations=book.value(
            "SELECT count(DISTINCT operation_id) FROM change NATURAL JOIN purging"
        ),
        mentions=_mentions(book, names),
        last_day=book.value(
            f"SELECT max(day) FROM (SELECT max(local_date) AS day FROM session "
            f"WHERE client_id IN ({_marks(ids)}) AND status = 'done' UNION ALL SELECT max(local_date) FROM incident "
            f"WHERE id IN ({marked}))",
            (*ids, *incidents),
        ),
    )


def received_since(book: Book, ids: tuple[int, ...], day: str) -> int:
    """Minor units that came from the person from a day on."""
    found = book.value(
        f"SELECT sum(amount_minor) FROM payment WHERE client_id IN ({_marks(ids)}) "
        "AND received_on >= ? AND kind NOT IN ('refund', 'chargeback', 'wage')",
        (*ids, day),
    )
    return int(found or 0)


def carry_out(book: Book, person: Person, day: str, at: str, operation: int) -> None:
    """Within the purge's transaction: take it all away, the traces of doing so included."""
    book.execute("PRAGMA secure_delete = ON")  # deleted bytes are overwritten
    who = f"client {person.ids[0]}"
    _rewrite_operations(book, person, who)
    _bury_incidents(book, person.incidents, at)
    _delete_words(book, person.ids)
    _empty_figures(book, person.ids)
    _anonymise(book, person.ids, day)
    book.execute(
        "DELETE FROM change WHERE (table_name, row_id) IN (SELECT table_name, row_id FROM purging) "
        "AND (table_name <> 'client' OR operation_id IS NOT :operation)",
        {"operation": operation},
    )
    book.execute(
        "UPDATE change SET before = after WHERE operation_id = ? AND table_name = 'client'",
        (operation,),
    )


def sweep(book: Book) -> bool:
    """Write the file anew without what was deleted; False while another program reads it."""
    try:
        book.execute("VACUUM")
    except Exception:  # noqa: BLE001 - told to the person: what was deleted may lie in unused pages
        return False
    row = book.row("PRAGMA wal_checkpoint(TRUNCATE)")
    return row is not None and not row[0]


def holds(path: Path, names: Iterable[str]) -> bool | None:
    """Whether a copy of the practice has a client of one of these folded names; None if unreadable."""
    wanted = list(names)
    try:
        conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            found = conn.execute(
                f"SELECT 1 FROM client WHERE name_key IN ({_marks(wanted)}) LIMIT 1", wanted
            )
            return found.fetchone() is not None
        finally:
            conn.close()
    except sqlite3.Error:
        return None


# -- what is there


def _names(book: Book, ids: tuple[int, ...]) -> frozenset[str]:
    """Names, legal names and aliases, as they are and as the journal remembers them."""
    marks = _marks(ids)
    rows = book.rows(
        f"""
        SELECT name FROM client WHERE id IN ({marks})
        UNION SELECT legal_name FROM client WHERE id IN ({marks})
        UNION SELECT alias FROM client_alias WHERE client_id IN ({marks})""",
        ids * 3,
    )
    found = [row[0] for row in rows]
    for table, is_theirs, parts in (
        ("client", f"row_id IN ({marks})", ("name", "legal_name")),
        ("client_alias", f"json_extract(image, '$.client_id') IN ({marks})", ("alias",)),
    ):
        for part in parts:
            images = " UNION ALL ".join(
                f"SELECT row_id, {side} AS image FROM change WHERE table_name = '{table}'"
                for side in ("before", "after")
            )
            rows = book.rows(
                f"SELECT DISTINCT json_extract(image, '$.{part}') FROM ({images}) "
                f"WHERE {is_theirs}",
                ids,
            )
            found += [row[0] for row in rows]
    return frozenset(fold(name) for name in found if name)


def _undone(book: Book, alone: frozenset[str]) -> list[int]:
    """Clients of these names whom an undo took away: only the journal still remembers them."""
    rows = book.rows(
        "SELECT DISTINCT row_id, json_extract(coalesce(after, before), '$.name') AS name "
        "FROM change WHERE table_name = 'client' AND row_id NOT IN (SELECT id FROM client)"
    )
    return [row["row_id"] for row in rows if row["name"] and fold(row["name"]) in alone]


def _names_of_others(book: Book, ids: tuple[int, ...]) -> frozenset[str]:
    marks = _marks(ids)
    rows = book.rows(
        f"""
        SELECT name_key FROM client WHERE id NOT IN ({marks})
        UNION SELECT alias_key FROM client_alias WHERE client_id NOT IN ({marks})""",
        ids * 2,
    )
    return frozenset(row[0] for row in rows)


def _incidents(book: Book, ids: tuple[int, ...], alone: frozenset[str]) -> tuple[int, ...]:
    """Incidents that name the client; by name only, when nobody else is called so."""
    rows = book.rows(
        f"SELECT id, client_id, client FROM incident WHERE client_id IN ({_marks(ids)}) "
        "OR (client_id IS NULL AND client IS NOT NULL) ORDER BY id",
        ids,
    )
    return tuple(
        row["id"] for row in rows if row["client_id"] is not None or fold(row["client"]) in alone
    )


def _gather(
    book: Book, ids: tuple[int, ...], incidents: tuple[int, ...], alone: frozenset[str]
) -> None:
    """All rows of the person into `temp.purging`, those of earlier times (`here` 0) included."""
    book.execute("DROP TABLE IF EXISTS temp.purging")
    book.execute(
        "CREATE TEMP TABLE purging (table_name TEXT, row_id INTEGER, here INTEGER, "
        "PRIMARY KEY (table_name, row_id))"
    )
    _note(book, "client", f"SELECT id FROM client WHERE id IN ({_marks(ids)})", ids)
    then = f"SELECT DISTINCT row_id FROM change WHERE table_name = 'client' AND row_id IN ({_marks(ids)})"
    _note(book, "client", then, ids, here=0)
    for table in (*identity.OWNED, "client_alias"):
        _note_owned(book, table, "client_id", ids)
    sessions = "SELECT row_id FROM purging WHERE table_name = 'session'"
    for table in ("payment", "redemption"):
        mine = f"SELECT id FROM session WHERE client_id IN ({_marks(ids)})"
        _note(book, table, f"SELECT id FROM {table} WHERE session_id IN ({mine})", ids)
        _note_journal(book, table, "session_id", sessions, ())
    _note(book, "incident", f"SELECT id FROM incident WHERE id IN ({_marks(incidents)})", incidents)
    for table in _RECORD:
        _note_owned(book, table, "incident_id", incidents)
    _note_drafts(book, incidents, alone)
    _note_merges(book, ids)


def _note_owned(book: Book, table: str, column: str, owners: tuple[int, ...]) -> None:
    marks = _marks(owners)
    _note(book, table, f"SELECT id FROM {table} WHERE {column} IN ({marks})", owners)
    _note_journal(book, table, column, marks, owners)


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
    now = "SELECT id, answers AS text FROM incident_draft"
    then = """
        SELECT row_id AS id, coalesce(after, before) AS text FROM change
        WHERE table_name = 'incident_draft'"""
    for select, here in ((now, 1), (then, 0)):
        for row in book.rows(select):
            if _holds_a_name(row["text"], alone):
                _note(book, "incident_draft", "SELECT ?", (row["id"],), here=here)
    became = (
        "SELECT row_id FROM change WHERE table_name = 'incident_draft' AND operation_id IN ("
        "SELECT operation_id FROM change WHERE table_name = 'incident' "
        f"AND row_id IN ({_marks(incidents)}))"
    )
    _note(book, "incident_draft", became, incidents, here=0)


def _note_merges(book: Book, ids: tuple[int, ...]) -> None:
    """What a merge that was undone touched: for a while, another client's rows held the person's."""
    merges = f"""
        SELECT operation_id FROM change WHERE table_name = 'client' AND row_id IN ({_marks(ids)})
        AND json_extract(before, '$.merged_into') IS NOT json_extract(after, '$.merged_into')"""
    book.execute(
        "INSERT INTO purging SELECT DISTINCT table_name, row_id, 0 FROM change "
        f"WHERE operation_id IN ({merges}) ON CONFLICT DO NOTHING",
        ids,
    )


def _mentions(book: Book, names: frozenset[str]) -> dict[str, int]:
    """Rows that are not the person's and hold one of the names, by table.

    An incident that names somebody only as she typed it may mean the person by a part of the name.
    """
    words = frozenset(word for name in names for word in name.split())
    book.conn.create_function(
        "holds_a_name", 1, lambda text: _holds_a_name(text, names), deterministic=True
    )
    book.conn.create_function(
        "holds_a_word", 1, lambda text: _holds_a_name(text, words), deterministic=True
    )
    counts = {}
    for table, columns in _FREE_TEXT.items():
        text = " || char(10) || ".join(f"coalesce({column}, '')" for column in columns)
        by_part = " OR client_id IS NULL AND holds_a_word(client)" if table == "incident" else ""
        counts[table] = int(
            book.value(
                f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT row_id FROM purging "
                f"WHERE table_name = '{table}' AND here) AND (holds_a_name({text}){by_part})"
            )
        )
    return {table: count for table, count in counts.items() if count}


def _holds_a_name(text: str | None, names: frozenset[str]) -> bool:
    """Whether a name stands in the text as whole words."""
    if not text:
        return False
    folded = fold(text)
    found = [name for name in names if name in folded]
    apart = f" {_letters(folded)} " if found else ""
    return any(f" {_letters(name)} " in apart or not _letters(name) for name in found)


def _letters(text: str) -> str:
    return " ".join("".join(mark if mark.isalnum() else " " for mark in text).split())


# -- what is done


def _rewrite_operations(book: Book, person: Person, who: str) -> None:
    """Operations that held something of the person are named anew; so are texts that name them."""
    book.execute(
        f"UPDATE operation SET kind = '{PURGED}', summary = ? WHERE kind NOT IN ('start', 'purge') "
        "AND id IN (SELECT operation_id FROM change NATURAL JOIN purging)",
        (f"something of {who}, who was purged",),
    )
    alone = person.names - _names_of_others(book, person.ids)
    instead = dict.fromkeys(alone, who)
    for row in book.rows(f"SELECT id, summary FROM operation WHERE kind <> '{PURGED}'"):
        said = without_names(row["summary"], instead)
        if said != row["summary"]:
            book.execute("UPDATE operation SET summary = ? WHERE id = ?", (said, row["id"]))


def _bury_incidents(book: Book, incidents: tuple[int, ...], at: str) -> None:
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


def _delete_words(book: Book, ids: tuple[int, ...]) -> None:
    for table in _WORDS:
        book.execute(f"DELETE FROM {table} WHERE client_id IN ({_marks(ids)})", ids)
    book.execute(
        "DELETE FROM incident_draft WHERE id IN "
        "(SELECT row_id FROM purging WHERE table_name = 'incident_draft')"
    )


def _empty_figures(book: Book, ids: tuple[int, ...]) -> None:
    marks = _marks(ids)
    book.execute(f"UPDATE session SET note = '' WHERE client_id IN ({marks}) AND note <> ''", ids)
    for table in ("payment", "redemption"):
        book.execute(
            f"UPDATE {table} SET note = '' WHERE note <> '' AND (client_id IN ({marks}) "
            f"OR session_id IN (SELECT id FROM session WHERE client_id IN ({marks})))",
            ids * 2,
        )
    book.execute(
        f"UPDATE credit SET code = NULL WHERE client_id IN ({marks}) AND code IS NOT NULL", ids
    )


def _anonymise(book: Book, ids: tuple[int, ...], day: str) -> None:
    book.execute(
        "UPDATE client SET name = 'client ' || id, name_key = 'client ' || id, phone = NULL, "
        "email = NULL, note = '', legal_name = NULL, complaint = '', goal = '', next_step = '', "
        "standing = 'none', standing_why = '', standing_since = NULL, purged_on = ? "
        f"WHERE id IN ({_marks(ids)})",
        (day, *ids),
    )


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
