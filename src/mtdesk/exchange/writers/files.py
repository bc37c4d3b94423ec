"""Files that appear whole or not at all, readable by their owner only."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper


@contextmanager
def whole_file(target: Path) -> Iterator[TextIOWrapper]:
    """A text file to write; it takes its name when all of it is on the disk.

    Raises:
        RefusedError: the place is a folder, is missing, full or not ours.
    """
    with _part(target) as handle, os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
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
