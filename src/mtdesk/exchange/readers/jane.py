"""Jane's report of payouts: what came in before, on its way to the bank. None of it is income."""

from __future__ import annotations

from typing import Any

from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.importing import Skipped

_PAYOUTS = frozenset({"date created", "date deposited", "payout amount", "payout status"})


def _columns(_context: ReaderContext) -> dict[str, Parser[Any]]:
    return {"payout status": cells.text}


def _payout(_context: ReaderContext, line: int, _status: str) -> Skipped:
    return Skipped(line, "a payout: its money came in before")


FORMATS = (
    Format(
        name="jane_payouts",
        words="Jane: Payouts",
        required=_PAYOUTS,
        ignored=_PAYOUTS,
        warning="payouts are no income: clients paid this money before, and it went on to the bank",
        columns=_columns,
        record=_payout,
    ),
)
