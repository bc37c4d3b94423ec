"""Receipts of expenses, scanned or photographed: `practice.db` has `practice-receipts/`."""

from __future__ import annotations

from mtdesk.model.ledger.costs import Attachment
from mtdesk.store.file.book import Book
from mtdesk.store.file.kept import Kept

_COLUMNS = ("file_name", "stored_as", "sha256", "bytes", "added_at")
_KEPT = Kept(
    table="expense_attachment",
    folder="receipts",
    owner="expense",
    called="receipt {file_name} of expense {expense_id}",
)
folder_of, copy, discard = _KEPT.folder_of, _KEPT.copy, _KEPT.discard
problems, named, count = _KEPT.problems, _KEPT.named, _KEPT.count


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
