"""Cash App's activity: what people sent is a payment, the rest moves her own money.

Its times carry the short name of a zone, and stay as printed. A tip is not told apart.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells, processor, zones
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.names import fold

# How a type begins by which no client pays.
_MOVED = ("cash", "account", "bitcoin", "stock", "boost", "savings", "deposit", "withdrawal")


class _Stamp(NamedTuple):
    day: str
    clock: str


class _Stamps:
    """A column of `2025-12-11 09:49:16 PST`."""

    def __init__(self, context: ReaderContext) -> None:
        self._day = context.day(is_past=False)
        self._zone = zones.Short(context.zone)

    def __call__(self, cell: str, column: str) -> _Stamp:
        day, _, rest = cell.strip().partition(" ")
        clock, _, zone = rest.partition(" ")
        self._zone(zone, column)
        return _Stamp(self._day(day, column), clock)

    def words(self) -> list[str]:
        return [*self._day.words(), *self._zone.words()]


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    money = processor.amount(context)
    return {
        "transaction id": cells.text,
        "date": _Stamps(context),
        "transaction type": cells.given(cells.name),
        "currency": cells.text,
        "amount": money,
        "fee": money,
        "status": cells.text,
        "notes": processor.text,
        "name of sender receiver": processor.name,
    }


def _activity(
    context: ReaderContext,
    line: int,
    own_id: str,
    at: _Stamp,
    kind: str,
    code: str,
    total: int,
    fee: int,
    status: str,
    note: str,
    client: str | None,
) -> Record | Skipped:
    word = fold(kind)
    if word.startswith(_MOVED):
        return Skipped(line, f"her own money: {cells.shown(kind)}")
    if not fold(status).endswith("complete"):
        return Skipped(line, f"its status is {cells.shown(status)}")
    if "p2p" not in word and "payment" not in word:
        raise InvalidError(
            "transaction type", "is neither P2P nor her own money; leave the row out"
        )
    if total <= 0:
        return Skipped(line, "money paid out" if total else "no money changed hands")
    processor.in_currency(context, code)
    row = processor.Row(
        source="cashapp",
        own_id=own_id,
        line=line,
        day=at.day,
        printed=f"{at.day}T{at.clock}",
        kind="cancellation_fee" if processor.is_no_show(note) else "session",
        method="cashapp",
        total_minor=total,
        fee_minor=abs(fee),
        client=client,
        note=note,
        names=("date", "amount", "fee", "amount"),
    )
    return processor.record_of(context, row)


FORMATS = (
    Format(
        name="cashapp",
        words="Cash App: Activity",
        required=frozenset(
            {"transaction id", "date", "transaction type", "amount", "fee", "status", "notes"}
        ),
        ignored=frozenset({"net amount", "asset type", "asset price", "asset amount", "account"}),
        columns=_columns,
        record=_activity,
    ),
)
