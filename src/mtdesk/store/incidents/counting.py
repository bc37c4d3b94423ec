"""Incidents as they count: for whom, whether they stand, beside the work that was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book

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


def incidents(book: Book, period: Period) -> list[Row]:
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


def _days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()
