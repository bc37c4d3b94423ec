"""A plan worked out: now and then as ranges, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.plan.drawn import Draws, Side, Standing, standing
from mtdesk.insight.plan.steps import Step, Steps, changed
from mtdesk.insight.plan.turnover import staying
from mtdesk.insight.plan.weeks import (
    Known,
    a_month,
    rent_saved,
    rent_unsaid,
    summed,
    touched,
)
from mtdesk.model.frozen import frozen, replace

if TYPE_CHECKING:
    from datetime import date


@frozen
class Told:
    """What the weeks say of a plan beside its ranges, as whole numbers of the weeks that are drawn.

    `price_gain_minor` is what new prices bring, `priced_minor` what the sessions with one bring with
    it; `lost` sessions fall away; `kept` are still held. A month's rent of what is dropped is
    `rent_minor` by its terms and `rent_saved_minor` where it is among the costs; `rent_unsaid_minor`
    may be of it. `fixed_minor` are other costs of a month that stay.
    """

    sessions: int
    kept: int
    kept_minor: int
    lost: int
    priced: int
    price_gain_minor: int
    priced_minor: int
    unsaid: int
    unpriced: int
    bookings: int
    touched: int
    rent_minor: int
    rent_saved_minor: int
    rent_unsaid_minor: int
    fixed_minor: int


@frozen
class Plan:
    """`now` and `then` are None where too few weeks are known. `first` is the first day it is of."""

    steps: tuple[Step, ...]
    now: Standing | None
    then: Standing | None
    known: Known
    told: Told
    seed: int

    @property
    def first(self) -> date | None:
        return self.known.first

    @property
    def weeks_known(self) -> int:
        return len(self.known.weeks)

    @property
    def stays(self) -> int | None:
        """Of the share of those who come most, thousandths that are theirs half a year later."""
        return staying(self.known)


def planned(
    known: Known, steps: Steps, listed: tuple[Step, ...], seed: int, draws: Draws | None
) -> Plan:
    """The plan of some steps; without ranges where there are no draws, for want of weeks."""
    now = then = None
    if draws is not None:
        now = standing(draws.totals(Side(known, Steps())))
        then = standing(draws.totals(Side(known, steps))) if steps else now
    return Plan(steps=listed, now=now, then=then, known=known, told=told(known, steps), seed=seed)


def told(known: Known, steps: Steps) -> Told:
    work = [each for week in known.last_year for each in week]
    kept = [each for week in known.last_year for each in changed(week, steps)]
    at_old = replace(steps, prices={})
    before = [each for week in known.last_year for each in changed(week, at_old)]
    pairs = [
        (old, new)
        for old, new in zip(before, kept, strict=True)
        if old.worth_minor != new.worth_minor
    ]
    booked = [each for week in known.booked for each in week]
    unsaid = summed(work, known.limit_minutes).unsaid
    saved = rent_saved(known, steps)
    return Told(
        sessions=len(work),
        kept=len(kept),
        kept_minor=sum(each.brought_minor for each in kept),
        lost=len(work) - len(kept),
        priced=len(pairs),
        price_gain_minor=sum(new.worth_minor - old.worth_minor for old, new in pairs),
        priced_minor=sum(new.brought_minor for _, new in pairs),
        unsaid=unsaid,
        unpriced=sum(each.is_unpriced for each in work),
        bookings=len(booked),
        touched=touched(known, steps),
        rent_minor=steps.rent_minor,
        rent_saved_minor=a_month(known, saved),
        rent_unsaid_minor=a_month(known, rent_unsaid(known)) if steps.unsaid_rent else 0,
        fixed_minor=a_month(known, known.costs.fixed_minor - saved),
    )
