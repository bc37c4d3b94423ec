"""What clients owe, and the payment received for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from mtdesk.model.ledger import METHODS
from mtdesk.model.period import human_day
from mtdesk.tui.parts.ask import Field
from mtdesk.tui.parts.listing import Listing
from mtdesk.tui.parts.rows import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from mtdesk.desk.ledger import Owed as Unpaid

MOST_SESSIONS = 6  # named below a client
NOBODY = 0  # the row of sessions without a client


class _Debt(NamedTuple):
    client_id: int | None
    client: str | None
    sessions: list[Unpaid]  # the oldest first

    @property
    def owed_minor(self) -> int:
        return sum(each.owed_minor for each in self.sessions)


class Owed(Listing):
    heading = "not paid yet"
    columns = (
        Column("client", 26),
        Column("owed", 11, right=True),
        Column("sessions", 8, right=True),
        Column("the oldest", 20),
    )
    BINDINGS: ClassVar[list[BindingType]] = [("r", "receive", "receive payment")]
    _found: dict[int, _Debt]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        self._found = by_client(self.desk.ledger.outstanding())
        currency = self.desk.settings.currency
        return [
            (
                key,
                (
                    debt.client or "no client said",
                    currency.format(debt.owed_minor),
                    str(len(debt.sessions)),
                    f"{_day(debt.sessions[0], self.desk.today)}, {debt.sessions[0].days} d",
                ),
            )
            for key, debt in self._found.items()
        ]

    def about(self) -> str:
        if not self._found:
            return "Nothing is outstanding."
        total = sum(debt.owed_minor for debt in self._found.values())
        return (
            f"{self.desk.settings.currency.format(total)} in all, the largest first. A payment settles "
            "the client's oldest sessions first."
        )

    def facts(self, key: int) -> str:
        currency, today = self.desk.settings.currency, self.desk.today
        sessions = self._found[key].sessions
        listed = [
            f"#{each.id} {_day(each, today)}: {currency.format(each.owed_minor)} of "
            f"{currency.format(each.price_minor)}"
            for each in sessions[:MOST_SESSIONS]
        ]
        more = len(sessions) - len(listed)
        return "\n".join([*listed, *([f"and {more} more"] if more else [])])

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
            total = currency.format(sum(each.amount_minor for each in payments))
            over = sum(each.amount_minor for each in payments if each.session_id is None)
            beyond = f", {currency.format(over)} of it for no session" if over else ""
            return f"{total} from {payments[0].client}{beyond}"

        about = f"{chosen.client} owes {currency.format(chosen.owed_minor)}."
        self.ask("receive payment", fields, act, about)


def by_client(unpaid: Sequence[Unpaid]) -> dict[int, _Debt]:
    """What each client owes, the largest first; two clients of one name stay apart."""
    debts: dict[int | None, _Debt] = {}
    for each in unpaid:
        debts.setdefault(each.client_id, _Debt(each.client_id, each.client, [])).sessions.append(
            each
        )
    ordered = sorted(debts.values(), key=lambda debt: (-debt.owed_minor, debt.client or ""))
    return {debt.client_id or NOBODY: debt for debt in ordered}


def _day(each: Unpaid, today: date) -> str:
    return human_day(date.fromisoformat(each.local_date), today)
