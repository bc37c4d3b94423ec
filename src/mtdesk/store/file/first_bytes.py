"""What a file begins with, read without losing the locks that SQLite holds on it.

POSIX takes all locks of a process on a file away when the process closes any handle on it. A header
read while the practice is open would leave it unlocked: the next program would think itself alone,
clear the WAL away when it ends, and what is written here afterwards would go into a file without a
name. So the handle is kept as long as there is a connection, and read again through that.
"""

from __future__ import annotations

import os
from _thread import allocate_lock  # threading is half a millisecond of every start
from collections.abc import Callable
from pathlib import Path

PLAIN = b"SQLite format 3\0"
ENCRYPTED = b"mtdesk"  # the salt of a file that was encrypted here begins so
AGE = b"age-encryption"
SALT_BYTES = 16
_lock = allocate_lock()


class _Held:
    def __init__(self) -> None:
        self.handles: list[int] = []
        self.count = 0


_held: dict[tuple[int, int], _Held] = {}


def of(path: Path, size: int = SALT_BYTES) -> bytes:
    """The first bytes of a file.

    Raises:
        OSError: it cannot be read.
    """
    with _lock:
        which = _which(path.stat())
        if which not in _held:
            handle = os.open(path, os.O_RDONLY)
            which = _which(os.fstat(handle))  # it may have been put in another's place meanwhile
            if which not in _held:
                try:
                    return os.read(handle, size)
                finally:
                    os.close(handle)
            _held[which].handles.append(handle)
        handle = _held[which].handles[0]
        os.lseek(handle, 0, os.SEEK_SET)
        return os.read(handle, size)


def hold(path: Path) -> Callable[[], None]:
    """Before a connection is made; what is returned is called after it was closed."""
    with _lock:
        try:
            which = _which(path.stat())
            if which not in _held:
                handle = os.open(path, os.O_RDONLY)
                which = _which(os.fstat(handle))
                _held.setdefault(which, _Held()).handles.append(handle)
        except OSError:
            return _nothing  # SQLite says what is wrong with it
        _held[which].count += 1

    def release() -> None:
        with _lock:
            _held[which].count -= 1
            if not _held[which].count:
                for each in _held.pop(which).handles:
                    os.close(each)

    return release


def is_held(path: Path) -> bool:
    """Whether this process has a connection to it."""
    with _lock:
        try:
            return _which(path.stat()) in _held
        except OSError:
            return False


def salt_of(path: Path) -> bytes | None:
    """The salt of an encrypted practice; None of any other file, and where there is none."""
    try:
        begins = of(path)
    except OSError:
        return None
    is_salt = begins.startswith(ENCRYPTED) and len(begins) == SALT_BYTES
    return begins if is_salt else None


def _which(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _nothing() -> None:
    pass
