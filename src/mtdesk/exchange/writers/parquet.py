"""Parquet: a folder for each table, in it a file for each year, for programs that read columns.

It is written by DuckDB, which is no part of a plain installation (the extra `clinic`).
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

from mtdesk.errors import RefusedError

# Name, its columns with their kinds, which of them is its day, and the rows.
Table = tuple[str, Sequence[tuple[str, str]], str, Iterable[Sequence[Any]]]
_KINDS = {"INTEGER": "BIGINT", "REAL": "DOUBLE", "TEXT": "VARCHAR"}


def write(place: AbstractContextManager[Path], tables: Iterable[Table]) -> int:
    """Write `TABLE/year=2026/data_0.parquet` in a new folder; returns how many rows that was.

    Raises:
        RefusedError: DuckDB is not there, or the place is taken or cannot be written.
    """
    duckdb = _duckdb("or name another format")
    count = 0
    with place as part, duckdb.connect() as engine:
        for name, columns, day, rows in tables:
            for year in (parts := _parted(part, columns, day, rows)):
                folder = part / name / f"year={year}"
                folder.mkdir(parents=True)
                kinds = {
                    column: "DATE" if column == day else _KINDS[kind] for column, kind in columns
                }
                found = engine.read_json(
                    str(_lines(part, year)), columns=kinds, format="newline_delimited"
                )
                found.write_parquet(str(folder / "data_0.parquet"))
                _lines(part, year).unlink()
                count += parts[year]
    return count


def _duckdb(otherwise: str) -> Any:
    try:
        import duckdb
    except ImportError:
        raise RefusedError(
            "Parquet files are written by DuckDB, which is not installed here",
            hint=f"pip install 'mtdesk[clinic]', {otherwise}",
        ) from None
    return duckdb


def write_file(
    target: Path,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
    about: dict[str, str],
) -> None:
    """One file of rows, whole or not at all, with what is said of it in its metadata.

    Raises:
        RefusedError: DuckDB is not there, or the place cannot be written.
    """
    duckdb = _duckdb("which shares are written with")
    names = [name for name, _ in columns]
    part, lines = (
        target.with_name(f".{target.stem}.{secrets.token_hex(8)}.part") for _ in range(2)
    )
    try:
        with duckdb.connect() as engine:
            with lines.open("w", encoding="utf-8") as file:
                for row in rows:
                    file.write(json.dumps(dict(zip(names, row, strict=True))) + "\n")
            found = engine.read_json(str(lines), columns=dict(columns), format="newline_delimited")
            found.create_view("rows_to_write")
            said = ", ".join(f"{key}: {_quoted(text)}" for key, text in about.items())
            engine.execute(
                f"COPY (FROM rows_to_write) TO {_quoted(str(part))} "
                f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{said}}})"
            )
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except (OSError, duckdb.Error) as error:
        raise RefusedError(f"{target} cannot be written: {_why(error)}") from None
    finally:
        part.unlink(missing_ok=True)
        lines.unlink(missing_ok=True)


def about(path: Path) -> dict[str, str]:
    """What is said of a file in its metadata; nothing of one that cannot be read."""
    duckdb = _duckdb("which shares are read with")
    try:
        with duckdb.connect() as engine:
            rows = engine.execute(
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]
            ).fetchall()
    except duckdb.Error:
        return {}
    return dict(rows)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).splitlines()[0]


def _lines(part: Path, year: str) -> Path:
    return part / f"{year}.jsonl"


def _parted(
    part: Path, columns: Sequence[tuple[str, str]], day: str, rows: Iterable[Sequence[Any]]
) -> dict[str, int]:
    """The rows of each year in a file of its own, and how many they are."""
    names = [name for name, _ in columns]
    place = names.index(day)
    counts: dict[str, int] = {}
    with ExitStack() as stack:
        files = {}
        for row in rows:
            year = row[place][:4]
            if year not in files:
                files[year] = stack.enter_context(_lines(part, year).open("w", encoding="utf-8"))
            # Escaped, because what is typed may hold characters that a line may not.
            files[year].write(json.dumps(dict(zip(names, row, strict=True))) + "\n")
            counts[year] = counts.get(year, 0) + 1
    return counts
