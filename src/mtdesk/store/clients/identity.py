"""Who is who: other names of a client, and two clients who turn out to be one person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, groupby
from operator import itemgetter
from sqlite3 import Row

from mtdesk.model.names import as_typed, name_key
from mtdesk.store.file.book import Book

# A client merged into another is found as that other; of a purged one only figures are left.
LISTED = "client.purged_on IS NULL AND client.merged_into IS NULL"
# The tables whose rows belong to a client. Sealed incidents name theirs too, and stay as they are.
OWNED = (
    "session", "payment", "redemption", "credit", "referral", "function_note", "progress_report",
    "inbox_line",
)  # fmt: skip


def add_alias(book: Book, client_id: int, alias: str) -> int:
    return book.insert(
        "client_alias", {"client_id": client_id, "alias": alias, "alias_key": name_key(alias)}
    )


def remove_alias(book: Book, client_id: int, alias: str) -> bool:
    """Whether there was such an alias, of this spelling or of another that folds alike."""
    rows = book.rows("SELECT id, alias FROM client_alias WHERE client_id = ?", (client_id,))
    spelled = [row["id"] for row in rows if row["alias"] == as_typed(alias)]
    alike = [row["id"] for row in rows if name_key(row["alias"]) == name_key(alias)]
    for row_id in (spelled or alike)[:1]:
        book.execute("DELETE FROM client_alias WHERE id = ?", (row_id,))
    return bool(spelled or alike)


def alike(book: Book) -> list[tuple[Row, Row]]:
    """Pairs of clients (id, name) whose names fold alike and are spelled in two ways.

    Two of one spelling are two because she said so.
    """
    rows = book.rows(
        f"SELECT id, name, name_key FROM client WHERE {LISTED} AND name_key IN ("
        f"SELECT name_key FROM client WHERE {LISTED} GROUP BY name_key HAVING count(*) > 1) "
        "ORDER BY name_key, id"
    )
    return [
        (one, other)
        for _, same in groupby(rows, key=itemgetter("name_key"))
        for one, other in combinations(same, 2)
        if one["name"] != other["name"]
    ]


def counts(book: Book, client_ids: Iterable[int]) -> dict[str, int]:
    """How many rows of each table belong to these clients, incidents included; none left out."""
    wanted = list(client_ids)
    marks = ", ".join("?" * len(wanted))
    return {
        table: int(book.value(f"SELECT count(*) FROM {table} WHERE client_id IN ({marks})", wanted))
        for table in (*OWNED, "incident")
    }


def everyone_merged(book: Book, client_id: int) -> list[int]:
    """The numbers that are this person: the client's own, and those merged into it."""
    rows = book.rows("SELECT id FROM client WHERE merged_into = ? ORDER BY id", (client_id,))
    return [client_id, *(row["id"] for row in rows)]


def move(book: Book, client_id: int, kept_id: int) -> None:
    """Give all rows of one client to another, and leave of the first a pointer to it."""
    for table in OWNED:
        book.execute(f"UPDATE {table} SET client_id = ? WHERE client_id = ?", (kept_id, client_id))
    book.execute(
        """
        DELETE FROM client_alias WHERE client_id = :gone AND alias_key IN (
            SELECT alias_key FROM client_alias WHERE client_id = :kept
            UNION SELECT name_key FROM client WHERE id = :kept)""",
        {"gone": client_id, "kept": kept_id},
    )
    book.execute("UPDATE client_alias SET client_id = ? WHERE client_id = ?", (kept_id, client_id))
    book.execute(
        """
        INSERT OR IGNORE INTO client_alias (client_id, alias, alias_key)
        SELECT :kept, name, name_key FROM client
        WHERE id = :gone AND name_key <> (SELECT name_key FROM client WHERE id = :kept)""",
        {"gone": client_id, "kept": kept_id},
    )
    book.execute(
        "UPDATE client SET merged_into = :kept WHERE merged_into = :gone",
        {"gone": client_id, "kept": kept_id},
    )
