"""outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading
from mtdesk.cli.print import say, say_json, table

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.desk.medical.outcomes import Comparison
    from mtdesk.insight.medical.outcomes import Measured


@click.command("outcomes")
@click.argument("year", metavar="[YEAR]", type=int, required=False)
@reading
def outcomes_command(call: Call, year: int | None) -> None:
    """Medical against wellness: money, load, pain, and whether clients come back.

    Beside each figure stands the number it rests on; where that is too small there is none.

    \b
    mtdesk outcomes
    mtdesk outcomes 2025 --json
    """
    from mtdesk.cli.print import wrapped
    from mtdesk.desk.medical.outcomes import outcome_notes, outcome_rows

    found = call.desk.medical.outcomes.of_year(year)
    currency = call.desk.settings.currency
    if call.json:
        say_json(_document(found, currency.code))
        return
    so_far = " so far" if found.is_running else ""
    say(f"Medical against wellness, {found.year}{so_far}")
    if found.is_empty:
        say("  no session in it")
        return
    heads, rows = outcome_rows(found, currency)
    for line in table(heads, rows, right=range(1, len(heads))):
        say(f"  {line}")
    say()
    for note in outcome_notes(found):
        for line in wrapped(note):
            say(line)


def _document(found: Comparison, code: str) -> dict[str, Any]:
    return {
        "year": found.year,
        "running": found.is_running,
        "from": found.period.start.isoformat(),
        "to": found.period.last.isoformat() if len(found.period) else None,
        "currency": code,
        "unplaced_incidents": found.unplaced_incidents,
        "by_purpose": [
            {
                "key": column.key,
                "sessions": column.sessions,
                "income_per_hour_minor": column.income_per_hour_minor.value,
                "income_per_hour_n": column.income_per_hour_minor.n,
                **{
                    part: value
                    for name in _MEASURED
                    for part, value in _figures(name, getattr(column, name)).items()
                },
            }
            for column in found.columns
        ],
    }


_MEASURED = (
    "load_per_hour", "pain_points", "pain_meaningful", "rebooked", "missed", "incidents",
    "first_visits_a_month", "latest_visits_a_month", "visits_change_percent", "feedback_asked",
)  # fmt: skip


def _figures(name: str, figure: Measured) -> dict[str, Any]:
    return {name: figure.value, f"{name}_n": figure.n}
