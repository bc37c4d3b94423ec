"""What work should have brought by the terms of pay of its workplace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.model.practice.terms import PayTerm


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
    groups: dict[tuple[int, int | None], list[Worked]] = {}
    for each in worked:
        groups.setdefault((each.workplace_id, each.term_id), []).append(each)
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
    if term.kind == "per_session":
        return (term.amount_minor or 0) * sum(each.sessions for each in group) + tips
    share = 10_000 if term.share is None else term.share
    total = tips
    for each in group:
        if each.price_minor is None:
            return None
        total += (each.price_minor * share + 5_000) // 10_000 * each.sessions
    return total
