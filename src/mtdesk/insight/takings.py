"""What came in, what it cost, what is left: cash basis, whole minor units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    class Row(Protocol):
        """Values by their names, as they are stored."""

        def __getitem__(self, name: str, /) -> Any: ...


# Money from clients for the hands' work; other self-employed money is listed apart.
SESSION_FEES = ("session", "insurance")
OTHER_INCOME = ("package", "gift_card", "product", "cancellation_fee")


@frozen
class Takings:
    """Money of a period or a group. Every figure is positive; wages stand apart from gross and net."""

    session_fees_minor: int = 0
    tips_minor: int = 0
    other_income_minor: int = 0
    wages_minor: int = 0
    refunds_minor: int = 0
    chargebacks_minor: int = 0
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
    def take_home_minor(self) -> int:
        return self.net_minor + self.wages_minor


def takings(
    payments: Iterable[tuple[str, int, int]],
    expenses: Iterable[tuple[int, int]] = (),
    mileage_deduction_minor: int = 0,
) -> Takings:
    """Sum (kind, amount, processor fee) of payments and (amount, deductible) of expenses."""
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
        refunds_minor=by_kind.get("refund", 0),
        chargebacks_minor=by_kind.get("chargeback", 0),
        processor_fees_minor=fees,
        expenses_minor=spent,
        deductible_expenses_minor=deducted,
        mileage_deduction_minor=mileage_deduction_minor,
    )


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
