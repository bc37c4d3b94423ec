"""Files kept beside the practice: copies named by their content, in a folder of their own.

What people typed is never a part of a path there: a file is stored under its SHA-256 and a plain
suffix.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.frozen import frozen
from mtdesk.store.file import whole

_CHUNK = 1 << 20
_STORED = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,10})?")


@frozen
class Copied:
    """A file as it is stored; `is_new` when it was not there before."""

    name: str
    stored_as: str
    sha256: str
    bytes: int
    is_new: bool


def copy(source: Path, folder: Path) -> Copied:
    """Copy a file into the folder, 0600, piece by piece; it appears there whole or not at all.

    Raises:
        NotFoundError: no such file. RefusedError: no file, or it cannot be read or copied.
    """
    try:
        kind = source.stat().st_mode
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {source}") from None
    except OSError as error:
        raise RefusedError(f"{source} cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(kind):
        what = "a folder; name the files in it" if stat.S_ISDIR(kind) else "no file of its own"
        raise RefusedError(f"{source} is {what}")
    try:
        reading = source.open("rb")
    except OSError as error:
        raise RefusedError(f"{source} cannot be read: {error.strerror}") from None
    with reading:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            with whole.part(folder) as part:
                digest, size = _copy_bytes(reading, source, part.handle)
                stored_as = f"{digest}{_plain_suffix(source.name)}"
                is_new = problem_of(folder, stored_as, digest) is not None
                if is_new:  # its name, too, is on the disk before the record speaks of it
                    part.put(folder / stored_as)
        except OSError as error:
            raise _cannot_write(folder, error) from None
    return Copied(
        name=_shown_name(source), stored_as=stored_as, sha256=digest, bytes=size, is_new=is_new
    )


def problem_of(folder: Path, stored_as: str, digest: str) -> str | None:
    """What is wrong with a stored file: `missing`, `not readable`, `changed`; or None."""
    if not _STORED.fullmatch(stored_as):
        return "not named as it was"
    found = sha256()
    try:
        with (folder / stored_as).open("rb") as file:
            while piece := file.read(_CHUNK):
                found.update(piece)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "not readable"
    return None if found.hexdigest() == digest else "changed"


def take_away(folder: Path, stored_as: str) -> None:
    """Delete a stored file, and nothing else by whatever name."""
    if _STORED.fullmatch(stored_as):
        (folder / stored_as).unlink(missing_ok=True)


def _copy_bytes(reading: BinaryIO, source: Path, handle: int) -> tuple[str, int]:
    """Returns the SHA-256 of what was copied, and its length."""
    found, size = sha256(), 0
    with os.fdopen(os.dup(handle), "wb") as writing:
        while piece := _read(reading, source):
            found.update(piece)
            size += writing.write(piece)
    return found.hexdigest(), size


def _read(reading: BinaryIO, source: Path) -> bytes:
    try:
        return reading.read(_CHUNK)
    except OSError as error:
        raise RefusedError(f"{source} cannot be read: {error.strerror}") from None


def _cannot_write(folder: Path, error: OSError) -> RefusedError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return RefusedError(f"the disk that holds {folder} is full; nothing was copied")
    return RefusedError(f"{folder} cannot be written: {error.strerror}; nothing was copied")


def _plain_suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,10}", suffix) else ""


def _shown_name(source: Path) -> str:
    """The file's name as text; bytes that are none are marked."""
    text = os.fsencode(source.name).decode("utf-8", "replace")
    return " ".join("".join(mark for mark in text if mark.isprintable()).split()) or "file"
