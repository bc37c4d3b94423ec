"""Referrals, reports on them, function notes, and what medical sessions came to, as rows."""

from __future__ import annotations

from sqlite3 import Row

from mtdesk.errors import NotFoundError
from mtdesk.model.medical import ProgressReport, Referral
from mtdesk.model.medical.functions import FunctionNote
from mtdesk.model.period import Period
from mtdesk.store.file.book import Book
from mtdesk.store.incidents import WITHDRAWN
from mtdesk.typed import Any

_REFERRAL = (
    "client_id", "referred_on", "referred_by", "reason", "condition", "condition_code", "payer",
    "procedure_code",
    "visits_authorised", "valid_until", "letter_until", "letter_frequency", "ended_on", "note",
)  # fmt: skip
_REPORT = ("client_id", "referral_id", "written_on", "first_day", "last_day")
_NOTE = ("client_id", "session_id", "noted_on", "measure", "part", "value", "unit", "note")
_IS_OPEN = "(ended_on IS NULL OR ended_on > :today)"


def add_referral(book: Book, referral: Referral) -> int:
    return book.insert("referral", _values(referral, _REFERRAL))


def change_referral(book: Book, referral_id: int, referral: Referral) -> None:
    book.update("referral", referral_id, _values(referral, _REFERRAL))


def referral(book: Book, referral_id: int) -> Referral:
    row = book.row("SELECT * FROM referral WHERE id = ?", (referral_id,))
    if row is None:
        raise NotFoundError(
            f"there is no referral {referral_id}; `mtdesk referral list` lists them"
        )
    return _referral(row)


def referrals_of(book: Book, client_id: int) -> list[Referral]:
    """All of a client, the latest first."""
    rows = book.rows(
        "SELECT * FROM referral WHERE client_id = ? ORDER BY referred_on DESC, id DESC",
        (client_id,),
    )
    return [_referral(row) for row in rows]


def every_referral(book: Book) -> list[Referral]:
    """All there are, the latest first."""
    rows = book.rows("SELECT * FROM referral ORDER BY referred_on DESC, id DESC")
    return [_referral(row) for row in rows]


def referrals_not_ended(book: Book, today: str) -> list[Referral]:
    """Those that were not ended by a day, the latest first."""
    rows = book.rows(
        f"SELECT * FROM referral WHERE {_IS_OPEN} ORDER BY referred_on DESC, id DESC",
        {"today": today},
    )
    return [_referral(row) for row in rows]


def medical_days(book: Book, client_id: int, since: str) -> list[Row]:
    """A client's medical visits from a day on, in order: local_date, status (done or booked)."""
    return book.rows(
        "SELECT local_date, status FROM session WHERE client_id = ? AND local_date >= ? "
        "AND purpose = 'medical' AND status IN ('done', 'booked') ORDER BY local_date",
        (client_id, since),
    )


def add_report(book: Book, report: ProgressReport) -> int:
    return book.insert("progress_report", _values(report, _REPORT))


def reports_of(book: Book, client_id: int) -> list[ProgressReport]:
    """What was written on a client, the latest first."""
    rows = book.rows(
        "SELECT * FROM progress_report WHERE client_id = ? ORDER BY written_on DESC, id DESC",
        (client_id,),
    )
    return [ProgressReport(id=row["id"], **{name: row[name] for name in _REPORT}) for row in rows]


