"""The figures of a year, or of a part of one, on a cash basis: rows in, figures out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from operator import itemgetter

from mtdesk.insight.takings import (
    Mileage,
    Row,
    Takings,
    expenses,
    payments,
    per_known_hour,
    takings,
)
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period
from mtdesk.model.session import known_minutes
from mtdesk.model.table import grouped
from mtdesk.typed import Any


@frozen
class Group:
    """One row of a `by_...` list; `key` is None where it was not said."""

    key: str | None
    money: Takings
    sessions: int
    hands_on_minutes: int
    load: float = 0.0
    unpaid_minutes: int = 0  # of a month
    earned_minor: int | None = None  # of a workplace: what its terms of pay say
    unsaid: int = 0  # sessions of which nobody said how long they were
    unpriced: int = 0  # ... and what money came in
    unpriced_minutes: int = 0

    @property
    def known_minutes(self) -> int | None:
        """The hands-on minutes; None where none are known of what was done."""
        return known_minutes(self.hands_on_minutes, self.unsaid)

    @property
    def take_home_per_hour_minor(self) -> int | None:
        """As that of a Year."""
        return per_known_hour(
            self.money.take_home_minor,
            self.hands_on_minutes + self.unpaid_minutes,
            unsaid=self.unsaid,
            unpriced_minutes=self.unpriced_minutes,
        )


_UNSAID = ("unsaid", "unpriced", "unpriced_minutes")


@frozen
class CategorySum:
    category: str
    amount_minor: int
    deductible_minor: int
    count: int = 0


@frozen
class Channel:
    """Payments of one kind that came by one way; `method` is None where it was not said."""

    method: str | None
    kind: str
    count: int
    amount_minor: int
    fee_minor: int
    on_1099_minor: int
    voluntary_minor: int
    voluntary_on_1099_minor: int
    with_fee: int = 0  # of the count


@frozen
class Year:
    """A year, or a part of one, as figures, cash basis. `distance_unit` is that of its trips."""

    year: int
    period: Period
    money: Takings
    mileage: Mileage
    distance_unit: str
    as_of: str  # what is owed at its end, or up to a day within it
    outstanding_minor: int
    credit_liability_minor: int
    sales_tax_minor: int
    channels: tuple[Channel, ...]
    by_month: tuple[Group, ...]
    by_purpose: tuple[Group, ...]
    by_service: tuple[Group, ...]
    by_method: tuple[Group, ...]
    by_workplace: tuple[Group, ...]
    expenses_by_category: tuple[CategorySum, ...]
    trips: int = 0
    basis: str = "cash"

    @property
    def sessions(self) -> int:
        return sum(month.sessions for month in self.by_month)

    @property
    def hands_on_minutes(self) -> int:
        return sum(month.hands_on_minutes for month in self.by_month)

    @property
    def unpaid_minutes(self) -> int:
        return sum(month.unpaid_minutes for month in self.by_month)

    @property
    def unsaid(self) -> int:
        return sum(month.unsaid for month in self.by_month)

    @property
    def unpriced(self) -> int:
        return sum(month.unpriced for month in self.by_month)

    @property
    def known_minutes(self) -> int | None:
        """The hands-on minutes; None where none are known of what was done."""
        return known_minutes(self.hands_on_minutes, self.unsaid)

    @property
    def distance_tenths(self) -> int:
        return self.mileage.distance_tenths

    @property
    def mileage_deduction_minor(self) -> int | None:
        """None where no rate is known for a trip's day."""
        return self.mileage.deduction_minor

    @property
    def take_home_per_hour_minor(self) -> int | None:
        """Of the hours worked, unpaid ones included; None without any, or where some are not known."""
        return per_known_hour(
            self.money.take_home_minor,
            self.hands_on_minutes + self.unpaid_minutes,
            unsaid=self.unsaid,
            unpriced_minutes=sum(month.unpriced_minutes for month in self.by_month),
        )


def months(
    period: Period,
    received: Iterable[Row],
    spent: Iterable[Row],
    mileage: Mapping[str, int],
    days: Iterable[Row],
    unpaid: Iterable[Row] = (),
) -> list[Group]:
    """Takings and work of each calendar month that a period touches."""
    paid, costs = _by_key(received), _by_key(spent)
    worked = _by_key(days, lambda day: day["local_date"][:7])
    beside = _by_key(unpaid, lambda day: day["worked_on"][:7])
    return [
        Group(
            key=month,
            money=takings(
                payments(paid.get(month, ())),
                expenses(costs.get(month, ())),
                mileage.get(month, 0),
            ),
            sessions=sum(row["sessions"] for row in worked.get(month, ())),
            hands_on_minutes=sum(row["minutes"] for row in worked.get(month, ())),
            load=sum(row["load"] for row in worked.get(month, ())),
            unpaid_minutes=sum(row["minutes"] for row in beside.get(month, ())),
            **{name: sum(row[name] for row in worked.get(month, ())) for name in _UNSAID},
        )
        for month in _months(period)
    ]


def groups(received: Iterable[Row], worked: Iterable[Row], key: str = "grain_key") -> list[Group]:
    """Takings and work by what the rows are grouped by, the largest income first.

    `key` is the name under which payments hold what they are grouped by.
    """
    paid = _by_key(received, itemgetter(key))
    work = {row["grain_key"]: row for row in worked}
    found = [
        Group(
            key=each,
            money=takings(payments(paid.get(each, ()))),
            sessions=work[each]["sessions"] if each in work else 0,
            hands_on_minutes=work[each]["minutes"] if each in work else 0,
            load=(work[each]["load"] or 0.0) if each in work else 0.0,
            **{name: work[each][name] if each in work else 0 for name in _UNSAID},
        )
        for each in {**paid, **work}
    ]
    return sorted(found, key=lambda group: (-group.money.gross_minor, group.key or "~"))


def categories(spent: Iterable[Row]) -> tuple[CategorySum, ...]:
    """What was spent on each category, the largest first."""
    found = (
        CategorySum(
            category=str(key),
            amount_minor=sum(row["amount_minor"] for row in rows),
            deductible_minor=sum(row["deductible_minor"] for row in rows),
            count=sum(row["count"] for row in rows),
        )
        for key, rows in sorted(_by_key(spent, itemgetter("category")).items())
    )
    return tuple(sorted(found, key=lambda each: -each.amount_minor))


def _by_key(
    rows: Iterable[Row], key: Callable[[Row], Any] = itemgetter("grain_key")
) -> dict[Any, list[Row]]:
    """Rows under what they are grouped by."""
    return grouped((key(row), row) for row in rows)


def _months(period: Period) -> list[str]:
    found, day = [], period.start.replace(day=1)
    while day < period.end:
        found.append(day.isoformat()[:7])
        day = (day + timedelta(days=32)).replace(day=1)
    return found
