"""What the tests' practices spare: a new one is a copy of one that the migrations made once (2 ms
instead of 30), and nobody waits for the disk, which a test never loses (4 ms a command).

Only an empty file is made so; one of an older schema is brought up to date as it is for everybody.
"""

from __future__ import annotations

import sqlite3
from functools import cache

import pytest

from mtdesk.store.file import opening
from mtdesk.store.file.book import Book, connect


def install():
    migrated = opening._bring_up_to_date

    @cache
    def first():
        made = Book(connect(None), None)
        migrated(made)
        kept = sqlite3.connect(":memory:", check_same_thread=False)
        made.conn.backup(kept)
        made.close()
        return kept

    def copied(book):
        if book.value("PRAGMA user_version") or book.value("SELECT count(*) FROM sqlite_master"):
            migrated(book)
            return
        first().backup(book.conn)
        if book.path:
            book.execute("PRAGMA journal_mode = WAL")

    def unsynced(path):
        conn = connect(path)
        conn.execute("PRAGMA synchronous = OFF")
        return conn

    opening._bring_up_to_date = copied
    opening.connect = unsynced


def written_once(fill):
    """A fixture: the practice that `fill(done)` writes by commands; written once, then copied.

    It may take the `path`, too; it returns one of the two, or something plain.
    """
    kept = {}

    @pytest.fixture
    def practice(done, path):
        own = {"done": done, "path": path}
        if not kept:
            taken = fill.__code__.co_varnames[: fill.__code__.co_argcount]
            given = fill(**{name: own[name] for name in taken})
            kept["given"] = next((name for name in own if own[name] is given), given)
            kept["file"] = path.read_bytes()
        else:
            path.touch(0o600)
            path.write_bytes(kept["file"])
        return own.get(kept["given"], kept["given"])

    practice.__doc__ = fill.__doc__
    return practice
