"""What was done, newest first: as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtdesk.desk.history import Operation
from mtdesk.model.table import Listing
from mtdesk.say.document import document

OPERATION = ("id", "at", "kind", "summary", "undoes", "undone")


def history_document(operations: Sequence[Operation]) -> dict[str, Any]:
    return {"operations": [document(each, OPERATION) for each in operations]}


def history_listing(operations: Sequence[Operation]) -> Listing:
    return Listing(
        heads=("id", "when (UTC)", "what", ""),
        rows=tuple(
            (
                str(each.id),
                each.at[:16].replace("T", " "),
                each.summary,
                "undone" if each.undone else "",
            )
            for each in operations
        ),
        right=(0,),
    )


def undo_document(number: int, undone: Operation) -> dict[str, Any]:
    return {"operation": number, **document(undone, ("undid=id", "summary"))}


def undo_line(number: int, undone: Operation) -> str:
    return f"undone: {undone.id} ({undone.summary}); mtdesk undo {number} does it again"


def take_back_question(operation: Operation) -> str:
    """Of one that was undone, that is to do it again where an undo is chosen."""
    return f"Take back {operation.id}, {operation.summary}?"
