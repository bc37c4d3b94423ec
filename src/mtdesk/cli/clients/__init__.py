"""client add, list, show, edit; with them what is agreed, other names, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, fields_of, reading, writing
from mtdesk.cli.clients import identity, purge, standing
from mtdesk.cli.print import cells, say, say_json, table
from mtdesk.say.clients.documents import page_document, summary_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.cli.call import Call
    from mtdesk.desk.clients.page import ClientPage
    from mtdesk.desk.clients.summaries import ClientSummary
    from mtdesk.model.money import Currency

WIDTH = 92  # cells of a sentence and its label
LABEL = 13


@click.group("client", no_args_is_help=False)
def client_command() -> None:
    """Clients: add, list, show, edit; what is agreed with them, other names, purge."""


for _command in (*standing.COMMANDS, *identity.COMMANDS, *purge.COMMANDS):
    client_command.add_command(_command)


@client_command.command("add")
@click.argument("name")
@click.option("--phone", metavar="TEXT")
@click.option("--email", metavar="TEXT")
@click.option("--complaint", metavar="TEXT", help="What they come for.")
@click.option("--goal", metavar="TEXT", help="What they want to be able to do.")
@click.option("--next-step", metavar="TEXT", help="What is planned for the next visit.")
@click.option("--legal-name", metavar="TEXT", help="As an insurer or a court would write it.")
@click.option("--note", metavar="TEXT")
@writing
def add(call: Call, name: str, **fields: str | None) -> None:
    """Add a client.

    \b
    mtdesk client add "Ana Pérez" --phone "555 0100"
    mtdesk client add "Ana Pérez" --complaint "neck pain, left" --goal "an hour at the desk"
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
@click.option("--drifting", is_flag=True, help="Who comes less, without less pain: to win back.")
@click.option("--talk", is_flag=True, help="Who is worth a conversation, and why.")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True)
@reading
def list_(call: Call, search: str, drifting: bool, talk: bool, limit: int) -> None:
    """List clients, the last seen first; with words, those whose name holds them.

    \b
    mtdesk client list
    mtdesk client list perez --json
    mtdesk client list --drifting
    mtdesk client list --talk

    Rhythm is visits a month, the last 12 months. Pain is what they came with, the mean of the
    first three visits that asked and of the last three. Effort is against your average, ~ where
    some was estimated. Drifting away: no visit for more than twice the usual interval and three
    weeks, or half as many in the last 12 weeks as in the first, without a meaningful drop of pain,
    and nothing booked. Worth a conversation: an incident of severity 3 or more, or two; three
    appointments missed in 365 days; or income for the strain in the lowest quarter of your clients
    and a tenth or more under the median.
    """
    if drifting and talk:
        raise click.UsageError("--drifting and --talk are two lists; ask for one of them")
    clients = call.desk.clients
    find = clients.drifting if drifting else clients.worth_a_conversation if talk else clients.find
    found = find(search, limit)
    currency = call.desk.settings.currency
    if call.json:
        rows = [
            {
                **summary_document(row),
                **({"worth_minor": row.worth_minor} if drifting else {}),
                **({"reasons": list(row.reasons)} if talk else {}),
            }
            for row in found
        ]
        say_json({"currency": currency.code, "clients": rows})
        return
    if not found:
        say(_nobody(search, drifting=drifting, talk=talk))
        return
    for line in _drifting_table(found, currency) if drifting else _table(found, currency):
        say(line)
    if talk:
        _say_reasons(call, found, currency)
    else:
        _say_marks(found)


def _nobody(search: str, *, drifting: bool, talk: bool) -> str:
    if search and (drifting or talk):
        of = "drifting away" if drifting else "worth a conversation"
        return f"Nobody whose name holds “{search}” is {of}."
    if drifting:
        return "Nobody is drifting away: everyone with a rhythm came, is booked, or needs less."
    if talk:
        return "No client's figures ask for a conversation."
    return "No client there. Log a session with a new name, or: mtdesk client add NAME"


