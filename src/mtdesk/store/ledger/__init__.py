"""Payments, redemptions, expenses, trips, unpaid work, its timer and what comes back, as rows; their sums are in `sums`."""

from __future__ import annotations

from mtdesk.errors import ConflictError, NotFoundError
from mtdesk.model.ledger.payment import NO_INCOME, Payment, Redemption
from mtdesk.model.session import PAYS
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from sqlite3 import Row

    from mtdesk.model.ledger.costs import Due, Expense, RecurringExpense, Trip, WorkTime
    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book

PAYMENT = (
    "client_id", "session_id", "received_on", "kind", "amount_minor", "fee_minor", "method",
    "on_1099", "voluntary", "refunded_credit_id", "gives_back", "workplace_id", "insurer",
    "is_ahead", "note",
)  # fmt: skip
_EXPENSE = (
    "spent_on", "category", "category_text", "vendor", "amount_minor", "method",
    "business_percent", "is_refund", "note",
)  # fmt: skip
_TRIP = ("travelled_on", "distance_tenths", "unit", "purpose", "from_place", "to_place")
_RECURRING = ("amount_minor", "vendor", "category", "day", "starts_on", "ends_on")
_WORK_TIME = ("worked_on", "minutes", "kind", "note")
REDEMPTION = (
    "client_id", "session_id", "credit_id", "redeemed_on", "amount_minor", "tip_minor", "note",
)  # fmt: skip
_PAYMENTS = (
    "SELECT payment.*, client.name AS client, workplace.name AS workplace FROM payment "
    "LEFT JOIN client ON client.id = payment.client_id "
    "LEFT JOIN workplace ON workplace.id = payment.workplace_id"
)
_PAYS_AHEAD = "payment.kind IN ('session', 'sales_tax') AND payment.workplace_id IS NULL"
_OF_CLIENT = "SELECT id FROM session WHERE client_id = ?"

# What came from whom, in SQL.
IS_INCOME = "kind NOT IN ({})".format(", ".join(f"'{kind}'" for kind in NO_INCOME))
FROM_CLIENTS = f"{IS_INCOME} AND kind <> 'wage'"
# What came in for a session: `model.session.owed` says the same of values.
_PAYS = ", ".join(f"'{kind}'" for kind in PAYS)
# Of one payment, as a trigger sees it.
IS_FOR_A_SESSION = f"{{row}}.session_id IS NOT NULL AND {{row}}.kind IN ({_PAYS})"
# What its payer is to pay for a session (`Session.asked_minor`); null where no price is known.
ASKED = """CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END"""
# Amounts and their days: money that pays for the session, and credit used for it.
PAID = f"""
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = {{session}} AND kind IN ({_PAYS})
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = {{session}}"""


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
    return _redemptions(book, "redemption.session_id = ?", session_id)


def redemptions_of_visits(book: Book, client_id: int) -> list[Redemption]:
    """The credit that a client's sessions were paid with, whoever's it was."""
    return _redemptions(book, f"redemption.session_id IN ({_OF_CLIENT})", client_id)


def redemption(book: Book, row_id: int) -> Redemption:
    return _redemptions(book, "redemption.id = ?", row_id)[0]


