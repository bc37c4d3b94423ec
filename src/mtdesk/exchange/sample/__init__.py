"""A sample practice: eighteen months of one therapist, invented, the same for the same day and seed.

The story a newcomer can find in it: a calm year; then fourteen weeks in which the days grow longer
and the days off vanish, her body tires and her right thumb hurts; a client whose late
cancellations were not the worst of it; medical clients who get better and come less often.

    cast      who comes, what they pay, what is spent
    sessions  how much work a day holds, the sessions, and what happened in them
    told      what she has written down of a client: standing, referral, measures

Here: what happens between the sessions (expenses, gift cards, check-ins), and all of it by day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from mtdesk.exchange.readers.cells import digest
from mtdesk.exchange.sample.cast import COSTS, OWN_BODYWORK, SALES, TOUCH_AGO, card_fee, record
from mtdesk.exchange.sample.sessions import OVERLOAD, Appointments, all_days, overload, slots
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Record
from mtdesk.model.ledger.costs import Expense, WorkTime
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.wellbeing import CheckIn

_NO_CHECK_IN = {10, 5, 0}  # of the last 14 days, in days before today
_JARS = 6


def costs(day: date, ago: int, random: Random) -> Iterator[Record]:
    """What falls due; with the overload she stops going for bodywork of her own."""
    for cost in (*COSTS, OWN_BODYWORK) if ago >= OVERLOAD else COSTS:
        if cost.day != day.day or (cost.months and day.month not in cost.months):
            continue
        amount = random.randint(cost.least, cost.most) if cost.most else cost.least
        expense = Expense(
            spent_on=day.isoformat(),
            category=cost.category,
            amount_minor=amount,
            vendor=cost.vendor,
            method=cost.method,
            note=cost.note,
        )
        yield record(f"sample:expense:{day}:{cost.category}", expense=expense)


def sales(day: date, ago: int) -> Iterator[Record]:
    """Gift cards sold, and half a session given back."""
    for sale in SALES:
        if sale.ago == ago:
            payment = Payment(
                received_on=day.isoformat(),
                kind=sale.kind,
                amount_minor=sale.amount_minor,
                fee_minor=card_fee(sale.amount_minor) if sale.kind == "gift_card" else 0,
                client=sale.client,
                method="card",
                on_1099=sale.kind == "gift_card",
                note=sale.note,
            )
            yield record(f"sample:payment:{day}:{sale.kind}", payments=(payment,))


def unpaid_work(day: date, sessions: int) -> Record:
    """An hour or so a day that nobody pays: sheets twice a week, else notes and messages."""
    work = WorkTime(
        worked_on=day.isoformat(),
        minutes=20 + 10 * sessions,
        kind="laundry" if day.weekday() in {1, 4} else "admin",
    )
    return record(f"sample:work:{day}", work_time=work)


def check_in(day: date, ago: int, random: Random) -> Iterator[Record]:
    """On most working days: body from 3 to 7, mind after it, and where it hurts."""
    if ago in _NO_CHECK_IN or (ago >= 14 and random.random() > 0.75):
        return
    share, wobble = overload(ago), random.choice((-1, 0, 0, 1))
    shock = 1 if ago <= TOUCH_AGO else 0
    slept = round((7.5 - 1.5 * share) * 2 + wobble) / 2
    found = CheckIn(
        checked_on=day.isoformat(),
        body=float(round(3 + 4 * share + wobble / 2)),
        mind=float(round(2.5 + 2.5 * share) + shock),
        sleep_hours=slept if random.random() < 0.4 else None,
        soreness=_soreness(ago, random),
        note="thumb aches on opening jars" if ago == _JARS else "",
    )
    yield record(f"sample:check_in:{day}", check_in=found)


def _soreness(ago: int, random: Random) -> dict[str, int]:
    """The right thumb goes from 1 to 5, and is named at every check-in of the last two weeks."""
    share = overload(ago)
    thumb = round(1 + 4 * share + random.choice((-1, -0.5, 0, 0.5)))
    sore = {}
    if ago < 14:
        sore["thumb-r"] = max(thumb, 4)
    elif random.random() < 0.3 + 0.5 * share:
        sore["thumb-r"] = max(thumb, 0)
    for site, often in (("shoulder-r", 0.15), ("neck", 0.2), ("low-back", 0.12)):
        if random.random() < often:
            sore[site] = random.choice((1, 2, 2, 3))
    return sore


def sample_practice(
    today: date, *, zone: str = "America/New_York", seed: int = 7
) -> Iterator[Record]:
    """Records in time order: eighteen months that end with `today`, and what is booked.

    Today's sessions were done by noon; one is booked for the afternoon, more for the days after.

    Raises:
        InvalidError: no such zone.
    """
    for line, each in enumerate(_records(today, zone, seed), start=1):
        yield replace(each, line=line, digest=digest(repr(each)))


def _records(today: date, zone: str, seed: int) -> Iterator[Record]:
    random = Random(seed)  # noqa: S311 - an invented practice holds no secrets
    appointments = Appointments(today, zone, random)
    for day in all_days(today).days():
        ago = (today - day).days
        work = slots(day, ago, random)
        yield from costs(day, ago, random)
        yield from sales(day, ago)
        yield from appointments.on(day, work)
        if work:
            yield unpaid_work(day, len(work))
            yield from check_in(day, ago, random)
    yield from appointments.ahead()
