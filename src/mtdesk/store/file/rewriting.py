"""A practice written anew under another key: encrypted, decrypted, or with a new passphrase.

The new file is written whole beside the old one, compared with it row by row, and put in its place by
one rename while nobody else has the practice open. What was plain is written over before it goes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from mtdesk.errors import DamagedFileError, MtdeskError, RefusedError
from mtdesk.store.file import (
    copies,
    encrypted,
    first_bytes,
    leftovers,
    opening,
    places,
    sealed,
    turns,
    unlocking,
    whole,
)
from mtdesk.store.file.book import explain
from mtdesk.store.incidents import evidence
from mtdesk.store.ledger import attachments

if TYPE_CHECKING:
    from sqlite3 import Connection

    from mtdesk.model.waiting import Waiting
    from mtdesk.store.file.unlocking import Key

_SECONDS = 2.0  # for another program to end what it is at
_AGAIN = 0.02
_STEPS = 100_000  # as of `Book.heed`
_CHUNK = 1 << 20
_HEADER = ("user_version", "application_id")


def rewrite(path: Path, key: Key | None, waiting: Waiting | None = None) -> int:
    """Write a practice anew, encrypted with `key` or plain without one; returns how many files
    beside it were written anew, too.

    Until the rename everything is as it was, and nothing that would be plain is left when it fails.

    Raises:
        RefusedError: it is open in another program, or its folder cannot be written.
        DamagedFileError: what was written is not what was read.
    """
    opening.existing(path).close()  # brought up to date, and its key known
    old = unlocking.key_of(path)
    made: list[Path] = []
    with turns.turn(path), _alone(path, waiting) as conn:
        try:
            with whole.part(path.parent, path.name) as part:
                _write(conn, part.path, key)
                done = _files_anew(path, old, key, made)
                _in_its_place(conn, part, path)
        except BaseException as error:
            for each in made:
                wipe(each)
            if isinstance(error, OSError):
                raise RefusedError(f"{path} cannot be written anew: {error.strerror}") from None
            raise
    if key is not None:
        unlocking.opened(key)
    for each in (*done, leftovers.file_of(path)):  # where else it wrote may be a client's name
        wipe(each)
    return len(done)


@contextmanager
def followed(path: Path, old: Key | None, new: Key | None) -> Iterator[None]:
    """What lies beside a practice follows it to another key, once another file is in its place."""
    made: list[Path] = []
    try:
        done = [] if old == new else _files_anew(path, old, new, made)
        yield
    except BaseException:
        for each in made:
            wipe(each)
        raise
    for each in done:
        wipe(each)


def copy(source: Path, part: Path, key: Key) -> None:
    """Write a plain practice, whoever has it open meanwhile, into an empty file, encrypted."""
    with closing(encrypted.bare(str(source), timeout=_SECONDS)) as conn:
        try:
            _write(conn, part, key)
        except conn.Error as error:
            raise explain(error, source) from error


# -- the practice


@contextmanager
def _alone(path: Path, waiting: Waiting | None) -> Iterator[Connection]:
    """A connection to a practice that no other program can open until it ends.

    Nor may this one: two libraries in one process do not see each other's locks.
    """
    if first_bytes.is_held(path):
        raise RefusedError(f"{path} is open here still; close what shows it, and try again")
    released = first_bytes.hold(path)
    try:
        with closing(encrypted.bare(str(path), timeout=_SECONDS)) as conn:
            try:
                key = unlocking.key_of(path)
                if key is not None:
                    encrypted.unlock(conn, key)
                conn.set_progress_handler(waiting.tell if waiting else None, _STEPS)
                _leave_wal(conn)
                conn.execute("PRAGMA main.locking_mode = EXCLUSIVE").fetchone()
                conn.execute("BEGIN EXCLUSIVE")
                conn.execute("COMMIT")
                yield conn
            except conn.Error as error:
                if "locked" in str(error):
                    raise RefusedError(
                        f"{path} is open in another program; close the dashboard, or wait until it "
                        "has ended, and try again"
                    ) from None
                if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                    raise KeyboardInterrupt from None
                raise explain(error, path) from error
    finally:
        released()


def _leave_wal(conn: Connection) -> None:
    """What is in the WAL comes into the file; that can be without others alone, who are waited for."""
    until = monotonic() + _SECONDS
    while True:
        try:
            conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        except conn.OperationalError:
            if monotonic() > until:
                raise
            sleep(_AGAIN)  # SQLite does not wait here
        else:
            return


def _write(conn: Connection, part: Path, key: Key | None) -> None:
    conn.execute(f"ATTACH ? AS new KEY {key.pragma if key else repr('')}", (str(part),))
    conn.execute("PRAGMA new.journal_mode = OFF").fetchone()  # a part not ended is thrown away
    conn.execute("PRAGMA new.synchronous = OFF")
    conn.execute("SELECT sqlcipher_export('new')").fetchone()
    for name in _HEADER:
        (value,) = conn.execute(f"PRAGMA main.{name}").fetchone()
        conn.execute(f"PRAGMA new.{name} = {value}")
    _compare(conn)
    conn.execute("DETACH new")
    if first_bytes.salt_of(part) != (key.salt if key else None):
        raise DamagedFileError(f"{part} did not come out as it should; nothing was changed")


def _compare(conn: Connection) -> None:
    """Every row of every table, and what there is besides, in the old file and in the new one."""
    listed = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"
    names = [
        name
        for kind, name, _, sql in conn.execute(listed.format("main"))
        if kind == "table" and not (sql or "").upper().startswith("CREATE VIRTUAL")
    ]
    for query in (listed, *(f'SELECT * FROM {{}}."{name}"' for name in names)):
        old, new = (conn.execute(query.format(side)) for side in ("main", "new"))
        while rows := old.fetchmany(500):
            if [*map(tuple, rows)] != [*map(tuple, new.fetchmany(len(rows)))]:
                raise DamagedFileError("what was written is not what was read; nothing was changed")
        if new.fetchone() is not None:
            raise DamagedFileError("more was written than was read; nothing was changed")


def _in_its_place(conn: Connection, part: whole.Part, path: Path) -> None:
    """One rename; what another program wrote to the old file after it would be lost, so none can."""
    if os.name == "nt":  # nothing can take the place of a file that is open
        conn.close()
        part.put(path)
        return
    was_plain = first_bytes.salt_of(path) is None
    handle = os.open(path, os.O_RDWR)
    try:
        is_its_only_name = os.fstat(handle).st_nlink == 1
        part.put(path)
        if was_plain and is_its_only_name:
            _overwrite(handle)
    finally:
        os.close(handle)  # and with it the lock


# -- what lies beside it


def _files_anew(path: Path, old: Key | None, new: Key | None, made: list[Path]) -> list[Path]:
    """Evidence and receipts under the new key, beside the old ones, which are returned."""
    done = []
    for file, name, read in stored_files(path, old):
        target = file.with_name(copies.place_of(name, new))
        with whole.part(file.parent) as part:
            copies.write(part.path, read(), new, lambda name=name: name)  # type: ignore[misc]
            part.put(target)
        made.append(target)
        done.append(file)
    return done


def stored_files(
    path: Path, key: Key | None
) -> Iterator[tuple[Path, str, Callable[[], Iterator[bytes]]]]:
    """Each file that is kept beside a practice: where, as what it is stored, and its bytes."""
    for folder in _folders(path):
        for file in sorted(folder.iterdir()):
            salt = first_bytes.salt_of(file)
            if not copies.is_stored(file.name) or salt != (key.salt if key else None):
                continue
            name = file.name
            if key is not None:
                try:
                    name = sealed.stored_as(file, key)
                except encrypted.library().Error:
                    raise RefusedError(
                        f"{file} is not as it was written, and cannot be decrypted",
                        hint="move it elsewhere to go on without it",
                    ) from None
            yield file, name, lambda name=name, folder=folder: copies.pieces(folder, name, key)  # type: ignore[misc]


def _folders(path: Path) -> list[Path]:
    both = (evidence.folder_of(path), attachments.folder_of(path))
    return [folder for folder in both if folder.is_dir()]


# -- what goes


def wipe(file: Path) -> None:
    """Written over where it was plain, then deleted."""
    with suppress(FileNotFoundError):
        if first_bytes.salt_of(file) is None:
            handle = os.open(file, os.O_RDWR)
            try:
                if os.fstat(handle).st_nlink == 1:
                    _overwrite(handle)
            finally:
                os.close(handle)
        file.unlink()


def _overwrite(handle: int) -> None:
    """Zeros in the place of what a file held; not done to one that has a second name.

    What the disk itself keeps of it (a flash disk, a snapshot) nobody can reach from here.
    """
    os.lseek(handle, 0, os.SEEK_SET)
    left = os.fstat(handle).st_size
    while left > 0:
        left -= os.write(handle, bytes(min(left, _CHUNK)))
    os.fsync(handle)


def plain_copies(path: Path, *folders: Path) -> tuple[list[Path], list[Path]]:
    """Plain files beside an encrypted practice: what mtdesk made of it, and others that hold one.

    The first are copies, parts that were not ended, evidence and receipts. The second have names of
    her own, or are another practice: they are only told.
    """
    whole.sweep(places.folders(path))
    made = {*places.copies(path, *folders)}
    own = [file for file in made if _is_plain_practice(file)]
    around = (file for file in sorted(path.parent.iterdir()) if file.name != path.name)
    others = [
        file for file in around if file.is_file() and file not in made and _is_plain_practice(file)
    ]
    for folder in _folders(path):
        kept = (file for file in sorted(folder.iterdir()) if file.is_file())
        own += [file for file in kept if first_bytes.salt_of(file) is None]
    return sorted(own), others


def encrypt_copy(file: Path, key: Key) -> bool:
    """Encrypt a plain copy of a practice, or a file kept beside it; False where it can only go."""
    if not copies.is_stored(file.name):
        if _is_whole(file):
            rewrite(file, key)
            return True
        return False
    with whole.part(file.parent) as part:
        copies.write(part.path, copies.pieces(file.parent, file.name), key, lambda: file.name)
        part.put(file.with_name(copies.place_of(file.name, key)))
    wipe(file)
    return True


def take_away(file: Path) -> None:
    """A plain copy, with what SQLite may have left beside it."""
    for suffix in ("", *places.BESIDE):
        wipe(file.with_name(f"{file.name}{suffix}"))


def _is_plain_practice(file: Path) -> bool:
    try:
        header = first_bytes.of(file, 100)
    except OSError:
        return False
    application = int.from_bytes(header[68:72], "big")
    return header.startswith(first_bytes.PLAIN) and application == opening.APPLICATION_ID


def _is_whole(file: Path) -> bool:
    try:
        opening.existing(file).close()
    except MtdeskError:
        return False
    return True
