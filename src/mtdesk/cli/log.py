"""log: by itself, because it is what she waits for between two clients."""

from __future__ import annotations

from collections.abc import Callable

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, confirming, is_interactive, once, said_once
from mtdesk.cli.options import keyed, writing
from mtdesk.cli.print import cells, printable, say, say_json, say_undo
from mtdesk.errors import EntryError, UsageError
from mtdesk.model.entry.fields import FIELDS
from mtdesk.say.sessions import FIRST_STEP, written
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtdesk.desk.sessions import Logged


def field_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each field of a session, for scripts."""
    for field in reversed(FIELDS):
        function = declared.option(f"--{field}", metavar="TEXT")(function)
    return function


@declared.command("log", takes_note=True)
@declared.argument("entry", nargs=-1)
@field_options
@keyed
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
    unpaid      owed (also: later, owed, invoice; insurance: the insurer owes it)
    95 cash 55 card 40                  several ways; `later 40` is a part, too
    package     paid from credit        (also: gift card)
    2:30pm      when it began           @spa     workplace
    mon 11-20   which day               no-show late-cancel booked free
    """
    fields = said_fields(options)
    text = line_of(call, entry)
    if not text and not fields:
        if not is_interactive():
            raise UsageError(f"say what to log, for example: mtdesk log {FIRST_STEP}")
        text = declared.prompt(f"What was it? (for example: {FIRST_STEP})", err=True)
    try:
        logged, _ = once(
            lambda: confirming(
                call, lambda yes: call.desk.sessions.log(text, fields, confirmed=yes)
            ),
            call.desk.sessions.repeated,
        )
    except EntryError as error:
        mark_word(text, error)
        raise
    announce_new_file(call)
    print_logged(call, logged, "logged")


def said_fields(options: dict[str, str | None]) -> dict[str, str]:
    return {name: text for name, text in options.items() if text is not None}


def line_of(call: Call, entry: tuple[str, ...]) -> str:
    """The words of a line, with the note that stood behind `--`."""
    text = " ".join(entry)
    return f"{text} -- {call.note}" if call.note else text


def mark_word(text: str, error: EntryError) -> None:
    """The line again, with the wrong word underlined."""
    if error.end > error.start:
        before, word = printable(text[: error.start]), printable(text[error.start : error.end])
        declared.echo(f"  {before}{word}{printable(text[error.end :])}", err=True)
        declared.echo(f"  {' ' * cells(before)}{'^' * cells(word)}", err=True)


def print_logged(call: Call, logged: Logged, verb: str) -> None:
    """A session as it now is, what it makes of its day, and how to take it back."""
    currency = call.desk.settings.currency
    if call.json:
        from mtdesk.say.sessions import logged_document

        say_json(said_once(call, logged_document(logged, currency), already=logged.already))
        return
    reading = written(logged, currency, call.desk.now().date())
    say(f"{f'{verb} already' if logged.already else verb} {logged.id}: {reading.words}")
    for line in (reading.alarm, *(remark.text for remark in reading.remarks)):
        if line:
            say(f"  {line}")
    say_undo(logged.operation)
