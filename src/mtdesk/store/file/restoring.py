"""The way back from a backup: a copy of it is made ready beside the practice, and takes its place at once.

Whatever ends it in between, the practice is the one from before or the one restored, and whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Self

from mtdesk.errors import FileError, RefusedError
from mtdesk.store.file import age, backup, first_bytes, opening, restored, turns, unlocking, whole
from mtdesk.store.file.book import Book, connect, which

if TYPE_CHECKING:
    from mtdesk.model.waiting import Waiting
    from mtdesk.store.clients.purge.again import Again

_TRIES = 20


class Ready:
    """A copy of a backup, found whole and of today's shape. It goes away when it is closed."""

    def __init__(
        self,
        source: Path,
        target: Path,
        waiting: Waiting | None = None,
        identity: Path | None = None,
    ) -> None:
        """Raises DamagedFileError where the backup is not whole."""
        if source.exists() and which(source) == which(target):
            raise RefusedError(f"{source} is the practice itself; name one of its backups")
        self.source = source
        self.target = target
        self.again: Again | None = None  # who was purged in it again
        self._stack = ExitStack()
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._part = self._stack.enter_context(whole.part(target.parent, target.name))
            self.path = self._part.path
            self._file = which(self.path)
            self._fill(identity)
            with self.opened() as book:
                book.heed(waiting)
                backup.refuse_damaged(book, f"{source} is not whole ({{}}); nothing was changed")
        except BaseException as error:
            self._stack.close()
            if isinstance(error, FileError):  # it speaks of the copy; she named its source
                said = error.message.replace(str(self.path), str(source))
                raise type(error)(said) from None
            if isinstance(error, OSError):
                raise _unrestored(source, error) from None
            raise

    def _fill(self, identity: Path | None) -> None:
        if not age.is_age(self.source):
            self._fill_from(self.source)
            return
        with whole.part(self.target.parent, self.target.name) as read:
            age.decrypt(self.source, read.path, identity)
            self._fill_from(read.path)

    def _fill_from(self, source: Path) -> None:
        key = unlocking.known_key(self.target)
        if key is not None and first_bytes.of(source) == first_bytes.PLAIN:
            # What takes the place of an encrypted practice is encrypted, too.
            from mtdesk.store.file import rewriting

            rewriting.copy(source, self.path, key)
            return
        shutil.copyfile(source, self.path)
        beside = source.with_name(f"{source.name}-wal")
        if beside.exists():  # it is, or was, open somewhere: what was written last is only there
            shutil.copyfile(beside, self.path.with_name(f"{self.path.name}-wal"))

    @contextmanager
    def opened(self) -> Iterator[Book]:
        """The copy as a practice; all that is written to it is in its one file afterwards."""
        book = opening.existing(self.path)
        try:
            yield book
            book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            book.close()

    @property
    def is_put(self) -> bool:
        """Whether it is the practice by now, however that ended."""
        return which(self.target) == self._file

    def put(self, day: str) -> Path | None:
        """It becomes the practice; returns the copy of what was there, whose name holds the `day`.

        Raises:
            RefusedError: another program does not let go of the practice, or the disk is full.
        """
        try:
            os.fsync(self._part.handle)
            with (
                turns.turn(self.target),
                _kept(self.target, day) as kept,
                restored.marked(self.target, self.path, kept, self.source),
            ):
                self.path.replace(self.target)
                whole.sync(self.target.parent)
        except OSError as error:
            raise _unrestored(self.source, error) from None
        finally:
            self.close()
        return kept

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def _kept(practice: Path, day: str) -> Iterator[Path | None]:
    """What is there is kept as a copy, and nobody writes to it from before that until the end."""
    if not (practice.exists() and practice.stat().st_size):
        yield None
        return
    with ExitStack() as stack:
        try:
            _hold(stack.enter_context(_connected(practice)), practice)
            kept = _free(practice, f"{practice.stem}-{day}{{}}{practice.suffix}")
            backup.copy(stack.enter_context(_connected(practice)), kept)
        except FileError:
            kept = _as_it_is(practice)
        yield kept


@contextmanager
def _connected(path: Path) -> Iterator[Book]:
    book = Book(connect(path), path)
    try:
        yield book
    finally:
        if book.conn.in_transaction:
            book.conn.execute("ROLLBACK")
        book.close()


def _hold(writer: Book, practice: Path) -> None:
    """Take the writing transaction when all that was written is in the one file."""
    writer.value("PRAGMA schema_version")  # what is no file of SQLite's is refused here
    beside = practice.with_name(f"{practice.name}-wal")
    for _ in range(_TRIES):
        row = writer.row("PRAGMA wal_checkpoint(TRUNCATE)")
        writer.execute("BEGIN IMMEDIATE")
        if row is not None and not row[0] and not (beside.exists() and beside.stat().st_size):
            return
        writer.execute("ROLLBACK")
    raise RefusedError(f"another program is reading {practice}; close it, and restore then")


def _as_it_is(practice: Path) -> Path:
    """A damaged file is kept as it is, byte for byte."""
    kept = _free(practice, f"{practice.name}.replaced{{}}", first=1)
    for end in ("-wal", ""):
        source = practice.with_name(practice.name + end)
        if source.exists():
            with whole.file(kept.with_name(kept.name + end), over=False) as made:
                shutil.copyfile(source, made.path)
    return kept


def _free(practice: Path, name: str, first: int = 0) -> Path:
    """The first of these names that is not taken; its place is for a number."""
    for number in count(first):
        path = practice.with_name(name.format(f"-{number}" if number else ""))
        if not os.path.lexists(path):
            return path
    raise AssertionError


def _unrestored(path: Path, error: OSError) -> RefusedError:
    return RefusedError(f"{path} could not be restored: {error.strerror}")
