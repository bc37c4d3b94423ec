"""client purge: what would go and what would stay, and then it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, writing
from mtdesk.cli.print import say, say_json
from mtdesk.errors import NeedsConfirmationError
from mtdesk.say.clients.purge import plan_document, plan_lines

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.desk.clients.purge import Purged


@click.command("purge")
@click.argument("client")
@writing
def purge_command(call: Call, client: str) -> None:
    """Delete a client for good: it says what goes and what stays, and asks.

    Sessions, payments and credits stay as figures of a number, so that every year adds up as
    before. Names, contact, notes and incidents go, with all that history remembers of them; no
    undo brings them back.

    \b
    mtdesk client purge "Ana Pérez"
    mtdesk client purge 12 --yes
    """
    found = call.desk.clients.one(client)
    plan, currency = call.desk.clients.purge.plan(found.id or 0), call.desk.settings.currency
    if not call.json:
        for line in plan_lines(plan, currency):
            say(line)
    try:
        done: Purged = confirming(
            call, lambda yes: call.desk.clients.purge.carry_out(found.id or 0, confirmed=yes)
        )
    except NeedsConfirmationError:
        if call.json:
            say_json({"plan": plan_document(plan, currency), "operation": None})
        raise
    folder, _ = call.desk.incidents.evidence_folder()
    left = [str(folder / name) for name in done.evidence_left]
    if call.json:
        say_json(
            {
                "plan": plan_document(plan, currency),
                "operation": done.operation,
                "swept": done.is_swept,
                "evidence_left": left,
            }
        )
        return
    say(f"purged: they are client {found.id} now, a number in the figures")
    for path in left:
        say(f"  {path} could not be deleted; delete it yourself")
    if not done.is_swept:
        say(
            "  another mtdesk has the file open, and deleted text may still lie in its unused "
            "pages: close it, then run mtdesk client sweep"
        )


@click.command("sweep")
@writing
def sweep_command(call: Call) -> None:
    """Write the file anew without what was deleted, where purge could not.

    \b
    mtdesk client sweep
    """
    done = call.desk.clients.purge.sweep()
    if call.json:
        say_json({"swept": done})
    else:
        say("nothing deleted is left in the file" if done else "another mtdesk has the file open")


COMMANDS = (purge_command, sweep_command)
