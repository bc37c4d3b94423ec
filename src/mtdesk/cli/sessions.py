"""log, sessions, edit, remove."""

from __future__ import annotations

from datetime import timedelta

import click

from mtdesk.cli.documents import payment_document, session_document
from mtdesk.cli.options import (
    announce_new_file,
    confirming,
    fields_of,
    is_interactive,
    reading,
    writing,
)
from mtdesk.cli.text import cells, printable, say, say_json, table
from mtdesk.desk.wording import day_words, overlap_words, session_words
from mtdesk.errors import EntryError
from mtdesk.model.period import Period, parse_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from mtdesk.cli.commands import Call
    from mtdesk.desk.sessions import Logged

MIRRORED = (
    "client", "service", "minutes", "price", "tip", "method", "effort", "pressure", "pain", "at",
    "on", "status", "workplace", "note",
)  # fmt: skip


def _mirrored_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for field in reversed(MIRRORED):
        function = click.option(f"--{field}", metavar="TEXT")(function)
    return function


@click.command("log")
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
        _mark_word(text, error)
        raise
    announce_new_file(call)
    _print_logged(call, logged, "logged")


def _line(call: Call, entry: tuple[str, ...]) -> str:
    text = " ".join(entry)
    return f"{text} -- {call.note}" if call.note else text


def _mark_word(text: str, error: EntryError) -> None:
    """The line again, with the wrong word underlined."""
    if error.end > error.start:
        before, word = printable(text[: error.start]), printable(text[error.start : error.end])
        click.echo(f"  {before}{word}{printable(text[error.end :])}", err=True)
        click.echo(f"  {' ' * cells(before)}{'^' * cells(word)}", err=True)


def _print_logged(call: Call, logged: Logged, verb: str) -> None:
    if call.json:
        say_json(
            {
                "id": logged.id,
                "operation": logged.operation,
                "currency": call.desk.settings.currency.code,
                "session": session_document(logged.session),
                "payments": [payment_document(payment) for payment in logged.payments],
            }
        )
        return
    words = session_words(
        logged.session, logged.payments, call.desk.settings.currency, call.desk.now().date()
    )
    say(f"{verb} {logged.id}: {' · '.join(words)}")
    for line in (day_words(logged.draft), overlap_words(logged.draft)):
        if line:
            say(f"  {line}")
    say(f"  mtdesk undo {logged.operation} takes it back")


@click.command("sessions")
@click.option("--from", "start", metavar="YYYY-MM-DD", help="First day.")
@click.option("--to", "last", metavar="YYYY-MM-DD", help="Last day, inclusive.")
@click.option("--client", metavar="NAME", help="Only this client's.")
@click.option("--limit", type=click.IntRange(min=0), help="Only the latest so many.")
@reading
def sessions_command(
    call: Call, start: str | None, last: str | None, client: str | None, limit: int | None
) -> None:
    """List sessions in order of time (the latest 30 unless told otherwise).

    \b
    mtdesk sessions --from 2026-11-01 --to 2026-11-30
    mtdesk sessions --client ana --json
    """
    period = None
    if start or last:
        first = parse_date(start or "0001-01-01", "--from")
        end = parse_date(last, "--to") if last else call.desk.today
        if end < first:
            raise click.UsageError(f"--to {end} is before --from {first}")
        period = Period(first, end + timedelta(days=1))
    elif limit is None and not call.json and client is None:
        limit = 30
    found = call.desk.sessions.between(period, client=client, limit=limit)
    if call.json:
        say_json(
            {
                "currency": call.desk.settings.currency.code,
                "sessions": [session_document(session) for session in found],
            }
        )
        return
    if not found:
        say("No sessions there. Log one: mtdesk log ana swedish 60m 90+15 card")
        return
    currency = call.desk.settings.currency
    rows = [
        (
            str(session.id),
            session.local_date,
            session.started_at[11:16] if session.started_at else "",
            session.client or "",
            session.service or session.modality or "",
            str(session.minutes) if session.status == "done" else session.status.replace("_", "-"),
            currency.format(session.price_minor) if session.price_minor is not None else "",
            ""
            if session.effort is None
            else f"{'~' if session.effort_estimated else ''}{session.effort:g}",
            session.note,
        )
        for session in found
    ]
    heads = ("id", "day", "time", "client", "service", "min", "price", "effort", "note")
    for line in table(heads, rows, right=(0, 5, 6, 7)):
        say(line)


OF = click.option(
    "--of",
    "what",
    type=click.Choice(["session", "expense", "payment", "trip", "checkin"]),
    default="session",
    show_default=True,
    help="What the number is of.",
)


@click.command("edit")
@click.argument("row_id", metavar="ID", type=int)
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@OF
@writing
def edit_command(call: Call, row_id: int, pairs: tuple[str, ...], what: str) -> None:
    """Change fields of a session, or with --of of something else.

    \b
    mtdesk edit 214 minutes=90 price=135 effort=6
    mtdesk edit 12 --of expense category=supplies
    """
    fields = fields_of(pairs)
    if what == "session":
        logged: Logged = confirming(
            call, lambda yes: call.desk.sessions.edit(row_id, fields, confirmed=yes)
        )
        _print_logged(call, logged, "now")
        return
    if what == "checkin":
        call.desk.wellbeing.edit(row_id, fields)
    else:
        call.desk.ledger.edit(what, row_id, fields)
    if call.json:
        say_json({"id": row_id, "of": what, "changed": list(fields)})
    else:
        say(f"{what} {row_id} changed: {', '.join(fields)}; mtdesk undo takes it back")


@click.command("remove")
@click.argument("row_id", metavar="ID", type=int)
@OF
@writing
def remove_command(call: Call, row_id: int, what: str) -> None:
    """Take a session away, with its payments; undo brings it back.

    \b
    mtdesk remove 214
    mtdesk remove 7 --of trip
    """
    if what == "session":
        _, operation = call.desk.sessions.remove(row_id)
    elif what == "checkin":
        _, operation = call.desk.wellbeing.remove(row_id)
    else:
        _, operation = call.desk.ledger.remove(what, row_id)
    if call.json:
        say_json({"id": row_id, "of": what, "operation": operation})
    else:
        say(f"{what} {row_id} removed; mtdesk undo {operation} brings it back")
