"""What the practice costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.day import day_of
from mtdesk.desk.practice.menu import vocabulary
from mtdesk.model.ledger.categories import key_of
from mtdesk.model.ledger.expense import Expense
from mtdesk.model.names import fold
from mtdesk.store.ledger import rows

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.model.period import Period


class Expenses:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def spend(
        self, text: str, *, category: str | None = None, on: str | None = None
    ) -> tuple[Expense, int]:
        """`42.50 oil supplies`; returns the expense and its operation."""
        with self._opened.writing("spend") as writing:
            expense = self.understand_spend(text, category=category, on=on)
            settings = self._opened.settings
            amount = settings.currency.format(expense.amount_minor)
            what = expense.vendor or settings.profile.words(expense.category)
            writing.is_about(f"{amount} for {what}")
            expense = replace(expense, id=rows.add_expense(writing.book, expense))
        return expense, writing.operation

    def understand_spend(
        self, text: str, *, category: str | None = None, on: str | None = None
    ) -> Expense:
        """An expense as it would be written: where no category is said, its vendor's last one.

        Raises:
            EntryError: a word of the line is wrong; InvalidError: a value is.
        """
        from mtdesk.model.entry.lines import parse_spend

        categories = self._opened.settings.profile.categories
        line = parse_spend(text, vocabulary(self._opened), categories)
        key, came_from = line.category, "typed"
        if category is not None:
            key = key_of(category, categories)
        elif "category" not in line.spans:
            learned = self.learned_category(line.what)
            key, came_from = (learned, "learned") if learned else (key, "none")
        return Expense(
            spent_on=day_of(self._opened, on) if on else line.day.isoformat(),
            category=key,
            amount_minor=line.amount_minor,
            vendor=line.what or None,
            method=line.method,
            note=line.note,
            category_from=came_from,
        )

    def learned_category(self, vendor: str) -> str | None:
        """The category that the newest expense with this vendor, folded, was given; not `other`."""
        wanted = fold(vendor)
        if not wanted:
            return None
        for row in rows.vendors(self._opened.book):
            if fold(row["vendor"]) == wanted:
                key = str(row["category"])
                known = self._opened.settings.profile.categories
                return key if key in known and key != "other" else None
        return None

    def expenses(self, period: Period) -> list[Expense]:
        return rows.expenses_between(self._opened.book, period)
