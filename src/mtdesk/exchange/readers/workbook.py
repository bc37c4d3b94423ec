"""A workbook (.xlsx) as the text of its fullest sheet, so that whoever reads tables reads it too.

What it would unfold to is looked at before it is unfolded: a small file can hold an endless one. A row
is a line, so that refusals name the row; line breaks within a cell become blanks.
"""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import ImportRefusedError
from mtdesk.model.text import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineWorkbook

LARGEST = 96_000_000  # bytes of its parts together
MOST_CELLS = 4_000_000  # of a sheet, empty ones between its corners included
_CHUNK = 1 << 20
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ZIP = b"PK\x03\x04"


def is_workbook(path: Path) -> bool:
    """Whether it is a zip that holds a workbook, or did before it was cut; any other zip is none."""
    with path.open("rb") as file:
        begin = file.read(4_096)
    if not begin.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as parts:
            return "xl/workbook.xml" in parts.namelist()
    except (zipfile.BadZipFile, OSError):
        return b"xl/" in begin or b"[Content_Types]" in begin


def as_text(path: Path) -> tuple[bytes, list[str]]:
    """The fullest sheet as a file of commas would hold it, and what must be said of it.

    Raises:
        ImportRefusedError: it is damaged, empty, or larger than any practice's.
    """
    try:
        _look_through(path)
        sheets = _sheets(path)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise _damaged(path) from error
    name = max(sheets, key=lambda each: len(sheets[each]), default=None)
    if name is None or not sheets[name]:
        raise ImportRefusedError(f"{path.name}: the workbook is empty")
    made = StringIO(newline="")
    csv.writer(made).writerows(sheets[name])
    others = [f"“{each}”" for each, rows in sheets.items() if rows and each != name]
    left_out = f"its sheet “{name}”, the fullest, was read, and {joined(others)} left out"
    return made.getvalue().encode(), [left_out] if others else []


def _damaged(path: Path) -> ImportRefusedError:
    return ImportRefusedError(
        f"{path.name} is a damaged workbook; open it and save it again, or save it as CSV"
    )


def _look_through(path: Path) -> None:
    """Raises ImportRefusedError where it would unfold to more than can be meant."""
    with zipfile.ZipFile(path) as parts:
        whole = sum(part.file_size for part in parts.infolist())
        if whole > LARGEST:
            raise _too_large(path, f"{whole // 1_000_000:,} MB unfolded")
        for part in parts.infolist():
            is_sheet = part.filename.startswith("xl/worksheets/")
            rows = columns = 1
            with parts.open(part) as file:
                before = b""
                while chunk := file.read(_CHUNK):
                    if is_sheet:
                        for column, row in _CELL.findall(before + chunk):
                            rows = max(rows, int(row))
                            columns = max(columns, _number(column))
                        before = chunk[-200:]
            if rows * columns > MOST_CELLS:
                raise _too_large(path, f"a sheet of {rows:,} rows by {columns:,} columns")


def _too_large(path: Path, what: str) -> ImportRefusedError:
    return ImportRefusedError(
        f"{path.name} is too large to be read ({what}); save the sheet that is meant as CSV"
    )


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = 26 * number + letter - 64
    return number


def _sheets(path: Path) -> dict[str, list[list[str]]]:
    """The rows of each sheet, as texts, without the empty ones at its end."""
    import python_calamine as calamine

    try:
        book: CalamineWorkbook = calamine.CalamineWorkbook.from_path(path)
        return {name: [*_rows(book, name)] for name in book.sheet_names}
    except calamine.CalamineError as error:
        raise _damaged(path) from error


def _rows(book: CalamineWorkbook, name: str) -> Iterator[list[str]]:
    waiting: list[list[str]] = []
    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
        waiting.append([_text(cell) for cell in row])
        if any(waiting[-1]):
            yield from waiting
            waiting = []


def _text(cell: object) -> str:
    """As people would have typed it: a whole number without a point, a day without a midnight."""
    if isinstance(cell, datetime):
        is_day = cell.time() == time(0)
        return cell.date().isoformat() if is_day else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10g}"
    return " ".join(str(cell).split()) if isinstance(cell, str) else str(cell)
