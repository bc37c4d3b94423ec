"""Closing a day: what it still asks, and the answers, which are one operation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.desk.sessions import Sessions
from mtdesk.desk.sessions.bookings import ask_twice
from mtdesk.desk.sessions.draft import Logged, write
from mtdesk.desk.sessions.left_out import paid_so, priced
from mtdesk.desk.wellbeing import Wellbeing
from mtdesk.errors import InvalidError, RefusedError
from mtdesk.insight.closing import KINDS, Closing, NextDay, Open, is_due, open_of
from mtdesk.model.frozen import frozen
from mtdesk.model.practice.terms import pay_of
from mtdesk.model.rules import PAST, RATING, read_effort
from mtdesk.model.session import Session
from mtdesk.model.text import counted, joined
from mtdesk.model.wellbeing import CheckIn
from mtdesk.store import sessions
from mtdesk.store.practice import terms

__all__ = ["KINDS", "Answer", "Closing", "Closings", "Given", "NextDay", "Open"]

YES = ("y", "yes")
_STATUS = {"y": "", "yes": "", "done": "", "n": "no-show", "no": "no-show", "b": "cancelled"}
_MOST_NAMED = 3


@frozen
class Answer:
    """What is said of something open: its kind, its session, the words; `confirmed` that she is sure."""

    kind: str
    session: int | None
    text: str
    confirmed: bool = False


@frozen
class Given:
    """An answer as it was written: what became of the session, or the check-in."""

    answer: Answer
    logged: Logged | None = None
    check_in: CheckIn | None = None


class Closings:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def of(self, day: date | None = None) -> Closing:
        """What a day (default today) still asks, and what is booked on the next."""
        opened = self._opened
        day = day or opened.today
        area = Sessions(opened)
        visits, now = area.visits(day), opened.now()
        found = open_of(
            visits,
            now,
            has_check_in=Wellbeing(opened).of_day(day) is not None,
            is_begun=opened.exists and day <= opened.today,
        )
        return Closing(
            date=day,
            open=tuple(each for each in found if not self._is_paid_by_terms(each)),
            owing=tuple(each for each in visits if each.owed_minor),
            tomorrow=self._next(day + timedelta(days=1)),
            earlier=tuple(
                each for each in area.bookings.passed() if each.local_date < day.isoformat()
            ),
            is_due=is_due(day, visits, now),
        )

    def answer(self, day: date, answers: Sequence[Answer], *, keep: bool = True) -> list[Given]:
        """Write what is said of what is open of a day, as one operation; nothing where `keep` is not set.

        Of a booking: `y` (done as booked), `n` (no-show), `b` (cancelled) or the words of `done`; of
        a price the money of an entry line; of an effort a number, or `y` where the estimate is
        right; of a check-in its line, or two numbers for body and mind.

        Raises:
            RefusedError: it is not open any more; InvalidError: an answer is wrong.
            NeedsConfirmationError: a file seems to have brought the money.
        """
        PAST.check(day, self._opened.now().date(), "close")
        with self._opened.as_one("close", f"close of {day}", keep=keep) as whole:
            given = [self._give(day, each) for each in answers]
            whole.is_about(f"close of {day}: {_about(given)}")
        return given

    def preview(self, day: date, answers: Sequence[Answer]) -> tuple[list[Given], Closing]:
        """What answers would write, and what would then be open. Writes nothing.

        Raises:
            as `answer` does.
        """
        with self._opened.as_one("close", "", keep=False):
            return [self._give(day, each) for each in answers], self.of(day)

    def _give(self, day: date, answer: Answer) -> Given:
        asked = {each.name: each for each in self.of(day).open}
        found = asked.get((answer.kind, answer.session))
        if found is None:
            raise RefusedError(f"{_named(answer.kind)} of {day} is not open any more; look again")
        text = answer.text.strip()
        if not text:
            raise InvalidError(_named(answer.kind), "nothing is said")
        if found.visit is None:
            return Given(answer=answer, check_in=self._check_in(day, text))
        return Given(answer=answer, logged=self._settle(found.visit.session, answer, text))

    def _settle(self, session: Session, answer: Answer, text: str) -> Logged:
        area, number = Sessions(self._opened), session.id or 0
        if answer.kind == "booking":
            words = _STATUS.get(text.casefold(), text)
            return area.bookings.settle(number, words, confirmed=answer.confirmed)
        if answer.kind == "effort":
            return area.edit(number, {"effort": _effort(session, text)})
        if answer.kind == "time":
            return area.edit(number, {"at": text}, confirmed=answer.confirmed)
        completed = priced if answer.kind == "price" else paid_so
        with self._opened.writing("close", f"{answer.kind} of session {number}") as writing:
            draft, before = completed(self._opened, number, text)
            if not answer.confirmed:
                ask_twice(self._opened, draft)
            return write(writing, draft, before)

    def _check_in(self, day: date, text: str) -> CheckIn:
        words = text.split()
        if len(words) == 2 and all(word.replace(".", "", 1).isdigit() for word in words):
            body, mind = (RATING.check(float(word), "check-in") for word in words)
            said = CheckIn(checked_on=day.isoformat(), body=body, mind=mind, soreness={})
            return Wellbeing(self._opened).record(said)[0]
        return Wellbeing(self._opened).check_in(text, on=day.isoformat())[0]

    def _is_paid_by_terms(self, asked: Open) -> bool:
        """Whether a session's workplace pays for it whatever its price is."""
        if asked.kind != "price" or asked.visit is None:
            return False
        session = asked.visit.session
        if session.workplace_id is None:
            return False
        term = terms.on(self._opened.book, session.workplace_id, session.local_date)
        return term is not None and pay_of(term, None, session.minutes) is not None

    def _next(self, day: date) -> NextDay:
        booked = sessions.booked(self._opened.book, day.isoformat(), day.isoformat())
        return NextDay(
            date=day,
            bookings=tuple(booked),
            limit_minutes=self._opened.settings.hands_on_minutes_a_day,
        )


def _effort(session: Session, text: str) -> str:
    """As typed: a number, `e6` as in a line, or that the estimate is right."""
    if text.casefold() in YES and session.effort is not None:
        return f"{session.effort:g}"
    effort = read_effort(text.removeprefix("e"))
    return f"{effort:g}" if effort is not None else ""


def _named(kind: str) -> str:
    return kind.replace("_", "-")


def _about(given: Sequence[Given]) -> str:
    """`booking of Ana Pérez and check-in`; a number where they are many."""
    if len(given) > _MOST_NAMED:
        return counted(len(given), "answer")
    said = []
    for each in given:
        who = each.logged and (each.logged.session.client or each.logged.session.service)
        said.append(f"{_named(each.answer.kind)} of {who}" if who else _named(each.answer.kind))
    return joined(said)
