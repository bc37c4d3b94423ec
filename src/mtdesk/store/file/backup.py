"""Whether a file is whole, and copies of the practice that are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mtdesk.errors import DamagedFileError, MtdeskError
from mtdesk.model.frozen import frozen
from mtdesk.store.file import guard, journal, seals, triggers
from mtdesk.store.file import whole as whole_file
from mtdesk.store.file.book import Book, connect
from mtdesk.store.incidents import evidence as evidence_files
from mtdesk.store.ledger import attachments

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
    except MtdeskError as error:
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


def copy(book: Book, target: Path, recipients: str = "") -> None:
    """A compact copy of the practice, found whole, 0600; it appears whole or not at all.

    With `recipients` only they can read it: see `age`. What is encrypted lies in the practice's own
    folder meanwhile, not where the copy goes: that may be a stick, or another device's.

    Raises:
        RefusedError: the place is taken or cannot be written.
    """
    with whole_file.file(target, over=False) as made:
        if not recipients:
            _copy_to(book, made.path)
            return
        from mtdesk.store.file import age

        with whole_file.part((book.path or target).parent, target.name) as plain:
            _copy_to(book, plain.path)
            age.encrypt(plain.path, made.path, recipients)


def _copy_to(book: Book, path: Path) -> None:
    book.execute("VACUUM INTO ?", (str(path),))
    made = Book(connect(path), path)
    try:
        refuse_damaged(made, f"the copy of {book.path} is not whole ({{}}), and was not kept")
    finally:
        made.close()


def refuse_damaged(book: Book, words: str) -> None:
    """Raises DamagedFileError, with what is found in the place of {} of the words."""
    if bad := [check for check in whole(book) if not check.ok]:
        raise DamagedFileError(words.format(bad[0].detail))
