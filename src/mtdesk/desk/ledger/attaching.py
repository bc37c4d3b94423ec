"""Receipts copied beside the practice, before the row that names them is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mtdesk.desk.opened import Opened
from mtdesk.model.ledger.costs import Attachment
from mtdesk.store.file import copies
from mtdesk.store.file.book import Book
from mtdesk.store.ledger import attachments


@contextmanager
def copied(opened: Opened, sources: Sequence[Path]) -> Iterator[tuple[Attachment, ...]]:
    """The files as copied; where what comes of it fails, the new copies go again.

    Raises:
        NotFoundError: no such file; RefusedError: one cannot be copied.
    """
    if opened.exists:
        _ = opened.book  # its key encrypts them, where it is encrypted
    done: list[copies.Copied] = []
    try:
        done.extend(attachments.copy(opened.path, source) for source in sources)
        yield tuple(
            Attachment(
                file_name=each.name,
                stored_as=each.stored_as,
                sha256=each.sha256,
                bytes=each.bytes,
                added_at=opened.stamp(),
            )
            for each in done
        )
    except BaseException:
        for each in done:
            if each.is_new:
                attachments.discard(opened.book, each.stored_as)
        raise


def attach(book: Book, expense_id: int, files: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Name the files in the expense, each once; returns all it has."""
    known = {each.sha256 for each in attachments.of_expense(book, expense_id)}
    for each in files:
        if each.sha256 not in known:
            attachments.add(book, expense_id, each)
            known.add(each.sha256)
    return attachments.of_expense(book, expense_id)
