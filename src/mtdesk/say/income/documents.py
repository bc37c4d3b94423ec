"""A year's income as JSON."""

from __future__ import annotations

from mtdesk.desk.income import IncomeOfYear
from mtdesk.model.money import Currency
from mtdesk.model.period import WEEKDAYS, Period
from mtdesk.say.document import document, plain
from mtdesk.typed import Any


def _first(period: Period | None) -> str | None:
    return period.start.isoformat() if period else None


def _last(period: Period | None) -> str | None:
    return period.last.isoformat() if period else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _weekday(key: str | int | None) -> str:
    return WEEKDAYS[int(key or 0)]


STRETCH = (
    "from=period.start", "to=last", "income_minor", "gross_minor=money.gross_minor",
    "wages_minor=money.wages_minor", "tips_minor=money.tips_minor",
    "take_home_minor=money.take_home_minor", "sessions", "hands_on_minutes", "unpaid_minutes",
    "minutes_unknown=unsaid", "money_unknown=unpriced",
    "take_home_per_hands_on_hour_minor=per_hands_on_hour_minor",
    "take_home_per_hour_minor=per_working_hour_minor",
)  # fmt: skip
_FIGURES = (
    "income_minor", "gross_minor=money.gross_minor", "tips_minor=money.tips_minor",
    "net_minor=money.net_minor", "for_work_minor", "sessions", "hands_on_minutes",
    ("load", plain), ("estimated_load", plain), "per_hands_on_hour_minor=per_hour_minor",
    "per_100_load_minor=per_load_minor",
)  # fmt: skip
EARNING = ("key", *_FIGURES)
PURPOSE = ("take_home_minor", ("take_home_share", _rounded))
PACE = (
    "method=pace.method", "words=pace.words", "weeks=pace.weeks", "days_left=pace.days_left",
    "to=whole.last", "mean_week_minor=pace.mean_week_minor", "spread_minor=pace.spread_minor",
    "projected_minor=pace.projected_minor", "low_minor=pace.low_minor", "high_minor=pace.high_minor",
)  # fmt: skip
MISSED = (
    "count", "no_shows", "late_cancels", "fees_minor", "not_received_minor=known_minor",
    "estimated_minor", "unpriced",
)  # fmt: skip
CONCENTRATION = ("clients", "top", "top_minor", "gross_minor=income_minor", ("share", _rounded))
INCOME = (
    ("last_12_months=last_year", STRETCH), "record_from=first_day",
    ("last_year_from=before", _first), ("last_year_to=before", _last),
    "last_year_income_minor=before_minor", "target_minor", "even_pace_minor=even_minor",
    ("by_service", EARNING), ("by_client=shown_clients", EARNING), "clients",
    ("by_workplace", EARNING), ("by_method", EARNING),
    ("by_weekday", (("key", _weekday), *_FIGURES)), ("concentration", CONCENTRATION),
)  # fmt: skip


def income_document(found: IncomeOfYear, currency: Currency) -> dict[str, Any]:
    """Clients are numbers in it; names are shown on the screen only."""
    return {
        **document(found, ("year", "running=is_running")),
        "currency": currency.code,
        **document(found.of_year, STRETCH),
        **document(found, INCOME),
        "pace": {"estimate": True, **document(found, PACE)} if found.pace else None,
        "pace_reason": found.no_pace or None,
        "by_purpose": [
            document(each.earning, EARNING) | document(each, PURPOSE) for each in found.by_purpose
        ],
        "missed": {
            **document(found.missed, MISSED),
            "by_client": [
                {"key": each.client_id, **document(each.missed, MISSED)}
                for each in found.missed_shown
            ],
        },
    }
