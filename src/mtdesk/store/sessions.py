"""Sessions as rows, and summed by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Row

from mtdesk.errors import NotFoundError
from mtdesk.model.period import Period
from mtdesk.model.session import LAST_DAY, Session, Visit
from mtdesk.store import ledger
from mtdesk.store.file.book import Book
from mtdesk.store.ledger import ASKED, PAID
from mtdesk.store.week import week_of
from mtdesk.typed import Any

_SELECT = """
SELECT session.*, client.name AS client, service.name AS service, workplace.name AS workplace
FROM session
LEFT JOIN client ON client.id = session.client_id
LEFT JOIN service ON service.id = session.service_id
LEFT JOIN workplace ON workplace.id = session.workplace_id
"""
STORED = (
    "client_id", "service_id", "workplace_id", "started_at", "local_date", "minutes",
    "price_minor", "purpose", "modality", "effort", "effort_estimated", "pressure",
    "pain_before", "pain_after", "asked_feedback", "status", "payer",
    "insurer", "due_minor", "tax_minor", "is_placed", "money_unknown", "note",
)  # fmt: skip
EFFORTS_LOOKED_AT = 15  # her own median of a service is of its latest few

# Bookings are few; left to itself, SQLite reads the index of all sessions for them.
_BOOKED = "session INDEXED BY session_booked"


def values(session: Session) -> dict[str, Any]:
    """The columns of a session's row, without its id; what is priced is known."""
    found = {name: getattr(session, name) for name in STORED}
    return {**found, "money_unknown": session.money_unknown and session.price_minor is None}


def add(book: Book, session: Session) -> int:
    return book.insert("session", values(session))


def change(book: Book, session_id: int, session: Session) -> None:
    book.update("session", session_id, values(session))


def of_ids(book: Book, numbers: Sequence[int]) -> list[Session]:
    marks = ", ".join("?" * len(numbers))
    return [_session(row) for row in book.each(f"{_SELECT} WHERE session.id IN ({marks})", numbers)]


def remove(book: Book, session_id: int) -> None:
    book.execute("DELETE FROM payment WHERE session_id = ?", (session_id,))
    book.execute("DELETE FROM redemption WHERE session_id = ?", (session_id,))
    book.execute("DELETE FROM session WHERE id = ?", (session_id,))


def get(book: Book, session_id: int) -> Session:
    row = book.row(f"{_SELECT} WHERE session.id = ?", (session_id,))
    if row is None:
        raise NotFoundError(f"there is no session {session_id}; `mtdesk sessions` lists them")
    return _session(row)


def visit(book: Book, session: Session) -> Visit:
    """A session as it stands, with what came in for it."""
    return Visit(
        session=session,
        payments=tuple(ledger.payments_of(book, session.id or 0)),
        redemptions=tuple(ledger.redemptions_of(book, session.id or 0)),
    )


def between(
    book: Book,
    period: Period | None = None,
    *,
    client_ids: Iterable[int] | None = None,
    status: str | None = None,
    limit: int | None = None,
    newest_first: bool = False,
) -> list[Session]:
    """Sessions of a period in the order of their day and time; with a limit, the newest of them."""
    where, bound = ["1"], []  # type: tuple[list[str], list[Any]]
    if period is not None:
        where.append("session.local_date >= ? AND session.local_date < ?")
        bound += [period.start.isoformat(), period.end.isoformat()]
    if client_ids is not None:
        wanted = list(client_ids)
        where.append(f"session.client_id IN ({', '.join('?' * len(wanted))})")
        bound += wanted
    if status is not None:
        where.append("session.status = ?")
        bound.append(status)
    order = "session.local_date DESC, julianday(session.started_at) DESC, session.id DESC"
    rows = book.rows(
        f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT ?",
        (*bound, -1 if limit is None else limit),
    )
    found = [_session(row) for row in rows]
    return found if newest_first else found[::-1]


