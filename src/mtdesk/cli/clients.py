"""client add, list, show, edit; with them what is agreed, other names, merge."""

from __future__ import annotations

import click

from mtdesk.cli import identity, purge, standing
from mtdesk.cli.documents import session_document
from mtdesk.cli.options import announce_new_file, fields_of, reading, writing
from mtdesk.cli.text import say, say_json, table
from mtdesk.desk.wording import marked_standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.cli.commands import Call


@click.group("client", no_args_is_help=False)
def client_command() -> None:
    """Clients: add, list, show, edit; what is agreed with them, other names, purge."""


for _command in (*standing.COMMANDS, *identity.COMMANDS, *purge.COMMANDS):
    client_command.add_command(_command)


@client_command.command("add")
@click.argument("name")
@click.option("--phone", metavar="TEXT")
@click.option("--email", metavar="TEXT")
@click.option("--note", metavar="TEXT")
@writing
def add(call: Call, name: str, **fields: str | None) -> None:
    """Add a client.

    \b
    mtdesk client add "Ana Pérez" --phone "555 0100"
    """
    given = {key: text for key, text in fields.items() if text is not None}
    client = call.desk.clients.add({"name": name, **given}, confirmed=call.yes)
    announce_new_file(call)
    if call.json:
        say_json({"id": client.id, "name": client.name})
    else:
        say(f"client {client.id}: {client.name}")


@client_command.command("list")
@click.argument("search", default="")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True)
@reading
def list_(call: Call, search: str, limit: int) -> None:
    """List clients, the last seen first; with words, those whose name holds them.

    \b
    mtdesk client list
    mtdesk client list perez --json
    """
    found = call.desk.clients.find(search, limit)
    currency = call.desk.settings.currency
    if call.json:
        keys = (
            "id", "name", "phone", "email", "visits", "missed", "first_visit", "last_visit",
            "received_minor",
        )  # fmt: skip
        rows = [{key: getattr(client, key) for key in keys} for client in found]
        say_json({"currency": currency.code, "clients": rows})
        return
    if not found:
        say("No client there. Log a session with a new name, or: mtdesk client add NAME")
        return
    lines = table(
        ("id", "name", "last visit", "visits", "missed", "a year"),
        [
            (
                str(client.id),
                client.name,
                client.last_visit or "",
                str(client.visits),
                str(client.missed),
                currency.format(client.received_minor),
            )
            for client in found
        ],
        right=(0, 3, 4, 5),
    )
    for line in lines:
        say(line)


@client_command.command("show")
@click.argument("client")
@reading
def show(call: Call, client: str) -> None:
    """One client (name, alias or number) with the latest visits.

    \b
    mtdesk client show ana
    """
    found = call.desk.clients.one(client)
    visits = call.desk.clients.visits(found.id or 0)
    if call.json:
        say_json(
            {
                "id": found.id,
                "name": found.name,
                "phone": found.phone,
                "email": found.email,
                "note": found.note,
                "aliases": list(found.aliases),
                "standing": found.standing,
                "standing_since": found.standing_since,
                "standing_why": found.standing_why,
                "currency": call.desk.settings.currency.code,
                "sessions": [session_document(session) for session in visits],
            }
        )
        return
    say(f"{found.id} {found.name}")
    if found.standing != "none":
        say(f"  {marked_standing(found)}")
    if found.aliases:
        say(f"  also: {', '.join(found.aliases)}")
    for label, text in (("phone", found.phone), ("email", found.email), ("note", found.note)):
        if text:
            say(f"  {label}: {text}")
    rows = [
        (
            visit.local_date,
            visit.service or visit.modality or "",
            str(visit.minutes) if visit.status == "done" else visit.status.replace("_", "-"),
            f"{_known(visit.pain_before)} → {_known(visit.pain_after)}"
            if visit.pain_before is not None or visit.pain_after is not None
            else "",
            visit.note,
        )
        for visit in visits
    ]
    if rows:
        for line in table(("day", "service", "min", "pain", "note"), rows, right=(2,)):
            say(f"  {line}")
    else:
        say("  no visit yet")


@client_command.command("edit")
@click.argument("client")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit(call: Call, client: str, pairs: tuple[str, ...]) -> None:
    """Change a client's name, phone, email or note.

    \b
    mtdesk client edit 12 name="Ana Pérez-Ruiz" phone="555 0100"
    """
    before = call.desk.clients.one(client)
    after = call.desk.clients.edit(before.id or 0, fields_of(pairs))
    if call.json:
        say_json({"id": after.id, "name": after.name})
    else:
        say(f"client {after.id} is now {after.name}; mtdesk undo takes it back")


def _known(pain: int | None) -> str:
    return "?" if pain is None else str(pain)
