"""import, export, backup, restore, doctor, demo."""

from __future__ import annotations

from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, has_screen, is_interactive
from mtdesk.cli.files import asking
from mtdesk.cli.options import no_bom, reading, writing
from mtdesk.cli.print import printable, say, say_json, say_listing
from mtdesk.cli.waiting import waiting
from mtdesk.desk.files.leaving import FORMATS as FOR_OTHERS
from mtdesk.errors import (
    ANSWER_YES,
    FileError,
    ImportQuestionsError,
    ImportRefusedError,
    NeedsConfirmationError,
    RefusedError,
    UsageError,
)
from mtdesk.model.frozen import replace
from mtdesk.model.importing import ORDERS, Decisions, Tally
from mtdesk.model.text import counted
from mtdesk.say.files import (
    WHOLE,
    apart_lines,
    check_document,
    check_lines,
    copied_document,
    import_document,
    import_lines,
    left_document,
    left_line,
    problem_lines,
    unclear_lines,
    undo_line,
    warning_lines,
)
from mtdesk.say.files.preview import near_lines
from mtdesk.say.files.restoring import (
    again_document,
    again_lines,
    changes_document,
    changes_listing,
    restored_words,
    would_change,
)
from mtdesk.typed import Any


@declared.command("import")
@declared.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=declared.Path(path_type=Path)
)
@declared.option("--as", "as_format", metavar="FORMAT", help="Take it for this format.")
@declared.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
@declared.option("--skip-bad", is_flag=True, help="Leave rows with problems out.")
@declared.option("--encoding", metavar="NAME", help="utf-8, utf-16, cp1252, mac-roman ...")
@declared.option("--dates", type=declared.Choice(ORDERS), help="How its days are written.")
@declared.option(
    "--map",
    "layout",
    metavar="PROFILE",
    help='Which column is what: "date=Day,client=Who,amount=$,online=card", or a name it was kept by.',
)
@declared.option(
    "--unclear",
    type=declared.Choice(["new", "match"]),
    help="What rows are that may be here already (default: asked about, or left out).",
)
@declared.option(
    "--changed", type=declared.Choice(["apply"]), help="Take over other content under a known id."
)
@declared.option(
    "--same",
    metavar="NEW=KNOWN",
    multiple=True,
    help="A name of the file is one that is here, misspelled (repeatable).",
)
@writing
def import_command(call: Call, files: tuple[Path, ...], **options: Any) -> None:
    """Read other programs' files, recognised by their header; all or nothing.

    On a terminal you see first what would come in, and say yes to it (or --yes). The same file twice adds nothing, and undo takes an import back whole. Money that was typed, or
    came from another file, is not counted again.

    \b
    mtdesk import sessions.csv expenses.csv --dry-run
    mtdesk import square-transactions-2025.csv
    mtdesk import square-transactions-2025.csv --unclear new
    mtdesk import my-export/          (an export of mtdesk, into a new file)
    """
    unclear, applies = options.pop("unclear"), options.pop("changed") is not None
    dry_run, skip_bad = options["dry_run"], options["skip_bad"]
    asks = is_interactive() and not call.json
    names = asking.same(options.pop("same"))
    decisions = Decisions(unclear=unclear, applies_changes=applies, asks=asks, names=names)
    if asks and not dry_run and not call.yes:
        decisions = _shown_first(call, files, decisions, options)
    tallies = _import(call, files, decisions, options)
    announce_new_file(call)
    currency = call.desk.settings.currency
    if call.json:
        say_json(import_document(tallies))
    elif dry_run:
        asking.say_preview(call, tallies)
    else:
        for line in import_lines(tallies):
            say(line)
    asking.complain(
        [
            *warning_lines(tallies),
            *near_lines([] if asks else tallies),
            *unclear_lines(tallies, currency),
            *problem_lines(tallies),
        ]
    )
    if not call.json and (way_back := undo_line(tallies)):
        say(way_back)
    if dry_run and not skip_bad and any(tally.problem_count for tally in tallies):
        raise ImportRefusedError(
            "as it is, this import would be refused",
            hint="mend the rows above, or add --skip-bad to leave them out",
        )


