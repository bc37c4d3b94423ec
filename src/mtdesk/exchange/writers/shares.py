"""Her files in a folder that many share: `year=2026/<her id>.parquet`. No other file is ever touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Any

from mtdesk.errors import RefusedError
from mtdesk.exchange.writers import parquet

MARK, OWNER, SEEN, DIGEST = "mtdesk_share", "person", "visible", "digest"
_ABANDONED = 3600  # seconds after which a file that was begun is finished by nobody


def of(folder: Path, name: str) -> dict[int, Path]:
    """Her files by their year."""
    found = {}
    for path in folder.glob(f"year=*/{name}.parquet"):
        year = path.parent.name.removeprefix("year=")
        if len(year) == 4 and year.isascii() and year.isdecimal():
            found[int(year)] = path
    return found


def digest(path: Path) -> str | None:
    """By what a file's content is known; None where it cannot be read."""
    return parquet.about(path).get(DIGEST)


def write(
    folder: Path,
    year: int,
    name: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
    about: dict[str, str],
) -> None:
    """Put a year's file in the place of the one before it, at once.

    Raises:
        RefusedError: the folder cannot be written to.
    """
    place = folder / f"year={year:04}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"{place} cannot be made: {error.strerror or error}") from None
    _sweep(place, name)
    parquet.write_file(place / f"{name}.parquet", columns, rows, about)


def remove(path: Path) -> None:
    """Raises RefusedError where it cannot be taken away."""
    _sweep(path.parent, path.stem)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise RefusedError(
            f"{path} cannot be taken away: {error.strerror or error}; it is still shared"
        ) from None


def _sweep(place: Path, name: str) -> None:
    """Take away what an earlier share of hers began and never finished."""
    for part in place.glob(f".{name}.*.part"):
        with suppress(OSError):
            if time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()
