"""incident add, note, list, show; drafts, parts and what leaves the record stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, is_interactive, reading, writing
from mtdesk.cli.incidents import drafts as incident_drafts
from mtdesk.cli.incidents import parts as incident_parts
from mtdesk.cli.incidents import record
from mtdesk.cli.incidents.drafts import guided, say_recorded
from mtdesk.cli.print import one_line, say, say_json, table
from mtdesk.model.incidents import KINDS
from mtdesk.model.text import counted
from mtdesk.say.incidents import incidents_listing
from mtdesk.say.incidents.facts import (
    NONE,
    done_words,
    facts,
    file_words,
    heading,
    incident_document,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.cli.call import Call
    from mtdesk.model.incidents import Incident
    from mtdesk.model.money import Currency

ID = click.argument("incident_id", metavar="ID", type=int)


@click.group("incident", no_args_is_help=False)
def incident_command() -> None:
    """Incidents: facts, written once; corrections are notes added to them."""


for each in (incident_drafts.resume, incident_drafts.drafts, incident_drafts.drop):
    incident_command.add_command(each)
for each in (incident_parts.evidence, incident_parts.follow_up, incident_parts.done):
    incident_command.add_command(each)
incident_command.add_command(record.export)
incident_command.add_command(record.patterns)


@incident_command.command("add", epilog=f"Kinds: {', '.join(KINDS)}")
@click.option("--kind", metavar="KIND")
@click.option("--severity", metavar="1-5")
@click.option("--client", metavar="NAME")
@click.option("--session", metavar="ID")
@click.option("--at", metavar="WHEN", help="2026-11-20 14:30, or 14:30 for today.")
@click.option("--where", metavar="TEXT")
@click.option("--setting", metavar="TEXT", help="Own studio, clinic, home visit, message ...")
@click.option("--said", metavar="TEXT", help="What was said, word for word.")
@click.option("--saw", metavar="TEXT")
@click.option("--did", metavar="TEXT")
@click.option("--ended", metavar="MINUTE", help="At which minute the session was ended.")
@click.option("--paid", metavar="yes|part|no", help="Whether the session was paid.")
@click.option("--injury-me", metavar="TEXT", help="What was hurt on you.")
@click.option("--injury-client", metavar="TEXT")
@click.option("--lost", metavar="AMOUNT")
@click.option("--witness", metavar="TEXT")
@click.option("--told", metavar="TEXT", multiple=True, help="What was told to whom, and when.")
@click.option(
    "--follow-up",
    "follow_up",
    metavar="DATE[: WHAT]",
    multiple=True,
    help="When to look at it again.",
)
@writing
def add(
    call: Call, told: tuple[str, ...], follow_up: tuple[str, ...], **options: str | None
) -> int:
    """Record what happened: facts, not judgements. Asks for what is missing on a terminal.

    Asked one fact at a time, it can be left with `later` or ctrl+c, and `resume` goes on.

    \b
    mtdesk incident add
    mtdesk incident add --kind "sexual remark" --severity 3 --client "Sam R." --said "..."
    mtdesk incident add --kind threat --severity 4 --ended 20 --paid no --follow-up "2026-12-01: call"
    """
    fields = {key.replace("_", "-"): text for key, text in options.items() if text is not None}
    if told:
        fields["told"] = "\n".join(told)
    if follow_up:
        fields["follow-up"] = "\n".join(follow_up)
    missing = [name for name in ("kind", "severity") if name not in fields]
    if missing and not call.yes and is_interactive():
        return guided(call, fields)
    recorded = call.desk.incidents.add(fields)
    announce_new_file(call)
    say_recorded(call, *recorded)
    return 0


@incident_command.command("note")
@ID
@click.argument("text", nargs=-1, required=True)
@writing
def note(call: Call, incident_id: int, text: tuple[str, ...]) -> None:
    """Append to a record; nothing in it is ever edited.

    \b
    mtdesk incident note 3 "Insurer told by phone, 20 Nov, case 1182"
    """
    incident = call.desk.incidents.note(incident_id, " ".join(text))
    if call.json:
        say_json(incident_document(incident))
    else:
        count = counted(len(incident.addenda), "line")
        say(f"noted on incident {incident_id}; {count} added so far")


@incident_command.command("list")
@reading
def list_(call: Call) -> None:
    """List incidents, newest first, with the day on which each is to be looked at again.

    \b
    mtdesk incident list
    """
    found = call.desk.incidents.between()
    if call.json:
        say_json(
            {
                "currency": call.desk.settings.currency.code,
                "incidents": [incident_document(incident) for incident in found],
            }
        )
        return
    if found:
        listed = incidents_listing(found)
        for line in table(listed.heads, listed.rows, right=listed.right):
            say(line)
    else:
        say(f"{NONE}. When one happens: mtdesk incident add")
    for draft in call.desk.incidents.drafts():
        say(f"draft {draft.id} is not finished: mtdesk incident resume {draft.id}")


@incident_command.command("show")
@ID
@reading
def show(call: Call, incident_id: int) -> None:
    """One record, whole, with what was added to it.

    \b
    mtdesk incident show 3
    """
    incident = call.desk.incidents.get(incident_id)
    if call.json:
        say_json({"currency": call.desk.settings.currency.code, **incident_document(incident)})
        return
    for line in _lines(incident, call.desk.settings.currency):
        say(line)


def _lines(incident: Incident, currency: Currency) -> Iterator[str]:
    gap = incident.written_after
    yield heading(incident)
    yield f"  happened {incident.occurred_at}"
    yield f"  written  {incident.recorded_at}{f' ({gap} after)' if gap else ''}"
    for label, text in facts(incident, currency):
        yield f"  {label}: {_indented(text)}"
    for file in incident.evidence:
        yield f"  evidence {file.id}: {one_line(file_words(file), 140)}\n    sha256 {file.sha256}"
    for each in incident.follow_ups:
        yield f"  follow-up {each.id}: {each.due_on} {each.what} ({done_words(each)})"
    for added in incident.addenda:
        yield f"  + {added.written_at} {added.kind}: {_indented(added.text)}".rstrip(": ")


def _indented(text: str) -> str:
    """A fact of several lines, so that none of them reads as another fact."""
    return text.replace("\n", "\n    ")