def last_done(
    book: Book, client_id: int, last: str, service_id: int | None, minutes: int | None
) -> Session | None:
    """A client's latest done session up to a day; of a service and a length, where they are said."""
    row = book.row(
        f"""{_SELECT} WHERE session.client_id = :client AND session.local_date <= :last
        AND session.status = 'done' AND (:service IS NULL OR session.service_id = :service)
        AND (:minutes IS NULL OR session.minutes = :minutes)
        ORDER BY session.local_date DESC, session.id DESC LIMIT 1""",
        {"client": client_id, "last": last, "service": service_id, "minutes": minutes},
    )
    return None if row is None else _session(row)


def unpriced_on(book: Book, client_id: int, day: str) -> list[int]:
    """The sessions of a client on a day of which nobody said what money came in."""
    rows = book.rows(
        "SELECT id FROM session WHERE money_unknown = 1 AND client_id = ? AND local_date = ?",
        (client_id, day),
    )
    return [row["id"] for row in rows]


def booked(book: Book, first: str, last: str) -> list[Session]:
    """What is booked on these days, both included, in the order of day and time."""
    rows = book.rows(
        f"{_SELECT} WHERE session.status = 'booked' AND session.local_date BETWEEN ? AND ? "
        "ORDER BY session.local_date, julianday(session.started_at), session.id",
        (first, last),
    )
    return [_session(row) for row in rows]


def booked_minutes(book: Book, first: str, last: str) -> int | None:
    """Minutes booked on these days, both included; None where nothing is booked."""
    found = book.value(
        f"SELECT sum(minutes) FROM {_BOOKED} WHERE status = 'booked' AND local_date BETWEEN ? AND ?",
        (first, last),
    )
    return None if found is None else int(found)


def next_booked(book: Book, first: str) -> dict[int, str]:
    """The first day on or after one that each client is booked on."""
    rows = book.rows(
        f"SELECT client_id, min(local_date) AS day FROM {_BOOKED} WHERE status = 'booked' "
        "AND local_date >= ? AND client_id IS NOT NULL GROUP BY 1 ORDER BY 2, 1",
        (first,),
    )
    return {row["client_id"]: row["day"] for row in rows}


def worked_by_kind(book: Book, period: Period) -> list[Row]:
    """Load and number of done sessions by weekday (0 is Monday), service, client and workplace."""
    return book.rows(
        """
        SELECT weekday, coalesce(service.name, worked.modality, '') AS service,
               coalesce(client.name, '') AS client, coalesce(workplace.name, '') AS workplace,
               sum(load) AS load, sum(sessions) AS sessions
        FROM (SELECT (strftime('%w', local_date) + 6) % 7 AS weekday, service_id, modality,
                     client_id, workplace_id, sum(minutes * effort) AS load, count(*) AS sessions
              FROM session WHERE local_date >= ? AND local_date < ? AND status = 'done'
              GROUP BY 1, 2, 3, 4, 5) AS worked
        LEFT JOIN service ON service.id = service_id
        LEFT JOIN client ON client.id = client_id
        LEFT JOIN workplace ON workplace.id = workplace_id
        GROUP BY 1, 2, 3, 4""",
        period.bounds,
    )


def last_booked_day(book: Book) -> str | None:
    found = book.value(f"SELECT max(local_date) FROM {_BOOKED} WHERE status = 'booked'")
    return str(found) if found else None


_ASKED = "session.client_id = client.id AND status = 'done' AND pain_before IS NOT NULL"
_FIRST = f"FROM session WHERE {_ASKED} ORDER BY local_date, session.id LIMIT 1"
_LAST = f"FROM session WHERE {_ASKED} ORDER BY local_date DESC, session.id DESC LIMIT 1"
_VISITS = (
    "SELECT count(*) FROM session WHERE session.client_id = seen.client_id AND status = 'done'"
)


