"""Money by the day it came in, with where it came from: what an import is held against."""

from __future__ import annotations

from mtdesk.model.session import LAST_DAY
from mtdesk.store.file import batches
from mtdesk.store.sessions import IS_UNPAID, OPEN_MINOR, values
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Row

    from mtdesk.model.ledger.costs import Expense
    from mtdesk.model.session import Session
    from mtdesk.store.file.book import Book

# Of a payment, and of the session that it came with.
_LINKED = (
    "(table_name = 'payment' AND row_id = payment.id "
    "OR table_name = 'session' AND row_id = payment.session_id)"
)
_MADE = f"{_LINKED} AND meets IS NULL"
# The plus keeps SQLite to the few links of a row: a source may have a million.
_OWN_SESSION = """EXISTS (SELECT 1 FROM import_link WHERE +format = :source
    AND table_name = 'session' AND row_id = session.id AND meets IS NULL)"""
# `source` brought it, or the visit that it is of, and `of` the money itself (`source_id` only of what is of
# no visit, which joins it to others); `taken` says that the source asked about has met it already, and as what.
_COLUMNS = f"""
SELECT payment.id, payment.session_id, coalesce(payment.client_id, session.client_id) AS client_id,
    client.name AS client, received_on AS day, kind, gives_back, amount_minor, fee_minor, method, started_at,
    session.minutes, is_placed,
    (SELECT min(format) FROM import_link WHERE {_MADE}) AS source,
    CASE WHEN payment.session_id IS NULL THEN (SELECT min(source_id) FROM import_link
        WHERE table_name = 'payment' AND row_id = payment.id AND meets IS NULL) END AS source_id,
    (SELECT min(format) FROM import_link WHERE table_name = 'payment'
        AND row_id = payment.id AND meets IS NOT 'payment') AS of,
    (SELECT min(coalesce(meets, '')) FROM import_link WHERE +format = :source AND {_LINKED}) AS taken
FROM payment LEFT JOIN session ON session.id = payment.session_id
LEFT JOIN client ON client.id = coalesce(payment.client_id, session.client_id)"""


def days(book: Book, source: str) -> set[str]:
    """Days with money that another source, or nobody's file, brought, or with a session that waits.

    One of which nobody said what money came in waits, too.
    """
    own = "SELECT row_id FROM import_link WHERE format = :source AND meets IS NULL AND table_name"
    found = book.rows(
        f"""
        SELECT DISTINCT received_on FROM payment WHERE id NOT IN ({own} = 'payment')
            AND (session_id IS NULL OR session_id NOT IN ({own} = 'session'))
        UNION SELECT redeemed_on FROM redemption WHERE id NOT IN ({own} = 'redemption')
        UNION SELECT local_date FROM session WHERE {IS_UNPAID} AND id NOT IN ({own} = 'session')
        UNION SELECT local_date FROM session
            WHERE money_unknown = 1 AND id NOT IN ({own} = 'session')""",
        {"source": source, "day": LAST_DAY},
    )
    return {row[0] for row in found}


def is_imported(book: Book, day: str) -> bool:
    """Whether a file brought money of a day."""
    return bool(
        book.value(
            "SELECT 1 FROM payment WHERE received_on = ? AND EXISTS "
            f"(SELECT 1 FROM import_link WHERE {_MADE}) LIMIT 1",
            (day,),
        )
    )


def imported_of(book: Book, day: str) -> list[Row]:
    """Payments of a day that a file brought, by themselves or with their session."""
    return book.rows(
        f"{_COLUMNS} WHERE received_on = :day AND source IS NOT NULL ORDER BY payment.id",
        {"day": day, "source": ""},
    )


def of_days(book: Book, first: str, last: str, source: str = "") -> list[Row]:
    """Payments of these days that are not of a source, in the order in which they were written."""
    found = book.each(
        f"{_COLUMNS} WHERE received_on BETWEEN :first AND :last ORDER BY payment.id",
        {"first": first, "last": last, "source": source},
    )
    return [row for row in found if row["taken"] != ""]


def waiting(book: Book, first: str, last: str, source: str = "") -> list[Row]:
    """Sessions of these days that were not paid in full, and are not of a source."""
    return book.rows(
        f"""
        SELECT session.id, session.client_id, client.name AS client, local_date AS day, started_at,
            session.minutes, is_placed, {OPEN_MINOR} AS owed_minor
        FROM session LEFT JOIN client ON client.id = session.client_id
        WHERE {IS_UNPAID} AND session.payer = 'client' AND local_date BETWEEN :first AND :last
            AND NOT {_OWN_SESSION}
        ORDER BY session.id""",
        {"first": first, "last": last, "day": LAST_DAY, "source": source},
    )


def complete(book: Book, known: Iterable[tuple[int, int, str | None]]) -> None:
    """Write the fee and the method of payments that stand, each as its id and both, and no column more."""
    batches.update_many(book, "payment", ("fee_minor", "method"), known)


def price(book: Book, priced: Iterable[Session]) -> None:
    """Write what many sessions cost and who owes it, and no column more."""
    columns = ("price_minor", "payer", "insurer", "money_unknown")
    rows = [(each.id, values(each)) for each in priced]
    known = ((number, *(found[name] for name in columns)) for number, found in rows)
    batches.update_many(book, "session", columns, known)


# What a gift card paid beside a payment, as one row of a file, and is of no session yet.
_BESIDE = """session_id IS NULL AND id IN (
    SELECT used.row_id FROM import_link AS paid
    JOIN import_link AS used USING (format, source_id, occurrence)
    WHERE paid.table_name = 'payment' AND paid.row_id = ? AND used.table_name = 'redemption')"""


