"""Expenses that come back every month: proposed on their day, booked when she says so."""

from __future__ import annotations

from datetime import date

from mtdesk.desk.opened import Opened
from mtdesk.errors import InvalidError
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.categories import key_of
from mtdesk.model.ledger.costs import Due, Expense, RecurringExpense
from mtdesk.model.names import name
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.rules import DAY_OF_MONTH, LATER, SPENT
from mtdesk.model.text import counted
from mtdesk.store import ledger
from mtdesk.store.file.book import Book


class Recurring:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def add(
        self,
        amount: str,
        what: str,
        *,
        category: str,
        day: str,
        start: str | None = None,
        until: str | None = None,
    ) -> tuple[RecurringExpense, int]:
        """An expense of every month from `start` (today unless said); returns it and its operation.

        Raises:
            InvalidError: a value is wrong.
        """
        with self._opened.writing("recurring") as writing:
            currency = self._opened.settings.currency
            amount_minor = SPENT.read(amount, currency)
            number = DAY_OF_MONTH.read_whole(day, "day")
            today = self._opened.now().date()
            first = LATER.read(start, today, "from") if start else today
            last = LATER.read(until, today, "until") if until else None
            if last is not None and last < first:
                raise InvalidError("until", f"{last} is before {first}")
            each = RecurringExpense(
                amount_minor=amount_minor,
                vendor=name(what, "what"),
                category=key_of(category, self._opened.settings.profile.categories),
                day=number,
                starts_on=first.isoformat(),
                ends_on=last.isoformat() if last else None,
            )
            writing.is_about(f"{currency.format(amount_minor)} for {each.vendor} every month")
            each = replace(each, id=ledger.add_recurring(writing.book, each))
        return each, writing.operation

    def every(self) -> list[RecurringExpense]:
        return ledger.every_recurring(self._opened.book)

    def remove(self, recurring_id: int) -> tuple[RecurringExpense, int]:
        """It comes back no more; what was booked of it stays.

        Raises:
            NotFoundError: no such recurring expense.
        """
        with self._opened.writing("recurring") as writing:
            each = ledger.recurring(writing.book, recurring_id)
            writing.is_about(f"{each.vendor} every month no more")
            ledger.remove_recurring(writing.book, recurring_id)
        return each, writing.operation

    def due(self) -> list[Due]:
        """What fell due up to today and was not booked, oldest first."""
        return ledger.due(self._opened.book, self._opened.today)

    def reminders(self) -> list[Reminder]:
        """That something fell due and was not booked; none where nothing did."""
        found = self.due()
        if not found:
            return []
        currency = self._opened.settings.currency
        owed = currency.format(sum(each.expense.amount_minor for each in found))
        since = human_day(date.fromisoformat(found[0].due_on), self._opened.today)
        several = counted(len(found), "recurring expense")
        which = found[0].expense.vendor if len(found) == 1 else several
        what = f"{which}, {owed}, fell due"
        text = f"{what} {since}." if len(found) == 1 else f"{what}; the oldest {since}."
        return [
            Reminder(
                level="note",
                text=text,
                sign="due_cost",
                short=f"{which} of {owed} fell due",
                day=found[0].due_on,
                area="Money",
            )
        ]

    def book_due(self, only: Due | None = None) -> tuple[list[Expense], int | None]:
        """Book all that is due, or one of it, each on its day; the operation is None when nothing was.

        Nothing is booked before its day comes, whatever day reading stands at.
        """
        last = min(self._opened.today, self._opened.now().date())

        def wanted(book: Book) -> list[Due]:
            return [each for each in ledger.due(book, last) if only in {None, each}]

        if not wanted(self._opened.book):
            return [], None
        what = f"{only.expense.vendor} of {only.due_on}" if only else "recurring expenses"
        with self._opened.writing("spend", f"{what} booked") as writing:
            booked = [
                replace(each.booked, id=ledger.add_booked(writing.book, each))
                for each in wanted(writing.book)
            ]
        return booked, writing.operation if booked else None
