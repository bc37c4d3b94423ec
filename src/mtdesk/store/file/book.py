"""The practice's file: opened, checked, locked for writing, brought up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import (
    ConflictError,
    DamagedFileError,
    MtdeskError,
    NewerFileError,
    NotFoundError,
    RefusedError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from sqlite_utils import Database

Row = sqlite3.Row
VERSION = 7  # how many steps migrations.py holds
APPLICATION_ID = 0x6D746465  # "mtde" in the file's header: this is a practice
_BUSY_MS = 5_000
# A full disk has no room even for the file by which programs share the practice.
_UNWRITTEN = ("SQLITE_IOERR_SHM", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNC")
# What a damaged page can raise; the second when even SQLite's own message quotes its bytes.
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)


class Book:
    """One connection to one practice file. Rows come back as `sqlite3.Row`."""

    def __init__(self, conn: sqlite3.Connection, path: Path | None) -> None:
        self.conn = conn
        self.path = path
        self.operation: int | None = None

    @classmethod
    def open(cls, path: Path) -> Book:
        """Open an existing practice; bring an older one up to date, after a backup of it.

        Raises:
            NotFoundError: no file there.
            NewerFileError: a later mtdesk wrote it.
            DamagedFileError: not a practice, or damaged.
        """
        if path.is_dir():
            raise NotFoundError(f"{path} is a folder; name the practice file in it")
        try:
            _check_header(path)
        except FileNotFoundError:
            raise NotFoundError(f"there is no practice at {path} yet") from None
        except OSError as error:
            raise RefusedError(f"{path} cannot be read: {error.strerror}") from None
        book = cls(_connect(path), path)
        try:
            book._make_current()
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def create(cls, path: Path) -> Book:
        """Make a new practice file, 0600; folders on the way to it are made 0700.

        Raises:
            RefusedError: the place cannot be written.
        """
        try:
            for folder in [each for each in path.parents if not each.exists()][::-1]:
                folder.mkdir(mode=0o700, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise RefusedError(
                f"{path} cannot be made: {error.strerror}; name another place with --db"
            ) from None
        book = cls(_connect(path), path)
        try:
            book._make_current()
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def in_memory(cls) -> Book:
        """An empty practice that is never saved: what reading an absent file sees."""
        book = cls(_connect(None), None)
        book._make_current()
        return book

    def close(self) -> None:
        self.conn.close()

    @property
    def db(self) -> Database:
        """The same connection through sqlite-utils; its import is slow, so only where it helps."""
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def execute(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        try:
            return self.conn.execute(sql, parameters)  # type: ignore[arg-type]
        except _UNREADABLE as error:
            raise explain(error, self.path) from error
        except OverflowError:
            raise RefusedError("a number is larger than a practice can hold") from None

    def rows(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        cursor = self.execute(sql, parameters)
        try:
            return cursor.fetchall()
        except _UNREADABLE as error:
            raise explain(error, self.path) from error

    def each(
        self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()
    ) -> Iterator[sqlite3.Row]:
        """Rows one at a time, where there may be more than memory should hold."""
        cursor = self.execute(sql, parameters)
        try:
            yield from cursor
        except _UNREADABLE as error:
            raise explain(error, self.path) from error

    def row(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> sqlite3.Row | None:
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> Any:
        found = self.row(sql, parameters)
        return found[0] if found else None

    def insert(self, table: str, values: dict[str, Any]) -> int:
        """Add a row and return its id; columns are our own names, values are bound."""
        marks = ", ".join("?" * len(values))
        cursor = self.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
        return int(cursor.lastrowid or 0)

    def update(self, table: str, row_id: int, values: dict[str, Any]) -> None:
        changes = ", ".join(f"{name} = ?" for name in values)
        self.execute(f"UPDATE {table} SET {changes} WHERE id = ?", (*values.values(), row_id))

    @contextmanager
    def transaction(
        self,
        kind: str,
        summary: str,
        at: str,
        *,
        undoes: int | None = None,
        keep: bool = True,
        more_of: int | None = None,
    ) -> Iterator[int]:
        """One operation of the journal, whole or not at all; `keep=False` rolls it back (a preview).

        Yields the operation's number. An operation that changed nothing leaves no trace. With
        `more_of` it is more of an earlier one, and undone with it: a sitting, answer by answer.
        """
        self.execute("BEGIN IMMEDIATE")
        try:
            operation = more_of or self.insert(
                "operation", {"at": at, "kind": kind, "summary": summary, "undoes": undoes}
            )
            self.execute("UPDATE journal_state SET operation_id = ?", (operation,))
            self.operation = operation
            yield operation
            self.execute("UPDATE journal_state SET operation_id = NULL")
            if not self.value("SELECT 1 FROM change WHERE operation_id = ? LIMIT 1", (operation,)):
                self.execute("DELETE FROM operation WHERE id = ?", (operation,))
            self.execute("COMMIT" if keep else "ROLLBACK")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")
            raise
        finally:
            self.operation = None

    def summarise(self, operation: int, summary: str) -> None:
        """What the history says of an operation that is under way."""
        self.execute("UPDATE operation SET summary = ? WHERE id = ?", (summary, operation))

    def state(self) -> tuple[int, int]:
        """Stays equal as long as neither this connection nor another has written."""
        return self.data_version(), self.conn.total_changes

    def data_version(self) -> int:
        """Changes whenever another connection has written."""
        return int(self.value("PRAGMA data_version"))

    def _make_current(self) -> None:
        version = self.value("PRAGMA user_version")
        if version > VERSION:
            raise _newer(self.path)
        # Asked twice: another process may just have made the practice.
        if (
            not version
            and self.value("SELECT count(*) FROM sqlite_master")
            and not self.value("PRAGMA user_version")
        ):
            raise _foreign(self.path)
        if self.value("PRAGMA journal_mode") != "wal" and self.path:
            self.execute("PRAGMA journal_mode = WAL")
        if version == VERSION:
            return
        if version:
            self._back_up_before_migration()
        from mtdesk.store.file import triggers
        from mtdesk.store.file.migrations import migrations

        self.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while this one waited for the lock.
            if self.value("PRAGMA user_version") < VERSION:
                migrations.apply(self.db)
                triggers.create(self.conn)
                self.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self.execute(f"PRAGMA user_version = {VERSION}")
            self.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")
            raise

    def _back_up_before_migration(self) -> None:
        if self.path is None:
            return
        copy = self.path.with_name(f"{self.path.name}.before-version-{VERSION}")
        number = 1
        while copy.exists():
            number += 1
            copy = copy.with_name(f"{self.path.name}.before-version-{VERSION}.{number}")
        os.close(os.open(copy, os.O_CREAT | os.O_RDWR, 0o600))
        self.execute("VACUUM INTO ?", (str(copy),))


def _connect(path: Path | None) -> sqlite3.Connection:
    try:
        conn = sqlite3.connect(
            str(path) if path else ":memory:", timeout=_BUSY_MS / 1000, isolation_level=None
        )
    except sqlite3.Error as error:
        raise explain(error, path) from error
    conn.row_factory = sqlite3.Row
    try:
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL"):
            conn.execute(f"PRAGMA {pragma}")
    except _UNREADABLE as error:
        conn.close()
        raise explain(error, path) from error
    return conn


def _check_header(path: Path) -> None:
    """Refuse a newer or foreign file from its first bytes, before SQLite touches it."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        raise FileNotFoundError
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise DamagedFileError(
            f"{path} is not a practice file, or its beginning is damaged; restore a backup, or name "
            "another file with --db"
        )
    version = int.from_bytes(header[60:64], "big")
    application = int.from_bytes(header[68:72], "big")
    if application != APPLICATION_ID and (application or version):
        raise _foreign(path)
    if version > VERSION:
        raise _newer(path)


