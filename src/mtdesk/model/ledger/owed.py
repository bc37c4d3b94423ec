"""Sessions that were done and not paid in full, who owes for them, and who paid ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mtdesk.model.frozen import frozen
from mtdesk.model.table import grouped


@frozen
class Owed:
    """A done session with what is still open of it; `days` since it was held.

    `payer` owes it: the client, the workplace or an insurer, whose name is not always known.
    """

    id: int
    local_date: str
    client_id: int | None
    client: str | None
    price_minor: int | None
    owed_minor: int
    days: int
    tax_minor: int = 0
    payer: str = "client"
    workplace_id: int | None = None
    workplace: str | None = None
    insurer: str | None = None


@frozen
class Ahead:
    """What a client paid for work that is still to come."""

    client_id: int | None
    client: str | None
    amount_minor: int


@frozen
class Debt:
    """What one payer owes (nobody's sessions are together, too); the oldest session first.

    `client` is who owes, None where a workplace or an insurer does (`payer_name` is then its name),
    or nobody known. A client who owes nothing and paid ahead has no sessions here.
    """

    client_id: int | None
    client: str | None
    sessions: tuple[Owed, ...]
    payer: str = "client"
    payer_name: str | None = None
    paid_ahead_minor: int = 0

    @property
    def owed_minor(self) -> int:
        return sum(each.owed_minor for each in self.sessions)

    @property
    def count(self) -> int:
        return len(self.sessions)


@frozen
class Outstanding:
    """What was not paid in full by a day, the oldest session first, and what was paid ahead by then."""

    as_of: date
    sessions: tuple[Owed, ...]
    ahead: tuple[Ahead, ...] = ()

    @property
    def total_minor(self) -> int:
        return sum(each.owed_minor for each in self.sessions)

    @property
    def total_paid_ahead_minor(self) -> int:
        return sum(each.amount_minor for each in self.ahead)

    @property
    def by_client(self) -> tuple[Debt, ...]:
        """Who owes something, the largest debt first; two clients of one name stay apart."""
        found = grouped((_who(each), each) for each in self.sessions)
        ahead = {each.client_id: each.amount_minor for each in self.ahead}
        debts = [
            Debt(
                client_id=owed[0].client_id if payer == "client" else None,
                client=owed[0].client if payer == "client" else None,
                sessions=tuple(owed),
                payer=payer,
                payer_name=owed[0].workplace if payer == "workplace" else owed[0].insurer,
                paid_ahead_minor=ahead.get(owed[0].client_id, 0) if payer == "client" else 0,
            )
            for (payer, _), owed in found.items()
        ]
        return tuple(
            sorted(debts, key=lambda debt: (-debt.owed_minor, debt.client or debt.payer_name or ""))
        )

    @property
    def balances(self) -> tuple[Debt, ...]:
        """Who owes, then who only paid ahead."""
        owing = {debt.client_id for debt in self.by_client if debt.payer == "client"}
        return self.by_client + tuple(
            Debt(
                client_id=each.client_id,
                client=each.client,
                sessions=(),
                paid_ahead_minor=each.amount_minor,
            )
            for each in self.ahead
            if each.client_id not in owing
        )

    def of(self, client_id: int | None) -> tuple[Owed, ...]:
        return tuple(each for each in self.sessions if each.client_id == client_id)

    def __iter__(self) -> Iterator[Owed]:
        return iter(self.sessions)

    def __len__(self) -> int:
        return len(self.sessions)


def _who(each: Owed) -> tuple[str, int | str | None]:
    """What the sessions of one payer have in common."""
    if each.payer == "workplace":
        return each.payer, each.workplace_id
    return each.payer, each.insurer if each.payer == "insurer" else each.client_id
