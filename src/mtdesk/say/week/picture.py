"""The week as a page to keep: what `mtdesk week` says, its days drawn as bars. It names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mtdesk.desk.opened.settings import Settings
from mtdesk.desk.week import Week
from mtdesk.model.document import SMALL, Document, Facts, Text, texts
from mtdesk.model.finding import Story
from mtdesk.model.table import NUMBER, TEXT, Table
from mtdesk.say.document import PICTURES
from mtdesk.say.findings import NOTHING_FOUND, marked, story_sentence
from mtdesk.say.week import as_booked, days_of_week, week_figures, week_sentence, week_title


def week_page(week: Week, stories: Sequence[Story], settings: Settings, made_on: date) -> Document:
    title, currency = week_title(week), settings.currency
    told = tuple((marked(each.level), story_sentence(each)) for each in stories)
    return Document(
        title=title,
        name=title,
        what=f"the week {week.start} to {week.last}",
        made_on=made_on,
        currency=currency,
        formats=PICTURES,
        pages=(
            (
                Text(text=f"{currency.code}; made on {made_on}", look=SMALL),
                *texts([week_sentence(week), as_booked(week.ahead) if week.ahead else ""]),
                _days(week, settings.hands_on_minutes_a_day),
                Facts(facts=tuple(week_figures(week, currency, settings.hands_on_minutes_a_week))),
                Facts(facts=told) if told else Text(text=NOTHING_FOUND),
            ),
        ),
    )


def _days(week: Week, limit: int) -> Table:
    """Hours are drawn up to the limit, or the longest day where that is past it."""
    listing = days_of_week(week, limit)
    longest = max(limit, *(day.hands_on_minutes for day in week.days))
    highest = max(day.load for day in week.days)
    return Table(
        name="Days",
        columns=tuple(
            (head, NUMBER if place in listing.right else TEXT)
            for place, head in enumerate(listing.heads)
        ),
        rows=listing.rows,
        overlapping=True,
        lengths=tuple(
            (
                *(None, None, None),
                day.hands_on_minutes / longest or None,
                day.load / highest if day.load else None,
            )
            for day in week.days
        ),
    )
