"""What clients owe, and the payment received for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mtdesk.model.ledger.payment import METHODS
from mtdesk.say.ledger import debt_lines, debt_row, debts_words, paid_words
from mtdesk.tui.parts.dialogs import Field, Listing
from mtdesk.tui.parts.rows import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from mtdesk.model.ledger.owed import Debt, Outstanding

NOBODY = 0  # the row of sessions without a client


class Owed(Listing):
    heading = "not paid yet"
    columns = (
        Column("client", 26),
        Column("owed", 11, right=True),
        Column("sessions", 8, right=True),
        Column("the oldest", 20),
    )
    BINDINGS: ClassVar[list[BindingType]] = [("r", "receive", "receive payment")]
    _all: Outstanding
    _found: dict[int, Debt]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        self._all = self.desk.ledger.outstanding()
        self._found = {debt.client_id or NOBODY: debt for debt in self._all.by_client}
        currency, today = self.desk.settings.currency, self.desk.today
        return [(key, debt_row(debt, currency, today)) for key, debt in self._found.items()]

    def about(self) -> str:
        return debts_words(self._all, self.desk.settings.currency)

    def facts(self, key: int) -> str:
        return debt_lines(self._found[key], self.desk.settings.currency, self.desk.today)

    def choose(self) -> None:
        self.action_receive()

    def action_receive(self) -> None:
        chosen = self._found.get(self.rows.chosen or NOBODY)
        if chosen is None:
            return
        if chosen.client_id is None:
            self.refuse("a payment needs a client: give these sessions one first (Today, e)")
            return
        currency, client = self.desk.settings.currency, str(chosen.client_id)
        fields = [
            Field("amount", "amount", currency.plain(chosen.owed_minor)),
            Field("method", "how", hint="card, cash, check, …", choices=METHODS),
            Field("on", "day", hint="as 2026-11-20, or empty for today"),
            Field("fee", "processor's fee", hint="or empty"),
        ]

        def act(said: dict[str, str], _confirmed: bool) -> str:
            payments, _ = self.desk.ledger.pay(
                client,
                said["amount"],
                method=said["method"] or None,
                on=said["on"] or None,
                fee=said["fee"] or None,
            )
            return paid_words(payments, currency)

        about = f"{chosen.client} owes {currency.format(chosen.owed_minor)}."
        self.ask("receive payment", fields, act, about)
