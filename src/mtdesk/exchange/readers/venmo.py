"""Venmo's statement: two lines above the header, a row with the balance, a footer below.

The total has the tip and the tax in it. The signs of fees are not the same in every statement.
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


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    money = processor.amount(context)
    return {
        "id": cells.text,
        "datetime": context.moment(may_lack=True),
        "type": cells.text,
        "status": cells.text,
        "note": processor.text,
        "from": processor.name,
        "to": processor.name,
        "amount total": money,
        "amount tip": money,
        "amount tax": money,
        "amount fee": money,
    }


def _statement(
    context: ReaderContext,
    line: int,
    own_id: str,
    at: Instant,
    kind: str,
    status: str,
    note: str,
    sender: str | None,
    receiver: str | None,
    total: int,
    tip: int,
    tax: int,
    fee: int,
) -> Record | Skipped:
    if not (own_id or kind or total):
        return Skipped(line, "a line with the balance, or the footer")
    word = fold(kind)
    if word.endswith("transfer"):
        return Skipped(line, "a transfer: its money came in before")
    if fold(status) != "complete":
        return Skipped(line, f"its status is {cells.shown(status)}")
    if word not in {"payment", "charge"} and total > 0:
        raise InvalidError("type", "is neither Payment nor Charge; leave the row out")
    if total <= 0:
        return Skipped(line, "money paid out" if total else "no money changed hands")
    if not at.here:
        raise InvalidError("datetime", "is empty")
    row = processor.Row(
        source="venmo",
        own_id=own_id,
        line=line,
        day=at.here[:10],
        printed=at.printed,
        kind="cancellation_fee" if processor.is_no_show(note) else "session",
        method="venmo",
        total_minor=total,
        fee_minor=abs(fee),
        tip_minor=abs(tip),
        tax_minor=abs(tax),
        client=receiver if word == "charge" else sender,  # she asked for it, or they sent it
        note=note,
        names=("datetime", "amount total", "amount fee", "amount tip"),
    )
    return processor.record_of(context, row)


FORMATS = (
    Format(
        name="venmo",
        words="Venmo: Statement",
        required=frozenset(
            {"id", "datetime", "type", "status", "note", "from", "to", "amount total"}
        ),
        ignored=frozenset(
            {
                "tax rate", "tax exempt", "funding source", "destination", "beginning balance",
                "ending balance", "statement period venmo fees", "terminal location",
                "year to date venmo fees", "disclaimer",
            }
        ),
        columns=_columns,
        record=_statement,
    ),
)  # fmt: skip
