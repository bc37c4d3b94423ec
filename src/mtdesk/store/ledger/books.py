"""The whole ledger by its days, for programs that keep books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.store import sessions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Row

    from mtdesk.store.file.book import Book


def payments(book: Book, last: str) -> Iterator[Row]:
    """id, day, kind, gives_back, amount_minor, fee_minor, method, client_id, client, what, note."""
    return book.each(
        """
        SELECT payment.id, received_on AS day, payment.kind, gives_back, amount_minor, fee_minor,
            method, coalesce(payment.client_id, session.client_id) AS client_id,
            client.name AS client, coalesce(service.name, session.modality, '') AS what,
            payment.note
        FROM payment LEFT JOIN session ON session.id = payment.session_id
        LEFT JOIN service ON service.id = session.service_id
        LEFT JOIN client ON client.id = coalesce(payment.client_id, session.client_id)
        WHERE received_on <= ? ORDER BY received_on, payment.id""",
        (last,),
    )


def expenses(book: Book, last: str) -> Iterator[Row]:
    """id, day, category, category_text, vendor, amount_minor, is_refund, method, note."""
    return book.each(
        """
        SELECT id, spent_on AS day, category, category_text, vendor, amount_minor, is_refund,
            method, note
        FROM expense WHERE spent_on <= ? ORDER BY spent_on, id""",
        (last,),
    )


def sold(book: Book, last: str) -> Iterator[Row]:
    """Packages and gift cards: id, kind, sold_on, amount_minor, expires_on, emptied_on."""
    return book.each(
        """
        SELECT credit.id, payment.kind, payment.received_on AS sold_on, payment.amount_minor,
            credit.expires_on, credit.emptied_on
        FROM credit JOIN payment ON payment.id = credit.payment_id
        WHERE payment.received_on <= ? ORDER BY credit.id""",
        (last,),
    )


def uses(book: Book, last: str) -> Iterator[Row]:
    """What was used of them and given back for them: credit_id, day, amount_minor."""
    return book.each(
        """
        SELECT credit_id, redeemed_on AS day, amount_minor FROM redemption
        WHERE credit_id IS NOT NULL AND redeemed_on <= :last
        UNION ALL
        SELECT refunded_credit_id, received_on, amount_minor FROM payment
        WHERE refunded_credit_id IS NOT NULL AND received_on <= :last""",
        {"last": last},
    )


def elsewhere(book: Book, last: str) -> Iterator[Row]:
    """What other programs sold ahead, and (negative) redeemed: day, amount_minor."""
    return book.each(
        """
        SELECT received_on AS day, amount_minor FROM payment
        WHERE kind IN ('gift_card', 'package') AND received_on <= :last
            AND NOT EXISTS (SELECT 1 FROM credit WHERE payment_id = payment.id)
        UNION ALL
        SELECT redeemed_on, -amount_minor FROM redemption
        WHERE credit_id IS NULL AND redeemed_on <= :last
        ORDER BY 1""",
        {"last": last},
    )


_WAITED = sessions.IS_WAITED_FOR
_OPEN = sessions.OPEN_MINOR.replace(":day", "step.day")


def owed(book: Book, last: str) -> Iterator[Row]:
    """What was open of each session on every day that changed it: id, day, payer, open_minor."""
    return book.each(
        f"""
        SELECT session.id, step.day, payer, {_OPEN} AS open_minor FROM (
            SELECT id, local_date AS day FROM session WHERE {_WAITED}
            UNION
            SELECT session.id, received_on FROM session
            JOIN payment ON payment.session_id = session.id
            WHERE {_WAITED} AND received_on > local_date
            UNION
            SELECT session.id, redeemed_on FROM session
            JOIN redemption ON redemption.session_id = session.id
            WHERE {_WAITED} AND redeemed_on > local_date
        ) AS step JOIN session ON session.id = step.id
        WHERE step.day <= :last ORDER BY step.day, session.id""",
        {"last": last},
    )


# Whether a row of ours is as a journal that was written of it says.
_AS_SAID = {
    "payment": "SELECT 1 FROM payment WHERE id = said.id AND received_on = said.day "
    "AND amount_minor = said.minor",
    "expense": "SELECT 1 FROM expense WHERE id = said.id AND spent_on = said.day "
    "AND amount_minor = said.minor",
    "credit": "SELECT 1 FROM credit WHERE id = said.id AND (said.day IN (expires_on, emptied_on) "
    "OR EXISTS (SELECT 1 FROM redemption WHERE credit_id = credit.id AND redeemed_on = said.day) "
    "OR EXISTS (SELECT 1 FROM payment WHERE refunded_credit_id = credit.id "
    "AND received_on = said.day))",
    "elsewhere": "SELECT 1 FROM redemption WHERE credit_id IS NULL AND redeemed_on = said.id",
}


def standing(book: Book, said: Iterable[tuple[str, str, int]]) -> set[str]:
    """Which rows (`payment-12`), each with its day and minor units, are here as they were written out."""
    by_table: dict[str, list[object]] = {}
    for row, day, minor in said:
        table, _, number = row.partition("-")
        found = number if table == "elsewhere" else int(number)
        by_table.setdefault(table, []).extend((row, found, day, minor))
    return {
        row[0]
        for table, bound in by_table.items()
        for row in book.rows(
            "WITH said (row, id, day, minor) AS "
            f"(VALUES {', '.join(['(?, ?, ?, ?)'] * (len(bound) // 4))}) "
            f"SELECT row FROM said WHERE EXISTS ({_AS_SAID[table]})",
            bound,
        )
    }


def visits(book: Book) -> Iterator[Row]:
    """Sessions and bookings for a calendar.

    id, day, started_at, is_placed, minutes, status, what, workplace, client_id, client, note.
    """
    return book.each(
        """
        SELECT session.id, local_date AS day, started_at, is_placed, session.minutes, status,
            coalesce(service.name, session.modality, '') AS what, workplace.name AS workplace,
            session.client_id, client.name AS client, session.note
        FROM session LEFT JOIN service ON service.id = session.service_id
        LEFT JOIN workplace ON workplace.id = session.workplace_id
        LEFT JOIN client ON client.id = session.client_id
        ORDER BY local_date, session.id"""
    )


# -- tables by their day, for programs that read columns

DAYS = {
    "session": "local_date", "payment": "received_on", "redemption": "redeemed_on",
    "expense": "spent_on", "trip": "travelled_on", "work_time": "worked_on",
    "check_in": "checked_on",
}  # fmt: skip
_WORDS = {"note", "insurer", "from_place", "to_place"}  # free words, which may name somebody
_INSIDE = {"import_key", "import_digest"}


def count_by_day(book: Book) -> int:
    """How many rows all of these tables have."""
    return sum(int(book.value(f"SELECT count(*) FROM {table}")) for table in DAYS)


def by_day(
    book: Book, table: str, *, with_names: bool
) -> tuple[list[tuple[str, str]], Iterator[Row]]:
    """The columns of a table with their kinds, and its rows; names and words only if asked for."""
    kinds = [
        (row["name"], row["type"])
        for row in book.rows(f"PRAGMA table_xinfo({table})")
        if row["name"] not in _INSIDE and (with_names or row["name"] not in _WORDS)
    ]
    names = ", ".join(f"{table}.{name}" for name, _ in kinds)
    has_client = with_names and any(name == "client_id" for name, _ in kinds)
    if has_client:
        kinds.append(("client", "TEXT"))
        names += ", client.name"
    beside = f"LEFT JOIN client ON client.id = {table}.client_id" if has_client else ""
    return kinds, book.each(
        f"SELECT {names} FROM {table} {beside} ORDER BY {DAYS[table]}, {table}.id"
    )
