"""workplace: add, list, and the terms of pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, confirming, handing_over, reading, writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo
from mtdesk.errors import UsageError
from mtdesk.model.practice.terms import KINDS
from mtdesk.say.document import document
from mtdesk.say.practice import (
    TERM,
    WORKPLACE,
    begun_words,
    should_have_come,
    terms_document,
    terms_listing,
    workplaces_listing,
)

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.desk.practice.terms import PlaceTerms
    from mtdesk.model.practice.terms import PayTerm


@click.group("workplace", no_args_is_help=False)
def workplace_command() -> None:
    """Where you work, named with @ in the line, and what of the price is yours there."""


@workplace_command.command("add")
@click.argument("name")
@writing
def add_workplace(call: Call, name: str) -> None:
    """Add a workplace.

    \b
    mtdesk workplace add "Harbour Spa"
    mtdesk log ana swedish 60m 90 card @harbour spa
    """
    place = call.desk.practice.menu.add_workplace(name)
    announce_new_file(call)
    if call.json:
        say_json({"id": place.id, "name": place.name})
    else:
        say(f"workplace {place.id}: {place.name}")


@workplace_command.command("list")
@reading
def list_workplaces(call: Call) -> None:
    """List workplaces, with the terms that hold today and what they say of this year.

    \b
    mtdesk workplace list --json
    """
    places = call.desk.practice.terms.every()
    currency = call.desk.settings.currency
    if call.json:
        rows = [document(each, WORKPLACE) for each in places]
        say_json({"currency": currency.code, "workplaces": rows})
    elif places:
        say_listing(workplaces_listing(places, currency))
    else:
        say("No workplace yet: mtdesk workplace add NAME")


@workplace_command.command("terms")
@click.argument("name")
@click.option("--kind", metavar="KIND", help=f"Add a term: {', '.join(KINDS)}.")
@click.option("--from", "start", metavar="YYYY-MM-DD", help="Its first day (default today).")
@click.option("--percent", metavar="N", help="Your share of a split, 0 to 100.")
@click.option("--amount", metavar="AMOUNT", help="An hour, a session, or the rent of a month.")
@click.option("--employed", is_flag=True, help="It is paid as wages (W-2), not as 1099 income.")
@click.option("--note", metavar="TEXT", help="Whatever was agreed beside it.")
@click.option("--remove-latest", is_flag=True, help="Take away the latest, not worked under yet.")
@handing_over
def terms(call: Call, name: str, remove_latest: bool, employed: bool, **given: str | None) -> None:
    """What of the price is yours at a workplace: list its terms, or add one from a day on.

    A term holds until the next begins, and is never edited: add a new one. What you received counts
    for the year (cash); the term says what should have come: own and rent all of the price, split
    your share of each session's price, hourly your hands-on minutes, per_session an amount each.
    Tips are yours whole. A rent is an expense, booked when you pay it.

    \b
    mtdesk workplace terms "Harbour Spa" --from 2026-01-01 --kind split --percent 50
    mtdesk workplace terms "Harbour Spa" --from 2026-07-01 --kind hourly --amount 32 --employed
    mtdesk workplace terms "Harbour Spa"
    """
    said = employed or any(value is not None for value in given.values())
    if remove_latest and said:
        raise UsageError("--remove-latest takes a term away: leave the other options out")
    if remove_latest:
        _remove(call, name)
    elif said:
        _add(call, name, employed=employed, **given)
    else:
        _list(call, call.desk.practice.terms.of(name))


def _add(
    call: Call,
    name: str,
    *,
    employed: bool,
    kind: str | None,
    start: str | None,
    percent: str | None,
    amount: str | None,
    note: str | None,
) -> None:
    if kind is None:
        raise UsageError(f"a new term needs --kind, one of {', '.join(KINDS)}")

    def act(confirmed: bool) -> tuple[PayTerm, int]:
        return call.desk.practice.terms.add(
            name,
            kind=kind,
            start=start,
            percent=percent,
            amount=amount,
            employed=employed,
            note=note or "",
            confirmed=confirmed,
        )

    term, operation = confirming(call, act)
    currency, place = call.desk.settings.currency, call.desk.practice.terms.workplace(name)
    if call.json:
        written = {"operation": operation, "currency": currency.code, "workplace": place.name}
        say_json(written | document(term, TERM))
        return
    say(begun_words(place.name, term, currency))
    if term.kind == "rent":
        say(
            "  mtdesk expense recurring add proposes the rent each month, to be booked as an expense"
        )
    say_undo(operation)


def _remove(call: Call, name: str) -> None:
    term, operation = call.desk.practice.terms.remove_latest(name)
    if call.json:
        code = call.desk.settings.currency.code
        say_json({"operation": operation, "currency": code, **document(term, TERM)})
    else:
        say(f"The term from {term.valid_from} is gone; mtdesk undo {operation} brings it back")


def _list(call: Call, place: PlaceTerms) -> None:
    currency = call.desk.settings.currency
    if call.json:
        say_json(terms_document(place, currency))
    elif place.held:
        say_listing(terms_listing(place, currency))
        say(f"  {should_have_come(place, currency)}")
    else:
        say(f"No terms of pay at {place.workplace.name} yet. Add them: --kind split --percent 60")
