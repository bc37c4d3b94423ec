"""What a line typed in the bar would write, and the writing of it.

`read` says what would be written and writes nothing; `save` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtdesk.desk import Desk
from mtdesk.errors import EntryError, MtdeskError, NeedsConfirmationError
from mtdesk.model.entry.kinds import Kind, kind_of, parse_pay, parse_time
from mtdesk.model.entry.lines import parse_check_in, parse_trip
from mtdesk.model.text import counted
from mtdesk.model.wellbeing import CheckIn
from mtdesk.say.ledger import beyond_lines, expense_line, payment_line, trip_line, work_line
from mtdesk.say.sessions import Reading, Remark, understood, written
from mtdesk.say.wellbeing import check_in_line
from mtdesk.tui.names import SHOWN, Names

if TYPE_CHECKING:
    from mtdesk.desk.sessions import Logged


def read(desk: Desk, text: str, names: Names = SHOWN) -> Reading:
    """Raises MtdeskError when the line cannot be understood; an EntryError marks a word of it."""
    kind = kind_of(text)
    with _at(kind):
        if kind.name == "session":
            draft = desk.sessions.understand(text)
        elif kind.name == "done":
            draft = desk.sessions.bookings.understand(kind.number or 0, kind.rest)
        else:
            return Reading(_words(desk, kind))
        return understood(names.veiled(draft), desk.settings.currency, desk.today)


def save(desk: Desk, text: str, names: Names = SHOWN, *, confirmed: bool = False) -> Reading:
    """Write the line and say what was written.

    Raises:
        NeedsConfirmationError: the client is new, or gets no more appointments, and `confirmed`
            is not set.
    """
    kind = kind_of(text)
    with _at(kind):
        if kind.name == "session":
            return logged(desk, desk.sessions.log(text, confirmed=confirmed), names)
        if kind.name == "done":
            settled = desk.sessions.bookings.settle(
                kind.number or 0, kind.rest, confirmed=confirmed
            )
            return logged(desk, settled, names)
        said = _words(desk, kind)  # before it is written: a payment settles what it names
        if kind.name == "checkin":
            said = check_in_line(desk.wellbeing.check_in(kind.rest)[0], desk.today)
        elif kind.name == "spend":
            desk.ledger.spend(kind.rest)
        elif kind.name == "pay":
            currency = desk.settings.currency
            line = parse_pay(kind.rest, currency)
            amount = currency.plain(line.amount_minor)
            payments, _ = desk.ledger.pay(
                line.client, amount, method=line.method, confirmed=confirmed
            )
            beyond = beyond_lines(payments, currency)
            return Reading(said, tuple(Remark(each) for each in beyond))
        elif kind.name == "trip":
            desk.ledger.trip(kind.rest)
        else:
            work = parse_time(kind.rest)
            desk.ledger.work(str(work.minutes), work.kind, note=work.note)
        return Reading(said)


# -- several at once


@dataclass(frozen=True)
class Tried:
    """A line by its number, tried after those before it: as it would be written, or what is wrong.

    Where writing it asks something first, that is its `question`.
    """

    number: int
    text: str
    reading: Reading | None = None
    trouble: str = ""
    question: str = ""


def try_all(desk: Desk, text: str, names: Names = SHOWN) -> list[Tried]:
    """Each line of a text, as it would be written after those before it. Writes nothing."""
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    with desk.as_one("log", "", keep=False):
        return [_tried(desk, number, line, names) for number, line in numbered]


def _tried(desk: Desk, number: int, line: str, names: Names) -> Tried:
    try:
        return Tried(number, line, save(desk, line, names))
    except NeedsConfirmationError as asked:
        question = names.asked(asked)
    except MtdeskError as error:
        return Tried(number, line, trouble=error.message)
    try:
        return Tried(number, line, save(desk, line, names, confirmed=True), question=question)
    except MtdeskError as error:
        return Tried(number, line, trouble=error.message)


def save_all(desk: Desk, tried: Sequence[Tried], names: Names = SHOWN) -> None:
    """Write the lines that can be, as one operation; what one of them asked is answered yes.

    Raises:
        MtdeskError: one cannot be written any more; then none is.
    """
    kept = [each for each in tried if each.reading is not None]
    with desk.as_one("log", f"{counted(len(kept), 'line')} pasted"):
        for each in kept:
            save(desk, each.text, names, confirmed=bool(each.question))


def logged(desk: Desk, session: Logged, names: Names) -> Reading:
    """A session as it was written."""
    return written(names.veiled(session), desk.settings.currency, desk.today)


@contextmanager
def _at(kind: Kind) -> Iterator[None]:
    """An error marks its word in the whole line, not only in what follows the first word."""
    try:
        yield
    except EntryError as error:
        error.start, error.end = error.start + kind.start, error.end + kind.start
        raise


def _words(desk: Desk, kind: Kind) -> str:
    """A line that is no session's, as understood."""
    currency, today = desk.settings.currency, desk.today
    if kind.name == "spend":
        expense = desk.ledger.understand_spend(kind.rest)
        return expense_line(expense, currency, desk.settings.profile, today)
    if kind.name == "trip":
        trip = parse_trip(kind.rest, desk.sessions.vocabulary(""), desk.settings.distance_unit)
        return trip_line(trip, today)
    if kind.name == "time":
        return work_line(parse_time(kind.rest))
    if kind.name == "checkin":
        return check_in_line(_check_in(desk, kind.rest), desk.today)
    line = parse_pay(kind.rest, currency)
    amount = currency.plain(line.amount_minor)
    payment = desk.ledger.received(line.client, amount, method=line.method)
    return payment_line(payment, desk.ledger.owed_by_payer(payment), currency)


def _check_in(desk: Desk, text: str) -> CheckIn:
    line = parse_check_in(text, desk.sessions.vocabulary(""))
    return CheckIn(
        checked_on=line.day.isoformat(),
        body=line.body,
        mind=line.mind,
        sleep_hours=line.sleep_hours,
        soreness=dict(line.soreness),
        note=line.note,
    )
