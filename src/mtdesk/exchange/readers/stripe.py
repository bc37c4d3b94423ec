"""Stripe's itemised balance: charges, refunds and disputes with their fees; its times are in UTC.

The day of a row is the practice's own. It has no column for a client: who paid stands in the
description, which becomes the note.
"""

from __future__ import annotations

from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells, processor
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import Instant
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.names import fold

_MOVED = ("payout", "payout_reversal", "topup", "topup_reversal")
_BACK = {"refund": "refund", "partial_capture_reversal": "refund", "dispute": "chargeback"}


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    money = processor.amount(context)
    return {
        "balance transaction id": cells.text,
        "created utc": context.moment(is_utc=True),
        "currency": cells.text,
        "gross": money,
        "fee": money,
        "reporting category": cells.given(cells.name),
        "description": processor.text,
    }


def _balance(
    context: ReaderContext,
    line: int,
    own_id: str,
    created: Instant,
    code: str,
    gross: int,
    fee: int,
    category: str,
    description: str,
) -> Record | Skipped:
    word = fold(category).replace(" ", "_")
    if word in _MOVED:
        return Skipped(line, f"a {word.replace('_', ' ')}: its money came in before")
    processor.in_currency(context, code)
    if word != "charge" and word not in _BACK:
        raise InvalidError(
            "reporting category", "is no charge, refund, dispute or payout; leave the row out"
        )
    is_charge = word == "charge"
    if gross == 0 or (gross > 0) != is_charge:
        raise InvalidError("gross", f"does not fit a {word.replace('_', ' ')}")
    paid_for = "cancellation_fee" if processor.is_no_show(description) else "session"
    row = processor.Row(
        source="stripe",
        own_id=own_id,
        line=line,
        day=created.here[:10],
        printed=created.printed,
        kind=_BACK.get(word, paid_for),
        method="card",
        total_minor=abs(gross),
        fee_minor=fee,
        note=description,
        names=("created utc", "gross", "fee", "gross"),
    )
    return processor.record_of(context, row)


FORMATS = (
    Format(
        name="stripe_balance",
        words="Stripe: Balance, itemised",
        required=frozenset(
            {"balance transaction id", "created utc", "gross", "fee", "reporting category"}
        ),
        ignored=frozenset(
            {
                "available on utc", "net", "source id", "automatic payout id",
                "automatic payout effective at", "automatic payout effective at utc",
            }
        ),
        columns=_columns,
        record=_balance,
    ),
)  # fmt: skip
