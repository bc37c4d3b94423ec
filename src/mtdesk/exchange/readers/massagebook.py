"""MassageBook's income report: a row a day, without clients, services or ways of paying.

Its expenses are card fees, other fees and refunds together, which it does not tell apart: they count
as fees up to what came in, and what is beyond as given back. Gift certificates used are not in it.
"""

from __future__ import annotations

from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import processor
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import Payment

_NOTE = "MassageBook, all of the day"


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = processor.amount(context)
    return {
        "date": context.day(may_lack=True),
        "sales": amount,
        "tips": amount,
        "expenses": amount,
    }


def _day(
    context: ReaderContext, line: int, day: str, sales: int, tips: int, expenses: int
) -> Record | Skipped:
    if not day:
        return Skipped(line, processor.NO_DAY)
    if not (sales or tips or expenses):
        return Skipped(line, "nothing came in that day")
    if sales < 0 or tips < 0:
        raise InvalidError("sales" if sales < 0 else "tips", "is below nothing")
    fees, came = abs(expenses), sales + tips
    row = processor.Row(
        source="massagebook",
        own_id=day,
        line=line,
        day=day,
        printed=day,
        kind="session",
        method=None,
        total_minor=came,
        fee_minor=min(fees, came),
        tip_minor=tips,
        note=_NOTE,
        names=("date", "sales", "expenses", "tips"),
    )
    if not came:
        refund = replace(row, kind="refund", total_minor=fees, fee_minor=0)
        return processor.record_of(context, refund)
    record = processor.record_of(context, row)
    if fees <= came:
        return record
    back = Payment(received_on=day, kind="refund", amount_minor=fees - came, note=_NOTE)
    return replace(record, payments=(*record.payments, back))


FORMATS = (
    Format(
        name="massagebook_income",
        words="MassageBook: Income Report",
        required=frozenset({"date", "sales", "sub total", "tips", "expenses", "net income"}),
        ignored=frozenset({"sub total", "net income", "sales tax", "money collected"}),
        warning="it has a row a day, without clients or services; its expenses (fees and refunds, "
        "not told apart) count as fees, and gift certificates that were used are not in it",
        columns=_columns,
        record=_day,
    ),
)
