"""Payments, expenses, trips and unpaid hours as rows, and summed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError
from mtdesk.model.ledger.payment import Payment, Redemption

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Row
    from typing import Any

    from mtdesk.model.ledger import Expense, Trip, WorkTime
    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book

PAYMENT = (
    "client_id", "session_id", "received_on", "kind", "amount_minor", "fee_minor", "method",
    "on_1099", "voluntary", "refunded_credit_id", "note",
)  # fmt: skip
_EXPENSE = ("spent_on", "category", "category_text", "vendor", "amount_minor", "method", "note")
_TRIP = ("travelled_on", "distance_tenths", "unit", "purpose")
_WORK_TIME = ("worked_on", "minutes", "kind", "note")
REDEMPTION = ("client_id", "session_id", "credit_id", "redeemed_on", "amount_minor", "note")


def payment_values(payment: Payment) -> dict[str, Any]:
    return {name: getattr(payment, name) for name in PAYMENT}


def add_payment(book: Book, payment: Payment) -> int:
    return book.insert("payment", payment_values(payment))


def add_redemption(book: Book, redemption: Redemption) -> int:
    return book.insert("redemption", redemption_values(redemption))


def redemption_values(redemption: Redemption) -> dict[str, Any]:
    return {name: getattr(redemption, name) for name in REDEMPTION}


def change_redemption(book: Book, redemption: Redemption) -> None:
    """Write a changed redemption over the row of its id; with an amount of 0 it goes."""
    if redemption.amount_minor:
        book.update("redemption", redemption.id or 0, redemption_values(redemption))
    else:
        book.execute("DELETE FROM redemption WHERE id = ?", (redemption.id,))


def redemptions_of(book: Book, session_id: int) -> list[Redemption]:
    return [
        Redemption(id=row["id"], kind=row["kind"], **{name: row[name] for name in REDEMPTION})
        for row in book.rows(
            "SELECT redemption.*, payment.kind FROM redemption "
            "LEFT JOIN credit ON credit.id = redemption.credit_id "
            "LEFT JOIN payment ON payment.id = credit.payment_id "
            "WHERE redemption.session_id = ? ORDER BY redemption.id",
            (session_id,),
        )
    ]


def add_expense(book: Book, expense: Expense) -> int:
    return book.insert("expense", expense_values(expense))


def expense_values(expense: Expense) -> dict[str, Any]:
    return {name: getattr(expense, name) for name in _EXPENSE}


def add_trip(book: Book, trip: Trip) -> int:
    return book.insert("trip", trip_values(trip))


def trip_values(trip: Trip) -> dict[str, Any]:
    return {name: getattr(trip, name) for name in _TRIP}


def add_work_time(book: Book, work: WorkTime) -> int:
    return book.insert("work_time", work_time_values(work))


def work_time_values(work: WorkTime) -> dict[str, Any]:
    return {name: getattr(work, name) for name in _WORK_TIME}


def change(book: Book, row: Payment | Expense | Trip) -> None:
    """Write a changed payment, expense or trip over the row of its id."""
    table, values = _place(row)
    book.update(table, row.id or 0, values)


def remove(book: Book, row: Payment | Expense | Trip) -> None:
    table, _ = _place(row)
    book.execute(f"DELETE FROM {table} WHERE id = ?", (row.id,))


def payment(book: Book, row_id: int) -> Payment:
    return _payment(_get(book, "payment", row_id))


def expense(book: Book, row_id: int) -> Expense:
    return _expense(_get(book, "expense", row_id))


def trip(book: Book, row_id: int) -> Trip:
    from mtdesk.model.ledger import Trip

    row = _get(book, "trip", row_id)
    return Trip(id=row["id"], **{name: row[name] for name in _TRIP})


def payments_of(book: Book, session_id: int) -> list[Payment]:
    return _payments(book, "session_id = ?", (session_id,))


def payments_of_day(book: Book, day: str) -> list[Payment]:
    return _payments(book, "received_on = ?", (day,))


def payments_without_session(book: Book, client_id: int, period: Period) -> list[Payment]:
    """What a client paid or got back in a period that is set against no session."""
    return _payments(
        book,
        "payment.client_id = ? AND received_on >= ? AND received_on < ? AND session_id IS NULL",
        (client_id, *_days(period)),
    )


def _payments(book: Book, where: str, bound: tuple[int | str, ...]) -> list[Payment]:
    return [
        _payment(row)
        for row in book.rows(
            "SELECT payment.*, client.name AS client FROM payment "
            f"LEFT JOIN client ON client.id = payment.client_id WHERE {where} ORDER BY payment.id",
            bound,
        )
    ]


def expenses_between(book: Book, period: Period) -> list[Expense]:
    return [
        _expense(row)
        for row in book.rows(
            "SELECT * FROM expense WHERE spent_on >= ? AND spent_on < ? ORDER BY spent_on, id",
            _days(period),
        )
    ]


def vendors(book: Book) -> list[Row]:
    """Every vendor as written, with the category of its newest expense; the newest first."""
    return book.rows(
        "SELECT vendor, category, max(id) FROM expense WHERE vendor IS NOT NULL "
        "GROUP BY vendor ORDER BY 3 DESC"
    )


def work_times(book: Book, limit: int) -> list[Row]:
    """The latest unpaid work, in order of its day: id, worked_on, minutes, kind, note."""
    return book.rows(
        "SELECT id, worked_on, minutes, kind, note FROM work_time ORDER BY worked_on DESC, id DESC "
        "LIMIT ?",
        (limit,),
    )[::-1]


def received(book: Book, period: Period, grain: str) -> list[Row]:
    """Payments summed: grain_key, kind, amount_minor, fee_minor. `grain` is day, month or year."""
    return book.rows(
        f"""
        SELECT {_grain("received_on", grain)} AS grain_key, kind,
               sum(amount_minor) AS amount_minor, sum(fee_minor) AS fee_minor
        FROM payment WHERE received_on >= ? AND received_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        _days(period),
    )


