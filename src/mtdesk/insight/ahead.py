"""What is booked: its hands-on time and load beside what was done, and what stands out in it.

Nothing here has happened: every effort is an estimate or a guess, every finding says "as booked",
and none goes beyond `watch`. Findings of what was done stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from mtdesk.insight.findings.history import Slot
from mtdesk.insight.findings.limits import Limits, level
from mtdesk.insight.findings.pace import GAPS, HEAVY, gaps
from mtdesk.insight.findings.work import AGAINST_USUAL, HANDS_ON, NO_REST
from mtdesk.insight.load import BASE_DAYS, DayLoad, against_usual
from mtdesk.model.finding import LEVELS, Finding
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.period import MONTHS, Period, days_before, hours, human_day, week_of
from mtdesk.model.text import counted

DONE_DAYS = 35  # of what was done, up to today, that is held beside what is booked
_LONG_DAYS_WINDOW = 28


@frozen
class Booking:
    """A session that lies ahead. Its effort was said when booking, or is estimated."""

    local_date: str
    minutes: int
    effort: float
    started_at: datetime | None = None

    @property
    def load(self) -> float:
        return self.minutes * self.effort


@frozen
class DayAhead:
    """A day as booked: what was done on it so far, and what is still booked."""

    day: date
    done_sessions: int = 0
    done_minutes: int = 0
    done_load: float = 0.0
    sessions: int = 0
    booked_minutes: int = 0
    booked_load: float = 0.0

    @property
    def minutes(self) -> int:
        return self.done_minutes + self.booked_minutes

    @property
    def load(self) -> float:
        return self.done_load + self.booked_load


@frozen
class WeekAhead:
    """A week as booked. `ratio` is against her usual, None under the conditions of `against_usual`."""

    start: date
    minutes: int
    load: float
    ratio: float | None


@frozen
class Known:
    """What is known on a day: done sessions by day (of DONE_DAYS at least), and all bookings.

    `slots` are the done sessions of today. A booking dated before today is not ahead.
    """

    today: date
    done: Sequence[DayLoad]
    bookings: Sequence[Booking]
    slots: Sequence[Slot] = ()
    first_day: date | None = None  # of the practice
    first_weekday: int = 0


@frozen
class Overlap:
    """Two sessions that are booked over each other, by their numbers."""

    date: str
    sessions: tuple[int, int]
    words: str


@frozen
class Ahead:
    """The days of a period from today on, the weeks they are in, and what stands out."""

    days: tuple[DayAhead, ...]
    weeks: tuple[WeekAhead, ...]
    findings: tuple[Finding, ...]
    overlaps: tuple[Overlap, ...] = ()

    @property
    def start(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def bookings(self) -> int:
        return sum(day.sessions for day in self.days)

    @property
    def booked_minutes(self) -> int:
        return sum(day.booked_minutes for day in self.days)

    @property
    def booked_load(self) -> float:
        return sum(day.booked_load for day in self.days)


def look_ahead(known: Known, period: Period, limits: Limits) -> Ahead:
    """A period as booked, its days before today left out; findings watch first, then in rule order."""
    period = Period(max(period.start, known.today), period.end)
    whole = _days(known, period)
    days = tuple(whole[day] for day in period.days())
    weeks = tuple(_weeks(known, whole, period))
    found = [
        *_long_days(known, whole, period, limits),
        *_against_usual(known, whole, weeks, limits),
        *_no_rest(known, whole, period, limits),
        *_short_gaps(known, period, limits),
        *_heavy_runs(known, period, limits),
    ]
    kept = [finding for finding in found if finding.rule not in limits.disabled]
    kept.sort(key=lambda finding: -LEVELS.index(finding.level))
    return Ahead(days=days, weeks=weeks, findings=tuple(kept))


def load_by_week(bookings: Iterable[Booking], first_weekday: int) -> dict[date, float]:
    """What is booked, by the first day of its week."""
    loads: dict[date, float] = {}
    for each in bookings:
        start = week_of(date.fromisoformat(each.local_date), first_weekday).start
        loads[start] = loads.get(start, 0.0) + each.load
    return loads


def _days(known: Known, period: Period) -> dict[date, DayAhead]:
    """Every day from the first that counts to the end of the period's last week."""
    end = max(week_of(period.last, known.first_weekday).end, period.end)
    start = week_of(known.today, known.first_weekday).start - timedelta(days=BASE_DAYS)
    start = min(start, known.today - timedelta(days=DONE_DAYS - 1))
    days = {day: DayAhead(day=day) for day in Period(start, end).days()}
    for done in known.done:
        if done.day in days:
            days[done.day] = replace(
                days[done.day],
                done_sessions=done.sessions,
                done_minutes=done.hands_on_minutes,
                done_load=done.load,
            )
    for booking in _bookings(known):
        day = days.get(date.fromisoformat(booking.local_date))
        if day is not None:
            days[day.day] = replace(
                day,
                sessions=day.sessions + 1,
                booked_minutes=day.booked_minutes + booking.minutes,
                booked_load=day.booked_load + booking.load,
            )
    return days


