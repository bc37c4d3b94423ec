"""pay, spend, trip, time."""

from __future__ import annotations

import click

from mtdesk.cli.documents import payment_document
from mtdesk.cli.options import announce_new_file, writing
from mtdesk.cli.text import say, say_json
from mtdesk.model.ledger import CATEGORIES, PAYMENT_KINDS, WORK_KINDS
from mtdesk.model.period import hours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.cli.commands import Call

ON = click.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")


@click.command("pay")
@click.argument("client")
@click.argument("amount")
@click.option(
    "--kind", default="session", show_default=True, metavar="KIND", help=", ".join(PAYMENT_KINDS)
)
@click.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@click.option("--fee", metavar="AMOUNT", help="The processor's fee.")
@click.option("--1099", "on_1099", is_flag=True, help="Reported on a 1099 form.")
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
) -> None:
    """Record money from a client; a session payment settles the oldest unpaid sessions first.

    \b
    mtdesk pay ana 90 --method check
    mtdesk pay "Ana Pérez" 300 --kind package --method card
    """
    payments, operation = call.desk.ledger.pay(
        client, amount, kind=kind, method=method, on=on, fee=fee, on_1099=on_1099
    )
    first, total = payments[0], sum(payment.amount_minor for payment in payments)
    if call.json:
        say_json(
            {
                "operation": operation,
                "currency": call.desk.settings.currency.code,
                "amount_minor": total,
                "payments": [payment_document(payment) for payment in payments],
            }
        )
        return
    paid = [str(payment.session_id) for payment in payments if payment.session_id]
    toward = f", toward session {', '.join(paid)}" if paid else ""
    said = call.desk.settings.currency.format(total)
    say(f"{first.kind.replace('_', ' ')} {said}, {first.client}, {first.received_on}{toward}")
    say(f"  mtdesk undo {operation} takes it back")


@click.command("spend")
@click.argument("words", metavar="AMOUNT WHAT...", nargs=-1, required=True)
@click.option("--category", metavar="KEY", help=", ".join(CATEGORIES))
@ON
@writing
def spend_command(call: Call, words: tuple[str, ...], category: str | None, on: str | None) -> None:
    """Record an expense; a category's word in the line is enough.

    \b
    mtdesk spend 42.50 oil supplies
    mtdesk spend 650 Maple Street Suites --category rent_room --on 2026-11-01
    """
    expense, operation = call.desk.ledger.spend(_line(call, words), category=category, on=on)
    announce_new_file(call)
    if call.json:
        say_json(
            {
                "id": expense.id,
                "operation": operation,
                "currency": call.desk.settings.currency.code,
                "spent_on": expense.spent_on,
                "amount_minor": expense.amount_minor,
                "category": expense.category,
                "vendor": expense.vendor,
                "method": expense.method,
                "note": expense.note,
            }
        )
        return
    amount = call.desk.settings.currency.format(expense.amount_minor)
    what = f" {expense.vendor}," if expense.vendor else ""
    words_of = CATEGORIES[expense.category].words
    say(f"expense {expense.id}: {amount},{what} {words_of}, {expense.spent_on}")
    say(f"  mtdesk undo {operation} takes it back")


@click.command("trip")
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
    distance = trip.distance_tenths / 10
    if call.json:
        say_json(
            {
                "id": trip.id,
                "operation": operation,
                "travelled_on": trip.travelled_on,
                "distance": distance,
                "unit": trip.unit,
                "purpose": trip.purpose,
            }
        )
        return
    what = f", {trip.purpose}" if trip.purpose else ""
    say(f"trip {trip.id}: {distance:g} {trip.unit}{what}, {trip.travelled_on}")
    say(f"  mtdesk undo {operation} takes it back")


@click.command("time")
@click.argument("minutes")
@click.argument("kind", metavar="|".join(WORK_KINDS))
@click.option("--note", default="", metavar="TEXT")
@ON
@writing
def time_command(call: Call, minutes: str, kind: str, note: str, on: str | None) -> None:
    """Record unpaid work, in minutes: it counts in take-home per hour.

    \b
    mtdesk time 45 laundry
    mtdesk time 90 admin --on 2026-11-20
    """
    work, operation = call.desk.ledger.work(minutes, kind, on=on, note=note)
    announce_new_file(call)
    if call.json:
        say_json(
            {
                "id": work.id,
                "operation": operation,
                "worked_on": work.worked_on,
                "minutes": work.minutes,
                "kind": work.kind,
                "note": work.note,
            }
        )
        return
    say(f"unpaid time: {hours(work.minutes)} {work.kind}, {work.worked_on}")
    say(f"  mtdesk undo {operation} takes it back")


def _line(call: Call, words: tuple[str, ...]) -> str:
    text = " ".join(words)
    return f"{text} -- {call.note}" if call.note else text
