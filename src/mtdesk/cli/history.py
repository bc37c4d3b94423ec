"""undo, history."""

from __future__ import annotations

from mtdesk.cli import declared
from mtdesk.cli.call import Call
from mtdesk.cli.options import reading, writing
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.say.history import history_document, history_listing, undo_document, undo_line


@declared.command("undo")
@declared.argument("operation", type=int, required=False)
@writing
def undo_command(call: Call, operation: int | None) -> None:
    """Take back the newest operation, or that one; of an undo, this does it again.

    \b
    mtdesk undo
    mtdesk undo 214
    """
    number, target = call.desk.history.undo(operation)
    if call.json:
        say_json(undo_document(number, target))
    else:
        say(undo_line(number, target))


@declared.command("history")
@declared.option("--limit", type=declared.IntRange(min=1), default=20, show_default=True)
@reading
def history_command(call: Call, limit: int) -> None:
    """What was done, newest first."""
    latest = call.desk.history.latest(limit)
    if call.json:
        say_json(history_document(latest))
        return
    if not latest:
        say("Nothing was done yet.")
        return
    say_listing(history_listing(latest))
