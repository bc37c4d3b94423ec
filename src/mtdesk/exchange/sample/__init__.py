"""A sample practice: eighteen months of one therapist, invented, the same for the same day and seed.

The story a newcomer can find in it: a calm year; then fourteen weeks in which the days grow longer
and the days off vanish, her body tires and her right thumb hurts; a client whose late
cancellations were not the worst of it; medical clients who get better and come less often.

    days      how much work a day holds
    cast      who comes, what they pay, what is spent
    sessions  the sessions themselves, and what happened in them
    between   expenses, gift cards, check-ins
    told      what she has written down of a client: standing, referral, measures
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from mtdesk.exchange.readers.cells import digest
from mtdesk.exchange.sample import between, days
from mtdesk.exchange.sample.sessions import Appointments
from mtdesk.model.importing import Record


def sample_practice(
    today: date, *, zone: str = "America/New_York", seed: int = 7
) -> Iterator[Record]:
    """Records in time order: eighteen months that end with `today`, and what is booked.

    Today's sessions were done by noon; one is booked for the afternoon, more for the days after.

    Raises:
        InvalidError: no such zone.
    """
    for line, record in enumerate(_records(today, zone, seed), start=1):
        yield replace(record, line=line, digest=digest(repr(record)))


def _records(today: date, zone: str, seed: int) -> Iterator[Record]:
    random = Random(seed)  # noqa: S311 - an invented practice holds no secrets
    appointments = Appointments(today, zone, random)
    for day in days.all_days(today).days():
        ago = (today - day).days
        slots = days.slots(day, ago, random)
        yield from between.costs(day, ago, random)
        yield from between.sales(day, ago)
        yield from appointments.on(day, slots)
        if slots:
            yield between.unpaid_work(day, len(slots))
            yield from between.check_in(day, ago, random)
    yield from appointments.ahead()
