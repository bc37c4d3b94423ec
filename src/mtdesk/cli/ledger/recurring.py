"""expense: what comes back every month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, reading, writing
from mtdesk.cli.print import say, say_json, table
from mtdesk.model.ledger import CATEGORIES

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.model.ledger.recurring import RecurringExpense


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
    if call.json:
        say_json({"operation": operation, "currency": _code(call), **_document(each)})
        return
    amount = call.desk.settings.currency.format(each.amount_minor)
    until_words = f" until {each.ends_on}" if each.ends_on else ""
    say(
        f"recurring {each.id}: {amount}, {each.vendor}, {call.desk.settings.profile.words(each.category)}, "
        f"day {each.day} of the month from {each.starts_on}{until_words}"
    )
    say(f"  mtdesk undo {operation} takes it back")


@recurring_group.command("list")
@reading
def list_recurring(call: Call) -> None:
    """What comes back every month.

    \b
    mtdesk expense recurring list --json
    """
    found = call.desk.ledger.recurring.every()
    if call.json:
        say_json({"currency": _code(call), "recurring": [_document(each) for each in found]})
        return
    if not found:
        say("Nothing comes back yet. Add it: mtdesk expense recurring add 650 rent ...")
        return
    currency = call.desk.settings.currency
    rows = [
        (
            str(each.id),
            currency.format(each.amount_minor),
            each.vendor,
            call.desk.settings.profile.words(each.category),
            str(each.day),
            each.starts_on,
            each.ends_on or "",
        )
        for each in found
    ]
    heads = ("id", "amount", "what", "category", "day", "from", "until")
    for line in table(heads, rows, right=(0, 1, 4)):
        say(line)


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
        say_json({"operation": operation, **_document(each)})
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
    found = call.desk.ledger.recurring.due()
    currency = call.desk.settings.currency
    if call.json:
        rows = [{"due_on": each.due_on, **_document(each.expense)} for each in found]
        total = sum(each.expense.amount_minor for each in found)
        say_json(
            {
                "as_of": call.desk.today.isoformat(),
                "currency": currency.code,
                "total_minor": total,
                "due": rows,
            }
        )
        return
    if not found:
        say("Nothing is due.")
        return
    lines = table(
        ("day", "amount", "what", "category"),
        [
            (
                each.due_on,
                currency.format(each.expense.amount_minor),
                each.expense.vendor,
                call.desk.settings.profile.words(each.expense.category),
            )
            for each in found
        ],
        right=(1,),
    )
    for line in lines:
        say(line)
    say("  mtdesk expense due --book books them")


def _book(call: Call) -> None:
    booked, operation = call.desk.ledger.recurring.book_due()
    currency = call.desk.settings.currency
    if call.json:
        rows = [
            {
                "id": each.id,
                "spent_on": each.spent_on,
                "amount_minor": each.amount_minor,
                "category": each.category,
                "vendor": each.vendor,
            }
            for each in booked
        ]
        say_json({"operation": operation, "currency": currency.code, "expenses": rows})
        return
    for each in booked:
        amount = currency.format(each.amount_minor)
        say(f"expense {each.id}: {amount}, {each.vendor}, {each.spent_on}")
    say(f"  mtdesk undo {operation} takes them back" if booked else "Nothing is due.")


def _code(call: Call) -> str:
    return call.desk.settings.currency.code


def _document(each: RecurringExpense) -> dict[str, Any]:
    return {
        "id": each.id,
        "amount_minor": each.amount_minor,
        "vendor": each.vendor,
        "category": each.category,
        "day": each.day,
        "from": each.starts_on,
        "until": each.ends_on,
    }
