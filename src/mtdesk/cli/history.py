"""undo, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading, writing
from mtdesk.cli.print import say, say_json, table

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


@click.command("undo")
@click.argument("operation", type=int, required=False)
@writing
def undo_command(call: Call, operation: int | None) -> None:
    """Take back the newest operation, or that one; of an undo, this does it again.

    \b
    mtdesk undo
    mtdesk undo 214
    """
    number, target = call.desk.history.undo(operation)
    if call.json:
        say_json({"operation": number, "undid": target.id, "summary": target.summary})
    else:
        say(f"undone: {target.id} ({target.summary}); mtdesk undo {number} does it again")


@click.command("history")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@reading
def history_command(call: Call, limit: int) -> None:
    """What was done, newest first."""
    latest = call.desk.history.latest(limit)
    if call.json:
        say_json(
            {
                "operations": [
                    {
                        "id": each.id,
                        "at": each.at,
                        "kind": each.kind,
                        "summary": each.summary,
                        "undoes": each.undoes,
                        "undone": each.undone,
                    }
                    for each in latest
                ]
            }
        )
        return
    if not latest:
        say("Nothing was done yet.")
        return
    rows = [
        (
            str(each.id),
            each.at[:16].replace("T", " "),
            each.summary,
            "undone" if each.undone else "",
        )
        for each in latest
    ]
    for line in table(("id", "when (UTC)", "what", ""), rows, right=(0,)):
        say(line)
