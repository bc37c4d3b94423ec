"""What the analysis of income reads beside the ledger: days, prices, missed appointments."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Row

from mtdesk.model.period import Period
from mtdesk.store.file.book import Book
from mtdesk.store.ledger import IS_INCOME

_SERVICE = "coalesce(service.name, session.modality)"


def income_by_day(book: Book, period: Period) -> list[Row]:
    """Money received a day, wages included, before costs: received_on, amount_minor."""
    return book.rows(
        "SELECT received_on, sum(amount_minor) AS amount_minor FROM payment "
        f"WHERE received_on >= ? AND received_on < ? AND {IS_INCOME} GROUP BY 1 ORDER BY 1",
        period.bounds,
    )


def first_income_day(book: Book) -> str | None:
    found = book.value(
        f"SELECT received_on FROM payment WHERE {IS_INCOME} ORDER BY received_on LIMIT 1"
    )
    return str(found) if found else None


def missed(book: Book, period: Period, *, client_id: int | None = None) -> list[Row]:
    """Missed appointments, those alike together: status, client_id, service, price_minor, count.

    received_minor is what came for each of them, as a fee or as credit used; tips are not counted.
    """
    whose = "" if client_id is None else "AND session.client_id = ?"
    return book.rows(
        f"""
        SELECT status, client_id, service, price_minor, received_minor, count(*) AS count FROM (
            SELECT session.status, session.client_id, {_SERVICE} AS service, session.price_minor,
                coalesce((SELECT sum(amount_minor) FROM payment WHERE session_id = session.id
                    AND kind IN ('session', 'insurance', 'cancellation_fee')), 0)
                + coalesce((SELECT sum(amount_minor - tip_minor) FROM redemption
                    WHERE session_id = session.id), 0) AS received_minor
            FROM session LEFT JOIN service ON service.id = session.service_id
            WHERE session.local_date >= ? AND session.local_date < ?
              AND session.status IN ('no_show', 'late_cancel') {whose})
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
        period.bounds if client_id is None else (*period.bounds, client_id),
    )


def prices(book: Book, period: Period) -> list[Row]:
    """How often each price was asked for a done session: service, price_minor, count; lowest first."""
    return book.rows(
        f"""
        SELECT {_SERVICE} AS service, session.price_minor, count(*) AS count
        FROM session LEFT JOIN service ON service.id = session.service_id
        WHERE session.local_date >= ? AND session.local_date < ? AND session.status = 'done'
          AND session.price_minor > 0 AND {_SERVICE} IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2""",
        period.bounds,
    )


def names(book: Book, client_ids: Iterable[int]) -> dict[int, str]:
    wanted = list(client_ids)
    rows = book.rows(
        f"SELECT id, name FROM client WHERE id IN ({', '.join('?' * len(wanted))})", wanted
    )
    return {row["id"]: row["name"] for row in rows}