def courses(book: Book, days: Period, span_days: int) -> list[Row]:
    """Clients with a medical session in these days whose pain before it began to fall.

    client_id, client, first_day, first_pain, last_day, last_pain, and their visits in the first
    `span_days` and in those that end with these days: first_visits, last_visits.
    """
    return book.rows(
        f"""
        SELECT *,
            ({_VISITS} AND local_date >= first_day AND local_date < date(first_day, :on))
                AS first_visits,
            ({_VISITS} AND local_date > date(:last, :back) AND local_date <= :last) AS last_visits
        FROM (
            SELECT client.id AS client_id, client.name AS client,
                (SELECT local_date {_FIRST}) AS first_day, (SELECT pain_before {_FIRST}) AS first_pain,
                (SELECT local_date {_LAST}) AS last_day, (SELECT pain_before {_LAST}) AS last_pain
            FROM client WHERE client.id IN (
                SELECT session.client_id FROM session
                WHERE local_date BETWEEN :first AND :last AND status = 'done' AND purpose = 'medical')
        ) AS seen WHERE last_pain < first_pain""",
        {
            "first": days.start.isoformat(),
            "last": days.last.isoformat(),
            "on": f"+{span_days} days",
            "back": f"-{span_days} days",
        },
    )


def times(book: Book, period: Period) -> list[Row]:
    """Done sessions in order of time: local_date, started_at, is_placed, minutes, effort, effort_estimated."""
    return book.rows(
        """
        SELECT local_date, started_at, is_placed, minutes, effort, effort_estimated FROM session
        WHERE local_date >= ? AND local_date < ? AND status = 'done'
        ORDER BY local_date, julianday(started_at), id""",
        (period.start.isoformat(), period.end.isoformat()),
    )


def by_day(book: Book, period: Period) -> list[Row]:
    """Done sessions a day: local_date, sessions, minutes, load, estimated_load, rated_minutes, unsaid.

    What nobody said counts nowhere: `unsaid` are the sessions whose minutes are not known, and
    `unpriced_minutes` those of sessions whose money is not.
    """
    return book.rows(
        """
        SELECT local_date, count(*) AS sessions, coalesce(sum(minutes), 0) AS minutes,
               coalesce(sum(minutes * effort), 0) AS load,
               coalesce(sum(minutes * effort * effort_estimated), 0) AS estimated_load,
               coalesce(sum(minutes * (effort IS NOT NULL)), 0) AS rated_minutes,
               sum(minutes IS NULL) AS unsaid, sum(money_unknown) AS unpriced,
               coalesce(sum(minutes * money_unknown), 0) AS unpriced_minutes
        FROM session WHERE local_date >= ? AND local_date < ? AND status = 'done'
        GROUP BY local_date ORDER BY local_date""",
        (period.start.isoformat(), period.end.isoformat()),
    )


def by_week(book: Book, period: Period, last_weekday: int) -> list[Row]:
    """Done sessions a week: week_start, sessions, load, estimated_load, minutes, unsaid, unpriced_minutes.

    By day first, in the order of the index. What nobody said counts nowhere, as of a day.
    """
    return book.rows(
        f"""
        SELECT {week_of("local_date", last_weekday)} AS week_start, sum(sessions), sum(load),
               sum(estimated_load), sum(minutes), sum(unsaid), sum(unpriced_minutes)
        FROM (SELECT local_date, count(*) AS sessions, coalesce(sum(minutes), 0) AS minutes,
                     coalesce(sum(minutes * effort), 0) AS load,
                     coalesce(sum(minutes * effort * effort_estimated), 0) AS estimated_load,
                     sum(minutes IS NULL) AS unsaid,
                     coalesce(sum(minutes * money_unknown), 0) AS unpriced_minutes
              FROM session WHERE local_date >= ? AND local_date < ? AND status = 'done'
              GROUP BY local_date)
        GROUP BY 1""",
        period.bounds,
    )


def first_day(book: Book) -> str | None:
    found = book.value(
        "SELECT local_date FROM session WHERE status = 'done' ORDER BY local_date LIMIT 1"
    )
    return str(found) if found else None


