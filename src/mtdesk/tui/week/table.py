"""The week's figures beside the weeks before: one table, a column for each and one for what is booked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mtdesk.desk.week import DayLoad
from mtdesk.model.period import hours
from mtdesk.say import pictures
from mtdesk.tui.parts.table import table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from textual.content import Content

    from mtdesk.desk.week import Week
    from mtdesk.model.incidents import Incident
    from mtdesk.model.money import Currency
    from mtdesk.model.wellbeing import CheckIn


class Shown(NamedTuple):
    """A week with its check-ins and its incidents."""

    figures: Week
    check_ins: Sequence[CheckIn]
    incidents: Sequence[Incident]


class _Figure(NamedTuple):
    """A row: what it is, its value in one week or as a mean of several, and the value in words."""

    name: str
    of: Callable[[Sequence[Shown]], float | None]
    words: Callable[[float], str]


class _Column(NamedTuple):
    """Weeks whose mean is shown; of one as booked only what a booking tells is known."""

    name: str
    weeks: Sequence[Shown]
    is_booked: bool = False


def week_table(weeks: Sequence[Shown], currency: Currency, today: date) -> Content:
    """The week, as it is and as booked, and the three whole weeks before, which are her usual."""
    week, before = weeks[0], weeks[1:]
    columns = _now(week, today)
    is_ahead = week.figures.start > today
    columns.append(_Column("last week" if is_ahead else "week before", [before[0]]))
    if before[-1].figures.usual_load is not None or is_logged(before[-1].figures):
        columns.append(_Column("mean of 3 before", before))
    rows = [["", *(column.name for column in columns)]]
    for figure in _figures(currency, [*_sites(week, before)]):
        if figure.name in _RARE and not any(figure.of([each]) for each in weeks):
            continue
        rows.append([figure.name, *(_cell(figure, column) for column in columns)])
    return table(rows, [False, *(True for _ in columns)], header=True)


def _now(week: Shown, today: date) -> list[_Column]:
    """The week as it is, and as booked; of a week to come only that."""
    as_it_is = _Column("this week", [week])
    if week.figures.is_over:
        return [as_it_is]
    booked = _Column("as booked", [week._replace(figures=as_booked(week.figures))], is_booked=True)
    if week.figures.start > today:
        return [booked]
    if week.figures.ahead is None:
        return [as_it_is._replace(name="this week so far")]
    return [as_it_is._replace(name="so far"), booked]


def as_booked(week: Week) -> Week:
    """The week as it will be when all that is booked is done; its load is an estimate then."""
    booked = {each.day: each for each in week.ahead.days} if week.ahead else {}
    days = tuple(
        DayLoad(
            day=day.day,
            sessions=booked[day.day].done_sessions + booked[day.day].sessions,
            hands_on_minutes=booked[day.day].minutes,
            load=booked[day.day].load,
            estimated_load=day.estimated_load + booked[day.day].booked_load,
        )
        if day.day in booked
        else day
        for day in week.days
    )
    return replace(week, days=days, rest_days=sum(not day.sessions for day in days))


def _cell(figure: _Figure, column: _Column) -> str:
    value = None if column.is_booked and figure.name not in _BOOKED else figure.of(column.weeks)
    if value is None:
        return "" if column.is_booked else "–"
    estimated = figure.name == "load" and any(week.figures.estimated_load for week in column.weeks)
    return ("~" if estimated else "") + figure.words(value)


def is_logged(week: Week) -> bool:
    return bool(week.sessions or week.money.take_home_minor or week.unpaid_minutes)


_BOOKED = ("hands-on", "sessions", "load", "days off")  # what bookings tell of a week
_RARE = ("wages", "incidents", "exhaustion, body", "exhaustion, mind")  # shown where there are any
_MOST_SITES = 3


def _figures(currency: Currency, sites: Sequence[str]) -> list[_Figure]:
    def money(minor: float) -> str:
        return currency.format(round(minor))

    def minutes(value: float) -> str:
        return hours(round(value))

    def count(value: float) -> str:
        return f"{value:.1f}".removesuffix(".0")

    def load(value: float) -> str:
        return f"{value:,.0f}"

    return [
        _Figure("hands-on", _mean(lambda week: week.hands_on_minutes), minutes),
        _Figure("sessions", _mean(lambda week: week.sessions), count),
        _Figure("load", _mean(lambda week: week.load), load),
        _Figure("days off", _mean(lambda week: week.rest_days), count),
        _Figure("gaps under 15 min", _mean(lambda week: week.short_gaps), count),
        _Figure("unpaid work", _mean(lambda week: week.unpaid_minutes), minutes),
        _Figure("incidents", _incidents, count),
        _Figure("exhaustion, body", _asked(lambda check_in: check_in.body), count),
        _Figure("exhaustion, mind", _asked(lambda check_in: check_in.mind), count),
        *(_Figure(f"sore, {pictures.site_words(site)}", _soreness(site), count) for site in sites),
        _Figure("income, tips in it", _mean(lambda week: week.money.gross_minor), money),
        _Figure("  tips", _mean(lambda week: week.money.tips_minor), money),
        _Figure("wages", _mean(lambda week: week.money.wages_minor), money),
        _Figure("expenses", _mean(lambda week: week.money.expenses_minor), money),
        _Figure("take-home", _mean(lambda week: week.money.take_home_minor), money),
        _Figure("  per working hour", _per_hour, money),
    ]


def _mean(of: Callable[[Week], float]) -> Callable[[Sequence[Shown]], float]:
    return lambda weeks: sum(of(week.figures) for week in weeks) / len(weeks)


def _asked(of: Callable[[CheckIn], float | None]) -> Callable[[Sequence[Shown]], float | None]:
    """The mean of what was answered in these weeks; what was not asked is not there."""

    def mean(weeks: Sequence[Shown]) -> float | None:
        said = [of(check_in) for week in weeks for check_in in week.check_ins]
        known = [value for value in said if value is not None]
        return sum(known) / len(known) if known else None

    return mean


def _soreness(site: str) -> Callable[[Sequence[Shown]], float | None]:
    return _asked(lambda check_in: float(check_in.soreness.get(site, 0)))


def _sites(week: Shown, before: Sequence[Shown]) -> list[str]:
    """The sites that are sorest on average, this week's first, then those of the weeks before."""
    named = {
        site
        for each in (week, *before)
        for check_in in each.check_ins
        for site in check_in.soreness
    }

    def rank(site: str) -> tuple[float, float, str]:
        now, then = _soreness(site)([week]), _soreness(site)(before)
        return -(now or 0.0), -(then or 0.0), site

    sore = [site for site in named if rank(site)[:2] != (0, 0)]
    return sorted(sore, key=rank)[:_MOST_SITES]


def _incidents(weeks: Sequence[Shown]) -> float:
    return sum(len(week.incidents) for week in weeks) / len(weeks)


def _per_hour(weeks: Sequence[Shown]) -> float | None:
    figures = [week.figures for week in weeks]
    if len(figures) == 1:
        return figures[0].take_home_per_hour_minor
    minutes = sum(week.hands_on_minutes + week.unpaid_minutes for week in figures)
    return sum(week.money.take_home_minor for week in figures) * 60 / minutes if minutes else None
