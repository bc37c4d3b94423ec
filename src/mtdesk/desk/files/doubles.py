"""Pairs of payments that look like one: what a file brought beside what was typed, or another file's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.ledger.alike import Standing
from mtdesk.insight.matching import can_meet, match
from mtdesk.store.file.backup import Check
from mtdesk.store.file.guard import Unusual
from mtdesk.store.ledger import received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.model.ledger.alike import Candidate
    from mtdesk.model.money import Currency
    from mtdesk.store.file.book import Book

_TOLD = 5


def check(book: Book, currency: Currency) -> Check:
    """What `doctor` says of them: no fault of the file, and for her to look at."""
    rows = tuple(
        Unusual(
            table="payment",
            id=one.payment or 0,
            field="money",
            sentence=f"looks like {other.words(currency)}",
        )
        for one, other in pairs(book)
    )
    words = [row.words for row in rows[:_TOLD]]
    if len(rows) > _TOLD:
        words.append(f"and {len(rows) - _TOLD:,} more")
    return Check(name="twice", ok=True, detail="; ".join(words) or "nothing", rows=rows)


def pairs(book: Book) -> Iterator[tuple[Candidate, Candidate]]:
    """What a file brought, with what it looks like; each pair once."""
    told: set[frozenset[int]] = set()
    for day in received.days_of_two(book):
        imported = received.imported_of(book, day)
        for source in sorted({row["source"] for row in imported}):
            brought = Standing(row for row in imported if row["source"] == source)
            others = Standing(received.of_days(book, day, day, source))
            found = match(
                [each for each in brought.sums if not each.is_part],
                [each for each in others.sums if not each.is_taken],
            )
            met = {number: (other,) for number, other in found.matched.items()}
            for each in brought.sums:
                like = next(
                    (
                        other
                        for other in (*met.get(each.id, ()), *found.unclear.get(each.id, ()))
                        if can_meet(each, other)
                    ),
                    None,
                )
                if like is None or each.rows | like.rows in told:
                    continue
                told.add(each.rows | like.rows)
                yield brought.candidate(each), others.candidate(like)
