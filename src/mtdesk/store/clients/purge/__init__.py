"""Taking a person out of the practice for good: rows, the journal's images of them, sealed records.

It is the journal's only exception. Sessions, payments and credits stay as figures of `client 12`, so
that every sum of every year stays; operations that held something of the person lose those images
and can no longer be undone, so that nothing brings them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.store.clients import identity
from mtdesk.store.clients.purge import erase, names, rows
from mtdesk.store.clients.purge.names import holds, marks

if TYPE_CHECKING:
    from mtdesk.store.file.book import Book

__all__ = ["Person", "carry_out", "holds", "look_up", "received_since", "sweep"]


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
    incidents = rows.incidents_of(book, ids, alone)
    rows.gather(book, (*ids, *rows.undone(book, alone)), incidents, alone)
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
            f"SELECT count(*) FROM incident WHERE id IN ({marked}) AND import_key IS NOT NULL",
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
        "AND received_on >= ? AND kind NOT IN ('refund', 'chargeback', 'wage')",
        (*ids, day),
    )
    return int(found or 0)


def carry_out(book: Book, person: Person, day: str, at: str, operation: int) -> None:
    """Within the purge's transaction: take it all away, the traces of doing so included."""
    book.execute("PRAGMA secure_delete = ON")  # deleted bytes are overwritten
    who = f"client {person.ids[0]}"
    erase.rewrite_operations(book, who, person.names - names.of_others(book, person.ids))
    erase.bury_incidents(book, person.incidents, at)
    erase.delete_words(book, person.ids)
    erase.empty_figures(book, person.ids)
    erase.anonymise(book, person.ids, day)
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
