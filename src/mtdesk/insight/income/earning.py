"""What a part of the income brought, and the work it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.takings import Takings, per_hour, takings
from mtdesk.model.frozen import frozen
from mtdesk.model.money import allocate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    Key = str | int | None

CREDIT_SOLD = ("package", "gift_card")
_NO_WORK = dict.fromkeys(("sessions", "minutes", "rated_minutes", "load", "estimated_load"), 0)
PER_LOAD = 100  # income is shown for so much load: an hour of deep tissue is 360


@frozen
class Earning:
    """One group of the income; `key` is None where it was not said.

    `money` is what was received (cash basis). Packages and gift cards are money when sold, and
    work when used: `for_work_minor` counts them when used, and is what an hour and a load are held
    against. Load is effort x minutes of the sessions with an effort (`rated_minutes`).
    """

    key: str | int | None
    money: Takings
    sold_minor: int = 0
    redeemed_minor: int = 0
    sessions: int = 0
    hands_on_minutes: int = 0
    rated_minutes: int = 0
    load: float = 0.0
    estimated_load: float = 0.0

    @property
    def income_minor(self) -> int:
        """All that was received, wages included, before costs."""
        return self.money.income_minor

    @property
    def for_work_minor(self) -> int:
        return self.income_minor - self.sold_minor + self.redeemed_minor

    @property
    def per_hour_minor(self) -> int | None:
        return per_hour(self.for_work_minor, self.hands_on_minutes)

    @property
    def per_load_minor(self) -> int | None:
        """For 100 of load; None unless half of the minutes or more have an effort.

        The minutes without one are left out with their part of what came.
        """
        if not self.load or 2 * self.rated_minutes < self.hands_on_minutes:
            return None
        known = self.for_work_minor * self.rated_minutes / self.hands_on_minutes
        return round(known * PER_LOAD / self.load)


def together(parts: Sequence[Earning], key: str, money: Takings) -> Earning:
    """All parts as one; `money` is what was received in all."""
    return Earning(
        key=key,
        money=money,
        sold_minor=sum(part.sold_minor for part in parts),
        redeemed_minor=sum(part.redeemed_minor for part in parts),
        sessions=sum(part.sessions for part in parts),
        hands_on_minutes=sum(part.hands_on_minutes for part in parts),
        rated_minutes=sum(part.rated_minutes for part in parts),
        load=sum(part.load for part in parts),
        estimated_load=sum(part.estimated_load for part in parts),
    )


def earnings(
    paid: Iterable[tuple[Key, str, int, int]],
    worked: Mapping[Key, Any],
    used: Mapping[Key, int],
) -> list[Earning]:
    """What every key brought and took, the largest income first.

    Of (key, kind, amount, processor fee) of payments; sessions, minutes, rated_minutes, load and
    estimated_load of the work; and the credit used.
    """
    by_key: dict[Key, list[tuple[str, int, int]]] = {}
    for key, kind, amount, fee in paid:
        by_key.setdefault(key, []).append((kind, amount, fee))
    found = []
    for key in {*by_key, *worked, *used}:
        payments, work = by_key.get(key, []), worked.get(key, _NO_WORK)
        found.append(
            Earning(
                key=key,
                money=takings(payments),
                sold_minor=sum(amount for kind, amount, _ in payments if kind in CREDIT_SOLD),
                redeemed_minor=used.get(key, 0),
                sessions=work["sessions"],
                hands_on_minutes=work["minutes"],
                rated_minutes=work["rated_minutes"],
                load=work["load"] or 0.0,
                estimated_load=work["estimated_load"] or 0.0,
            )
        )
    return sorted(found, key=lambda row: (-row.income_minor, row.key is None, str(row.key)))


def take_home_of(parts: Sequence[Earning], shared_minor: int) -> list[int]:
    """Take-home of each part: its net and wages less its part, by hands-on time, of shared costs.

    `shared_minor` is the year's deductible expenses and mileage. The parts sum to the whole.
    """
    costs = allocate(shared_minor, [part.hands_on_minutes for part in parts])
    return [part.money.take_home_minor - cost for part, cost in zip(parts, costs, strict=True)]
