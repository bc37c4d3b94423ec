"""Evidence: copies of files in a folder beside the practice; `practice.db` has `practice-evidence/`."""

from __future__ import annotations

from pathlib import Path

from mtdesk.store.file import copies, places
from mtdesk.store.file.book import Book
from mtdesk.store.file.copies import Copied
from mtdesk.store.file.unlocking import key_of

__all__ = ["Copied", "copy", "count", "discard", "folder_of", "problems"]


def folder_of(practice: Path) -> Path:
    return places.folder(practice, "evidence")


def copy(practice: Path, source: Path) -> Copied:
    """Copy a file beside the practice, as `copies.copy` does it; encrypted where the practice is."""
    return copies.copy(source, folder_of(practice), key_of(practice))


def discard(book: Book, stored_as: str) -> None:
    """Take a copy away that no row names: one that nothing came of, or whose row was purged."""
    named = book.value("SELECT 1 FROM incident_evidence WHERE stored_as = ? LIMIT 1", (stored_as,))
    if book.path is not None and not named:
        copies.take_away(folder_of(book.path), stored_as, key_of(book.path))


def problems(book: Book) -> list[str]:
    """Stored files that are not as they were when they were added, each as a sentence."""
    if book.path is None:
        return []
    folder, key = folder_of(book.path), key_of(book.path)
    found = []
    for row in book.rows("SELECT * FROM incident_evidence ORDER BY id"):
        problem = copies.problem_of(folder, row["stored_as"], row["sha256"], key)
        if problem is not None:
            found.append(
                f"evidence {row['id']} of incident {row['incident_id']} ({row['file_name']}) is "
                f"{problem} in {folder}"
            )
    return found


def named(book: Book) -> list[tuple[str, str]]:
    """Each file by a name that says whose it is, and as what it is stored."""
    return [
        (
            f"incident-{row['incident_id']}-{row['id']}-{copies.plain_name(row['file_name'])}",
            row["stored_as"],
        )
        for row in book.rows("SELECT * FROM incident_evidence ORDER BY id")
    ]


def count(book: Book) -> int:
    """How many files there are beside the practice."""
    return int(book.value("SELECT count(DISTINCT stored_as) FROM incident_evidence"))
