"""What a plan changes, and what that makes of the sessions of a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import field, frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

BY_PRICE, BY_MINUTES, BY_SESSION = "price", "minutes", "session"


@frozen
class Work:
    """A session of hers: how long, how hard, and what it brought or still will.

    `worth_minor` is what is hers of it, tips and sales tax apart; `paid_by` says what that goes with:
    its price, its minutes (an hourly wage) or nothing but that it was held. Of minutes that nobody
    said it is None, and of money that nobody said `is_unpriced` is set.
    """

    day: date
    minutes: int | None
    effort: float | None
    service: str
    worth_minor: int = 0
    tips_minor: int = 0
    client_id: int | None = None
    workplace_id: int | None = None
    paid_by: str = BY_PRICE
    is_unpriced: bool = False

    @property
    def load(self) -> float:
        return (self.minutes or 0) * (self.effort or 0)

    @property
    def brought_minor(self) -> int:
        return self.worth_minor + self.tips_minor


@frozen
class Price:
    """A new price of a service beside the one that holds now."""

    old_minor: int
    new_minor: int

    def of(self, minor: int) -> int:
        """What was paid at the old price, in the same proportion, half a cent up."""
        return (2 * minor * self.new_minor + self.old_minor) // (2 * self.old_minor)


@frozen
class Shift:
    """What a service is given as instead: how long and how hard that is, and what it costs."""

    service: str
    minutes: int
    effort: float
    price: Price


@frozen
class Step:
    """One change as it is told: `words` are the option of the command that says it.

    `amount` is minutes of a cap, minor units of a price, a number of weeks.
    """

    kind: str  # cap_day, cap_week, price, drop, shift, day_off, weeks_off
    words: str
    name: str = ""
    other: str = ""
    amount: int = 0
    old: int = 0


@frozen
class Steps:
    """The changes of a plan. Minutes of the caps; services by their names, others by number.

    `rent_minor` is what the workplaces that are dropped ask a month by their terms; `unsaid_rent`
    where one of them has no terms that would say.
    """

    cap_day: int | None = None
    cap_week: int | None = None
    prices: dict[str, Price] = field(default_factory=dict)
    services: frozenset[str] = frozenset()
    clients: frozenset[int] = frozenset()
    workplaces: frozenset[int] = frozenset()
    shifts: dict[str, Shift] = field(default_factory=dict)
    days_off: frozenset[int] = frozenset()  # 0 is Monday
    weeks_off: int = 0
    rent_minor: int = 0
    unsaid_rent: bool = False

    def __bool__(self) -> bool:
        return self != Steps()

    def beside(self, other: Steps) -> Steps:
        """Both together; of the caps the lower."""
        return Steps(
            cap_day=_lower(self.cap_day, other.cap_day),
            cap_week=_lower(self.cap_week, other.cap_week),
            prices={**self.prices, **other.prices},
            services=self.services | other.services,
            clients=self.clients | other.clients,
            workplaces=self.workplaces | other.workplaces,
            shifts={**self.shifts, **other.shifts},
            days_off=self.days_off | other.days_off,
            weeks_off=self.weeks_off + other.weeks_off,
            rent_minor=self.rent_minor + other.rent_minor,
            unsaid_rent=self.unsaid_rent or other.unsaid_rent,
        )


def _lower(one: int | None, other: int | None) -> int | None:
    known = [each for each in (one, other) if each is not None]
    return min(known) if known else None


def changed(week: Iterable[Work], steps: Steps) -> list[Work]:
    """The sessions of a week, in the order of day and time, as they would have been.

    What is past a cap falls away, the last of the day or week first.
    """
    found = [_changed(each, steps) for each in week if not _falls_away(each, steps)]
    if steps.cap_day is not None:
        found = list(_capped_days(found, steps.cap_day))
    return found if steps.cap_week is None else _capped(found, steps.cap_week)


def _falls_away(work: Work, steps: Steps) -> bool:
    return (
        work.service in steps.services
        or work.client_id in steps.clients
        or work.workplace_id in steps.workplaces
        or work.day.weekday() in steps.days_off
    )


def _changed(work: Work, steps: Steps) -> Work:
    shift = steps.shifts.get(work.service)
    if shift is not None:
        worth = work.worth_minor
        if work.paid_by == BY_PRICE:
            worth = shift.price.of(worth)
        elif work.paid_by == BY_MINUTES and work.minutes:
            worth = (2 * worth * shift.minutes + work.minutes) // (2 * work.minutes)
        work = replace(
            work,
            service=shift.service,
            minutes=None if work.minutes is None else shift.minutes,
            effort=shift.effort,
            worth_minor=worth,
        )
    price = steps.prices.get(work.service)
    if price is not None and work.paid_by == BY_PRICE:
        work = replace(work, worth_minor=price.of(work.worth_minor))
    return work


def _capped_days(week: list[Work], most: int) -> Iterator[Work]:
    for day in dict.fromkeys(each.day for each in week):
        yield from _capped([each for each in week if each.day == day], most)


def _capped(work: list[Work], most: int) -> list[Work]:
    """Without the last of them, as many as are past the cap; minutes not said take none of it."""
    kept = list(work)
    minutes = sum(each.minutes or 0 for each in kept)
    while minutes > most:
        minutes -= kept.pop().minutes or 0
    return kept
