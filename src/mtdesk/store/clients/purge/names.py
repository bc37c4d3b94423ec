"""The names that a purge looks for: everything a person ever went by here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mtdesk.errors import MtdeskError
from mtdesk.model.names import name_key
from mtdesk.model.names.matching import Whole
from mtdesk.store.file.book import Book, connect, unreadable

# Where a name may stand in words that are about somebody or something else.
_FREE_TEXT = {
    "client": ("name", "note", "complaint", "goal", "next_step", "standing_why"),
    "session": ("note",),
    "payment": ("note",),
    "redemption": ("note",),
    "referral": ("referred_by", "reason", "condition", "condition_code", "payer", "note"),
    "function_note": ("note",),
    "expense": ("vendor", "category_text", "note"),
    "recurring_expense": ("vendor",),
    "expense_attachment": ("file_name",),
    "trip": ("purpose", "from_place", "to_place"),
    "work_time": ("note",),
    "timer": ("note",),
    "tax_form": ("payer", "note"),
    "check_in": ("note",),
    "acknowledgement": ("note",),
    "import_batch": ("file_name",),
    "inbox_line": ("text",),
    "incident": (
        "client", "place", "setting", "said", "saw", "did", "witness", "told", "injury_to_me",
        "injury_to_client", "note",
    ),
    "incident_addendum": ("text",),
    "incident_evidence": ("file_name",),
    "incident_follow_up": ("what",),
    "incident_draft": ("answers",),
}  # fmt: skip


def of(book: Book, ids: tuple[int, ...]) -> frozenset[str]:
    """Names, legal names and aliases, as they are and as the journal remembers them."""
    marked = marks(ids)
    rows = book.rows(
        f"""
        SELECT name FROM client WHERE id IN ({marked})
        UNION SELECT legal_name FROM client WHERE id IN ({marked})
        UNION SELECT alias FROM client_alias WHERE client_id IN ({marked})""",
        ids * 3,
    )
    found = [row[0] for row in rows]
    for table, is_theirs, parts in (
        ("client", f"row_id IN ({marked})", ("name", "legal_name")),
        ("client_alias", f"json_extract(image, '$.client_id') IN ({marked})", ("alias",)),
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
    return frozenset(name_key(name) for name in found if name)


def of_others(book: Book, ids: tuple[int, ...]) -> frozenset[str]:
    """What everybody else goes by, folded."""
    marked = marks(ids)
    rows = book.rows(
        f"""
        SELECT name FROM client WHERE id NOT IN ({marked})
        UNION SELECT alias FROM client_alias WHERE client_id NOT IN ({marked})""",
        ids * 2,
    )
    return frozenset(name_key(row[0]) for row in rows)


def holds(path: Path, names: Iterable[str]) -> bool | None:
    """Whether a copy of the practice has a client of one of these folded names; None if unreadable."""
    wanted = frozenset(names)
    try:
        conn = connect(path, read_only=True)
    except MtdeskError:
        return None
    try:
        # Its keys are of its own time: only the names themselves can be compared.
        found = conn.execute("SELECT name FROM client")
        return any(name_key(row[0]) in wanted for row in found)
    except unreadable(conn):
        return None
    finally:
        conn.close()


def mentions(book: Book, names: frozenset[str]) -> dict[str, int]:
    """Rows that are not the person's and hold one of the names, by table.

    An incident that names somebody only as she typed it may mean the person by a part of the name.
    """
    words = (word for name in names for word in name.split())
    parts = {word for word in words if len(word.strip(".")) > 1 or not word.isascii()}
    for function, named in (("holds_a_name", whole(names)), ("holds_a_word", whole(parts))):
        book.conn.create_function(
            function,
            1,
            lambda text, named=named: bool(text) and named.finds(text),
            deterministic=True,
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


def whole(names: Iterable[str], instead: str = "") -> Whole:
    """Finds these names in words about somebody or something else, and says another instead."""
    return Whole((name, instead) for name in names)


def marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
