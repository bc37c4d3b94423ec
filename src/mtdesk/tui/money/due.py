"""What is due: what clients owe, with the payment received for it, and what comes back every month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from mtdesk.model.ledger.costs import Due, RecurringExpense
from mtdesk.model.ledger.owed import Debt, Outstanding
from mtdesk.model.text import counted, joined
from mtdesk.say.ledger import (
    booked_words,
    days_words,
    debt_lines,
    debt_row,
    debts_words,
    paid_words,
    recurring_row,
    recurring_words,
    who_owes,
)
from mtdesk.tui.keys import key, with_keys
from mtdesk.tui.parts.dialogs import Confirm, Field, Listing
from mtdesk.tui.parts.order import valued
from mtdesk.tui.parts.received import METHOD, ON, said_method
from mtdesk.tui.parts.rows import Column

NEEDS_CLIENT = "a payment needs a client: give these sessions one first (Today, {edit})"
NOBODY = 0  # the row of sessions without a client; those of others are below it


class Owed(Listing):
    heading = "not paid yet"
    MARKS = True
    columns = (
        Column("client", 26),
        Column("owed", 11, right=True),
        Column("sessions", 8, right=True),
        Column("the oldest", 20),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "receive payment"),
        key("add", "receive", "receive payment", show=False),
    ]
    _all: Outstanding
    _found: dict[int, Debt]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        self._all = self.desk.ledger.outstanding()
        self._found = {
            (debt.client_id or NOBODY) if debt.payer == "client" else -place: debt
            for place, debt in enumerate(self._all.by_client, 1)
        }
        currency, today = self.desk.settings.currency, self.desk.today
        return [
            (key, valued(debt_row(debt, currency, today), {3: debt.sessions[0].days}))
            for key, debt in self._found.items()
        ]

    def about(self) -> str:
        is_sorted = self.rows.sorted_by is not None
        return debts_words(self._all, self.desk.settings.currency, is_sorted=is_sorted)

    def facts(self, key: int) -> str:
        return debt_lines(self._found[key], self.desk.settings.currency, self.desk.today)

    def choose(self) -> None:
        self.action_receive()

    def action_receive(self) -> None:
        if self.rows.marked:
            self._receive_all([self._found[key] for key in self.rows.marked])
            return
        chosen = self._found.get(self.rows.chosen or NOBODY)
        if chosen is None:
            return
        if chosen.payer == "client" and chosen.client_id is None:
            self.refuse(with_keys(self, NEEDS_CLIENT))
            return
        currency = self.desk.settings.currency
        client, insurer = _payer(chosen)
        fields = [
            Field("amount", "amount", currency.plain(chosen.owed_minor)),
            METHOD,
            ON,
            Field("fee", "processor's fee", hint="or empty"),
        ]

        def act(said: dict[str, str], confirmed: bool) -> str:
            payments, _ = self.desk.ledger.pay(
                client,
                said["amount"],
                method=said["method"] or None,
                on=said["on"] or None,
                fee=said["fee"] or None,
                insurer=insurer,
                confirmed=confirmed,
            )
            return paid_words(payments, currency)

        about = f"{who_owes(chosen)} owes {currency.format(chosen.owed_minor)}."
        self.ask("receive payment", fields, act, about)

    def _receive_all(self, debts: Sequence[Debt]) -> None:
        """Of each of several all that is owed, as one operation."""
        currency = self.desk.settings.currency
        if any(_payer(debt) == (None, None) for debt in debts):
            self.refuse(with_keys(self, NEEDS_CLIENT))
            return
        total = currency.format(sum(debt.owed_minor for debt in debts))
        what = f"{counted(len(debts), 'debt')} paid in full, {total}"

        def act(said: dict[str, str], confirmed: bool) -> str:
            method = said_method(said)
            with self.desk.as_one("pay", what):
                for debt in debts:
                    client, insurer = _payer(debt)
                    self.desk.ledger.pay(
                        client,
                        currency.plain(debt.owed_minor),
                        method=method,
                        on=said["on"] or None,
                        insurer=insurer,
                        confirmed=confirmed,
                    )
            return what

        self.ask("receive payments", [METHOD, ON], act, f"{what}.")


class Recurring(Listing):
    """First what is due, the oldest first, then everything that comes back."""

    heading = "expenses that come back"
    MARKS = True
    columns = (
        Column("when", 16),
        Column("amount", 11, right=True),
        Column("what", 22),
        Column("category", 20),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "book"),
        key("yes", "book_all", "book all due"),
        key("add", "add", "add"),
        key("delete", "end", "end"),
    ]
    _due: list[Due]
    _every: list[RecurringExpense]
    _found: dict[int, Due | RecurringExpense]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        recurring, settings = self.desk.ledger.recurring, self.desk.settings
        self._due, self._every = recurring.due(), recurring.every()
        self._found = dict(enumerate([*self._due, *self._every], 1))
        currency, profile, today = settings.currency, settings.profile, self.desk.today
        return [
            (key, valued(recurring_row(each, currency, profile, today), {0: _due_on(each)}))
            for key, each in self._found.items()
        ]

    def about(self) -> str:
        return recurring_words(self._due, self._every, self.desk.settings.currency)

    def facts(self, key: int) -> str:
        return days_words(_expense(self._found[key]))

    # -- keys

    def choose(self) -> None:
        self.action_book()

    def action_book(self) -> None:
        """The one she is on, or all that are marked, as one."""
        picked = [self._found[key] for key in self.rows.picked]
        due = [each for each in picked if isinstance(each, Due)]
        if len(due) < len(picked):
            other = next(each for each in picked if isinstance(each, RecurringExpense))
            self.refuse(f"{other.vendor} is not due; those with ● are")
        elif len(due) == 1:
            self._book(due[0])
        elif due:
            with self.area.in_words():
                with self.desk.as_one("spend", f"{counted(len(due), 'expense')} booked"):
                    booked = [
                        one for each in due for one in self.desk.ledger.recurring.book_due(each)[0]
                    ]
                self.written(f"booked {booked_words(booked, self.desk.settings.currency)}")

    def action_book_all(self) -> None:
        self._book(None)

    def _book(self, only: Due | None) -> None:
        with self.area.in_words():
            booked, operation = self.desk.ledger.recurring.book_due(only)
            if operation is None:
                self.refuse("nothing is due")
            else:
                self.written(f"booked {booked_words(booked, self.desk.settings.currency)}")

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
            return f"{amount}, {each.vendor}, {days_words(each)}"

        about = "Proposed on its day each month; nothing is booked until you say so."
        self.ask("an expense of every month", fields, act, about)

    def action_end(self) -> None:
        ended = {each.id: each for each in (_expense(self._found[key]) for key in self.rows.picked)}
        if not ended:
            return
        names = joined([each.vendor for each in ended.values()])
        what = f"{names} {'comes' if len(ended) == 1 else 'come'} back no more"

        def end(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    with self.desk.as_one("recurring", what):
                        for number in ended:
                            self.desk.ledger.recurring.remove(number or 0)
                    self.written(what)

        question = f"{what}? What was booked stays."
        self.app.push_screen(Confirm(question, yes="End it", no="Keep"), end)


def _payer(debt: Debt) -> tuple[str | None, str | None]:
    """The client or workplace whose money it is, or the insurer; neither where nobody is known."""
    if debt.payer == "insurer":
        return None, debt.payer_name or "insurer"
    if debt.payer == "workplace":
        return f"@{debt.payer_name}", None
    return (str(debt.client_id) if debt.client_id else None), None


def _due_on(each: Due | RecurringExpense) -> str | None:
    return each.due_on if isinstance(each, Due) else None


def _expense(each: Due | RecurringExpense) -> RecurringExpense:
    return each.expense if isinstance(each, Due) else each
