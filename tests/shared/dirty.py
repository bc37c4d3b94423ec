"""A practice whose every text holds what a terminal would obey, as an older file or another program may."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

MARKS = (
    "\x1b[31mA\x1b[0m", "\x1b]52;c;UFdORUQ=\x07", "\x1b]8;;http://evil.example\x07L\x1b]8;;\x07",
    "\x1b]0;PWNED\x1b\\", "\x1bP1$r\x1b\\", "\x07", "\x08\x08", "\r", "\x9b31m", "\x9d0;t\x9c", "\x7f",
    "\u202eabc\u202c", "\u2066x\u2069", "\u200eL",
)  # fmt: skip
PAYLOAD = "".join(MARKS)
# What must never reach a terminal as it is.
OBEYED = frozenset(
    chr(code)
    for low, high in (
        (0x00, 0x09), (0x0B, 0x1F), (0x7F, 0x9F), (0x202A, 0x202E), (0x2066, 0x2069), (0x200E, 0x200F),
    )
    for code in range(low, high + 1)
)  # fmt: skip
_KEYS = (
    "_key",
    "_at",
    "_on",
    "_since",
    "until",
    "digest",
    "hash",
    "import_",
    "stored_as",
    "sha256",
)


def columns(conn):
    """(table, column) of every text that says something."""
    tables = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
    ).fetchall()
    for (table,) in tables:
        for _, name, kind, *_, hidden in conn.execute(f"PRAGMA table_xinfo({table})"):
            if kind == "TEXT" and not hidden and not any(key in name for key in _KEYS):
                yield table, name


def soil(path):
    """Put the payload behind every text, where the table takes it; returns which took it.

    Rules on columns and seals are taken away: an older file, or another program, knew none.
    """
    taken = []
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        triggers = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        for table, column in columns(conn):
            if (table, column) in _MEANT:
                continue
            rows = conn.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} <> ''")
            for number, text in rows.fetchall():
                try:
                    conn.execute(
                        f"UPDATE {table} SET {column} = ? WHERE rowid = ?",
                        (_soiled(text), number),
                    )
                except sqlite3.IntegrityError:
                    break  # a day, a word of a list
            else:
                taken.append((table, column))
        named = ("business_name", "therapist_name", "licence", "tax_id", "address")
        for key in named:
            conn.execute("UPDATE setting SET value = value || ? WHERE key = ?", (PAYLOAD, key))
    return taken


# Texts that the program reads as values, not as words: soiled they are damage, which is told apart.
_MEANT = {
    ("setting", "key"), ("setting", "value"), ("operation", "at"), ("operation", "kind"),
    ("expense", "category"), ("recurring_expense", "category"), ("tax_form", "form"),
    ("incident", "kind"), ("work_time", "kind"), ("function_note", "kind"), ("change", "table_name"), ("change", "before"), ("change", "after"),
}  # fmt: skip


def _soiled(text):
    """Of a document as JSON the words in it, so that it can be read as before."""
    if text[:1] not in "[{":
        return text + PAYLOAD
    return json.dumps(_inside(json.loads(text)))


def _inside(value):
    if isinstance(value, dict):
        return {key: _inside(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_inside(each) for each in value]
    return value + PAYLOAD if isinstance(value, str) and " " in value else value


def obeyed(text):
    """What of a text a terminal would obey, each once."""
    return sorted({mark for mark in text if mark in OBEYED})
