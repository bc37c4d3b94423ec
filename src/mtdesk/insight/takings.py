"""What came in, what it cost, miles included, and what is left: cash basis, whole minor units."""

from __future__ import annotations

from mtdesk.model.frozen import field, frozen
from mtdesk.model.ledger.payment import CREDIT_KINDS, GIVEN_BACK
from mtdesk.model.money import allocate
from mtdesk.typed import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtdesk.model.profile import MileageRate

Trip = tuple[str, str, int]  # day, unit, tenths of it
# Money from clients for the hands' work; other self-employed money is listed apart.
SESSION_FEES = ("session", "insurance")
OF = "_of_"  # between what was given back and how, in the kind of a sum
OTHER_INCOME = ("package", "gift_card", "product", "cancellation_fee")


class Row(Protocol):
    """Values by their names, as they are stored."""

    def __getitem__(self, name: str, /) -> Any: ...


@frozen
class Takings:
    """Money of a period or a group. Every figure is positive; wages stand apart from gross and net.

    Gross and tips are before what was given back; what was given back of sales tax is no part of it.
    """

    session_fees_minor: int = 0
    tips_minor: int = 0
    other_income_minor: int = 0
    wages_minor: int = 0
    refunds_minor: int = 0
    chargebacks_minor: int = 0
    refunded_tips_minor: int = 0  # of refunds and chargebacks
    refunded_credit_minor: int = 0
    sales_tax_minor: int = 0  # collected and not given back: nobody's income
    processor_fees_minor: int = 0
    expenses_minor: int = 0
    deductible_expenses_minor: int = 0
    mileage_deduction_minor: int = 0

    @property
    def gross_minor(self) -> int:
        """All self-employed money received, before fees, refunds and chargebacks."""
        return self.session_fees_minor + self.tips_minor + self.other_income_minor

    @property
    def income_minor(self) -> int:
        """All that was received, wages included, before costs."""
        return self.gross_minor + self.wages_minor

    @property
    def net_minor(self) -> int:
        return (
            self.gross_minor
            - self.refunds_minor
            - self.chargebacks_minor
            - self.processor_fees_minor
            - self.deductible_expenses_minor
            - self.mileage_deduction_minor
        )

    @property
    def given_back_minor(self) -> int:
        return self.refunds_minor + self.chargebacks_minor

    @property
    def take_home_minor(self) -> int:
        return self.net_minor + self.wages_minor


def takings(
    payments: Iterable[tuple[str, int, int]],
    expenses: Iterable[tuple[int, int]] = (),
    mileage_deduction_minor: int = 0,
) -> Takings:
    """Sum (kind, amount, processor fee) of payments and (amount, deductible) of expenses.

    What was given back is of a kind that says of what: `refund_of_tip`.
    """
    by_kind: dict[str, int] = {}
    fees = 0
    for kind, amount, fee in payments:
        by_kind[kind] = by_kind.get(kind, 0) + amount
        fees += fee
    spent = deducted = 0
    for amount, deductible in expenses:
        spent += amount
        deducted += deductible
    return Takings(
        session_fees_minor=sum(by_kind.get(kind, 0) for kind in SESSION_FEES),
        tips_minor=by_kind.get("tip", 0),
        other_income_minor=sum(by_kind.get(kind, 0) for kind in OTHER_INCOME),
        wages_minor=by_kind.get("wage", 0),
        refunds_minor=_given_back(by_kind, "refund"),
        chargebacks_minor=_given_back(by_kind, "chargeback"),
        refunded_tips_minor=_back_of(by_kind, "tip"),
        refunded_credit_minor=_back_of(by_kind, *CREDIT_KINDS),
        sales_tax_minor=by_kind.get("sales_tax", 0) - _back_of(by_kind, "sales_tax"),
        processor_fees_minor=fees,
        expenses_minor=spent,
        deductible_expenses_minor=deducted,
        mileage_deduction_minor=mileage_deduction_minor,
    )


def _given_back(by_kind: dict[str, int], word: str) -> int:
    """All that was given back in one way, but for tax, which was no income."""
    return sum(
        amount
        for kind, amount in by_kind.items()
        if kind.partition(OF)[0] == word and kind.partition(OF)[2] != "sales_tax"
    )


