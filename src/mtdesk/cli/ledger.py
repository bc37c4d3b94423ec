"""pay, outstanding, spend, trip, expense (what comes back every month), time (unpaid work)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, confirming, is_interactive, once, say_written
from mtdesk.cli.options import keyed, reading, writing
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.errors import UsageError
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.ledger.costs import WORK_KINDS, WorkTime
from mtdesk.model.ledger.payment import PAYMENT_KINDS
from mtdesk.say import ledger as words_of
from mtdesk.say.document import document
from mtdesk.say.sessions import twice_words
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtdesk.desk.ledger.timer import Running

MOST_LISTED = 30
ON = declared.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")


@declared.command("pay", context_settings={"ignore_unknown_options": True})  # -5 is an amount here
@declared.argument("words", metavar="NAME AMOUNT", nargs=-1, required=True)
@declared.option(
    "--kind", default="session", show_default=True, metavar="KIND", help=", ".join(PAYMENT_KINDS)
)
@declared.option("--method", metavar="WORD", help="cash, card, check, venmo, ...")
@declared.option("--fee", metavar="AMOUNT", help="The processor's fee.")
@declared.option("--1099", "on_1099", is_flag=True, help="Reported on a 1099 form.")
@declared.option(
    "--credit", "credit_id", metavar="ID", type=int, help="The one that a refund is of."
)
@declared.option("--session", "session_id", metavar="ID", type=int, help="The session it is for.")
@declared.option("--insurer", metavar="NAME", help="Who paid instead of the client.")
@declared.option(
    "--assign", is_flag=True, help="Set standing payments of NAME against what is owed."
)
@ON
@keyed
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
    if assign and len(words) != 1:
        raise UsageError("--assign takes the client alone: mtdesk pay ana --assign")
    payer = () if assign else _who_and_what(words, options["insurer"])
    (payments, operation), already = once(
        lambda: (
            ledger.assign(words[0])
            if assign
            else confirming(call, lambda yes: ledger.pay(*payer, confirmed=yes, **options))
        ),
        partial(ledger.repeated, "payment"),
    )
    said = words_of.paid_document(payments, currency)
    rest = words_of.still_owed_lines(payments, ledger.outstanding(), currency)
    lines = (*words_of.paid_lines(payments, currency), *rest)
    if not (assign or already) and (like := ledger.looks_like(payments)):
        lines = (*lines, f"  {twice_words(like, currency)}")
    say_written(call, operation, said, *lines, already=already)


def _who_and_what(words: tuple[str, ...], insurer: str | None) -> tuple[str | None, str]:
    """The payer and the amount; with an insurer the amount may stand alone."""
    if len(words) == 2:
        return words[0], words[1]
    if len(words) == 1 and insurer is not None:
        return None, words[0]
    raise UsageError("say who paid and the amount, for example: mtdesk pay ana 90")


@declared.command("outstanding")
@declared.option("--client", metavar="NAME", help="Only this client's.")
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


@declared.command("spend", takes_note=True)
@declared.argument("words", metavar="AMOUNT WHAT...", nargs=-1, required=True)
@declared.option("--category", metavar="KEY", help=", ".join(CATEGORIES))
@declared.option("--business", metavar="PERCENT", help="The practice's share of it (default 100).")
@declared.option("--refund", is_flag=True, help="It is money that came back.")
@declared.option(
    "--attach",
    metavar="FILE",
    multiple=True,
    type=declared.Path(path_type=Path),
    help="A receipt; it is copied beside the practice.",
)
@ON
@keyed
@writing
def spend_command(call: Call, words: tuple[str, ...], **options: Any) -> None:
    """Record an expense; a category's word in the line is enough.

    Without one, the category of the same words' last expense is taken, and said.

    \b
    mtdesk spend 42.50 oil supplies
    mtdesk spend 650 Maple Street Suites --category rent_room --on 2026-11-01
    mtdesk spend 80 phone --business 60
    mtdesk spend 12 oil supplies --refund
    mtdesk spend 64 sheets laundry --attach receipt.jpg
    """
    ledger = call.desk.ledger
    (expense, operation), already = once(
        lambda: ledger.spend(_line(call, words), **options), partial(ledger.repeated, "expense")
    )
    announce_new_file(call)
    settings = call.desk.settings
    said = {"currency": settings.currency.code, **document(expense, words_of.EXPENSE)}
    words_said = words_of.expense_words(expense, settings.currency, settings.profile)
    say_written(call, operation, said, words_said, already=already)


@declared.command("trip", takes_note=True)
@declared.argument("words", metavar="DISTANCE WHAT...", nargs=-1, required=True)
@declared.option("--from", "start", default="", metavar="PLACE", help="Where it began.")
@declared.option("--to", "end", default="", metavar="PLACE", help="Where it went.")
@ON
@keyed
@writing
def trip_command(call: Call, words: tuple[str, ...], **options: Any) -> None:
    """Record a drive for work.

    \b
    mtdesk trip 12mi home visit
    mtdesk trip 8.4 supplies --on 2026-11-20
    mtdesk trip 12mi home visit --from studio --to "14 Elm Street"
    """
    ledger = call.desk.ledger
    (trip, operation), already = once(
        lambda: ledger.trip(_line(call, words), **options), partial(ledger.repeated, "trip")
    )
    announce_new_file(call)
    said = document(trip, words_of.TRIP)
    say_written(call, operation, said, words_of.trip_words(trip), already=already)


def _line(call: Call, words: tuple[str, ...]) -> str:
    text = " ".join(words)
    return f"{text} -- {call.note}" if call.note else text


# -- what comes back every month


@declared.group("expense")
def expense_command() -> None:
    """Expenses that come back every month, and which of them are due."""


@expense_command.group("recurring")
def recurring_group() -> None:
    """What comes back every month: add, list, remove."""


@recurring_group.command("add")
@declared.argument("amount")
@declared.argument("what", nargs=-1, required=True)
@declared.option("--category", metavar="KEY", required=True, help=", ".join(CATEGORIES))
@declared.option("--day", metavar="N", required=True, help="Day of the month; 31 is the last one.")
@declared.option("--from", "start", metavar="YYYY-MM-DD", help="From this day on (default today).")
@declared.option("--until", metavar="YYYY-MM-DD", help="The last day, inclusive.")
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
@declared.argument("recurring_id", metavar="ID", type=int)
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
@declared.option("--book", is_flag=True, help="Book them, each on its day.")
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


# -- unpaid work


@declared.command("time")
@declared.argument("words", metavar="[MINUTES KIND | start KIND | stop [MINUTES] | list]", nargs=-1)
@declared.option("--note", metavar="TEXT")
@declared.option("--on", metavar="YYYY-MM-DD", help="The day (default today), beside minutes.")
@keyed
@writing
def time_command(call: Call, words: tuple[str, ...], note: str | None, on: str | None) -> None:
    """Record unpaid work: it counts in take-home per hour. Alone it says which timer runs.

    A kind is admin, laundry, travel, marketing, education or other.

    \b
    mtdesk time 45 laundry
    mtdesk time 90 admin --on 2026-11-20
    mtdesk time start laundry
    mtdesk time stop
    mtdesk time list
    """
    verb, rest = (words[0], words[1:]) if words else ("", ())
    if on is not None and (verb in {"", "start", "stop", "list"}):
        raise UsageError("--on goes with minutes, for example: mtdesk time 45 admin --on ...")
    if note is not None and verb in {"", "stop", "list"}:
        raise UsageError("--note goes with minutes, or with start")
    if call.key and verb in {"", "start", "list"}:
        raise UsageError("--key goes with minutes, or with stop")
    said = note or ""
    if not words:
        _say_running(call, call.desk.ledger.timer.running())
    elif verb == "list" and not rest:
        _list_work(call)
    elif verb == "start" and len(rest) == 1:
        started, operation = call.desk.ledger.timer.start(rest[0], note=said)
        announce_new_file(call)
        if call.json:
            say_json({"operation": operation, "running": words_of.running_document(started)})
        else:
            say(f"timer: {started.kind} runs since {started.started_at[11:16]}")
            say("  mtdesk time stop records it")
    elif verb == "stop" and len(rest) <= 1:
        _print_work(call, lambda: _stopped(call, rest[0] if rest else None))
    elif len(words) == 2 and verb not in {"start", "stop", "list"}:
        _print_work(call, lambda: call.desk.ledger.work(verb, rest[0], on=on, note=said))
    else:
        raise UsageError(
            f"write it like mtdesk time 45 laundry; the kind is one of {', '.join(WORK_KINDS)}"
        )


def _stopped(call: Call, minutes: str | None) -> tuple[WorkTime, int]:
    """Stop the timer; of one that was forgotten ask how long it was, on a terminal."""
    running = call.desk.ledger.timer.running()
    if minutes is None and running is not None and running.is_forgotten and is_interactive():
        minutes = declared.prompt(
            f"{running.kind} runs since {running.since}; how many minutes?", err=True
        )
    stopped: tuple[WorkTime, int] = confirming(
        call, lambda yes: call.desk.ledger.timer.stop(minutes, confirmed=yes)
    )
    return stopped


def _say_running(call: Call, running: Running | None) -> None:
    if call.json:
        say_json({"running": words_of.running_document(running)})
    elif running is None:
        say("No timer is running. Start one: mtdesk time start laundry")
    else:
        say(words_of.running_words(running))


def _print_work(call: Call, write: Callable[[], tuple[WorkTime, int]]) -> None:
    (work, operation), already = once(write, partial(call.desk.ledger.repeated, "work_time"))
    announce_new_file(call)
    words_said = words_of.work_words(work)
    say_written(call, operation, document(work, words_of.WORK), words_said, already=already)


def _list_work(call: Call) -> None:
    found, running = call.desk.ledger.work_times(MOST_LISTED), call.desk.ledger.timer.running()
    if call.json:
        listed = [document(each, words_of.WORK) for each in found]
        say_json({"work": listed, "running": words_of.running_document(running)})
        return
    if found:
        say_listing(words_of.work_listing(found))
    else:
        say("No unpaid work yet. Record some: mtdesk time 45 laundry")
    if running is not None:
        _say_running(call, running)
