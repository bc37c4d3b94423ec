"""Closing a day in words: what is asked, how it may be answered, what is booked next."""

from __future__ import annotations

from datetime import date
from typing import Any

from mtdesk.desk.week.closing import Closing, Given, NextDay, Open
from mtdesk.model.frozen import frozen
from mtdesk.model.money import Currency
from mtdesk.model.period import hours, human_day
from mtdesk.model.session import Session, Visit
from mtdesk.model.text import counted
from mtdesk.say.document import Keys, document
from mtdesk.say.sessions import Reading, effort, written
from mtdesk.say.unsaid import short_minutes
from mtdesk.say.wellbeing import check_in_line

NOTHING_LEFT = "Nothing left to do."
# How each may be answered: on the command line, and in short where a key does it.
ANSWERS = {
    "booking": "y done, n no-show, b cancelled, or as in `done`: 90+15 card",
    "price": "such as 90 card, 90+15 cash, 90 unpaid, free",
    "method": "such as cash, card, venmo",
    "effort": "0-10, or y where the estimate is right",
    "time": "such as 14:30",
    "check_in": "body and mind, 0-10 each, such as 6 4",
}
LATER = "enter leaves it open, ctrl+c writes nothing"
_COMMANDS = {
    "booking": "done {}",
    "price": "edit {} price=90 method=card",
    "method": "edit {} method=card",
    "effort": "edit {} effort={:g}",
    "time": "edit {} at=14:30",
}


def question(asked: Open, currency: Currency) -> str:
    """`Kofi Odum 14:30, Deep tissue 60 min: did it happen?`"""
    if asked.visit is None:
        return "check-in: how worn out are body and mind?"
    session, who = asked.visit.session, _who(asked.visit.session)
    if asked.kind == "booking":
        return f"{who}: did it happen?"
    if asked.kind == "price":
        return f"{who}: what did it cost?"
    if asked.kind == "method":
        return f"{who}: {currency.format(_without_way(asked.visit))} came in, how?"
    if asked.kind == "time":
        return f"{who}: when did it begin?"
    estimate = f" {effort(session)} is an estimate" if session.effort is not None else ""
    return f"{who}: how hard was it on you?{estimate}"


def short_question(asked: Open, currency: Currency) -> str:
    """`Kofi Odum 14:30, did it happen?`: where there is little room."""
    if asked.visit is None:
        return "check-in, ten seconds"
    session = asked.visit.session
    name = _called(session)
    if asked.kind == "effort":
        return f"{name}, effort {effort(session)}?"
    if asked.kind == "method":
        return f"{name}, {currency.format(_without_way(asked.visit))} came how?"
    short = {"booking": "did it happen?", "price": "what did it cost?", "time": "begun when?"}
    return f"{name}, {short[asked.kind]}"


def _without_way(visit: Visit) -> int:
    return sum(each.amount_minor for each in visit.payments if each.method is None)


def _called(session: Session) -> str:
    """`Kofi Odum 14:30`."""
    return " ".join(part for part in (session.client or "no client", session.clock) if part)


def _who(session: Session) -> str:
    """`Kofi Odum 14:30, Deep tissue 60 min`."""
    name = _called(session)
    what = session.service or session.modality or ""
    minutes = short_minutes(session)
    return f"{name}, {what} {minutes}".strip(" ,") if what or minutes else name


def command(asked: Open, day: date, today: date) -> str:
    """What answers it from a script."""
    if asked.visit is None:
        on = "" if day == today else f" --on {day}"
        return f"mtdesk checkin body 4 mind 3{on}"
    session = asked.visit.session
    return f"mtdesk {_COMMANDS[asked.kind].format(session.id, session.effort or 0)}"


def left(closing: Closing) -> str:
    """`2 left`; empty where nothing is."""
    return f"{len(closing.open)} left" if closing.open else ""


def owing_words(closing: Closing, currency: Currency) -> str:
    """Who owes of that day: said, not asked."""
    return " · ".join(
        f"{each.session.client or 'no client'} owes {currency.format(each.owed_minor)}"
        if each.session.payer == "client"
        else f"{currency.format(each.owed_minor)} owed for {each.session.client or 'a session'}"
        for each in closing.owing
    )


def tomorrow_words(found: NextDay, today: date) -> str:
    """`tomorrow 10:00 Noor Palma, Swedish 90 min, the only one`; of several, how much and the first."""
    day = human_day(found.date, today)
    if not found.bookings:
        return f"{day} nothing is booked"
    if len(found.bookings) == 1:
        only = found.bookings[0]
        return f"{day} {_who(only)}, the only one"
    past = found.minutes - found.limit_minutes
    over = f", {hours(past)} past your {hours(found.limit_minutes)}" if past > 0 else ""
    first = (
        f"; first {found.first.clock} {found.first.client or ''}".rstrip() if found.first else ""
    )
    return f"{day} {counted(len(found.bookings), 'booking')}, {hours(found.minutes)}{over}{first}"


def earlier_words(closing: Closing, today: date) -> str:
    """Bookings of earlier days of which nothing is known; empty where there are none."""
    if not closing.earlier:
        return ""
    oldest = closing.earlier[0].local_date
    return (
        f"{counted(len(closing.earlier), 'booking')} of earlier days not settled, the oldest "
        f"{human_day(oldest, today)}: mtdesk close {oldest}"
    )


def given_reading(given: Given, currency: Currency, today: date) -> Reading:
    """An answer as it was written."""
    if given.logged is not None:
        return written(given.logged, currency, today)
    if given.check_in is None:
        raise TypeError
    return Reading(check_in_line(given.check_in, today))


# -- as JSON

CLOSING: Keys = (
    "date", "currency", ("open", ("kind", "session", "what")), "untimed", "owed_minor",
    ("tomorrow", (
        "date", "bookings", "booked_minutes", "limit_minutes", "first_at", "what",
    )),
    "earlier_bookings", "earliest_date",
)  # fmt: skip


@frozen
class _Asked:
    kind: str
    session: int | None
    what: str


@frozen
class _Next:
    date: date
    bookings: int
    booked_minutes: int
    limit_minutes: int
    first_at: str | None
    what: str


@frozen
class _Said:
    """A time that is not known is no question of a script's: such sessions are `untimed`."""

    date: date
    currency: str
    open: tuple[_Asked, ...]
    untimed: tuple[int | None, ...]
    owed_minor: int
    tomorrow: _Next
    earlier_bookings: int
    earliest_date: str | None


def closing_document(closing: Closing, currency: Currency, today: date) -> dict[str, Any]:
    following = closing.tomorrow
    said = _Said(
        date=closing.date,
        currency=currency.code,
        open=tuple(
            _Asked(kind=each.kind, session=each.session, what=question(each, currency))
            for each in closing.open
            if each.kind != "time"
        ),
        untimed=tuple(each.session for each in closing.open if each.kind == "time"),
        owed_minor=sum(each.owed_minor for each in closing.owing),
        tomorrow=_Next(
            date=following.date,
            bookings=len(following.bookings),
            booked_minutes=following.minutes,
            limit_minutes=following.limit_minutes,
            first_at=following.first.clock if following.first else None,
            what=tomorrow_words(following, today),
        ),
        earlier_bookings=len(closing.earlier),
        earliest_date=closing.earlier[0].local_date if closing.earlier else None,
    )
    return document(said, CLOSING)
