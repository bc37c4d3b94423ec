"""client add, list, show, edit; alias, merge, purge; with them what is agreed."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, confirming, fields_of
from mtdesk.cli.clients import standing
from mtdesk.cli.options import reading, writing
from mtdesk.cli.print import cells, say, say_json, say_listing, say_undo
from mtdesk.desk.clients.identity import Purged
from mtdesk.desk.clients.page import ClientPage, ClientSummary
from mtdesk.errors import NeedsConfirmationError, UsageError
from mtdesk.model.client import Client
from mtdesk.model.money import Currency
from mtdesk.say import clients as words
from mtdesk.say.clients import page as page_words
from mtdesk.say.clients import plan_document, plan_lines, rows

WIDTH = 92  # cells of a sentence and its label
LABEL = 13


@declared.group("client", no_args_is_help=False)
def client_command() -> None:
    """Clients: add, list, show, edit; what is agreed with them, other names, purge."""


for _command in standing.COMMANDS:
    client_command.add_command(_command)


@client_command.command("add")
@declared.argument("name")
@declared.option("--phone", metavar="TEXT")
@declared.option("--email", metavar="TEXT")
@declared.option("--complaint", metavar="TEXT", help="What they come for.")
@declared.option("--goal", metavar="TEXT", help="What they want to be able to do.")
@declared.option("--next-step", metavar="TEXT", help="What is planned for the next visit.")
@declared.option("--legal-name", metavar="TEXT", help="As an insurer or a court would write it.")
@declared.option("--born", metavar="YYYY-MM-DD", help="For superbills.")
@declared.option("--note", metavar="TEXT")
@writing
def add(call: Call, name: str, **fields: str | None) -> None:
    """Add a client.

    \b
    mtdesk client add "Ana Pérez" --phone "555 0100"
    mtdesk client add "Ana Pérez" --complaint "neck pain, left" --goal "an hour at the desk"
    """
    given = {key: text for key, text in fields.items() if text is not None}
    answers = {"name": name, **given}
    client = confirming(call, lambda yes: call.desk.clients.add(answers, confirmed=yes))
    announce_new_file(call)
    if call.json:
        say_json({"id": client.id, "name": client.name})
    else:
        say(f"client {client.id}: {client.name}")


@client_command.command("list")
@declared.argument("search", default="")
@declared.option("--drifting", is_flag=True, help="Who comes less, without less pain: to win back.")
@declared.option("--talk", is_flag=True, help="Who is worth a conversation, and why.")
@declared.option("--limit", type=declared.IntRange(min=1), default=200, show_default=True)
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
        raise UsageError("--drifting and --talk are two lists; ask for one of them")
    chosen = "drifting" if drifting else "talk" if talk else ""
    clients = call.desk.clients
    find = clients.drifting if drifting else clients.worth_a_conversation if talk else clients.find
    found = find(search, limit)
    currency = call.desk.settings.currency
    if call.json:
        listed = [rows.summary_document(row, chosen) for row in found]
        say_json({"currency": currency.code, "clients": listed})
        return
    if not found:
        said = rows.nobody(search, chosen)
        say(said or "No client there. Log a session with a new name, or: mtdesk client add NAME")
        return
    listing = rows.drifting_listing if drifting else rows.listing
    say_listing(listing(found, currency), most=90 if drifting else 60)
    if talk:
        _say_reasons(call, found, currency)
    elif legend := rows.legend(found):
        say(f"\n{'   '.join(legend)}")


def _say_reasons(call: Call, found: list[ClientSummary], currency: Currency) -> None:
    say("\nWorth a conversation, because of")
    for row in found:
        page = call.desk.clients.page(row.id)
        for line in _wrapped(
            f"  {row.name}: ", "; ".join(page_words.reason_words(page, currency)), 4
        ):
            say(line)


@client_command.command("show")
@declared.argument("client")
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
        say_json(rows.page_document(page, currency.code))
        return
    say(f"{found.id} {found.name}")
    if found.aliases:
        say(f"  also: {', '.join(found.aliases)}")
    for block in page_words.page_blocks(page, currency, call.desk.today):
        for fact in block.facts:
            label = f"  {fact.label}{' ' * (LABEL - cells(fact.label))}"
            for line in _wrapped(label, fact.text, LABEL + 2):
                say(line)
    _say_visits(page)


def _wrapped(label: str, text: str, indent: int) -> Iterator[str]:
    """A sentence beside its label; what it holds of line breaks is kept, and stands under it."""
    start = label
    for paragraph in text.split("\n"):
        for line in wrap(paragraph, WIDTH - indent) or [""]:
            yield f"{start}{line}".rstrip()
            start = " " * indent


def _say_visits(page: ClientPage) -> None:
    visits = page_words.visits_listing(page)
    if not visits.rows:
        return
    say()
    say_listing(visits, indent="  ")
    if page_words.has_meaningful(page.sessions):
        say(f"\n  {page_words.MEANINGFUL} {page_words.WHAT_IT_MEANS}")


@client_command.command("edit")
@declared.argument("client")
@declared.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit(call: Call, client: str, pairs: tuple[str, ...]) -> None:
    """Change a client: name, legal_name, born, phone, email, complaint, goal, next_step, note.

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


