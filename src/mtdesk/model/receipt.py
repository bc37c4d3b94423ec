"""A receipt for a client's plan (HSA, FSA, insurer): visits, what they cost, how they were paid.

Amounts are minor units of the receipt's currency; None is unknown. Of a visit with a price,
charged = paid + prepaid (by credit) + by insurer + open, to the cent, and so are the sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.table import COUNT, DAY, MONEY, TEXT, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mtdesk.model.money import Currency
    from mtdesk.model.table import Cell

MONEY_IN, CREDIT, INSURER = "money", "credit", "insurer"
LEFT_OUT = (
    "Left out: tips, packages and gift cards sold (a plan's money cannot pay for them), products, "
    "and fees for missed visits."
)
PREPAID = "What was prepaid (by package or gift card) is not reimbursable again."
PRICES_UNKNOWN = "A visit whose price is unknown is not in the sum of the charges."
FOR_THE_PLAN = (
    "A record of visits and payments, no medical or tax advice; what of it can be reimbursed is "
    "for your plan to decide."
)


@frozen
class PaidPart:
    """One way in which a visit was paid: `source` is MONEY_IN, CREDIT or INSURER.

    `way` is the method or the credit in words. What was given back is negative.
    """

    paid_on: str
    source: str
    way: str
    amount_minor: int


@frozen
class Visit:
    """A done session. `menu_minor` is the menu's price for its service and length, where known."""

    session_id: int
    local_date: str
    service: str
    minutes: int
    procedure_code: str | None
    charged_minor: int | None
    menu_minor: int | None
    paid: tuple[PaidPart, ...]

    def from_source(self, source: str) -> int:
        return sum(part.amount_minor for part in self.paid if part.source == source)

    @property
    def paid_minor(self) -> int:
        return self.from_source(MONEY_IN)

    @property
    def credit_minor(self) -> int:
        return self.from_source(CREDIT)

    @property
    def insurer_minor(self) -> int:
        return self.from_source(INSURER)

    @property
    def discount_minor(self) -> int | None:
        """What was charged less than the menu says; 0 when it was as much or more."""
        if self.menu_minor is None or self.charged_minor is None:
            return None
        return max(self.menu_minor - self.charged_minor, 0)

    @property
    def open_minor(self) -> int | None:
        """What is still to be paid; negative when more was paid than charged."""
        if self.charged_minor is None:
            return None
        return self.charged_minor - sum(part.amount_minor for part in self.paid)

    def how(self, currency: Currency) -> str:
        """`card 2026-11-20`; with the amounts where there are several."""
        return "; ".join(
            f"{f'{currency.format(part.amount_minor)} ' if len(self.paid) > 1 else ''}"
            f"{part.way} {part.paid_on}"
            for part in self.paid
        )


@frozen
class Receipt:
    """`first` and `last` are inclusive; `missing` says what a plan may ask for and is not there.

    `issuer` heads it: business, therapist, licence, address by these names, as far as they are set.
    `client` is the legal name where there is one; `referred_by` and `condition` are of the
    referrals that its visits count on, in the referrer's words, empty without one.
    `apart` is what was paid or given back and is set against no visit: it is in no sum.
    """

    issuer: dict[str, str]
    client: str
    first: date
    last: date
    made_on: date
    currency: Currency
    visits: tuple[Visit, ...]
    apart: tuple[PaidPart, ...]
    missing: tuple[str, ...]
    is_superbill: bool = False
    referred_by: str = ""
    condition: str = ""

    @property
    def heading(self) -> str:
        return f"{'Superbill' if self.is_superbill else 'Receipt'} for {self.client}"

    @property
    def nothing_there(self) -> str:
        """What to say where there are no visits."""
        return f"{self.client} has no visits from {self.first} to {self.last}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known to read it."""
        prices = f"Discounts are from the menu's prices of {self.made_on}."
        return (
            LEFT_OUT,
            *([PREPAID] if any(visit.credit_minor for visit in self.visits) else []),
            *([prices] if any(visit.discount_minor for visit in self.visits) else []),
            *([PRICES_UNKNOWN] if any(each.charged_minor is None for each in self.visits) else []),
            FOR_THE_PLAN,
        )

    @property
    def table(self) -> Table:
        """A row for each visit; columns of money that are empty throughout are left out."""
        visits = self.visits
        columns: list[tuple[str, str, Sequence[Cell]]] = [
            ("date", DAY, [visit.local_date for visit in visits]),
            ("service", TEXT, [visit.service for visit in visits]),
            ("min", COUNT, [visit.minutes for visit in visits]),
            ("code", TEXT, [visit.procedure_code for visit in visits]),
            *_where_any("discount", [visit.discount_minor for visit in visits]),
            ("charged", MONEY, [visit.charged_minor for visit in visits]),
            ("paid", MONEY, [visit.paid_minor for visit in visits]),
            *_where_any("prepaid", [visit.credit_minor for visit in visits]),
            *_where_any("by insurer", [visit.insurer_minor for visit in visits]),
            *_where_any("still open", [visit.open_minor for visit in visits]),
            ("how paid", TEXT, [visit.how(self.currency) for visit in visits]),
        ]
        return Table(
            name="Visits",
            columns=tuple((head, kind) for head, kind, _ in columns),
            rows=tuple(zip(*(values for _, _, values in columns), strict=True)),
        )

    @property
    def apart_table(self) -> Table:
        return Table(
            name="Set against no visit, and in no sum",
            columns=(("date", DAY), ("what", TEXT), ("amount", MONEY)),
            rows=tuple((part.paid_on, part.way, part.amount_minor) for part in self.apart),
            overlapping=True,
        )

    def total(self, name: str) -> int | None:
        """The sum of a figure of the visits, by its name without `_minor`; None when none is known."""
        amounts = [getattr(visit, f"{name}_minor") for visit in self.visits]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known else None


def _where_any(head: str, values: Sequence[Cell]) -> list[tuple[str, str, Sequence[Cell]]]:
    return [(head, MONEY, values)] if any(values) else []
