"""What a purge does, within its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.store.clients.purge.names import marks, whole
from mtdesk.store.file import seals

if TYPE_CHECKING:
    from mtdesk.store.file.book import Book

PURGED = "purged"  # the kind of an operation whose images are gone
# Go whole; each before what it refers to.
_WORDS = ("client_alias", "progress_report", "function_note", "referral")


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
        "email = NULL, note = '', legal_name = NULL, complaint = '', goal = '', next_step = '', "
        "standing = 'none', standing_why = '', standing_since = NULL, purged_on = ? "
        f"WHERE id IN ({marks(ids)})",
        (day, *ids),
    )
