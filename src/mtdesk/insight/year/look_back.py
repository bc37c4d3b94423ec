"""A calendar year for herself: its months, days without rest, clients who got better, her limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import fsum

from mtdesk.insight.clients import pain_trend
from mtdesk.insight.takings import per_hour, per_known_hour
from mtdesk.insight.wellbeing import mean, sorest_site
from mtdesk.insight.year.figures import Group
from mtdesk.insight.year.four_weeks import Chosen
from mtdesk.insight.year.logged import Logged, load_of, total
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period, week_of
from mtdesk.model.table import grouped

# -- months


@frozen
class Part:
    """A month, or the year so far; what is not known is None: before she began, or still to come.

    `load` is None where none of the sessions has an effort; `estimated_load` is the part of it whose
    effort was estimated, `unrated_minutes` are those of sessions without one.
    """

    month: str
    sessions: int | None = None
    hands_on_minutes: int | None = None
    unpaid_minutes: int | None = None
    load: float | None = None
    estimated_load: float | None = None
    unrated_minutes: int = 0
    body: float | None = None
    mind: float | None = None
    unsaid: int = 0
    unpriced: int = 0
    check_ins: int | None = None
    sorest: str | None = None
    days_off: int | None = None
    income_minor: int | None = None
    take_home_minor: int | None = None
    take_home_per_hour_minor: int | None = None
    incidents: int | None = None
    is_running: bool = False


def _part(logged: Logged, name: str, whole: Period, groups: Sequence[Group]) -> Part:
    known = _within(logged.known(logged.began), whole)
    if not len(known):
        return Part(month=name)
    worked_from = _within(logged.known(logged.worked_from), whole)
    rows, asked = logged.worked(worked_from), logged.asked(known)
    minutes, rated = total(rows, "minutes"), total(rows, "rated_minutes")
    unsaid = total(rows, "unsaid")
    unpaid = sum(group.unpaid_minutes for group in groups)
    take_home = sum(group.money.take_home_minor for group in groups)
    has_load = len(worked_from) and (rated or not minutes) and not unsaid
    return Part(
        month=name,
        sessions=total(rows, "sessions") if len(worked_from) else None,
        unsaid=unsaid,
        unpriced=total(rows, "unpriced"),
        hands_on_minutes=minutes if len(worked_from) else None,
        unpaid_minutes=unpaid,
        load=load_of(rows) if has_load else None,
        estimated_load=fsum(row["estimated_load"] for row in rows) if has_load else None,
        unrated_minutes=minutes - rated,
        body=mean(each.body for each in asked),
        mind=mean(each.mind for each in asked),
        check_ins=len(asked),
        sorest=sorest_site(asked),
        days_off=len(worked_from) - len(rows) if len(worked_from) else None,
        income_minor=sum(group.money.income_minor for group in groups),
        take_home_minor=take_home,
        take_home_per_hour_minor=per_known_hour(
            take_home,
            minutes + unpaid,
            unsaid=unsaid,
            unpriced_minutes=total(rows, "unpriced_minutes"),
        ),
        incidents=sum(day in known for day in logged.incidents),
        is_running=logged.today in whole,
    )


def _within(period: Period, whole: Period) -> Period:
    start = max(period.start, whole.start)
    return Period(start, max(start, min(period.end, whole.end)))


def _month_of(key: str) -> Period:
    first = date.fromisoformat(f"{key}-01")
    return Period(first, (first + timedelta(days=32)).replace(day=1))


# -- days worked without one off


@frozen
class Run:
    """Days worked one after another, those of the year; `whole_days` counts those beside it, too."""

    first: date
    last: date
    whole_days: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def longest_run(logged: Logged) -> Run | None:
    """The first of the longest; None where no day was worked."""
    known = logged.known(logged.worked_from)
    runs = [
        list(days)
        for is_worked, days in groupby(known.days(), logged.days.__contains__)
        if is_worked
    ]
    if not runs:
        return None
    longest = max(runs, key=len)
    first, last = longest[0], longest[-1]
    beside = _on(logged, first, -1) + _on(logged, last, 1)
    return Run(first=first, last=last, whole_days=len(longest) + beside)


def _on(logged: Logged, day: date, step: int) -> int:
    """How many days worked follow a day, backwards or forwards."""
    count = 0
    while day + timedelta(days=step * (count + 1)) in logged.days:
        count += 1
    return count


# -- clients


def better(arrivals: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Of (client, pain on arrival) in order of time: how many got better, of how many asked twice.

    The first visits of the year against its last, as on a client's page.
    """
    trends = [pain_trend(pains) for pains in grouped(arrivals).values()]
    known = [trend for trend in trends if trend is not None]
    return sum(trend.change.is_meaningful for trend in known), len(known)