@client_command.command("alias")
@declared.argument("client")
@declared.argument("alias")
@declared.option("--remove", is_flag=True, help="Take this other name away.")
@writing
def alias(call: Call, client: str, alias: str, *, remove: bool) -> None:
    """Another name for a client: a nickname, a name before, what a booking program calls them.

    The entry line, search and imports find the client by it.

    \b
    mtdesk client alias "Ana Pérez" Anita
    mtdesk client alias "Ana Pérez" Anita --remove
    """
    found = call.desk.clients.one(client)
    area, number = call.desk.clients.identity, found.id or 0
    after, operation = (
        area.remove_alias(number, alias)
        if remove
        else confirming(call, lambda yes: area.add_alias(number, alias, confirmed=yes))
    )
    if call.json:
        say_json({**_document(after), "operation": operation})
        return
    say(words.aliases_words(after))
    say_undo(operation)


@client_command.command("merge")
@declared.argument("client")
@declared.argument("into")
@writing
def merge(call: Call, client: str, into: str) -> None:
    """Make one client of two who are the same person: all of the first goes to the second.

    The first name becomes an alias. Recorded incidents stay as they are and count for the one
    client. One undo takes it all back.

    \b
    mtdesk client merge "A. Perez" "Ana Pérez"
    mtdesk client merge 14 3 --yes
    """
    gone, kept = call.desk.clients.one(client), call.desk.clients.one(into)
    after, moving, operation = confirming(
        call,
        lambda yes: call.desk.clients.identity.merge(gone.id or 0, kept.id or 0, confirmed=yes),
    )
    if call.json:
        say_json({**_document(after), "merged": gone.id, "moved": moving, "operation": operation})
        return
    say(words.merged_words(gone, after, moving))
    say_undo(operation)


def _document(client: Client) -> dict[str, object]:
    return {"id": client.id, "name": client.name, "aliases": list(client.aliases)}


@client_command.command("purge")
@declared.argument("client")
@declared.option("--copies", is_flag=True, help="Delete the copies that still hold them, too.")
@writing
def purge(call: Call, client: str, copies: bool) -> None:
    """Delete a client for good: it says what goes and what stays, and asks.

    Sessions, payments and credits stay as figures of a number, so that every year adds up as
    before. Names, contact, notes and incidents go, with all that history remembers of them; no
    undo brings them back.

    \b
    mtdesk client purge "Ana Pérez"
    mtdesk client purge 12 --yes
    """
    found = call.desk.clients.one(client)
    plan, currency = call.desk.clients.purge.plan(found.id or 0), call.desk.settings.currency
    if not call.json:
        for line in plan_lines(plan, currency):
            say(line)
        if not copies and any(holds is not False for _, holds in plan.copies):
            say(f"  ● {words.COPIES_TOO}")
    try:
        done: Purged = confirming(
            call, lambda yes: call.desk.clients.purge.carry_out(found.id or 0, confirmed=yes)
        )
    except NeedsConfirmationError:
        if call.json:
            say_json({"plan": plan_document(plan, currency), "operation": None})
        raise
    holding = [path for path, holds in plan.copies if holds is not False] if copies else []
    not_deleted = call.desk.clients.purge.delete_copies(holding) if holding else []
    deleted = [path for path in holding if path not in not_deleted]
    folder, _ = call.desk.incidents.evidence_folder()
    left = [str(folder / name) for name in done.evidence_left]
    if call.json:
        say_json(
            {
                "plan": plan_document(plan, currency),
                "operation": done.operation,
                "swept": done.is_swept,
                "evidence_left": left,
                "copies_deleted": [str(path) for path in deleted],
                "copies_left": [str(path) for path in not_deleted],
                "remembered": done.remembers,
            }
        )
        return
    say(words.purged_words(found.id or 0))
    if deleted:
        say(f"  {words.copies_deleted(deleted)}")
    for path in (*left, *not_deleted):
        say(f"  {words.evidence_left(path)}")
    if not done.remembers:
        say(f"  {words.NOT_REMEMBERED}")
    if not done.is_swept:
        say(f"  {words.SWEEP_LATER}")


@client_command.command("sweep")
@writing
def sweep(call: Call) -> None:
    """Write the file anew without what was deleted, where purge could not.

    \b
    mtdesk client sweep
    """
    done = call.desk.clients.purge.sweep()
    if call.json:
        say_json({"swept": done})
    else:
        say(words.swept_words(done))
