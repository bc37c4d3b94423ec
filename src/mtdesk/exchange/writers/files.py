"""Files that appear whole or not at all, readable by their owner only; among them everything a practice holds."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from mtdesk.errors import RefusedError

Table = tuple[str, Sequence[str], Iterable[tuple[Any, ...]]]


@contextmanager
def whole_file(target: Path, *, with_bom: bool = False) -> Iterator[TextIOWrapper]:
    """A text file to write; it takes its name when all of it is on the disk.

    By the mark at its start (`with_bom`) a spreadsheet knows that it is UTF-8.

    Raises:
        RefusedError: the place is a folder, is missing, full or not ours.
    """
    encoding = "utf-8-sig" if with_bom else "utf-8"
    with _part(target) as handle, os.fdopen(handle, "w", encoding=encoding, newline="") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write_whole(target: Path, content: bytes) -> None:
    """As `whole_file`, for content that is not text."""
    with _part(target) as handle, os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _part(target: Path) -> Iterator[int]:
    """An open file beside `target` that takes its place in the end, or goes away."""
    if target.is_dir():
        raise RefusedError(f"{target} is a folder; name a file in it")
    if target.exists() and not target.is_file():
        raise RefusedError(f"{target} is a device, no file that can be replaced; name another")
    part = target.with_name(f".{target.name}.part")
    try:
        yield os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        part.replace(target)
    except OSError as error:
        raise RefusedError(f"{target} cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            part.unlink()


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


def write_tables(
    target: Path,
    file_format: str,
    version: int,
    tables: Iterable[Table],
    *,
    with_bom: bool = False,
) -> int:
    """Write tables (name, columns, rows) and return how many rows they held."""
    header = {"format": MARK, "version": version}
    if file_format == "csv":
        return _folder(target, header, tables, with_bom=with_bom)
    count = 0
    with whole_file(target) as file:
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


def _folder(
    target: Path, header: dict[str, Any], tables: Iterable[Table], *, with_bom: bool
) -> int:
    if target.exists():
        raise RefusedError(f"{target} is there already; name a new folder")
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    count = 0
    try:
        part.mkdir(mode=0o700, parents=True)
        for name, columns, rows in tables:
            with whole_file(part / f"{name}.csv", with_bom=with_bom) as file:
                writer = csv_writer(file)
                writer.writerow(columns)
                for row in rows:
                    writer.writerow([cell(value) for value in row])
                    count += 1
        with whole_file(part / HEADER_FILE) as file:
            file.write(json.dumps(header, indent=2) + "\n")
        part.rename(target)
    except RefusedError as error:
        raise RefusedError(error.message.replace(str(part), str(target))) from None
    except OSError as error:
        raise RefusedError(f"{target} cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count