def _shown_first(
    call: Call, files: tuple[Path, ...], decisions: Decisions, options: dict[str, Any]
) -> Decisions:
    """What would come in, before anything is written; new names that resemble another are asked about."""
    before = replace(decisions, asks=False)
    while True:
        with waiting(call):
            tallies = call.desk.files.import_files(
                files, decisions=before, **{**options, "dry_run": True}
            )
        asking.say_preview(call, tallies)
        asking.complain([*warning_lines(tallies), *problem_lines(tallies)])
        is_bad = any(each.problem_count > each.changed for each in tallies)
        if is_bad and not options["skip_bad"]:
            return before  # refused, and why is said once
        answered = asking.names(tallies, before)
        if answered == before:
            break
        is_new = any(answered.names.values())
        before = answered
        if not is_new:
            break
    if asking.brings(tallies) and not declared.confirm("Import it?", default=True, err=True):
        raise RefusedError("nothing was imported")
    return replace(before, asks=True)


def _import(
    call: Call, files: tuple[Path, ...], decisions: Decisions, options: dict[str, Any]
) -> list[Tally]:
    """Import; on a terminal first ask, outside of any transaction, about what is not plain."""
    try:
        with waiting(call):
            return call.desk.files.import_files(files, decisions=decisions, **options)
    except ImportQuestionsError as open_rows:
        return _import(call, files, asking.decided(call, open_rows.tallies, decisions), options)
    except ImportRefusedError as error:
        if call.json and error.tallies:
            say_json(import_document(error.tallies))
        asking.complain(problem_lines(error.tallies))
        raise


@declared.command("export")
@declared.argument("target", metavar="DIR|FILE", type=declared.Path(path_type=Path))
@declared.option(
    "--format",
    "file_format",
    type=declared.Choice([*WHOLE, *FOR_OTHERS]),
    default="csv",
    show_default=True,
)
@declared.option(
    "--names", is_flag=True, help="Clients by name, with notes, for other programs as well."
)
@no_bom
@reading
def export_command(call: Call, target: Path, file_format: str, names: bool, no_bom: bool) -> None:
    """Write everything the practice holds: a folder of CSV files, or one document.

    csv, json and jsonl hold all of it, your clients' names and notes too; keep them as safe as the
    practice itself. What was done and undone stays in the practice: use backup to copy that too.

    hledger, beancount and qif are the ledger for programs that keep books, ics is a calendar of
    sessions and bookings, parquet columns by year (it needs mtdesk[clinic]). In these clients are
    numbers unless you say --names.

    \b
    mtdesk export my-practice/
    mtdesk export my-practice.json --format json
    mtdesk export books.journal --format hledger
    mtdesk --db new.db import my-practice/
    """
    with waiting(call):
        count = call.desk.files.export(target, file_format, with_bom=not no_bom, with_names=names)
    if file_format in FOR_OTHERS:
        if call.json:
            say_json(left_document(target, file_format, count, with_names=names))
        else:
            say(left_line(target, file_format, count, with_names=names))
        return
    folder, files = call.desk.incidents.evidence_folder()
    receipts = call.desk.ledger.receipts_folder()
    if call.json:
        facts = {"target": str(target), "format": file_format, "rows": count}
        say_json(copied_document(facts, folder, files, receipts))
        return
    for line in (
        f"{counted(count, 'row')} written to {target}",
        *apart_lines((folder, files), receipts),
    ):
        say(line)


@declared.command("backup")
@declared.argument("file", required=False, type=declared.Path(path_type=Path))
@declared.option(
    "--to", "folder", metavar="FOLDER", type=declared.Path(path_type=Path), help="Into this folder."
)
@declared.option(
    "--age",
    "recipients",
    metavar="RECIPIENT",
    default="",
    help="Encrypt it for age1…, or an SSH key.",
)
@declared.option("--daily", is_flag=True, hidden=True)
@reading
def backup_command(
    call: Call, file: Path | None, folder: Path | None, recipients: str, daily: bool
) -> None:
    """Copy the practice to a file (without a name: beside it, with the day in its name).

    A copy also makes itself each day you write to the practice, and before an import, in a folder
    beside it: 7 of days, 5 of weeks and 12 of months are kept. The settings backups, backup_folder
    and backup_age say whether, where else, and for whom they are encrypted.

    \b
    mtdesk backup /media/stick/practice.db
    mtdesk backup --to /media/stick --age age1...
    """
    if daily:
        call.desk.files.backups.daily()
        return
    if file and folder:
        raise UsageError("name a file, or a folder with --to: not both")
    with waiting(call):
        target = call.desk.files.back_up(file, folder=folder, recipients=recipients)
    folder, count = call.desk.incidents.evidence_folder()
    receipts = call.desk.ledger.receipts_folder()
    if call.json:
        say_json(copied_document({"file": str(target)}, folder, count, receipts))
        return
    for line in (f"copied to {target}", *apart_lines((folder, count), receipts)):
        say(line)