def spent(book: Book, period: Period, grain: str, shares: dict[str, int]) -> list[Row]:
    """Expenses summed: grain_key, category, amount_minor, deductible_minor (half cents up, by row).

    `shares` holds the percentage deducted of each category that is not deducted in full.
    """
    percent = f"CASE category {'WHEN ? THEN ? ' * len(shares)}ELSE 100 END" if shares else "100"
    pairs = [part for share in shares.items() for part in share]
    return book.rows(
        f"""
        SELECT {_grain("spent_on", grain)} AS grain_key, category,
               sum(amount_minor) AS amount_minor,
               sum((amount_minor * {percent} + 50) / 100)
                   AS deductible_minor
        FROM expense WHERE spent_on >= ? AND spent_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        (*pairs, *_days(period)),
    )


def travelled(book: Book, period: Period) -> list[Row]:
    """Trips summed by day: travelled_on, unit, distance_tenths."""
    return book.rows(
        """
        SELECT travelled_on, unit, sum(distance_tenths) AS distance_tenths
        FROM trip WHERE travelled_on >= ? AND travelled_on < ? GROUP BY 1, 2 ORDER BY 1""",
        _days(period),
    )


def trips(book: Book, period: Period) -> list[Row]:
    """Every trip: id, travelled_on, unit, distance_tenths."""
    return book.rows(
        """
        SELECT id, travelled_on, unit, distance_tenths FROM trip
        WHERE travelled_on >= ? AND travelled_on < ? ORDER BY travelled_on, id""",
        _days(period),
    )


def unpaid_minutes(book: Book, period: Period) -> int:
    found = book.value(
        "SELECT sum(minutes) FROM work_time WHERE worked_on >= ? AND worked_on < ?", _days(period)
    )
    return int(found or 0)


def unpaid_minutes_by_day(book: Book, period: Period) -> list[Row]:
    return book.rows(
        "SELECT worked_on, sum(minutes) AS minutes FROM work_time "
        "WHERE worked_on >= ? AND worked_on < ? GROUP BY 1 ORDER BY 1",
        _days(period),
    )


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
        _days(period),
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
        _days(period),
    )


def channels(book: Book, period: Period) -> list[Row]:
    """Payments of a period by the way they came: method, kind, count, amount_minor, fee_minor.

    on_1099_minor is the part shown on a 1099; voluntary_minor and voluntary_on_1099_minor leave
    out what was marked as not voluntary.
    """
    return book.rows(
        """
        SELECT method, kind, count(*) AS count, sum(amount_minor) AS amount_minor,
            sum(fee_minor) AS fee_minor, sum(amount_minor * on_1099) AS on_1099_minor,
            sum(amount_minor * (voluntary IS NOT 0)) AS voluntary_minor,
            sum(amount_minor * (voluntary IS NOT 0) * on_1099) AS voluntary_on_1099_minor
        FROM payment WHERE received_on >= ? AND received_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        _days(period),
    )


