"""Tax forms as rows, what came from whom they name, and the years that were closed."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from sqlite3 import Row

from mtdesk.errors import NotFoundError
from mtdesk.model.period import Period
from mtdesk.model.year import ClosedYear, TaxForm
from mtdesk.store.file.book import Book

_COLUMNS = ("year", "form", "payer", "amount_minor", "method", "note")


def add(book: Book, form: TaxForm) -> int:
    return book.insert("tax_form", {name: getattr(form, name) for name in _COLUMNS})


def remove(book: Book, form_id: int) -> None:
    book.execute("DELETE FROM tax_form WHERE id = ?", (form_id,))


def get(book: Book, form_id: int) -> TaxForm:
    row = book.row("SELECT * FROM tax_form WHERE id = ?", (form_id,))
    if row is None:
        raise NotFoundError(f"there is no tax form {form_id}; `mtdesk form list` lists them")
    return _form(row)


def of_year(book: Book, year: int | None = None) -> list[TaxForm]:
    """The forms of a year; of every year where none is named."""
    rows = book.rows(
        "SELECT * FROM tax_form WHERE year = coalesce(?, year) ORDER BY year, id", (year,)
    )
    return [_form(row) for row in rows]


def received_from(
    book: Book,
    period: Period,
    kinds: Iterable[str],
    clients: Iterable[int],
    workplaces: Iterable[int],
) -> int:
    """What these clients paid, and sessions at these workplaces brought, in minor units."""
    kinds, clients, workplaces = list(kinds), list(clients), list(workplaces)
    days = (period.start.isoformat(), period.end.isoformat())
    found = book.value(
        f"""
        SELECT sum(payment.amount_minor) FROM payment
        LEFT JOIN session ON session.id = payment.session_id
        WHERE payment.received_on >= ? AND payment.received_on < ?
          AND payment.kind IN ({_marks(kinds)}) AND (payment.client_id IN ({_marks(clients)})
          OR session.workplace_id IN ({_marks(workplaces)})
          OR payment.workplace_id IN ({_marks(workplaces)}))""",
        (*days, *kinds, *clients, *workplaces, *workplaces),
    )
    return int(found or 0)


# -- closed years

_CLOSED = ("year", "first_day", "last_day", "closed_at")
# The day by which a row belongs to a year.
_DAY_OF = {
    "session": "local_date",
    "payment": "received_on",
    "redemption": "redeemed_on",
    "expense": "spent_on",
    "trip": "travelled_on",
    "work_time": "worked_on",
}
_DAY = "CASE table_name {} END".format(
    " ".join(f"WHEN '{table}' THEN '$.{day}'" for table, day in _DAY_OF.items())
)


def close(book: Book, year: ClosedYear) -> int:
    return book.insert("closed_year", {name: getattr(year, name) for name in _CLOSED})


def reopen(book: Book, year: int) -> None:
    book.execute("DELETE FROM closed_year WHERE year = ?", (year,))


def closed(book: Book) -> list[ClosedYear]:
    rows = book.rows(f"SELECT {', '.join(_CLOSED)} FROM closed_year ORDER BY year")
    return [ClosedYear(**dict(row)) for row in rows]


def is_changed(book: Book, operation: int, year: ClosedYear) -> bool:
    """Whether an operation wrote, changed or took away a row of a closed year."""
    return bool(
        book.value(
            f"""
            SELECT 1 FROM change WHERE operation_id = ?
            AND table_name IN ({_marks(_DAY_OF)})
            AND (json_extract(before, {_DAY}) BETWEEN ? AND ?
              OR json_extract(after, {_DAY}) BETWEEN ? AND ?) LIMIT 1""",
            (operation, *_DAY_OF, *(year.first_day, year.last_day) * 2),
        )
    )


# -- looking back


def first_record(book: Book, day: str) -> str | None:
    """The earliest day, up to one, of anything done, paid, spent or said; None where there is nothing."""
    from mtdesk.store.incidents import WITHDRAWN  # a year's sums need none of it

    # What never was, or was taken back, is no record.
    only = {"session": "status = 'done'", "incident": f"NOT {WITHDRAWN}"}
    days = {**_DAY_OF, "check_in": "checked_on", "incident": "local_date"}
    first = " UNION ALL ".join(
        f"SELECT min({column}) AS day FROM {table} WHERE {only.get(table, '1')}"
        for table, column in days.items()
    )
    found = book.value(f"SELECT min(day) FROM ({first}) WHERE day <= ?", (day,))
    return str(found) if found else None


def _marks(values: Sized) -> str:
    return ", ".join("?" * len(values))


def _form(row: Row) -> TaxForm:
    from mtdesk.model.year import TaxForm  # most years hold none

    return TaxForm(id=row["id"], **{name: row[name] for name in _COLUMNS})
