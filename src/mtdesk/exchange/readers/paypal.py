"""PayPal's activity, as accounts of both locales print it: `95.00` and commas, `95,00` and semicolons.

Its days and times are on the clock of the account, and stay as printed. What went in is money of
somebody's own will, so tips are not told apart. Fees are negative.
"""

from __future__ import annotations

from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells, processor, zones
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.names import fold

_REQUIRED = frozenset({"date", "time", "type", "status", "gross", "fee", "transaction id"})
_IGNORED = frozenset(
    {
        "net", "from email address", "to email address", "reference txn id", "balance",
        "receipt id", "custom number", "invoice number",
    }
)  # fmt: skip
# Words in the type of a row by which money only moves, or is held for a while.
_MOVED = ("withdrawal", "deposit", "transfer", "hold", "conversion", "authorization")
_BACK = {"refund": "refund", "chargeback": "chargeback", "reversal": "chargeback"}


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    money = processor.amount(context)
    return {
        "transaction id": cells.text,
        "date": context.day(is_past=False),  # it may be tomorrow there
        "time": cells.text,
        "timezone": zones.Short(context.zone),
        "name": processor.name,
        "type": cells.given(cells.name),
        "status": cells.text,
        "currency": cells.text,
        "gross": money,
        "fee": money,
        "balance impact": cells.text,
        "item title": processor.text,
        "subject": processor.text,
        "note": processor.text,
    }


def _columns_elsewhere(context: ReaderContext) -> dict[str, Parser[Any]]:
    """The same, of an account that writes the day first where its cells do not say."""
    return _columns(replace(context, is_month_first=False))


def _activity(
    context: ReaderContext,
    line: int,
    own_id: str,
    day: str,
    clock: str,
    _zone: None,
    client: str | None,
    kind: str,
    status: str,
    code: str,
    gross: int,
    fee: int,
    impact: str,
    *notes: str,
) -> Record | Skipped:
    word = fold(kind)
    if status and fold(status) != "completed":
        return Skipped(line, f"its status is {cells.shown(status)}")
    if fold(impact) == "memo" or any(moved in word for moved in _MOVED):
        return Skipped(line, "money of the account itself, moved or held")
    back = next((_BACK[part] for part in _BACK if part in word), None)
    if (back is None and "payment" not in word) or "fee" in word.split():
        raise InvalidError(
            "type", "is no payment, refund, chargeback or transfer; leave the row out"
        )
    if (gross > 0) == (back is not None):
        why = "money that she was given back" if back else "money paid out"
        return Skipped(line, why if gross else "no money changed hands")
    processor.in_currency(context, code)
    note = " · ".join(part for part in notes if part)
    row = processor.Row(
        source="paypal",
        own_id=own_id,
        line=line,
        day=day,
        printed=f"{day}T{clock}",
        kind=back or ("cancellation_fee" if processor.is_no_show(note) else "session"),
        method="paypal",
        total_minor=abs(gross),
        fee_minor=-fee,
        client=client,
        note=note,
        names=("date", "gross", "fee", "gross"),
    )
    return processor.record_of(context, row)


FORMATS = (
    Format(
        name="paypal_eu",
        words="PayPal: Activity, with semicolons",
        required=_REQUIRED,
        ignored=_IGNORED,
        delimiters=";",
        columns=_columns_elsewhere,
        record=_activity,
    ),
    Format(
        name="paypal",
        words="PayPal: Activity",
        required=_REQUIRED,
        ignored=_IGNORED,
        columns=_columns,
        record=_activity,
    ),
)
