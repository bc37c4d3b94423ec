"""Check-ins and soreness as rows."""

from __future__ import annotations

from mtdesk.errors import NotFoundError
from mtdesk.model.wellbeing import CheckIn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Row
    from typing import Any

    from mtdesk.model.period import Period
    from mtdesk.store.book import Book

_STORED = ("checked_on", "body", "mind", "sleep_hours", "note")


def values(check_in: CheckIn) -> dict[str, Any]:
    return {name: getattr(check_in, name) for name in _STORED}


def add(book: Book, check_in: CheckIn, imported: dict[str, str] | None = None) -> int:
    """Write a check-in and its soreness; `imported` holds the key and digest of its record."""
    row_id = book.insert("check_in", {**values(check_in), **(imported or {})})
    _add_soreness(book, row_id, check_in)
    return row_id


def change(book: Book, row_id: int, check_in: CheckIn) -> None:
    book.update("check_in", row_id, values(check_in))
    book.execute("DELETE FROM soreness WHERE check_in_id = ?", (row_id,))
    _add_soreness(book, row_id, check_in)


def remove(book: Book, row_id: int) -> None:
    book.execute("DELETE FROM soreness WHERE check_in_id = ?", (row_id,))
    book.execute("DELETE FROM check_in WHERE id = ?", (row_id,))


def get(book: Book, row_id: int) -> CheckIn:
    row = book.row("SELECT * FROM check_in WHERE id = ?", (row_id,))
    if row is None:
        raise NotFoundError(f"there is no check-in {row_id}")
    return _check_in(book, row)


def of_day(book: Book, day: str) -> CheckIn | None:
    """The latest check-in of a day."""
    row = book.row("SELECT * FROM check_in WHERE checked_on = ? ORDER BY id DESC LIMIT 1", (day,))
    return _check_in(book, row) if row else None


def between(book: Book, period: Period) -> list[CheckIn]:
    rows = book.rows(
        "SELECT * FROM check_in WHERE checked_on >= ? AND checked_on < ? ORDER BY checked_on, id",
        (period.start.isoformat(), period.end.isoformat()),
    )
    return [_check_in(book, row) for row in rows]


def last_day(book: Book, up_to: str) -> str | None:
    found = book.value("SELECT max(checked_on) FROM check_in WHERE checked_on <= ?", (up_to,))
    return str(found) if found else None


def _add_soreness(book: Book, row_id: int, check_in: CheckIn) -> None:
    for site, level in check_in.soreness.items():
        book.insert("soreness", {"check_in_id": row_id, "site": site, "level": level})


def _check_in(book: Book, row: Row) -> CheckIn:
    soreness = {
        line["site"]: line["level"]
        for line in book.rows(
            "SELECT site, level FROM soreness WHERE check_in_id = ? ORDER BY id", (row["id"],)
        )
    }
    return CheckIn(id=row["id"], soreness=soreness, **{name: row[name] for name in _STORED})
