"""What files of appointments have in common: a row is a session held, missed or booked, or nothing.

What a program calls its states is one table for all. A file that says nothing of money makes sessions
whose money is unknown: neither income nor debt; minutes that it does not have are not known either.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers.cells import digest, shown
from mtdesk.exchange.readers.days import Instant
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.model import rules
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import Payment, Redemption
from mtdesk.model.names import fold
from mtdesk.model.session import Session

# What programs call a state; each word stands for `done`, `booked`, `no_show` or `late_cancel`.
_STATES = {
    "done": (
        "arrived", "in progress", "completed", "complete", "done", "checked in", "checked out",
        "attended", "show", "finished", "started", "paid", "kept",
    ),
    "booked": (
        "booked", "confirmed", "unconfirmed", "scheduled", "new", "accepted", "upcoming", "pending",
        "requested",
    ),
    "no_show": ("no show", "noshow", "missed", "did not attend", "did not show"),
    "late_cancel": (
        "late cancel", "late cancelled", "late canceled", "late cancellation", "cancelled late",
        "canceled late", "short notice cancellation",
    ),
}  # fmt: skip
_STATE_OF = {word: state for state, words in _STATES.items() for word in words}
# What holds nothing for the practice, and why it is skipped.
_NOTHING = {
    "cancelled": "cancelled", "canceled": "cancelled", "declined": "declined",
    "deleted": "deleted", "archived": "deleted",
    "rescheduled": "moved to another time, where it counts", "moved": "moved to another time, where it counts",
    "break": "a break", "blocked": "blocked time", "blocked time": "blocked time",
    "block": "blocked time", "time off": "blocked time", "busy": "blocked time",
}  # fmt: skip


def state(word: str) -> tuple[str | None, str]:
    """What a program's word says of an appointment, and why it is nothing; neither where not known."""
    form = fold(word).replace("_", " ").replace("-", " ").strip()
    return _STATE_OF.get(form), _NOTHING.get(form, "")


@frozen
class Row:
    """An appointment as a file has it.

    A `word` of no meaning, where the column holds more than states (`is_free`), says nothing. `ended`
    or `minutes` say how long it was; neither where the file does not. `says_money` is false of a file
    without any. `names` are the columns of the state, the time and the length: a refusal names one.
    """

    source: str
    own_id: str
    line: int
    word: str
    is_free: bool = False
    began: Instant
    ended: Instant | None = None
    minutes: int | None = None
    client: str | None = None
    service: str | None = None
    workplace: str | None = None
    note: str = ""
    says_money: bool = False
    price_minor: int | None = None
    payer: str = "client"
    insurer: str | None = None
    payments: tuple[Payment, ...] = ()
    redemption: Redemption | None = None
    names: tuple[str, str, str]


def record_of(context: ReaderContext, row: Row) -> Record | Skipped:
    """The session of a row, or why there is none."""
    of_state, of_time, of_length = row.names
    status, nothing = state(row.word)
    if nothing:
        return Skipped(row.line, nothing)
    began = datetime.fromisoformat(row.began.here)
    if status is None:
        if row.word.strip() and not row.is_free:
            raise InvalidError(
                of_state, f"“{shown(row.word)}” is no state that is known; write done or cancelled"
            )
        status = "booked" if began > context.now else "done"
    rules.session_moment(began, status, context.now, of_time)
    is_held = status in {"done", "booked"}
    minutes = _minutes(row, of_length) if is_held else 0
    asks = row.says_money or status == "booked"
    session = Session(
        local_date=row.began.here[:10],
        started_at=row.began.here,
        minutes=minutes,
        client=row.client,
        service=row.service,
        workplace=row.workplace,
        price_minor=row.price_minor if asks else None,
        money_unknown=not asks,
        status=status,
        payer=row.payer,
        insurer=row.insurer,
        note=row.note,
    )
    payments = row.payments
    if status in {"no_show", "late_cancel"}:
        payments = tuple(
            replace(each, kind="cancellation_fee") if each.kind == "session" else each
            for each in payments
        )
    content = digest(*_said(session), *(part for each in payments for part in _paid(each)))
    own_id = row.own_id.lstrip("#")  # that mark is of rows without an id
    key = f"{own_id}@{row.began.printed}" if own_id else f"#{content}"
    return Record(
        key=f"{row.source}:{key}",
        digest=content,
        line=row.line,
        session=session,
        payments=payments,
        redemption=row.redemption,
    )


def _minutes(row: Row, column: str) -> int | None:
    minutes = row.minutes
    if row.ended is not None:
        lasted = datetime.fromisoformat(row.ended.here) - datetime.fromisoformat(row.began.here)
        minutes = round(lasted.total_seconds() / 60)
    return None if minutes is None else rules.MINUTES.check(minutes, column)


def _said(session: Session) -> tuple[Any, ...]:
    return (
        session.started_at, session.minutes, session.client, session.service, session.workplace,
        session.price_minor, session.status, session.payer, session.note,
    )  # fmt: skip


def _paid(payment: Payment) -> tuple[Any, ...]:
    return payment.kind, payment.amount_minor, payment.received_on, payment.method


def full_name(first: str | None, last: str | None) -> str | None:
    """A name of its two parts; in Chinese, Japanese and Korean letters the family's comes first."""
    if not (first and last):
        return first or last
    if all(_is_of_the_east(mark) for mark in first + last):
        return f"{last}{'' if len(last) == 1 else ' '}{first}"
    return f"{first} {last}"


def _is_of_the_east(mark: str) -> bool:
    return unicodedata.name(mark, "").partition(" ")[0] in {"CJK", "HANGUL", "HIRAGANA", "KATAKANA"}
