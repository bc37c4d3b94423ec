"""The year row by row, for an accountant: each amount with its table and number, no client's name."""

from __future__ import annotations

import csv
from io import StringIO

from mtdesk.exchange.writers.files import cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.model.money import Currency

HEADS = (
    "source", "id", "date", "kind", "what", "method", "amount", "processor_fee", "distance",
    "unit", "session", "client", "currency",
)  # fmt: skip


def lines(rows: Iterable[Any], currency: Currency) -> Iterator[str]:
    """CSV lines with their ends, heads first; amounts are plain decimals such as 1240.50."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")

    def line(cells: Iterable[object]) -> str:
        writer.writerow([cell(value) for value in cells])
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    yield line(HEADS)
    for row in rows:
        amount, fee, tenths = row["amount_minor"], row["fee_minor"], row["distance_tenths"]
        yield line(
            (
                row["source"],
                row["id"],
                row["day"],
                row["kind"],
                " ".join(row["what"].split()),
                row["method"],
                _Plain(currency.plain(amount)) if amount is not None else "",
                _Plain(currency.plain(fee)) if fee is not None else "",
                f"{tenths / 10:.1f}" if tenths is not None else "",
                row["unit"],
                row["session_id"],
                row["client_id"],
                currency.code,
            )
        )


class _Plain:
    """A figure as text that needs no apostrophe: `-2.50` is a number, not somebody's formula."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text
