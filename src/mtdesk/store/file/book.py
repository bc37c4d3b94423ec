"""One connection to a practice: its rows, its transactions, what SQLite refused in words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from weakref import finalize

from mtdesk.errors import (
    ConflictError,
    DamagedFileError,
    InvalidError,
    MtdeskError,
    RefusedError,
    ReplacedError,
    UnwrittenError,
)
from mtdesk.store.file import chain, first_bytes
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from sqlite_utils import Database

    from mtdesk.model.waiting import Waiting

Row = sqlite3.Row
BUSY_MS = 5_000
RULE = " (mtdesk)"  # ends what a rule on a column says: see guard.py
# A full disk has no room even for the file by which programs share the practice.
_UNWRITTEN = ("SQLITE_IOERR_SHM", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNC")
_UNSYNCED = "SQLITE_IOERR_FSYNC"
_STEPS = 100_000  # of SQLite's machine, a few milliseconds, between two looks at who waits


class Book:
    """One connection to one practice file. Rows come back as `sqlite3.Row`."""

    def __init__(self, conn: sqlite3.Connection, path: Path | None) -> None:
        self.conn = conn
        self.path = path
        self.file = which(path)
        self.told = ""  # what became of a restore that was killed, for whoever opened it
        self.made_again: tuple[str, ...] = ()  # views that somebody had taken away
        self.operation: int | None = None
        self.committed: int | None = None  # the operation of the last transaction, if it stands
        self.unreadable = unreadable(conn)
        self._released = finalize(self, first_bytes.hold(path)) if path else None

    def close(self) -> None:
        self.conn.close()
        if self._released is not None:
            self._released()  # once, however often it is closed

    def heed(self, waiting: Waiting | None) -> None:
        """Whoever waits is told while a statement runs, and may stop it in its midst."""
        self.conn.set_progress_handler(waiting.tell if waiting else None, _STEPS)

    @property
    def db(self) -> Database:
        """The same connection through sqlite-utils; its import is slow, so only where it helps."""
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def execute(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        try:
            return self.conn.execute(sql, parameters)  # type: ignore[arg-type]
        except self.unreadable as error:
            raise self._said(error) from error
        except UnicodeEncodeError:  # which is a `ValueError`, and none of SQLite's
            raise RefusedError(
                "bytes that are no text in UTF-8 can neither be kept in a practice nor name a copy of it"
            ) from None
        except OverflowError:
            raise RefusedError("a number is larger than a practice can hold") from None

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for each of many rows."""
        try:
            self.conn.executemany(sql, rows)
        except self.unreadable as error:
            raise self._said(error) from error

    def rows(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        cursor = self.execute(sql, parameters)
        try:
            return cursor.fetchall()
        except self.unreadable as error:
            raise self._said(error) from error

    def each(
        self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()
    ) -> Iterator[sqlite3.Row]:
        """Rows one at a time, where there may be more than memory should hold."""
        cursor = self.execute(sql, parameters)
        try:
            yield from cursor
        except self.unreadable as error:
            raise self._said(error) from error

    def _said(self, error: Exception) -> BaseException:
        """In words; stopped in its midst a statement ends as everything does that is interrupted."""
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            return KeyboardInterrupt()
        return explain(error, self.path)

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
        keep: bool = True,
        more_of: int | None = None,
    ) -> Iterator[int]:
        """One operation of the journal, whole or not at all; `keep=False` rolls it back (a preview).

        Yields the operation's number. An operation that changed nothing leaves no trace. With
        `more_of` it is more of an earlier one, and undone with it: a sitting, answer by answer.
        """
        self.committed = None
        self.execute("BEGIN IMMEDIATE")
        operation, is_ending = 0, False
        try:
            self._stay()
            operation = more_of or self.insert(
                "operation", {"at": at, "kind": kind, "summary": summary}
            )
            self.execute("UPDATE journal_state SET operation_id = ?", (operation,))
            self.operation = operation
            yield operation
            self.execute("UPDATE journal_state SET operation_id = NULL")
            if not self.value("SELECT 1 FROM change WHERE operation_id = ? LIMIT 1", (operation,)):
                self.execute("DELETE FROM operation WHERE id = ?", (operation,))
            elif keep:
                self._chain(operation)
            is_ending = keep
            self.execute("COMMIT" if keep else "ROLLBACK")
            self.committed = self._standing(operation) if keep else None
        except MtdeskError as error:
            self._roll_back()
            if is_ending and getattr(error.__cause__, "sqlite_errorname", "") == _UNSYNCED:
                # All of it was handed over: whoever opens the file next may find it there.
                raise UnwrittenError(
                    f"{self.path} could not be synced to its disk, so nobody knows yet whether this "
                    "was saved",
                    hint="mtdesk history shows it; look before you write it again",
                ) from error
            raise
        except BaseException:  # ctrl+c, which may come just after the commit
            if is_ending and not self.conn.in_transaction:
                self.committed = self._standing(operation)
            self._roll_back()
            raise
        finally:
            self.operation = None

    def _standing(self, operation: int) -> int | None:
        found: int | None = self.value("SELECT id FROM operation WHERE id = ?", (operation,))
        return found

    def _roll_back(self) -> None:
        if self.conn.in_transaction:
            self.conn.execute("ROLLBACK")

    def _stay(self) -> None:
        """Refuse to write where the file is no more the one that was opened."""
        if self.file != which(self.path):
            raise replaced(self.path)

    def _chain(self, operation: int) -> None:
        try:
            chain.append(self.conn, operation)
        except self.unreadable as error:
            raise self._said(error) from error

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of the operation that is under way, whole or not at all."""
        self.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK TO part")
                self.conn.execute("RELEASE part")
            raise
        self.execute("RELEASE part")

    def summarise(self, operation: int, summary: str) -> None:
        """What the history says of an operation that is under way."""
        self.execute("UPDATE operation SET summary = ? WHERE id = ?", (summary, operation))

    def has_table(self, name: str) -> bool:
        return self.value("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)) is not None

    def state(self) -> tuple[int, int]:
        """Stays equal as long as neither this connection nor another has written."""
        return self.data_version(), self.conn.total_changes

    def data_version(self) -> int:
        """Changes whenever another connection has written."""
        return int(self.value("PRAGMA data_version"))


def which(path: Path | None) -> tuple[int, int] | None:
    """Which file is at a path, however it is called: another one has another number."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def replaced(path: Path | None) -> ReplacedError:
    """What to say when the file is no more the one that was opened."""
    if path is None or path.exists():
        return ReplacedError(
            f"another file is at {path} than the one that was opened (a backup may have been restored); "
            "nothing was written: look at what is there now, and do it again"
        )
    return ReplacedError(
        f"{path} is gone; nothing was written: put it back, or restore a backup with `mtdesk restore FILE`"
    )


