"""A week of hers summed up, as it was and as it would have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.plan.steps import Steps, Work, changed
from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

WEEKS_AHEAD = 26
DRAWN_WEEKS = 52  # of which weeks are drawn
KNOWN_WEEKS = 104  # from which it is learned where they stand
LEAST_WEEKS = 8  # of fewer nothing is told


@frozen
class Week:
    """What a week came to. Of `unsaid` sessions the minutes are not known."""

    sessions: int = 0
    minutes: int = 0
    load: float = 0.0
    income_minor: int = 0
    long_days: int = 0
    worked_days: int = 0
    unsaid: int = 0
    unsaid_minor: int = 0
    unpriced_minutes: int = 0

    @property
    def rest_days(self) -> int:
        return 7 - self.worked_days


@frozen
class Costs:
    """What take-home is less than income, as the income page counts it.

    Of the last 52 weeks: what went off what came in (processors' fees, money given back), what goes
    with sessions and what stays, whole minor units; unpaid minutes likewise. Of what stays
    `rent_minor` is of rooms; `rents_minor` is what all workplaces ask a month by their terms.
    """

    taken_off_minor: int = 0
    by_session_minor: int = 0
    fixed_minor: int = 0
    by_session_minutes: int = 0
    fixed_minutes: int = 0
    rent_minor: int = 0
    rents_minor: int = 0


@frozen
class Known:
    """All that a plan rests on: her whole weeks, the oldest first, at most KNOWN_WEEKS.

    `income_minor` is the money of each of `weeks` by the day it was received. `booked` is what is
    booked already of each of the weeks to come.
    """

    weeks: tuple[tuple[Work, ...], ...]
    income_minor: tuple[int, ...]
    costs: Costs
    limit_minutes: int
    booked: tuple[tuple[Work, ...], ...] = ()
    first: date | None = None  # day of the first of the weeks to come

    @property
    def drawn(self) -> int:
        """Of how many weeks is drawn."""
        return min(len(self.weeks), DRAWN_WEEKS)

    @property
    def is_enough(self) -> bool:
        return len(self.weeks) >= LEAST_WEEKS and any(self.weeks[-self.drawn :])

    @property
    def last_year(self) -> tuple[tuple[Work, ...], ...]:
        return self.weeks[-self.drawn :]


def summed(work: Iterable[Work], limit_minutes: int, income_minor: int = 0) -> Week:
    by_day: dict[date, int] = {}
    sessions = minutes = unsaid = unsaid_minor = unpriced = 0
    load = 0.0
    for each in work:
        sessions += 1
        by_day[each.day] = by_day.get(each.day, 0) + (each.minutes or 0)
        if each.minutes is None:
            unsaid += 1
            unsaid_minor += each.brought_minor
            continue
        minutes += each.minutes
        load += each.load
        unpriced += each.minutes if each.is_unpriced else 0
    return Week(
        sessions=sessions,
        minutes=minutes,
        load=load,
        income_minor=income_minor,
        long_days=sum(each > limit_minutes for each in by_day.values()),
        worked_days=len(by_day),
        unsaid=unsaid,
        unsaid_minor=unsaid_minor,
        unpriced_minutes=unpriced,
    )


def weeks_with(known: Known, steps: Steps) -> list[Week]:
    """Her weeks with the steps in them: what falls away or costs more moves what came in."""
    found = []
    for work, income in zip(known.weeks, known.income_minor, strict=True):
        kept = changed(work, steps) if steps else work
        moved = _brought(kept) - _brought(work)
        found.append(summed(kept, known.limit_minutes, income + moved))
    return found


def booked_with(known: Known, steps: Steps) -> list[Week]:
    """What is booked already of each week to come, likewise."""
    found = []
    for work in known.booked:
        kept = changed(work, steps)
        found.append(summed(kept, known.limit_minutes, _brought(kept)))
    return found


def touched(known: Known, steps: Steps) -> int:
    """How many bookings the steps would take away."""
    return sum(len(work) - len(changed(work, steps)) for work in known.booked)


def rent_saved(known: Known, steps: Steps) -> int:
    """Of the rent among the costs, what goes with the workplaces that are dropped.

    What the terms of the others ask is theirs first: nothing is saved that may be paid for them.
    """
    of_others = _of_drawn(known, known.costs.rents_minor - steps.rent_minor)
    booked = known.costs.rent_minor - of_others
    return max(min(booked, _of_drawn(known, steps.rent_minor)), 0)


def rent_unsaid(known: Known) -> int:
    """Of the rent among the costs, what no terms ask: for which workplace it is, nobody said."""
    return max(known.costs.rent_minor - _of_drawn(known, known.costs.rents_minor), 0)


def a_month(known: Known, minor: int) -> int:
    """Of so much in the weeks that are drawn."""
    return minor * DRAWN_WEEKS // (12 * max(known.drawn, 1))


def _of_drawn(known: Known, a_month_minor: int) -> int:
    return a_month_minor * 12 * known.drawn // DRAWN_WEEKS


def _brought(work: Sequence[Work]) -> int:
    return sum(each.brought_minor for each in work)
