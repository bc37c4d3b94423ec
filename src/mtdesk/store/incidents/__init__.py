"""Incidents as rows: written once, added to, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError
from mtdesk.model.incidents import Addendum, Evidence, FollowUp, Incident
from mtdesk.store.incidents.counting import COUNTS_FOR, WITHDRAWN

if TYPE_CHECKING:
    from sqlite3 import Row
    from typing import Any

    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book

_STORED = (
    "occurred_at", "recorded_at", "local_date", "kind", "severity", "client_id", "client",
    "session_id", "place", "setting", "said", "saw", "did", "ended_minute", "paid", "injury_to_me",
    "injury_to_client", "witness", "told", "lost_minor", "body_part", "days_off", "source_kind",
    "source_severity", "note",
)  # fmt: skip
_SELECT = f"SELECT incident.*, {COUNTS_FOR} AS counts_for FROM incident"
_EVIDENCE = ("id", "file_name", "stored_as", "sha256", "bytes", "added_at")


def values(incident: Incident) -> dict[str, Any]:
    return {name: getattr(incident, name) for name in _STORED}


def add(book: Book, incident: Incident, imported: dict[str, Any] | None = None) -> int:
    """Write a record and seal it; `imported` holds the key and digest of an imported one."""
    return _sealed(book, "incident", {**values(incident), **(imported or {})})


def add_note(book: Book, incident_id: int, at: str, text: str, *, kind: str = "note") -> int:
    return _sealed(
        book,
        "incident_addendum",
        {"incident_id": incident_id, "written_at": at, "kind": kind, "text": text},
    )


def add_evidence(book: Book, incident_id: int, evidence: Evidence) -> int:
    row = {name: getattr(evidence, name) for name in _EVIDENCE if name != "id"}
    return _sealed(book, "incident_evidence", {"incident_id": incident_id, **row})


def add_follow_up(book: Book, incident_id: int, due_on: str, what: str) -> int:
    return book.insert(
        "incident_follow_up", {"incident_id": incident_id, "due_on": due_on, "what": what}
    )


def set_done(book: Book, follow_up_id: int, day: str) -> None:
    book.update("incident_follow_up", follow_up_id, {"done_on": day})


def open_follow_ups(book: Book, last: str) -> list[tuple[FollowUp, int, str]]:
    """What is to be looked at again up to a day: (follow-up, incident, its kind), by day.

    What belongs to a withdrawn incident waits for nobody.
    """
    rows = book.rows(
        f"""
        SELECT up.id, due_on, what, incident_id, kind FROM incident_follow_up AS up
        JOIN incident ON incident.id = incident_id
        WHERE done_on IS NULL AND due_on <= ? AND NOT {WITHDRAWN} ORDER BY due_on, up.id""",
        (last,),
    )
    return [
        (
            FollowUp(id=row["id"], due_on=row["due_on"], what=row["what"]),
            row["incident_id"],
            row["kind"],
        )
        for row in rows
    ]


def is_withdrawn(book: Book, incident_id: int) -> bool:
    return bool(book.value(f"SELECT {WITHDRAWN} FROM incident WHERE id = ?", (incident_id,)))


def _sealed(book: Book, table: str, row: dict[str, Any]) -> int:
    from mtdesk.store.file import seals  # hashing is of no use to those who only read

    row_id = book.insert(table, row)
    seals.append(book, table, row_id)
    return row_id


def get(book: Book, incident_id: int) -> Incident:
    row = book.row(f"{_SELECT} WHERE id = ?", (incident_id,))
    if row is None:
        raise NotFoundError(
            f"there is no incident {incident_id}; `mtdesk incident list` lists them"
        )
    return _incident(book, row)


def between(book: Book, period: Period | None = None) -> list[Incident]:
    """Incidents of a period, newest first, withdrawn ones included and marked."""
    where, bound = "1", ()  # type: tuple[str, tuple[str, ...]]
    if period is not None:
        where, bound = (
            "local_date >= ? AND local_date < ?",
            (period.start.isoformat(), period.end.isoformat()),
        )
    rows = book.rows(f"{_SELECT} WHERE {where} ORDER BY local_date DESC, id DESC", bound)
    return [_incident(book, row) for row in rows]


def kinds_up_to(book: Book, day: str) -> list[Row]:
    """What has happened before: local_date, kind, client_id, withdrawn, of every incident."""
    return book.rows(
        f"""
        SELECT local_date, kind, {COUNTS_FOR} AS client_id, {WITHDRAWN} AS withdrawn
        FROM incident WHERE local_date <= ?""",
        (day,),
    )


def _incident(book: Book, row: Row) -> Incident:
    addenda = tuple(
        Addendum(written_at=line["written_at"], kind=line["kind"], text=line["text"])
        for line in _lines(book, "incident_addendum", row["id"], "id")
    )
    marks = [addendum.kind for addendum in addenda if addendum.kind != "note"]
    return Incident(
        id=row["id"],
        **{**{name: row[name] for name in _STORED}, "client_id": row["counts_for"]},
        addenda=addenda,
        follow_ups=tuple(
            FollowUp(
                id=line["id"], due_on=line["due_on"], what=line["what"], done_on=line["done_on"]
            )
            for line in _lines(book, "incident_follow_up", row["id"], "due_on, id")
        ),
        evidence=tuple(
            Evidence(**{name: line[name] for name in _EVIDENCE})
            for line in _lines(book, "incident_evidence", row["id"], "id")
        ),
        withdrawn=bool(marks) and marks[-1] == "withdrawn",
    )


def _lines(book: Book, table: str, incident_id: int, order: str) -> list[Row]:
    return book.rows(
        f"SELECT * FROM {table} WHERE incident_id = ? ORDER BY {order}", (incident_id,)
    )
