"""checkin."""

from __future__ import annotations

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, once, say_written
from mtdesk.cli.options import keyed, writing
from mtdesk.errors import UsageError
from mtdesk.model.wellbeing import SITES
from mtdesk.say.document import document
from mtdesk.say.wellbeing import CHECK_IN, written


@declared.command("checkin", takes_note=True, epilog=f"Sites: {', '.join(SITES)}")
@declared.argument("words", metavar="[body N] [mind N] [SITE N]...", nargs=-1)
@declared.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@keyed
@writing
def checkin_command(call: Call, words: tuple[str, ...], on: str | None) -> None:
    """How exhausted are body and mind, and where does it hurt? 0 not at all, 10 the most.

    Our own two questions, not a validated instrument.

    \b
    mtdesk checkin body 6 mind 4 thumb-r 5
    mtdesk checkin body 3 sleep 7.5 -- slept well
    """
    if not words:
        raise UsageError("say how it is, for example: mtdesk checkin body 4 mind 3 thumb-r 2")
    text = " ".join(words)
    line = f"{text} -- {call.note}" if call.note else text
    wellbeing = call.desk.wellbeing
    (check_in, operation, added), already = once(
        lambda: wellbeing.check_in(line, on=on),
        lambda known: (wellbeing.repeated(known), known, False),
    )
    announce_new_file(call)
    said = document(check_in, CHECK_IN)
    say_written(call, operation, said, written(check_in, added=added), already=already)
