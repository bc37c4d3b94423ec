"""What work should have brought by the terms of pay of its workplace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period
from mtdesk.model.practice import Workplace
from mtdesk.model.practice.terms import PayTerm, pay_of
from mtdesk.model.table import grouped


@frozen
class Worked:
    """Done sessions of one workplace, term and price. No term: none had begun; no price: not said."""

    workplace_id: int
    term_id: int | None
    price_minor: int | None
    sessions: int
    hands_on_minutes: int
    tips_minor: int = 0


@frozen
class Earned:
    """What work under a term should have brought, tips included; None where it cannot be known."""

    workplace_id: int
    term_id: int | None
    sessions: int
    hands_on_minutes: int
    tips_minor: int
    earned_minor: int | None


def earned(worked: Iterable[Worked], terms: Iterable[PayTerm]) -> list[Earned]:
    """A row for each workplace and term that was worked under, in that order; no term comes first.

    A share is rounded half up session by session, an hourly wage once over all its minutes. Tips
    are hers whole, whatever the term. A rent is no part of it: it is an expense when she pays it.
    """
    known = {term.id: term for term in terms}
    groups = grouped(((each.workplace_id, each.term_id), each) for each in worked)
    return [
        Earned(
            workplace_id=workplace_id,
            term_id=term_id,
            sessions=sum(each.sessions for each in group),
            hands_on_minutes=sum(each.hands_on_minutes for each in group),
            tips_minor=sum(each.tips_minor for each in group),
            earned_minor=_earned(group, None if term_id is None else known[term_id]),
        )
        for (workplace_id, term_id), group in sorted(
            groups.items(), key=lambda item: (item[0][0], item[0][1] or 0)
        )
    ]


def _earned(group: list[Worked], term: PayTerm | None) -> int | None:
    """The pay of one term for its sessions, and the tips."""
    if term is None:
        return None
    tips = sum(each.tips_minor for each in group)
    if term.kind == "hourly":
        minutes = sum(each.hands_on_minutes for each in group)
        return ((term.amount_minor or 0) * minutes * 2 + 60) // 120 + tips
    total = tips
    for each in group:
        pay = pay_of(term, each.price_minor, 0)
        if pay is None:
            return None
        total += pay * each.sessions
    return total


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


def placed(
    places: Iterable[Workplace],
    period: Period,
    known: Sequence[PayTerm],
    work: Sequence[Earned],
    today: date,
) -> list[PlaceTerms]:
    """Every workplace with its own terms, and with its part of the work of a period."""
    return [
        _place(
            place,
            period,
            [term for term in known if term.workplace_id == place.id],
            [each for each in work if each.workplace_id == place.id],
            today,
        )
        for place in places
    ]


def _place(
    place: Workplace, period: Period, known: list[PayTerm], work: list[Earned], today: date
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
    begun = [term for term in known if term.valid_from <= today.isoformat()]
    return PlaceTerms(
        workplace=place,
        period=period,
        held=tuple(held),
        now=begun[-1] if begun else None,
        earned_minor=_sum(known, work, period),
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
