"""A file kept encrypted: its bytes, piece by piece, in a small SQLCipher file under the practice's key.

It is read and written by the library that keeps the practice, so there is no cipher of our own. Its
name on the disk tells neither its content nor its kind; what it is called is inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from sqlite3 import Connection

from mtdesk.store.file import encrypted
from mtdesk.store.file.unlocking import Key

SUFFIX = ".enc"
_SECONDS = 5.0


def name_of(stored_as: str, key: Key) -> str:
    """Under which a stored file lies in its folder."""
    digest = blake2b(stored_as.encode(), digest_size=32, key=key.raw, person=b"mtdesk name")
    return f"{digest.hexdigest()}{SUFFIX}"


def write(part: Path, key: Key, pieces: Iterable[bytes], name: Callable[[], str]) -> None:
    """Write to an empty file; `name` is asked once all pieces have passed.

    Raises the errors of `encrypted.library()`.
    """
    with closing(encrypted.bare(str(part), timeout=_SECONDS)) as conn:
        conn.execute(f"PRAGMA key = {key.pragma}")
        conn.execute("PRAGMA journal_mode = OFF")  # a part that was not ended is thrown away
        conn.execute("PRAGMA synchronous = OFF")  # it is synced whole, by who asked for it
        conn.execute("BEGIN")
        conn.execute("CREATE TABLE file (name TEXT NOT NULL)")
        conn.execute("CREATE TABLE piece (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        for piece in pieces:
            conn.execute("INSERT INTO piece (bytes) VALUES (?)", (piece,))
        conn.execute("INSERT INTO file (name) VALUES (?)", (name(),))
        conn.execute("COMMIT")


def pieces(file: Path, key: Key) -> Iterator[bytes]:
    """What was written, in its order."""
    with closing(_open(file, key)) as conn:
        for row in conn.execute("SELECT bytes FROM piece ORDER BY id"):
            yield row[0]


def stored_as(file: Path, key: Key) -> str:
    """What it is called."""
    with closing(_open(file, key)) as conn:
        name: str = conn.execute("SELECT name FROM file").fetchone()[0]
        return name


def _open(file: Path, key: Key) -> Connection:
    conn = encrypted.bare(
        f"{file.resolve().as_uri()}?mode=ro&immutable=1", timeout=_SECONDS, uri=True
    )
    try:
        encrypted.unlock(conn, key)
    except BaseException:
        conn.close()
        raise
    return conn
