"""What a plan takes for granted, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtdesk.insight.plan.drawn import DRAWS
from mtdesk.insight.plan.weeks import DRAWN_WEEKS, KNOWN_WEEKS
from mtdesk.model.text import counted
from mtdesk.say.unsaid import unsaid_words

if TYPE_CHECKING:
    from mtdesk.desk.week.plan import Plan
    from mtdesk.model.money import Currency

LEAST_PERCENT = 0.1  # that is worth saying


def assumptions(plan: Plan, currency: Currency) -> list[str]:
    return [
        *_of_steps(plan),
        *_of_rent(plan, currency),
        *_of_costs(plan, currency),
        *_of_weeks(plan),
    ]


def _of_steps(plan: Plan) -> Iterator[str]:
    told, kinds = plan.told, {step.kind for step in plan.steps}
    by_session = plan.known.costs.by_session_minor
    cost = by_session // told.sessions if told.sessions else 0
    if "price" in kinds:
        if told.price_gain_minor > 0:
            worth = told.priced_minor - cost * told.priced
            yield (
                "No client leaves because of a price; break-even: "
                f"1 in {_one_in(worth, told.price_gain_minor)} may."
            )
        elif told.priced:
            yield "Nobody comes more often because of a lower price."
        else:
            yield "None of your last sessions had that price, so that it moves nothing."
    if told.lost:
        yield (
            f"{told.lost:,} of your last {counted(told.sessions, 'session')} would have fallen away, "
            f"and none of them moves to another day or place{_needed(plan)}."
        )
    stays = plan.stays if any(step.other == "client" for step in plan.steps) else None
    if stays is not None:
        yield (
            f"Those who came most still had {stays // 10} % of their part of your sessions half a year later: so "
            "much of what is dropped falls away, the rest is others' by then."
        )
    if "shift" in kinds:
        yield "Everybody takes what is offered instead, in its length and at its price."
    if "weeks_off" in kinds:
        yield "Weeks off come on top of those you had; whoever falls into one waits for the next visit."
    if told.bookings:
        touched = f", of which the plan would take {told.touched} away" if told.touched else ""
        yield f"{counted(told.bookings, 'booking')} made already {_counts(told.bookings)}{touched}."


def _needed(plan: Plan) -> str:
    """How much more what is left has to bring, for the take-home of the same table to be what it is now."""
    if plan.now is None or plan.then is None:
        return ""
    less = plan.now.take_home_minor.middle - plan.then.take_home_minor.middle
    left = plan.then.income_minor.middle
    if less <= 0 or left <= 0:
        return ""
    percent = 100 * less / left
    if percent < LEAST_PERCENT:
        return ""
    more = f"{percent:.1f}" if percent < 100 else f"{percent:,.0f}"
    return f"; break-even: what is left brings {more} % more"


def _counts(count: int) -> str:
    return "counts in its week" if count == 1 else "count in their weeks"


def _one_in(worth: int, gain: int) -> int:
    """How many clients there are for each that may leave before a gain is used up, rounded up."""
    return max(-(-worth // gain), 1)


def _of_rent(plan: Plan, currency: Currency) -> Iterator[str]:
    """Of workplaces that are dropped: saved is only what is known to be paid for them."""
    told = plan.told
    if told.rent_minor:
        asked, saved = currency.whole(told.rent_minor), currency.whole(told.rent_saved_minor)
        yield (
            f"The rent falls away with the place: {asked} a month by its terms, of which {saved} a month "
            "is among your costs and is taken off them."
        )
    if told.rent_unsaid_minor:
        yield (
            f"Rent of {currency.whole(told.rent_unsaid_minor)} a month stays, because nobody said for "
            "which workplace it is paid; terms of pay of the kind rent say so."
        )


def _of_costs(plan: Plan, currency: Currency) -> Iterator[str]:
    told, costs = plan.told, plan.known.costs
    if told.sessions:
        each = currency.format(costs.by_session_minor // told.sessions)
        a_month = currency.whole(told.fixed_minor)
        yield (
            f"Supplies, laundry, commissions and drives go with sessions ({each} each); other costs of "
            f"{a_month} a month stay, and tips stay as they were."
        )
    if words := unsaid_words(told.unsaid, told.unpriced):
        yield f"Not counted where it belongs, because nobody said: {words}."


def _of_weeks(plan: Plan) -> Iterator[str]:
    known, drawn = plan.weeks_known, plan.known.drawn
    if plan.now is None:
        return
    wide = "" if plan.stays is None else ", which is the wider the more of your clients leave"
    yield (
        f"Drawn {DRAWS} times from your last {counted(drawn, 'week')} in blocks of four, at the level "
        f"where your weeks now stand; four of five draws lie within the range{wide}."
    )
    if known < DRAWN_WEEKS:
        yield f"Only {counted(known, 'week')} are known: no season can be told from them."
    elif known < KNOWN_WEEKS:
        yield "Less than two years are known: a season and a growth are hard to tell apart, so the ranges are wide."
    else:
        yield "Weeks without work stay where they were a year before; your season is kept."
