"""Writes the page on the file: its tables and views by the schema, their words by `file_words`."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

import file_words

from mtdesk.store.file import opening, triggers
from mtdesk.store.file.opening import VERSION
from mtdesk.store.file.views import VIEWS
from mtdesk.store.ledger import books

_OWN = ("sqlite_sequence", "_sqlite_migrations")
_ABOUT = (
    (
        "A practice is one SQLite file. Any program that reads SQLite reads it: `sqlite-utils query "
        'practice.db "select * from income_by_month"`, `datasette practice.db`, a spreadsheet. Read '
        "a copy (`mtdesk backup`) or the file itself; to write, use mtdesk, or `doctor` will say what "
        "another program changed."
    ),
    (
        "**Amounts are whole minor units** (cents) in columns that end in `_minor`: 9050 is $90.50, in "
        "the one currency of the `setting` named currency. In the views they are whole money. Days are "
        "`YYYY-MM-DD`, instants ISO 8601 with their offset. What is not known is null, never 0. "
        "Yes and no are 1 and 0. Columns that end in `_id` hold the number of a row of another table."
    ),
)
_EXPORTS = (
    (
        "`mtdesk export` as csv, json or jsonl writes the tables below that are marked *exported*, with "
        "all their columns but those that are worked out. A CSV cell that a spreadsheet would take for "
        "a formula begins with `'`, and an empty cell is null or an empty text."
    ),
    (
        "`--format parquet` writes a folder `TABLE/year=YYYY/` for {tables}, with the same columns and "
        "amounts in minor units; without `--names` it has no notes and no names. `--format hledger` "
        "and `beancount` write amounts in whole money, an entry for each payment, expense and change "
        "of what was sold ahead or is not paid yet: `assets` by the way of paying, `income` by kind "
        "(`refunds` and `chargebacks` below it), `expenses` by category, `processor fees`, `liabilities` "
        "for sales tax and for what was sold ahead, against `equity:sold ahead`, and `assets:receivable` "
        "by who owes it, against `equity:not paid yet`. `--format qif` has the same "
        "payments and expenses in one account, `--format ics` an event for each session and booking."
    ),
)


def page(about: str) -> str:
    """The page, from a new practice's own schema."""
    with (
        TemporaryDirectory() as folder,
        closing(opening.new(Path(folder) / "new.db")) as book,
    ):
        conn = book.conn
        names = [
            row[0]
            for row in conn.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
            )
        ]
        there = [name for name in names if name not in _OWN and not name.startswith("search")]
        told = [name for name in file_words.TABLES if name in there]
        told += [name for name in there if name not in told]
        tables = ", ".join(f"`{name}`" for name in books.DAYS)
        parts = [
            "# The file and its exports", about, *_ABOUT, "## Exports",
            _EXPORTS[0], _EXPORTS[1].format(tables=tables),
            "## Views", *(_view(conn, name) for name in VIEWS),
            f"## Tables (version {VERSION})", *(_table(conn, name) for name in told),
            (
                "`search` and the tables that begin with its name are the index of words; "
                "`_sqlite_migrations` says which steps made the file. They hold nothing of their own."
            ),
        ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _view(conn: Connection, name: str) -> str:
    about = VIEWS[name][0]
    rows = [f"| `{column}` | {_of_view(column)} |" for column in _columns(conn, name)]
    head = ["| column | what it is |", "|---|---|"]
    return "\n".join([f"### {name}\n", f"{about[0].upper()}{about[1:]}.\n", *head, *rows])


def _of_view(column: str) -> str:
    words = file_words.VIEW_COLUMNS.get(column) or words_of("session", column)
    return f"{words}, in whole money" if column in _MONEY else words


_MONEY = {
    "price", "received", "tip", "owed", "gross", "tips", "sold_ahead", "wages", "given_back",
    "processor_fees", "expenses",
}  # fmt: skip


def _columns(conn: Connection, table: str) -> list[str]:
    return [row[1] for row in conn.execute(f"PRAGMA table_xinfo({table})")]


def words_of(table: str, column: str) -> str:
    """What a column is; empty where nobody wrote it down."""
    own = file_words.COLUMNS.get(table, {}).get(column)
    return own or file_words.EVERYWHERE.get(column, "")


def _table(conn: Connection, name: str) -> str:
    refers = {row[3]: row[2] for row in conn.execute(f"PRAGMA foreign_key_list({name})")}
    (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    choices = {
        column: ", ".join(re.findall(r"'([^']*)'", listed))
        for column, listed in re.findall(r"(\w+) IN \(((?:'[^']*',?\s*)+)\)", sql)
    }
    exported = " *Exported.*" if name in (*triggers.JOURNALED, "seal") else ""
    lines = [
        f"### {name}\n", f"{file_words.TABLES.get(name, '')}{exported}\n",
        "| column | type | what it is |", "|---|---|---|",
    ]  # fmt: skip
    for _, column, kind, not_null, *_ in conn.execute(f"PRAGMA table_xinfo({name})"):
        words = [words_of(name, column)]
        if column.endswith("_minor"):
            words.append("in minor units")
        if column in choices:
            words.append(f"one of {choices[column]}")
        if column in refers:
            words.append(f"refers to `{refers[column]}`")
        may = "" if not_null or column == "id" else ", may be null"
        lines.append(f"| `{column}` | {kind.lower()}{may} | {'; '.join(words)} |")
    return "\n".join(lines)