def _redemptions(book: Book, where: str, bound: int) -> list[Redemption]:
    return [
        Redemption(id=row["id"], kind=row["kind"], **{name: row[name] for name in REDEMPTION})
        for row in book.rows(
            "SELECT redemption.*, payment.kind FROM redemption "
            "LEFT JOIN credit ON credit.id = redemption.credit_id "
            "LEFT JOIN payment ON payment.id = credit.payment_id "
            f"WHERE {where} ORDER BY redemption.id",
            (bound,),
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


def mark_tips(book: Book, method: str, first: str, end: str) -> tuple[int, int]:
    """Mark all tips that came one way in these days as on a 1099: how many were not, and their sum."""
    which = "kind = 'tip' AND method = ? AND received_on >= ? AND received_on < ? AND on_1099 = 0"
    bound = (method, first, end)
    row = book.row(
        f"SELECT count(*), coalesce(sum(amount_minor), 0) FROM payment WHERE {which}", bound
    )
    book.execute(f"UPDATE payment SET on_1099 = 1 WHERE {which}", bound)
    return (int(row[0]), int(row[1])) if row else (0, 0)


def payment(book: Book, row_id: int) -> Payment:
    return _payment(_get(book, "payment", row_id))


def expense(book: Book, row_id: int) -> Expense:
    return _expense(_get(book, "expense", row_id))


def trip(book: Book, row_id: int) -> Trip:
    from mtdesk.model.ledger.costs import Trip

    row = _get(book, "trip", row_id)
    return Trip(id=row["id"], **{name: row[name] for name in _TRIP})


def payments_of(book: Book, session_id: int) -> list[Payment]:
    return _payments(book, "session_id = ?", (session_id,))


def payments_of_visits(book: Book, client_id: int) -> list[Payment]:
    """What was paid for a client's sessions, whoever paid it."""
    return _payments(book, f"session_id IN ({_OF_CLIENT})", (client_id,))


def payments_of_client(book: Book, client_id: int) -> list[Payment]:
    """What a client paid and got back, and what was paid for the client's sessions."""
    where = f"payment.client_id = ? OR session_id IN ({_OF_CLIENT})"
    return _payments(book, where, (client_id, client_id))


def payments_without_session(book: Book, client_id: int, period: Period) -> list[Payment]:
    """What a client paid or got back in a period that is set against no session."""
    return _payments(
        book,
        "payment.client_id = ? AND received_on >= ? AND received_on < ? AND session_id IS NULL",
        (client_id, *period.bounds),
    )


def ahead_of(book: Book, client_id: int) -> list[Payment]:
    """What a client paid ahead and no visit has used, the oldest first."""
    found = _payments(
        book, "payment.client_id = ? AND is_ahead AND session_id IS NULL", (client_id,)
    )
    return sorted(found, key=lambda each: each.received_on)


def unassigned_of(book: Book, client_id: int) -> list[Payment]:
    """A client's payments for sessions that stand against none and count for none, the oldest first."""
    found = _payments(
        book,
        "payment.client_id = ? AND NOT is_ahead AND session_id IS NULL "
        "AND payment.kind = 'session' AND payment.workplace_id IS NULL",
        (client_id,),
    )
    return sorted(found, key=lambda each: each.received_on)


def paid_ahead(book: Book, day: str) -> list[Row]:
    """What clients paid by a day for what had not been held by then: client_id, client, amount_minor.

    Its indexes are named, because the planner would read the sessions and payments of every year.

    Money that stands ahead, what is paid for bookings, and what a later visit has used since.
    """
    return book.rows(
        f"""
        SELECT found.client_id, client.name AS client, sum(amount_minor) AS amount_minor FROM (
            SELECT payment.client_id, amount_minor FROM payment INDEXED BY payment_ahead
            WHERE is_ahead AND session_id IS NULL AND received_on <= :day
            UNION ALL
            SELECT payment.client_id, amount_minor FROM session INDEXED BY session_booked
            CROSS JOIN payment ON payment.session_id = session.id
            WHERE session.status = 'booked' AND received_on <= :day AND {_PAYS_AHEAD}
            UNION ALL
            SELECT payment.client_id, amount_minor FROM session
            CROSS JOIN payment ON payment.session_id = session.id
            WHERE session.local_date > :day AND session.status <> 'booked'
                AND received_on <= :day AND {_PAYS_AHEAD}
        ) AS found LEFT JOIN client ON client.id = found.client_id
        GROUP BY 1, 2 ORDER BY 3 DESC, 2""",
        {"day": day},
    )


def _payments(book: Book, where: str, bound: tuple[int | str, ...]) -> list[Payment]:
    return [
        _payment(row) for row in book.rows(f"{_PAYMENTS} WHERE {where} ORDER BY payment.id", bound)
    ]


def expenses_between(book: Book, period: Period) -> list[Expense]:
    return [
        _expense(row)
        for row in book.rows(
            "SELECT * FROM expense WHERE spent_on >= ? AND spent_on < ? ORDER BY spent_on, id",
            period.bounds,
        )
    ]


def expenses_of(book: Book, period: Period, category: str) -> list[Expense]:
    rows = book.rows(
        "SELECT * FROM expense WHERE spent_on >= ? AND spent_on < ? AND category = ? "
        "ORDER BY spent_on, id",
        (*period.bounds, category),
    )
    return [_expense(row) for row in rows]


def vendors(book: Book) -> list[Row]:
    """Every vendor as written, with the category of its newest expense; the newest first."""
    return book.rows(
        "SELECT vendor, category, max(id) FROM expense WHERE vendor IS NOT NULL "
        "GROUP BY vendor ORDER BY 3 DESC"
    )


def work_times(book: Book, limit: int) -> list[WorkTime]:
    """The latest unpaid work, in order of its day."""
    latest = "SELECT * FROM work_time ORDER BY worked_on DESC, id DESC LIMIT ?"
    found = book.rows(latest, (limit,))
    return [_work(row) for row in found[::-1]]


def work_time(book: Book, row_id: int) -> WorkTime:
    return _work(_get(book, "work_time", row_id))


def _get(book: Book, table: str, row_id: int) -> Row:
    selected = _PAYMENTS if table == "payment" else f"SELECT * FROM {table}"
    row = book.row(f"{selected} WHERE {table}.id = ?", (row_id,))
    if row is None:
        raise NotFoundError(f"there is no {table} {row_id}")
    return row


def _place(row: Payment | Expense | Trip) -> tuple[str, dict[str, Any]]:
    if isinstance(row, Payment):
        return "payment", payment_values(row)
    from mtdesk.model.ledger.costs import Expense

    if isinstance(row, Expense):
        return "expense", expense_values(row)
    return "trip", trip_values(row)


def _payment(row: Row) -> Payment:
    stored = {name: row[name] for name in PAYMENT}
    stored["on_1099"] = bool(row["on_1099"])
    stored["is_ahead"] = bool(row["is_ahead"])
    stored["voluntary"] = None if row["voluntary"] is None else bool(row["voluntary"])
    return Payment(id=row["id"], client=row["client"], workplace=row["workplace"], **stored)


def _work(row: Row) -> WorkTime:
    from mtdesk.model.ledger.costs import WorkTime

    return WorkTime(id=row["id"], **{name: row[name] for name in _WORK_TIME})


def _expense(row: Row) -> Expense:
    from mtdesk.model.ledger.costs import Expense

    stored = {name: row[name] for name in _EXPENSE} | {"is_refund": bool(row["is_refund"])}
    return Expense(id=row["id"], **stored)


# -- the running timer, which goes when it is stopped


def running_timer(book: Book) -> Row | None:
    return book.row("SELECT id, started_at, kind, note FROM timer")


def start_timer(book: Book, started_at: str, kind: str, note: str) -> int:
    return book.insert("timer", {"started_at": started_at, "kind": kind, "note": note})


def stop_timer(book: Book, timer_id: int) -> None:
    """Raises ConflictError when another program stopped it meanwhile."""
    if not book.execute("DELETE FROM timer WHERE id = ?", (timer_id,)).rowcount:
        raise ConflictError("the timer was stopped meanwhile; `mtdesk time list` shows its minutes")


# -- what comes back every month, and which of its days were booked


def add_recurring(book: Book, each: RecurringExpense) -> int:
    return book.insert("recurring_expense", {name: getattr(each, name) for name in _RECURRING})


def recurring(book: Book, recurring_id: int) -> RecurringExpense:
    row = book.row("SELECT * FROM recurring_expense WHERE id = ?", (recurring_id,))
    if row is None:
        raise NotFoundError(
            f"there is no recurring expense {recurring_id}; `mtdesk expense recurring list` "
            "lists them"
        )
    return _recurring(row)


def every_recurring(book: Book) -> list[RecurringExpense]:
    return [_recurring(row) for row in book.rows("SELECT * FROM recurring_expense ORDER BY id")]


def remove_recurring(book: Book, recurring_id: int) -> None:
    """What was booked of it stays, as plain expenses."""
    book.execute(
        "UPDATE expense SET recurring_id = NULL, due_on = NULL WHERE recurring_id = ?",
        (recurring_id,),
    )
    book.execute("DELETE FROM recurring_expense WHERE id = ?", (recurring_id,))


def due(book: Book, last: date) -> list[Due]:
    """What fell due up to a day and was not booked, oldest first."""
    from mtdesk.model.ledger.costs import Due

    booked = {
        (row["recurring_id"], row["due_on"])
        for row in book.rows(
            "SELECT recurring_id, due_on FROM expense WHERE recurring_id IS NOT NULL"
        )
    }
    found = [
        Due(due_on=day.isoformat(), expense=each)
        for each in every_recurring(book)
        for day in each.due_days(last)
        if (each.id, day.isoformat()) not in booked
    ]
    return sorted(found, key=lambda each: (each.due_on, each.expense.id or 0))


def add_booked(book: Book, each: Due) -> int:
    """The expense of one day that it fell due."""
    came_of = {"recurring_id": each.expense.id, "due_on": each.due_on}
    return book.insert("expense", expense_values(each.booked) | came_of)


def _recurring(row: Row) -> RecurringExpense:
    from mtdesk.model.ledger.costs import RecurringExpense

    return RecurringExpense(id=row["id"], **{name: row[name] for name in _RECURRING})
