"""The day, the week and what is ahead as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mtdesk.desk.week import Day, Week
from mtdesk.model.finding import Story
from mtdesk.model.reminder import Reminder
from mtdesk.say.document import Keys, document, plain
from mtdesk.say.findings import FINDING, stories_document
from mtdesk.say.sessions import SESSION
from mtdesk.say.wellbeing import CHECK_IN

# How many sessions nobody said the minutes, or the money, of.
UNSAID = ("minutes_unknown=unsaid", "money_unknown=unpriced")
REMINDER: Keys = ("level", "text", "date=day", ("area", lambda area: area or None), "subject")
DAY: Keys = (
    "date=day", "currency", "hands_on_minutes=known_minutes", "booked_minutes", "as_booked_minutes",
    "limit_minutes", *UNSAID, ("sessions", SESSION), ("check_in", CHECK_IN),
)  # fmt: skip
WEEK: Keys = (
    "week_start=start", "week_end=last", "sessions", "hands_on_minutes=known_minutes",
    ("load=known_load", plain), ("estimated_load", plain), ("usual_load", plain), "ratio",
    "monotony", "strain", "rest_days", "short_gaps", "unpaid_minutes", "currency",
    "gross_minor=money.gross_minor", "tips_minor=money.tips_minor",
    "expenses_minor=money.expenses_minor", "wages_minor=money.wages_minor",
    "take_home_minor=money.take_home_minor", "take_home_per_hour_minor",
    *UNSAID,
    ("days", ("date=day", "sessions", "hands_on_minutes=known_minutes", ("load=known_load", plain))),
    ("days_unknown=days_unsaid", ("date=day", *UNSAID)),
    ("findings", FINDING),
)  # fmt: skip
BOOKED: Keys = ("booked_minutes", ("booked_load", plain), ("ahead=findings", FINDING))
NOTHING_BOOKED: dict[str, Any] = {"booked_minutes": 0, "booked_load": 0, "ahead": []}
# Of what is ahead, a load and its parts are estimates where something is booked.
AHEAD: Keys = (
    "from=start", "to=last", "booked_minutes", ("booked_load", plain),
    ("days", (
        "date=day", "sessions=done_sessions", "booked=sessions", "hands_on_minutes=done_minutes",
        "booked_minutes", ("load=done_load", plain), ("booked_load", plain),
    )),
    ("weeks", (
        "week_start=start", "as_booked_minutes=minutes", ("as_booked_load=load", plain), "ratio",
    )),
    ("overlaps", ("date", "sessions", "words")), ("ahead=findings", FINDING),
)  # fmt: skip


def day_document(day: Day, needs: Iterable[Reminder], stories: Iterable[Story]) -> dict[str, Any]:
    return {
        **document(day, DAY),
        "needs": [document(each, REMINDER) for each in needs],
        **stories_document(stories),
    }


def week_document(week: Week, stories: Iterable[Story]) -> dict[str, Any]:
    """A week; with what is still booked in it unless it is over."""
    booked = {} if week.is_over else NOTHING_BOOKED
    if week.ahead is not None:
        booked = document(week.ahead, BOOKED)
    return {**document(week, WEEK), **booked, **stories_document(stories)}
