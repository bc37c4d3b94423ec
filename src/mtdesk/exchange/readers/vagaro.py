"""Vagaro's list of transactions, an .xlsx whose columns are known by their places alone.

No header of it was seen, so it is known by what stands where: the rows begin at the 24th, a day in
the first column, figures from the eleventh on, and a row of totals ends them. That is said.
"""

from __future__ import annotations

from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells, processor
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import Redemption
from mtdesk.model.names import fold

HEADER_ROW = 22  # counted from 0: the row above the first of the list
# In the order of the columns; those without a name are not known.
NAMES = (
    "checkout date", "checked out by", "transaction id", "appointment date", "customer",
    "item sold", "purchase type", "source", "service provider", "column 10", "qty", "price", "tax",
    "tip", "discount", "amount paid", "cash", "check", "gift card redemption",
    "package redemption", "membership", "credit card", "bank account", "buy now pay later",
    "other", "iou", "column 27", "column 28", "column 29", "column 30", "charge method",
    "change due",
)  # fmt: skip
FEWEST_COLUMNS = 26
_TENDERS = {
    "cash": "cash", "check": "check", "credit card": "card", "bank account": "bank",
    "buy now pay later": "other", "other": "other",
}  # fmt: skip
_CREDIT = ("gift card redemption", "package redemption", "membership")
_KINDS = {"gift card": "gift_card", "gift certificate": "gift_card", "package": "package",
          "product": "product", "membership": "package"}  # fmt: skip


def fits(row: list[str]) -> bool:
    """Whether the first row of a list can be one of Vagaro's."""
    if len(row) < FEWEST_COLUMNS or not row[0][:1].isdigit() or not row[2].strip():
        return False
    figures = [row[place].replace("$", "").replace(",", "").strip() for place in range(11, 26)]
    return any(figures) and all(_is_figure(each) for each in figures)


def _is_figure(text: str) -> bool:
    return text.strip("-()").replace(".", "", 1).isdigit() or not text


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = processor.amount(context)
    return {
        "checkout date": context.day(may_lack=True),
        "transaction id": cells.text,
        "customer": processor.name,
        "item sold": processor.text,
        "purchase type": cells.text,
        "tax": amount,
        "tip": amount,
        "amount paid": amount,
        **dict.fromkeys((*_TENDERS, *_CREDIT, "iou", "change due"), amount),
    }


def _transaction(
    context: ReaderContext,
    line: int,
    day: str,
    number: str,
    client: str | None,
    item: str,
    bought: str,
    tax: int,
    tip: int,
    paid: int,
    *amounts: int,
) -> Record | Skipped:
    if not day:
        return Skipped(line, processor.NO_DAY)
    names = (*_TENDERS, *_CREDIT, "iou", "change due")
    of = dict(zip(names, amounts, strict=True))
    received = sum(of[name] for name in _TENDERS) - of["change due"]
    used = sum(of[name] for name in _CREDIT)
    if received + used + of["iou"] != paid:
        raise InvalidError(
            "amount paid", "is not the sum of what stands in the columns of how it was paid"
        )
    if not received and not used:
        return Skipped(line, "nothing paid" + (", it is owed" if of["iou"] else ""))
    kind = _KINDS.get(fold(bought), "session")
    if kind == "session" and processor.is_no_show(item):
        kind = "cancellation_fee"
    largest = max(_TENDERS, key=lambda name: of[name])
    note = " · ".join(part for part in (item, f"Vagaro {number}") if part)
    row = processor.Row(
        source="vagaro",
        own_id="",  # a transaction has a row for each thing sold, and two may be alike
        line=line,
        day=day,
        printed=day,
        kind="refund" if received < 0 else kind,
        method=_TENDERS[largest],
        total_minor=abs(received),
        fee_minor=0,
        tip_minor=min(abs(tip), abs(received)),
        tax_minor=min(abs(tax), abs(received) - min(abs(tip), abs(received))),
        client=client,
        note=note,
        names=("checkout date", "amount paid", "amount paid", "tip"),
    )
    credit = Redemption(redeemed_on=day, amount_minor=used, note=note) if used > 0 else None
    return processor.with_credit(context, row, credit)


FORMATS = (
    Format(
        name="vagaro_transactions",
        words="Vagaro: Transaction List, .xlsx",
        required=frozenset(NAMES[:FEWEST_COLUMNS]),
        ignored=frozenset(NAMES),
        warning="that this is Vagaro's list of transactions is known by the places of its columns "
        "alone, and is uncertain: hold the sums by month against Vagaro's own report",
        columns=_columns,
        record=_transaction,
    ),
)
