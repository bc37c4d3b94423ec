"""service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, fields_of, reading, writing
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.say.document import document
from mtdesk.say.practice import SERVICE, menu_listing, service_words

if TYPE_CHECKING:
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
        services = [document(each, SERVICE) for each in menu]
        say_json({"currency": currency.code, "services": services})
    elif menu:
        say_listing(menu_listing(menu, currency))
    else:
        say(
            "The menu comes with the first thing you write, for example: mtdesk settings currency USD"
        )


def _print_service(call: Call, service: Service) -> None:
    currency = call.desk.settings.currency
    if call.json:
        say_json({"currency": currency.code, **document(service, SERVICE)})
    else:
        say(service_words(service, currency))
