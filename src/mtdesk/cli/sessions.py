"""sessions, edit, remove, done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.cli import declared
from mtdesk.cli.call import Call, confirming, days_between, fields_of, once
from mtdesk.cli.log import field_options, line_of, mark_word, print_logged, said_fields
from mtdesk.cli.options import keyed, reading, writing
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.errors import EntryError
from mtdesk.model.session import STATUSES
from mtdesk.say.document import document
from mtdesk.say.sessions import SESSION, none_listed, sessions_listing, status_words

if TYPE_CHECKING:
    from mtdesk.desk.sessions import Logged


@declared.command("sessions")
@declared.option("--from", "start", metavar="YYYY-MM-DD", help="First day.")
@declared.option("--to", "last", metavar="YYYY-MM-DD", help="Last day, inclusive.")
@declared.option("--client", metavar="NAME", help="Only this client's.")
@declared.option(
    "--status",
    type=declared.Choice([status.replace("_", "-") for status in STATUSES]),
    help="Only these: booked lists what lies ahead, too.",
)
@declared.option("--limit", type=declared.IntRange(min=0), help="Only the latest so many.")
@reading
def sessions_command(
    call: Call,
    start: str | None,
    last: str | None,
    client: str | None,
    status: str | None,
    limit: int | None,
) -> None:
    """List sessions in order of time (the latest 30 unless told otherwise).

    \b
    mtdesk sessions --from 2026-11-01 --to 2026-11-30
    mtdesk sessions --client ana --json
    mtdesk sessions --status booked
    """
    period = None
    if start or last:
        if status == "booked" and last is None:
            last = date.max.replace(month=1).isoformat()  # bookings lie ahead
        period = days_between(call, start, last)
    elif limit is None and not call.json and client is None and status != "booked":
        limit = 30
    found = call.desk.sessions.between(
        period, client=client, status=status and status.replace("-", "_"), limit=limit
    )
    currency = call.desk.settings.currency
    if call.json:
        documents = [document(session, SESSION) for session in found]
        say_json({"currency": currency.code, "sessions": documents})
    elif not found:
        say(none_listed(status))
    else:
        say_listing(sessions_listing(found, currency))


OF = declared.option(
    "--of",
    "what",
    type=declared.Choice(["session", "expense", "payment", "trip", "checkin"]),
    default="session",
    show_default=True,
    help="What the number is of.",
)


@declared.command("edit")
@declared.argument("row_id", metavar="ID", type=int)
@declared.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
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
        print_logged(call, logged, "now")
        return
    if what == "checkin":
        call.desk.wellbeing.edit(row_id, fields)
    else:
        call.desk.ledger.edit(what, row_id, fields)
    if call.json:
        say_json({"id": row_id, "of": what, "changed": list(fields)})
    else:
        say(f"{what} {row_id} changed: {', '.join(fields)}; mtdesk undo takes it back")


@declared.command("remove")
@declared.argument("row_id", metavar="ID", type=int)
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


@declared.command("done", takes_note=True)
@declared.argument("session_id", metavar="ID", type=int)
@declared.argument("entry", metavar="[WORDS]...", nargs=-1)
@field_options
@keyed
@writing
def done_command(
    call: Call, session_id: int, entry: tuple[str, ...], **options: str | None
) -> None:
    """Turn a booking into a done session, with what came with it: the words of `log`.

    What is not said is as booked; an amount or a method says that it was paid. `no-show`,
    `late-cancel` and `cancelled` say that it was not held, and an amount beside them is a fee.
    `mtdesk today` and `mtdesk sessions --status booked` show the numbers.

    \b
    mtdesk done 214
    mtdesk done 214 90+15 card e6 p7-3 -- tight left trapezius
    mtdesk done 214 late-cancel 45 card
    mtdesk done 214 --price 90 --method card --effort 6
    """
    text = line_of(call, entry)
    try:
        fields = said_fields(options)
        sessions = call.desk.sessions
        logged, _ = once(
            lambda: confirming(
                call,
                lambda yes: sessions.bookings.settle(session_id, text, fields, confirmed=yes),
            ),
            sessions.repeated,
        )
    except EntryError as error:
        mark_word(text, error)
        raise
    print_logged(call, logged, status_words(logged.session))
