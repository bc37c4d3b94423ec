"""incident: what is recorded and read, what is added to it, what leaves it; drafts stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, confirming, days_between, is_interactive
from mtdesk.cli.incidents.guide import drafts, drop, guided, resume, say_recorded
from mtdesk.cli.options import handing_over, reading, up_to_today, writing
from mtdesk.cli.print import one_line, say, say_json, say_listing
from mtdesk.errors import UsageError
from mtdesk.model.incidents import KINDS, Incident
from mtdesk.model.money import Currency
from mtdesk.model.text import counted
from mtdesk.say.document import document, written
from mtdesk.say.incidents import incidents_listing
from mtdesk.say.incidents.record import (
    EVIDENCE,
    FOLLOW_UP,
    INCIDENT,
    NONE,
    chain_document,
    done_words,
    facts,
    file_words,
    heading,
    record_pages,
    statement,
)

ID = declared.argument("incident_id", metavar="ID", type=int)


@declared.group("incident", no_args_is_help=False)
def incident_command() -> None:
    """Incidents: facts, written once; corrections are notes added to them."""


for each in (resume, drafts, drop):
    incident_command.add_command(each)


@incident_command.command("add", epilog=f"Kinds: {', '.join(KINDS)}")
@declared.option("--kind", metavar="KIND")
@declared.option("--severity", metavar="1-5")
@declared.option("--client", metavar="NAME")
@declared.option("--session", metavar="ID")
@declared.option("--at", metavar="WHEN", help="2026-11-20 14:30, or 14:30 for today.")
@declared.option("--where", metavar="TEXT")
@declared.option("--setting", metavar="TEXT", help="Own studio, clinic, home visit, message ...")
@declared.option("--said", metavar="TEXT", help="What was said, word for word.")
@declared.option("--saw", metavar="TEXT")
@declared.option("--did", metavar="TEXT")
@declared.option("--ended", metavar="MINUTE", help="At which minute the session was ended.")
@declared.option("--paid", metavar="yes|part|no", help="Whether the session was paid.")
@declared.option("--injury-me", metavar="TEXT", help="What was hurt on you.")
@declared.option("--injury-client", metavar="TEXT")
@declared.option("--lost", metavar="AMOUNT")
@declared.option("--witness", metavar="TEXT")
@declared.option("--told", metavar="TEXT", multiple=True, help="What was told to whom, and when.")
@declared.option(
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
    several = (("told", told), ("follow-up", follow_up))
    fields |= {key: "\n".join(lines) for key, lines in several if lines}
    missing = [name for name in ("kind", "severity") if name not in fields]
    if missing and not call.yes and is_interactive():
        return guided(call, fields)
    recorded = call.desk.incidents.add(fields)
    announce_new_file(call)
    say_recorded(call, *recorded)
    return 0


@incident_command.command("note")
@ID
@declared.argument("text", nargs=-1, required=True)
@writing
def note(call: Call, incident_id: int, text: tuple[str, ...]) -> None:
    """Append to a record; nothing in it is ever edited.

    \b
    mtdesk incident note 3 "Insurer told by phone, 20 Nov, case 1182"
    """
    incident = call.desk.incidents.note(incident_id, " ".join(text))
    if call.json:
        say_json(document(incident, INCIDENT))
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
                "incidents": [document(incident, INCIDENT) for incident in found],
            }
        )
        return
    if found:
        say_listing(incidents_listing(found))
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
        say_json({"currency": call.desk.settings.currency.code, **document(incident, INCIDENT)})
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


@incident_command.command("evidence")
@ID
@declared.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=declared.Path(path_type=Path)
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


@incident_command.command("follow-up")
@ID
@declared.argument("day", metavar="DATE")
@declared.argument("what", metavar="WHAT", nargs=-1)
@writing
def follow_up(call: Call, incident_id: int, day: str, what: tuple[str, ...]) -> None:
    """Plan to look at an incident again on a day.

    \b
    mtdesk incident follow-up 3 2026-12-01 ask the insurer for the case number
    """
    incident, operation = call.desk.incidents.follow_up(incident_id, day, " ".join(what))
    made = max(incident.follow_ups, key=lambda each: each.id)
    if call.json:
        say_json({"operation": operation, **document(incident, INCIDENT)})
    else:
        say(f"follow-up {made.id} of incident {incident_id} on {made.due_on}: {made.what}")


@incident_command.command("done")
@ID
@declared.argument("number", metavar="[NUMBER]", type=int, required=False)
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


@incident_command.command("export")
@declared.argument("words", metavar="ID|--all FILE", nargs=-1)
@declared.option("--all", "everything", is_flag=True, help="Every incident, the oldest first.")
@declared.option(
    "--redacted", is_flag=True, help="Names nobody (this is what you get unless told)."
)
@declared.option("--full", is_flag=True, help="With names: for an insurer, a lawyer, an authority.")
@handing_over
def export(
    call: Call, words: tuple[str, ...], everything: bool, redacted: bool, full: bool
) -> None:
    """Write a record, or all of them, to a file for another person: .pdf, .md or .json.

    Clients' names, aliases and contacts, telephone numbers and mail addresses are replaced, and
    witnesses not named, unless you say --full.

    \b
    mtdesk incident export 3 incident-3.pdf
    mtdesk incident export 3 --full for-the-insurer.pdf
    mtdesk incident export --all incidents.json
    """
    if redacted and full:
        raise UsageError("--redacted and --full exclude one another: choose one of them")
    incident_id, target = _what_and_where(words, everything=everything)
    record = call.desk.incidents.record
    copied = record.document(incident_id, is_redacted=not full)
    pages = record_pages(copied)
    done = confirming(call, lambda yes: record.write(pages, target, confirmed=yes))
    if call.json:
        say_json(
            {
                "file": str(target),
                "redacted": copied.is_redacted,
                "incidents": [entry.incident.id for entry in copied.entries],
                "chain": chain_document(copied),
            }
        )
        return
    declared.echo(written(pages, [target], done), err=True)
    for sentence in statement(copied)[:1]:
        declared.echo(f"  {sentence}", err=True)


def _what_and_where(words: tuple[str, ...], *, everything: bool) -> tuple[int | None, Path]:
    """The number of the incident, None for all of them, and the file."""
    if everything and len(words) == 1:
        return None, Path(words[0])
    if everything or len(words) != 2 or not (words[0].isascii() and words[0].isdigit()):
        raise UsageError(
            "say which incident and where to: `mtdesk incident export 3 incident-3.pdf`, or "
            "`--all incidents.pdf`"
        )
    return int(words[0]), Path(words[1])


# -- patterns


@incident_command.command("patterns")
@declared.option(
    "--from", "start", metavar="YYYY-MM-DD", help="First day (default: the first there is)."
)
@up_to_today
@reading
def patterns(call: Call, start: str | None, last: str | None) -> None:
    """Where incidents gather: by kind, client, place, weekday and hour, and what they cost.

    Counts and dates. A rate is shown from three incidents on; withdrawn ones are left out.

    \b
    mtdesk incident patterns
    mtdesk incident patterns --from 2026-01-01 --json
    """
    from mtdesk.say.incidents import pattern_tables, pattern_words, patterns_document

    found = call.desk.incidents.patterns(days_between(call, start, last))
    currency = call.desk.settings.currency
    if call.json:
        say_json({"currency": currency.code, **patterns_document(found)})
        return
    for sentence in pattern_words(found, currency):
        say(one_line(sentence, 200))
    for title, each in pattern_tables(found, currency):
        say(f"\n  {title}")
        say_listing(each, indent="    ", most=40)
