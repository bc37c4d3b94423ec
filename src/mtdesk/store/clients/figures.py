"""Clients in figures, a row a client: summed in SQL, so that Python sees clients and not sessions.

`ids` is a JSON array of client ids: one parameter, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from sqlite3 import Row

from mtdesk.store.clients.identity import LISTED
from mtdesk.store.file.book import Book
from mtdesk.store.incidents import COUNTS_FOR, WITHDRAWN
from mtdesk.store.ledger import FROM_CLIENTS

_WANTED = "(SELECT value FROM json_each(:ids))"


_DONE = "session.client_id = client.id AND session.status = 'done' AND session.local_date <= :today"
# Of a client with a `first_visit`. The `+` keeps SQLite from reading every visit up to today for the first few.
_VISITS = f"""
    (SELECT count(*) FROM session WHERE session.client_id = client.id AND status = 'done'
        AND local_date < date(first_visit, :span) AND +local_date <= :today) AS base_visits,
    (SELECT count(*) FROM session WHERE {_DONE} AND local_date >= :recent) AS recent_visits,
    (SELECT group_concat(local_date) FROM (SELECT DISTINCT local_date FROM session
        WHERE {_DONE} ORDER BY local_date DESC LIMIT :latest)) AS latest,
    (SELECT min(local_date) FROM session WHERE client_id = client.id
        AND status = 'booked' AND local_date >= :today) AS next_booking"""
_PAIN = f"""
    (SELECT group_concat(pain_before) FROM (SELECT pain_before FROM session
        WHERE {_DONE} AND pain_before IS NOT NULL
        ORDER BY local_date, id LIMIT 2 * :asked)) AS first_pain,
    (SELECT group_concat(pain_before) FROM (SELECT pain_before FROM session
        WHERE {_DONE} AND pain_before IS NOT NULL
        ORDER BY local_date DESC, id DESC LIMIT :asked)) AS last_pain"""
_NAMED = """(instr(name_key, :search) OR client.id IN (
    SELECT client_id FROM client_alias WHERE instr(alias_key, :search)))"""


def _listed(ids: Iterable[int]) -> str:
    """Numbers as `json_each` reads them; `json` itself would be loaded for nothing else."""
    return f"[{', '.join(map(str, ids))}]"


def found(book: Book, search: str, limit: int) -> list[int]:
    """Clients a folded name of whom holds `search`, the one with the latest session or booking first."""
    rows = book.rows(
        f"""
        SELECT id, (SELECT max(local_date) FROM session WHERE client_id = client.id) AS seen
        FROM client WHERE {_NAMED} AND {LISTED} ORDER BY seen DESC, id LIMIT :limit""",
        {"search": search, "limit": limit},
    )
    return [row["id"] for row in rows]


def seen_since(book: Book, day: date, today: date) -> list[int]:
    """Clients who came, or missed an appointment, between two days."""
    rows = book.rows(
        "SELECT DISTINCT client_id FROM session WHERE local_date >= ? AND local_date <= ? "
        "AND status IN ('done', 'no_show', 'late_cancel') AND client_id IS NOT NULL",
        (day.isoformat(), today.isoformat()),
    )
    return [row["client_id"] for row in rows]


def summaries(
    book: Book, ids: Iterable[int], *, today: date, span: int, recent: date, latest: int, asked: int
) -> list[Row]:
    """These clients with their own columns, how often they came and how they fared, up to today.

    visits, first_visit, last_visit, missed; base_visits in the `span` days from the first and
    recent_visits since `recent`; the `latest` days they came on; the pain they came with at the
    first twice `asked` visits that say it (first_pain) and at the last `asked` (last_pain, the
    newest first); next_booking. Lists are joined by commas.
    """
    return book.rows(
        f"""
        SELECT client.*, coalesce(seen.visits, 0) AS visits, seen.first_visit, seen.last_visit,
            coalesce(seen.missed, 0) AS missed, {_VISITS}, {_PAIN}
        FROM client LEFT JOIN (
            SELECT client_id,
                count(*) FILTER (WHERE status = 'done') AS visits,
                min(local_date) FILTER (WHERE status = 'done') AS first_visit,
                max(local_date) FILTER (WHERE status = 'done') AS last_visit,
                count(*) FILTER (WHERE status IN ('no_show', 'late_cancel')) AS missed
            FROM session WHERE client_id IN {_WANTED} AND local_date <= :today GROUP BY client_id
        ) AS seen ON seen.client_id = client.id WHERE client.id IN {_WANTED}""",
        {
            "ids": _listed(ids),
            "today": today.isoformat(),
            "span": f"+{span} days",
            "recent": recent.isoformat(),
            "latest": latest,
            "asked": asked,
        },
    )


def visits(
    book: Book, ids: Iterable[int], *, today: date, span: int, recent: date, latest: int
) -> list[Row]:
    """Who of these clients was not purged, and how often they came; as of `summaries`, without the rest.

    id, name, standing, first_visit, base_visits, recent_visits, latest, next_booking.
    """
    return book.rows(
        f"""
        SELECT id, name, standing, first_visit, {_VISITS}
        FROM (SELECT id, name, standing, (SELECT local_date FROM session WHERE {_DONE}
                ORDER BY local_date LIMIT 1) AS first_visit
            FROM client WHERE id IN {_WANTED} AND purged_on IS NULL) AS client""",
        {
            "ids": _listed(ids),
            "today": today.isoformat(),
            "span": f"+{span} days",
            "recent": recent.isoformat(),
            "latest": latest,
        },
    )


def pains(book: Book, ids: Iterable[int], *, today: date, asked: int) -> list[Row]:
    """The pain these clients came with: id, first_pain, last_pain, as of `summaries`."""
    return book.rows(
        f"SELECT id, {_PAIN} FROM client WHERE id IN {_WANTED}",
        {"ids": _listed(ids), "today": today.isoformat(), "asked": asked},
    )


def by_month(book: Book, ids: Iterable[int], since: date, today: date) -> list[Row]:
    """Visits of these clients a month: id, month (2026-11), visits."""
    return book.rows(
        f"""
        SELECT client_id AS id, substr(local_date, 1, 7) AS month, count(*) AS visits
        FROM session WHERE client_id IN {_WANTED} AND local_date >= :since
            AND local_date <= :today AND status = 'done' GROUP BY 1, 2""",
        {"ids": _listed(ids), "since": since.isoformat(), "today": today.isoformat()},
    )


def received(book: Book, ids: Iterable[int], since: date, today: date) -> dict[int, int]:
    """What each of these clients paid between two days, before costs."""
    rows = book.rows(
        f"""
        SELECT client_id, sum(amount_minor) AS amount_minor FROM payment
        WHERE client_id IN {_WANTED} AND received_on >= :since AND received_on <= :today
            AND {FROM_CLIENTS} GROUP BY 1""",
        {"ids": _listed(ids), "since": since.isoformat(), "today": today.isoformat()},
    )
    return {row["client_id"]: row["amount_minor"] for row in rows}


def worth(book: Book, ids: Iterable[int], days: int, today: date) -> dict[int, int]:
    """What each of these clients paid in the `days` that end with their last visit."""
    rows = book.rows(
        f"""
        SELECT seen.id, (SELECT coalesce(sum(amount_minor), 0) FROM payment
            WHERE client_id = seen.id AND received_on > date(seen.last, :days)
              AND received_on <= seen.last AND {FROM_CLIENTS})
            AS amount_minor
        FROM (SELECT client_id AS id, max(local_date) AS last FROM session
            WHERE client_id IN {_WANTED} AND status = 'done' AND local_date <= :today
            GROUP BY 1) AS seen""",
        {"ids": _listed(ids), "days": f"-{days} days", "today": today.isoformat()},
    )
    return {row["id"]: row["amount_minor"] for row in rows}


def incidents(book: Book, ids: Iterable[int] | None, today: date) -> list[Row]:
    """Incidents that stand, by client (of all clients without `ids`): id, count, worst, last, worst_kind."""
    whose = "client_id IS NOT NULL" if ids is None else f"{COUNTS_FOR} IN {_WANTED}"
    return book.rows(
        f"""
        SELECT client_id AS id, count(*) AS count, max(severity) AS worst, last,
            kind AS worst_kind
        FROM (
            SELECT {COUNTS_FOR} AS client_id, kind, severity,
                max(local_date) OVER (PARTITION BY {COUNTS_FOR}) AS last
            FROM incident WHERE {whose} AND local_date <= :today AND NOT {WITHDRAWN}
            ORDER BY local_date, id)
        GROUP BY client_id""",
        {"ids": _listed(ids or ()), "today": today.isoformat()},
    )


def credit(book: Book, ids: Iterable[int], today: date) -> dict[int, int]:
    """What packages and gift cards of these clients still hold, where they hold anything."""
    rows = book.rows(
        f"""
        SELECT credit.client_id, sum(payment.amount_minor - coalesce((
            SELECT sum(amount_minor) FROM redemption WHERE credit_id = credit.id), 0) - coalesce((
            SELECT sum(back.amount_minor) FROM payment AS back
            WHERE back.refunded_credit_id = credit.id), 0)) AS rest_minor
        FROM credit JOIN payment ON payment.id = credit.payment_id
        WHERE credit.client_id IN {_WANTED}
          AND (credit.expires_on IS NULL OR credit.expires_on > :today)
        GROUP BY 1 HAVING rest_minor > 0""",
        {"ids": _listed(ids), "today": today.isoformat()},
    )
    return {row["client_id"]: row["rest_minor"] for row in rows}


def missed_since(book: Book, since: date, today: date) -> dict[int, int]:
    """How many appointments each client missed between two days."""
    rows = book.rows(
        "SELECT client_id, count(*) AS count FROM session WHERE local_date >= ? "
        "AND local_date <= ? AND status IN ('no_show', 'late_cancel') "
        "AND client_id IS NOT NULL GROUP BY 1",
        (since.isoformat(), today.isoformat()),
    )
    return {row["client_id"]: row["count"] for row in rows}


def named(book: Book, ids: Iterable[int], search: str) -> list[int]:
    """Those of these clients a folded name of whom holds `search`."""
    rows = book.rows(
        f"SELECT id FROM client WHERE id IN {_WANTED} AND {_NAMED}",
        {"ids": _listed(ids), "search": search},
    )
    return [row["id"] for row in rows]


def settled(book: Book, standings: Iterable[str]) -> set[int]:
    """Clients of one of these standings, and those who were purged or merged into another."""
    wanted = list(standings)
    marks = ", ".join("?" * len(wanted))
    rows = book.rows(f"SELECT id FROM client WHERE standing IN ({marks}) OR NOT ({LISTED})", wanted)
    return {row["id"] for row in rows}
