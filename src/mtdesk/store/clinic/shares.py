"""Her own figures as rows to be shared, a year at a time. Names and words are read for their kind alone."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Row

from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.store.file.book import Book
from mtdesk.store.incidents import COUNTS_FOR, WITHDRAWN

_BACK = ", ".join(f"'{kind}'" for kind in GIVEN_BACK)


def years(book: Book) -> list[int]:
    """The calendar years that anything to be shared lies in."""
    found = book.rows(
        """
        SELECT DISTINCT year FROM (
            SELECT substr(local_date, 1, 4) AS year FROM session
            UNION ALL SELECT substr(received_on, 1, 4) FROM payment
            UNION ALL SELECT substr(worked_on, 1, 4) FROM work_time
            UNION ALL SELECT substr(local_date, 1, 4) FROM incident
        ) ORDER BY year"""
    )
    return [int(row["year"]) for row in found]


def sessions(book: Book, year: int) -> Iterator[Row]:
    """day, clock, minutes, effort, effort_estimated, what kind of service and place, price, term."""
    return book.each(
        """
        SELECT local_date AS day,
            CASE WHEN is_placed = 0 THEN substr(started_at, 12, 5) END AS clock,
            session.minutes, effort, effort_estimated, session.modality, service.name AS service,
            workplace.name AS workplace, session.purpose, status, session.price_minor,
            (SELECT id FROM pay_term WHERE pay_term.workplace_id = session.workplace_id
                AND valid_from <= local_date ORDER BY valid_from DESC LIMIT 1) AS term_id
        FROM session LEFT JOIN service ON service.id = session.service_id
        LEFT JOIN workplace ON workplace.id = session.workplace_id
        WHERE local_date BETWEEN ? AND ? ORDER BY local_date, session.id""",
        _days(year),
    )


def payments(book: Book, year: int) -> Iterator[Row]:
    """Of each day and kind together: day, kind, modality, service, workplace, term_id, amount_minor."""
    return book.each(
        f"""
        SELECT received_on AS day, payment.kind, session.modality, service.name AS service,
            workplace.name AS workplace,
            (SELECT id FROM pay_term WHERE pay_term.workplace_id = workplace.id
                AND valid_from <= received_on ORDER BY valid_from DESC LIMIT 1) AS term_id,
            sum(CASE WHEN payment.kind IN ({_BACK}) THEN -amount_minor ELSE amount_minor END)
                AS amount_minor
        FROM payment LEFT JOIN session ON session.id = payment.session_id
        LEFT JOIN service ON service.id = session.service_id
        LEFT JOIN workplace ON workplace.id = coalesce(payment.workplace_id, session.workplace_id)
        WHERE received_on BETWEEN ? AND ? AND NOT (
            payment.kind IN ({_BACK}) AND coalesce(gives_back, '') = 'sales_tax')
        GROUP BY received_on, payment.kind, session.modality, service.name, workplace.name
        ORDER BY received_on, payment.kind, session.modality, service.name, workplace.name""",
        _days(year),
    )


def unpaid(book: Book, year: int) -> Iterator[Row]:
    """day, minutes."""
    return book.each(
        """
        SELECT worked_on AS day, sum(minutes) AS minutes FROM work_time
        WHERE worked_on BETWEEN ? AND ? GROUP BY worked_on ORDER BY worked_on""",
        _days(year),
    )


def incidents(book: Book, year: int) -> Iterator[Row]:
    """kind, severity, setting, workplace, clock, repeated, open of what stands; not its day.

    One is repeated where the same client had one before.
    """
    return book.each(
        f"""
        WITH standing AS (SELECT incident.*, {COUNTS_FOR} AS who FROM incident WHERE NOT {WITHDRAWN})
        SELECT one.kind, severity, one.setting, workplace.name AS workplace,
            CASE WHEN instr(coalesce(session.started_at, occurred_at), 'T')
                THEN substr(coalesce(session.started_at, occurred_at), 12, 5) END AS clock,
            who IS NOT NULL AND EXISTS (SELECT 1 FROM standing AS earlier
                WHERE earlier.who = one.who
                AND (earlier.local_date, earlier.id) < (one.local_date, one.id)) AS repeated,
            (SELECT count(*) FROM incident_follow_up
                WHERE incident_id = one.id AND done_on IS NULL) AS open
        FROM standing AS one LEFT JOIN session ON session.id = one.session_id
        LEFT JOIN workplace ON workplace.id = session.workplace_id
        WHERE one.local_date BETWEEN ? AND ?
        ORDER BY one.kind, severity, clock, one.id""",
        _days(year),
    )


def _days(year: int) -> tuple[str, str]:
    return f"{year:04}-01-01", f"{year:04}-12-31"
