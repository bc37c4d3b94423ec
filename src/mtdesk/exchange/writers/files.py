"""Everything a practice holds, as files. They are put where they belong, whole, by whoever asks for them."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TextIO

Table = tuple[str, Sequence[str], Iterable[tuple[Any, ...]]]


def cell(value: object) -> object:
    """A CSV cell that no spreadsheet takes for a formula; `plain_cell` gives the text back."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r", "'"}:
        return f"'{value}"
    return value


def plain_cell(text: str) -> str:
    """The text that `cell` made safe."""
    return text[1:] if text[:1] == "'" else text


class _Unix:
    """What a CSV writer writes to, a row at a time, its CRLF as one line feed."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, row: str) -> int:
        return self._file.write(row.removesuffix("\r\n") + "\n")


def csv_writer(file: TextIO) -> Any:
    """A writer of CSV lines that quotes a lone carriage return, too, which readers end a row at.

    The csv module quotes only what its own line end is made of.
    """
    return csv.writer(_Unix(file), lineterminator="\r\n")


HEADER_FILE = "mtdesk-export.json"
MARK = "mtdesk-export"


def write_document(
    place: AbstractContextManager[TextIO], file_format: str, version: int, tables: Iterable[Table]
) -> int:
    """Write tables (name, columns, rows) as `json` or `jsonl`; returns how many rows they held."""
    header = {"format": MARK, "version": version}
    count = 0
    with place as file:
        if file_format == "jsonl":
            file.write(json.dumps(header) + "\n")
            for name, columns, rows in tables:
                for row in rows:
                    line = {"table": name, "row": dict(zip(columns, row, strict=True))}
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                    count += 1
            return count
        file.write(json.dumps(header)[:-1] + ', "tables": {')
        for number, (name, columns, rows) in enumerate(tables):
            file.write(f"{',' if number else ''}\n{json.dumps(name)}: [")
            before = "\n"
            for row in rows:
                values = dict(zip(columns, row, strict=True))
                file.write(before + json.dumps(values, ensure_ascii=False))
                before = ",\n"
                count += 1
            file.write("]")
        file.write("}}\n")
    return count


def write_folder(
    place: AbstractContextManager[Path],
    version: int,
    tables: Iterable[Table],
    *,
    with_bom: bool = False,
) -> int:
    """The same as a folder of CSV files.

    By the mark at its start (`with_bom`) a spreadsheet knows that a file is UTF-8.
    """
    encoding = "utf-8-sig" if with_bom else "utf-8"
    count = 0
    with place as part:
        for name, columns, rows in tables:
            with _new(part / f"{name}.csv", encoding) as file:
                writer = csv_writer(file)
                writer.writerow(columns)
                for row in rows:
                    writer.writerow([cell(value) for value in row])
                    count += 1
        with _new(part / HEADER_FILE, "utf-8") as file:
            file.write(json.dumps({"format": MARK, "version": version}, indent=2) + "\n")
    return count


def _new(path: Path, encoding: str) -> TextIO:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    return os.fdopen(handle, "w", encoding=encoding, newline="")
