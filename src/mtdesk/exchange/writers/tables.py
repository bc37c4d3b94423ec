"""Everything a practice holds, in a form of our own: a folder of CSV files, or one document.

The folder holds `mtdesk-export.json` (what it is and its version) and one CSV file a table; the
document is JSON with every table, or JSON lines with one row a line.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import RefusedError
from mtdesk.exchange.writers.files import cell, whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Table = tuple[str, Sequence[str], Iterable[tuple[Any, ...]]]

HEADER_FILE = "mtdesk-export.json"
MARK = "mtdesk-export"


def write(target: Path, file_format: str, version: int, tables: Iterable[Table]) -> int:
    """Write tables (name, columns, rows) and return how many rows they held."""
    header = {"format": MARK, "version": version}
    if file_format == "csv":
        return _folder(target, header, tables)
    with whole_file(target) as file:
        if file_format == "jsonl":
            file.write(json.dumps(header) + "\n")
        else:
            file.write(json.dumps(header)[:-1] + ', "tables": {')
        count = 0
        for number, (name, columns, rows) in enumerate(tables):
            if file_format == "json":
                file.write(f"{',' if number else ''}\n{json.dumps(name)}: [")
            first = True
            for row in rows:
                values = dict(zip(columns, row, strict=True))
                if file_format == "jsonl":
                    values = {"table": name, "row": values}
                    file.write(json.dumps(values, ensure_ascii=False) + "\n")
                else:
                    file.write("\n" if first else ",\n")
                    file.write(json.dumps(values, ensure_ascii=False))
                first = False
                count += 1
            if file_format == "json":
                file.write("]")
        if file_format == "json":
            file.write("}}\n")
    return count


def _folder(target: Path, header: dict[str, Any], tables: Iterable[Table]) -> int:
    if target.exists():
        raise RefusedError(f"{target} is there already; name a new folder")
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    count = 0
    try:
        part.mkdir(mode=0o700, parents=True)
        for name, columns, rows in tables:
            with whole_file(part / f"{name}.csv") as file:
                writer = csv.writer(file, lineterminator="\n")
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
