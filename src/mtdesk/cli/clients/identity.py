"""client alias, merge: who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, writing
from mtdesk.cli.print import say, say_json, say_undo
from mtdesk.desk.clients.identity import moved

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.model.client import Client


@click.command("alias")
@click.argument("client")
@click.argument("alias")
@click.option("--remove", is_flag=True, help="Take this other name away.")
@writing
def alias_command(call: Call, client: str, alias: str, *, remove: bool) -> None:
    """Another name for a client: a nickname, a name before, what a booking program calls them.

    The entry line, search and imports find the client by it.

    \b
    mtdesk client alias "Ana Pérez" Anita
    mtdesk client alias "Ana Pérez" Anita --remove
    """
    found = call.desk.clients.one(client)
    area, number = call.desk.clients.identity, found.id or 0
    after, operation = (
        area.remove_alias(number, alias)
        if remove
        else confirming(call, lambda yes: area.add_alias(number, alias, confirmed=yes))
    )
    if call.json:
        say_json({**_document(after), "operation": operation})
        return
    also = f", also {', '.join(after.aliases)}" if after.aliases else ", no other name"
    say(f"{after.id} {after.name}{also}")
    say_undo(operation)


@click.command("merge")
@click.argument("client")
@click.argument("into")
@writing
def merge_command(call: Call, client: str, into: str) -> None:
    """Make one client of two who are the same person: all of the first goes to the second.

    The first name becomes an alias. Recorded incidents stay as they are and count for the one
    client. One undo takes it all back.

    \b
    mtdesk client merge "A. Perez" "Ana Pérez"
    mtdesk client merge 14 3 --yes
    """
    gone, kept = call.desk.clients.one(client), call.desk.clients.one(into)
    after, rows, operation = confirming(
        call,
        lambda yes: call.desk.clients.identity.merge(gone.id or 0, kept.id or 0, confirmed=yes),
    )
    if call.json:
        say_json({**_document(after), "merged": gone.id, "moved": rows, "operation": operation})
        return
    say(f"{gone.id} {gone.name} is now {after.id} {after.name}: {moved(rows)}")
    say_undo(operation)


def _document(client: Client) -> dict[str, object]:
    return {"id": client.id, "name": client.name, "aliases": list(client.aliases)}


COMMANDS = (alias_command, merge_command)
