"""incident add, note, list, show; export and patterns stand in record.py."""

from __future__ import annotations

import click

from mtdesk.cli import record
from mtdesk.cli.documents import incident_document
from mtdesk.cli.options import announce_new_file, is_interactive, reading, writing
from mtdesk.cli.text import say, say_json, table
from mtdesk.desk.incidents import written_after
from mtdesk.model.incident import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.cli.commands import Call
    from mtdesk.model.incident import Incident

# What is asked for on a terminal, one fact at a time; an empty answer leaves it out.
QUESTIONS = (
    ("kind", "What kind was it?"),
    ("severity", "How severe, 1 (a nuisance) to 5 (violence, an injury)?"),
    ("client", "Who? A name or an alias"),
    ("at", "When? 2026-11-20 14:30, or 14:30 for today; empty for now"),
    ("where", "Where? Room, setting"),
    ("said", "What was said, word for word?"),
    ("saw", "What did you see?"),
    ("did", "What did you do? When did the session end?"),
    ("lost", "Income lost?"),
    ("witness", "Who else saw or heard it?"),
    ("told", "Who was told, and when?"),
)


@click.group("incident", no_args_is_help=False)
def incident_command() -> None:
    """Incidents: facts, written once; corrections are notes added to them."""


incident_command.add_command(record.export)
incident_command.add_command(record.patterns)


@incident_command.command("add", epilog=f"Kinds: {', '.join(KINDS)}")
@click.option("--kind", metavar="KIND")
@click.option("--severity", metavar="1-5")
@click.option("--client", metavar="NAME")
@click.option("--session", metavar="ID")
@click.option("--at", metavar="WHEN", help="2026-11-20 14:30, or 14:30 for today.")
@click.option("--where", metavar="TEXT")
@click.option("--said", metavar="TEXT", help="What was said, word for word.")
@click.option("--saw", metavar="TEXT")
@click.option("--did", metavar="TEXT")
@click.option("--lost", metavar="AMOUNT")
@click.option("--witness", metavar="TEXT")
@click.option("--told", metavar="TEXT", multiple=True)
@writing
def add(call: Call, told: tuple[str, ...], **options: str | None) -> None:
    """Record what happened: facts, not judgements. Asks for what is missing on a terminal.

    \b
    mtdesk incident add --kind "sexual remark" --severity 3 --client "Sam R." --said "..."
    """
    fields = {name: text for name, text in options.items() if text is not None}
    if told:
        fields["told"] = "\n".join(told)
    missing = [name for name in ("kind", "severity") if name not in fields]
    if missing and not call.yes and is_interactive():
        _ask(fields)
    incident, operation = call.desk.incidents.add(fields)
    announce_new_file(call)
    if call.json:
        say_json({"operation": operation, **incident_document(incident)})
        return
    say(f"incident {incident.id} recorded: {incident.kind}, severity {incident.severity}")
    say("  It is sealed: add to it with `mtdesk incident note`. Tell your insurer at once,")
    say("  even when nobody claims anything; admit no fault and offer no refund.")


def _ask(fields: dict[str, str]) -> None:
    click.echo("One fact at a time; enter leaves a question out, ctrl+c stops.", err=True)
    for name, question in QUESTIONS:
        if name in fields:
            continue
        if name == "kind":
            click.echo(f"  {', '.join(KINDS)}", err=True)
        answer = click.prompt(question, default="", show_default=False, err=True)
        if answer:
            fields[name] = answer


@incident_command.command("note")
@click.argument("incident_id", metavar="ID", type=int)
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
        count = len(incident.addenda)
        say(
            f"noted on incident {incident_id}; {count} {'line' if count == 1 else 'lines'} added so far"
        )


@incident_command.command("list")
@reading
def list_(call: Call) -> None:
    """List incidents, newest first."""
    found = call.desk.incidents.between()
    if call.json:
        say_json(
            {
                "currency": call.desk.settings.currency.code,
                "incidents": [incident_document(incident) for incident in found],
            }
        )
        return
    if not found:
        say("No incident recorded. When one happens: mtdesk incident add")
        return
    rows = [
        (
            str(incident.id),
            incident.local_date,
            incident.kind,
            str(incident.severity),
            incident.client or "",
            "withdrawn" if incident.withdrawn else "",
        )
        for incident in found
    ]
    for line in table(("id", "day", "kind", "severity", "client", ""), rows, right=(0, 3)):
        say(line)


@incident_command.command("show")
@click.argument("incident_id", metavar="ID", type=int)
@reading
def show(call: Call, incident_id: int) -> None:
    """One record, whole, with what was added to it."""
    incident = call.desk.incidents.get(incident_id)
    if call.json:
        say_json({"currency": call.desk.settings.currency.code, **incident_document(incident)})
        return
    for line in _lines(call, incident):
        say(line)


def _lines(call: Call, incident: Incident) -> list[str]:
    gap = written_after(incident)
    lost = incident.lost_minor
    withdrawn = " (withdrawn)" if incident.withdrawn else ""
    lines = [
        f"incident {incident.id}: {incident.kind}, severity {incident.severity} of 5{withdrawn}",
        f"  happened {incident.occurred_at}",
        f"  written  {incident.recorded_at}{f' ({gap} after)' if gap else ''}",
    ]
    for label, text in (
        ("client", incident.client or ""),
        ("session", str(incident.session_id or "")),
        ("where", incident.place),
        ("said", incident.said),
        ("saw", incident.saw),
        ("did", incident.did),
        ("witness", incident.witness),
        ("told", incident.told),
        ("lost", "" if lost is None else call.desk.settings.currency.format(lost)),
        ("body part", incident.body_part),
        ("days off", "" if incident.days_off is None else str(incident.days_off)),
        ("as imported", incident.source_kind),
        ("note", incident.note),
    ):
        if text:
            lines.append(f"  {label}: {_indented(text)}")
    lines += [
        f"  + {added.written_at} {added.kind}: {_indented(added.text)}".rstrip(": ")
        for added in incident.addenda
    ]
    return lines


def _indented(text: str) -> str:
    """A fact of several lines, so that none of them reads as another fact."""
    return text.replace("\n", "\n    ")
