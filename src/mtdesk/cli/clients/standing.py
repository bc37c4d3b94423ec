"""client block, release, standing: what is agreed with a client, and how to refer one on."""

from __future__ import annotations

from collections.abc import Callable

from mtdesk.cli import declared
from mtdesk.cli.call import Call
from mtdesk.cli.options import writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo
from mtdesk.desk.clients.standing import Agreed
from mtdesk.errors import UsageError
from mtdesk.model.client import STANDINGS, Client
from mtdesk.say import clients as words
from mtdesk.say.document import document
from mtdesk.typed import Any

WORDS = tuple(each.replace("_", "-") for each in STANDINGS)


def _agreed_options(function: Callable[..., Any]) -> Any:
    function = declared.option(
        "--since", metavar="YYYY-MM-DD", help="From this day (default today)."
    )(function)
    return declared.option("--why", metavar="TEXT", help="For you; nobody else reads it.")(function)


@declared.command("standing")
@declared.argument("client", required=False)
@declared.argument("standing", metavar="[WHAT]", required=False)
@_agreed_options
@writing
def standing_command(
    call: Call, client: str | None, standing: str | None, why: str | None, since: str | None
) -> None:
    """What is agreed with a client: none, warn, prepay, not-alone, block or released.

    It is shown the moment the client is typed into the entry line, and when a booking of theirs is
    imported. Without WHAT it is printed; without a client, all are listed.

    \b
    mtdesk client standing "Ana Pérez" prepay --why "two no-shows in May"
    mtdesk client standing "Ana Pérez" none
    mtdesk client standing
    """
    if client is None:
        _list(call)
        return
    found = call.desk.clients.one(client)
    if standing is None:
        if why is not None or since is not None:
            raise UsageError(f"say what is agreed too, one of {', '.join(WORDS)}")
        _show(call, found)
        return
    _print(call, call.desk.clients.standing.agree(found.id or 0, standing, why=why, since=since))


@declared.command("block")
@declared.argument("client")
@_agreed_options
@writing
def block_command(call: Call, client: str, why: str | None, since: str | None) -> None:
    """No more appointments: logging or booking this client asks first.

    \b
    mtdesk client block "Ana Pérez" --why "incident 4"
    """
    found = call.desk.clients.one(client)
    _print(call, call.desk.clients.standing.agree(found.id or 0, "block", why=why, since=since))


@declared.command("release")
@declared.argument("client")
@_agreed_options
@declared.option("--text", "only_text", is_flag=True, help="Print the letter only; write nothing.")
@writing
def release_command(
    call: Call, client: str, why: str | None, since: str | None, *, only_text: bool
) -> None:
    """Refer a client on: no more appointments, and a polite letter to copy.

    The letter gives no reason, admits no fault and names nobody; change it as you like.

    \b
    mtdesk client release "Ana Pérez"
    mtdesk client release "Ana Pérez" --text > letter.txt
    """
    found = call.desk.clients.one(client)
    letter = words.farewell(found, call.desk.settings.get("therapist_name"))
    if only_text:
        if call.json:
            say_json({"id": found.id, "name": found.name, "text": letter})
        else:
            say(letter)
        return
    agreed = call.desk.clients.standing.agree(found.id or 0, "released", why=why, since=since)
    _print(call, agreed, text=letter)
    if not call.json:
        say()
        say(letter)


def _list(call: Call) -> None:
    listed = call.desk.clients.standing.listed()
    if call.json:
        say_json({"clients": [document(each, words.STANDING) for each in listed]})
    elif listed:
        say_listing(words.standing_listing(listed), most=100)
    else:
        say("Nothing is agreed with any client. See: mtdesk client standing --help")


def _show(call: Call, client: Client) -> None:
    if call.json:
        say_json(document(client, words.STANDING))
    else:
        say(words.standing_line(client))


def _print(call: Call, agreed: Agreed, **more: str) -> None:
    currency = call.desk.settings.currency
    if call.json:
        say_json({**words.agreed_document(agreed, currency), **more})
        return
    say(words.standing_line(agreed.client))
    for line in words.still_arranged(agreed, currency):
        say(f"  {line}")
    say_undo(agreed.operation)


COMMANDS = (standing_command, block_command, release_command)
