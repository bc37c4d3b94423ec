"""What a line typed in the bar means: a session, or `spend`, `trip`, `checkin`, `time` and the rest.

`done 214 90+15 card` settles booking 214; without a number `done` is a word of a session's line.

`read` says what would be written and writes nothing; `save` writes it. The first word decides; a
client of such a name goes in quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.entry import parse_check_in, parse_trip
from mtdesk.model.ledger import WORK_KINDS
from mtdesk.model.period import human_day
from mtdesk.model.rules import WORK_MINUTES
from mtdesk.model.wellbeing import CheckIn
from mtdesk.say.ledger import category_words
from mtdesk.say.sessions import alarm_words, credit_words, day_words, overlap_words, session_words
from mtdesk.say.wellbeing import check_in_words
from mtdesk.tui.names import SHOWN

if TYPE_CHECKING:
    from mtdesk.desk import Desk
    from mtdesk.desk.sessions import Draft, Logged
    from mtdesk.tui.names import Names

_FIRST_WORDS = {
    "spend": "spend", "trip": "trip", "time": "time", "checkin": "checkin", "check-in": "checkin",
    "pay": "pay",
}  # fmt: skip
_SETTLED = re.compile(r"\s*done\s+(\d{1,9})(?!\S)", re.IGNORECASE)  # `done 214`, and its words
_CHECK_IN_WORDS = ("body", "mind")  # a check-in may begin with its first rating


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as understood, and what to know before saving it; `alarm` is what was agreed with them."""

    words: str
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    alarm: str = ""


def of_session(desk: Desk, words: str, draft: Draft) -> Reading:
    """A session's words with what they mean for its day and for the client's credit."""
    past = draft.day_minutes > draft.limit_minutes
    day, overlap = day_words(draft), overlap_words(draft)
    credit = credit_words(draft, desk.settings.currency)
    new_client = "new client" if draft.is_new_client else ""
    return Reading(
        words,
        notes=tuple(note for note in (new_client, "" if past else day, credit) if note),
        warnings=tuple(warning for warning in (day if past else "", overlap) if warning),
        alarm=alarm_words(draft),
    )


def read(desk: Desk, text: str, names: Names = SHOWN) -> Reading:
    """Raises MtdeskError when the line cannot be understood; an EntryError marks a word of it."""
    kind, rest, offset = _split(text)
    if kind == "session":
        return _drafted(desk, names.draft(desk.sessions.understand(text)))
    try:
        if kind == "done":
            return _drafted(
                desk, names.draft(desk.sessions.bookings.understand(_number(text), rest))
            )
        return Reading(_READERS[kind](desk, rest))
    except EntryError as error:
        error.start, error.end = error.start + offset, error.end + offset
        raise


def _drafted(desk: Desk, draft: Draft) -> Reading:
    said = session_words(
        draft.session, draft.payments, desk.settings.currency, desk.today, draft.redemptions
    )
    return of_session(desk, " · ".join(said), draft)


def save(desk: Desk, text: str, names: Names = SHOWN, *, confirmed: bool = False) -> Reading:
    """Write the line and say what was written.

    Raises:
        NeedsConfirmationError: the client is new, or gets no more appointments, and `confirmed`
            is not set.
    """
    kind, rest, offset = _split(text)
    if kind == "session":
        logged = desk.sessions.log(text, confirmed=confirmed)
        return written(desk, logged, names)
    try:
        if kind == "done":
            return written(desk, desk.sessions.bookings.settle(_number(text), rest), names)
        if kind == "checkin":
            check_in, _, _ = desk.wellbeing.check_in(rest)
            return Reading(f"check-in · {check_in_words(check_in)}")
        said = _READERS[kind](desk, rest)  # before it is written: a payment settles what it names
        if kind == "spend":
            desk.ledger.spend(rest)
        elif kind == "pay":
            client, amount, method = _payment(rest)
            desk.ledger.pay(client, amount, method=method)
        elif kind == "trip":
            desk.ledger.trip(rest)
        else:
            minutes, work, note = _work(rest)
            desk.ledger.work(str(minutes), work, note=note)
        return Reading(said)
    except EntryError as error:
        error.start, error.end = error.start + offset, error.end + offset
        raise


