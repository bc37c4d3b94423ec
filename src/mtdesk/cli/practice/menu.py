"""service, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, fields_of, reading, writing
from mtdesk.cli.print import say, say_json, table

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.model.practice import Service


@click.group("service", no_args_is_help=False)
def service_command() -> None:
    """The menu of services: what need not be typed when logging."""


@service_command.command("add")
@click.argument("name")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@writing
def add(call: Call, name: str, pairs: tuple[str, ...]) -> None:
    """Add a service: purpose, modality, minutes, price, effort, code.

    \b
    mtdesk service add "Deep tissue 90" minutes=90 price=135 purpose=wellness
    """
    service = call.desk.practice.menu.add({"name": name, **fields_of(pairs)})
    announce_new_file(call)
    _print_service(call, service)


@service_command.command("edit")
@click.argument("service")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit(call: Call, service: str, pairs: tuple[str, ...]) -> None:
    """Change a service, by name or number; sessions already logged stay as they are.

    \b
    mtdesk service edit swedish price=85
    """
    changed = call.desk.practice.menu.edit(service, fields_of(pairs))
    announce_new_file(call)
    _print_service(call, changed)


@service_command.command("list")
@reading
def list_(call: Call) -> None:
    """Show the menu."""
    menu = call.desk.practice.menu.services()
    currency = call.desk.settings.currency
    if call.json:
        say_json({"currency": currency.code, "services": [_document(each) for each in menu]})
        return
    if not menu:
        say(
            "The menu comes with the first thing you write, for example: mtdesk settings currency USD"
        )
        return
    rows = [
        (
            str(each.id),
            each.name,
            each.purpose or "",
            str(each.minutes or ""),
            "" if each.price_minor is None else currency.format(each.price_minor),
            "" if each.usual_effort is None else f"{each.usual_effort:g}",
            each.procedure_code or "",
        )
        for each in menu
    ]
    heads = ("id", "service", "purpose", "min", "price", "effort", "code")
    for line in table(heads, rows, right=(0, 3, 4, 5)):
        say(line)


def _print_service(call: Call, service: Service) -> None:
    if call.json:
        say_json({"currency": call.desk.settings.currency.code, **_document(service)})
        return
    parts = [service.name]
    if service.purpose:
        parts.append(service.purpose)
    if service.minutes:
        parts.append(f"{service.minutes} min")
    if service.price_minor is not None:
        parts.append(call.desk.settings.currency.format(service.price_minor))
    say(f"service {service.id}: {' · '.join(parts)}")


def _document(service: Service) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "purpose": service.purpose,
        "modality": service.modality,
        "minutes": service.minutes,
        "price_minor": service.price_minor,
        "usual_effort": service.usual_effort,
        "procedure_code": service.procedure_code,
    }


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
