"""credit: packages and gift cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading, writing
from mtdesk.cli.print import say, say_json, table
from mtdesk.say.credits import redemption_document
from mtdesk.say.ledger import payment_document
from mtdesk.say.sessions import session_document

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.desk.credits import Redeemed
    from mtdesk.model.credit import Credit


@click.group("credit")
def credit_command() -> None:
    """Packages and gift cards: sold now, used later."""


@credit_command.command("sell")
@click.argument("client")
@click.argument("amount")
@click.option("--kind", default="package", show_default=True, metavar="package|gift_card")
@click.option("--sessions", metavar="N", help="How many sessions it is; each takes its share.")
@click.option("--code", metavar="TEXT", help="The number on the card.")
@click.option("--expires", metavar="YYYY-MM-DD", help="From that day on it is worth nothing.")
@click.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@click.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def sell(
    call: Call,
    client: str,
    amount: str,
    kind: str,
    sessions: str | None,
    code: str | None,
    expires: str | None,
    method: str | None,
    on: str | None,
) -> None:
    """Sell a package or gift card: money received today, and work owed for it.

    \b
    mtdesk credit sell ana 400 --sessions 5 --method card
    mtdesk credit sell "Ana Pérez" 100 --kind gift_card --code GC-17 --expires 2027-11-30
    mtdesk log ana swedish package
    """
    credit, operation = call.desk.credits.sell(
        client,
        amount,
        kind=kind,
        sessions_sold=sessions,
        code=code,
        expires=expires,
        method=method,
        on=on,
    )
    if call.json:
        say_json({"operation": operation, "currency": _code(call), **_document(call, credit)})
        return
    counted = f", {credit.sessions} sessions" if credit.sessions else ""
    until = f", expires {credit.expires_on}" if credit.expires_on else ""
    said = call.desk.settings.currency.format(credit.amount_minor)
    say(f"credit {credit.id}: {credit.words} {said}{counted}, {credit.client}{until}")
    say(f"  mtdesk undo {operation} takes it back")


@credit_command.command("list")
@click.option("--client", metavar="NAME", help="Only this client's.")
@click.option("--all", "used_too", is_flag=True, help="Those used up too.")
@reading
def list_credits(call: Call, client: str | None, used_too: bool) -> None:
    """Packages and gift cards with what each still holds.

    \b
    mtdesk credit list
    mtdesk credit list --client ana --all --json
    """
    found = call.desk.credits.find(client, used_too=used_too)
    day, currency = call.desk.today.isoformat(), call.desk.settings.currency
    total = sum(credit.rest_minor(day) for credit in found)
    if call.json:
        say_json(
            {
                "as_of": day,
                "currency": currency.code,
                "total_minor": total,
                "credits": [_document(call, credit) for credit in found],
            }
        )
        return
    if not found:
        say("No package or gift card there. Sell one: mtdesk credit sell ana 400 --sessions 5")
        return
    rows = [
        (
            str(credit.id),
            credit.sold_on,
            credit.client or "",
            credit.words,
            currency.format(credit.amount_minor),
            currency.format(credit.rest_minor(day)),
            "" if credit.sessions_left is None else f"{credit.sessions_left} of {credit.sessions}",
            credit.state(day),
            credit.expires_on or "",
            credit.code or "",
        )
        for credit in found
    ]
    heads = (
        "id",
        "sold",
        "client",
        "kind",
        "value",
        "rest",
        "sessions",
        "state",
        "expires",
        "code",
    )
    for line in table(heads, rows, right=(0, 4, 5, 6)):
        say(line)
    say(f"  {currency.format(total)} of work is owed for them")


@credit_command.command("redeem")
@click.argument("session_id", metavar="SESSION_ID", type=int)
@click.option(
    "--credit", "credit_id", metavar="ID", type=int, help="This one (default the oldest)."
)
@click.option("--amount", metavar="AMOUNT", help="Only so much (default all that is owed).")
@click.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def redeem(
    call: Call, session_id: int, credit_id: int | None, amount: str | None, on: str | None
) -> None:
    """Pay a session that was logged from its client's package or gift card.

    With --credit it may be someone else's, for a gift card that was handed on.

    \b
    mtdesk credit redeem 214
    mtdesk credit redeem 214 --credit 3 --amount 40
    """
    done = call.desk.credits.redeem(session_id, credit_id=credit_id, amount=amount, on=on)
    _print_redeemed(call, done, "paid from credit")


@credit_command.command("give-back")
@click.argument("session_id", metavar="SESSION_ID", type=int)
@writing
def give_back(call: Call, session_id: int) -> None:
    """Give back the credit that was used for a session; the session owes it again.

    \b
    mtdesk credit give-back 214
    """
    done = call.desk.credits.give_back(session_id)
    _print_redeemed(call, done, "not paid from credit any more")


@credit_command.command("refund")
@click.argument("credit_id", metavar="ID", type=int)
@click.argument("amount", required=False)
@click.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@click.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def refund(
    call: Call, credit_id: int, amount: str | None, method: str | None, on: str | None
) -> None:
    """Give money back for a package or gift card: all that it still holds, or an amount of it.

    \b
    mtdesk credit refund 3
    mtdesk credit refund 3 80 --method card --on 2026-11-20
    """
    credit, payment, operation = call.desk.credits.refund(credit_id, amount, method=method, on=on)
    if call.json:
        say_json(
            {
                "operation": operation,
                "currency": _code(call),
                "payment": payment_document(payment),
                "credit": _document(call, credit),
            }
        )
        return
    said = call.desk.settings.currency.format(payment.amount_minor)
    say(f"refund {said}, {credit.client}, {payment.received_on}, of credit {credit.id}")
    say(f"  credit {credit.id} ({credit.words}) {_rest_words(call, credit)}")
    say(f"  mtdesk undo {operation} takes it back")


def _print_redeemed(call: Call, done: Redeemed, words: str) -> None:
    if call.json:
        say_json(
            {
                "operation": done.operation,
                "currency": _code(call),
                "session": session_document(done.session),
                "redemptions": [redemption_document(each) for each in done.redemptions],
                "owed_minor": done.owed_minor,
                "credits": [_document(call, credit) for credit in done.credits],
            }
        )
        return
    currency = call.desk.settings.currency
    price = done.session.price_minor
    costs = "" if price is None else f" of {currency.format(price)}"
    owed = f", {currency.format(done.owed_minor)} owed" if done.owed_minor else ""
    say(f"session {done.session.id}{costs}: {words}{owed}")
    for credit in done.credits:
        say(f"  credit {credit.id} ({credit.words}) {_rest_words(call, credit)}")
    say(f"  mtdesk undo {done.operation} takes it back")


def _rest_words(call: Call, credit: Credit) -> str:
    rest = call.desk.settings.currency.format(credit.rest_minor(call.desk.today.isoformat()))
    if credit.sessions is None:
        return f"holds {rest}"
    return f"holds {rest}, {credit.sessions_left} of {credit.sessions} sessions"


def _code(call: Call) -> str:
    return call.desk.settings.currency.code


def _document(call: Call, credit: Credit) -> dict[str, Any]:
    day = call.desk.today.isoformat()
    return {
        "id": credit.id,
        "kind": credit.kind,
        "client": credit.client,
        "sold_on": credit.sold_on,
        "amount_minor": credit.amount_minor,
        "used_minor": credit.used_minor,
        "refunded_minor": credit.refunded_minor,
        "rest_minor": credit.rest_minor(day),
        "state": credit.state(day),
        "expires_on": credit.expires_on,
        "sessions": credit.sessions,
        "sessions_left": credit.sessions_left,
        "code": credit.code,
        "payment": credit.payment_id,
    }
