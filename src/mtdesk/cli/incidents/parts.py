"""incident evidence, follow-up, done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import writing
from mtdesk.cli.print import say, say_json
from mtdesk.say.document import document
from mtdesk.say.incidents.facts import EVIDENCE, FOLLOW_UP, file_words, incident_document

if TYPE_CHECKING:
    from mtdesk.cli.call import Call

ID = click.argument("incident_id", metavar="ID", type=int)


@click.command("evidence")
@ID
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@writing
def evidence(call: Call, incident_id: int, files: tuple[Path, ...]) -> None:
    """Copy files beside the practice and name them in the record, with their SHA-256.

    Originals stay where they are. The copies are not in the practice file: keep both.

    \b
    mtdesk incident evidence 3 voicemail.m4a screenshot.png
    """
    incident, added, there, operation = call.desk.incidents.add_evidence(incident_id, files)
    folder, _ = call.desk.incidents.evidence_folder()
    if call.json:
        say_json(
            {
                "id": incident.id,
                "operation": operation,
                "folder": str(folder),
                "added": [document(each, EVIDENCE) for each in added],
                "already": there,
            }
        )
        return
    for each in added:
        say(f"evidence {each.id}: {file_words(each)}, sha256 {each.sha256}")
    for name in there:
        say(f"{name} is there already")
    if added:
        say(f"  copied into {folder}; a backup does not hold it: copy that folder too")


@click.command("follow-up")
@ID
@click.argument("day", metavar="DATE")
@click.argument("what", metavar="WHAT", nargs=-1)
@writing
def follow_up(call: Call, incident_id: int, day: str, what: tuple[str, ...]) -> None:
    """Plan to look at an incident again on a day.

    \b
    mtdesk incident follow-up 3 2026-12-01 ask the insurer for the case number
    """
    incident, operation = call.desk.incidents.follow_up(incident_id, day, " ".join(what))
    made = max(incident.follow_ups, key=lambda each: each.id)
    if call.json:
        say_json({"operation": operation, **incident_document(incident)})
    else:
        say(f"follow-up {made.id} of incident {incident_id} on {made.due_on}: {made.what}")


@click.command("done")
@ID
@click.argument("number", metavar="[NUMBER]", type=int, required=False)
@writing
def done(call: Call, incident_id: int, number: int | None) -> None:
    """Mark an incident's follow-up as done; of several open ones, that number.

    \b
    mtdesk incident done 3
    mtdesk incident done 3 7
    """
    each, operation = call.desk.incidents.done(incident_id, number)
    if call.json:
        say_json({"operation": operation, **document(each, FOLLOW_UP)})
    else:
        say(f"follow-up {each.id} of incident {incident_id} is done: {each.what}")
