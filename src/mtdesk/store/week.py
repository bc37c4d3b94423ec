"""The work of a time session by session, with what is the therapist's of each: what a plan is made of."""

from __future__ import annotations

from sqlite3 import Row

from mtdesk.model.period import Period
from mtdesk.store.file.book import Book


def week_of(day: str, last_weekday: int) -> str:
    """SQL of the first day of the week that a day is in; a week ends on `last_weekday`, 0 for Monday."""
    # SQLite counts weekdays from Sunday; `weekday N` moves forward to N, or stays.
    return f"date({day}, 'weekday {(last_weekday + 1) % 7}', '-6 days')"


def work(book: Book, period: Period, status: str) -> list[Row]:
    """Sessions in the order of day and time: local_date, minutes, effort, service_id, service,
    modality, client_id, workplace_id, payer, insurer's and workplace's share in `due_minor`,
    price_minor, money_unknown; paid_minor (without tips and tax, credit used included), back_minor
    (given back) and tips_minor of each.
    """
    return book.rows(
        """
        SELECT session.local_date, session.minutes, session.effort, session.service_id,
            coalesce(service.name, session.modality, '') AS service, session.modality,
            session.client_id, session.workplace_id, session.payer, session.due_minor,
            session.price_minor, session.money_unknown, session.started_at,
            coalesce((SELECT sum(amount_minor) FROM payment WHERE session_id = session.id
                AND kind IN ('session', 'insurance', 'wage')), 0)
            + coalesce((SELECT sum(amount_minor - tip_minor) FROM redemption
                WHERE session_id = session.id), 0) AS paid_minor,
            coalesce((SELECT sum(amount_minor) FROM payment WHERE session_id = session.id
                AND kind IN ('refund', 'chargeback') AND gives_back IS NOT 'tip'
                AND gives_back IS NOT 'sales_tax'), 0) AS back_minor,
            coalesce((SELECT sum(amount_minor) FROM payment WHERE session_id = session.id
                AND kind = 'tip'), 0)
            + coalesce((SELECT sum(tip_minor) FROM redemption
                WHERE session_id = session.id), 0) AS tips_minor
        FROM session LEFT JOIN service ON service.id = session.service_id
        WHERE session.local_date >= ? AND session.local_date < ? AND session.status = ?
        ORDER BY session.local_date, julianday(session.started_at), session.id""",
        (*period.bounds, status),
    )


def unpaid_work(book: Book, period: Period) -> list[Row]:
    """Unpaid minutes by their kind: kind, minutes."""
    return book.rows(
        "SELECT kind, sum(minutes) AS minutes FROM work_time "
        "WHERE worked_on >= ? AND worked_on < ? GROUP BY 1 ORDER BY 1",
        period.bounds,
    )
