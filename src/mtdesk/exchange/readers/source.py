"""A file opened for import, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import getitem, itemgetter
from typing import Any, BinaryIO

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import table
from mtdesk.exchange.readers.cells import Column, Parser, shown
from mtdesk.model.frozen import frozen
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.ledger.categories import CATEGORIES, Category
from mtdesk.model.money import Currency
from mtdesk.model.text import worded


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """What a file leaves unsaid: the practice's currency, time zone (an IANA name) and categories.

    `now` is the instant in that zone: what is still to come cannot have been.
    """

    currency: Currency
    zone: str
    now: datetime
    categories: dict[str, Category] = field(default_factory=CATEGORIES.copy)

    @property
    def today(self) -> date:
        return self.now.date()


@frozen
class Format:
    """A kind of file, known by the columns in its header.

    Names of columns are in the common form of `table.normal`. `columns` gives those that are read
    and how (a cell is empty when the file lacks its column); `record` makes something of the
    context, a row's line and the values of its cells, in the order of `columns`, and may raise
    InvalidError naming a column. `required` columns must be there, `ignored` ones are known and not needed; a column
    that is none of these is left out with a warning.
    """

    name: str
    words: str
    required: frozenset[str]
    ignored: frozenset[str] = frozenset()
    columns: Callable[[ReaderContext], dict[str, Parser[Any]]]
    record: Callable[..., Record | Skipped]


class Source:
    """One file, its format found; `records` reads it row by row and closes it at the end."""

    def __init__(
        self,
        text_file: table.TextFile,
        header: table.Header,
        file_format: Format,
        context: ReaderContext,
    ) -> None:
        self.format = file_format.name
        self.size = text_file.size
        self.warnings: list[str] = []
        self._text_file = text_file
        self._header = header
        self._context = context
        self._format = file_format
        self._columns = [
            Column(name, parse) for name, parse in file_format.columns(context).items()
        ]
        self._bytes: BinaryIO | None = None
        known = file_format.ignored.union((column.name for column in self._columns), {""})
        if unknown := [
            f"“{printed}”"
            for printed, name in zip(header.printed, header.names, strict=True)
            if name not in known
        ]:
            noun = worded(len(unknown), "column")
            self.warnings.append(f"left out the {noun} {', '.join(unknown)}")

    @property
    def position(self) -> int:
        """How many bytes of `size` have been read."""
        if self._bytes is None:
            return 0
        return self.size if self._bytes.closed else self._bytes.tell()

    def records(self) -> Iterator[Record | Skipped | Problem]:
        """One item for each row that is not blank, in the order of the file."""
        names = self._header.names
        after = len(names)  # where the blank cell stands for columns the file lacks
        columns, record = self._columns, self._format.record
        places = [names.index(column.name) if column.name in names else after for column in columns]
        needed = max(place for place in places if place < after) + 1
        pick = itemgetter(*places)
        with self._text_file.path.open("rb") as self._bytes:
            file = self._text_file.decoded(self._bytes)
            for item in table.rows(self._text_file, file, self._header, needed):
                if isinstance(item, Problem):
                    yield item
                    continue
                line, row = item
                try:
                    yield record(self._context, line, *map(getitem, columns, pick(row)))
                except InvalidError as error:
                    place = names.index(error.field)
                    reason = error.message.removeprefix(f"{error.field}: ")
                    column = self._header.printed[place]
                    yield Problem(line, column, shown(row[place]), reason)