def used_beside(book: Book, payment_id: int) -> int:
    """How much of a price a gift card paid beside a payment."""
    sql = f"SELECT coalesce(sum(amount_minor - tip_minor), 0) FROM redemption WHERE {_BESIDE}"
    return int(book.value(sql, (payment_id,)))


def use_beside(book: Book, payment_id: int, session_id: int, client_id: int | None) -> None:
    """What a gift card paid beside a payment is of the same session."""
    book.execute(
        f"UPDATE redemption SET session_id = ?, client_id = coalesce(client_id, ?) WHERE {_BESIDE}",
        (session_id, client_id, payment_id),
    )


def redeemed_apart(book: Book, day: str, source: str) -> list[Row]:
    """What gift cards paid on a day alone, of no session yet, and no file of a source told of."""
    return book.rows(
        """
        SELECT id, client_id, amount_minor - tip_minor AS price_minor FROM redemption
        WHERE session_id IS NULL AND redeemed_on = :day AND NOT EXISTS (
            SELECT 1 FROM import_link AS used JOIN import_link AS beside
                USING (format, source_id, occurrence)
            WHERE used.table_name = 'redemption' AND used.row_id = redemption.id
                AND (beside.table_name = 'payment' OR used.format = :source))
        ORDER BY id""",
        {"day": day, "source": source},
    )


def redeemed_alike(
    book: Book, day: str, minor: int, client_id: int | None, source: str
) -> int | None:
    """What a gift card paid on a day, of this amount, that a source has not told of yet."""
    found = book.value(
        """
        SELECT id FROM redemption WHERE redeemed_on = :day AND amount_minor = :minor
            AND (client_id = :client OR client_id IS NULL OR :client IS NULL)
            AND NOT EXISTS (SELECT 1 FROM import_link WHERE +format = :source
                AND table_name = 'redemption' AND row_id = redemption.id)
        ORDER BY client_id IS NULL, session_id IS NULL, id LIMIT 1""",
        {"day": day, "minor": minor, "client": client_id, "source": source},
    )
    return None if found is None else int(found)


def spent_alike(book: Book, first: str, last: str, expense: Expense, source: str) -> int | None:
    """An expense of these days and this amount that a source has not met yet; of its shop first."""
    found = book.value(
        """
        SELECT id FROM expense WHERE spent_on BETWEEN :first AND :last
            AND amount_minor = :amount AND is_refund = :is_refund
            AND NOT EXISTS (SELECT 1 FROM import_link WHERE +format = :source
                AND table_name = 'expense' AND row_id = expense.id)
        ORDER BY vendor IS NOT :vendor, spent_on DESC, id LIMIT 1""",
        {
            "first": first,
            "last": last,
            "amount": expense.amount_minor,
            "is_refund": expense.is_refund,
            "vendor": expense.vendor,
            "source": source,
        },
    )
    return None if found is None else int(found)


def unpriced(book: Book, first: str, last: str, source: str = "") -> list[Row]:
    """Sessions of these days of which nobody said what money came in, and that are not of a source."""
    return book.rows(
        f"""
        SELECT session.id, session.client_id, client.name AS client, local_date AS day, started_at,
            session.minutes, is_placed, 0 AS owed_minor
        FROM session LEFT JOIN client ON client.id = session.client_id
        WHERE money_unknown = 1 AND local_date BETWEEN :first AND :last AND NOT {_OWN_SESSION}
        ORDER BY session.id""",
        {"first": first, "last": last, "source": source},
    )


def visits(book: Book, first: str, last: str, source: str = "") -> list[Row]:
    """Sessions of these days that are not of a source and were not met by it."""
    return book.rows(
        """
        SELECT session.id, session.client_id, client.name AS client, local_date AS day, started_at,
            session.minutes, is_placed, money_unknown, 0 AS owed_minor, status
        FROM session LEFT JOIN client ON client.id = session.client_id
        WHERE local_date BETWEEN :first AND :last AND NOT EXISTS (SELECT 1 FROM import_link
            WHERE format = :source AND table_name = 'session' AND row_id = session.id)
        ORDER BY session.id""",
        {"first": first, "last": last, "source": source},
    )


def days_of_visits(book: Book, source: str) -> set[str]:
    """Days with a session, or with money of no session, that is not of a source."""
    own = "SELECT row_id FROM import_link WHERE format = :source AND meets IS NULL AND table_name"
    found = book.rows(
        f"""
        SELECT DISTINCT local_date FROM session WHERE id NOT IN ({own} = 'session')
        UNION SELECT received_on FROM payment
            WHERE session_id IS NULL AND id NOT IN ({own} = 'payment')
        UNION SELECT redeemed_on FROM redemption
            WHERE session_id IS NULL AND id NOT IN ({own} = 'redemption')""",
        {"source": source},
    )
    return {row[0] for row in found}


def days_of_two(book: Book) -> list[str]:
    """Days on which a file brought money, and something else did too."""
    found = book.rows(
        f"""
        SELECT received_on FROM (SELECT received_on,
            (SELECT min(format) FROM import_link WHERE {_MADE}) AS source FROM payment)
        GROUP BY received_on HAVING count(source) > 0
            AND (count(DISTINCT source) > 1 OR count(source) < count(*))
        ORDER BY received_on"""
    )
    return [row[0] for row in found]