def _values(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _referral(row: Row) -> Referral:
    return Referral(id=row["id"], **{name: row[name] for name in _REFERRAL})


def add_note(book: Book, note: FunctionNote) -> int:
    return book.insert("function_note", _values(note, _NOTE))


def change_note(book: Book, note_id: int, note: FunctionNote) -> None:
    book.update("function_note", note_id, _values(note, _NOTE))


def remove_note(book: Book, note_id: int) -> None:
    book.execute("DELETE FROM function_note WHERE id = ?", (note_id,))


def note(book: Book, note_id: int) -> FunctionNote:
    row = book.row("SELECT * FROM function_note WHERE id = ?", (note_id,))
    if row is None:
        raise NotFoundError(
            f"there is no function note {note_id}; `mtdesk function list CLIENT` lists them"
        )
    return _note(row)


def notes_of(book: Book, client_id: int, last_day: str) -> list[FunctionNote]:
    """What was noted of a client up to a day, in order of time."""
    rows = book.rows(
        "SELECT * FROM function_note WHERE client_id = ? AND noted_on <= ? ORDER BY noted_on, id",
        (client_id, last_day),
    )
    return [_note(row) for row in rows]


def _note(row: Row) -> FunctionNote:
    return FunctionNote(id=row["id"], **{name: row[name] for name in _NOTE})


# What a missed appointment was for is seldom typed: then what its client came for before.
_PURPOSE = """coalesce(session.purpose, (SELECT earlier.purpose FROM session AS earlier
    WHERE earlier.client_id = session.client_id AND earlier.local_date <= session.local_date
    AND earlier.status = 'done' AND earlier.purpose IS NOT NULL
    ORDER BY earlier.local_date DESC, earlier.id DESC LIMIT 1))"""


def counts(book: Book, period: Period, decided: str, days: int) -> list[Row]:
    """Done and missed sessions by purpose: purpose, done, asked, missed, rebookable, rebooked.

    `rebookable` are done visits of a known client up to the day `decided`; of these `rebooked`
    were followed by another, done or booked, on a later day within so many days.
    """
    first, end = period.start.isoformat(), period.end.isoformat()
    done = book.rows(
        """
        SELECT purpose, count(*) AS done, sum(asked_feedback) AS asked, sum(decided) AS rebookable,
            sum(decided AND EXISTS (SELECT 1 FROM session AS later
                WHERE later.client_id = visit.client_id AND later.local_date > visit.local_date
                AND later.local_date <= date(visit.local_date, :within)
                AND later.status IN ('done', 'booked'))) AS rebooked, 0 AS missed
        FROM (SELECT *, client_id IS NOT NULL AND local_date <= :decided AS decided FROM session
              WHERE local_date >= :first AND local_date < :end AND status = 'done') AS visit
        GROUP BY 1""",
        {"first": first, "end": end, "decided": decided, "within": f"+{days} days"},
    )
    missed = book.rows(
        f"""
        SELECT {_PURPOSE} AS purpose, 0 AS done, 0 AS asked, 0 AS rebookable, 0 AS rebooked,
            count(*) AS missed
        FROM session WHERE local_date >= ? AND local_date < ?
        AND status IN ('no_show', 'late_cancel') GROUP BY 1""",
        (first, end),
    )
    return [*done, *missed]


def pains(book: Book, period: Period) -> list[Row]:
    """Done visits with pain before and after, those alike together.

    purpose, pain_before, pain_after, count.
    """
    return book.rows(
        """
        SELECT purpose, pain_before, pain_after, count(*) AS count FROM session
        WHERE local_date >= ? AND local_date < ? AND status = 'done'
        AND pain_before IS NOT NULL AND pain_after IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
        (period.start.isoformat(), period.end.isoformat()),
    )


def arrivals(book: Book, period: Period) -> list[Row]:
    """Done visits that asked for the pain on arrival, in order: client_id, pain_before."""
    return book.rows(
        """
        SELECT client_id, pain_before FROM session
        WHERE local_date >= ? AND local_date < ? AND status = 'done'
        AND client_id IS NOT NULL AND pain_before IS NOT NULL ORDER BY local_date, id""",
        period.bounds,
    )


def incidents(book: Book, period: Period) -> list[Row]:
    """Incidents not withdrawn by the purpose of their session: is_placed, purpose, count.

    One without a session belongs to what its client last came for by then; one without a client
    either is not placed.
    """
    return book.rows(
        f"""
        SELECT session_id IS NOT NULL OR client_id IS NOT NULL AS is_placed,
            CASE WHEN session_id IS NOT NULL
                THEN (SELECT purpose FROM session WHERE session.id = incident.session_id)
                ELSE (SELECT purpose FROM session WHERE session.client_id = incident.client_id
                    AND session.local_date <= incident.local_date AND status = 'done'
                    ORDER BY session.local_date DESC, session.id DESC LIMIT 1)
            END AS purpose, count(*) AS count
        FROM incident WHERE local_date >= ? AND local_date < ? AND NOT {WITHDRAWN}
        GROUP BY 1, 2 ORDER BY 1, 2""",
        (period.start.isoformat(), period.end.isoformat()),
    )


def rhythms(book: Book, last: str, days: int) -> list[Row]:
    """Visits of the clients who came in the latest so many days: purpose, clients, first_visits,
    latest_visits.

    Only of those whose first visit of that purpose is so long ago that the first and the latest
    days do not overlap.
    """
    return book.rows(
        """
        SELECT purpose, count(*) AS clients, sum(latest) AS latest_visits,
            sum((SELECT count(*) FROM session WHERE session.client_id = each.client_id
                AND session.purpose = each.purpose AND session.status = 'done'
                AND session.local_date >= each.first_day
                AND session.local_date < date(each.first_day, :after))) AS first_visits
        FROM (SELECT client_id, purpose, count(*) AS latest,
                (SELECT min(local_date) FROM session AS earliest
                 WHERE earliest.client_id = session.client_id
                 AND earliest.purpose = session.purpose AND earliest.status = 'done') AS first_day
              FROM session WHERE local_date > date(:last, :before) AND local_date <= :last
              AND status = 'done' AND client_id IS NOT NULL AND purpose IS NOT NULL
              GROUP BY 1, 2) AS each
        WHERE first_day <= date(:last, :twice) GROUP BY 1""",
        {
            "last": last,
            "after": f"+{days} days",
            "before": f"-{days} days",
            "twice": f"-{2 * days - 1} days",
        },
    )


def feedback(book: Book, client_id: int, last: str) -> tuple[int, int]:
    """Of a client's done sessions up to a day, those in which feedback was asked, and all."""
    row = book.row(
        "SELECT coalesce(sum(asked_feedback), 0) AS asked, count(*) AS done FROM session "
        "WHERE client_id = ? AND local_date <= ? AND status = 'done'",
        (client_id, last),
    )
    return (row["asked"], row["done"]) if row else (0, 0)
