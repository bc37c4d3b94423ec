"""Our own exports, read back: see `exchange.writers.tables` for their form."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import ImportRefusedError
from mtdesk.exchange.writers.files import HEADER_FILE, MARK, plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    # table, place in its file, values by column (texts where `is_text`)
    Row = tuple[str, int, dict[str, Any]]


# What comes of a file that was cut short or edited by hand.
_BROKEN = (OSError, ValueError, TypeError, LookupError, AttributeError, csv.Error)


def is_export(path: Path) -> bool:
    """Whether a folder or file is an export of ours."""
    try:
        if path.is_dir():
            return (path / HEADER_FILE).is_file()
        with path.open("rb") as file:
            return file.read(60).startswith(b'{"format": "mtdesk-export"')
    except OSError:
        return False


class Export:
    """One export; `rows` yields them table by table, in the order they were written."""

    def __init__(self, path: Path, tables: tuple[str, ...]) -> None:
        """Raises ImportRefusedError when the document cannot be read."""
        self.path = path
        self.is_text = path.is_dir()  # CSV knows no types
        self._tables = tables
        self._document: dict[str, Any] | None = None
        self.header = self._read_header()

    def _read_header(self) -> dict[str, Any]:
        try:
            if self.is_text:
                text = (self.path / HEADER_FILE).read_text(encoding="utf-8")
                header = json.loads(text)
            else:
                with self.path.open(encoding="utf-8") as file:
                    line = file.readline()
                whole = not line.rstrip().endswith("}")
                header = json.loads(self.path.read_text(encoding="utf-8") if whole else line)
        except _BROKEN as error:
            raise ImportRefusedError(f"{self.path} is not a whole export: {error}") from None
        if not isinstance(header, dict) or header.get("format") != MARK:
            raise ImportRefusedError(f"{self.path} is not an export of mtdesk")
        if "tables" in header:
            self._document = header
        return header

    def rows(self) -> Iterator[Row]:
        try:
            if self.is_text:
                yield from self._csv_rows()
            elif self._document is not None:
                for table, rows in self._document["tables"].items():
                    for place, row in enumerate(rows, start=1):
                        yield self._known(table), place, dict(row)
            else:
                with self.path.open(encoding="utf-8") as file:
                    for place, line in enumerate(file, start=1):
                        if place > 1:
                            values = json.loads(line)
                            yield self._known(values["table"]), place, dict(values["row"])
        except _BROKEN as error:
            raise ImportRefusedError(f"{self.path} is not a whole export: {error}") from None

    def _known(self, table: str) -> str:
        if table not in self._tables:
            raise ImportRefusedError(f"{self.path} holds a table “{table}” that no practice has")
        return table

    def _csv_rows(self) -> Iterator[Row]:
        csv.field_size_limit(2**31 - 1)
        for table in self._tables:
            path = self.path / f"{table}.csv"
            if not path.is_file():
                continue
            with path.open(encoding="utf-8-sig", newline="") as file:
                for place, row in enumerate(csv.DictReader(file, strict=True), start=2):
                    if None in row or None in row.values():
                        raise ImportRefusedError(f"{path}: row {place} has another number of cells")
                    yield table, place, {name: plain_cell(text) for name, text in row.items()}
