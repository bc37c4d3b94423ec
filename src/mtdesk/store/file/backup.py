"""Copies of the practice, and the way back from one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from mtdesk.errors import DamagedFileError, FileError, MtdeskError, RefusedError
from mtdesk.store.file import checks, opening
from mtdesk.store.file.book import Book


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


def restore(source: Path, target: Path) -> Path | None:
    """Put a checked copy of `source` in the place of `target`; returns where the old file went.

    Raises:
        DamagedFileError: the backup is not whole.
    """
    part = target.with_name(f".{target.name}.part")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, part)
        part.chmod(0o600)
        book = opening.existing(part)
        try:
            bad = [check for check in checks.whole(book) if not check.ok]
            if bad:
                raise DamagedFileError(
                    f"{source} is not whole ({bad[0].detail}); nothing was changed"
                )
            book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            book.close()
        kept = _set_aside(target)
        part.replace(target)
    except FileError as error:  # it speaks of the copy; she named its source
        raise type(error)(error.message.replace(str(part), str(source))) from None
    except OSError as error:
        raise RefusedError(f"{source} could not be restored: {error.strerror}") from None
    finally:
        for leftover in (part, *_beside(part)):
            leftover.unlink(missing_ok=True)
    return kept


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
