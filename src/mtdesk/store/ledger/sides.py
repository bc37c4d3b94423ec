"""Money and work of a period by what they were: purpose, service, workplace, client, weekday, method."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book

# What a payment and what a session is grouped by, and the table that both need beside them.
GROUPS = {
    "purpose": ("session.purpose", "session.purpose", ""),
    "service": (
        "coalesce(service.name, session.modality)",
        "coalesce(service.name, session.modality)",
        "LEFT JOIN service ON service.id = session.service_id",
    ),
    "workplace": (
        "workplace.name",
        "workplace.name",
        "LEFT JOIN workplace ON workplace.id = session.workplace_id",
    ),
    "client": ("coalesce(payment.client_id, session.client_id)", "session.client_id", ""),
    # Monday is 0; money of a session counts on the session's weekday.
    "weekday": (
        "(strftime('%w', coalesce(session.local_date, payment.received_on)) + 6) % 7",
        "(strftime('%w', session.local_date) + 6) % 7",
        "",
    ),
}


def received_by(book: Book, period: Period, group: str) -> list[Row]:
    """Payments of a period by what their session was: grain_key, kind, amount_minor, fee_minor.

    `group` is a key of GROUPS, or `method` (of the payment itself).
    """
    key, joined = "payment.method", ""
    if group != "method":
        key, _, beside = GROUPS[group]
        joined = f"LEFT JOIN session ON session.id = payment.session_id {beside}"
    return book.rows(
        f"""
        SELECT {key} AS grain_key, payment.kind, sum(payment.amount_minor) AS amount_minor,
               sum(payment.fee_minor) AS fee_minor
        FROM payment {joined} WHERE payment.received_on >= ? AND payment.received_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        period.bounds,
    )


_METHOD = """coalesce(
    (SELECT method FROM payment WHERE session_id = session.id ORDER BY id LIMIT 1),
    (SELECT payment.kind FROM redemption JOIN credit ON credit.id = credit_id
     JOIN payment ON payment.id = payment_id WHERE redemption.session_id = session.id))"""


def worked_by(book: Book, period: Period, group: str) -> list[Row]:
    """Done sessions of a period by what they were: grain_key, sessions, minutes, load.

    estimated_load is the part of the load whose effort was estimated; rated_minutes are those of
    sessions with an effort.
    By `method` a session counts under that of its first payment, or as what credit was used for it.
    """
    if group == "method":
        key, joined = _METHOD, ""
    else:
        _, key, joined = GROUPS[group]
    return book.rows(
        f"""
        SELECT {key} AS grain_key, count(*) AS sessions, sum(session.minutes) AS minutes,
               sum(session.minutes * session.effort) AS load,
               sum(session.minutes * session.effort * session.effort_estimated) AS estimated_load,
               sum(session.minutes * (session.effort IS NOT NULL)) AS rated_minutes
        FROM session {joined} WHERE session.local_date >= ? AND session.local_date < ?
          AND session.status = 'done' GROUP BY 1 ORDER BY 1""",
        period.bounds,
    )


def redeemed_by(book: Book, period: Period, group: str) -> list[Row]:
    """Credit used in a period by what its session was: grain_key, amount_minor.

    `group` is a key of GROUPS, or `method`: then the kind of the credit.
    """
    own = {
        "method": "payment.kind",
        "client": "coalesce(redemption.client_id, session.client_id)",
        "weekday": "(strftime('%w', coalesce(session.local_date, redemption.redeemed_on)) + 6) % 7",
    }
    key = own.get(group) or GROUPS[group][1]
    beside = GROUPS[group][2] if group in GROUPS else ""
    return book.rows(
        f"""
        SELECT {key} AS grain_key, sum(redemption.amount_minor) AS amount_minor
        FROM redemption LEFT JOIN session ON session.id = redemption.session_id {beside}
        LEFT JOIN credit ON credit.id = redemption.credit_id
        LEFT JOIN payment ON payment.id = credit.payment_id
        WHERE redemption.redeemed_on >= ? AND redemption.redeemed_on < ? GROUP BY 1 ORDER BY 1""",
        period.bounds,
    )
