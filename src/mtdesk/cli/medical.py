"""referral, function, progress, outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import (
    Call,
    announce_new_file,
    confirming,
    fields_of,
    refuse_json_beside_a_file,
)
from mtdesk.cli.options import handing_over, reading, up_to_today, writing
from mtdesk.cli.print import one_line, say, say_json, say_listing, say_undo, table_lines, wrapped
from mtdesk.desk.medical.referrals import ReferralUse
from mtdesk.errors import UsageError
from mtdesk.model.medical import Progress
from mtdesk.model.period import parse_date
from mtdesk.say.document import document, written
from mtdesk.say.medical import progress, rows
from mtdesk.typed import Any


@declared.group("referral", no_args_is_help=False)
def referral_command() -> None:
    """Referrals: who sent a client, for what, how many visits, until when."""


@referral_command.command("add")
@declared.argument("client")
@declared.option("--by", metavar="TEXT", required=True, help="Who referred the client.")
@declared.option("--on", metavar="YYYY-MM-DD", help="The day of the referral (default: today).")
@declared.option("--for", "for_", metavar="TEXT", help="What for.")
@declared.option("--condition", metavar="TEXT", help="In the referrer's own words.")
@declared.option("--condition-code", metavar="CODE", help="Its code, as the referrer gave it.")
@declared.option("--visits", metavar="N", help="How many visits are authorised.")
@declared.option("--until", metavar="YYYY-MM-DD", help="The last day it is good for.")
@declared.option("--letter-until", metavar="YYYY-MM-DD", help="When the letter of necessity ends.")
@declared.option("--frequency", metavar="TEXT", help="How often, as the letter says.")
@declared.option("--payer", metavar="TEXT", help="Who pays, when it is not the client.")
@declared.option("--code", metavar="CODE", help="Procedure code.")
@declared.option("--note", metavar="TEXT")
@writing
def add_referral(call: Call, client: str, for_: str | None, **options: str | None) -> None:
    """Write down a referral. Done medical visits from its day on count on it by themselves.

    \b
    mtdesk referral add ana --by "Dr. Kim" --for "neck" --visits 12 --until 2026-12-31 --code 97124
    """
    fields = {name: text for name, text in {**options, "for": for_}.items() if text is not None}
    use, operation = call.desk.medical.referrals.refer(client, fields)
    announce_new_file(call)
    _said(call, use, operation)


@referral_command.command("list")
@declared.argument("client", required=False)
@declared.option("--all", "ended_too", is_flag=True, help="Those that ended as well.")
@reading
def list_referrals(call: Call, client: str | None, ended_too: bool) -> None:
    """Referrals with what of them is used, what is left, and what runs out.

    A client's are all shown. Visits used are the done medical ones from its day to its last day.

    \b
    mtdesk referral list
    mtdesk referral list ana --json
    """
    medical = call.desk.medical.referrals
    if client is not None:
        found = medical.of_client(call.desk.clients.one(client).id or 0)
    else:
        found = medical.every(ended_too=ended_too)
    if call.json:
        say_json({"referrals": [rows.referral_document(use) for use in found]})
        return
    if not found:
        say('No referral there. Write one down: mtdesk referral add ana --by "Dr. Kim" --visits 12')
        return
    _say(found)


@referral_command.command("edit")
@declared.argument("referral_id", metavar="ID", type=int)
@declared.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit_referral(call: Call, referral_id: int, pairs: tuple[str, ...]) -> None:
    """Change a referral: by, on, for, condition, condition_code, payer, code, visits ...

    An empty value takes it out: ended= opens a referral that was ended.

    \b
    mtdesk referral edit 1 visits=18 until=2027-03-31 letter_until=2027-01-31
    """
    fields = {key.replace("-", "_"): text for key, text in fields_of(pairs).items()}
    _said(call, *call.desk.medical.referrals.edit_referral(referral_id, fields))


@referral_command.command("end")
@declared.argument("referral_id", metavar="ID", type=int)
@declared.option("--on", metavar="YYYY-MM-DD", help="Its last day (default: today).")
@writing
def end_referral(call: Call, referral_id: int, on: str | None) -> None:
    """Go by a referral no more: later visits do not count on it, and nothing is said of it.

    \b
    mtdesk referral end 1
    """
    _said(call, *call.desk.medical.referrals.end_referral(referral_id, on))


def _said(call: Call, use: ReferralUse, operation: int) -> None:
    if call.json:
        say_json({"operation": operation, **rows.referral_document(use)})
        return
    _say([use])
    say_undo(operation)


def _say(uses: list[ReferralUse]) -> None:
    """A table, and under it what is to be known of each."""
    say_listing(rows.referral_listing(uses), most=32)
    for use in uses:
        more = [
            *rows.notice_words(use),
            *(f"{label}: {one_line(text, 80)}" for label, text in rows.about(use)),
            *([rows.overlap_words(use)] if use.overlapping else []),
        ]
        for words in more:
            say(f"  {use.referral.id}: {words}")


def _add_unless_said(args: Sequence[str]) -> list[str]:
    """What is none of its commands is a line to write down."""
    return ["add", *args] if args and args[0] not in function_command.commands else list(args)


@declared.group("function", takes_note=True, rewords=_add_unless_said, no_args_is_help=False)
def function_command() -> None:
    """What a client can do, measured: range of motion, sitting, standing, medication.

    \b
    mtdesk function ana sitting 20 min
    mtdesk function list ana
    """


@function_command.command("add", context_settings={"ignore_unknown_options": True})
@declared.argument("line", metavar="CLIENT MEASURE [PART] [VALUE UNIT] [-- NOTE]", nargs=-1)
@declared.option(
    "--client", metavar="NAME", help="Whose it is; the line then begins with the measure."
)
@declared.option("--on", metavar="YYYY-MM-DD", help="The day it was measured (default: today).")
@writing
def add_note(call: Call, line: tuple[str, ...], client: str | None, on: str | None) -> None:
    """Write down what was measured. Measures: range of motion (or rom), sitting, standing,
    medication, other.

    \b
    mtdesk function ana range of motion neck-rotation-left 45 deg
    mtdesk function ana sitting 20 min -- on the firm chair
    mtdesk function ana medication ibuprofen daily
    mtdesk function add ana other grip left 22 kg --on 2026-11-20
    """
    functions = call.desk.medical.functions
    note, whose, operation = functions.note(" ".join(line), call.note or "", client=client, on=on)
    announce_new_file(call)
    if call.json:
        say_json({"operation": operation, **document(note, rows.FUNCTION), "client": whose.name})
        return
    say(f"function note {note.id}: {whose.name}, {note.what}: {note.words}, {note.noted_on}")
    for held in functions.then_and_now(whose.id or 0):
        if held.latest.id == note.id and held.change is not None:
            say(f"  {held.change_words} since {held.first.noted_on} ({held.first.amount})")
    say_undo(operation)


@function_command.command("list")
@declared.argument("client")
@reading
def list_notes(call: Call, client: str) -> None:
    """What was noted of a client: then and now of each thing, and every note.

    \b
    mtdesk function list ana --json
    """
    whose = call.desk.clients.one(client)
    notes = call.desk.medical.functions.of_client(whose.id or 0)
    held = call.desk.medical.functions.then_and_now(whose.id or 0)
    if call.json:
        say_json(
            {
                "client": whose.name,
                "then_and_now": [document(each, rows.HELD) for each in held],
                "notes": [document(note, rows.FUNCTION) for note in notes],
            }
        )
        return
    if not notes:
        say(f"Nothing noted of {whose.name} yet: mtdesk function {whose.name} sitting 20 min")
        return
    say_listing(rows.then_and_now_listing(held), most=40)
    say()
    say_listing(rows.note_listing(notes[::-1]))


@function_command.command("edit")
@declared.argument("note_id", metavar="ID", type=int)
@declared.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit_note(call: Call, note_id: int, pairs: tuple[str, ...]) -> None:
    """Change a note: measure, part, value, unit, note, on.

    \b
    mtdesk function edit 3 value=50
    """
    note, operation = call.desk.medical.functions.edit(note_id, fields_of(pairs))
    if call.json:
        say_json({"operation": operation, **document(note, rows.FUNCTION)})
    else:
        say(f"function note {note.id} is now {note.what}: {note.words}, {note.noted_on}")
        say_undo(operation)


@function_command.command("remove")
@declared.argument("note_id", metavar="ID", type=int)
@writing
def remove_note(call: Call, note_id: int) -> None:
    """Take a note away.

    \b
    mtdesk function remove 3
    """
    note, operation = call.desk.medical.functions.remove(note_id)
    if call.json:
        say_json({"operation": operation, **document(note, rows.FUNCTION)})
    else:
        say(f"removed {note.what}: {note.words}; mtdesk undo {operation} brings it back")


@declared.command("progress")
@declared.argument("client")
@declared.option(
    "--from", "start", metavar="YYYY-MM-DD", help="First day (default: the referral's)."
)
@up_to_today
@declared.option("--referral", "referral_id", metavar="ID", type=int, help="Which one it is on.")
@declared.option(
    "--plan", metavar="TEXT", help="What comes next (default: the client's next step)."
)
@declared.option("--expected", metavar="TEXT", help="How long it is expected to take.")
@declared.option("--pdf", metavar="FILE", help="Write it as a PDF.")
@declared.option("--md", metavar="FILE", help="Write it as Markdown.")
@handing_over
def progress_command(
    call: Call,
    client: str,
    start: str | None,
    last: str | None,
    pdf: str | None,
    md: str | None,
    **options: Any,
) -> None:
    """A progress report for the doctor or payer who referred a client.

    Visits, pain and function then and now, goal, plan: facts, and no claim of cause. It names the
    client, because its reader must know whom it is about: hand it to nobody else. What is missing
    is said before a file is written; a written report is recorded, and the payer's next one
    counts from it (settings progress_report_visits and progress_report_days).

    \b
    mtdesk progress ana
    mtdesk progress ana --expected "six more weeks" --pdf ana.pdf --md ana.md
    """
    from mtdesk.desk.medical.progress import Wanted

    files = [(kind, name) for kind, name in (("pdf", pdf), ("md", md)) if name is not None]
    if files:
        refuse_json_beside_a_file(call)
    for kind, name in files:
        if name in {"", "-"}:
            raise UsageError(f"--{kind} needs a file")
    if len({Path(name).resolve() for _, name in files}) < len(files):
        raise UsageError("--pdf and --md name the same file; give each its own")
    prepared = call.desk.medical.progress.of(
        client,
        Wanted(
            start=parse_date(start, "--from") if start else None,
            last=parse_date(last, "--to") if last else None,
            **options,
        ),
    )
    if call.json:
        say_json(progress.progress_document(prepared))
    elif files:
        targets = [(kind, Path(name)) for kind, name in files]
        reports, document = call.desk.medical.progress, progress.progress_pages(prepared.report)
        done, operation = confirming(
            call, lambda yes: reports.write(prepared, document, targets, confirmed=yes)
        )
        declared.echo(written(document, [target for _, target in targets], done), err=True)
        declared.echo(f"  recorded; mtdesk undo {operation} takes the record back", err=True)
    else:
        for line in _page_lines(prepared.report):
            say(line)


def _page_lines(report: Progress) -> Iterator[str]:
    """The page in words, and what it lacks."""
    if not report.visits:
        yield report.nothing_there
        return
    yield one_line(f"{report.heading}, for {report.for_whom}", 100)
    yield f"  {report.first} to {report.last}: {report.visit_words}"
    for label, text in (*report.issuer.items(), *report.facts):
        yield f"  {label}: {one_line(text, 100)}"
    if report.pain or report.within:
        yield ""
        for words in (report.pain, report.within):
            yield from wrapped(f"pain: {words}" if words else "")
    for shown in (*progress.held_tables(report), progress.visits_table(report)):
        yield ""
        yield f"  {shown.name}"
        yield from table_lines(shown, report.currency)
    yield ""
    for note in progress.notes(report):
        yield from wrapped(note)
    if report.missing:
        yield ""
        yield from wrapped(f"It lacks {'; '.join(report.missing)}.")


@declared.command("outcomes")
@declared.argument("year", metavar="[YEAR]", type=int, required=False)
@reading
def outcomes_command(call: Call, year: int | None) -> None:
    """Medical against wellness: money, load, pain, and whether clients come back.

    Beside each figure stands the number it rests on; where that is too small there is none.

    \b
    mtdesk outcomes
    mtdesk outcomes 2025 --json
    """
    found = call.desk.medical.outcomes.of_year(year)
    currency = call.desk.settings.currency
    if call.json:
        say_json(rows.outcomes_document(found, currency.code))
        return
    so_far = " so far" if found.is_running else ""
    say(f"Medical against wellness, {found.year}{so_far}")
    if found.is_empty:
        say("  no session in it")
        return
    say_listing(rows.outcome_listing(found, currency), indent="  ")
    say()
    for note in rows.outcome_notes(found):
        for line in wrapped(note):
            say(line)