# -- at her limit


@frozen
class AtLimit:
    """The year without the hours over her limits: an estimate.

    Each hour left out takes with it what an hour of hands-on brought that year, before costs.
    """

    limit_minutes_a_day: int
    limit_minutes_a_week: int | None
    days_over: int
    weeks_over: int
    over_minutes: int
    hands_on_minutes: int
    income_minor: int
    income_less_minor: int
    income_per_hour_minor: int


def at_limit(
    logged: Logged, income_minor: int, minutes_a_day: int, minutes_a_week: int | None
) -> AtLimit | None:
    """First each day is cut to its limit, then each week, where it has one; None without any hours, or not all."""
    known = logged.known(logged.worked_from)
    rows = logged.worked(known)
    worked = {day: logged.days[day]["minutes"] for day in known.days() if day in logged.days}
    whole = sum(worked.values())
    if not whole or total(rows, "unsaid"):
        return None
    cut = {day: min(minutes, minutes_a_day) for day, minutes in worked.items()}
    weeks = [sum(week) for week in _by_week(cut, logged.first_weekday)]
    most = max(weeks) if minutes_a_week is None else minutes_a_week
    left = sum(min(week, most) for week in weeks)
    less = (2 * income_minor * (whole - left) + whole) // (2 * whole)
    return AtLimit(
        limit_minutes_a_day=minutes_a_day,
        limit_minutes_a_week=minutes_a_week,
        days_over=sum(minutes > minutes_a_day for minutes in worked.values()),
        weeks_over=sum(week > most for week in weeks),
        over_minutes=whole - left,
        hands_on_minutes=left,
        income_minor=income_minor - less,
        income_less_minor=less,
        income_per_hour_minor=per_hour(income_minor, whole) or 0,
    )


def _by_week(minutes: Mapping[date, int], first_weekday: int) -> Iterator[list[int]]:
    weeks = grouped((week_of(day, first_weekday).start, each) for day, each in minutes.items())
    yield from weeks.values()


# -- all of it


@frozen
class LookBack:
    """A calendar year up to `as_of`; `accounts` is the year of accounts of that number.

    `is_named`: its clients have their names, not their numbers.

    `best` and `hardest` are None where fewer than eight weeks are over, nothing was done in them, or
    none stands out.
    """

    year: int
    period: Period
    as_of: date
    is_running: bool
    is_to_come: bool
    accounts: Period
    began: date | None
    worked_from: date | None
    months: tuple[Part, ...]
    whole: Part
    longest: Run | None
    best: Chosen | None
    hardest: Chosen | None
    clients_better: int
    clients_asked: int
    at_limit: AtLimit | None
    is_named: bool = False

    @property
    def longest_run_days(self) -> int | None:
        """None where it is not known how she worked: before she began, or in a year to come."""
        if self.whole.sessions is None:
            return None
        return self.longest.days if self.longest else 0

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all was recorded in it."""
        whole = self.whole
        return not (
            whole.sessions
            or whole.unpaid_minutes
            or whole.income_minor
            or whole.take_home_minor
            or whole.check_ins
            or whole.incidents
        )


def months(logged: Logged) -> tuple[Part, ...]:
    return tuple(
        _part(logged, str(group.key), _month_of(str(group.key)), [group]) for group in logged.groups
    )


def whole(logged: Logged) -> Part:
    return _part(logged, str(logged.period.start.year), logged.period, logged.groups)
