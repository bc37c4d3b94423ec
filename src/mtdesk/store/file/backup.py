"""Copies of the practice, the way back from one, and whether a file is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import DamagedFileError, FileError, MtdeskError, RefusedError
from mtdesk.model.frozen import frozen
from mtdesk.store.file import guard, journal, opening, seals, triggers
from mtdesk.store.file.book import Book
from mtdesk.store.incidents import evidence as evidence_files
from mtdesk.store.ledger import attachments

if TYPE_CHECKING:
    from mtdesk.model.waiting import Waiting

_TOLD = 5


@frozen
class Check:
    """`rows` are those that a check names one by one."""

    name: str
    ok: bool
    detail: str
    rows: tuple[guard.Unusual, ...] = ()


def all_of(book: Book, today: date) -> list[Check]:
    """What `doctor` looks at."""
    return [
        *whole(book),
        _record_check(book),
        *_receipts_check(book),
        _rows_check(book, today),
    ]


def whole(book: Book) -> list[Check]:
    """Whether the file is one that can be worked with; a tampered record is better than none."""
    try:
        integrity = [row[0] for row in book.rows("PRAGMA integrity_check(20)")]
        dangling = book.rows("PRAGMA foreign_key_check")
    except (sqlite3.Error, MtdeskError) as error:
        return [Check(name="integrity", ok=False, detail=str(error))]
    there = {row[0] for row in book.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    wanted = {
        f"journal_{table}_{verb}"
        for table in triggers.JOURNALED
        for verb in ("insert", "update", "delete")
    } | {
        f"seal_{table}_{verb}"
        for table in triggers.SEALED
        for verb in ("insert", "update", "delete")
    }
    wanted |= guard.names()
    missing = sorted(wanted - there)
    outside = journal.changes_outside(book)
    return [
        Check(name="integrity", ok=integrity == ["ok"], detail="; ".join(integrity)),
        Check(name="references", ok=not dangling, detail=f"{len(dangling)} rows refer to nothing"),
        Check(
            name="triggers",
            ok=not missing,
            detail=f"missing: {some(missing)}" if missing else "all there",
        ),
        Check(name="journal", ok=True, detail=f"{outside} changes by other programs"),
    ]


def _record_check(book: Book) -> Check:
    """Whether the incidents and their evidence are as they were; names the chain, to be noted."""
    try:
        chain = seals.verify(book)
        problems = [*chain.problems, *evidence_files.problems(book)]
    except MtdeskError as error:
        return Check(name="incidents", ok=False, detail=str(error))
    detail = f"{chain.count} sealed, head {chain.head}" if chain.count else "none recorded"
    told = f"{some(problems, '; ')}; " if problems else ""
    return Check(name="incidents", ok=not problems, detail=f"{told}{detail}")


def _receipts_check(book: Book) -> list[Check]:
    """Whether the receipts of expenses are as they were; nothing where there are none."""
    count = attachments.count(book)
    if not count:
        return []
    problems = attachments.problems(book)
    detail = some(problems, "; ") if problems else f"{count:,} kept"
    return [Check(name="receipts", ok=not problems, detail=detail)]


def _rows_check(book: Book, today: date) -> Check:
    """Rows that stand though a rule of today would refuse them: no fault of the file, so it is ok."""
    found = guard.unusual(book, today)
    detail = some([each.words for each in found], "; ") if found else "none"
    return Check(name="unusual rows", ok=True, detail=detail, rows=tuple(found))


def some(names: list[str], between: str = ", ", most: int = _TOLD) -> str:
    """The first few names, and how many there are beside them."""
    more = f"{between}and {len(names) - most:,} more" if len(names) > most else ""
    return between.join(names[:most]) + more


def copy(book: Book, target: Path) -> None:
    """A compact copy of the practice, 0600; it appears whole or not at all.

    Raises:
        RefusedError: the place is taken or cannot be written.
    """
    if target.exists():
        raise RefusedError(f"{target} is there already; name another file")
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_RDWR | os.O_EXCL, 0o600))
        book.execute("VACUUM INTO ?", (str(part),))
        part.replace(target)
    except OSError as error:
        raise RefusedError(f"{target} cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)


def checked(source: Path, target: Path, waiting: Waiting | None = None) -> Path:
    """A copy of `source` beside `target`, found whole; it goes away where it is not.

    Raises:
        DamagedFileError: the backup is not whole.
    """
    part = target.with_name(f".{target.name}.part")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, part)
        part.chmod(0o600)
        book = opening.existing(part)
        book.heed(waiting)
        try:
            bad = [check for check in whole(book) if not check.ok]
            if bad:
                raise DamagedFileError(
                    f"{source} is not whole ({bad[0].detail}); nothing was changed"
                )
            book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            book.close()
    except BaseException as error:
        _clear(part)
        if isinstance(error, FileError):  # it speaks of the copy; she named its source
            raise type(error)(error.message.replace(str(part), str(source))) from None
        if isinstance(error, OSError):
            raise _unrestored(source, error) from None
        raise
    return part


def put_in_place(part: Path, target: Path) -> Path | None:
    """A checked copy becomes `target`; returns where the old file went."""
    try:
        kept = _set_aside(target)
        part.replace(target)
    except OSError as error:
        raise _unrestored(part, error) from None
    finally:
        _clear(part)
    return kept


def _unrestored(path: Path, error: OSError) -> RefusedError:
    return RefusedError(f"{path} could not be restored: {error.strerror}")


def _clear(part: Path) -> None:
    for leftover in (part, *_beside(part)):
        leftover.unlink(missing_ok=True)


def _set_aside(target: Path) -> Path | None:
    if not target.exists():
        return None
    number = 1
    while (kept := target.with_name(f"{target.name}.replaced-{number}")).exists():
        number += 1
    try:
        book = opening.existing(target)
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        book.close()
    except MtdeskError:
        pass  # a damaged file is set aside as it is
    target.rename(kept)
    for leftover, name in zip(_beside(target), _beside(kept), strict=True):
        if leftover.exists():
            leftover.rename(name)
    return kept


def _beside(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
