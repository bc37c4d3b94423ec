"""A file opened for import, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from operator import getitem, itemgetter
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import table
from mtdesk.exchange.readers.cells import Column, Parser, Told, shown
from mtdesk.exchange.readers.days import Day, Moment
from mtdesk.exchange.readers.encodings import BAD, not_text
from mtdesk.exchange.readers.layout import Layout
from mtdesk.exchange.readers.whose import Whose
from mtdesk.model.frozen import frozen
from mtdesk.model.importing import ISO, Problem, Record, Skipped
from mtdesk.model.ledger.categories import CATEGORIES, Category
from mtdesk.model.money import Currency
from mtdesk.model.text import worded

_MOST_LISTED = 100  # columns that are left out


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """What a file leaves unsaid: the practice's currency, time zone (an IANA name) and categories.

    `now` is the instant in that zone: what is still to come cannot have been. `dates` and
    `encoding` are what the caller says of the file, `is_month_first` what the country does;
    `therapist` is her own name, where the practice has it. `layouts` are those of her own tables that
    are remembered, `asked_layout` the name of one, or which column is what.
    """

    currency: Currency
    zone: str
    now: datetime
    categories: dict[str, Category] = field(default_factory=CATEGORIES.copy)
    is_month_first: bool = True
    dates: str | None = None
    encoding: str | None = None
    therapist: str = ""
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    asked_layout: str = ""

    @property
    def today(self) -> date:
        return self.now.date()

    def day(self, *, is_past: bool = True, may_lack: bool = False) -> Day:
        """How a column of days is read."""
        return Day(
            self.zone,
            today=self.today if is_past else None,
            order=self.dates,
            is_month_first=self.is_month_first,
            may_lack=may_lack,
        )

    def moment(self, *, is_utc: bool = False, may_lack: bool = False) -> Moment:
        """How a column of instants is read."""
        return Moment(
            self.zone,
            order=self.dates,
            is_month_first=self.is_month_first,
            is_utc=is_utc,
            may_lack=may_lack,
        )


@frozen
class Format:
    """A kind of file, known by the columns in its header.

    Names of columns are in the common form of `table.normal`. `columns` gives those that are read
    and how (a cell is empty when the file lacks its column); `record` makes something of the
    context, a row's line and the values of its cells, in the order of `columns`, and may raise
    InvalidError naming a column. `required` columns must be there, `ignored` ones are known and not needed; a column
    that is none of these is left out with a warning. A file of other `delimiters` is another format's;
    `warning` is what must be said of every such file; rows of one that `may_be_short` need not have all columns.
    """

    name: str
    words: str
    required: frozenset[str]
    ignored: frozenset[str] = frozenset()
    delimiters: str = table.DELIMITERS
    warning: str = ""
    may_be_short: bool = False
    columns: Callable[[ReaderContext], dict[str, Parser[Any]]]
    record: Callable[..., Record | Skipped]


class Source(table.ReadOnce):
    """One file, its format found; `records` reads it row by row and closes it at the end."""

    def __init__(
        self,
        text_file: table.TextFile,
        header: table.Header,
        file_format: Format,
        context: ReaderContext,
    ) -> None:
        self.format = file_format.name
        super().__init__(text_file)
        self.warnings: list[str] = [
            *text_file.notes,
            *([file_format.warning] if file_format.warning else []),
        ]
        self._header = header
        self._context = context
        self._format = file_format
        self._columns = [
            Column(name, parse) for name, parse in file_format.columns(context).items()
        ]
        for column in self._columns:
            if isinstance(column.parse, Day | Moment | Whose):
                column.parse.cells = partial(self._cells_of, column.name)
        known = file_format.ignored.union((column.name for column in self._columns), {""})
        if unknown := [
            f"“{printed}”"
            for printed, name in zip(header.printed, header.names, strict=True)
            if name not in known
        ]:
            noun = worded(len(unknown), "column")
            listed = ", ".join(unknown[:_MOST_LISTED])
            more = len(unknown) - _MOST_LISTED
            listed += f" and {more:,} more" if more > 0 else ""
            self.warnings.append(f"left out the {noun} {listed}")

    @property
    def dates(self) -> str:
        """How its days are written; known when all of it has been read."""
        orders = [each.order.name for each in self._dated() if each.order is not None]
        return orders[0] if orders else ISO

    @property
    def words(self) -> list[str]:
        """What must be said of how it was read; known when all of it has been."""
        parsers: list[object] = [column.parse for column in self._columns]
        return [line for each in parsers if isinstance(each, Told) for line in each.words()]

    def _dated(self) -> list[Day | Moment]:
        return [each.parse for each in self._columns if isinstance(each.parse, Day | Moment)]

    def _cells_of(self, name: str) -> Iterator[str]:
        """The cells of a column, read apart from the records."""
        if name not in self._header.names:
            return
        place = self._header.names.index(name)
        with self._text_file.open() as file:
            for item in table.rows(self._text_file, file, self._header, 0):
                if not isinstance(item, Problem):
                    yield item[1][place]

    def records(self) -> Generator[Record | Skipped | Problem]:
        """One item for each row that is not blank, in the order of the file."""
        names = self._header.names
        after = len(names)  # where the blank cell stands for columns the file lacks
        columns, record = self._columns, self._format.record
        places = [names.index(column.name) if column.name in names else after for column in columns]
        needed = 1 if self._format.may_be_short else max(p for p in places if p < after) + 1
        pick = itemgetter(*places, after)  # of one place alone it would give no tuple
        with self._text_file.open_bytes() as self._bytes:
            file = self._text_file.decoded(self._bytes)
            for item in table.rows(self._text_file, file, self._header, needed):
                if isinstance(item, Problem):
                    yield item
                    continue
                line, row = item
                if self._text_file.reading.has_bad and (problem := self._bad_byte(line, row)):
                    yield problem
                    continue
                try:
                    yield record(self._context, line, *map(getitem, columns, pick(row)))
                except InvalidError as error:
                    place = names.index(error.field)
                    reason = error.message.removeprefix(f"{error.field}: ")
                    column = self._header.printed[place]
                    yield Problem(line, column, shown(row[place]), reason)

    def _bad_byte(self, line: int, row: list[str]) -> Problem | None:
        """The first cell of a row that holds a byte which is no text in the file's encoding."""
        for printed, cell in zip(self._header.printed, row, strict=False):
            bad = next((mark for mark in cell if mark in BAD), None)
            if bad is not None:
                byte = ord(bad) - ord(BAD[0])
                return Problem(line, printed, shown(cell), not_text(byte, self.encoding))
        return None
