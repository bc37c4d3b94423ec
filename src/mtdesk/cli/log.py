"""log: by itself, because it is what she waits for between two clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import TakesNote, announce_new_file, confirming, is_interactive, writing
from mtdesk.cli.print import cells, printable, say, say_json
from mtdesk.errors import EntryError
from mtdesk.say.sessions import alarm_words, credit_words, day_words, overlap_words, session_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.desk.sessions import Logged

MIRRORED = (
    "client", "service", "minutes", "price", "tip", "method", "effort", "pressure", "pain", "at",
    "on", "status", "workplace", "note",
)  # fmt: skip


def _mirrored_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for field in reversed(MIRRORED):
        function = click.option(f"--{field}", metavar="TEXT")(function)
    return function


@click.command("log", cls=TakesNote)
@click.argument("entry", nargs=-1)
@_mirrored_options
@writing
def log_command(call: Call, entry: tuple[str, ...], **options: str | None) -> None:
    """Log a session in one line: words in any order, a note after --.

    \b
    mtdesk log ana deep tissue 60m 90+15 card e6 p7-3 2:30pm yesterday -- tight left trapezius
    mtdesk log --client "Ana Pérez" --service "Deep tissue" --price 90 --method card

    \b
    60m 1h30    minutes                 e6       effort on your body, 0-10 in halves
    90 90+15    price, price and tip    r4       pressure, 1-5
    +15         tip                     p7-3     client's pain before and after, 0-10
    card cash   how it was paid         fb       you asked for feedback
    package     paid from credit        (also: gift card)
    2:30pm      when it began           @spa     workplace
    mon 11-20   which day               no-show late-cancel booked free
    """
    fields = {name: text for name, text in options.items() if text is not None}
    text = _line(call, entry)
    if not text and not fields:
        if not is_interactive():
            raise click.UsageError(
                "say what to log, for example: mtdesk log ana swedish 60m 90+15 card"
            )
        text = click.prompt("What was it? (for example: ana swedish 60m 90+15 card)", err=True)
    try:
        logged: Logged = confirming(
            call, lambda yes: call.desk.sessions.log(text, fields, confirmed=yes)
        )
    except EntryError as error:
        mark_word(text, error)
        raise
    announce_new_file(call)
    print_logged(call, logged, "logged")


def _line(call: Call, entry: tuple[str, ...]) -> str:
    text = " ".join(entry)
    return f"{text} -- {call.note}" if call.note else text


def mark_word(text: str, error: EntryError) -> None:
    """The line again, with the wrong word underlined."""
    if error.end > error.start:
        before, word = printable(text[: error.start]), printable(text[error.start : error.end])
        click.echo(f"  {before}{word}{printable(text[error.end :])}", err=True)
        click.echo(f"  {' ' * cells(before)}{'^' * cells(word)}", err=True)


def print_logged(call: Call, logged: Logged, verb: str) -> None:
    """A session as it now is, what it makes of its day, and how to take it back."""
    if call.json:
        from mtdesk.say.credits import redemption_document
        from mtdesk.say.ledger import payment_document
        from mtdesk.say.sessions import session_document

        say_json(
            {
                "id": logged.id,
                "operation": logged.operation,
                "currency": call.desk.settings.currency.code,
                "session": session_document(logged.session),
                "payments": [payment_document(payment) for payment in logged.payments],
                "redemptions": [redemption_document(each) for each in logged.redemptions],
                "credit_minor": logged.draft.credit_minor,
                "standing": logged.draft.known.standing if logged.draft.known else None,
            }
        )
        return
    currency = call.desk.settings.currency
    words = session_words(
        logged.session, logged.payments, currency, call.desk.now().date(), logged.redemptions
    )
    say(f"{verb} {logged.id}: {' · '.join(words)}")
    draft = logged.draft
    for line in (
        alarm_words(draft),
        day_words(draft),
        credit_words(draft, currency),
        overlap_words(draft),
    ):
        if line:
            say(f"  {line}")
    say(f"  mtdesk undo {logged.operation} takes it back")
