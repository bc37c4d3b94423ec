"""settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, writing
from mtdesk.cli.print import say, say_json, table

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


@click.command("settings")
@click.argument("key", required=False)
@click.argument("value", required=False)
@writing
def settings_command(call: Call, key: str | None, value: str | None) -> None:
    """Show every setting, or one; with a value, change it (an empty one for none).

    \b
    mtdesk settings
    mtdesk settings currency CAD
    mtdesk settings hands_on_minutes_a_day 270
    mtdesk settings income_target 52000
    """
    settings = call.desk.settings
    if key is None:
        every = settings.all()
        if call.json:
            say_json({"settings": {name: text for name, text, _ in every}})
            return
        for line in table(("setting", "value", "what it is"), every, most=200):
            say(line)
        return
    stored = (
        settings.get(key)
        if value is None
        else call.desk.practice.set(key, value, confirmed=call.yes)
    )
    announce_new_file(call)
    if call.json:
        say_json({"key": key, "value": stored})
    else:
        say(f"{key} = {stored or 'none'}")
