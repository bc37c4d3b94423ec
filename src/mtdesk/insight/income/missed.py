"""Who the income comes from, and what missed appointments cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


@frozen
class Concentration:
    """How much of the income the largest clients bring; None without any income."""

    clients: int
    top: tuple[int, ...]
    top_minor: int
    income_minor: int

    @property
    def share(self) -> float | None:
        return self.top_minor / self.income_minor if self.income_minor else None


def concentration(by_client: Iterable[tuple[Any, int]], count: int = 5) -> Concentration:
    """Of (client, income): the `count` that bring the most, against all, the unnamed included."""
    rows = list(by_client)
    named = sorted(
        ((minor, client) for client, minor in rows if client is not None and minor),
        key=lambda row: (-row[0], row[1]),
    )
    return Concentration(
        clients=len(named),
        top=tuple(client for _, client in named[:count]),
        top_minor=sum(minor for minor, _ in named[:count]),
        income_minor=sum(minor for _, minor in rows),
    )


@frozen
class Missed:
    """No-shows and late cancellations: what was asked, what came, what did not.

    `not_received_minor` is of the priced ones; `estimated_minor` is its part that rests on a
    median price. `unpriced` ones have no known price, nor a service with one.
    """

    count: int = 0
    no_shows: int = 0
    late_cancels: int = 0
    fees_minor: int = 0
    not_received_minor: int = 0
    estimated_minor: int = 0
    unpriced: int = 0

    @property
    def known_minor(self) -> int | None:
        """What was not received; None where no price is known of any."""
        return None if 0 < self.count == self.unpriced else self.not_received_minor


@frozen
class MissedBy:
    """A client's part of them; None for those of nobody known."""

    client_id: int | None
    missed: Missed


def missed_by_client(
    rows: Iterable[tuple[int | None, tuple[str, str | None, int | None, int, int]]],
    medians: Mapping[str, int],
) -> tuple[MissedBy, ...]:
    """`missed_cost` of each client, the largest sum not received first."""
    by_client: dict[int | None, list[tuple[str, str | None, int | None, int, int]]] = {}
    for client, row in rows:
        by_client.setdefault(client, []).append(row)
    found = [
        MissedBy(client_id=client, missed=missed_cost(of_client, medians))
        for client, of_client in by_client.items()
    ]
    found.sort(
        key=lambda each: (-each.missed.not_received_minor, -each.missed.count, each.client_id or 0)
    )
    return tuple(found)


def missed_cost(
    rows: Iterable[tuple[str, str | None, int | None, int, int]],
    medians: Mapping[str, int],
) -> Missed:
    """Sum (status, service, price, received, count) of missed appointments.

    A fee typed with a no-show stands as its price: only a price above what came is the session's
    own. For the others the service's median is taken.
    """
    count = no_shows = fees = lost = estimated = unpriced = 0
    for status, service, price, received, number in rows:
        count += number
        no_shows += number if status == "no_show" else 0
        fees += received * number
        usual = medians.get(service or "")
        if price is not None and price > received:
            lost += (price - received) * number
        elif usual is None:
            unpriced += number
        else:
            lost += max(usual - received, 0) * number
            estimated += max(usual - received, 0) * number
    return Missed(
        count=count,
        no_shows=no_shows,
        late_cancels=count - no_shows,
        fees_minor=fees,
        not_received_minor=lost,
        estimated_minor=estimated,
        unpriced=unpriced,
    )


def medians(prices: Iterable[tuple[str, int, int]]) -> dict[str, int]:
    """The median price of each service of (service, price, count), the lower of two middle ones."""
    by_service: dict[str, list[tuple[int, int]]] = {}
    for service, price, count in prices:
        by_service.setdefault(service, []).append((price, count))
    found = {}
    for service, asked in by_service.items():
        middle = (sum(count for _, count in asked) + 1) // 2
        for price, count in sorted(asked):
            middle -= count
            if middle <= 0:
                found[service] = price
                break
    return found