def earlier_efforts(
    book: Book, day: str, service_id: int | None, modality: str | None
) -> list[float]:
    """Recorded efforts of the service's (or modality's) latest sessions up to a day, newest first."""
    if service_id is None and modality is None:
        return []
    column, key = ("service_id", service_id) if service_id is not None else ("modality", modality)
    return [
        row[0]
        for row in book.rows(
            f"SELECT effort FROM session WHERE {column} = ? AND local_date <= ? "
            "AND effort_estimated = 0 AND effort IS NOT NULL AND status = 'done' "
            "ORDER BY local_date DESC, id DESC LIMIT ?",
            (key, day, EFFORTS_LOOKED_AT),
        )
    ]


def overlapping(book: Book, session: Session) -> list[Session]:
    """Other done or booked sessions of the day at the same time."""
    if session.started_at is None or not session.minutes:
        return []
    rows = book.rows(
        f"""{_SELECT} WHERE session.local_date BETWEEN date(?, '-1 day') AND date(?, '+1 day')
        AND session.status IN ('done', 'booked') AND session.id IS NOT ? AND session.minutes > 0
        AND unixepoch(session.started_at) < unixepoch(?) + ? * 60
        AND unixepoch(session.started_at) + session.minutes * 60 > unixepoch(?)""",
        (
            session.local_date,
            session.local_date,
            session.id,
            session.started_at,
            session.minutes,
            session.started_at,
        ),
    )
    return [_session(row) for row in rows]


# What is asked for a session and was not there by a day (`model.session.still_open` of a done one).
OPEN_MINOR = f"""max({ASKED} - coalesce((
    SELECT sum(amount_minor) FROM ({PAID.format(session="session.id")}) WHERE day <= :day), 0), 0)"""
# It is that of the index `session_owed`, word for word, or it would not be used.
IS_WAITED_FOR = """session.status = 'done' AND (session.price_minor > 0 OR session.due_minor > 0)
    AND session.settled_on IS NOT session.local_date"""
IS_UNPAID = f"""{IS_WAITED_FOR} AND session.local_date <= :day
    AND (session.settled_on IS NULL OR session.settled_on > :day)"""


def outstanding(book: Book, day: str) -> int:
    """Minor units of done sessions up to a day that were not paid by that day."""
    found = book.value(f"SELECT sum({OPEN_MINOR}) FROM session WHERE {IS_UNPAID}", {"day": day})
    return int(found or 0)


def unpaid(
    book: Book,
    limit: int,
    *,
    client_id: int | None = None,
    payer: str | None = None,
    day: str = LAST_DAY,
) -> list[Row]:
    """Done sessions not paid in full by a day, oldest first; of one payer where it is named.

    id, local_date, client_id, client, price_minor, tax_minor, payer, workplace_id, workplace,
    insurer, owed_minor.
    """
    return book.rows(
        f"""
        SELECT session.id, session.local_date, session.client_id, client.name AS client,
            session.price_minor, session.tax_minor, session.payer, session.workplace_id,
            workplace.name AS workplace, session.insurer, {OPEN_MINOR} AS owed_minor
        FROM session LEFT JOIN client ON client.id = session.client_id
        LEFT JOIN workplace ON workplace.id = session.workplace_id
        WHERE {IS_UNPAID} AND (:client IS NULL OR session.client_id = :client)
            AND (:payer IS NULL OR session.payer = :payer) AND owed_minor > 0
        ORDER BY session.local_date, session.id LIMIT :limit""",
        {"client": client_id, "payer": payer, "limit": limit, "day": day},
    )


def _session(row: Row) -> Session:
    stored: dict[str, Any] = {name: row[name] for name in STORED}
    for name in ("effort_estimated", "asked_feedback", "is_placed", "money_unknown"):
        stored[name] = bool(stored[name])
    return Session(
        id=row["id"],
        client=row["client"],
        service=row["service"],
        workplace=row["workplace"],
        **stored,
    )
