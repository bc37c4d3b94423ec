"""A document printed in the format asked for, whole, or row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from mtdesk.exchange.writers.files import cell, csv_writer
from mtdesk.model.document import Document, Log
from mtdesk.model.money import Currency
from mtdesk.model.table import MONEY, TENTHS, Cell

SCHEMA = 1


def content(document: Document, file_format: str) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    if file_format == "pdf":
        from mtdesk.exchange.writers import pdf

        return pdf.content(document)
    if file_format == "svg":
        return _picture(document).encode(), True
    if file_format == "png":
        from mtdesk.exchange.writers import png

        return png.content(_picture(document))
    if file_format == "xlsx":
        from mtdesk.exchange.writers import xlsx

        return xlsx.content(document), True
    if file_format == "md":
        from mtdesk.exchange.writers import markdown

        return markdown.content(document).encode(), True
    if file_format == "json":
        import json

        facts = {"schema": SCHEMA, **(document.data or {})}
        return f"{json.dumps(facts, ensure_ascii=False, indent=2)}\n".encode(), True
    raise AssertionError(f"no document is printed as {file_format}")


def _picture(document: Document) -> str:
    if document.drawing:
        return document.drawing
    from mtdesk.exchange.writers import svg

    return svg.content(document)


def lines(log: Log, currency: Currency) -> Iterator[str]:
    """CSV lines with their ends, heads first; amounts are plain decimals such as 1240.50."""
    buffer = StringIO()
    writer = csv_writer(buffer)

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