def written(desk: Desk, logged: Logged, names: Names = SHOWN) -> Reading:
    """A session as it was written."""
    said = session_words(
        names.veiled(logged.session),
        logged.payments,
        desk.settings.currency,
        desk.today,
        logged.redemptions,
    )
    return of_session(desk, " · ".join(said), names.draft(logged.draft))


def check_in(desk: Desk, text: str) -> Reading:
    """`body 6 mind 4 thumb-r 5` as understood."""
    return Reading(_check_in(desk, text))


def _split(text: str) -> tuple[str, str, int]:
    """The kind of a line, what follows its first word, and where that begins."""
    bare = text.lstrip()
    first = bare.split(maxsplit=1)[0].casefold() if bare else ""
    if first in _CHECK_IN_WORDS:
        return "checkin", text, 0
    if settled := _SETTLED.match(text):
        return "done", text[settled.end() :], settled.end()
    if first not in _FIRST_WORDS:
        return "session", text, 0
    offset = len(text) - len(bare) + len(first)
    return _FIRST_WORDS[first], text[offset:], offset


def _number(text: str) -> int:
    """Of the booking that a line beginning with `done` settles."""
    found = _SETTLED.match(text)
    return int(found[1]) if found else 0


def _spend(desk: Desk, text: str) -> str:
    expense = desk.ledger.understand_spend(text)
    amount = desk.settings.currency.format(expense.amount_minor)
    return _joined(
        f"spent {amount}",
        expense.vendor,
        category_words(expense, desk.settings.profile),
        expense.method,
        _day(desk, date.fromisoformat(expense.spent_on)),
        expense.note,
    )


def _trip(desk: Desk, text: str) -> str:
    line = parse_trip(text, desk.sessions.vocabulary(""), desk.settings.distance_unit)
    distance = f"trip of {line.distance_tenths / 10:g} {line.unit}"
    return _joined(distance, line.purpose, _day(desk, line.day), line.note)


def _time(_: Desk, text: str) -> str:
    minutes, kind, note = _work(text)
    return _joined(f"{minutes} min {kind}", "unpaid", "today", note)


def _pay(desk: Desk, text: str) -> str:
    client, amount, method = _payment(text)
    payment = desk.ledger.received(client, amount, method=method)
    owed = sum(each.owed_minor for each in desk.ledger.outstanding(client))
    currency = desk.settings.currency
    return _joined(
        f"{currency.format(payment.amount_minor)} from {payment.client}",
        payment.method,
        f"{currency.format(owed)} outstanding" if owed else "nothing was outstanding",
    )


def _payment(text: str) -> tuple[str, str, str | None]:
    """`ana pérez 90 check`: client, amount, method."""
    said = text.split()
    place = next((at for at, word in enumerate(said) if any(map(str.isdigit, word))), None)
    if not place or len(said) > place + 2:
        raise InvalidError("pay", "write the client, the amount, and how: pay ana 90 check")
    method = said[place + 1] if len(said) > place + 1 else None
    return " ".join(said[:place]), said[place], method


def _check_in(desk: Desk, text: str) -> str:
    line = parse_check_in(text, desk.sessions.vocabulary(""))
    said = CheckIn(
        checked_on=line.day.isoformat(),
        body=line.body,
        mind=line.mind,
        sleep_hours=line.sleep_hours,
        soreness=dict(line.soreness),
        note=line.note,
    )
    return _joined("check-in", check_in_words(said), _day(desk, line.day))


def _work(text: str) -> tuple[int, str, str]:
    """`30 laundry, two loads`: minutes, kind, note."""
    said = text.replace("--", " ", 1).split(maxsplit=2)
    if len(said) < 2:
        raise InvalidError(
            "time", f"write the minutes and the kind, one of {', '.join(WORK_KINDS)}"
        )
    minutes = WORK_MINUTES.read_whole(said[0].casefold().removesuffix("m"), "minutes")
    kind = said[1].casefold().strip(",")
    if kind not in WORK_KINDS:
        raise InvalidError("kind", f"“{said[1]}” is not one of {', '.join(WORK_KINDS)}")
    return minutes, kind, said[2] if len(said) > 2 else ""


def _day(desk: Desk, day: date) -> str:
    return human_day(day, desk.today)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


_READERS = {"pay": _pay, "spend": _spend, "trip": _trip, "time": _time, "checkin": _check_in}