def _table(found: list[ClientSummary], currency: Currency) -> list[str]:
    from mtdesk.charts import spark
    from mtdesk.say.clients import effort_against, marks, pain_arrow

    heads = (
        "id",
        "name",
        "last visit",
        "visits",
        "missed",
        "rhythm",
        "pain",
        "a year",
        "effort",
        "",
    )
    rows = [
        (
            str(row.id),
            row.name,
            row.last_visit or "",
            str(row.visits),
            str(row.missed),
            spark(row.by_month) if any(row.by_month) else "",
            pain_arrow(row),
            currency.format(row.received_minor),
            effort_against(row),
            marks(row),
        )
        for row in found
    ]
    return table(heads, rows, right=(0, 3, 4, 7, 8))


def _drifting_table(found: list[ClientSummary], currency: Currency) -> list[str]:
    from mtdesk.say.clients import drifting_words

    heads = ("id", "name", "last visit", "worth a year", "drifting away")
    rows = [
        (
            str(row.id),
            row.name,
            row.last_visit or "",
            currency.format(row.worth_minor or 0),
            drifting_words(row),
        )
        for row in found
    ]
    return table(heads, rows, right=(0, 3), most=90)


def _say_marks(found: list[ClientSummary]) -> None:
    from mtdesk.say.clients import MEANINGS, marks

    used = "".join(marks(row) for row in found)
    said = [f"{mark} {words}" for mark, words in MEANINGS.items() if mark in used]
    if said:
        say(f"\n{'   '.join(said)}")


def _say_reasons(call: Call, found: list[ClientSummary], currency: Currency) -> None:
    from mtdesk.say.clients import reason_words

    say("\nWorth a conversation, because of")
    for row in found:
        page = call.desk.clients.page(row.id)
        for line in _wrapped(f"  {row.name}: ", "; ".join(reason_words(page, currency)), 4):
            say(line)


@client_command.command("show")
@click.argument("client")
@reading
def show(call: Call, client: str) -> None:
    """One client (name, alias or number): visits and rhythm, pain, money, strain, the latest visits.

    \b
    mtdesk client show ana
    mtdesk client show 12 --json
    """
    found = call.desk.clients.one(client)
    page = call.desk.clients.page(found.id or 0)
    currency = call.desk.settings.currency
    if call.json:
        say_json(page_document(page, currency.code))
        return
    from mtdesk.say.clients import page_blocks

    say(f"{found.id} {found.name}")
    if found.aliases:
        say(f"  also: {', '.join(found.aliases)}")
    for block in page_blocks(page, currency, call.desk.today):
        for fact in block.facts:
            label = f"  {fact.label}{' ' * (LABEL - cells(fact.label))}"
            for line in _wrapped(label, fact.text, LABEL + 2):
                say(line)
    _say_visits(page)


def _wrapped(label: str, text: str, indent: int) -> Iterator[str]:
    """A sentence beside its label; what it holds of line breaks is kept, and stands under it."""
    from textwrap import wrap

    start = label
    for paragraph in text.split("\n"):
        for line in wrap(paragraph, WIDTH - indent) or [""]:
            yield f"{start}{line}".rstrip()
            start = " " * indent


def _say_visits(page: ClientPage) -> None:
    from mtdesk.say.clients import MEANINGFUL, visit_pain

    rows = [
        (
            visit.local_date,
            visit.service or visit.modality or "",
            str(visit.minutes) if visit.status == "done" else visit.status.replace("_", "-"),
            visit_pain(visit),
            visit.note,
        )
        for visit in page.sessions
    ]
    if not rows:
        return
    say()
    for line in table(("day", "service", "min", "pain", "note"), rows, right=(2,)):
        say(f"  {line}")
    if any(row[3].endswith(MEANINGFUL) for row in rows):
        say(
            f"\n  {MEANINGFUL} a meaningful change: at least 2 points and 30 % less after the visit"
        )


@client_command.command("edit")
@click.argument("client")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit(call: Call, client: str, pairs: tuple[str, ...]) -> None:
    """Change a client: name, legal_name, phone, email, complaint, goal, next_step, note.

    \b
    mtdesk client edit 12 name="Ana Pérez-Ruiz" phone="555 0100"
    mtdesk client edit ana complaint="neck pain, left" goal="an hour at the desk"
    mtdesk client edit ana next_step="every second week from January"
    """
    before = call.desk.clients.one(client)
    after = call.desk.clients.edit(before.id or 0, fields_of(pairs))
    if call.json:
        say_json({"id": after.id, "name": after.name})
    else:
        say(f"client {after.id} is now {after.name}; mtdesk undo takes it back")