def _foreign(path: Path | None) -> DamagedFileError:
    return DamagedFileError(f"{path} belongs to another program; name another file with --db")


def _newer(path: Path | None) -> NewerFileError:
    return NewerFileError(f"{path} was written by a newer mtdesk; install that version to open it")


def explain(error: Exception, path: Path | None) -> MtdeskError:
    """The sentence for what SQLite refused."""
    text = " ".join(str(error).split())
    if isinstance(error, sqlite3.IntegrityError):
        if "FOREIGN KEY" in text:
            return ConflictError(
                "other rows need it, or what it refers to is gone; undo those first"
            )
        if "timer.running" in text:
            return ConflictError("another timer is running; `mtdesk time stop` comes first")
        if "UNIQUE" in text:
            return ConflictError("there is one like it already; choose another name")
        return ConflictError(f"the practice refused it: {text}")
    if "locked" in text or "busy" in text:
        return RefusedError(f"{path} is being written by another program; try again in a moment")
    if "full" in text:
        return RefusedError(f"the disk that holds {path} is full; nothing was changed")
    if getattr(error, "sqlite_errorname", "").startswith(_UNWRITTEN):
        return RefusedError(
            f"{path} could not be written ({text}); is its disk full? nothing was changed"
        )
    if "readonly" in text or "unable to open" in text:
        return RefusedError(f"{path} cannot be written; check its permissions and its folder's")
    if "malformed" in text or "not a database" in text or "disk I/O" in text:
        return DamagedFileError(
            f"{path} is damaged ({text}); restore a backup with `mtdesk restore FILE`"
        )
    return DamagedFileError(f"{path} could not be used: {text}")
