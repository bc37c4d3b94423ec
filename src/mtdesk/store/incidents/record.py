"""What leaves the incident record is read from here: everyone's names, seals, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.names.redaction import Person

if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book

SEALED = ("incident", "incident_addendum", "incident_evidence")
# The done sessions of a period: what they are counted by, and the table beside them.
_WORKED = {
    "workplace": ("workplace.name", "LEFT JOIN workplace ON workplace.id = session.workplace_id"),
    "weekday": ("(strftime('%w', session.local_date) + 6) % 7", ""),
    "hour": ("CAST(substr(session.started_at, 12, 2) AS INTEGER)", ""),
}


def people(book: Book) -> list[Person]:
    """Every client by every name, and how each is reached; who was merged has the names of both.

    Of a purged one nothing but a number is left, which names nobody.
    """
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


def seals(book: Book) -> dict[tuple[str, int], str]:
    """The hash of each sealed row of the record, by its table and number."""
    marks = ", ".join("?" * len(SEALED))
    rows = book.each(
        f"SELECT table_name, row_id, hash FROM seal WHERE table_name IN ({marks})", SEALED
    )
    return {(row["table_name"], row["row_id"]): row["hash"] for row in rows}


def lines(book: Book) -> dict[int, list[int]]:
    """The numbers of the lines added to each incident, in their order."""
    found: dict[int, list[int]] = {}
    for row in book.each("SELECT id, incident_id FROM incident_addendum ORDER BY id"):
        found.setdefault(row["incident_id"], []).append(row["id"])
    return found


def incidents(book: Book, period: Period) -> list[Row]:
    """The incidents of a period, oldest first, withdrawn ones marked.

    local_date, moment, kind, severity, client_id, client, setting, workplace, lost_minor,
    withdrawn; the moment is that of the session where there is one, a day alone where no hour is known.
    """
    return book.rows(
        """
        SELECT incident.local_date, coalesce(session.started_at, incident.occurred_at) AS moment,
            incident.kind, incident.severity, client.id AS client_id,
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
