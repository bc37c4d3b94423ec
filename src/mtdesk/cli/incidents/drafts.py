"""incident resume, drafts, drop; what is said when a record is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, is_interactive, reading, writing
from mtdesk.cli.print import say, say_json, table
from mtdesk.errors import NotFoundError, UsageError
from mtdesk.say.document import document
from mtdesk.say.incidents import DRAFT, NO_DRAFT, again_words, drafts_listing, next_steps
from mtdesk.say.incidents.facts import incident_document

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.model.incidents import Incident
    from mtdesk.model.incidents.questions import Draft


@click.command("resume")
@click.argument("draft_id", metavar="[N]", type=int, required=False)
@writing
def resume(call: Call, draft_id: int | None) -> int:
    """Go on with a record that was left: the one changed last, or that one.

    \b
    mtdesk incident resume
    mtdesk incident resume 2
    """
    found = call.desk.incidents.drafts()
    if draft_id is None and not found:
        raise NotFoundError(
            "there is no draft to go on with; `mtdesk incident add` begins a record"
        )
    draft = call.desk.incidents.draft(draft_id) if draft_id is not None else found[0]
    if not is_interactive():
        raise UsageError(
            "a draft is gone on with on a terminal",
            hint="`mtdesk incident drafts --json` shows its answers, and `mtdesk incident add` "
            "records them",
        )
    return guided(call, {}, draft)


@click.command("drafts")
@reading
def drafts(call: Call) -> None:
    """Records that were begun and are not finished.

    \b
    mtdesk incident drafts
    """
    found = call.desk.incidents.drafts()
    if call.json:
        say_json({"drafts": [document(each, DRAFT) for each in found]})
        return
    if not found:
        say(NO_DRAFT)
        return
    listed = drafts_listing(found)
    for line in table(listed.heads, listed.rows, right=listed.right):
        say(line)
    say("mtdesk incident resume N goes on with one; mtdesk incident drop N takes it away")


@click.command("drop")
@click.argument("draft_id", metavar="N", type=int)
@writing
def drop(call: Call, draft_id: int) -> None:
    """Take a draft away; what is recorded is never dropped.

    \b
    mtdesk incident drop 2
    """
    operation = call.desk.incidents.drop_draft(draft_id)
    if call.json:
        say_json({"draft": draft_id, "operation": operation})
    else:
        say(f"draft {draft_id} dropped; mtdesk undo {operation} brings it back")


def guided(call: Call, fields: dict[str, str], draft: Draft | None = None) -> int:
    from mtdesk.cli.incidents.guide import Asking

    for field, text in fields.items():
        call.desk.incidents.check(field, text)
    outcome = Asking(call, call.desk.incidents.guide(fields, draft)).ask()
    if isinstance(outcome, int):
        return outcome
    announce_new_file(call)
    say_recorded(call, *outcome)
    return 0


def say_recorded(call: Call, incident: Incident, operation: int) -> None:
    steps = next_steps(incident)
    if call.json:
        say_json({"operation": operation, **incident_document(incident), "next_steps": steps})
        return
    say(f"incident {incident.id} recorded: {incident.kind}, severity {incident.severity}")
    if incident.written_after:
        say(f"  Written {incident.written_after} after it happened; the record shows both times.")
    say("  It is sealed. What is to be added or corrected:")
    say(f"    mtdesk incident note {incident.id} TEXT")
    say(f"    mtdesk incident evidence {incident.id} FILE")
    for each in incident.follow_ups:
        say(f"  {again_words(each)}")
    if steps:
        say("  To think of now (no legal advice):")
        for step in steps:
            say(f"  - {step}")
