"""Packages and gift cards as rows: each beside the payment that bought it."""

from __future__ import annotations

from mtdesk.errors import NotFoundError
from mtdesk.model.session import LAST_DAY
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.model.credit import Credit
    from mtdesk.store.file.book import Book

_SELECT = """
SELECT credit.id, credit.payment_id, credit.client_id, credit.sessions, credit.code,
    credit.expires_on, client.name AS client, payment.kind, payment.received_on AS sold_on,
    payment.amount_minor,
    (SELECT coalesce(sum(amount_minor), 0) FROM redemption
        WHERE credit_id = credit.id AND redeemed_on <= :day) AS used_minor,
    (SELECT count(DISTINCT coalesce(session_id, -id)) FROM redemption
        WHERE credit_id = credit.id AND redeemed_on <= :day) AS used_sessions,
    (SELECT coalesce(sum(back.amount_minor), 0) FROM payment AS back
        WHERE back.refunded_credit_id = credit.id AND back.received_on <= :day) AS refunded_minor
FROM credit CROSS JOIN payment ON payment.id = credit.payment_id
JOIN client ON client.id = credit.client_id
"""  # CROSS, because the planner would begin with the payments of every year
_SOLD = "payment.received_on <= :day ORDER BY sold_on, credit.id"


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
    found = _credits(book, "WHERE credit.id = :id", id=credit_id)
    if not found:
        raise NotFoundError(f"there is no credit {credit_id}; `mtdesk credit list` lists them")
    return found[0]


def sold_by(book: Book, payment_id: int) -> Credit | None:
    """The credit that a payment bought."""
    return next(iter(_credits(book, "WHERE credit.payment_id = :id", id=payment_id)), None)


def of_client(book: Book, client_id: int, day: str = LAST_DAY) -> list[Credit]:
    """As they stood on a day."""
    which = f"WHERE credit.client_id = :client AND {_SOLD}"
    return _credits(book, which, day, client=client_id)


def every(book: Book, day: str = LAST_DAY) -> list[Credit]:
    return _credits(book, f"WHERE {_SOLD}", day)


def expiring(book: Book, first: str, last: str, day: str) -> list[Credit]:
    """Credits as on a day that expire in these days, both included, the first to expire first."""
    which = f"WHERE credit.expires_on BETWEEN :first AND :last AND {_SOLD}"
    found = _credits(book, which, day, first=first, last=last)
    return sorted(found, key=lambda each: (each.expires_on or "", each.id or 0))


def unused(book: Book, day: str = LAST_DAY) -> list[Credit]:
    """Those that still held something on a day, expired or not."""
    return _credits(book, f"WHERE (emptied_on IS NULL OR emptied_on > :day) AND {_SOLD}", day)


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


def _credits(book: Book, which: str, day: str = LAST_DAY, **bound: str | int) -> list[Credit]:
    return [_credit(row) for row in book.rows(f"{_SELECT} {which}", {**bound, "day": day})]


def _credit(row: Row) -> Credit:
    from mtdesk.model.credit import Credit

    return Credit(**dict(zip(row.keys(), row, strict=True)))
