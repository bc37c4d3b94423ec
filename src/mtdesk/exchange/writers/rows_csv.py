"""Rows for a spreadsheet or another program, one a line: each amount with its table and number."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from mtdesk.exchange.writers.files import cell
from mtdesk.model.table import MONEY, TENTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtdesk.model.document import Log
    from mtdesk.model.money import Currency
    from mtdesk.model.table import Cell


def lines(log: Log, currency: Currency) -> Iterator[str]:
    """CSV lines with their ends, heads first; amounts are plain decimals such as 1240.50."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")

    def line(cells: Iterable[object]) -> str:
        writer.writerow(cells)
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    yield line(head for head, _ in log.columns)
    kinds = [kind for _, kind in log.columns]
    for row in log.rows:
        yield line(_shown(value, kind, currency) for value, kind in zip(row, kinds, strict=True))


def _shown(value: Cell, kind: str, currency: Currency) -> object:
    """A figure needs no apostrophe: `-2.50` is a number, not somebody's formula."""
    if isinstance(value, int) and kind == MONEY:
        return currency.plain(value)
    if isinstance(value, int) and kind == TENTHS:
        return f"{value / 10:.1f}"
    return cell(value)
