"""settings, service, workplace with its terms of pay."""

from __future__ import annotations

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, confirming, fields_of
from mtdesk.cli.options import handing_over, reading, writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo, table
from mtdesk.errors import UsageError
from mtdesk.model.practice.terms import KINDS, PayTerm
from mtdesk.say import practice as words_of
from mtdesk.say.document import document
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtdesk.desk.practice.terms import PlaceTerms
    from mtdesk.model.practice import Service


@declared.command("settings")
@declared.argument("key", required=False)
@declared.argument("value", required=False)
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


# -- the menu


@declared.group("service", no_args_is_help=False)
def service_command() -> None:
    """The menu of services: what need not be typed when logging."""


@service_command.command("add")
@declared.argument("name")
@declared.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@writing
def add_service(call: Call, name: str, pairs: tuple[str, ...]) -> None:
    """Add a service: purpose, modality, minutes, price, effort, code.

    \b
    mtdesk service add "Deep tissue 90" minutes=90 price=135 purpose=wellness
    """
    service = call.desk.practice.menu.add({"name": name, **fields_of(pairs)})
    announce_new_file(call)
    _print_service(call, service)


@service_command.command("edit")
@declared.argument("service")
@declared.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit_service(call: Call, service: str, pairs: tuple[str, ...]) -> None:
    """Change a service, by name or number; sessions already logged stay as they are.

    \b
    mtdesk service edit swedish price=85
    """
    changed = call.desk.practice.menu.edit(service, fields_of(pairs))
    announce_new_file(call)
    _print_service(call, changed)


@service_command.command("retire")
@declared.argument("service")
@declared.option("--again", is_flag=True, help="Offer it again.")
@writing
def retire_service(call: Call, service: str, *, again: bool) -> None:
    """Offer a service no more: no new line means it, what is logged stays.

    \b
    mtdesk service retire "hot stone"
    mtdesk service retire "hot stone" --again
    """
    found = call.desk.practice.menu.retire(service, is_back=again)
    announce_new_file(call)
    if call.json:
        say_json({"id": found.id, "name": found.name, "retired": not again})
    else:
        say(words_of.retiring_words(found, is_back=again))


@service_command.command("list")
@reading
def list_services(call: Call) -> None:
    """Show the menu."""
    menu = call.desk.practice.menu.services()
    currency = call.desk.settings.currency
    if call.json:
        services = [document(each, words_of.SERVICE) for each in menu]
        retired = sorted(call.desk.settings.retired_services)
        say_json({"currency": currency.code, "services": services, "retired": retired})
    elif menu:
        say_listing(words_of.menu_listing(menu, currency))
        if gone := words_of.retired_words(menu, call.desk.settings.retired_services):
            say(gone)
    else:
        say(
            "The menu comes with the first thing you write, for example: mtdesk settings currency USD"
        )


def _print_service(call: Call, service: Service) -> None:
    currency = call.desk.settings.currency
    if call.json:
        say_json({"currency": currency.code, **document(service, words_of.SERVICE)})
    else:
        say(words_of.service_words(service, currency))


# -- workplaces, and their terms


@declared.group("workplace", no_args_is_help=False)
def workplace_command() -> None:
    """Where you work, named with @ in the line, and what of the price is yours there."""


@workplace_command.command("add")
@declared.argument("name")
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
        rows = [document(each, words_of.WORKPLACE) for each in places]
        say_json({"currency": currency.code, "workplaces": rows})
    elif places:
        say_listing(words_of.workplaces_listing(places, currency))
    else:
        say("No workplace yet: mtdesk workplace add NAME")


@workplace_command.command("terms")
@declared.argument("name")
@declared.option("--kind", metavar="KIND", help=f"Add a term: {', '.join(KINDS)}.")
@declared.option("--from", "start", metavar="YYYY-MM-DD", help="Its first day (default today).")
@declared.option("--percent", metavar="N", help="Your share of a split, 0 to 100.")
@declared.option("--amount", metavar="AMOUNT", help="An hour, a session, or the rent of a month.")
@declared.option("--employed", is_flag=True, help="It is paid as wages (W-2), not as 1099 income.")
@declared.option(
    "--collects", metavar="WHO", help="Whom clients pay: me (if not said) or workplace."
)
@declared.option("--note", metavar="TEXT", help="Whatever was agreed beside it.")
@declared.option(
    "--remove-latest", is_flag=True, help="Take away the latest, not worked under yet."
)
@handing_over
def terms(call: Call, name: str, remove_latest: bool, employed: bool, **given: str | None) -> None:
    """What of the price is yours at a workplace: list its terms, or add one from a day on.

    A term holds until the next begins, and is never edited: add a new one. What you received counts
    for the year (cash); the term says what should have come: own and rent all of the price, split
    your share of each session's price, hourly your hands-on minutes, per_session an amount each.
    Where the workplace collects, clients owe you nothing and it owes you its pay by the term:
    `mtdesk pay "Harbour Spa" 450` is its payment. Tips are yours whole. A rent is an expense, booked when you pay it.

    \b
    mtdesk workplace terms "Harbour Spa" --from 2026-01-01 --kind split --percent 50
    mtdesk workplace terms "Harbour Spa" --kind split --percent 50 --collects workplace
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
        _list_terms(call, call.desk.practice.terms.of(name))


def _add(call: Call, name: str, *, kind: str | None, note: str | None, **options: Any) -> None:
    if kind is None:
        raise UsageError(f"a new term needs --kind, one of {', '.join(KINDS)}")

    def act(confirmed: bool) -> tuple[PayTerm, int]:
        return call.desk.practice.terms.add(
            name, kind=kind, note=note or "", confirmed=confirmed, **options
        )

    term, operation = confirming(call, act)
    currency, place = call.desk.settings.currency, call.desk.practice.terms.workplace(name)
    if call.json:
        written = {"operation": operation, "currency": currency.code, "workplace": place.name}
        say_json(written | document(term, words_of.TERM))
        return
    say(words_of.begun_words(place.name, term, currency))
    if term.collects == "workplace":
        owing = [
            each
            for each in call.desk.ledger.outstanding()
            if each.payer == "workplace" and each.workplace_id == place.id
        ]
        say(f"  {words_of.collects_words(place.name, owing, currency)}")
    if term.kind == "rent":
        say(
            "  mtdesk expense recurring add proposes the rent each month, to be booked as an expense"
        )
    say_undo(operation)


def _remove(call: Call, name: str) -> None:
    term, operation = call.desk.practice.terms.remove_latest(name)
    if call.json:
        code = call.desk.settings.currency.code
        say_json({"operation": operation, "currency": code, **document(term, words_of.TERM)})
    else:
        say(f"The term from {term.valid_from} is gone; mtdesk undo {operation} brings it back")


def _list_terms(call: Call, place: PlaceTerms) -> None:
    currency = call.desk.settings.currency
    if call.json:
        say_json(words_of.terms_document(place, currency))
    elif place.held:
        say_listing(words_of.terms_listing(place, currency))
        say(f"  {words_of.should_have_come(place, currency)}")
    else:
        say(f"No terms of pay at {place.workplace.name} yet. Add them: --kind split --percent 60")
