"""Files that are no tables: bank statements and journals, read line by line.

A format knows its files by how they begin, and makes records of their lines by itself. It may go
through the lines twice: how dates are written is often only said by the whole file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers.cells import shown
from mtdesk.exchange.readers.encodings import BAD, not_text
from mtdesk.exchange.readers.table import ReadOnce, TextFile
from mtdesk.model.frozen import frozen
from mtdesk.model.importing import ISO, Problem, Record, Skipped

if TYPE_CHECKING:
    from mtdesk.exchange.readers.source import ReaderContext

_LONGEST = 1 << 16  # characters of a line that are read at once
_SAMPLE = 20_000
_SHOWN = dict.fromkeys(map(ord, BAD), "�")

Found = Record | Skipped | Problem
Line = tuple[int, str]


@frozen
class Said:
    """What a reader has to say of the whole file, once it has been read."""

    words: tuple[str, ...] = ()
    dates: str = ISO


@frozen
class TextFormat:
    """A kind of file, known by its start; `read` may be given the lines as often as it asks.

    The reader's generator returns what is to be said of the whole.
    """

    name: str
    words: str
    begins: Callable[[str], bool]
    read: Callable[[ReaderContext, Callable[[], Iterator[Line]]], Iterator[Found | Said]]


class TextSource(ReadOnce):
    """One file that is no table; as a `Source` it yields its records and closes the file."""

    def __init__(
        self, text_file: TextFile, text_format: TextFormat, context: ReaderContext
    ) -> None:
        self.format = text_format.name
        super().__init__(text_file)
        self.warnings: list[str] = []
        self._format = text_format
        self._context = context
        self._said = Said()
        self._bad: tuple[int, str] | None = None

    @property
    def dates(self) -> str:
        return self._said.dates

    @property
    def words(self) -> list[str]:
        return [*self._said.words]

    def records(self) -> Iterator[Found]:
        """One item for each record, in the order of the file."""
        for each in self._format.read(self._context, self._lines):
            if isinstance(each, Said):
                self._said = each
            elif self._bad is not None:
                yield Problem(self._bad[0], "text", "", self._bad[1])
                self._bad = None
            else:
                yield each

    def _lines(self) -> Iterator[Line]:
        number = 1
        with self._text_file.open_bytes() as self._bytes:
            file = self._text_file.decoded(self._bytes)
            while piece := file.readline(_LONGEST):
                bad = None
                if self._text_file.reading.has_bad:
                    bad = next((mark for mark in piece if mark in BAD), None)
                if bad is not None:
                    byte = ord(bad) - ord(BAD[0])
                    self._bad = number, not_text(byte, self.encoding)
                    piece = piece.translate(_SHOWN)  # the reader goes on; its record is refused
                yield number, piece.rstrip("\r\n")
                number += piece[-1] in "\r\n"


def begins(text_file: TextFile, formats: Iterable[TextFormat]) -> TextFormat | None:
    """The format whose files begin so, if there is one."""
    with text_file.open() as file:
        sample = file.read(_SAMPLE).replace("\r\n", "\n")
    return next((each for each in formats if each.begins(sample)), None)


def tried(line: int, cells: dict[str, str], make: Callable[[], Record | Skipped]) -> Found:
    """What `make` makes of some cells, or the problem that it finds in one."""
    try:
        return make()
    except InvalidError as error:
        reason = error.message.removeprefix(f"{error.field}: ")
        return Problem(line, error.field, shown(cells.get(error.field, "")), reason)
