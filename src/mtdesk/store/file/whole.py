"""A file, or a folder of files, that appears whole or not at all: the one way in which any is written.

It is written beside its place, as a part: under a name that nobody guesses, made new, for its owner
alone. It takes its place by one rename when all of it is on the disk. Whoever writes a part holds a
lock on it, so one that nobody holds was left by a process that was killed: `sweep` takes it away.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from mtdesk.errors import RefusedError
from mtdesk.model.text import pattern
from mtdesk.store.file import turns

_PART = pattern(r"\..*\.[0-9a-f]{16}\.part")
_BESIDE_PART = pattern(r"(\..*\.[0-9a-f]{16}\.part)-(wal|shm|journal)")
_FORMER_PART = pattern(r"\..+\.part|\.part-\w{8}")  # as parts were named once
_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
_PRACTICE = (
    b"SQLite format 3\0",
    b"mtde",
)  # how a copy of a practice begins, and what it says of itself
_SHOWN = 40  # of a name, that a part's stays short enough for any file system
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class Part:
    """What is being written at `path`, by whoever holds `handle`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self.handle = handle

    def put(self, target: Path, *, over: bool = True) -> None:
        """All of it is on the disk under its name, or nothing is there.

        Raises:
            FileExistsError: something is there, and it is not to go `over` that.
        """
        os.fsync(self.handle)
        if over:
            self.path.replace(target)
        else:
            _put_beside(self.path, target)
        sync(target.parent)


def _put_beside(part: Path, target: Path) -> None:
    try:
        target.hardlink_to(part)  # unlike a rename it fails where something is
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        part.replace(target)
    else:
        part.unlink()


@contextmanager
def part(folder: Path, name: str = "") -> Iterator[Part]:
    """A new file in a folder, that goes away unless it is put in its place."""
    path = folder / _name(name)
    handle = os.open(path, _NEW, 0o600)
    try:
        turns.take(handle)
        yield Part(path, handle)
    finally:
        os.close(handle)
        for each in (
            path,
            *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")),
        ):
            with suppress(OSError):
                each.unlink()


@contextmanager
def file(target: Path, *, over: bool = True) -> Iterator[Part]:
    """A part that takes its place at the end.

    Raises:
        RefusedError: the place is a folder, a device, missing, full, not ours or, unless it may go
            `over` that, taken.
    """
    if target.is_dir():
        raise RefusedError(f"{target} is a folder; name a file in it")
    if not over and os.path.lexists(target):
        raise taken(target)
    if target.exists() and not target.is_file():
        raise RefusedError(f"{target} is a device, no file that can be replaced; name another")
    try:
        sweep([target.parent], target.name)
        with part(target.parent, target.name) as made:
            yield made
            made.put(target, over=over)
    except FileExistsError:
        raise taken(target) from None
    except OSError as error:
        raise RefusedError(f"{target} cannot be written: {error.strerror or error}") from None


def is_part(path: Path) -> bool:
    return _PART.fullmatch(path.name) is not None


def taken(target: Path) -> RefusedError:
    return RefusedError(f"{target} is there already; name another file")


@contextmanager
def text(target: Path, *, with_bom: bool = False) -> Iterator[TextIOWrapper]:
    """A text file to write. By the mark at its start (`with_bom`) a spreadsheet knows that it is UTF-8."""
    encoding = "utf-8-sig" if with_bom else "utf-8"
    with (
        file(target) as made,
        os.fdopen(os.dup(made.handle), "w", encoding=encoding, newline="") as writing,
    ):
        yield writing


def content(target: Path, content: bytes) -> None:
    """As `text`, for what is no text."""
    with file(target) as made, os.fdopen(os.dup(made.handle), "wb") as writing:
        writing.write(content)


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """A new folder to write files into; it has its name when all of them are on the disk.

    Raises:
        RefusedError: something is there, or the place cannot be written.
    """
    if os.path.lexists(target):
        raise RefusedError(f"{target} is there already; name a new folder")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep([target.parent], target.name)
        with meanwhile(target.parent, target.name) as path:
            yield path
            _sync_all(path)
            path.rename(target)
        sync(target.parent)
    except OSError as error:
        raise RefusedError(f"{target} cannot be written: {error.strerror or error}") from None


@contextmanager
def meanwhile(place: Path, name: str) -> Iterator[Path]:
    """A new folder that is gone afterwards, by `sweep` if not by who made it."""
    path = place / _name(name)
    path.mkdir(mode=0o700)
    handle = os.open(path, os.O_RDONLY)
    try:
        turns.take(handle)
        yield path
    finally:
        os.close(handle)
        shutil.rmtree(path, ignore_errors=True)


def sync(folder: Path) -> None:
    """Names, too, are on the disk before anybody speaks of them."""
    with suppress(OSError):  # not every system opens a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync_all(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            handle = os.open(Path(place) / name, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync(Path(place))


def sweep(folders: Iterable[Path], name: str = "") -> list[Path]:
    """Take away the parts that no process writes any more, all or those of a name; which they were."""
    swept = []
    for place in folders:
        try:
            with os.scandir(place) as listed:
                found = sorted(each.name for each in listed if each.name.startswith("."))
        except OSError:
            continue
        for each in found:
            path = place / each
            if name and not each.startswith(f".{name[:_SHOWN]}."):
                continue
            if _PART.fullmatch(each) or (
                _FORMER_PART.fullmatch(each) and _is_of_former_times(path)
            ):
                swept += [path] if _take_away(path) else []
            elif (beside := _BESIDE_PART.fullmatch(each)) and not (place / beside[1]).exists():
                with suppress(OSError):
                    path.unlink()  # what SQLite kept for a part that is no more
                    swept.append(path)
    return swept


def _name(name: str) -> str:
    return f".{name[:_SHOWN]}.{os.urandom(8).hex()}.part"


def _take_away(path: Path) -> bool:
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except OSError:
        return False  # a link, or no more there
    try:
        if not turns.take(handle, otherwise=False):
            return False  # it is being written, or that cannot be known here
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _is_of_former_times(path: Path) -> bool:
    """A copy of a practice or of evidence, or a folder of an export, whose writer held no lock."""
    if path.is_symlink():
        return False
    if path.name.startswith(".part-"):
        return path.parent.name.endswith(("-evidence", "-receipts"))
    if path.is_dir():
        return any(path.glob("*.csv"))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    return header.startswith(_PRACTICE[0]) and header[68:72] == _PRACTICE[1]
