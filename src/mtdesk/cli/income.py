"""income."""

from __future__ import annotations

from collections.abc import Iterable

import click

from mtdesk.cli.call import Call, reading
from mtdesk.cli.print import say, say_json, table
from mtdesk.say import income as words
from mtdesk.say.income.documents import income_document
from mtdesk.say.income.glance import is_nothing

MOST_NAME = 30


@click.command("income")
@click.argument("year", metavar="[YEAR]", type=int, required=False)
@click.option(
    "--top", type=click.IntRange(1, 1000), default=10, show_default=True, help="Clients shown."
)
@reading
def income_command(call: Call, year: int | None, top: int) -> None:
    """A year's income: which work pays for what it costs, the pace, clients, missed appointments.

    Load is effort x minutes. Pace and prices of missed appointments are estimates.

    \b
    mtdesk income
    mtdesk income 2025 --json
    """
    found, currency = call.desk.income.summary(year, top=top), call.desk.settings.currency
    if call.json:
        say_json(income_document(found, currency))
        return
    say(words.heading(found, currency))
    if is_nothing(found):
        say(f"  {words.NOTHING}")
        return
    say()
    _labelled(words.standing(found, currency))
    for side in words.sides(found, currency):
        say()
        for line in table(side.heads, side.rows, right=side.right, most=MOST_NAME):
            say(f"  {line}")
    if more := words.more_clients(found):
        say(f"  {more}")
    say()
    _labelled(words.clients_and_missed(found, currency))
    say()
    for line in words.NOTE:
        say(f"  {line}")


def _labelled(facts: Iterable[tuple[str, str]]) -> None:
    for label, fact in facts:
        say(f"  {label:<22}{fact}")