@declared.command("restore")
@declared.argument("file", type=declared.Path(path_type=Path))
@declared.option(
    "--identity",
    metavar="FILE",
    type=declared.Path(path_type=Path),
    help="The file with your key, for a copy that age encrypted.",
)
@writing
def restore_command(call: Call, file: Path, identity: Path | None) -> None:
    """Put a backup in the practice's place; what was there is kept as a copy beside it.

    It first says which rows of which days would come, go and change, and asks. At any moment the
    practice is the one before, or the one restored.

    \b
    mtdesk restore practice-2026-11-20-180000.db
    """
    files = call.desk.files
    with waiting(call):
        copy = files.ready(file, identity)
        changes = files.changes(copy)
    told = {"changes": changes_document(changes), **again_document(copy.again)}
    with copy:
        if not call.json:
            for line in (*again_lines(copy.again), *would_change(changes)):
                say(line)
            if (listing := changes_listing(changes)).rows:
                say_listing(listing)
        if call.desk.path.exists() and not call.yes:
            question = f"{call.desk.path} is there; put {file} in its place?"
            if call.json:
                say_json({"file": str(file), "set_aside": None, **told})
            if call.json or not is_interactive() or not declared.confirm(question, err=True):
                raise NeedsConfirmationError(question, hint=ANSWER_YES)
        kept = files.put_in_place(copy)
    if call.json:
        say_json({"file": str(file), "set_aside": str(kept) if kept else None, **told})
    else:
        say(restored_words(file, kept))
    for check in call.desk.files.check():
        if not check.ok:
            declared.echo(f"mtdesk doctor finds: {check.name}: {printable(check.detail)}", err=True)


@declared.command("doctor")
@declared.option(
    "--repair",
    metavar="NEWFILE",
    type=declared.Path(path_type=Path),
    help="Read what is left of a damaged practice into a new file.",
)
@reading
def doctor_command(call: Call, repair: Path | None) -> None:
    """Check that the file is whole, and that nothing in it was altered.

    Note the head of the incidents' chain somewhere else: it changes with every record, and never
    for what was recorded before it. Rows that were written before a rule was there are named, and
    are no damage.

    \b
    mtdesk doctor
    mtdesk doctor --repair rescued.db
    """
    if repair is not None:
        _repair(call, repair)
        return
    checks = call.desk.files.check()
    if call.json:
        say_json(check_document(checks))
    else:
        for line in check_lines(checks):
            say(line)
    if bad := [check.name for check in checks if not check.ok]:
        if bad == ["incidents"]:
            raise FileError(
                "the incident record, or its evidence, is not as it was written",
                hint="a backup from before, opened with --db, shows what it said",
            )
        if set(bad) <= {"incidents", "receipts"}:
            raise FileError(
                "a file beside the practice is not as it was kept",
                hint="put it back from a copy of its folder",
            )
        raise FileError(
            "the practice is damaged", hint="restore a backup with `mtdesk restore FILE`"
        )


def _repair(call: Call, target: Path) -> None:
    from mtdesk.say.files.repair import repaired_document, repaired_lines

    with waiting(call):
        found, checks = call.desk.files.repair(target)
    if call.json:
        say_json(repaired_document(found))
    else:
        for line in repaired_lines(found, call.desk.path):
            say(line)
    asking.complain(check_lines([check for check in checks if not check.ok]))


@declared.command("demo")
@declared.option("--plain", is_flag=True, help="Print it, even on a terminal.")
@reading
def demo_command(call: Call, plain: bool) -> None:
    """Open a sample practice of 18 months, in a temporary file; yours is never touched.

    Piped, or with --plain, it prints the week and the findings.
    """
    from mtdesk.desk import Desk
    from mtdesk.desk.files.demo import sample_desk

    with sample_desk(Desk, call.desk.clock, call.today) as desk:
        if not plain and not call.json and has_screen():
            from mtdesk.tui import run

            run(desk)
            return
        if call.json:
            from mtdesk.cli.week import print_week_json

            print_week_json(desk, None)
            return
        from mtdesk.cli.findings import print_risk
        from mtdesk.cli.print import say
        from mtdesk.cli.week import print_week

        say("A sample practice, invented from end to end.")
        say()
        print_week(desk, None)
        say()
        print_risk(desk, None)
