"""The week beside the weeks before: its table, why it was as it was, and how alike its days were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from mtdesk.desk.week import WholeWeek, Why, means, sorest
from mtdesk.model.money import Currency
from mtdesk.model.period import WEEKDAYS, hours
from mtdesk.model.session import MINUTES_UNKNOWN, MONEY_UNKNOWN
from mtdesk.model.table import Listing
from mtdesk.model.text import joined, worded
from mtdesk.model.wellbeing import site_words

MOST_SITES = 3
MONOTONY = "how alike the days were, mean daily load / its SD"
AS_BOOKED = "as booked"
_RARE = (
    "money.wages_minor",
    "incidents",
    "body",
    "mind",
    "unsaid",
    "unpriced",
)  # shown where there are any
_BOOKED = ("hands_on_minutes", "sessions", "load", "rest_days")  # what bookings tell of a week


def weeks_beside(weeks: Sequence[WholeWeek], currency: Currency) -> Listing:
    """The week, as it is and as booked, and the three whole weeks before, which are her usual."""
    week, before = weeks[0], weeks[1:]
    sites = sorest(week, before, MOST_SITES)
    columns = {name: means(shown, sites) for name, shown in _columns(week, before)}
    return Listing(
        heads=("", *columns),
        rows=tuple(
            (name, *(_cell(figure, words, head, found) for head, found in columns.items()))
            for name, figure, words in _figures(currency, sites)
            if figure not in _RARE or any(found[figure] for found in columns.values())
        ),
        right=tuple(range(1, len(columns) + 1)),
    )


def _columns(
    week: WholeWeek, before: Sequence[WholeWeek]
) -> Iterator[tuple[str, Sequence[WholeWeek]]]:
    """The week as it is, and as booked (of a week to come only that), and the weeks before."""
    figures = week.figures
    if figures.is_over:
        yield "this week", [week]
    elif not figures.is_to_come:
        yield "this week so far" if figures.ahead is None else "so far", [week]
    if figures.is_to_come or (figures.ahead is not None and not figures.is_over):
        yield AS_BOOKED, [week.as_booked()]
    yield "last week" if figures.is_to_come else "week before", [before[0]]
    if before[-1].figures.usual_load is not None or before[-1].figures.is_logged:
        yield "mean of 3 before", before


def _cell(
    figure: str, words: Callable[[float], str], head: str, found: dict[str, float | None]
) -> str:
    if head == AS_BOOKED and figure not in _BOOKED:
        return ""
    value = found[figure]
    about = "~" if figure == "load" and found["estimated_load"] else ""
    return "–" if value is None else f"{about}{words(value)}"


def _figures(
    currency: Currency, sites: Sequence[str]
) -> Iterator[tuple[str, str, Callable[[float], str]]]:
    """The rows: their names, the figures, and how these are written."""

    def money(minor: float) -> str:
        return currency.format(round(minor))

    def minutes(value: float) -> str:
        return hours(round(value))

    def count(value: float) -> str:
        return f"{value:.1f}".removesuffix(".0")

    yield "hands-on", "hands_on_minutes", minutes
    yield "sessions", "sessions", count
    yield MINUTES_UNKNOWN, "unsaid", count
    yield MONEY_UNKNOWN, "unpriced", count
    yield "load", "load", "{:,.0f}".format
    yield "rest days", "rest_days", count
    yield "gaps under 15 min", "short_gaps", count
    yield "unpaid work", "unpaid_minutes", minutes
    yield "incidents", "incidents", count
    yield "exhaustion, body", "body", count
    yield "exhaustion, mind", "mind", count
    for site in sites:
        yield f"sore, {site_words(site)}", site, count
    yield "income, tips in it", "money.gross_minor", money
    yield "  tips", "money.tips_minor", money
    yield "wages", "money.wages_minor", money
    yield "expenses", "money.expenses_minor", money
    yield "take-home", "money.take_home_minor", money
    yield "  per working hour", "take_home_per_hour_minor", money


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
