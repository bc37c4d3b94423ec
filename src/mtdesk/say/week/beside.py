"""The week beside the weeks before: its table, why it was as it was, and how alike its days were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.week import beside
from mtdesk.model.period import WEEKDAYS, hours
from mtdesk.model.table import Listing
from mtdesk.model.text import joined, worded
from mtdesk.model.wellbeing import site_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from mtdesk.desk.week.beside import WholeWeek, Why
    from mtdesk.model.money import Currency

MOST_SITES = 3
MONOTONY = "how alike the days were, mean daily load / its SD"
_RARE = ("wages", "incidents", "exhaustion, body", "exhaustion, mind")  # shown where there are any
_BOOKED = ("hands-on", "sessions", "load", "rest days")  # what bookings tell of a week


class _Column:
    """Weeks whose mean is shown; of one as booked only what a booking tells is known."""

    def __init__(self, name: str, weeks: Sequence[WholeWeek], *, is_booked: bool = False) -> None:
        self.name = name
        self.weeks = weeks
        self.is_booked = is_booked


class _Figure:
    """A row: what it is, its value in one week or as a mean of several, and the value in words."""

    def __init__(
        self,
        name: str,
        of: str | Callable[[Sequence[WholeWeek]], float | None],
        words: Callable[[float], str],
    ) -> None:
        self.name = name
        self.of = (lambda weeks: beside.mean(weeks, of)) if isinstance(of, str) else of
        self.words = words

    def cell(self, column: _Column) -> str:
        if column.is_booked and self.name not in _BOOKED:
            return ""
        value = self.of(column.weeks)
        if value is None:
            return "–"
        is_load = self.name == "load"
        about = is_load and any(week.figures.estimated_load for week in column.weeks)
        return f"{'~' if about else ''}{self.words(value)}"


def weeks_beside(weeks: Sequence[WholeWeek], currency: Currency) -> Listing:
    """The week, as it is and as booked, and the three whole weeks before, which are her usual."""
    week, before = weeks[0], weeks[1:]
    columns = _now(week)
    columns.append(_Column("last week" if week.figures.is_to_come else "week before", [before[0]]))
    if before[-1].figures.usual_load is not None or before[-1].figures.is_logged:
        columns.append(_Column("mean of 3 before", before))
    figures = [
        figure
        for figure in _figures(currency, beside.sorest(week, before, MOST_SITES))
        if figure.name not in _RARE or any(figure.of([each]) for each in weeks)
    ]
    return Listing(
        heads=("", *(column.name for column in columns)),
        rows=tuple((figure.name, *map(figure.cell, columns)) for figure in figures),
        right=tuple(range(1, len(columns) + 1)),
    )


def _now(week: WholeWeek) -> list[_Column]:
    """The week as it is, and as booked; of a week to come only that."""
    figures = week.figures
    if figures.is_over:
        return [_Column("this week", [week])]
    booked = _Column("as booked", [week.as_booked()], is_booked=True)
    if figures.is_to_come:
        return [booked]
    if figures.ahead is None:
        return [_Column("this week so far", [week])]
    return [_Column("so far", [week]), booked]


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
        _Figure("hands-on", "hands_on_minutes", minutes),
        _Figure("sessions", "sessions", count),
        _Figure("load", "load", load),
        _Figure("rest days", "rest_days", count),
        _Figure("gaps under 15 min", "short_gaps", count),
        _Figure("unpaid work", "unpaid_minutes", minutes),
        _Figure("incidents", beside.mean_incidents, count),
        _Figure("exhaustion, body", lambda weeks: beside.mean_answer(weeks, "body"), count),
        _Figure("exhaustion, mind", lambda weeks: beside.mean_answer(weeks, "mind"), count),
        *(_sore(site, count) for site in sites),
        _Figure("income, tips in it", "money.gross_minor", money),
        _Figure("  tips", "money.tips_minor", money),
        _Figure("wages", "money.wages_minor", money),
        _Figure("expenses", "money.expenses_minor", money),
        _Figure("take-home", "money.take_home_minor", money),
        _Figure("  per working hour", beside.mean_per_hour, money),
    ]


def _sore(site: str, words: Callable[[float], str]) -> _Figure:
    return _Figure(
        f"sore, {site_words(site)}", lambda weeks: beside.mean_soreness(weeks, site), words
    )


def why_sentence(why: Why, limit_minutes: int, *, so_far: bool) -> str:
    """`Thu and Fri were over 4 h; Deep tissue brought 640 more load than in a usual week.`"""
    parts = []
    if why.long_days:
        were = worded(len(why.long_days), "was", "were")
        parts.append(
            f"{joined([*map(_weekday, why.long_days)])} {were} over {hours(limit_minutes)}"
        )
    elif why.heaviest:
        parts.append(
            f"{_weekday(why.heaviest)} was the heaviest day, {100 * why.heaviest_share:.0f} % of the load"
        )
    if why.service is not None:
        parts.append(_service(why, so_far=so_far))
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _service(why: Why, *, so_far: bool) -> str:
    name = why.service or "sessions without a service"
    if why.apart is None:
        return f"{name} is {100 * why.share:.0f} % of the load{' so far' if so_far else ''}"
    side = "more" if why.apart > 0 else "less"
    return f"{name} brought {abs(why.apart):,.0f} {side} load than in a usual week"


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()][:3].title()


def monotony_words(values: Sequence[float | None], *, is_last_week: bool) -> tuple[str, str] | None:
    """`monotony  last week, 1.4` and `own 11 before 0.4-1.9`; None with nothing to hold it against.

    The last value is the week's, those before it her own weeks.
    """
    *before, now = values
    own = [value for value in before if value is not None]
    if now is None or not own:
        return None
    when = "last week, " if is_last_week else ""
    return (
        f"monotony  {when}{now:.1f}",
        f"own {len(own)} before {min(own):.1f}-{max(own):.1f}",
    )
