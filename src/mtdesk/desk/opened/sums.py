"""What any period took in by one side: for the income, the clients and others."""

from __future__ import annotations

from mtdesk.store.ledger import sums
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.income import Earning
    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book


def earned_by(opened: Opened, period: Period, by: str) -> tuple[Earning, ...]:
    """Income and work of a period by one side, the largest income first; weekdays in order.

    `by` is purpose, service, client, workplace, method or weekday.
    """
    from mtdesk.insight.income import earnings  # a week needs none of it

    book = opened.book
    found = earnings(
        _paid_by(book, period, by),
        {row["grain_key"]: row for row in sums.worked_by(book, period, by)},
        {row["grain_key"]: row["amount_minor"] for row in sums.redeemed_by(book, period, by)},
    )
    if by == "weekday":
        found.sort(key=lambda row: int(row.key or 0))
    return tuple(found)


def received_by(opened: Opened, period: Period, by: str) -> list[Earning]:
    """Income alone by one side, for those who need no work."""
    from mtdesk.insight.income import earnings

    return earnings(_paid_by(opened.book, period, by), {}, {})


def _paid_by(
    book: Book, period: Period, by: str
) -> Iterator[tuple[str | int | None, str, int, int]]:
    for row in sums.received_by(book, period, by):
        yield row["grain_key"], row["kind"], row["amount_minor"], row["fee_minor"]