def _bookings(known: Known) -> list[Booking]:
    today = known.today.isoformat()
    return [each for each in known.bookings if each.local_date >= today]


def _weeks(known: Known, whole: dict[date, DayAhead], period: Period) -> Iterator[WeekAhead]:
    """The weeks that the period touches, each held against the three before the running one."""
    running = week_of(known.today, known.first_weekday)
    base = Period(running.start - timedelta(days=BASE_DAYS), running.start)
    usual = [whole[day].load for day in base.days()]
    is_known = known.first_day is not None and known.first_day <= base.start
    start = week_of(period.start, known.first_weekday).start
    while start < period.end:
        days = [whole[start + timedelta(days=number)] for number in range(7)]
        yield WeekAhead(
            start=start,
            minutes=sum(day.minutes for day in days),
            load=sum(day.load for day in days),
            ratio=against_usual([*usual, *(day.load for day in days)]) if is_known else None,
        )
        start += timedelta(days=7)


# -- what stands out


def _long_days(
    known: Known, whole: dict[date, DayAhead], period: Period, limits: Limits
) -> Iterator[Finding]:
    """Days that pass the hands-on limit as booked; three in 28 days are to watch, as when done."""
    most = limits.hands_on_minutes_a_day
    long = [day for day, each in whole.items() if each.minutes > most]
    booked = [whole[day] for day in long if day in period and whole[day].sessions]
    if not booked:
        return
    count = max(
        sum(other in days_before(each.day, _LONG_DAYS_WINDOW) for other in long) for each in booked
    )
    named = [(human_day(each.day, known.today), hours(each.minutes)) for each in booked]
    if len(booked) == 1:
        found = f"{named[0][0]} is {named[0][1]} hands-on, past your {hours(most)}"
    else:
        listed = ", ".join(f"{day} with {time}" for day, time in named[:3])
        rest = f" and {len(booked) - 3} more" if len(booked) > 3 else ""
        found = f"{len(booked)} days pass your {hours(most)} hands-on: {listed}{rest}"
    yield HANDS_ON.finding(
        limits,
        level(count, watch=limits.hands_on_watch) or "note",
        f"As booked, {found}.",
        since=booked[0].day.isoformat(),
        evidence={
            "booked": True,
            "dates": [each.day.isoformat() for each in booked],
            "minutes": [each.minutes for each in booked],
            "days_over": count,
            "window_days": _LONG_DAYS_WINDOW,
        },
        advice=f"See whether one of these bookings could move to a day under {hours(most)}.",
    )


def _against_usual(
    known: Known, whole: dict[date, DayAhead], weeks: Iterable[WeekAhead], limits: Limits
) -> Iterator[Finding]:
    """Weeks whose load as booked is far above her usual: a note, from `usual_act` on to watch."""
    for week in weeks:
        days = [whole[week.start + timedelta(days=number)] for number in range(7)]
        reached = week.ratio and level(week.ratio, watch=limits.usual_act, note=limits.usual_watch)
        if not reached or not any(day.sessions for day in days):
            continue
        yield AGAINST_USUAL.finding(
            limits,
            reached,
            f"As booked, {week_words(week.start, known.today)}'s load is ~{week.ratio:.1f}x your "
            "usual of the three weeks before this one.",
            since=week.start.isoformat(),
            evidence={
                "booked": True,
                "week_start": week.start.isoformat(),
                "ratio": week.ratio,
                "load": week.load,
            },
            advice="See whether a booking could wait a week, or a lighter one take its place.",
            subject=week.start.isoformat(),
        )


