"""A record of a file, with what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.importing import named

if TYPE_CHECKING:
    from mtdesk.model.importing import Record
    from mtdesk.store.file.links import Link, LinkRow


@frozen
class Known:
    """What is known of a record: `state` is new, duplicate, changed, or twice (in one file).

    `links` are those of the rows that hold it, `occurrence` is its number among its equals. A duplicate
    `is_again` where this very file brought it.
    """

    record: Record
    state: str
    occurrence: int = 1
    links: tuple[Link, ...] = ()
    is_again: bool = False


def link_to(known: Known, table: str, row_id: int, meets: str | None = None) -> LinkRow:
    """The link by which a record is known from then on, and what it met."""
    source, source_id = named(known.record.key)
    return source, source_id, known.occurrence, known.record.digest, table, row_id, meets


def day_of(record: Record) -> str | None:
    """The day of a record."""
    if record.session is not None:
        return record.session.local_date
    if record.payments:
        return record.payments[0].received_on
    for part, name in (
        ("redemption", "redeemed_on"), ("expense", "spent_on"), ("trip", "travelled_on"),
        ("work_time", "worked_on"), ("incident", "local_date"), ("check_in", "checked_on"),
    ):  # fmt: skip
        found = getattr(record, part)
        if found is not None:
            return str(getattr(found, name))
    return None


def client_of(record: Record) -> str | None:
    """Whom a record names."""
    if record.session is not None:
        return record.session.client
    if record.redemption is not None and record.redemption.client:
        return record.redemption.client
    return next((payment.client for payment in record.payments if payment.client), None)


def is_money(record: Record) -> bool:
    """Whether it is of money: what came in, or what a gift card paid alone."""
    return bool(record.payments) or (record.redemption is not None and record.session is None)
