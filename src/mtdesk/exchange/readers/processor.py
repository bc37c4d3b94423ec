"""What the files of those who pass money on have in common: a row is a payment, or one given back.

It never makes a session. A client is named where the file has a column for that; what was bought
stands in the note. Payouts, withdrawals and what she paid others are no income, and skipped.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.cells import Parser, digest
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.model import rules
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.importing import Record
from mtdesk.model.ledger.payment import GIVEN_BACK, Payment, Redemption
from mtdesk.model.names import fold

NO_DAY = "a row of totals, or of no day"
_NO_SHOW = ("no-show", "no show", "cancellation fee", "late cancel")


@frozen
class Row:
    """A row that is money. `day` is the practice's own, `printed` the instant as the file has it.

    `total_minor` is what came in or went back, `tip_minor` and `tax_minor` are parts of it. `names`
    are the columns of the day, the total, the fee and the tip: a refusal names one.
    """

    source: str
    own_id: str
    line: int
    day: str
    printed: str
    kind: str
    method: str | None
    total_minor: int
    fee_minor: int
    tip_minor: int = 0
    tax_minor: int = 0
    client: str | None = None
    insurer: str | None = None
    note: str = ""
    names: tuple[str, str, str, str]


def amount(context: ReaderContext) -> Parser[int]:
    """A column of amounts, of which a blank cell is 0."""
    read = cells.amount(context.currency)

    def parse(cell: str, column: str) -> int:
        minor = read(cell, column) or 0
        rules.PAYMENT.check(abs(minor), context.currency, column)
        return minor

    return parse


def name(cell: str, column: str) -> str | None:
    return cells.name(cells.unescaped(cell), column)


def text(cell: str, column: str) -> str:
    return cells.text(cells.unescaped(cell), column)


def in_currency(context: ReaderContext, code: str, column: str = "currency") -> None:
    """Raises InvalidError where a row's money is in another currency than the practice's."""
    if code and code.upper() != context.currency.code:
        raise InvalidError(
            column,
            f"is not {context.currency.code}, which this practice counts in; leave the row out",
        )


def is_no_show(description: str) -> bool:
    return any(words in fold(description) for words in _NO_SHOW)


def record_of(context: ReaderContext, row: Row) -> Record:
    """The payments of a row: what was paid for, which carries the fee, and the tip."""
    of_day, of_total, of_fee, of_tip = row.names
    rules.PAST.check(date.fromisoformat(row.day), context.today, of_day)
    rules.TIP.check(row.tip_minor, context.currency, of_tip)
    if row.kind not in GIVEN_BACK:
        rules.fee(row.fee_minor, row.total_minor, of_fee)
    paid = row.total_minor - row.tip_minor - row.tax_minor
    if paid < 0 or not paid + row.tip_minor:
        raise InvalidError(of_total, "does not cover the tip and the tax in this row")
    parts = {row.kind: paid, "tip": row.tip_minor}
    note = " · ".join(
        part for part in (row.note, "sales tax left out" * bool(row.tax_minor)) if part
    )
    given = [(kind, minor) for kind, minor in parts.items() if minor]
    content = digest(row.kind, row.printed, row.total_minor, row.fee_minor, *_rest(row))
    word = row.kind if row.kind in GIVEN_BACK else "payment"
    return Record(
        key=f"{row.source}:{row.own_id}/{word}@{row.printed}"
        if row.own_id
        else f"{row.source}:#{content}",
        digest=content,
        line=row.line,
        payments=tuple(
            Payment(
                received_on=row.day,
                kind=kind,
                amount_minor=minor,
                client=row.client,
                insurer=row.insurer if row.kind == "insurance" else None,
                fee_minor=0 if number else row.fee_minor,
                method=row.method,
                voluntary=True if kind == "tip" else None,
                note=note,
            )
            for number, (kind, minor) in enumerate(given)
        ),
    )


def with_credit(context: ReaderContext, row: Row, credit: Redemption | None) -> Record:
    """The same of a row of which credit paid a part, or all."""
    if row.total_minor:
        record = record_of(context, row)
    else:
        content = digest("redeemed", row.printed, row.client, row.note)
        key = f"{row.own_id}/payment@{row.printed}" if row.own_id else f"#{content}"
        record = Record(key=f"{row.source}:{key}", digest=content, line=row.line)
    return (
        record if credit is None else replace(record, redemption=replace(credit, client=row.client))
    )


def _rest(row: Row) -> tuple[Any, ...]:
    return row.tip_minor, row.tax_minor, row.client, row.note