def _no_rest(
    known: Known, whole: dict[date, DayAhead], period: Period, limits: Limits
) -> Iterator[Finding]:
    """The longest row of days with work, done or booked, that reaches into the period."""
    rows = [
        [each for _, each in row]
        for works, row in groupby(sorted(whole.items()), key=lambda item: item[1].minutes > 0)
        if works
    ]
    ahead = [row for row in rows if any(each.day in period and each.sessions for each in row)]
    row = max(ahead, key=len, default=[])
    if len(row) < limits.rest_watch:
        return
    off = row[-1].day + timedelta(days=1)
    until = human_day(off if off in whole else row[-1].day, known.today)
    yield NO_REST.finding(
        limits,
        "watch",
        f"No day off booked {'until' if off in whole else 'up to'} {until}: "
        f"{len(row)} days in a row with hands-on work, as booked.",
        since=row[0].day.isoformat(),
        evidence={
            "booked": True,
            "days_in_a_row": len(row),
            "last_booked": row[-1].day.isoformat(),
        },
        advice="Keep one of these days free before it fills up.",
    )


def _short_gaps(known: Known, period: Period, limits: Limits) -> Iterator[Finding]:
    """Bookings that begin less than 15 min after the session before is to end."""
    short = [
        gap
        for (before, _), (after, is_booked) in pairwise(_slots(known, period))
        if is_booked
        for gap in gaps((before, after))
        if gap[1] < limits.gap_minutes
    ]
    if len(short) < limits.gap_note:
        return
    day, least = min(short, key=lambda gap: gap[1])
    yield GAPS.finding(
        limits,
        "note",
        f"As booked, {counted(len(short), 'session')} {'begins' if len(short) == 1 else 'begin'} "
        f"less than {limits.gap_minutes} min after the one before, the closest "
        f"{human_day(day, known.today)} after {least:.0f} min.",
        since=short[0][0],
        evidence={
            "booked": True,
            "short_gaps": len(short),
            "dates": [each for each, _ in short],
            "minutes": [minutes for _, minutes in short],
        },
        advice=f"See whether one of them could begin {limits.gap_minutes} min after the one before.",
    )


def _heavy_runs(known: Known, period: Period, limits: Limits) -> Iterator[Finding]:
    """Three heavy sessions one after another on a day, as booked; efforts are estimates."""

    def heavy(item: tuple[Slot, bool]) -> tuple[str, bool]:
        slot, _ = item
        return slot.local_date, slot.effort is not None and slot.effort >= limits.heavy_effort

    runs = []
    for (_, is_heavy), items in groupby(_slots(known, period), heavy):
        row = list(items)
        if is_heavy and len(row) >= limits.heavy_row and any(booked for _, booked in row):
            runs.append([slot for slot, _ in row])
    if not runs:
        return
    longest = max(runs, key=len)
    yield HEAVY.finding(
        limits,
        "note",
        f"As booked, {len(longest)} sessions of effort ~{limits.heavy_effort:g} or more follow one "
        f"another, {human_day(longest[0].local_date, known.today)}.",
        since=runs[0][0].local_date,
        evidence={
            "booked": True,
            "runs": len(runs),
            "longest": len(longest),
            "date": longest[0].local_date,
            "efforts": [slot.effort for slot in longest],
        },
        advice="See whether a lighter session could stand between two heavy ones.",
    )


def _slots(known: Known, period: Period) -> list[tuple[Slot, bool]]:
    """Sessions of the period whose time is known, in order, and whether each is booked."""
    found = [(slot, False) for slot in known.slots]
    for each in _bookings(known):
        ends = each.started_at and each.started_at + timedelta(minutes=each.minutes)
        slot = Slot(
            local_date=each.local_date,
            started_at=each.started_at,
            ended_at=ends,
            effort=each.effort,
            estimated=True,
        )
        found.append((slot, True))
    first, last = period.start.isoformat(), period.last.isoformat()
    timed = [
        ((slot.local_date, slot.started_at, slot.ended_at, slot.effort or 0, booked), slot, booked)
        for slot, booked in found
        if slot.started_at is not None and first <= slot.local_date <= last
    ]
    return [(slot, booked) for _, slot, booked in sorted(timed, key=lambda one: one[0])]


def week_words(start: date, today: date) -> str:
    """`this week`, `next week`, `the week of 7 Dec`."""
    if start <= today:
        return "this week"
    if (start - today).days <= 7:
        return "next week"
    return f"the week of {start.day} {MONTHS[start.month - 1]}"
