"""What another file holds otherwise: rows of each table and day that only one has, or both differently."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from mtdesk.model.frozen import frozen
from mtdesk.store.file import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtdesk.store.file.book import Book

# The column by which a row belongs to a day; rows of other tables belong to none.
_DAYS = {
    "session": "local_date", "payment": "received_on", "redemption": "redeemed_on",
    "expense": "spent_on", "trip": "travelled_on", "work_time": "worked_on",
    "check_in": "checked_on", "incident": "local_date", "incident_addendum": "written_at",
    "incident_evidence": "added_at", "incident_draft": "begun_at", "referral": "referred_on",
    "function_note": "noted_on", "progress_report": "written_on", "import_batch": "imported_at",
    "questionnaire_response": "taken_on", "acknowledgement": "acknowledged_on",
    "expense_attachment": "added_at", "closed_year": "closed_at", "inbox_line": "noted_at",
}  # fmt: skip
_FOLLOW = {"seal", "import_link", "tombstone"}  # they change with what they are of


@frozen
class Change:
    """Of a table's rows of a day: how many would come, go, and be otherwise than now."""

    table: str
    day: str | None
    comes: int
    goes: int
    changes: int


def changes(now: Book, then: Book, tell: Callable[[int], None]) -> list[Change]:
    """What would be otherwise with `then` in the place of `now`, the latest day first."""
    found: dict[tuple[str, str | None], Counter[str]] = {}
    rows = 0
    for table in dump.TABLES:
        if table in _FOLLOW:
            continue
        names = dump.columns(now, table)
        place = names.index(_DAYS[table]) if table in _DAYS else None
        for mine, other in _side_by_side(dump.rows(now, table), dump.rows(then, table)):
            rows += 1
            if not rows % 1000:
                tell(rows)
            if mine == other:
                continue
            what = "comes" if mine is None else "goes" if other is None else "changes"
            row = mine or other or ()
            day = None if place is None else str(row[place])[:10]
            found.setdefault((table, day), Counter())[what] += 1
    made = [
        Change(
            table=table, day=day, comes=each["comes"], goes=each["goes"], changes=each["changes"]
        )
        for (table, day), each in found.items()
    ]
    return sorted(made, key=lambda each: each.day or "", reverse=True)


def _side_by_side(
    mine: Iterator[tuple[Any, ...]], other: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]]:
    """Rows of one number together; both come in the order of theirs."""
    left, right = next(mine, None), next(other, None)
    while left or right:
        if right is None or (left is not None and left[0] < right[0]):
            yield left, None
            left = next(mine, None)
        elif left is None or right[0] < left[0]:
            yield None, right
            right = next(other, None)
        else:
            yield left, right
            left, right = next(mine, None), next(other, None)