def _back_of(by_kind: dict[str, int], *parts: str) -> int:
    return sum(by_kind.get(f"{word}{OF}{part}", 0) for word in GIVEN_BACK for part in parts)


def payments(rows: Iterable[Row]) -> list[tuple[str, int, int]]:
    """What `takings` sums of stored payments."""
    return [(row["kind"], row["amount_minor"], row["fee_minor"]) for row in rows]


def expenses(rows: Iterable[Row]) -> list[tuple[int, int]]:
    """What `takings` sums of stored expenses."""
    return [(row["amount_minor"], row["deductible_minor"]) for row in rows]


def per_hour(amount_minor: int, minutes: int) -> int | None:
    """Minor units an hour, halves away from zero; None without any hours."""
    if minutes <= 0:
        return None
    sign = -1 if amount_minor < 0 else 1
    return sign * ((abs(amount_minor) * 60 * 2 + minutes) // (2 * minutes))


def per_known_hour(
    amount_minor: int, minutes: int, *, unsaid: int, unpriced_minutes: int
) -> int | None:
    """The same where not all is known: without the minutes of which nobody said what they brought.

    None where nobody said how long `unsaid` sessions were: what they brought is in the amount.
    """
    return None if unsaid else per_hour(amount_minor, minutes - unpriced_minutes)


# -- the standard mileage deduction of a log of trips, at each day's rate


@frozen
class Mileage:
    """Distance in tenths of the units of the trips; the deduction is None where one has no known rate."""

    distance_tenths: int = 0
    units: frozenset[str] = frozenset()
    deduction_minor: int | None = 0
    by_month: dict[str, int] = field(default_factory=dict)


def tax_year(day: str, year_start: str) -> int:
    """The year in which the tax year of a day began; `year_start` is MM-DD."""
    return int(day[:4]) - (day[5:] < year_start)


def rate_on(rates: Iterable[MileageRate], day: str, unit: str) -> MileageRate | None:
    """The rate of a day for a unit; None where it is not known, never a neighbour's."""
    for rate in rates:
        if rate.unit == unit and rate.first <= day <= rate.last:
            return rate
    return None


def worths(
    trips: Iterable[Trip],
    rates: Sequence[MileageRate],
    year_start: str = "01-01",
    before: Iterable[Trip] = (),
) -> Iterator[int | None]:
    """What each trip deducts, in hundredths of a minor unit; None where no rate is known.

    Trips come in order of their days; `before` are those of the tax year before the first of them.
    """
    driven: dict[tuple[str, int], int] = {}  # tenths of a unit in a tax year
    for day, unit, tenths in before:
        key = unit, tax_year(day, year_start)
        driven[key] = driven.get(key, 0) + tenths
    for day, unit, tenths in trips:
        rate = rate_on(rates, day, unit)
        if rate is None:
            yield None
        elif rate.up_to is None:
            yield tenths * rate.tenths
        else:
            key = unit, tax_year(day, year_start)
            so_far = driven.get(key, 0)
            below = min(max(rate.up_to * 10 - so_far, 0), tenths)
            driven[key] = so_far + tenths
            yield below * rate.tenths + (tenths - below) * rate.tenths_beyond


def mileage(
    trips: Iterable[Trip],
    rates: Sequence[MileageRate],
    year_start: str = "01-01",
    before: Iterable[Trip] = (),
) -> Mileage:
    """Sum trips in order of their days; months' parts add up to the whole."""
    trips = list(trips)
    distance = sum(tenths for _, _, tenths in trips)
    units = frozenset(unit for _, unit, _ in trips)
    hundredths: dict[str, int] = {}
    for (day, _, _), worth in zip(trips, worths(trips, rates, year_start, before), strict=True):
        if worth is None:
            return Mileage(distance_tenths=distance, units=units, deduction_minor=None)
        hundredths[day[:7]] = hundredths.get(day[:7], 0) + worth
    total = (sum(hundredths.values()) + 50) // 100
    return Mileage(
        distance_tenths=distance,
        units=units,
        deduction_minor=total,
        by_month=dict(zip(hundredths, allocate(total, list(hundredths.values())), strict=True)),
    )
