"""What was open on the last day of a year, row by row: unpaid sessions, packages, gift cards."""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.insight.takings import Row
from mtdesk.model.credit import Credit
from mtdesk.model.frozen import frozen

ELSEWHERE = "credit_of_other_programs"


@frozen
class OpenSession:
    """A done session with what was not paid of its price."""

    id: int
    local_date: str
    client_id: int | None
    payer: str
    price_minor: int | None
    owed_minor: int


@frozen
class OpenCredit:
    """What a package or gift card still held; `id` is None of those that other programs sold."""

    id: int | None
    sold_on: str
    kind: str
    client_id: int | None
    amount_minor: int | None
    left_minor: int


@frozen
class StillOpen:
    """As of a day: its rows sum to the figures of the page; of sales tax what was open before."""

    sessions: tuple[OpenSession, ...] = ()
    credits: tuple[OpenCredit, ...] = ()
    sales_tax_before_minor: int = 0


def still_open(
    as_of: str,
    unpaid: Iterable[Row],
    held: Iterable[Credit],
    liability_minor: int,
    sales_tax_before_minor: int = 0,
) -> StillOpen:
    """What of the liability no credit holds was sold by other programs: one row of that day."""
    holding = [
        OpenCredit(
            id=each.id,
            sold_on=each.sold_on,
            kind=each.kind,
            client_id=each.client_id,
            amount_minor=each.amount_minor,
            left_minor=each.rest_minor(as_of),
        )
        for each in held
        if each.rest_minor(as_of)
    ]
    elsewhere = liability_minor - sum(each.left_minor for each in holding)
    if elsewhere:
        holding.append(
            OpenCredit(
                id=None,
                sold_on=as_of,
                kind=ELSEWHERE,
                client_id=None,
                amount_minor=None,
                left_minor=elsewhere,
            )
        )
    names = ("id", "local_date", "client_id", "payer", "price_minor", "owed_minor")
    return StillOpen(
        sessions=tuple(OpenSession(**{name: row[name] for name in names}) for row in unpaid),
        credits=tuple(holding),
        sales_tax_before_minor=sales_tax_before_minor,
    )
