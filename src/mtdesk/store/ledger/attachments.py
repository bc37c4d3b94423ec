"""Receipts of expenses, scanned or photographed: `practice.db` has `practice-receipts/`."""

from __future__ import annotations

from pathlib import Path

from mtdesk.model.ledger.costs import Attachment
from mtdesk.store.file import copies, places
from mtdesk.store.file.book import Book
from mtdesk.store.file.copies import Copied
from mtdesk.store.file.unlocking import key_of

_COLUMNS = ("file_name", "stored_as", "sha256", "bytes", "added_at")


def folder_of(practice: Path) -> Path:
    return places.folder(practice, "receipts")


def copy(practice: Path, source: Path) -> Copied:
    """Copy a file beside the practice, as `copies.copy` does it; encrypted where the practice is."""
    return copies.copy(source, folder_of(practice), key_of(practice))


def add(book: Book, expense_id: int, file: Attachment) -> int:
    values = {name: getattr(file, name) for name in _COLUMNS}
    return book.insert("expense_attachment", {"expense_id": expense_id, **values})


def of_expense(book: Book, expense_id: int) -> tuple[Attachment, ...]:
    rows = book.rows(
        "SELECT * FROM expense_attachment WHERE expense_id = ? ORDER BY id", (expense_id,)
    )
    return tuple(Attachment(id=row["id"], **{name: row[name] for name in _COLUMNS}) for row in rows)


def drop(book: Book, expense_id: int) -> None:
    """Its rows go with the expense; the files stay, so that undo finds them."""
    book.execute("DELETE FROM expense_attachment WHERE expense_id = ?", (expense_id,))


def discard(book: Book, stored_as: str) -> None:
    """Take a copy away that nothing came of."""
    named = book.value("SELECT 1 FROM expense_attachment WHERE stored_as = ? LIMIT 1", (stored_as,))
    if book.path is not None and not named:
        copies.take_away(folder_of(book.path), stored_as, key_of(book.path))


def problems(book: Book) -> list[str]:
    """Stored files that are not as they were when they were added, each as a sentence."""
    if book.path is None:
        return []
    folder, key = folder_of(book.path), key_of(book.path)
    found = []
    for row in book.rows("SELECT * FROM expense_attachment ORDER BY id"):
        problem = copies.problem_of(folder, row["stored_as"], row["sha256"], key)
        if problem is not None:
            found.append(
                f"receipt {row['file_name']} of expense {row['expense_id']} is {problem} in {folder}"
            )
    return found


def named(book: Book) -> list[tuple[str, str]]:
    """Each file by a name that says whose it is, and as what it is stored."""
    return [
        (
            f"expense-{row['expense_id']}-{row['id']}-{copies.plain_name(row['file_name'])}",
            row["stored_as"],
        )
        for row in book.rows("SELECT * FROM expense_attachment ORDER BY id")
    ]


def count(book: Book) -> int:
    """How many files there are beside the practice."""
    return int(book.value("SELECT count(DISTINCT stored_as) FROM expense_attachment"))
