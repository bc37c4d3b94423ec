"""SQLCipher: the same connection to a file that is encrypted, whole with its WAL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.store.file import unlocking

if TYPE_CHECKING:
    import sqlite3

    from mtdesk.store.file.unlocking import Key


def library() -> Any:
    """Its errors, rows and connections are classes of its own; see `book.explain`.

    Raises:
        LockedFileError: the extra is not installed.
    """
    try:
        from sqlcipher3 import dbapi2
    except ModuleNotFoundError as error:
        raise unlocking.missing(error.name) from None
    return dbapi2


def bare(path: str, *, timeout: float, uri: bool = False) -> sqlite3.Connection:
    """A connection of SQLCipher's to what is not read yet; without a key it is SQLite's own."""
    driver = library()
    conn: sqlite3.Connection = driver.connect(path, timeout=timeout, isolation_level=None, uri=uri)
    conn.row_factory = driver.Row
    conn.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    conn.execute("PRAGMA temp_store = MEMORY")
    return conn


def unlock(conn: sqlite3.Connection, key: Key) -> None:
    """Give a connection its key; what is wrong with it is raised here and not by the next statement."""
    conn.execute(f"PRAGMA key = {key.pragma}")
    conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
