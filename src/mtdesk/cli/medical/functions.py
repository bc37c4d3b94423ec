"""function add, list, edit, remove; `function ana sitting 20 min` is add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from mtdesk.say.medical.functions import (
    function_document,
    held_document,
    note_listing,
    then_and_now_listing,
)

from mtdesk.cli.call import TakesNote, announce_new_file, fields_of, reading, writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


class _AddUnlessSaid(TakesNote, click.Group):
    """What is none of its commands is a line to write down."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return super().resolve_command(ctx, ["add", *args])
        return super().resolve_command(ctx, args)


@click.group("function", cls=_AddUnlessSaid, no_args_is_help=False)
def function_command() -> None:
    """What a client can do, measured: range of motion, sitting, standing, medication.

    \b
    mtdesk function ana sitting 20 min
    mtdesk function list ana
    """


@function_command.command("add", context_settings={"ignore_unknown_options": True})
@click.argument("line", metavar="CLIENT MEASURE [PART] [VALUE UNIT] [-- NOTE]", nargs=-1)
@click.option(
    "--client", metavar="NAME", help="Whose it is; the line then begins with the measure."
)
@click.option("--on", metavar="YYYY-MM-DD", help="The day it was measured (default: today).")
@writing
def add(call: Call, line: tuple[str, ...], client: str | None, on: str | None) -> None:
    """Write down what was measured. Measures: range of motion (or rom), sitting, standing,
    medication, other.

    \b
    mtdesk function ana range of motion neck-rotation-left 45 deg
    mtdesk function ana sitting 20 min -- on the firm chair
    mtdesk function ana medication ibuprofen daily
    mtdesk function add ana other grip left 22 kg --on 2026-11-20
    """
    functions = call.desk.medical.functions
    note, whose, operation = functions.note(" ".join(line), call.note or "", client=client, on=on)
    announce_new_file(call)
    if call.json:
        say_json({"operation": operation, **function_document(note), "client": whose.name})
        return
    say(f"function note {note.id}: {whose.name}, {note.what}: {note.words}, {note.noted_on}")
    for held in functions.then_and_now(whose.id or 0):
        if held.latest.id == note.id and held.change is not None:
            say(f"  {held.change_words} since {held.first.noted_on} ({held.first.amount})")
    say_undo(operation)


@function_command.command("list")
@click.argument("client")
@reading
def list_(call: Call, client: str) -> None:
    """What was noted of a client: then and now of each thing, and every note.

    \b
    mtdesk function list ana --json
    """
    whose = call.desk.clients.one(client)
    notes = call.desk.medical.functions.of_client(whose.id or 0)
    held = call.desk.medical.functions.then_and_now(whose.id or 0)
    if call.json:
        say_json(
            {
                "client": whose.name,
                "then_and_now": [held_document(each) for each in held],
                "notes": [function_document(note) for note in notes],
            }
        )
        return
    if not notes:
        say(f"Nothing noted of {whose.name} yet: mtdesk function {whose.name} sitting 20 min")
        return
    say_listing(then_and_now_listing(held), most=40)
    say()
    say_listing(note_listing(notes[::-1]))


@function_command.command("edit")
@click.argument("note_id", metavar="ID", type=int)
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit(call: Call, note_id: int, pairs: tuple[str, ...]) -> None:
    """Change a note: measure, part, value, unit, note, on.

    \b
    mtdesk function edit 3 value=50
    """
    note, operation = call.desk.medical.functions.edit(note_id, fields_of(pairs))
    if call.json:
        say_json({"operation": operation, **function_document(note)})
    else:
        say(f"function note {note.id} is now {note.what}: {note.words}, {note.noted_on}")
        say_undo(operation)


@function_command.command("remove")
@click.argument("note_id", metavar="ID", type=int)
@writing
def remove(call: Call, note_id: int) -> None:
    """Take a note away.

    \b
    mtdesk function remove 3
    """
    note, operation = call.desk.medical.functions.remove(note_id)
    if call.json:
        say_json({"operation": operation, **function_document(note)})
    else:
        say(f"removed {note.what}: {note.words}; mtdesk undo {operation} brings it back")
