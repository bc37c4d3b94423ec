"""Files that the rows of a table name: copies of them in a folder beside the practice."""

from __future__ import annotations

from pathlib import Path

from mtdesk.model.frozen import frozen
from mtdesk.store.file import copies, places
from mtdesk.store.file.book import Book
from mtdesk.store.file.copies import Copied
from mtdesk.store.file.unlocking import key_of


@frozen
class Kept:
    """`practice.db` has `practice-evidence/`; `called` is what a row is in a sentence, by its columns."""

    table: str
    folder: str
    owner: str
    called: str

    def folder_of(self, practice: Path) -> Path:
        return places.folder(practice, self.folder)

    def copy(self, practice: Path, source: Path) -> Copied:
        """Copy a file beside the practice, as `copies.copy` does it; encrypted where the practice is."""
        return copies.copy(source, self.folder_of(practice), key_of(practice))

    def discard(self, book: Book, stored_as: str) -> None:
        """Take a copy away that no row names: one that nothing came of, or whose row was purged."""
        named = book.value(f"SELECT 1 FROM {self.table} WHERE stored_as = ? LIMIT 1", (stored_as,))
        if book.path is not None and not named:
            copies.take_away(self.folder_of(book.path), stored_as, key_of(book.path))

    def problems(self, book: Book) -> list[str]:
        """Stored files that are not as they were when they were added, each as a sentence."""
        if book.path is None:
            return []
        folder, key = self.folder_of(book.path), key_of(book.path)
        rows = book.rows(f"SELECT * FROM {self.table} ORDER BY id")
        found = (
            (row, copies.problem_of(folder, row["stored_as"], row["sha256"], key)) for row in rows
        )
        return [
            f"{self.called.format_map(dict(row))} is {problem} in {folder}"
            for row, problem in found
            if problem is not None
        ]

    def named(self, book: Book) -> list[tuple[str, str]]:
        """Each file by a name that says whose it is, and as what it is stored."""
        return [
            (
                f"{self.owner}-{row[f'{self.owner}_id']}-{row['id']}-{copies.plain_name(row['file_name'])}",
                row["stored_as"],
            )
            for row in book.rows(f"SELECT * FROM {self.table} ORDER BY id")
        ]

    def count(self, book: Book) -> int:
        """How many files there are beside the practice."""
        return int(book.value(f"SELECT count(DISTINCT stored_as) FROM {self.table}"))
