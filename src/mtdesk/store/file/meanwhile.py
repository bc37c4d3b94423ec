"""What others wrote to the rows of an operation since a person looked at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from mtdesk.store.file.book import Book

_MOST = 20_000  # changes of others that are looked through; more were not made by hand


@frozen
class Meanwhile:
    """A row as it was seen and as it is: an image is None where it was not there."""

    table: str
    row_id: int
    seen: dict[str, Any] | None
    now: dict[str, Any] | None


def newest(book: Book, but: int | None = None) -> int:
    """The number of the newest change; without those of an operation that is under way."""
    return int(book.value("SELECT max(id) FROM change WHERE operation_id IS NOT ?", (but,)) or 0)


def changed(book: Book, operation: int, since: int, own: Container[int]) -> Meanwhile | None:
    """A row that an operation changes, or adds money to, and that others changed `since`.

    `own` are operations of whoever looked.
    """
    theirs: dict[tuple[str, int], Meanwhile] = {}
    rows = book.rows(
        "SELECT operation_id, table_name, row_id, before, after FROM change "
        "WHERE id > ? AND operation_id IS NOT ? ORDER BY id DESC LIMIT ?",
        (since, operation, _MOST),
    )
    for row in reversed(rows):
        if row["operation_id"] is not None and row["operation_id"] in own:
            continue
        before, after = _image(row["before"]), _image(row["after"])
        for subject in _subjects(row["table_name"], row["row_id"], before, after):
            known = theirs.get(subject)
            seen = before if known is None else known.seen
            theirs[subject] = Meanwhile(
                table=row["table_name"], row_id=row["row_id"], seen=seen, now=after
            )
    if not theirs:
        return None
    for row in book.each(
        "SELECT table_name, row_id, before, after FROM change WHERE operation_id = ? ORDER BY id",
        (operation,),
    ):
        before, after = _image(row["before"]), _image(row["after"])
        for subject in _subjects(row["table_name"], row["row_id"], before, after):
            if subject in theirs:
                return theirs[subject]
    return None


def _image(text: str | None) -> dict[str, Any] | None:
    from mtdesk.store.file.journal import image

    return None if text is None else image(text)


def _subjects(
    table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Iterator[tuple[str, int]]:
    """The row itself; of money also the session it is for, and the money of its client."""
    yield table, row_id
    if table in {"payment", "redemption"}:
        row = after or before or {}
        for kind, name in (("session", "session_id"), ("money", "client_id")):
            if row.get(name) is not None:
                yield kind, row[name]
