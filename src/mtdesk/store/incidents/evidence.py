"""Evidence: copies of files in a folder beside the practice; `practice.db` has `practice-evidence/`."""

from __future__ import annotations

from pathlib import Path

from mtdesk.store.file import places
from mtdesk.store.file.book import Book
from mtdesk.store.file.copies import Copied, copy, problem_of, take_away

__all__ = ["Copied", "copy", "count", "discard", "folder_of", "problem_of", "problems"]


def folder_of(practice: Path) -> Path:
    return places.folder(practice, "evidence")


def discard(book: Book, stored_as: str) -> None:
    """Take a copy away that no row names: one that nothing came of, or whose row was purged."""
    named = book.value("SELECT 1 FROM incident_evidence WHERE stored_as = ? LIMIT 1", (stored_as,))
    if book.path is not None and not named:
        take_away(folder_of(book.path), stored_as)


def problems(book: Book) -> list[str]:
    """Stored files that are not as they were when they were added, each as a sentence."""
    if book.path is None:
        return []
    folder = folder_of(book.path)
    found = []
    for row in book.rows("SELECT * FROM incident_evidence ORDER BY id"):
        problem = problem_of(folder, row["stored_as"], row["sha256"])
        if problem is not None:
            found.append(
                f"evidence {row['id']} of incident {row['incident_id']} ({row['file_name']}) is "
                f"{problem} in {folder}"
            )
    return found


def count(book: Book) -> int:
    """How many files there are beside the practice."""
    return int(book.value("SELECT count(DISTINCT stored_as) FROM incident_evidence"))
