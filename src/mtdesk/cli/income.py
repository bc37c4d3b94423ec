"""income."""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.cli import declared
from mtdesk.cli.call import Call
from mtdesk.cli.options import reading
from mtdesk.cli.print import no_chart_in_json, say, say_chart, say_json, table
from mtdesk.desk import Desk
from mtdesk.say import income as words
from mtdesk.say.income.documents import income_document
from mtdesk.say.income.glance import is_nothing

MOST_NAME = 30


@declared.command("income")
@declared.argument("year", metavar="[YEAR]", type=int, required=False)
@declared.option(
    "--top", type=declared.IntRange(1, 1000), default=10, show_default=True, help="Clients shown."
)
@declared.option("--chart", is_flag=True, help="Draw income and take-home an hour by month.")
@reading
def income_command(call: Call, year: int | None, top: int, chart: bool) -> None:
    """A year's income: which work pays for what it costs, the pace, clients, missed appointments.

    Load is effort x minutes. Pace and prices of missed appointments are estimates.

    \b
    mtdesk income
    mtdesk income 2025 --json
    mtdesk income --chart
    """
    no_chart_in_json(chart=chart, as_json=call.json)
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
    if chart:
        _draw(call.desk, year)


def _draw(desk: Desk, year: int | None) -> None:
    from mtdesk.say import pictures

    settings, currency, today = desk.settings, desk.settings.currency, desk.today
    found = desk.year.figures.year(year or settings.year_of(today))
    months, whole = found.by_month, found.period
    target, an_hour = settings.income_target_minor, settings.take_home_target_minor
    say_chart(pictures.income_by_month(months, currency, target, today, whole))
    say_chart(pictures.take_home_by_month(months, currency, today, whole, an_hour))


def _labelled(facts: Iterable[tuple[str, str]]) -> None:
    for label, fact in facts:
        say(f"  {label:<22}{fact}")
