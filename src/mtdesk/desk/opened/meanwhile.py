"""What a person sees, and that nothing is written over what she has not seen.

A front that shows the practice has `Eyes`, and says when it looked. Whatever it then writes is held,
within the transaction, against what others wrote to the same rows since: both versions are said, and nothing is
saved. Having been told she has seen it, and the same once more goes through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.errors import ChangedError
from mtdesk.model.text import joined
from mtdesk.store.file import meanwhile

if TYPE_CHECKING:
    from mtdesk.model.money import Currency
    from mtdesk.store.file.book import Book

_MOST_FIELDS = 3
_MOST_LETTERS = 60


class Eyes:
    """What a person has seen: all up to a change, and the operations that she wrote herself."""

    def __init__(self) -> None:
        self.own: set[int] = set()
        self._since = 0

    def look(self, book: Book) -> None:
        """From here on, what is there now is what she has seen."""
        self._since = meanwhile.newest(book)

    def check(self, book: Book, operation: int, currency: Currency) -> None:
        """Before an operation of hers is committed.

        Raises:
            ChangedError: it changes a row that others changed since it was seen.
        """
        found = meanwhile.changed(book, operation, self._since, self.own)
        if found is None:
            self.own.add(operation)
            return
        self._since = meanwhile.newest(book, operation)  # the same once more is meant
        what = f"{found.table.replace('_', ' ')} {found.row_id}"
        if found.now is None:
            words = f"{what} was taken away meanwhile"
        elif found.seen is None:
            words = f"{what} was added meanwhile"
        else:
            words = f"{what} was changed meanwhile: {_both(found.seen, found.now, currency)}"
        raise ChangedError(f"{words}; nothing was saved: the same once more writes over it")


def _both(seen: dict[str, Any], now: dict[str, Any], currency: Currency) -> str:
    """`effort was 5 and is 9`, of the first fields that differ."""
    fields = [name for name in now if seen.get(name) != now[name] and not name.endswith("_key")]
    said = [
        f"{name.removesuffix('_minor').replace('_', ' ')} was {_shown(name, seen.get(name), currency)}"
        f" and is {_shown(name, now[name], currency)}"
        for name in fields[:_MOST_FIELDS]
    ]
    if len(fields) > _MOST_FIELDS:
        said.append("more")
    return joined(said) or "and is as it was again"


def _shown(name: str, value: Any, currency: Currency) -> str:
    if value is None or value == "":
        return "empty"
    if name.endswith("_minor"):
        return currency.format(value)
    text = " ".join(str(value).split())
    return f"“{text[:_MOST_LETTERS]}”" if isinstance(value, str) else text
