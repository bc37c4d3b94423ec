"""Check-ins and soreness as rows."""

from __future__ import annotations

from sqlite3 import Row

from mtdesk.errors import NotFoundError
from mtdesk.model.period import Period
from mtdesk.model.wellbeing import CheckIn
from mtdesk.store.file.book import Book
from mtdesk.store.week import week_of
from mtdesk.typed import Any

_STORED = ("checked_on", "body", "mind", "sleep_hours", "note")


def values(check_in: CheckIn) -> dict[str, Any]:
    return {name: getattr(check_in, name) for name in _STORED}


def add(book: Book, check_in: CheckIn) -> int:
    """Write a check-in and its soreness."""
    row_id = book.insert("check_in", values(check_in))
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
    return _check_in(row, _soreness(book, row_id))


def of_day(book: Book, day: str) -> CheckIn | None:
    """The latest check-in of a day."""
    row = book.row("SELECT * FROM check_in WHERE checked_on = ? ORDER BY id DESC LIMIT 1", (day,))
    return _check_in(row, _soreness(book, row["id"])) if row else None


def between(book: Book, period: Period) -> list[CheckIn]:
    days = (period.start.isoformat(), period.end.isoformat())
    soreness: dict[int, dict[str, int]] = {}
    for line in book.rows(
        "SELECT check_in_id, site, level FROM soreness JOIN check_in ON check_in.id = check_in_id "
        "WHERE checked_on >= ? AND checked_on < ? ORDER BY soreness.id",
        days,
    ):
        soreness.setdefault(line["check_in_id"], {})[line["site"]] = line["level"]
    rows = book.rows(
        "SELECT * FROM check_in WHERE checked_on >= ? AND checked_on < ? ORDER BY checked_on, id",
        days,
    )
    return [_check_in(row, soreness.get(row["id"], {})) for row in rows]


def by_week(book: Book, period: Period, last_weekday: int) -> list[Row]:
    """Check-ins a week: week_start, check_ins, body, mind (means of what was answered).

    `last_weekday` is the day a week ends on, 0 for Monday.
    """
    return book.rows(
        f"""
        SELECT {week_of("checked_on", last_weekday)} AS week_start, count(*) AS check_ins,
            avg(body) AS body, avg(mind) AS mind
        FROM check_in WHERE checked_on >= ? AND checked_on < ?
        GROUP BY 1 ORDER BY 1""",
        period.bounds,
    )


def soreness_by_week(book: Book, period: Period, last_weekday: int) -> list[Row]:
    """Soreness a week and site: week_start, site, level (the sum over the week's check-ins)."""
    return book.rows(
        f"""
        SELECT {week_of("checked_on", last_weekday)} AS week_start, site, sum(level) AS level
        FROM check_in JOIN soreness ON soreness.check_in_id = check_in.id
        WHERE checked_on >= ? AND checked_on < ? GROUP BY 1, 2 ORDER BY 1, 2""",
        period.bounds,
    )


def last_day(book: Book, up_to: str) -> str | None:
    found = book.value("SELECT max(checked_on) FROM check_in WHERE checked_on <= ?", (up_to,))
    return str(found) if found else None


def _add_soreness(book: Book, row_id: int, check_in: CheckIn) -> None:
    for site, level in check_in.soreness.items():
        book.insert("soreness", {"check_in_id": row_id, "site": site, "level": level})


def _soreness(book: Book, check_in_id: int) -> dict[str, int]:
    rows = book.rows(
        "SELECT site, level FROM soreness WHERE check_in_id = ? ORDER BY id", (check_in_id,)
    )
    return {row["site"]: row["level"] for row in rows}


def _check_in(row: Row, soreness: dict[str, int]) -> CheckIn:
    return CheckIn(id=row["id"], soreness=soreness, **{name: row[name] for name in _STORED})


def any_answered(book: Book) -> bool:
    return bool(book.value("SELECT 1 FROM questionnaire_response LIMIT 1"))
