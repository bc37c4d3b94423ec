"""pay, outstanding, spend, trip, expense (what comes back every month), time (unpaid work)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mtdesk.cli import entries
from mtdesk.cli.call import Call, announce_new_file, confirming
from mtdesk.cli.entries import say_written
from mtdesk.cli.options import TakesNote, declared, reading, writing
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.ledger.payment import PAYMENT_KINDS
from mtdesk.say import ledger as words_of
from mtdesk.say.document import document
from mtdesk.say.sessions import twice_words

ON = click.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")


@click.command("pay", context_settings={"ignore_unknown_options": True})  # -5 is an amount here
@click.argument("words", metavar="NAME AMOUNT", nargs=-1, required=True)
@click.option(
    "--kind", default="session", show_default=True, metavar="KIND", help=", ".join(PAYMENT_KINDS)
)
@click.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@click.option("--fee", metavar="AMOUNT", help="The processor's fee.")
@click.option("--1099", "on_1099", is_flag=True, help="Reported on a 1099 form.")
@click.option("--credit", "credit_id", metavar="ID", type=int, help="The one that a refund is of.")
@click.option("--session", "session_id", metavar="ID", type=int, help="The session it is for.")
@click.option("--insurer", metavar="NAME", help="Who paid instead of the client.")
@click.option("--assign", is_flag=True, help="Set standing payments of NAME against what is owed.")
@ON
@writing
def pay_command(call: Call, words: tuple[str, ...], assign: bool, **options: Any) -> None:
    """Record money from a client, a workplace that collects, or an insurer.

    It settles the oldest unpaid sessions first, or the one named. What a client pays beyond them is
    paid ahead: the next visit uses it. Payments that an import brought, and that met no session,
    stand apart until --assign sets them against what their client owes.

    \b
    mtdesk pay ana 90 --method check
    mtdesk pay "Harbour Spa" 450 --method transfer
    mtdesk pay ana 85 --insurer "Blue Cross" --session 214
    mtdesk pay "Ana Pérez" 300 --kind package --method card
    mtdesk pay ana 80 --kind refund --credit 3
    mtdesk pay ana 105 --kind chargeback --session 41
    mtdesk pay ana --assign
    """
    ledger, currency = call.desk.ledger, call.desk.settings.currency
    if assign:
        if len(words) != 1:
            raise click.UsageError("--assign takes the client alone: mtdesk pay ana --assign")
        payments, operation = ledger.assign(words[0])
    else:
        name, amount = _who_and_what(words, options["insurer"])
        payments, operation = confirming(
            call, lambda yes: ledger.pay(name, amount, confirmed=yes, **options)
        )
    said = words_of.paid_document(payments, currency)
    rest = words_of.still_owed_lines(payments, ledger.outstanding(), currency)
    lines = (*words_of.paid_lines(payments, currency), *rest)
    if not assign and (like := ledger.looks_like(payments)):
        lines = (*lines, f"  {twice_words(like, currency)}")
    say_written(call, operation, said, *lines)


def _who_and_what(words: tuple[str, ...], insurer: str | None) -> tuple[str | None, str]:
    """The payer and the amount; with an insurer the amount may stand alone."""
    if len(words) == 2:
        return words[0], words[1]
    if len(words) == 1 and insurer is not None:
        return None, words[0]
    raise click.UsageError("say who paid and the amount, for example: mtdesk pay ana 90")


@click.command("outstanding")
@click.option("--client", metavar="NAME", help="Only this client's.")
@reading
def outstanding_command(call: Call, client: str | None) -> None:
    """Sessions done and not paid in full, the oldest first, who owes what, and who paid ahead.

    \b
    mtdesk outstanding
    mtdesk outstanding --client ana --json
    """
    found, currency = call.desk.ledger.outstanding(client), call.desk.settings.currency
    if call.json:
        say_json({"currency": currency.code, **document(found, words_of.OUTSTANDING)})
        return
    if found:
        say_listing(words_of.owed_listing(found, currency))
        say()
    else:
        say("Nothing is outstanding.")
    if found or found.ahead:
        say_listing(words_of.debts_listing(found, currency))


spend_command = declared(
    entries.spend,
    click.command("spend", cls=TakesNote),
    click.argument("words", metavar="AMOUNT WHAT...", nargs=-1, required=True),
    click.option("--category", metavar="KEY", help=", ".join(CATEGORIES)),
    click.option("--business", metavar="PERCENT", help="The practice's share of it (default 100)."),
    click.option("--refund", is_flag=True, help="It is money that came back."),
    click.option(
        "--attach",
        metavar="FILE",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A receipt; it is copied beside the practice.",
    ),
    ON,
    writing,
)

trip_command = declared(
    entries.trip,
    click.command("trip", cls=TakesNote),
    click.argument("words", metavar="DISTANCE WHAT...", nargs=-1, required=True),
    click.option("--from", "start", default="", metavar="PLACE", help="Where it began."),
    click.option("--to", "end", default="", metavar="PLACE", help="Where it went."),
    ON,
    writing,
)

time_command = declared(
    entries.time,
    click.command("time"),
    click.argument(
        "words", metavar="[MINUTES KIND | start KIND | stop [MINUTES] | list]", nargs=-1
    ),
    click.option("--note", metavar="TEXT"),
    click.option("--on", metavar="YYYY-MM-DD", help="The day (default today), beside minutes."),
    writing,
)


# -- what comes back every month


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
def add_recurring(call: Call, amount: str, what: tuple[str, ...], **options: Any) -> None:
    """An expense of every month; it is proposed on its day, and booked when you say so.

    \b
    mtdesk expense recurring add 650 Maple Street Suites --category rent_room --day 1
    mtdesk expense due
    """
    each, operation = call.desk.ledger.recurring.add(amount, " ".join(what), **options)
    announce_new_file(call)
    settings = call.desk.settings
    said = {"currency": settings.currency.code, **document(each, words_of.RECURRING)}
    added = words_of.added_words(each, settings.currency, settings.profile)
    say_written(call, operation, said, added)


@recurring_group.command("list")
@reading
def list_recurring(call: Call) -> None:
    """What comes back every month.

    \b
    mtdesk expense recurring list --json
    """
    found, settings = call.desk.ledger.recurring.every(), call.desk.settings
    if call.json:
        listed = [document(each, words_of.RECURRING) for each in found]
        say_json({"currency": settings.currency.code, "recurring": listed})
    elif not found:
        say("Nothing comes back yet. Add it: mtdesk expense recurring add 650 rent ...")
    else:
        say_listing(words_of.recurring_listing(found, settings.currency, settings.profile))


@recurring_group.command("remove")
@click.argument("recurring_id", metavar="ID", type=int)
@writing
def remove_recurring(call: Call, recurring_id: int) -> None:
    """It comes back no more; what was booked stays.

    \b
    mtdesk expense recurring remove 2
    """
    each, operation = call.desk.ledger.recurring.remove(recurring_id)
    if call.json:
        say_json({"operation": operation, **document(each, words_of.RECURRING)})
    else:
        say(f"{each.vendor} comes back no more; mtdesk undo {operation} brings it back")


@expense_command.command("due")
@click.option("--book", is_flag=True, help="Book them, each on its day.")
@reading
def due_expenses(call: Call, book: bool) -> None:
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
        say_json({"as_of": as_of, **words_of.due_document(found, settings.currency)})
    elif not found:
        say("Nothing is due.")
    else:
        say_listing(words_of.due_listing(found, settings.currency, settings.profile))
        say("  mtdesk expense due --book books them")


def _book(call: Call) -> None:
    booked, operation = call.desk.ledger.recurring.book_due()
    currency = call.desk.settings.currency
    if call.json:
        written = [document(each, words_of.BOOKED) for each in booked]
        say_json({"operation": operation, "currency": currency.code, "expenses": written})
        return
    for each in booked:
        say(words_of.booked_line(each, currency))
    say(f"  mtdesk undo {operation} takes them back" if booked else "Nothing is due.")
