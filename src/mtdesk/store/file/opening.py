"""The practice's file: made, checked, opened, brought up to date after a copy of it."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from mtdesk.errors import (
    DamagedFileError,
    MtdeskError,
    NewerFileError,
    NotFoundError,
    RefusedError,
)
from mtdesk.store.file import first_bytes, restored
from mtdesk.store.file.book import BUSY_MS, Book, connect

VERSION = 12  # how many steps migrations.py holds
# Those of views.py, which is loaded only where one is missing.
VIEWS = ("income_by_month", "load_by_week", "outstanding_view", "sessions_view")
_VIEWS_THERE = "SELECT name FROM sqlite_master WHERE type = 'view' AND name IN ({})".format(
    ", ".join(f"'{name}'" for name in VIEWS)
)
APPLICATION_ID = 0x6D746465  # "mtde" in the file's header: this is a practice


def refuse_folder(path: Path) -> None:
    """Raises NotFoundError where a folder is."""
    if path.is_dir():
        raise NotFoundError(f"{path} is a folder; name the practice file in it")


def existing(path: Path) -> Book:
    """Open an existing practice; bring an older one up to date, after a backup of it.

    Raises:
        NotFoundError: no file there.
        NewerFileError: a later mtdesk wrote it.
        DamagedFileError: not a practice, or damaged.
    """
    refuse_folder(path)
    return restored.once_settled(path, _existing)


def _existing(path: Path) -> Book:
    try:
        _check_header(path)
    except FileNotFoundError:
        raise NotFoundError(f"there is no practice at {path} yet") from None
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}") from None
    return _current(path)


def new(path: Path) -> Book:
    """Make a new practice file, 0600; folders on the way to it are made 0700.

    Raises:
        RefusedError: the place cannot be written.
    """
    try:
        for folder in [each for each in path.parents if not each.exists()][::-1]:
            folder.mkdir(mode=0o700, exist_ok=True)
        return restored.once_settled(path, _new)
    except OSError as error:
        raise RefusedError(
            f"{path} cannot be made: {error.strerror}; name another place with --db"
        ) from None


def _new(path: Path) -> Book:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return _current(path)


def take_away(book: Book) -> None:
    """Delete a practice that was just made and in which nothing stands.

    Not one that another program has open: only who is alone can leave write-ahead logging.
    """
    if book.path is None or book.conn.in_transaction:
        return
    with suppress(MtdeskError):
        book.execute("PRAGMA busy_timeout = 0")
        if book.value("PRAGMA journal_mode = DELETE") != "delete":
            return
        book.execute("BEGIN EXCLUSIVE")
        try:
            if not book.value("SELECT count(*) FROM operation WHERE kind <> 'start'"):
                book.path.unlink(missing_ok=True)
        finally:
            book.conn.execute("ROLLBACK")


def is_practice(path: Path) -> bool:
    """Whether a file says of itself that it is one."""
    try:
        header = first_bytes.of(path, 100)
    except OSError:
        return False
    application = int.from_bytes(header[68:72], "big")
    return header.startswith(b"SQLite format 3\0") and application == APPLICATION_ID


def in_memory() -> Book:
    """An empty practice that is never saved: what reading an absent file sees."""
    return _current(None)


def _current(path: Path | None) -> Book:
    """A connection to the file, once its tables are those of today."""
    released = first_bytes.hold(path) if path else None
    try:
        book = Book(connect(path), path)
    finally:
        if released is not None:
            released()
    try:
        _bring_up_to_date(book)
    except BaseException:
        book.close()
        raise
    return book


def _bring_up_to_date(book: Book) -> None:
    version = book.value("PRAGMA user_version")
    if version and book.value("PRAGMA application_id") != APPLICATION_ID:
        raise _foreign(book.path)  # of an encrypted file the header does not say it
    if version > VERSION:
        raise _newer(book.path)
    # Asked twice: another process may just have made the practice.
    if (
        not version
        and book.value("SELECT count(*) FROM sqlite_master")
        and not book.value("PRAGMA user_version")
    ):
        raise _foreign(book.path)
    if book.value("PRAGMA journal_mode") != "wal" and book.path:
        book.execute("PRAGMA journal_mode = WAL")
    if version == VERSION:
        there = [row["name"] for row in book.rows(_VIEWS_THERE)]
        if len(there) < len(VIEWS):
            _make_views(book, tuple(name for name in VIEWS if name not in there))
        return
    if version:
        _copy_before(book)
    # With sqlite-utils, which is slow to load and not needed in a file of today.
    from mtdesk.store.file import triggers, views
    from mtdesk.store.file.migrations import migrations

    book.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        if book.value("PRAGMA user_version") < VERSION:
            views.drop(book.conn)
            migrations.apply(book.db)
            triggers.create(book.conn)
            views.create(book.conn)
            book.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            book.execute(f"PRAGMA user_version = {VERSION}")
        book.execute("COMMIT")
    except BaseException:
        if book.conn.in_transaction:
            book.conn.execute("ROLLBACK")
        raise


def _make_views(book: Book, missing: tuple[str, ...]) -> None:
    """Make the views again where somebody took one away; a file that cannot be written stays without."""
    from mtdesk.store.file import views

    book.execute("PRAGMA busy_timeout = 0")  # nobody waits for them
    with suppress(MtdeskError):
        book.execute("BEGIN IMMEDIATE")
        views.create(book.conn)
        book.execute("COMMIT")
        book.made_again = missing
    book.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _copy_before(book: Book) -> None:
    """Keep the file as the older version wrote it, beside it; a part is a copy itself."""
    from mtdesk.store.file import whole

    if book.path is None or whole.is_part(book.path):
        return
    for number in count(1):
        end = f".{number}" if number > 1 else ""
        copy = book.path.with_name(f"{book.path.name}.before-version-{VERSION}{end}")
        if copy.exists():
            continue
        try:
            with whole.file(copy, over=False) as made:
                book.execute("VACUUM INTO ?", (str(made.path),))
                _refuse_damaged(made.path, book.path)
        except RefusedError:
            if not copy.exists():  # otherwise another process was first to that name
                raise
        else:
            return


def _refuse_damaged(copy: Path, path: Path) -> None:
    made = Book(connect(copy), copy)
    try:
        found = made.value("PRAGMA integrity_check(1)")
    finally:
        made.close()
    if found != "ok":
        raise DamagedFileError(
            f"{path} is damaged ({found}); restore a backup with `mtdesk restore FILE`"
        )


def _check_header(path: Path) -> None:
    """Refuse a newer or foreign file from its first bytes, before SQLite touches it."""
    header = first_bytes.of(path, 100)
    if not header:
        raise FileNotFoundError
    if header.startswith(first_bytes.ENCRYPTED):
        return  # what else it is can be read once it is opened
    if len(header) < 100 or not header.startswith(first_bytes.PLAIN):
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
