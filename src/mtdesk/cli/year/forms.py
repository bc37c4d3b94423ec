"""form: the tax forms that payers sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, confirming, reading, writing
from mtdesk.cli.print import say, say_json, say_undo, table
from mtdesk.model.year import FORMS
from mtdesk.say.year.forms import (
    NONE_YET,
    form_document,
    form_words,
    forms_document,
    forms_listing,
)

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.model.year import TaxForm


@click.group("form")
def form_command() -> None:
    """Tax forms (1099-K, 1099-NEC, W-2 ...): what each says, held against your rows by `year`."""


@form_command.command("add")
@click.argument("year")
@click.argument("form", metavar="|".join(FORMS))
@click.argument("payer")
@click.argument("amount")
@click.option("--method", metavar="WORD", help="The way its money came: card, venmo, check, ...")
@click.option("--note", default="", metavar="TEXT", help="What you want to remember of it.")
@writing
def add_form(
    call: Call, year: str, form: str, payer: str, amount: str, method: str | None, note: str
) -> None:
    """Enter a form with its gross amount.

    Forms of one method are summed. Without a method a form is held against what the client or the
    workplace of its payer's name brought; a W-2 against your wages.

    \b
    mtdesk form add 2025 1099-K Square 41250.33 --method card
    mtdesk form add 2025 1099-NEC "Harbour Spa" 6200
    mtdesk form add 2025 W-2 "Riverside Clinic" 18400
    """

    def add(confirmed: bool) -> tuple[TaxForm, int]:
        return call.desk.year.forms.add(
            year, form, payer, amount, method=method, note=note, confirmed=confirmed
        )

    entered, operation = confirming(call, add)
    announce_new_file(call)
    _print(call, entered, operation, "")


@form_command.command("list")
@click.argument("year", type=int, required=False)
@reading
def list_forms(call: Call, year: int | None) -> None:
    """The forms entered, of a year or all; `year` shows what they differ by.

    \b
    mtdesk form list
    mtdesk form list 2025 --json
    """
    forms, currency = call.desk.year.forms.of(year), call.desk.settings.currency
    if call.json:
        say_json(forms_document(forms, year, currency))
    elif not forms:
        say(NONE_YET)
    else:
        shown = forms_listing(forms, currency)
        for line in table(shown.heads, shown.rows, right=shown.right):
            say(line)


@form_command.command("remove")
@click.argument("form_id", metavar="ID", type=int)
@writing
def remove_form(call: Call, form_id: int) -> None:
    """Take a form away.

    \b
    mtdesk form remove 2
    """
    form, operation = call.desk.year.forms.remove(form_id)
    _print(call, form, operation, " taken away")


def _print(call: Call, form: TaxForm, operation: int, done: str) -> None:
    currency = call.desk.settings.currency
    if call.json:
        say_json({"operation": operation, "currency": currency.code, **form_document(form)})
        return
    say(f"{form_words(form, currency)}{done}")
    say_undo(operation)
