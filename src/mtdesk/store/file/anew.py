"""A table made anew under its name, for what only a new table can have: another CHECK, no NOT NULL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.store.file import triggers

if TYPE_CHECKING:
    from sqlite3 import Connection


def made_anew(conn: Connection, table: str, sql: str) -> None:
    """Put the table that `sql` creates in the place of the one that is there.

    Its rows keep their numbers, and its indexes are made again; what refers to them is checked when
    the migration ends. Triggers go: they are made after the last step.
    """
    triggers.drop(conn)
    conn.execute("PRAGMA defer_foreign_keys = ON")
    indexes = conn.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    (last,) = conn.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)
    ).fetchone()
    names = ", ".join(name for _, name, *_ in conn.execute(f"PRAGMA table_info({table})"))
    conn.execute(f"CREATE TEMP TABLE before_anew AS SELECT {names} FROM {table}")
    conn.execute(f"DELETE FROM {table}")
    conn.execute(f"DROP TABLE {table}")
    conn.execute(sql)
    conn.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM temp.before_anew")
    conn.execute("DROP TABLE temp.before_anew")
    conn.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, table))
    for (index,) in indexes:
        conn.execute(index)
