"""Sessions that were done and not paid in full, and what each client owes for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mtdesk.model.frozen import frozen
from mtdesk.model.table import grouped


@frozen
class Owed:
    """A done session with what is still open of its price; `days` since it was held."""

    id: int
    local_date: str
    client_id: int | None
    client: str | None
    price_minor: int
    owed_minor: int
    days: int


@frozen
class Debt:
    """What one client owes (nobody's sessions are together, too); the oldest session first."""

    client_id: int | None
    client: str | None
    sessions: tuple[Owed, ...]

    @property
    def owed_minor(self) -> int:
        return sum(each.owed_minor for each in self.sessions)

    @property
    def count(self) -> int:
        return len(self.sessions)


@frozen
class Outstanding:
    """What was not paid in full by a day, the oldest session first."""

    as_of: date
    sessions: tuple[Owed, ...]

    @property
    def total_minor(self) -> int:
        return sum(each.owed_minor for each in self.sessions)

    @property
    def by_client(self) -> tuple[Debt, ...]:
        """The largest debt first; two clients of one name stay apart."""
        found = grouped((each.client_id, each) for each in self.sessions)
        debts = [
            Debt(client_id=whose, client=owed[0].client, sessions=tuple(owed))
            for whose, owed in found.items()
        ]
        return tuple(sorted(debts, key=lambda debt: (-debt.owed_minor, debt.client or "")))

    def of(self, client_id: int | None) -> tuple[Owed, ...]:
        return tuple(each for each in self.sessions if each.client_id == client_id)

    def __iter__(self) -> Iterator[Owed]:
        return iter(self.sessions)

    def __len__(self) -> int:
        return len(self.sessions)
