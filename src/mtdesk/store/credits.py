"""Packages and gift cards as rows: each beside the payment that bought it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError

if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.model.credit import Credit
    from mtdesk.store.file.book import Book

_SELECT = """
SELECT credit.id, credit.payment_id, credit.client_id, credit.sessions, credit.code,
    credit.expires_on, client.name AS client, payment.kind, payment.received_on AS sold_on,
    payment.amount_minor,
    (SELECT coalesce(sum(amount_minor), 0) FROM redemption WHERE credit_id = credit.id)
        AS used_minor,
    (SELECT count(DISTINCT coalesce(session_id, -id)) FROM redemption WHERE credit_id = credit.id)
        AS used_sessions,
    (SELECT coalesce(sum(back.amount_minor), 0) FROM payment AS back
        WHERE back.refunded_credit_id = credit.id) AS refunded_minor
FROM credit JOIN payment ON payment.id = credit.payment_id
JOIN client ON client.id = credit.client_id
"""


def add(
    book: Book,
    payment_id: int,
    client_id: int,
    *,
    sessions: int | None = None,
    code: str | None = None,
    expires_on: str | None = None,
) -> int:
    return book.insert(
        "credit",
        {
            "payment_id": payment_id,
            "client_id": client_id,
            "sessions": sessions,
            "code": code,
            "expires_on": expires_on,
        },
    )


def remove(book: Book, credit_id: int) -> None:
    book.execute("DELETE FROM credit WHERE id = ?", (credit_id,))


def get(book: Book, credit_id: int) -> Credit:
    found = _credits(book, "WHERE credit.id = ?", credit_id)
    if not found:
        raise NotFoundError(f"there is no credit {credit_id}; `mtdesk credit list` lists them")
    return found[0]


def sold_by(book: Book, payment_id: int) -> Credit | None:
    """The credit that a payment bought."""
    return next(iter(_credits(book, "WHERE credit.payment_id = ?", payment_id)), None)


def of_client(book: Book, client_id: int) -> list[Credit]:
    return _credits(book, "WHERE credit.client_id = ? ORDER BY sold_on, credit.id", client_id)


def every(book: Book) -> list[Credit]:
    return _credits(book, "ORDER BY sold_on, credit.id")


def expiring(book: Book, first: str, last: str) -> list[Credit]:
    """Credits that expire in these days, both included, the first to expire first."""
    which = "WHERE credit.expires_on BETWEEN ? AND ? ORDER BY credit.expires_on, credit.id"
    return _credits(book, which, first, last)


def unused(book: Book) -> list[Credit]:
    """Those that still hold something, expired or not."""
    return _credits(book, "WHERE emptied_on IS NULL ORDER BY sold_on, credit.id")


def first_use(book: Book, credit_id: int) -> str | None:
    """The first day that some of it was used or refunded."""
    found = book.value(
        "SELECT min(day) FROM (SELECT redeemed_on AS day FROM redemption WHERE credit_id = :id "
        "UNION ALL SELECT received_on FROM payment WHERE refunded_credit_id = :id)",
        {"id": credit_id},
    )
    return None if found is None else str(found)


def uses(book: Book, credit_id: int) -> list[Row]:
    """Sessions that a credit pays for: session_id, redeemed_on, amount_minor, client."""
    return book.rows(
        "SELECT redemption.session_id, redemption.redeemed_on, redemption.amount_minor, "
        "client.name AS client FROM redemption "
        "JOIN session ON session.id = redemption.session_id "
        "LEFT JOIN client ON client.id = session.client_id "
        "WHERE redemption.credit_id = ? AND redemption.amount_minor > 0 "
        "ORDER BY redemption.redeemed_on, redemption.id",
        (credit_id,),
    )


def paid_minor(book: Book, client_id: int) -> int:
    """What a client paid and did not get back, in minor units."""
    found = book.value(
        "SELECT sum(CASE WHEN kind IN ('refund', 'chargeback') THEN -amount_minor "
        "ELSE amount_minor END) FROM payment WHERE client_id = ? AND kind <> 'wage'",
        (client_id,),
    )
    return int(found or 0)


def _credits(book: Book, which: str, *bound: str | int) -> list[Credit]:
    return [_credit(row) for row in book.rows(f"{_SELECT} {which}", bound)]


def _credit(row: Row) -> Credit:
    from mtdesk.model.credit import Credit

    return Credit(**dict(zip(row.keys(), row, strict=True)))
