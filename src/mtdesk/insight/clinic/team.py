"""Each of those who may be seen against her own usual, and the one booking that would help most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from mtdesk.insight.load import BASE_DAYS, RECENT_DAYS, against_usual
from mtdesk.model.clinic import QUARTER
from mtdesk.model.frozen import frozen

WINDOW = BASE_DAYS + RECENT_DAYS  # days that are held against one another
BEFORE = 14  # days further back that show whether she worked then already
AHEAD = 14  # days of bookings
MOST_MOVES = 20
STALE_DAYS = 14  # without anything done, after which a share may be old


@frozen
class Person:
    """Who shares, and what she says of herself; `name` is her label, or a part of her number."""

    number: int
    name: str
    visible: bool
    currency: str
    day_limit: int | None
    offered: int | None
    strain: str


@frozen
class Day:
    """`load` is minutes times effort."""

    day: date
    sessions: int
    minutes: int
    load: float
    estimated: int
    short_gaps: int


@frozen
class Booking:
    day: date
    quarter: int | None
    minutes: int | None
    service: int | None
    setting: int | None


@frozen
class Member:
    """Of the last 7 days minutes, load and what is estimated of it; of the last 28 the days.

    None of who shared nothing done for so long: whether she is away or her share is old is not known.
    """

    person: Person
    minutes: int | None = None
    load: float | None = None
    is_estimated: bool | None = None
    ratio: float | None = None
    days_over: int | None = None  # None, too, where she has no limit
    days_off: int | None = None
    short_gaps: int | None = None
    booked: int | None = None
    last: date | None = None

    def is_stale(self, today: date) -> bool:
        """Whether what she has, and what she has room for, is not known any more."""
        return self.last is None or (today - self.last).days >= STALE_DAYS


@frozen
class Move:
    """The one booking that would bring a day of `giver` nearest to her limit, and to whom it could go."""

    day: date
    quarter: int | None
    minutes: int
    service: int | None
    giver: str
    giver_minutes: int
    limit: int
    taker: str | None
    taker_minutes: int


def members(
    people: Iterable[Person],
    days: Mapping[int, Sequence[Day]],
    booked: Mapping[int, Sequence[Booking]],
    today: date,
) -> list[Member]:
    """The highest against her usual first, then by name."""
    found = [
        _member(each, days.get(each.number, ()), booked.get(each.number, ()), today)
        for each in people
        if each.visible
    ]
    return sorted(found, key=lambda each: (-(each.ratio or 0), each.person.name))


def _member(person: Person, days: Sequence[Day], booked: Sequence[Booking], today: date) -> Member:
    ahead = sum(each.minutes or 0 for each in booked)
    if not days:
        return Member(person=person, booked=ahead or None)
    start = today - timedelta(days=WINDOW)
    by_day = {each.day: each for each in days if each.day > start}
    loads = [
        by_day[day].load if day in by_day else 0.0
        for day in (start + timedelta(days=ago) for ago in range(1, WINDOW + 1))
    ]
    is_known = any(each.day <= start for each in days)  # as long as that she has worked
    week = [each for each in by_day.values() if each.day > today - timedelta(days=RECENT_DAYS)]
    limit = person.day_limit
    return Member(
        person=person,
        minutes=sum(each.minutes for each in week),
        load=sum(each.load for each in week),
        is_estimated=any(each.estimated for each in week),
        ratio=against_usual(loads) if is_known else None,
        days_over=None if limit is None else sum(each.minutes > limit for each in by_day.values()),
        days_off=WINDOW - len(by_day),
        short_gaps=sum(each.short_gaps for each in by_day.values()),
        booked=ahead,
        last=max(each.day for each in days),
    )


def moves(
    team: Sequence[Member],
    booked: Mapping[int, Sequence[Booking]],
    does: Mapping[int, set[tuple[int | None, int | None]]],
    today: date,
) -> list[Move]:
    """For each whose booked day is over her limit: one booking, and who has room for it.

    Who takes it has done that kind of service in that setting, is free then, stays within her own limit, and
    carries no more than whoever gives it; of several, who carries least. Nobody whose share is stale:
    of her it is not known.
    """
    fresh = [each for each in team if not each.is_stale(today)]
    sums = {each.person.number: _by_day(booked.get(each.person.number, ())) for each in team}
    wanted = []
    for giver in team:
        limit = giver.person.day_limit
        over = [
            (total - limit, day)
            for day, total in sums[giver.person.number].items()
            if limit is not None and total > limit
        ]
        if over:
            excess, day = max(over, key=lambda each: (each[0], -each[1].toordinal()))
            wanted.append((excess, day, giver))
    wanted.sort(key=lambda each: (-each[0], each[1], each[2].person.name))
    return [
        _move(giver, day, excess, fresh, booked, sums, does)
        for excess, day, giver in wanted[:MOST_MOVES]
    ]


def _move(
    giver: Member,
    day: date,
    excess: int,
    team: Sequence[Member],
    booked: Mapping[int, Sequence[Booking]],
    sums: Mapping[int, Mapping[date, int]],
    does: Mapping[int, set[tuple[int | None, int | None]]],
) -> Move:
    number = giver.person.number
    offered = [each for each in booked[number] if each.day == day and each.minutes]
    # The shortest that is enough, else the longest.
    offered.sort(key=lambda each: ((each.minutes or 0) < excess, abs((each.minutes or 0) - excess)))
    for booking in offered:
        free = [
            other
            for other in team
            if other.person.number != number
            and (booking.service, booking.setting) in does.get(other.person.number, set())
            and (other.ratio or 0) <= (giver.ratio or float("inf"))
            and _has_room(other, booking, sums, booked.get(other.person.number, ()))
        ]
        if free:
            taker = min(
                free,
                key=lambda each: (
                    each.ratio or 0,
                    sums[each.person.number].get(day, 0),
                    each.person.name,
                ),
            )
            return _told(giver, day, booking, sums, taker)
    return _told(giver, day, offered[0], sums, None)


def _told(
    giver: Member,
    day: date,
    booking: Booking,
    sums: Mapping[int, Mapping[date, int]],
    taker: Member | None,
) -> Move:
    return Move(
        day=day,
        quarter=booking.quarter,
        minutes=booking.minutes or 0,
        service=booking.service,
        giver=giver.person.name,
        giver_minutes=sums[giver.person.number][day],
        limit=giver.person.day_limit or 0,
        taker=taker.person.name if taker else None,
        taker_minutes=sums[taker.person.number].get(day, 0) if taker else 0,
    )


def _has_room(
    other: Member,
    booking: Booking,
    sums: Mapping[int, Mapping[date, int]],
    own: Sequence[Booking],
) -> bool:
    limit, minutes = other.person.day_limit, booking.minutes or 0
    if limit is None or sums[other.person.number].get(booking.day, 0) + minutes > limit:
        return False
    return not any(_overlap(booking, each) for each in own if each.day == booking.day)


def _overlap(one: Booking, other: Booking) -> bool:
    """Whether they meet, a quarter of an hour between them; where a time is not known they may."""
    if one.quarter is None or other.quarter is None:
        return False
    begin, end = one.quarter * QUARTER, one.quarter * QUARTER + (one.minutes or 0)
    began, ended = other.quarter * QUARTER, other.quarter * QUARTER + (other.minutes or 0)
    return begin < ended + QUARTER and began < end + QUARTER


def _by_day(bookings: Iterable[Booking]) -> dict[date, int]:
    sums: dict[date, int] = {}
    for each in bookings:
        sums[each.day] = sums.get(each.day, 0) + (each.minutes or 0)
    return sums
