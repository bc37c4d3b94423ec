"""The week as a page to keep: what `mtdesk week` says, its days drawn as bars. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mtdesk.desk.week import DayLoad, Week
from mtdesk.model.document import SMALL, Block, Document, Facts, Text
from mtdesk.model.money import Currency
from mtdesk.model.table import NUMBER, TEXT, Table
from mtdesk.say.findings import NOTHING_FOUND, marked
from mtdesk.say.week import as_booked, days_of_week, week_figures, week_sentence, week_title


def week_page(
    week: Week, currency: Currency, limit: int, limit_a_week: int | None, made_on: date
) -> Document:
    title = week_title(week)
    return Document(
        title=title,
        name=title,
        what=f"the week {week.start} to {week.last}",
        made_on=made_on,
        currency=currency,
        formats=("svg",),
        pages=(tuple(_blocks(week, currency, limit, limit_a_week, made_on)),),
    )


def _blocks(
    week: Week, currency: Currency, limit: int, limit_a_week: int | None, made_on: date
) -> Iterator[Block]:
    yield Text(text=f"{currency.code}; made on {made_on}", look=SMALL)
    yield Text(text=week_sentence(week))
    if week.ahead:
        yield Text(text=as_booked(week.ahead))
    listing = days_of_week(week, limit)
    yield Table(
        name="Days",
        columns=tuple(
            (head, NUMBER if place in listing.right else TEXT)
            for place, head in enumerate(listing.heads)
        ),
        rows=listing.rows,
        overlapping=True,
        lengths=_lengths(week.days, limit),
    )
    yield Facts(facts=tuple(week_figures(week, currency, limit_a_week)))
    found = week.all_findings
    yield Facts(facts=tuple((marked(each.level), each.message) for each in found))
    if not found:
        yield Text(text=NOTHING_FOUND)


def _lengths(days: Sequence[DayLoad], limit: int) -> tuple[tuple[float | None, ...], ...]:
    """Of hands-on and load: hours up to the limit, or the longest day where that is past it."""
    longest = max(limit, *(day.hands_on_minutes for day in days))
    highest = max(day.load for day in days)
    return tuple(
        (
            None,
            None,
            None,
            day.hands_on_minutes / longest or None,
            day.load / highest if day.load else None,
        )
        for day in days
    )
