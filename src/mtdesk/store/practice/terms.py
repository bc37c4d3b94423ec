"""Terms of pay as rows, and the work that was done under each."""

from __future__ import annotations

from sqlite3 import Row

from mtdesk.model.period import Period
from mtdesk.model.practice.terms import PayTerm
from mtdesk.store.file.book import Book

_STORED = (
    "workplace_id",
    "valid_from",
    "kind",
    "share",
    "amount_minor",
    "employed",
    "collects",
    "note",
)


def every(book: Book) -> list[PayTerm]:
    """Those of all workplaces, each workplace's in order of their days."""
    return [
        PayTerm(
            id=row["id"],
            **{**{name: row[name] for name in _STORED}, "employed": bool(row["employed"])},
        )
        for row in book.rows("SELECT * FROM pay_term ORDER BY workplace_id, valid_from")
    ]


def on(book: Book, workplace_id: int, day: str) -> PayTerm | None:
    """The term of a workplace that holds on a day; None where none has begun."""
    held = [
        each for each in every(book) if each.workplace_id == workplace_id and each.valid_from <= day
    ]
    return held[-1] if held else None


def add(book: Book, term: PayTerm) -> int:
    return book.insert("pay_term", {name: getattr(term, name) for name in _STORED})


def remove(book: Book, term_id: int) -> None:
    book.execute("DELETE FROM pay_term WHERE id = ?", (term_id,))


def sessions_from(book: Book, workplace_id: int, day: str, *, done_only: bool = False) -> int:
    """How many sessions of a workplace are dated on a day or later."""
    done = " AND status = 'done'" if done_only else ""
    return int(
        book.value(
            f"SELECT count(*) FROM session WHERE workplace_id = ? AND local_date >= ?{done}",
            (workplace_id, day),
        )
    )


def worked(book: Book, period: Period) -> list[Row]:
    """Done sessions summed: workplace_id, term_id, price_minor, sessions, hands_on_minutes, tips_minor.

    The term is the one that held on the session's day; None where none had begun.
    """
    return book.rows(
        """
        SELECT workplace_id,
            (SELECT id FROM pay_term WHERE pay_term.workplace_id = session.workplace_id
                AND valid_from <= session.local_date ORDER BY valid_from DESC LIMIT 1) AS term_id,
            price_minor, count(*) AS sessions,
            coalesce(sum(minutes), 0) AS hands_on_minutes,
            sum(coalesce((SELECT sum(amount_minor) FROM payment
                WHERE session_id = session.id AND kind = 'tip'), 0)) AS tips_minor
        FROM session
        WHERE local_date >= ? AND local_date < ? AND status = 'done' AND workplace_id IS NOT NULL
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
        period.bounds,
    )