def connect(
    path: Path | None, *, read_only: bool = False, salt: bytes | None = None
) -> sqlite3.Connection:
    """A connection to a practice, plain or encrypted: the one way to a file.

    `read_only` is for a copy that nobody writes to: nothing is made beside it. With the `salt` of an
    encrypted practice an empty file becomes one under its key.

    Raises:
        LockedFileError: it is encrypted, and no key opens it.
    """
    salt = first_bytes.salt_of(path) or salt if path else None
    if path and salt:
        return _encrypted(path, salt, read_only=read_only)
    place = _unchanging(path) if path and read_only else str(path or ":memory:")
    try:
        conn = sqlite3.connect(place, timeout=BUSY_MS / 1000, isolation_level=None, uri=read_only)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    conn.row_factory = sqlite3.Row
    try:
        _set_up(conn)
    except unreadable(conn) as error:
        conn.close()
        raise explain(error, path) from error
    return conn


def _encrypted(path: Path, salt: bytes, *, read_only: bool) -> sqlite3.Connection:
    from mtdesk.store.file import encrypted, unlocking

    key = unlocking.find(path, salt, asks=not read_only)
    place = _unchanging(path) if read_only else str(path)
    conn = encrypted.bare(place, timeout=BUSY_MS / 1000, uri=read_only)
    try:
        encrypted.unlock(conn, key)
        _set_up(conn)
    except unreadable(conn) as error:
        conn.close()
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise unlocking.wrong(path, salt) from None
        raise explain(error, path) from error
    unlocking.opened(key)
    return conn


def _unchanging(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


def _set_up(conn: sqlite3.Connection) -> None:
    for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL"):
        conn.execute(f"PRAGMA {pragma}")


def unreadable(conn: sqlite3.Connection) -> tuple[type[Exception], ...]:
    """What a statement can raise: the errors of its own library, and of a damaged page, whose bytes
    even SQLite's message may quote.
    """
    return (conn.Error, UnicodeDecodeError)


def explain(error: Exception, path: Path | None) -> MtdeskError:
    """The sentence for what SQLite refused, or SQLCipher, whose errors are others of the same names."""
    text = " ".join(str(error).split())
    if type(error).__name__ == "IntegrityError":
        if text.endswith(RULE):
            field, _, words = text.removesuffix(RULE).partition(": ")
            return InvalidError(field, words)
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
        return UnwrittenError(f"{path} is being written by another program; try again in a moment")
    if "full" in text:
        return UnwrittenError(f"the disk that holds {path} is full; nothing was changed")
    if getattr(error, "sqlite_errorname", "").startswith(_UNWRITTEN):
        return UnwrittenError(
            f"{path} could not be written ({text}); is its disk full? nothing was changed"
        )
    if "readonly" in text or "unable to open" in text:
        return UnwrittenError(f"{path} cannot be written; check its permissions and its folder's")
    if "malformed" in text or "not a database" in text or "disk I/O" in text:
        return DamagedFileError(
            f"{path} is damaged ({text}); restore a backup with `mtdesk restore FILE`"
        )
    return DamagedFileError(f"{path} could not be used: {text}")
