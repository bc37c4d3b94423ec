"""A delimited text file: its encoding, its delimiter, its header, and its rows one by one.

Column names are compared in a common form (`Amount (total)`, `amount_total` → `amount total`);
a name that occurs again is numbered (`paid`, `paid 2`), so that no column hides another.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from mtdesk.errors import ImportRefusedError, NotFoundError
from mtdesk.exchange.readers import encodings, unread, workbook
from mtdesk.exchange.readers.cells import shown
from mtdesk.exchange.readers.encodings import Reading
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Problem
from mtdesk.model.names import fold

DELIMITERS = ",;\t|"
_HEADER_ROWS = 30  # banners may stand above the header
_SAMPLE = 250_000  # characters in which the header must come
_LONGEST_CELL = 1_000_000  # beyond it a quotation mark was not closed
_CHUNK = 1 << 20
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class TextFile:
    """`last_line` is the number of the last line; `is_open` says that no line break ends it.

    `notes` must be said of it; `held` is a workbook's text, which stands in no file.
    """

    path: Path
    size: int
    reading: Reading
    last_line: int
    is_open: bool
    notes: tuple[str, ...] = ()
    held: bytes | None = None

    def open(self) -> TextIOWrapper:
        return self.decoded(self.open_bytes())

    def open_bytes(self) -> BinaryIO:
        return self.path.open("rb") if self.held is None else BytesIO(self.held)

    def decoded(self, file: BinaryIO) -> TextIOWrapper:
        """The file's text; closing it closes the file."""
        # A byte that is no text must not make the rest unreadable.
        return TextIOWrapper(file, encoding=self.reading.codec, errors=encodings.KEPT, newline="")


class ReadOnce:
    """How far a text file is read, and by what encoding; `_bytes` is the file while it is open."""

    def __init__(self, text_file: TextFile) -> None:
        self.size = text_file.size
        self._text_file = text_file
        self._bytes: BinaryIO | None = None

    @property
    def position(self) -> int:
        """How many bytes of `size` have been read."""
        if self._bytes is None:
            return 0
        return self.size if self._bytes.closed else self._bytes.tell()

    @property
    def encoding(self) -> str:
        """What its characters were read by."""
        return self._text_file.reading.name


@dataclass(frozen=True, slots=True)
class Header:
    """A row that may be the header, `row` of the file's records: as printed, and in common form."""

    delimiter: str
    row: int
    printed: tuple[str, ...]
    names: tuple[str, ...]


def examine(path: Path, encoding: str | None = None) -> TextFile:
    """Look through the file without keeping it; `encoding` is what the caller says it is in.

    Raises:
        NotFoundError: there is none.
        InvalidError: no such encoding.
        ImportRefusedError: it cannot be read, is empty, or may be in one encoding or another.
    """
    try:
        if path.is_dir():
            raise ImportRefusedError(f"{path} is a folder; name the files in it")
        if path.exists() and not path.is_file():
            raise ImportRefusedError(f"{path} is not a file that can be read twice; save it first")
        if not path.stat().st_size:
            raise ImportRefusedError(f"{path.name}: the file is empty")
        if workbook.is_workbook(path):
            held, notes = workbook.as_text(path)
            found = _examined(path, BytesIO(held), Reading("utf-8", "utf-8"))
            return replace(found, notes=tuple(notes), held=held)
        unread.refuse_what_is_no_text(path)
        reading = encodings.reading_of(path, encoding)
        with path.open("rb") as file:
            return _examined(path, file, reading)
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {path}") from None
    except OSError as error:
        raise ImportRefusedError(f"{path} cannot be read: {error.strerror}") from None


def _examined(path: Path, file: BinaryIO, reading: Reading) -> TextFile:
    breaks, size, last = 0, 0, b""
    line_break = reading.line_break
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        breaks += chunk.count(line_break)
        last = chunk[-len(line_break) :]
    is_open = last not in {line_break, line_break.replace(b"\n", b"\r")}
    return TextFile(path, size, reading, breaks + is_open, is_open)


def possible_headers(text_file: TextFile) -> list[Header]:
    """The rows among the first 30 that hold two names or more, by each delimiter.

    Raises:
        ImportRefusedError: nothing but blanks.
    """
    csv.field_size_limit(_LONGEST_CELL)  # the csv module knows one limit for everybody
    with text_file.open() as file:
        sample = file.read(_SAMPLE)
    if not sample.strip():
        raise ImportRefusedError(f"{text_file.path.name}: the file is empty")
    return [header for delimiter in DELIMITERS for header in _headers(sample, delimiter)]


