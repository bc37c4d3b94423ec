"""Lines of an inbox that were dealt with: what a phone wrote is filed once, and its file never changed.

A line names no client here but by number, apart from its own words: those go with a purge.
"""

from __future__ import annotations

from collections import Counter

from mtdesk.store.file.book import Book


def add(
    book: Book,
    *,
    file: str,
    stamp: str | None,
    text: str,
    became: str,
    client_id: int | None,
    at: str,
) -> None:
    """Note a line that was filed, or left out."""
    book.insert(
        "inbox_line",
        {
            "file": file, "stamp": stamp, "text": text, "became": became, "client_id": client_id,
            "noted_at": at,
        },
    )  # fmt: skip


def noted(book: Book) -> dict[tuple[str | None, str], str]:
    """The day on which each stamp and text was dealt with last, in whatever file it stood."""
    rows = book.rows("SELECT stamp, text, noted_at FROM inbox_line ORDER BY id")
    return {(row["stamp"], row["text"]): row["noted_at"][:10] for row in rows}


def held_by(book: Book, file: str) -> Counter[tuple[str | None, str]]:
    """What a file held of them when it was read last."""
    rows = book.rows("SELECT stamp, text FROM inbox_line WHERE file = ?", (file,))
    return Counter((row["stamp"], row["text"]) for row in rows)


def begin_anew(book: Book, file: str) -> None:
    """The file no longer holds what it held: its lines are told by their stamps alone from now on."""
    book.execute("UPDATE inbox_line SET file = '' WHERE file = ?", (file,))


def files(book: Book) -> list[str]:
    """The files that lines came from."""
    rows = book.rows("SELECT DISTINCT file FROM inbox_line WHERE file <> '' ORDER BY file")
    return [row["file"] for row in rows]
