"""Questionnaires and responses as rows: the definition whole, as JSON, with each of its versions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from sqlite3 import Row
from typing import Any

from mtdesk.errors import ConflictError, DamagedFileError
from mtdesk.model.names import fold
from mtdesk.model.questionnaire import Item, Option, Questionnaire, Response, Scale
from mtdesk.store.file.book import Book

_RESPONSES = """
SELECT response.*, questionnaire.definition, questionnaire.name
FROM questionnaire_response AS response
JOIN questionnaire ON questionnaire.id = response.questionnaire_id"""


def version(questionnaire: Questionnaire) -> str:
    """Twelve characters that change with any word or score of it."""
    return sha256(_definition(questionnaire).encode()).hexdigest()[:12]


def add(book: Book, questionnaire: Questionnaire, at: str) -> int:
    return book.insert(
        "questionnaire",
        {
            "name": questionnaire.name,
            "name_key": fold(questionnaire.name),
            "version": version(questionnaire),
            "definition": _definition(questionnaire),
            "added_at": at,
        },
    )


def newest(book: Book) -> list[tuple[int, Questionnaire]]:
    """The last version of each, by its number, in the order in which they were first added."""
    rows = book.rows(
        """
        SELECT questionnaire.* FROM questionnaire
        JOIN (SELECT max(id) AS last, min(id) AS first FROM questionnaire GROUP BY name_key)
            ON questionnaire.id = last
        ORDER BY first"""
    )
    return [(row["id"], _questionnaire(row)) for row in rows]


def responses(book: Book, name: str = "", *, up_to: str = "9999-12-31") -> list[Response]:
    """What was answered on or before a day, oldest first; to one questionnaire in all its versions."""
    where, bound = "response.taken_on <= ?", [up_to]
    if name:
        where += " AND questionnaire.name_key = ?"
        bound.append(fold(name))
    rows = book.rows(f"{_RESPONSES} WHERE {where} ORDER BY response.taken_on, response.id", bound)
    return list(_with_definitions(rows))


def unfinished(book: Book, questionnaire_id: int, day: str) -> Response | None:
    """The response that was begun on a day and not finished."""
    rows = book.rows(
        f"{_RESPONSES} WHERE questionnaire_id = ? AND taken_on = ? AND NOT complete "
        "ORDER BY response.id DESC LIMIT 1",
        (questionnaire_id, day),
    )
    return next(iter(_with_definitions(rows)), None)


def begin(book: Book, questionnaire_id: int, response: Response) -> int:
    return book.insert(
        "questionnaire_response",
        {
            "questionnaire_id": questionnaire_id,
            "taken_on": response.taken_on,
            "started_at": response.started_at,
            "answers": json.dumps(response.answers),
            "complete": int(response.complete),
        },
    )


def change(book: Book, before: Response, after: Response) -> None:
    """Write a response's answers, if they are still what they were.

    Raises:
        ConflictError: they were changed or taken back from elsewhere.
    """
    written = book.execute(
        "UPDATE questionnaire_response SET answers = ?, complete = ? "
        "WHERE id = ? AND answers = ? AND complete = ?",
        (
            json.dumps(after.answers),
            int(after.complete),
            before.id,
            json.dumps(before.answers),
            int(before.complete),
        ),
    )
    if not written.rowcount:
        raise ConflictError(
            "these answers were changed or taken back from elsewhere; take the questionnaire again"
        )


def _definition(questionnaire: Questionnaire) -> str:
    return json.dumps(asdict(questionnaire), ensure_ascii=False)


def _with_definitions(rows: Iterable[Row]) -> Iterable[Response]:
    """Rows as responses; each version of a questionnaire is read once."""
    known: dict[int, Questionnaire] = {}
    for row in rows:
        key = row["questionnaire_id"]
        if key not in known:
            known[key] = _questionnaire(row)
        yield Response(
            id=row["id"],
            questionnaire=known[key],
            taken_on=row["taken_on"],
            started_at=row["started_at"],
            answers=json.loads(row["answers"]),
            complete=bool(row["complete"]),
        )


def _questionnaire(row: Row) -> Questionnaire:
    try:
        fields = json.loads(row["definition"])
        scales = tuple(_scale(each) for each in fields.pop("scales"))
        return Questionnaire(scales=scales, **fields)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise DamagedFileError(
            f"the questionnaire “{row['name']}” cannot be read; restore a backup"
        ) from None


def _scale(fields: dict[str, Any]) -> Scale:
    items = tuple(
        Item(
            text=item["text"],
            options=tuple(Option(**option) for option in item["options"]),
            reversed=item["reversed"],
        )
        for item in fields.pop("items")
    )
    return Scale(items=items, **fields)
