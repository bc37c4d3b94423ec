"""A folder of shares: which of its files are whole and of a version that is known, and which are not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model import clinic
from mtdesk.model.frozen import frozen
from mtdesk.model.table import grouped
from mtdesk.store.clinic.engines import module, quoted

_YEAR = re.compile(r"year=\d{4}")
_MAGIC, _LEAST = b"PAR1", 12
_MARK = "mtdesk_share"
_STORED = {"INTEGER": "INT32", "DATE": "INT32", "BIGINT": "INT64", "VARCHAR": "BYTE_ARRAY"}
_COLUMNS = {name: _STORED[kind] for name, kind in clinic.COLUMNS}


@frozen
class Found:
    """Files to be read, and those left out, each with the reason."""

    files: tuple[Path, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({int(path.parent.name[5:]) for path in self.files}))


def found(folder: Path) -> Found:
    """What of a folder can be read.

    Raises:
        NotFoundError: there is no such folder; RefusedError: nothing in it is a share.
    """
    if not folder.is_dir():
        raise NotFoundError(f"there is no folder {folder}")
    try:
        listed = sorted(
            path
            for year in folder.iterdir()
            if _YEAR.fullmatch(year.name) and year.is_dir()
            for path in year.iterdir()
            if path.suffix == ".parquet" and not path.name.startswith((".", "_"))
        )
    except OSError as error:
        raise RefusedError(f"{folder} cannot be read: {error.strerror or error}") from None
    left_out = {path: "is half written or no Parquet file" for path in listed if not _ends(path)}
    known = str(clinic.VERSION)
    for path, said in _each([path for path in listed if path not in left_out]).items():
        if said is None or said.version is None:
            left_out[path] = "is no share"
        elif said.version != known:
            left_out[path] = f"is a share of version {said.version[:10]}; this mtdesk reads {known}"
        elif not _COLUMNS.items() <= said.columns.items():
            left_out[path] = "lacks columns of a share"
    gone = {path for path in left_out if not path.exists()}  # withdrawn meanwhile, and no fault
    listed = [path for path in listed if path not in gone]
    left_out = {path: why for path, why in left_out.items() if path not in gone}
    if len(left_out) == len(listed):
        why = f" ({_first(folder, left_out)})" if listed else ""
        raise RefusedError(
            f"{folder} holds no shares that can be read{why}; "
            "a therapist puts hers there with mtdesk share"
        )
    return Found(
        files=tuple(path for path in listed if path not in left_out),
        left_out=tuple(
            (str(path.relative_to(folder)), why) for path, why in sorted(left_out.items())
        ),
    )


def _first(folder: Path, left_out: dict[Path, str]) -> str:
    path, why = min(left_out.items())
    return f"{path.relative_to(folder)} {why}"


def _ends(path: Path) -> bool:
    """Whether a file begins and ends as a Parquet file does."""
    try:
        with path.open("rb") as file:
            begin = file.read(4)
            size = file.seek(0, 2)
            file.seek(max(size - 4, 0))
            return size >= _LEAST and begin == _MAGIC and file.read(4) == _MAGIC
    except OSError:
        return False


class _Said(NamedTuple):
    """What a file says of itself: its version, and its columns with their kinds in Parquet."""

    version: str | None
    columns: dict[str, str]


def _each(files: list[Path]) -> dict[Path, _Said | None]:
    """None of one that cannot be read."""
    if not files:
        return {}
    duckdb = module()
    with duckdb.connect() as engine:
        try:
            return {**dict.fromkeys(files), **_said_of(engine, files)}
        except duckdb.Error:
            pass  # one of them is broken: ask each by itself
        found: dict[Path, _Said | None] = {}
        for path in files:
            try:
                found[path] = _said_of(engine, [path]).get(path)
            except duckdb.Error:
                found[path] = None
    return found


def _said_of(engine: Any, files: list[Path]) -> dict[Path, _Said]:
    listed = ", ".join(quoted(str(path)) for path in files)
    versions = dict(
        engine.execute(
            f"SELECT file_name, decode(value) FROM parquet_kv_metadata([{listed}]) "
            f"WHERE decode(key) = '{_MARK}'"
        ).fetchall()
    )
    columns = grouped(
        (file, (name, kind))
        for file, name, kind in engine.execute(
            f"SELECT file_name, name, type FROM parquet_schema([{listed}]) WHERE type IS NOT NULL"
        ).fetchall()
    )
    return {Path(file): _Said(versions.get(file), dict(pairs)) for file, pairs in columns.items()}
