"""What she has said of findings: seen, and whether it is her new usual."""

from __future__ import annotations

from sqlite3 import Row

from mtdesk.store.file.book import Book


def acknowledge(
    book: Book, rule: str, subject: str, day: str, until: str, note: str, *, new_usual: bool
) -> int:
    """`until` is the first day on which it counts again."""
    return book.insert(
        "acknowledgement",
        {
            "rule": rule,
            "subject": subject,
            "acknowledged_on": day,
            "until": until,
            "note": note,
            "new_usual": new_usual,
        },
    )


def acknowledgements(book: Book, up_to: str) -> list[Row]:
    """Those of a day and before: rule, subject, acknowledged_on, until, note, new_usual."""
    return book.rows(
        "SELECT * FROM acknowledgement WHERE acknowledged_on <= ? ORDER BY id", (up_to,)
    )
