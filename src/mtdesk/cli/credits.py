"""credit: packages and gift cards."""

from __future__ import annotations

from mtdesk.cli import declared
from mtdesk.cli.call import Call
from mtdesk.cli.options import reading, writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo
from mtdesk.desk.credits import Redeemed
from mtdesk.say.credits import (
    GIVEN_BACK,
    credit_document,
    credits_listing,
    held_document,
    owed_for_them,
    redeemed_document,
    redeemed_words,
    refund_words,
    rest_words,
    sold_words,
)
from mtdesk.say.document import document
from mtdesk.say.ledger import PAYMENT
from mtdesk.typed import Any


@declared.group("credit")
def credit_command() -> None:
    """Packages and gift cards: sold now, used later."""


@credit_command.command("sell")
@declared.argument("client")
@declared.argument("amount")
@declared.option("--kind", default="package", show_default=True, metavar="package|gift_card")
@declared.option(
    "--sessions",
    "sessions_sold",
    metavar="N",
    help="How many sessions it is; each takes its share.",
)
@declared.option("--code", metavar="TEXT", help="The number on the card.")
@declared.option("--expires", metavar="YYYY-MM-DD", help="From that day on it is worth nothing.")
@declared.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@declared.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def sell(call: Call, client: str, amount: str, **options: Any) -> None:
    """Sell a package or gift card: money received today, and work owed for it.

    \b
    mtdesk credit sell ana 400 --sessions 5 --method card
    mtdesk credit sell "Ana Pérez" 100 --kind gift_card --code GC-17 --expires 2027-11-30
    mtdesk log ana swedish package
    """
    credit, operation = call.desk.credits.sell(client, amount, **options)
    currency, day = call.desk.settings.currency, call.desk.today.isoformat()
    document = {"operation": operation, "currency": currency.code, **credit_document(credit, day)}
    _answer(call, operation, document, sold_words(credit, currency))


@credit_command.command("list")
@declared.option("--client", metavar="NAME", help="Only this client's.")
@declared.option("--all", "used_too", is_flag=True, help="Those used up too.")
@reading
def list_credits(call: Call, client: str | None, used_too: bool) -> None:
    """Packages and gift cards with what each still holds.

    \b
    mtdesk credit list
    mtdesk credit list --client ana --all --json
    """
    held, currency = call.desk.credits.held(client, used_too=used_too), call.desk.settings.currency
    if call.json:
        say_json(held_document(held, currency))
    elif not held.credits:
        say("No package or gift card there. Sell one: mtdesk credit sell ana 400 --sessions 5")
    else:
        say_listing(credits_listing(held, currency))
        say(f"  {owed_for_them(held.total_minor, currency)}")


@credit_command.command("redeem")
@declared.argument("session_id", metavar="SESSION_ID", type=int)
@declared.option(
    "--credit", "credit_id", metavar="ID", type=int, help="This one (default the oldest)."
)
@declared.option("--amount", metavar="AMOUNT", help="Only so much (default all that is owed).")
@declared.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def redeem(call: Call, session_id: int, **options: Any) -> None:
    """Pay a session that was logged from its client's package or gift card.

    With --credit it may be someone else's, for a gift card that was handed on.

    \b
    mtdesk credit redeem 214
    mtdesk credit redeem 214 --credit 3 --amount 40
    """
    _print_redeemed(call, call.desk.credits.redeem(session_id, **options), "paid from credit")


@credit_command.command("give-back")
@declared.argument("session_id", metavar="SESSION_ID", type=int)
@writing
def give_back(call: Call, session_id: int) -> None:
    """Give back the credit that was used for a session; the session owes it again.

    \b
    mtdesk credit give-back 214
    """
    done = call.desk.credits.give_back(session_id)
    _print_redeemed(call, done, GIVEN_BACK)


@credit_command.command("refund")
@declared.argument("credit_id", metavar="ID", type=int)
@declared.argument("amount", required=False)
@declared.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@declared.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def refund(call: Call, credit_id: int, amount: str | None, **options: Any) -> None:
    """Give money back for a package or gift card: all that it still holds, or an amount of it.

    \b
    mtdesk credit refund 3
    mtdesk credit refund 3 80 --method card --on 2026-11-20
    """
    credit, payment, operation = call.desk.credits.refund(credit_id, amount, **options)
    currency, day = call.desk.settings.currency, call.desk.today.isoformat()
    facts = {
        "operation": operation,
        "currency": currency.code,
        "payment": document(payment, PAYMENT),
        "credit": credit_document(credit, day),
    }
    said = (refund_words(credit, payment, currency), f"  {rest_words(credit, day, currency)}")
    _answer(call, operation, facts, *said)


def _print_redeemed(call: Call, done: Redeemed, words: str) -> None:
    currency, day = call.desk.settings.currency, call.desk.today.isoformat()
    held = (f"  {rest_words(credit, day, currency)}" for credit in done.credits)
    said = (redeemed_words(done, words, currency), *held)
    _answer(call, done.operation, redeemed_document(done, currency, day), *said)


def _answer(call: Call, operation: int, document: dict[str, Any], *lines: str) -> None:
    """What was done, and how to take it back."""
    if call.json:
        say_json(document)
        return
    for line in lines:
        say(line)
    say_undo(operation)
