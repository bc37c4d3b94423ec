"""done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import TakesNote, writing
from mtdesk.cli.log import field_options, line_of, mark_word, print_logged, said_fields
from mtdesk.errors import EntryError
from mtdesk.say.sessions import status_words

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


@click.command("done", cls=TakesNote)
@click.argument("session_id", metavar="ID", type=int)
@click.argument("entry", metavar="[WORDS]...", nargs=-1)
@field_options
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
        logged = call.desk.sessions.bookings.settle(session_id, text, said_fields(options))
    except EntryError as error:
        mark_word(text, error)
        raise
    print_logged(call, logged, status_words(logged.session))
