"""Terms of pay by workplace, and what should have come by them.

A term holds from its day until the next begins. None is ever edited: a new one begins.
"""

from __future__ import annotations

from mtdesk.desk.opened import Opened
from mtdesk.errors import ANSWER_YES, NeedsConfirmationError, NotFoundError, RefusedError
from mtdesk.insight.terms import Held, PlaceTerms, Worked, earned, placed
from mtdesk.model.frozen import replace
from mtdesk.model.names import clean, fold
from mtdesk.model.period import Period
from mtdesk.model.practice import Workplace
from mtdesk.model.practice.terms import (
    PayTerm,
    check,
    pay_of,
    read_collects,
    read_kind,
    read_percent,
)
from mtdesk.model.rules import LATER, PAY_TERM, RENT, read_whole
from mtdesk.model.session import LAST_DAY
from mtdesk.model.text import counted
from mtdesk.store import practice, sessions
from mtdesk.store.file.book import Book
from mtdesk.store.practice import terms

__all__ = ["Held", "PlaceTerms", "Terms"]


class Terms:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    # -- reading

    def workplace(self, words: str) -> Workplace:
        """The workplace of a name, case and accents folded, or of a number.

        Raises:
            NotFoundError: none.
        """
        places = practice.workplaces(self._opened.book)
        for place in places:
            if fold(place.name) == fold(words):
                return place
        if words.strip().isdigit():
            number = read_whole(words, "workplace")
            for place in places:
                if place.id == number:
                    return place
        raise NotFoundError(
            f"there is no workplace “{words[:60]}”; `mtdesk workplace list` shows them"
        )

    def of(self, words: str) -> PlaceTerms:
        """The terms of one workplace, and this year's work under them."""
        place = self.workplace(words)
        return next(each for each in self.every() if each.workplace.id == place.id)

    def every(self) -> list[PlaceTerms]:
        """Every workplace with its terms, and the work of the year of accounts that runs today."""
        settings = self._opened.settings
        running = settings.fiscal_year(settings.year_of(self._opened.today))
        return self._placed(running, terms.every(self._opened.book))

    def earned_by_workplace(self, period: Period) -> dict[str, int | None]:
        """What a period should have brought, by the name of the workplace; None where unknown."""
        known = terms.every(self._opened.book)
        found = self._placed(period, known) if known else []
        return {each.workplace.name: each.earned_minor for each in found}

    def _placed(self, period: Period, known: list[PayTerm]) -> list[PlaceTerms]:
        places = practice.workplaces(self._opened.book)
        rows = terms.worked(self._opened.book, period)
        work = earned((Worked(**dict(row)) for row in rows), known)
        return placed(places, period, known, work, self._opened.today)

    # -- writing

    def add(
        self,
        words: str,
        *,
        kind: str,
        start: str | None = None,
        percent: str | None = None,
        amount: str | None = None,
        employed: bool = False,
        collects: str | None = None,
        note: str = "",
        confirmed: bool = False,
    ) -> tuple[PayTerm, int]:
        """A term from `start` (today unless said) until the next begins; it and its operation.

        Where the workplace collects by it, sessions that stand already and were not paid are its to
        pay; what was received from clients there stays.

        Raises:
            NotFoundError: no such workplace.
            InvalidError: a value is wrong, or does not belong to the kind.
            RefusedError: another term of the workplace begins on that day.
            NeedsConfirmationError: sessions from that day on stand under a term already.
        """
        with self._opened.writing("terms") as writing:
            place = self.workplace(words)
            term = check(
                PayTerm(
                    workplace_id=place.id or 0,
                    valid_from=self._first_day(start),
                    kind=(chosen := read_kind(kind)),
                    share=None if percent is None else read_percent(percent),
                    amount_minor=None if amount is None else self._amount(amount, chosen),
                    employed=employed,
                    collects="me" if collects is None else read_collects(collects),
                    note=" ".join(clean(note, "note", most=1000).split()),
                )
            )
            self._refuse_the_past(place, term, confirmed=confirmed)
            writing.is_about(f"{place.name}: {term.kind.replace('_', ' ')} from {term.valid_from}")
            term = replace(term, id=terms.add(writing.book, term))
            if term.collects == "workplace":
                _hand_over(writing.book, term)
        return term, writing.operation

    def remove_latest(self, words: str) -> tuple[PayTerm, int]:
        """Take the latest term of a workplace away; it and the operation.

        Raises:
            NotFoundError: no such workplace, or it has no term.
            RefusedError: a session is dated under it.
        """
        with self._opened.writing("terms") as writing:
            place = self.workplace(words)
            known = self._known(place)
            if not known:
                raise NotFoundError(f"{place.name} has no terms of pay yet")
            latest = known[-1]
            count = terms.sessions_from(writing.book, place.id or 0, latest.valid_from)
            if count:
                raise RefusedError(
                    f"{counted(count, 'session')} dated {latest.valid_from} or later at {place.name} "
                    "stand under that term; add a new one from another day"
                )
            writing.is_about(f"{place.name}: term from {latest.valid_from} removed")
            terms.remove(writing.book, latest.id or 0)
        return latest, writing.operation

    def _known(self, place: Workplace) -> list[PayTerm]:
        return [each for each in terms.every(self._opened.book) if each.workplace_id == place.id]

    def _first_day(self, start: str | None) -> str:
        today = self._opened.now().date()
        return (today if start is None else LATER.read(start, today, "from")).isoformat()

    def _amount(self, text: str, kind: str) -> int:
        return (RENT if kind == "rent" else PAY_TERM).read(text, self._opened.settings.currency)

    def _refuse_the_past(self, place: Workplace, term: PayTerm, *, confirmed: bool) -> None:
        known = self._known(place)
        if any(each.valid_from == term.valid_from for each in known):
            raise RefusedError(
                f"a term of {place.name} begins on {term.valid_from} already; name another day"
            )
        if confirmed or not known:
            return
        # Days before the first term were under none: to say what held then changes nothing known.
        since = max(term.valid_from, known[0].valid_from)
        count = terms.sessions_from(self._opened.book, place.id or 0, since, done_only=True)
        if count:
            raise NeedsConfirmationError(
                f"{counted(count, 'session')} at {place.name} from {since} on stand under a term already; "
                f"begin this one on {term.valid_from} all the same?",
                hint=ANSWER_YES,
            )


def _hand_over(book: Book, term: PayTerm) -> None:
    """The unpaid sessions of a term's days are the workplace's to pay."""
    later = [
        each.valid_from
        for each in terms.every(book)
        if each.workplace_id == term.workplace_id and each.valid_from > term.valid_from
    ]
    end = min(later, default=LAST_DAY)
    for row in sessions.unpaid(book, -1, payer="client"):
        session = sessions.get(book, row["id"])
        is_of_it = session.workplace_id == term.workplace_id
        if is_of_it and term.valid_from <= session.local_date < end and not session.tax_minor:
            visit = sessions.visit(book, session)
            due = pay_of(term, session.price_minor, session.minutes)
            if visit.owed_minor == session.price_minor:
                after = replace(session, payer="workplace", due_minor=due)
                sessions.change(book, row["id"], after)
