"""Medical against wellness in words: one table, what must be known to read it, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.medical import outcomes as insight
from mtdesk.model.table import Listing
from mtdesk.model.text import counted
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from mtdesk.desk.medical.outcomes import Comparison
    from mtdesk.insight.medical.outcomes import Measured
    from mtdesk.model.money import Currency
    from mtdesk.say.document import Keys

_MEASURED = (
    "load_per_hour", "pain_points", "pain_meaningful", "rebooked", "missed", "incidents",
    "first_visits_a_month", "latest_visits_a_month", "visits_change_percent", "feedback_asked",
)  # fmt: skip
MEASURED: Keys = (
    "key", "sessions", "income_per_hour_minor=income_per_hour_minor.value",
    "income_per_hour_n=income_per_hour_minor.n",
    *(
        key
        for name in _MEASURED
        for key in (f"{name}={name}.value", f"{name}_n={name}.n")
    ),
)  # fmt: skip


def outcomes_document(found: Comparison, code: str) -> dict[str, Any]:
    return {
        "year": found.year,
        "running": found.is_running,
        "from": found.period.start.isoformat(),
        "to": found.period.last.isoformat() if len(found.period) else None,
        "currency": code,
        "unplaced_incidents": found.unplaced_incidents,
        "by_purpose": [document(column, MEASURED) for column in found.columns],
    }


def outcome_listing(found: Comparison, currency: Currency) -> Listing:
    """A column for each purpose; figures with the number they rest on."""
    heads = ("", *(column.key or "not said" for column in found.columns))
    return Listing(
        heads=heads,
        rows=(
            ("sessions", *(f"{column.sessions:,}" for column in found.columns)),
            *(
                (words, *(_cell(getattr(column, name), shown) for column in found.columns))
                for words, name, shown in _rows(currency)
            ),
        ),
        right=tuple(range(1, len(heads))),
    )


def _rows(currency: Currency) -> tuple[tuple[str, str, Callable[[float], str]], ...]:
    def percent(value: float) -> str:
        return f"{value:.0%}"

    def tenths(value: float) -> str:
        return f"{value:.1f}"

    return (
        ("income an hour", "income_per_hour_minor", lambda minor: currency.format(round(minor))),
        ("load an hour", "load_per_hour", lambda load: f"{load:,.0f}"),
        ("pain less in a visit, points", "pain_points", tenths),
        ("visits with a meaningful fall", "pain_meaningful", percent),
        ("visits followed by another", "rebooked", percent),
        ("missed per 100 appointments", "missed", tenths),
        ("incidents per 100 sessions", "incidents", tenths),
        ("visits a month, first 90 days", "first_visits_a_month", tenths),
        ("visits a month, latest 90 days", "latest_visits_a_month", tenths),
        ("feedback asked", "feedback_asked", percent),
    )


def _cell(figure: Measured, shown: Callable[[float], str]) -> str:
    value = "–" if figure.value is None else shown(figure.value)
    return f"{value}  (n {figure.n:,})"


def outcome_notes(found: Comparison) -> tuple[str, ...]:
    """What must be known to read it, a sentence or two each."""
    fewest, clients, days = insight.FEWEST, insight.FEWEST_CLIENTS, insight.REBOOKED_DAYS
    unplaced = found.unplaced_incidents
    notes = (
        (
            f"– where it rests on fewer than {fewest} sessions, visits or appointments, or on fewer than "
            f"{clients} clients."
        ),
        (
            "Income is what came for the work, before costs; load is effort x minutes. A fall of pain is "
            "meaningful from 2 points and 30 % on."
        ),
        (
            "Missed are no-shows and late cancellations; one without a purpose counts as what its client "
            "came for before."
        ),
        (
            f"Followed by another, done or booked, within {days} days; of visits whose {days} days are "
            "over."
        ),
        (
            "Visits a month are those of clients who have come for 180 days and still do: fewer with "
            "less pain is good."
        ),
        "It shows who came for what, and does not say why the two differ.",
    )
    count = counted(unplaced, "incident is", "incidents are")
    apart = f"{count} with neither a session nor a client, and in no column."
    return (*notes, apart) if unplaced else notes
