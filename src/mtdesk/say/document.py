"""JSON documents: a value, and the keys under which scripts find its facts.

Keys are one tuple beside the value's words, so that the contract is read in one place:

    "minutes"                         the attribute of that name
    "session=session_id"              the attribute under another key; a path reaches further in
    ("load", plain)                   what a function makes of it
    ("days", DAY)                     the document of each of its parts (or of the one, or null)

Days become `YYYY-MM-DD`, tuples lists; money is minor units under keys that end in `_minor`.
"""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Key = str | tuple[str, Callable[[Any], Any]] | tuple[str, "Keys"]
    Keys = tuple[Key, ...]


def document(value: Any, keys: Keys) -> dict[str, Any]:
    """The facts of a value under their keys, in this order."""
    found = {}
    for key in keys:
        named, part = (key, None) if isinstance(key, str) else key
        name, _, path = named.partition("=")
        fact = attrgetter(path or name)(value)
        found[name] = _as_json(fact) if part is None else _part(fact, part)
    return found


def plain(number: float | None) -> float | int | None:
    """A whole float as an integer, so that JSON shows 3960 and not 3960.0."""
    if number is None or number % 1:
        return number
    return int(number)


def _part(fact: Any, part: Callable[[Any], Any] | Keys) -> Any:
    if callable(part):
        return part(fact)
    if isinstance(fact, tuple | list):
        return [document(each, part) for each in fact]
    return None if fact is None else document(fact, part)


def _as_json(fact: Any) -> Any:
    if isinstance(fact, date):
        return fact.isoformat()
    return list(fact) if isinstance(fact, tuple) else fact
