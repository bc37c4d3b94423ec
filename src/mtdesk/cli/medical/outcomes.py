"""outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading
from mtdesk.cli.print import say, say_json, say_listing

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


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
    from mtdesk.say.medical.rows import (
        outcome_listing,
        outcome_notes,
        outcomes_document,
    )

    found = call.desk.medical.outcomes.of_year(year)
    currency = call.desk.settings.currency
    if call.json:
        say_json(outcomes_document(found, currency.code))
        return
    so_far = " so far" if found.is_running else ""
    say(f"Medical against wellness, {found.year}{so_far}")
    if found.is_empty:
        say("  no session in it")
        return
    say_listing(outcome_listing(found, currency), indent="  ")
    say()
    for note in outcome_notes(found):
        for line in wrapped(note):
            say(line)
