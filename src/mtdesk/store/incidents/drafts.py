"""Records that are not finished: changed and dropped like any other row, until they are recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError
from mtdesk.model.incidents.questions import Draft

if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.store.file.book import Book


def begin(book: Book, answers: dict[str, str], at: str) -> int:
    return book.insert(
        "incident_draft", {"begun_at": at, "changed_at": at, "answers": _written(answers)}
    )


def change(book: Book, draft_id: int, answers: dict[str, str], at: str) -> None:
    get(book, draft_id)
    book.update("incident_draft", draft_id, {"changed_at": at, "answers": _written(answers)})


def drop(book: Book, draft_id: int) -> None:
    get(book, draft_id)
    book.execute("DELETE FROM incident_draft WHERE id = ?", (draft_id,))


def get(book: Book, draft_id: int) -> Draft:
    row = book.row("SELECT * FROM incident_draft WHERE id = ?", (draft_id,))
    if row is None:
        raise NotFoundError(f"there is no draft {draft_id}; `mtdesk incident drafts` lists them")
    return _draft(row)


def every(book: Book) -> list[Draft]:
    """The one changed last comes first."""
    rows = book.rows("SELECT * FROM incident_draft ORDER BY changed_at DESC, id DESC")
    return [_draft(row) for row in rows]


def _written(answers: dict[str, str]) -> str:
    return json.dumps(answers, ensure_ascii=False)


def _draft(row: Row) -> Draft:
    return Draft(
        id=row["id"],
        begun_at=row["begun_at"],
        changed_at=row["changed_at"],
        answers=_answers(row["answers"]),
    )


def _answers(text: str) -> dict[str, str]:
    """What another program wrote there need not be answers."""
    found = json.loads(text)
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}
