"""Which work pays for what it costs, who it comes from, and what missed appointments cost."""

from __future__ import annotations

from collections import Counter

from mtdesk.insight.takings import Takings, per_known_hour, takings
from mtdesk.model.frozen import frozen
from mtdesk.model.money import allocate
from mtdesk.model.table import grouped
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from mtdesk.insight.pace import Pace
    from mtdesk.model.period import Period

    Key = str | int | None

# -- what a part of the income brought, and the work it took

CREDIT_SOLD = ("package", "gift_card")
_NO_WORK: Mapping[str, Any] = Counter()  # of everything 0
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
    unsaid: int = 0
    unpriced_minutes: int = 0

    @property
    def income_minor(self) -> int:
        """All that was received, wages included, before costs."""
        return self.money.income_minor

    @property
    def for_work_minor(self) -> int:
        """What came for the work and was not given back."""
        sold = self.sold_minor - self.money.refunded_credit_minor
        return self.income_minor - self.money.given_back_minor - sold + self.redeemed_minor

    @property
    def per_hour_minor(self) -> int | None:
        return per_known_hour(
            self.for_work_minor,
            self.hands_on_minutes,
            unsaid=self.unsaid,
            unpriced_minutes=self.unpriced_minutes,
        )

    @property
    def per_load_minor(self) -> int | None:
        """For 100 of load; None unless half of the minutes or more have an effort.

        The minutes without one are left out with their part of what came.
        """
        priced = self.hands_on_minutes - self.unpriced_minutes
        if not self.load or 2 * self.rated_minutes < self.hands_on_minutes:
            return None
        if self.unsaid or priced <= 0:
            return None
        known = self.for_work_minor * self.rated_minutes / priced
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
        unsaid=sum(part.unsaid for part in parts),
        unpriced_minutes=sum(part.unpriced_minutes for part in parts),
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
    by_key = grouped((key, (kind, amount, fee)) for key, kind, amount, fee in paid)
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
                unsaid=work["unsaid"],
                unpriced_minutes=work["unpriced_minutes"],
            )
        )
    return sorted(found, key=lambda row: (-row.income_minor, row.key is None, str(row.key)))


def take_home_of(parts: Sequence[Earning], shared_minor: int) -> list[int]:
    """Take-home of each part: its net and wages less its part, by hands-on time, of shared costs.

    `shared_minor` is the year's deductible expenses and mileage. The parts sum to the whole.
    """
    costs = allocate(shared_minor, [part.hands_on_minutes for part in parts])
    return [part.money.take_home_minor - cost for part, cost in zip(parts, costs, strict=True)]


# -- who it comes from, and what was missed


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
    found = [
        MissedBy(client_id=client, missed=missed_cost(of_client, medians))
        for client, of_client in grouped(rows).items()
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
    by_service = grouped((service, (price, count)) for service, price, count in prices)
    found = {}
    for service, asked in by_service.items():
        middle = (sum(count for _, count in asked) + 1) // 2
        for price, count in sorted(asked):
            middle -= count
            if middle <= 0:
                found[service] = price
                break
    return found


# -- a year from every side


@frozen
class Stretch:
    """A stretch of time: what came, what was kept, and the work it took."""

    period: Period
    money: Takings
    sessions: int
    hands_on_minutes: int
    unpaid_minutes: int
    unsaid: int = 0
    unpriced: int = 0
    unpriced_minutes: int = 0

    @property
    def last(self) -> date | None:
        """Its last day; None of a year that has not begun."""
        return self.period.last if len(self.period) else None

    @property
    def working_minutes(self) -> int:
        return self.hands_on_minutes + self.unpaid_minutes

    @property
    def priced_minutes(self) -> int:
        """The working minutes that its money is held against."""
        return self.working_minutes - self.unpriced_minutes

    @property
    def income_minor(self) -> int:
        """Before costs, wages included."""
        return self.money.income_minor

    @property
    def per_hands_on_hour_minor(self) -> int | None:
        return self._per_hour(self.hands_on_minutes)

    def _per_hour(self, minutes: int) -> int | None:
        return per_known_hour(
            self.money.take_home_minor,
            minutes,
            unsaid=self.unsaid,
            unpriced_minutes=self.unpriced_minutes,
        )

    @property
    def per_working_hour_minor(self) -> int | None:
        return self._per_hour(self.working_minutes)


@frozen
class Purpose:
    """One purpose with its take-home; its share is None where nothing is left to share."""

    earning: Earning
    take_home_minor: int
    take_home_share: float | None


def purposes(parts: Sequence[Earning], money: Takings) -> tuple[Purpose, ...]:
    """Each with its take-home; what was not of a session is shared by hands-on time."""
    kept = take_home_of(parts, money.deductible_expenses_minor + money.mileage_deduction_minor)
    whole = sum(kept)
    return tuple(
        Purpose(
            earning=part,
            take_home_minor=minor,
            take_home_share=minor / whole if whole > 0 else None,
        )
        for part, minor in zip(parts, kept, strict=True)
    )


@frozen
class IncomeOfYear:
    """A year's income, to date where it runs.

    `first_day` is that of her first income, `before_minor` the income of the same days a year
    earlier, None where that is before it; `even_minor` is what a target earned evenly from day to day would have brought by now.
    Of its clients the `top` first are shown, and `names` holds their names.
    """

    year: int
    top: int
    is_running: bool
    whole: Period
    of_year: Stretch
    last_year: Stretch
    first_day: date | None
    before: Period | None
    before_minor: int | None
    target_minor: int | None
    even_minor: int | None
    pace: Pace | None
    no_pace: str
    by_purpose: tuple[Purpose, ...]
    all_work: Earning
    by_service: tuple[Earning, ...]
    by_client: tuple[Earning, ...]
    by_workplace: tuple[Earning, ...]
    by_method: tuple[Earning, ...]
    by_weekday: tuple[Earning, ...]
    missed: Missed
    missed_by_client: tuple[MissedBy, ...]
    concentration: Concentration
    names: dict[int, str]

    @property
    def shown_clients(self) -> tuple[Earning, ...]:
        return self.by_client[: self.top]

    @property
    def missed_shown(self) -> tuple[MissedBy, ...]:
        return self.missed_by_client[: self.top]

    @property
    def clients(self) -> int:
        return sum(row.key is not None for row in self.by_client)

    @property
    def more_minor(self) -> int | None:
        """How much more than in the same days of the year before."""
        return None if self.before_minor is None else self.of_year.income_minor - self.before_minor

    @property
    def ahead_minor(self) -> int | None:
        """How far ahead of an even pace to the target."""
        return None if self.even_minor is None else self.of_year.income_minor - self.even_minor

    @property
    def target_share(self) -> float | None:
        return self.of_year.income_minor / self.target_minor if self.target_minor else None
