"""expense: what comes back every month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, reading, writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.say.document import document
from mtdesk.say.ledger import (
    BOOKED,
    RECURRING,
    added_words,
    booked_line,
    due_document,
    due_listing,
    recurring_listing,
)

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


@click.group("expense")
def expense_command() -> None:
    """Expenses that come back every month, and which of them are due."""


@expense_command.group("recurring")
def recurring_group() -> None:
    """What comes back every month: add, list, remove."""


@recurring_group.command("add")
@click.argument("amount")
@click.argument("what", nargs=-1, required=True)
@click.option("--category", metavar="KEY", required=True, help=", ".join(CATEGORIES))
@click.option("--day", metavar="N", required=True, help="Day of the month; 31 is the last one.")
@click.option("--from", "start", metavar="YYYY-MM-DD", help="From this day on (default today).")
@click.option("--until", metavar="YYYY-MM-DD", help="The last day, inclusive.")
@writing
def add(
    call: Call,
    amount: str,
    what: tuple[str, ...],
    category: str,
    day: str,
    start: str | None,
    until: str | None,
) -> None:
    """An expense of every month; it is proposed on its day, and booked when you say so.

    \b
    mtdesk expense recurring add 650 Maple Street Suites --category rent_room --day 1
    mtdesk expense due
    """
    each, operation = call.desk.ledger.recurring.add(
        amount, " ".join(what), category=category, day=day, start=start, until=until
    )
    announce_new_file(call)
    settings = call.desk.settings
    if call.json:
        code = settings.currency.code
        say_json({"operation": operation, "currency": code, **document(each, RECURRING)})
        return
    say(added_words(each, settings.currency, settings.profile))
    say_undo(operation)


@recurring_group.command("list")
@reading
def list_recurring(call: Call) -> None:
    """What comes back every month.

    \b
    mtdesk expense recurring list --json
    """
    found, settings = call.desk.ledger.recurring.every(), call.desk.settings
    if call.json:
        listed = [document(each, RECURRING) for each in found]
        say_json({"currency": settings.currency.code, "recurring": listed})
    elif not found:
        say("Nothing comes back yet. Add it: mtdesk expense recurring add 650 rent ...")
    else:
        say_listing(recurring_listing(found, settings.currency, settings.profile))


@recurring_group.command("remove")
@click.argument("recurring_id", metavar="ID", type=int)
@writing
def remove(call: Call, recurring_id: int) -> None:
    """It comes back no more; what was booked stays.

    \b
    mtdesk expense recurring remove 2
    """
    each, operation = call.desk.ledger.recurring.remove(recurring_id)
    if call.json:
        say_json({"operation": operation, **document(each, RECURRING)})
    else:
        say(f"{each.vendor} comes back no more; mtdesk undo {operation} brings it back")


@expense_command.command("due")
@click.option("--book", is_flag=True, help="Book them, each on its day.")
@reading
def due(call: Call, book: bool) -> None:
    """What fell due and is not booked yet; --book books it, never by itself.

    \b
    mtdesk expense due
    mtdesk expense due --book
    """
    if book:
        _book(call)
        return
    found, settings = call.desk.ledger.recurring.due(), call.desk.settings
    if call.json:
        as_of = call.desk.today.isoformat()
        say_json({"as_of": as_of, **due_document(found, settings.currency)})
    elif not found:
        say("Nothing is due.")
    else:
        say_listing(due_listing(found, settings.currency, settings.profile))
        say("  mtdesk expense due --book books them")


def _book(call: Call) -> None:
    booked, operation = call.desk.ledger.recurring.book_due()
    currency = call.desk.settings.currency
    if call.json:
        written = [document(each, BOOKED) for each in booked]
        say_json({"operation": operation, "currency": currency.code, "expenses": written})
        return
    for each in booked:
        say(booked_line(each, currency))
    say(f"  mtdesk undo {operation} takes them back" if booked else "Nothing is due.")
