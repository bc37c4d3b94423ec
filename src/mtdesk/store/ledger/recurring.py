"""Recurring expenses as rows, and which of their days were booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError
from mtdesk.model.ledger.recurring import Due, RecurringExpense
from mtdesk.store.ledger.rows import expense_values

if TYPE_CHECKING:
    from datetime import date
    from sqlite3 import Row

    from mtdesk.store.file.book import Book

_STORED = ("amount_minor", "vendor", "category", "day", "starts_on", "ends_on")


def add(book: Book, recurring: RecurringExpense) -> int:
    return book.insert("recurring_expense", {name: getattr(recurring, name) for name in _STORED})


def get(book: Book, recurring_id: int) -> RecurringExpense:
    row = book.row("SELECT * FROM recurring_expense WHERE id = ?", (recurring_id,))
    if row is None:
        raise NotFoundError(
            f"there is no recurring expense {recurring_id}; `mtdesk expense recurring list` "
            "lists them"
        )
    return _recurring(row)


def every(book: Book) -> list[RecurringExpense]:
    return [_recurring(row) for row in book.rows("SELECT * FROM recurring_expense ORDER BY id")]


def remove(book: Book, recurring_id: int) -> None:
    """What was booked of it stays, as plain expenses."""
    book.execute(
        "UPDATE expense SET recurring_id = NULL, due_on = NULL WHERE recurring_id = ?",
        (recurring_id,),
    )
    book.execute("DELETE FROM recurring_expense WHERE id = ?", (recurring_id,))


def due(book: Book, last: date) -> list[Due]:
    """What fell due up to a day and was not booked, oldest first."""
    booked = {
        (row["recurring_id"], row["due_on"])
        for row in book.rows(
            "SELECT recurring_id, due_on FROM expense WHERE recurring_id IS NOT NULL"
        )
    }
    found = [
        Due(due_on=day.isoformat(), expense=each)
        for each in every(book)
        for day in each.due_days(last)
        if (each.id, day.isoformat()) not in booked
    ]
    return sorted(found, key=lambda each: (each.due_on, each.expense.id or 0))


def add_booked(book: Book, each: Due) -> int:
    """The expense of one day that it fell due."""
    came_of = {"recurring_id": each.expense.id, "due_on": each.due_on}
    return book.insert("expense", expense_values(each.booked) | came_of)


def _recurring(row: Row) -> RecurringExpense:
    return RecurringExpense(id=row["id"], **{name: row[name] for name in _STORED})
