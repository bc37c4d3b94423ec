"""What leaves the incident record is read from here: everyone's names, seals, counts."""

from __future__ import annotations

from mtdesk.model.redaction import Person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.model.period import Period
    from mtdesk.store.book import Book

SEALED = ("incident", "incident_addendum", "incident_evidence")
# The done sessions of a period: what they are counted by, and the table beside them.
_WORKED = {
    "workplace": ("workplace.name", "LEFT JOIN workplace ON workplace.id = session.workplace_id"),
    "weekday": ("(strftime('%w', session.local_date) + 6) % 7", ""),
    "hour": ("CAST(substr(session.started_at, 12, 2) AS INTEGER)", ""),
}


def people(book: Book) -> list[Person]:
    """Every client by every name, and how each is reached."""
    aliases: dict[int, list[str]] = {}
    for row in book.rows("SELECT client_id, alias FROM client_alias ORDER BY id"):
        aliases.setdefault(row["client_id"], []).append(row["alias"])
    return [
        Person(
            key=row["id"],
            names=tuple(
                filter(None, (row["name"], row["legal_name"], *aliases.get(row["id"], ())))
            ),
            contacts=tuple(filter(None, (row["phone"], row["email"]))),
        )
        for row in book.each("SELECT id, name, legal_name, phone, email FROM client ORDER BY id")
    ]


def seals(book: Book) -> dict[tuple[str, int], str]:
    """The hash of each sealed row of the record, by its table and number."""
    marks = ", ".join("?" * len(SEALED))
    rows = book.each(
        f"SELECT table_name, row_id, hash FROM seal WHERE table_name IN ({marks})", SEALED
    )
    return {(row["table_name"], row["row_id"]): row["hash"] for row in rows}


def added(book: Book) -> dict[int, list[Row]]:
    """The lines added to each incident: id, written_at, kind, text."""
    return _of_incidents(book, "incident_addendum")


def evidence(book: Book) -> dict[int, list[Row]]:
    """The evidence of each incident: file_name, bytes, sha256, added_at."""
    return _of_incidents(book, "incident_evidence")


def follow_ups(book: Book) -> dict[int, list[Row]]:
    """The follow-ups of each incident, the next one first: due_on, what, done_on."""
    return _of_incidents(book, "incident_follow_up", order="due_on, id")


def _of_incidents(book: Book, table: str, order: str = "id") -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in book.each(f"SELECT * FROM {table} ORDER BY {order}"):
        found.setdefault(row["incident_id"], []).append(row)
    return found


def incidents(book: Book, period: Period) -> list[Row]:
    """The incidents of a period, oldest first, withdrawn ones marked.

    local_date, moment, kind, severity, client_id, client, setting, workplace, lost_minor,
    withdrawn; the moment is that of the session where there is one, a day alone where no hour is known.
    """
    return book.rows(
        """
        SELECT incident.local_date, coalesce(session.started_at, incident.occurred_at) AS moment,
            incident.kind, incident.severity,
            coalesce(client.id, incident.client_id) AS client_id,
            coalesce(client.name, incident.client) AS client, incident.setting,
            workplace.name AS workplace, incident.lost_minor, coalesce((
                SELECT addendum.kind = 'withdrawn' FROM incident_addendum AS addendum
                WHERE addendum.incident_id = incident.id AND addendum.kind <> 'note'
                ORDER BY addendum.id DESC LIMIT 1), 0) AS withdrawn
        FROM incident LEFT JOIN session ON session.id = incident.session_id
        LEFT JOIN workplace ON workplace.id = session.workplace_id
        LEFT JOIN client ON client.id = coalesce(
            (SELECT merged_into FROM client AS gone WHERE gone.id = incident.client_id),
            incident.client_id)
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


def _days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()
