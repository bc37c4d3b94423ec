"""Incidents as rows: written once, added to, never changed; drafts of them are rows like any other."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Row

from mtdesk.errors import NotFoundError
from mtdesk.model.incidents import Addendum, Draft, Evidence, FollowUp, Incident
from mtdesk.model.period import Period
from mtdesk.store.file.book import Book
from mtdesk.typed import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from mtdesk.model.names.redaction import Person


T = TypeVar("T")

# A sealed incident keeps the number of a client who was merged into another since.
COUNTS_FOR = """coalesce((SELECT merged_into FROM client AS gone
    WHERE gone.id = incident.client_id), incident.client_id)"""
# The last word that was said on an incident, notes apart, is that it is withdrawn.
WITHDRAWN = """coalesce((SELECT addendum.kind = 'withdrawn' FROM incident_addendum AS addendum
    WHERE addendum.incident_id = incident.id AND addendum.kind <> 'note'
    ORDER BY addendum.id DESC LIMIT 1), 0)"""
# The done sessions of a period: what they are counted by, and the table beside them.
_WORKED = {
    "workplace": ("workplace.name", "LEFT JOIN workplace ON workplace.id = session.workplace_id"),
    "weekday": ("(strftime('%w', session.local_date) + 6) % 7", ""),
    "hour": ("CAST(substr(session.started_at, 12, 2) AS INTEGER)", ""),
}


def happened(book: Book, period: Period) -> list[Row]:
    """The incidents of a period, oldest first, withdrawn ones marked.

    local_date, moment, kind, severity, client_id, client, setting, workplace, lost_minor,
    withdrawn; the moment is that of the session where there is one, a day alone where no hour is known.
    """
    return book.rows(
        f"""
        SELECT incident.local_date, coalesce(session.started_at, incident.occurred_at) AS moment,
            incident.kind, incident.severity, client.id AS client_id,
            coalesce(client.name, incident.client) AS client, incident.setting,
            workplace.name AS workplace, incident.lost_minor, {WITHDRAWN} AS withdrawn
        FROM incident LEFT JOIN session ON session.id = incident.session_id
        LEFT JOIN workplace ON workplace.id = session.workplace_id
        LEFT JOIN client ON client.id = {COUNTS_FOR}
        WHERE incident.local_date >= ? AND incident.local_date < ?
        ORDER BY incident.local_date, incident.id""",
        _days(period),
    )


def worked(book: Book, period: Period, by: str) -> list[Row]:
    """Done sessions by `workplace`, `weekday` (Monday 0) or `hour` begun: grain_key, sessions.

    Sessions without a known time, or a workplace, stand under NULL.
    """
    key, beside = _WORKED[by]
    return book.rows(
        f"""
        SELECT {key} AS grain_key, count(*) AS sessions FROM session {beside}
        WHERE session.local_date >= ? AND session.local_date < ? AND session.status = 'done'
        GROUP BY 1 ORDER BY 1""",
        _days(period),
    )


def _days(period: Period) -> tuple[str, ...]:
    return period.start.isoformat(), period.end.isoformat()


_STORED = (
    "occurred_at", "recorded_at", "local_date", "kind", "severity", "client_id", "client",
    "session_id", "place", "setting", "said", "saw", "did", "ended_minute", "paid", "injury_to_me",
    "injury_to_client", "witness", "told", "lost_minor", "body_part", "days_off", "source_kind",
    "source_severity", "note",
)  # fmt: skip
_SELECT = f"SELECT incident.*, {COUNTS_FOR} AS counts_for FROM incident"
_ADDENDUM = ("written_at", "kind", "text")
_FOLLOW_UP = ("id", "due_on", "what", "done_on")
_EVIDENCE = ("id", "file_name", "stored_as", "sha256", "bytes", "added_at")


def values(incident: Incident) -> dict[str, Any]:
    return {name: getattr(incident, name) for name in _STORED}


def add(book: Book, incident: Incident) -> int:
    """Write a record and seal it."""
    return _sealed(book, "incident", values(incident))


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


def withdrawn_like(book: Book, incident: Incident) -> int | None:
    """The record that says the same and was taken back, such as one whose import was undone."""
    same = ("occurred_at", "kind", "severity", "body_part", "days_off", "source_kind", "note")
    alike = " AND ".join(f"{name} IS :{name}" for name in same)
    found = book.rows(f"SELECT id FROM incident WHERE {alike} ORDER BY id", values(incident))
    return next((row[0] for row in found if is_withdrawn(book, row[0])), None)


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
    where = "local_date >= ? AND local_date < ?" if period else "1"
    bound = _days(period) if period else ()
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
    addenda = _under(row["id"], book, Addendum, "incident_addendum", _ADDENDUM)
    marks = [addendum.kind for addendum in addenda if addendum.kind != "note"]
    return Incident(
        id=row["id"],
        **{**{name: row[name] for name in _STORED}, "client_id": row["counts_for"]},
        addenda=addenda,
        follow_ups=_under(row["id"], book, FollowUp, "incident_follow_up", _FOLLOW_UP),
        evidence=_under(row["id"], book, Evidence, "incident_evidence", _EVIDENCE),
        withdrawn=bool(marks) and marks[-1] == "withdrawn",
    )


def _under(
    incident_id: int, book: Book, kind: Callable[..., T], table: str, names: tuple[str, ...]
) -> tuple[T, ...]:
    """What was added to an incident, in its order: follow-ups by day, all else as it came."""
    order = "due_on, id" if "due_on" in names else "id"
    rows = book.rows(
        f"SELECT * FROM {table} WHERE incident_id = ? ORDER BY {order}", (incident_id,)
    )
    return tuple(kind(**{name: row[name] for name in names}) for row in rows)


def begin_draft(book: Book, answers: dict[str, str], at: str) -> int:
    return book.insert(
        "incident_draft", {"begun_at": at, "changed_at": at, "answers": _written(answers)}
    )


def change_draft(book: Book, draft_id: int, answers: dict[str, str], at: str) -> None:
    draft(book, draft_id)
    book.update("incident_draft", draft_id, {"changed_at": at, "answers": _written(answers)})


def drop_draft(book: Book, draft_id: int) -> None:
    draft(book, draft_id)
    book.execute("DELETE FROM incident_draft WHERE id = ?", (draft_id,))


def draft(book: Book, draft_id: int) -> Draft:
    row = book.row("SELECT * FROM incident_draft WHERE id = ?", (draft_id,))
    if row is None:
        raise NotFoundError(f"there is no draft {draft_id}; `mtdesk incident drafts` lists them")
    return _draft(row)


def drafts(book: Book) -> list[Draft]:
    """The one changed last comes first."""
    rows = book.rows("SELECT * FROM incident_draft ORDER BY changed_at DESC, id DESC")
    return [_draft(row) for row in rows]


def _written(answers: dict[str, str]) -> str:
    import json

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
    import json

    found = json.loads(text)
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


_SEALED = ("incident", "incident_addendum", "incident_evidence")


def people(book: Book) -> list[Person]:
    """Every client by every name, and how each is reached; who was merged has the names of both.

    Of a purged one nothing but a number is left, which names nobody.
    """
    from mtdesk.model.names.redaction import Person

    rows = book.rows(
        "SELECT id, coalesce(merged_into, id) AS one, name, legal_name, phone, email FROM client "
        "WHERE purged_on IS NULL ORDER BY id"
    )
    names: dict[int, list[str]] = {}
    contacts: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(row["one"], []).extend(filter(None, (row["name"], row["legal_name"])))
        contacts.setdefault(row["one"], []).extend(filter(None, (row["phone"], row["email"])))
    for row in book.rows(
        "SELECT coalesce(merged_into, client.id) AS one, alias FROM client_alias "
        "JOIN client ON client.id = client_id WHERE purged_on IS NULL ORDER BY client_alias.id"
    ):
        names[row["one"]].append(row["alias"])
    return [
        Person(key=row["id"], names=tuple(names[row["one"]]), contacts=tuple(contacts[row["one"]]))
        for row in rows
    ]


def merged(book: Book) -> dict[int, int]:
    """The numbers of clients that turned out to be another, and which."""
    rows = book.rows("SELECT id, merged_into FROM client WHERE merged_into IS NOT NULL")
    return {row["id"]: row["merged_into"] for row in rows}


def hashes(book: Book) -> dict[tuple[str, int], str]:
    """The hash of each sealed row of the record, by its table and number."""
    marks = ", ".join("?" * len(_SEALED))
    rows = book.each(
        f"SELECT table_name, row_id, hash FROM seal WHERE table_name IN ({marks})", _SEALED
    )
    return {(row["table_name"], row["row_id"]): row["hash"] for row in rows}


def added_lines(book: Book) -> dict[int, list[int]]:
    """The numbers of the lines added to each incident, in their order."""
    found: dict[int, list[int]] = {}
    for row in book.each("SELECT id, incident_id FROM incident_addendum ORDER BY id"):
        found.setdefault(row["incident_id"], []).append(row["id"])
    return found
