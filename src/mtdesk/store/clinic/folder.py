"""A folder of shares: which of its files are whole and of a version that is known, and which are not."""

from __future__ import annotations

import re
from pathlib import Path

from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model import clinic
from mtdesk.model.frozen import frozen
from mtdesk.store.clinic.engines import first_line, module, quoted

_YEAR = re.compile(r"year=\d{4}")
_MAGIC, _LEAST = b"PAR1", 12
_MARK = "mtdesk_share"


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
    versions = _versions([path for path in listed if path not in left_out])
    known = str(clinic.VERSION)
    for path, version in versions.items():
        if version is None:
            left_out[path] = "is no share"
        elif version != known:
            left_out[path] = f"is a share of version {version[:10]}; this mtdesk reads {known}"
    if len(left_out) == len(listed):
        why = f" ({folder.name}/{_said(folder, left_out)[0]})" if listed else ""
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


def _said(folder: Path, left_out: dict[Path, str]) -> list[str]:
    return [f"{path.relative_to(folder)} {why}" for path, why in sorted(left_out.items())]


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


def _versions(files: list[Path]) -> dict[Path, str | None]:
    """The version that each says of itself; None of one that says none, or cannot be read."""
    if not files:
        return {}
    duckdb = module()
    with duckdb.connect() as engine:
        try:
            return {**dict.fromkeys(files), **_said_versions(engine, files)}
        except duckdb.Error:
            pass  # one of them is broken: ask each by itself
        said: dict[Path, str | None] = {}
        for path in files:
            try:
                said[path] = _said_versions(engine, [path]).get(path)
            except duckdb.Error as error:
                first_line(error)
                said[path] = None
    return said


def _said_versions(engine: object, files: list[Path]) -> dict[Path, str]:
    listed = ", ".join(quoted(str(path)) for path in files)
    rows = engine.execute(  # type: ignore[attr-defined]
        f"SELECT file_name, decode(value) FROM parquet_kv_metadata([{listed}]) "
        f"WHERE decode(key) = '{_MARK}'"
    ).fetchall()
    return {Path(name): value for name, value in rows}
