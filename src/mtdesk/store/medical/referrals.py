"""Referrals, and the reports written on them, as rows; the medical visits that count on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError
from mtdesk.model.medical import ProgressReport, Referral

if TYPE_CHECKING:
    from sqlite3 import Row
    from typing import Any

    from mtdesk.store.file.book import Book

_STORED = (
    "client_id", "referred_on", "referred_by", "reason", "condition", "payer", "procedure_code",
    "visits_authorised", "valid_until", "letter_until", "letter_frequency", "ended_on", "note",
)  # fmt: skip
_REPORT = ("client_id", "referral_id", "written_on", "first_day", "last_day")
_IS_OPEN = "(ended_on IS NULL OR ended_on > :today)"


def add(book: Book, referral: Referral) -> int:
    return book.insert("referral", _values(referral))


def change(book: Book, referral_id: int, referral: Referral) -> None:
    book.update("referral", referral_id, _values(referral))


def get(book: Book, referral_id: int) -> Referral:
    row = book.row("SELECT * FROM referral WHERE id = ?", (referral_id,))
    if row is None:
        raise NotFoundError(
            f"there is no referral {referral_id}; `mtdesk referral list` lists them"
        )
    return _referral(row)


def of_client(book: Book, client_id: int) -> list[Referral]:
    """All of a client, the latest first."""
    rows = book.rows(
        "SELECT * FROM referral WHERE client_id = ? ORDER BY referred_on DESC, id DESC",
        (client_id,),
    )
    return [_referral(row) for row in rows]


def every(book: Book) -> list[Referral]:
    """All there are, the latest first."""
    rows = book.rows("SELECT * FROM referral ORDER BY referred_on DESC, id DESC")
    return [_referral(row) for row in rows]


def not_ended(book: Book, today: str) -> list[Referral]:
    """Those that were not ended by a day, the latest first."""
    rows = book.rows(
        f"SELECT * FROM referral WHERE {_IS_OPEN} ORDER BY referred_on DESC, id DESC",
        {"today": today},
    )
    return [_referral(row) for row in rows]


def medical_days(book: Book, client_id: int, since: str) -> list[Row]:
    """A client's medical visits from a day on, in order: local_date, status (done or booked)."""
    return book.rows(
        "SELECT local_date, status FROM session WHERE client_id = ? AND local_date >= ? "
        "AND purpose = 'medical' AND status IN ('done', 'booked') ORDER BY local_date",
        (client_id, since),
    )


def add_report(book: Book, report: ProgressReport) -> int:
    return book.insert("progress_report", {name: getattr(report, name) for name in _REPORT})


def reports_of(book: Book, client_id: int) -> list[ProgressReport]:
    """What was written on a client, the latest first."""
    rows = book.rows(
        "SELECT * FROM progress_report WHERE client_id = ? ORDER BY written_on DESC, id DESC",
        (client_id,),
    )
    return [ProgressReport(id=row["id"], **{name: row[name] for name in _REPORT}) for row in rows]


def _values(referral: Referral) -> dict[str, Any]:
    return {name: getattr(referral, name) for name in _STORED}


def _referral(row: Row) -> Referral:
    return Referral(id=row["id"], **{name: row[name] for name in _STORED})
