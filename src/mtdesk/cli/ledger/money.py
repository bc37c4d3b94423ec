"""pay, outstanding, spend, trip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import TakesNote, announce_new_file, reading, writing
from mtdesk.cli.print import say, say_json, table
from mtdesk.model.ledger import CATEGORIES, PAYMENT_KINDS
from mtdesk.say.ledger import payment_document

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.desk.ledger import Owed

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
    if first.refunded_credit_id is not None:
        toward = f", of credit {first.refunded_credit_id}"
    said = call.desk.settings.currency.format(total)
    say(f"{first.kind.replace('_', ' ')} {said}, {first.client}, {first.received_on}{toward}")
    if first.kind == "session" and not paid:
        say(f"  nothing of {first.client}'s was outstanding: it stands without a session")
    say(f"  mtdesk undo {operation} takes it back")


@click.command("outstanding")
@click.option("--client", metavar="NAME", help="Only this client's.")
@reading
def outstanding_command(call: Call, client: str | None) -> None:
    """Sessions done and not paid in full, the oldest first, and what each client owes.

    \b
    mtdesk outstanding
    mtdesk outstanding --client ana --json
    """
    owed = call.desk.ledger.outstanding(client)
    total = sum(each.owed_minor for each in owed)
    by_client = _by_client(owed)
    currency = call.desk.settings.currency
    if call.json:
        say_json(
            {
                "as_of": call.desk.today.isoformat(),
                "currency": currency.code,
                "total_minor": total,
                "sessions": [
                    {
                        "id": each.id,
                        "local_date": each.local_date,
                        "client": each.client,
                        "price_minor": each.price_minor,
                        "owed_minor": each.owed_minor,
                        "days": each.days,
                    }
                    for each in owed
                ],
                "by_client": [
                    {"client": name, "owed_minor": minor, "sessions": count}
                    for name, minor, count in by_client
                ],
            }
        )
        return
    if not owed:
        say("Nothing is outstanding.")
        return
    rows = [
        (
            str(each.id),
            each.local_date,
            each.client or "",
            currency.format(each.owed_minor),
            str(each.days),
        )
        for each in owed
    ]
    for line in table(("id", "day", "client", "owed", "days"), rows, right=(0, 3, 4)):
        say(line)
    say()
    sums = [(name or "no client", currency.format(minor)) for name, minor, _ in by_client]
    for line in table(("client", "owed"), [*sums, ("all", currency.format(total))], right=(1,)):
        say(line)


def _by_client(owed: list[Owed]) -> list[tuple[str | None, int, int]]:
    """(client, minor units, sessions), the largest first; two clients of one name stay apart."""
    sums: dict[int | None, tuple[str | None, int, int]] = {}
    for each in owed:
        _, minor, count = sums.get(each.client_id, (None, 0, 0))
        sums[each.client_id] = (each.client, minor + each.owed_minor, count + 1)
    return sorted(sums.values(), key=lambda found: (-found[1], found[0] or ""))


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
    if call.json:
        say_json(
            {
                "id": expense.id,
                "operation": operation,
                "currency": call.desk.settings.currency.code,
                "spent_on": expense.spent_on,
                "amount_minor": expense.amount_minor,
                "category": expense.category,
                "category_from": expense.category_from,
                "vendor": expense.vendor,
                "method": expense.method,
                "note": expense.note,
            }
        )
        return
    amount = call.desk.settings.currency.format(expense.amount_minor)
    what = f" {expense.vendor}," if expense.vendor else ""
    words_of = call.desk.settings.profile.words(expense.category)
    if expense.category_from == "learned":
        words_of += " (as last time)"
    say(f"expense {expense.id}: {amount},{what} {words_of}, {expense.spent_on}")
    say(f"  mtdesk undo {operation} takes it back")


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


def _line(call: Call, words: tuple[str, ...]) -> str:
    text = " ".join(words)
    return f"{text} -- {call.note}" if call.note else text
