"""JSON documents: a value, and the keys under which scripts find its facts.

Keys are one tuple beside the value's words, so that the contract is read in one place:

    "minutes"                         the attribute of that name
    "session=session_id"              the attribute under another key; a path reaches further in
    ("load", plain)                   what a function makes of it
    ("days", DAY)                     the document of each of its parts (or of the one, or null)

Days become `YYYY-MM-DD`, tuples lists; money is minor units under keys that end in `_minor`.

Below them, what is said of the documents that are handed to others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter

from mtdesk.model.text import counted, joined
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from mtdesk.model.document import Document, Written
    from mtdesk.model.money import Currency

PICTURES = ("svg", "png")

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


def or_null(text: str) -> str | None:
    """What is not said is null in JSON, never an empty text."""
    return text or None


def _part(fact: Any, part: Callable[[Any], Any] | Keys) -> Any:
    if callable(part):
        return part(fact)
    if isinstance(fact, tuple | list):
        return [document(each, part) for each in fact]
    return None if fact is None else document(fact, part)


def _as_json(fact: Any) -> Any:
    if isinstance(fact, date):
        return fact.isoformat()
    return [_as_json(each) for each in fact] if isinstance(fact, tuple) else fact


# -- what is handed to others


def drawing(
    svg: str, area: str, made_on: date, currency: Currency, *, with_names: bool
) -> Document:
    """A picture of a screen."""
    from mtdesk.model.document import Document

    return Document(
        title=area,
        name=area,
        what=f"a picture of {area}",
        made_on=made_on,
        currency=currency,
        formats=PICTURES,
        drawing=svg,
        audience="it shows the names that the screen showed" if with_names else "",
    )


def written(document: Document, targets: Sequence[Path], done: Written) -> str:
    """What was written and where, what it lacks, and whom it is for."""
    where = joined([str(target) for target in targets])
    what = document.what if done.rows is None else f"{counted(done.rows, 'row')} of {document.what}"
    lacking = f"it lacks {'; '.join(document.missing)}" if document.missing else ""
    lost = "" if done.is_complete else document.lost
    said = (f"{what} written to {where}", lacking, lost, document.audience)
    return "; ".join(part for part in said if part)
