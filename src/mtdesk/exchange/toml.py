"""TOML files that people write, read key by key: what each may hold, and where a wrong value stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model.names import clean
from mtdesk.model.text import joined


def document(path: Path, *, what: str, largest: int) -> dict[str, Any]:
    """What a file says; `what` it should be and how many bytes that has at most.

    Raises:
        NotFoundError: no such file.
        RefusedError: it cannot be read, or is too large.
        InvalidError: it is not TOML.
    """
    import tomllib  # 15 ms, and only here

    try:
        if path.stat().st_size > largest:
            raise RefusedError(f"{path} is larger than a {what} can be")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {path}") from None
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidError(path.name, "is not text in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise InvalidError(path.name, f"is not TOML: {_sentence(error)}") from None


def known(table: dict[str, Any], keys: Sequence[str], at: str) -> None:
    """Refuse a key that means nothing there."""
    for key in table:
        if key not in keys:
            raise InvalidError(at, f"“{key[:40]}” is not known there; one of {', '.join(keys)} is")


def listed(table: dict[str, Any], key: str, at: str, *, needed: bool = False) -> list[Any]:
    """A list under a key, empty where there is none; one that is `needed` holds something."""
    found = table.get(key, [])
    if needed and not (isinstance(found, list) and found):
        raise InvalidError(at, f"has no {key}; add at least one")
    if not isinstance(found, list):
        raise InvalidError(at, f"{key} is {shown(found)}, and can only be a list")
    return found


def text(table: dict[str, Any], key: str, at: str, *, most: int, optional: bool = False) -> str:
    """Words under a key."""
    if key not in table and not optional:
        raise InvalidError(at, f"has no {key}")
    cleaned = string(table.get(key, ""), f"{at}, {key}", most=most)
    if not cleaned and not optional:
        raise InvalidError(at, f"has no {key}")
    return cleaned


def string(value: Any, at: str, *, most: int) -> str:
    if not isinstance(value, str):
        raise InvalidError(at, f"{shown(value)} is not words in quotes")
    return clean(value, at, most=most)


def whole(value: Any, least: int, most: int, at: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InvalidError(at, f"{shown(value)} is not a whole number from {least} to {most}")
    return int(value)


def one_of(value: Any, names: Sequence[str], key: str, at: str) -> str:
    """One of the names that a key may have."""
    if value not in names:
        raise InvalidError(at, f"{key} is {shown(value)}, and can be {joined(names, 'or')}")
    return str(value)


def shown(value: Any) -> str:
    return f"“{clean(str(value), 'value')[:40]}”"


def _sentence(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    said = str(error).rstrip(".")
    return said[:1].lower() + said[1:]
