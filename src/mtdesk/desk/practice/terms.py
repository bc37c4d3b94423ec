"""Terms of pay by workplace, and what should have come by them.

A term holds from its day until the next begins. None is ever edited: a new one begins.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.errors import NeedsConfirmationError, NotFoundError, RefusedError
from mtdesk.insight.terms import Earned, Worked, earned
from mtdesk.model.frozen import frozen
from mtdesk.model.names import clean, fold
from mtdesk.model.practice.terms import PayTerm, check, read_kind, read_percent
from mtdesk.model.rules import LATER, PAY_TERM, RENT, read_whole
from mtdesk.store import practice
from mtdesk.store.practice import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.desk.opened import Opened
    from mtdesk.model.period import Period
    from mtdesk.model.practice import Workplace


@frozen
class Held:
    """A term with its last day (None while it holds), and the work of a period under it.

    `term` is None for work done before any term began.
    """

    term: PayTerm | None
    last: date | None
    work: Earned


@frozen
class PlaceTerms:
    """A workplace with its terms in order of their days, and what a period should have brought."""

    workplace: Workplace
    period: Period
    held: tuple[Held, ...]
    now: PayTerm | None
    earned_minor: int | None


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
        book, period = self._opened.book, self._this_year()
        known = terms.every(book)
        work = self._earned(period, known)
        return [
            self._place(
                place,
                period,
                [term for term in known if term.workplace_id == place.id],
                [each for each in work if each.workplace_id == place.id],
            )
            for place in practice.workplaces(book)
        ]

    def earned_by_workplace(self, period: Period) -> dict[str, int | None]:
        """What a period should have brought, by the name of the workplace; None where unknown."""
        book = self._opened.book
        known = terms.every(book)
        if not known:
            return {}
        work = self._earned(period, known)
        return {
            place.name: _sum(
                [term for term in known if term.workplace_id == place.id],
                [each for each in work if each.workplace_id == place.id],
                period,
            )
            for place in practice.workplaces(book)
        }

    def _place(
        self, place: Workplace, period: Period, known: list[PayTerm], work: list[Earned]
    ) -> PlaceTerms:
        begins = [date.fromisoformat(term.valid_from) for term in known]
        lasts = [*(day - timedelta(days=1) for day in begins[1:]), None]
        by_term = {each.term_id: each for each in work}
        held = [
            Held(term=term, last=last, work=by_term.get(term.id) or _no_work(term))
            for term, last in zip(known, lasts, strict=False)
        ]
        if None in by_term:
            last = begins[0] - timedelta(days=1) if begins else None
            held.insert(0, Held(term=None, last=last, work=by_term[None]))
        begun = [term for term in known if term.valid_from <= self._opened.today.isoformat()]
        return PlaceTerms(
            workplace=place,
            period=period,
            held=tuple(held),
            now=begun[-1] if begun else None,
            earned_minor=_sum(known, work, period),
        )

    def _earned(self, period: Period, known: list[PayTerm]) -> list[Earned]:
        return earned(
            (
                Worked(
                    workplace_id=row["workplace_id"],
                    term_id=row["term_id"],
                    price_minor=row["price_minor"],
                    sessions=row["sessions"],
                    hands_on_minutes=row["minutes"],
                    tips_minor=row["tips_minor"],
                )
                for row in terms.worked(self._opened.book, period)
            ),
            known,
        )

    def _this_year(self) -> Period:
        """The year of accounts that today is in."""
        settings, today = self._opened.settings, self._opened.today
        period = settings.fiscal_year(today.year)
        return period if today in period else settings.fiscal_year(today.year - 1)

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
        note: str = "",
        confirmed: bool = False,
    ) -> tuple[PayTerm, int]:
        """A term from `start` (today unless said) until the next begins; it and its operation.

        Raises:
            NotFoundError: no such workplace.
            InvalidError: a value is wrong, or does not belong to the kind.
            RefusedError: another term of the workplace begins on that day.
            NeedsConfirmationError: sessions from that day on stand under a term already.
        """
        place = self.workplace(words)
        term = check(
            PayTerm(
                workplace_id=place.id or 0,
                valid_from=self._first_day(start),
                kind=(chosen := read_kind(kind)),
                share=None if percent is None else read_percent(percent),
                amount_minor=None if amount is None else self._amount(amount, chosen),
                employed=employed,
                note=" ".join(clean(note, "note", most=1000).split()),
            )
        )
        self._refuse_the_past(place, term, confirmed=confirmed)
        book = self._opened.writable()
        summary = f"{place.name}: {term.kind.replace('_', ' ')} from {term.valid_from}"
        with book.transaction("terms", summary, self._opened.stamp()) as operation:
            term = replace(term, id=terms.add(book, term))
        return term, operation

    def remove_latest(self, words: str) -> tuple[PayTerm, int]:
        """Take the latest term of a workplace away; it and the operation.

        Raises:
            NotFoundError: no such workplace, or it has no term.
            RefusedError: a session is dated under it.
        """
        place = self.workplace(words)
        known = self._known(place)
        if not known:
            raise NotFoundError(f"{place.name} has no terms of pay yet")
        latest = known[-1]
        count = terms.sessions_from(self._opened.book, place.id or 0, latest.valid_from)
        if count:
            raise RefusedError(
                f"{_sessions(count)} dated {latest.valid_from} or later at {place.name} stand under "
                "that term; add a new one from another day"
            )
        book = self._opened.writable()
        summary = f"{place.name}: term from {latest.valid_from} removed"
        with book.transaction("terms", summary, self._opened.stamp()) as operation:
            terms.remove(book, latest.id or 0)
        return latest, operation

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
                f"{_sessions(count)} at {place.name} from {since} on stand under a term already; "
                f"begin this one on {term.valid_from} all the same?",
                hint="answer yes, or add --yes",
            )


def _sum(known: Sequence[PayTerm], work: Sequence[Earned], period: Period) -> int | None:
    """The whole of a period at one workplace; None when a part of it is unknown."""
    if not any(term.valid_from < period.end.isoformat() for term in known):
        return None
    total = 0
    for each in work:
        if each.earned_minor is None:
            return None
        total += each.earned_minor
    return total


def _no_work(term: PayTerm) -> Earned:
    return Earned(
        workplace_id=term.workplace_id,
        term_id=term.id,
        sessions=0,
        hands_on_minutes=0,
        tips_minor=0,
        earned_minor=0,
    )


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count:,} sessions"