def year_rows(book: Book, period: Period) -> Iterator[Row]:
    """Every row of money of a period by day, one at a time.

    source, id, day, kind, what, method, amount_minor, fee_minor, distance_tenths, unit, session_id,
    client_id, on_1099. Clients are numbers: an accountant needs no names.
    """
    first, end = _days(period)
    return book.each(
        """
        SELECT 'payment' AS source, payment.id, received_on AS day, payment.kind,
            coalesce(service.name, session.modality, '') AS what, method, amount_minor, fee_minor,
            NULL AS distance_tenths, NULL AS unit, session_id, payment.client_id, on_1099
        FROM payment LEFT JOIN session ON session.id = payment.session_id
        LEFT JOIN service ON service.id = session.service_id
        WHERE received_on >= :first AND received_on < :end
        UNION ALL
        SELECT 'expense', id, spent_on, category, coalesce(vendor, category_text, ''), method,
            amount_minor, NULL, NULL, NULL, NULL, NULL, NULL
        FROM expense WHERE spent_on >= :first AND spent_on < :end
        UNION ALL
        SELECT 'trip', id, travelled_on, 'mileage', purpose, NULL, NULL, NULL, distance_tenths,
            unit, NULL, NULL, NULL
        FROM trip WHERE travelled_on >= :first AND travelled_on < :end
        UNION ALL
        SELECT 'redemption', id, redeemed_on, 'redemption', '', NULL, amount_minor, NULL, NULL,
            NULL, session_id, client_id, NULL
        FROM redemption WHERE redeemed_on >= :first AND redeemed_on < :end
        ORDER BY 3, 1, 2""",
        {"first": first, "end": end},
    )


def credit_liability(book: Book, day: str) -> int:
    """Gift cards and packages sold, not used, expired or refunded up to a day, in minor units.

    Those that other programs sold and redeemed are rows without a credit: they are summed apart,
    because it is unknown which redemption used which. Credits emptied by that day are not read.
    """
    bound = {"day": day}
    held = book.value(
        # Credits first (CROSS), because the planner would begin with the payments of every year.
        """
        SELECT sum(payment.amount_minor - coalesce((SELECT sum(redemption.amount_minor)
            FROM redemption WHERE credit_id = credit.id AND redeemed_on <= :day), 0)
            - coalesce((SELECT sum(back.amount_minor) FROM payment AS back
            WHERE back.refunded_credit_id = credit.id AND back.received_on <= :day), 0))
        FROM credit CROSS JOIN payment ON payment.id = credit.payment_id
        WHERE payment.received_on <= :day
          AND (credit.emptied_on IS NULL OR credit.emptied_on > :day)
          AND (credit.expires_on IS NULL OR credit.expires_on > :day)""",
        bound,
    )
    sold = book.value(
        # Named, because the planner would read the payments of every year by `payment_by_day`.
        "SELECT sum(amount_minor) FROM payment INDEXED BY payment_on_credit "
        "WHERE kind IN ('gift_card', 'package') AND received_on <= :day "
        "AND NOT EXISTS (SELECT 1 FROM credit WHERE payment_id = payment.id)",
        bound,
    )
    used = book.value(
        "SELECT sum(amount_minor) FROM redemption WHERE redeemed_on <= :day AND credit_id IS NULL",
        bound,
    )
    return int(held or 0) + max(int(sold or 0) - int(used or 0), 0)


_LENGTH = {"year": 4, "month": 7}


def _grain(column: str, grain: str) -> str:
    """SQL of the year or month of a day; the day itself bare, so that its index gives the order."""
    return column if grain == "day" else f"substr({column}, 1, {_LENGTH[grain]})"


def _days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def _get(book: Book, table: str, row_id: int) -> Row:
    joined = (
        "SELECT payment.*, client.name AS client FROM payment "
        "LEFT JOIN client ON client.id = payment.client_id WHERE payment.id = ?"
    )
    row = book.row(
        joined if table == "payment" else f"SELECT * FROM {table} WHERE id = ?", (row_id,)
    )
    if row is None:
        raise NotFoundError(f"there is no {table} {row_id}")
    return row


def _place(row: Payment | Expense | Trip) -> tuple[str, dict[str, Any]]:
    if isinstance(row, Payment):
        return "payment", payment_values(row)
    from mtdesk.model.ledger import Expense

    if isinstance(row, Expense):
        return "expense", expense_values(row)
    return "trip", trip_values(row)


def _payment(row: Row) -> Payment:
    stored = {name: row[name] for name in PAYMENT}
    stored["on_1099"] = bool(row["on_1099"])
    stored["voluntary"] = None if row["voluntary"] is None else bool(row["voluntary"])
    return Payment(id=row["id"], client=row["client"], **stored)


def _expense(row: Row) -> Expense:
    from mtdesk.model.ledger import Expense

    return Expense(id=row["id"], **{name: row[name] for name in _EXPENSE})