def _headers(sample: str, delimiter: str) -> Iterator[Header]:
    rows = csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(islice(rows, _HEADER_ROWS)):
            if len(row) > 1:
                printed = tuple(shown(cell) for cell in row)
                yield Header(delimiter, number, printed, numbered(map(normal, row)))
    except csv.Error:
        return  # by this delimiter it is no table


def by_places(row: int, names: tuple[str, ...]) -> Header:
    """A header for a file that has none, above its first row of data: columns by their places."""
    return Header(",", row, names, names)


def row_at(text_file: TextFile, number: int) -> list[str]:
    """A row of a file of commas, counted from 0; empty where it has no such row."""
    with text_file.open() as file:
        return next(islice(csv.reader(file), number, None), [])


def rows_below(text_file: TextFile, header: Header, most: int) -> list[list[str]]:
    """Some rows below a header, to see what its columns hold."""
    with text_file.open() as file:
        sample = StringIO(file.read(_SAMPLE), newline="")
    rows = csv.reader(sample, delimiter=header.delimiter)
    found: list[list[str]] = []
    with suppress(csv.Error):  # what is wrong with a row is said when it is read
        found.extend(islice(rows, header.row + 1, header.row + 1 + most))
    return found


def first_line(text_file: TextFile) -> str:
    """The first line that is not blank, as a message may show it."""
    with text_file.open() as file:
        lines = StringIO(file.read(_SAMPLE))
    return shown(next(line for line in lines if line.strip()), most=100)


def normal(printed: str) -> str:
    """The common form of a column's name."""
    return _BETWEEN.sub(" ", fold(printed)).strip()


def numbered(names: Iterator[str]) -> tuple[str, ...]:
    """The names, each that was there before with its number: `paid`, `paid 2`."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(unique)


def rows(
    text_file: TextFile, file: TextIOWrapper, header: Header, needed: int
) -> Iterator[tuple[int, list[str]] | Problem]:
    """Each row below the header that is not blank, with the line it begins on.

    A row has as many cells as the header, and a blank one after them for columns that the file
    lacks. `needed` is how many cells it must really have.
    """
    reader = csv.reader(file, delimiter=header.delimiter, strict=True)
    width = len(header.printed)
    number = 0
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if number > header.row:
                at_end = "end of data" in str(error)
                yield _unclosed(text_file, header, line, at_end=at_end)
            number += 1
            continue
        number += 1
        if number <= header.row + 1 or not any(map(str.strip, row)):
            continue
        if len(row) != width:
            is_cut = text_file.is_open and reader.line_num == text_file.last_line
            if problem := _ragged(row, header, line, needed, is_cut=is_cut):
                yield problem
                continue
            row = (row + [""] * width)[:width]
        row.append("")
        yield line, row


def _ragged(
    row: list[str], header: Header, line: int, needed: int, *, is_cut: bool
) -> Problem | None:
    """What is wrong with a row that has more or fewer cells than the header, if it matters."""
    width = len(header.printed)
    if len(row) > width:
        extra = header.delimiter.join(row[width:])
        if not extra.strip(header.delimiter + " "):
            return None
        reason = (
            f"the row has {len(row)} cells and the header {width}; "
            f"put quotation marks around a cell that holds “{header.delimiter}”"
        )
        return Problem(line, header.printed[-1], shown(extra), reason)
    if is_cut:
        return Problem(
            line, header.printed[len(row) - 1], shown(row[-1]), "the last line is cut off"
        )
    if len(row) < needed:
        reason = f"the row ends before this column: {len(row)} cells, and the header has {width}"
        return Problem(line, header.printed[len(row)], "", reason)
    return None


def _unclosed(text_file: TextFile, header: Header, line: int, *, at_end: bool) -> Problem:
    """A row whose quotation marks do not pair; in which cell is known only at the end of the file."""
    if not at_end:
        return Problem(line, "", "", "a quotation mark in this row is not closed, or not doubled")
    with text_file.open() as file:
        row = next(csv.reader(islice(file, line - 1, None), delimiter=header.delimiter))
    column = header.printed[min(len(row), len(header.printed)) - 1]
    reason = "the last line is cut off" if text_file.is_open else "a quotation mark is not closed"
    return Problem(line, column, shown(row[-1]), reason)
