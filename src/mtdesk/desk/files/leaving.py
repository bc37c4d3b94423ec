"""What leaves for other programs: journals of bookkeeping, a calendar, columns.

Clients are numbers in it, and what was noted of them stays here, unless names are asked for.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mtdesk.model.frozen import replace
from mtdesk.model.names.matching import numbered
from mtdesk.store import clients
from mtdesk.store.file import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.store.file.book import Book

FORMATS = ("hledger", "beancount", "qif", "ics", "parquet")
_SPOKEN = {"vendor", "category_text", "purpose", "what", "workplace"}  # names among them go


def export(opened: Opened, target: Path, file_format: str, *, with_names: bool) -> int:
    """Write a new file (of Parquet a folder) and return how many entries, events or rows it has.

    Raises:
        RefusedError: the place cannot be written, or DuckDB is missing for Parquet.
    """
    if file_format == "parquet":
        return _columns(opened, target, with_names=with_names)
    if file_format == "ics":
        return _calendar(opened, target, with_names=with_names)
    return _books(opened, target, file_format, with_names=with_names)


def _write(target: Path, lines: Iterable[str]) -> None:
    with whole.text(target) as file:
        file.writelines(lines)


def _books(opened: Opened, target: Path, file_format: str, *, with_names: bool) -> int:
    from mtdesk.exchange.writers import journals, qif
    from mtdesk.insight.ledger import Ledger, entries
    from mtdesk.store.ledger import books

    book, last, settings = opened.book, opened.today.isoformat(), opened.settings
    ledger = Ledger(
        payments=books.payments(book, last),
        expenses=books.expenses(book, last),
        credits=books.sold(book, last),
        uses=books.uses(book, last),
        elsewhere=books.elsewhere(book, last),
        owed=books.owed(book, last),
        day=last,
    )
    found = list(entries(ledger, with_names=with_names))
    if not with_names:
        names = numbered(clients.every_name(book))
        found = [replace(each, text=names.instead(each.text)) for each in found]
    told = partial(opened.told, share=lambda done: done / max(len(found), 1))
    if file_format == "qif":
        lines = qif.lines(told(found), settings.currency, is_month_first=settings.is_month_first)
    elif file_format == "beancount":
        lines = journals.beancount(found, settings.currency, told)
    else:
        lines = journals.hledger(found, settings.currency, told)
    _write(target, lines)
    return len(found)


def _calendar(opened: Opened, target: Path, *, with_names: bool) -> int:
    from mtdesk.exchange.writers import ics
    from mtdesk.store.ledger import books

    found = books.visits(opened.book)
    visits: list[ics.Visit] = list(found if with_names else _unnamed(opened.book, found))
    told = opened.told(visits, lambda done: done / max(len(visits), 1))
    _write(target, ics.lines(told, opened.now(), with_names=with_names))
    return len(visits)


def _columns(opened: Opened, target: Path, *, with_names: bool) -> int:
    from mtdesk.exchange.writers import parquet
    from mtdesk.store.ledger import books

    tables: list[parquet.Table] = []
    count = books.count_by_day(opened.book)
    for name, day in books.DAYS.items():
        kinds, found = books.by_day(opened.book, name, with_names=with_names)
        rows: Iterable[Sequence[Any]] = found
        if not with_names:
            rows = (tuple(row.values()) for row in _unnamed(opened.book, found))
        tables.append((name, kinds, day, opened.told(rows, lambda done: done / max(count, 1))))
    return parquet.write(whole.folder(target), tables)


def _unnamed(book: Book, rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Rows whose free words name nobody: a vendor, a purpose, a workplace may be a client, too."""
    names = numbered(clients.every_name(book))
    for row in rows:
        yield {
            key: names.instead(row[key]) if key in _SPOKEN and row[key] else row[key]
            for key in row.keys()  # noqa: SIM118 - a row's values are what it is walked by
        }
