"""Files kept beside the practice: copies named by their content, in a folder of their own.

What people typed is never a part of a path there: a file is stored under its SHA-256 and a plain
suffix. Beside an encrypted practice it is encrypted, too: see `sealed`.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.frozen import frozen
from mtdesk.model.text import pattern
from mtdesk.store.file import first_bytes, whole

if TYPE_CHECKING:
    from mtdesk.store.file.unlocking import Key

_CHUNK = 1 << 20
_STORED = pattern(r"[0-9a-f]{64}(\.[a-z0-9]{1,10})?")


@frozen
class Copied:
    """A file as it is stored; `is_new` when it was not there before."""

    name: str
    stored_as: str
    sha256: str
    bytes: int
    is_new: bool


def copy(source: Path, folder: Path, key: Key | None = None) -> Copied:
    """Copy a file into the folder, 0600, piece by piece; it appears there whole or not at all.

    With a `key` what appears there is encrypted.

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
    if first_bytes.is_held(source):  # to read and close it would leave it unlocked
        raise RefusedError(f"{source} is the practice itself; `mtdesk backup` copies that")
    try:
        reading = source.open("rb")
    except OSError as error:
        raise RefusedError(f"{source} cannot be read: {error.strerror}") from None
    with reading:
        passed, suffix = _Passed(), _plain_suffix(source.name)
        content = passed.through(_of(reading, source))
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            with whole.part(folder) as part:
                write(part.path, content, key, lambda: f"{passed.name}{suffix}")
                stored_as = f"{passed.name}{suffix}"
                is_new = problem_of(folder, stored_as, passed.name, key) is not None
                if is_new:  # its name, too, is on the disk before the record speaks of it
                    part.put(folder / place_of(stored_as, key))
        except OSError as error:
            raise _cannot_write(folder, error) from None
    return Copied(
        name=_shown_name(source),
        stored_as=stored_as,
        sha256=passed.name,
        bytes=passed.size,
        is_new=is_new,
    )


def problem_of(folder: Path, stored_as: str, digest: str, key: Key | None = None) -> str | None:
    """What is wrong with a stored file: `missing`, `not readable`, `changed`; or None."""
    if not is_stored(stored_as):
        return "not named as it was"
    found = sha256()
    try:
        for piece in pieces(folder, stored_as, key):
            found.update(piece)
    except FileNotFoundError:
        return "missing"
    except (OSError, RefusedError):
        return "not readable"
    return None if found.hexdigest() == digest else "changed"


def pieces(folder: Path, stored_as: str, key: Key | None = None) -> Iterator[bytes]:
    """The bytes of a stored file, decrypted.

    Raises:
        OSError: it is not there, or cannot be read. RefusedError: it cannot be decrypted.
    """
    place = folder / place_of(stored_as, key)
    if key is not None:
        yield from pieces_of(place, key)
        return
    with place.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def pieces_of(file: Path, key: Key) -> Iterator[bytes]:
    """The bytes of an encrypted file; raises as `pieces` does."""
    from mtdesk.store.file import encrypted, sealed

    if not file.exists():
        raise FileNotFoundError
    try:
        yield from sealed.pieces(file, key)
    except encrypted.library().Error:
        raise RefusedError(f"{file} is not as it was written") from None


def write(part: Path, content: Iterable[bytes], key: Key | None, name: Callable[[], str]) -> None:
    """Write pieces to an empty file, encrypted with a key; `name` is what it is stored as.

    Raises:
        OSError: it cannot be written.
    """
    if key is None:
        with part.open("wb") as writing:
            for piece in content:
                writing.write(piece)
        return
    from mtdesk.store.file import encrypted, sealed

    try:
        sealed.write(part, key, content, name)
    except encrypted.library().Error as error:
        full = "full" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from None


def place_of(stored_as: str, key: Key | None) -> str:
    """Under which name it lies in the folder."""
    if key is None:
        return stored_as
    from mtdesk.store.file import sealed

    return sealed.name_of(stored_as, key)


def is_stored(name: str) -> bool:
    """Whether it is a name that a stored file has."""
    return _STORED.fullmatch(name) is not None


def plain_name(name: str) -> str:
    """What a file was called, as a part of a path: letters, digits and a few signs of it."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[-80:] or "file"


def take_away(folder: Path, stored_as: str, key: Key | None = None) -> None:
    """Delete a stored file, and nothing else by whatever name."""
    if is_stored(stored_as):
        (folder / stored_as).unlink(missing_ok=True)
        if key is not None:
            (folder / place_of(stored_as, key)).unlink(missing_ok=True)


class _Passed:
    """What went through: its SHA-256, and its length."""

    def __init__(self) -> None:
        self._found = sha256()
        self.size = 0

    def through(self, content: Iterable[bytes]) -> Iterator[bytes]:
        for piece in content:
            self._found.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def name(self) -> str:
        return self._found.hexdigest()


def _of(reading: BinaryIO, source: Path) -> Iterator[bytes]:
    while piece := _read(reading, source):
        yield piece


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
