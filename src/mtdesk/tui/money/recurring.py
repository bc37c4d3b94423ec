"""Expenses that come back every month: what is due is booked here, and what comes back is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from mtdesk.model.ledger.recurring import Due, RecurringExpense
from mtdesk.model.period import human_day
from mtdesk.tui.parts.ask import Field
from mtdesk.tui.parts.confirm import Confirm
from mtdesk.tui.parts.listing import Listing
from mtdesk.tui.parts.rows import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from mtdesk.model.ledger import Expense


class Recurring(Listing):
    """First what is due, the oldest first, then everything that comes back."""

    heading = "expenses that come back"
    columns = (
        Column("when", 16),
        Column("amount", 11, right=True),
        Column("what", 22),
        Column("category", 20),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        ("b", "book", "book"),
        ("B", "book_all", "book all due"),
        ("a", "add", "add"),
        ("d", "end", "end"),
    ]
    _found: dict[int, Due | RecurringExpense]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        recurring = self.desk.ledger.recurring
        self._found = dict(enumerate([*recurring.due(), *recurring.every()], 1))
        return [(key, self._row(each)) for key, each in self._found.items()]

    def _row(self, each: Due | RecurringExpense) -> tuple[str, ...]:
        is_due = isinstance(each, Due)
        expense = each.expense if isinstance(each, Due) else each
        if isinstance(each, Due):
            when = f"● due {human_day(date.fromisoformat(each.due_on), self.desk.today)}"
        else:
            when = f"day {each.day} a month"
        return (
            when if is_due else f"  {when}",
            self.desk.settings.currency.format(expense.amount_minor),
            expense.vendor,
            self.desk.settings.profile.words(expense.category),
        )

    def about(self) -> str:
        if not self._found:
            return "Nothing comes back yet. a adds what does: rent, software, insurance."
        due = [each for each in self._found.values() if isinstance(each, Due)]
        if not due:
            return "Nothing is due. Each is proposed on its day, and booked when you say so."
        total = self.desk.settings.currency.format(sum(each.expense.amount_minor for each in due))
        return f"{len(due)} due, {total}. b books the one chosen on its day, B all of them."

    def facts(self, key: int) -> str:
        each = self._found[key]
        expense = each.expense if isinstance(each, Due) else each
        until = f" until {expense.ends_on}" if expense.ends_on else ""
        return f"day {expense.day} of the month from {expense.starts_on}{until}"

    # -- keys

    def choose(self) -> None:
        self.action_book()

    def action_book(self) -> None:
        chosen = self._found.get(self.rows.chosen or 0)
        if isinstance(chosen, Due):
            self._book(chosen)
        elif chosen is not None:
            self.refuse(f"{chosen.vendor} is not due; those marked ● are")

    def action_book_all(self) -> None:
        self._book(None)

    def _book(self, only: Due | None) -> None:
        with self.area.in_words():
            booked, operation = self.desk.ledger.recurring.book_due(only)
            if operation is None:
                self.refuse("nothing is due")
            else:
                self.written(f"booked {self._said(booked)}")

    def _said(self, booked: Sequence[Expense]) -> str:
        total = self.desk.settings.currency.format(sum(each.amount_minor for each in booked))
        if len(booked) == 1:
            return f"{total}, {booked[0].vendor}, {booked[0].spent_on}"
        return f"{len(booked)} expenses, {total}"

    def action_add(self) -> None:
        called = [each.words for each in self.desk.settings.profile.categories.values()]
        fields = [
            Field("amount", "amount", hint="such as 650"),
            Field("what", "what", hint="who it is paid to"),
            Field("category", "category", hint="name, → completes", choices=called),
            Field("day", "day", hint="of the month; 31 is the last one"),
            Field("start", "from", hint="as 2026-01-01, or empty for today"),
            Field("until", "until", hint="its last day, or empty"),
        ]

        def act(said: dict[str, str], _confirmed: bool) -> str:
            each, _ = self.desk.ledger.recurring.add(
                said["amount"],
                said["what"],
                category=said["category"],
                day=said["day"],
                start=said["start"] or None,
                until=said["until"] or None,
            )
            amount = self.desk.settings.currency.format(each.amount_minor)
            return f"{amount}, {each.vendor}, day {each.day} of the month from {each.starts_on}"

        about = "Proposed on its day each month; nothing is booked until you say so."
        self.ask("an expense of every month", fields, act, about)

    def action_end(self) -> None:
        chosen = self._found.get(self.rows.chosen or 0)
        if chosen is None:
            return
        expense = chosen.expense if isinstance(chosen, Due) else chosen

        def end(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    self.desk.ledger.recurring.remove(expense.id or 0)
                    self.written(f"{expense.vendor} comes back no more")

        question = f"{expense.vendor} comes back no more? What was booked of it stays."
        self.app.push_screen(Confirm(question, yes="End it", no="Keep"), end)
