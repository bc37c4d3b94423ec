"""pay, outstanding, spend, trip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import TakesNote, announce_new_file, reading, writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.ledger.payment import PAYMENT_KINDS
from mtdesk.say.document import document
from mtdesk.say.ledger import (
    EXPENSE,
    OUTSTANDING,
    TRIP,
    debts_listing,
    expense_words,
    owed_listing,
    paid_document,
    paid_lines,
    trip_words,
)

if TYPE_CHECKING:
    from mtdesk.cli.call import Call

ON = click.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")


@click.command("pay", context_settings={"ignore_unknown_options": True})  # -5 is an amount here
@click.argument("client")
@click.argument("amount")
@click.option(
    "--kind", default="session", show_default=True, metavar="KIND", help=", ".join(PAYMENT_KINDS)
)
@click.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@click.option("--fee", metavar="AMOUNT", help="The processor's fee.")
@click.option("--1099", "on_1099", is_flag=True, help="Reported on a 1099 form.")
@click.option("--credit", "credit_id", metavar="ID", type=int, help="The one that a refund is of.")
@ON
@writing
def pay_command(
    call: Call,
    client: str,
    amount: str,
    kind: str,
    method: str | None,
    fee: str | None,
    on: str | None,
    on_1099: bool,
    credit_id: int | None,
) -> None:
    """Record money from a client; a session payment settles the oldest unpaid sessions first.

    \b
    mtdesk pay ana 90 --method check
    mtdesk pay "Ana Pérez" 300 --kind package --method card
    mtdesk pay ana 80 --kind refund --credit 3
    """
    payments, operation = call.desk.ledger.pay(
        client,
        amount,
        kind=kind,
        method=method,
        on=on,
        fee=fee,
        on_1099=on_1099,
        credit_id=credit_id,
    )
    currency = call.desk.settings.currency
    if call.json:
        say_json(paid_document(payments, operation, currency))
        return
    for line in paid_lines(payments, currency):
        say(line)
    say_undo(operation)


@click.command("outstanding")
@click.option("--client", metavar="NAME", help="Only this client's.")
@reading
def outstanding_command(call: Call, client: str | None) -> None:
    """Sessions done and not paid in full, the oldest first, and what each client owes.

    \b
    mtdesk outstanding
    mtdesk outstanding --client ana --json
    """
    found, currency = call.desk.ledger.outstanding(client), call.desk.settings.currency
    if call.json:
        say_json({"currency": currency.code, **document(found, OUTSTANDING)})
    elif not found:
        say("Nothing is outstanding.")
    else:
        say_listing(owed_listing(found, currency))
        say()
        say_listing(debts_listing(found, currency))


@click.command("spend", cls=TakesNote)
@click.argument("words", metavar="AMOUNT WHAT...", nargs=-1, required=True)
@click.option("--category", metavar="KEY", help=", ".join(CATEGORIES))
@ON
@writing
def spend_command(call: Call, words: tuple[str, ...], category: str | None, on: str | None) -> None:
    """Record an expense; a category's word in the line is enough.

    Without one, the category of the same words' last expense is taken, and said.

    \b
    mtdesk spend 42.50 oil supplies
    mtdesk spend 650 Maple Street Suites --category rent_room --on 2026-11-01
    """
    expense, operation = call.desk.ledger.spend(_line(call, words), category=category, on=on)
    announce_new_file(call)
    settings = call.desk.settings
    if call.json:
        code = settings.currency.code
        written = {"id": expense.id, "operation": operation, "currency": code}
        say_json(written | document(expense, EXPENSE))
        return
    say(expense_words(expense, settings.currency, settings.profile))
    say_undo(operation)


@click.command("trip", cls=TakesNote)
@click.argument("words", metavar="DISTANCE WHAT...", nargs=-1, required=True)
@ON
@writing
def trip_command(call: Call, words: tuple[str, ...], on: str | None) -> None:
    """Record a drive for work.

    \b
    mtdesk trip 12mi home visit
    mtdesk trip 8.4 supplies --on 2026-11-20
    """
    trip, operation = call.desk.ledger.trip(_line(call, words), on=on)
    announce_new_file(call)
    if call.json:
        say_json({"operation": operation, **document(trip, TRIP)})
        return
    say(trip_words(trip))
    say_undo(operation)


def _line(call: Call, words: tuple[str, ...]) -> str:
    text = " ".join(words)
    return f"{text} -- {call.note}" if call.note else text
