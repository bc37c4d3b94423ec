"""checkin."""

from __future__ import annotations

import click

from mtdesk.cli.call import Call, TakesNote, announce_new_file, writing
from mtdesk.cli.print import say, say_json, say_undo
from mtdesk.model.wellbeing import SITES
from mtdesk.say.document import document
from mtdesk.say.wellbeing import CHECK_IN, written


@click.command("checkin", cls=TakesNote, epilog=f"Sites: {', '.join(SITES)}")
@click.argument("words", metavar="[body N] [mind N] [SITE N]...", nargs=-1)
@click.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def checkin_command(call: Call, words: tuple[str, ...], on: str | None) -> None:
    """How exhausted are body and mind, and where does it hurt? 0 not at all, 10 the most.

    Our own two questions, not a validated instrument.

    \b
    mtdesk checkin body 6 mind 4 thumb-r 5
    mtdesk checkin body 3 sleep 7.5 -- slept well
    """
    if not words:
        raise click.UsageError("say how it is, for example: mtdesk checkin body 4 mind 3 thumb-r 2")
    text = " ".join(words)
    check_in, operation, added = call.desk.wellbeing.check_in(
        f"{text} -- {call.note}" if call.note else text, on=on
    )
    announce_new_file(call)
    if call.json:
        say_json({"operation": operation, **document(check_in, CHECK_IN)})
        return
    say(written(check_in, added=added))
    say_undo(operation)
