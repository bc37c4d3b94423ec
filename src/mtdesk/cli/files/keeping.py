"""backup, restore, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from mtdesk.cli.call import Call, is_interactive, reading, writing
from mtdesk.cli.print import printable, say, say_json
from mtdesk.errors import ANSWER_YES, FileError, NeedsConfirmationError
from mtdesk.say.files import check_document, check_lines, copied_document, evidence_apart


@click.command("backup")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@reading
def backup_command(call: Call, file: Path | None) -> None:
    """Copy the practice to a file (without a name: beside it, with the day in its name).

    \b
    mtdesk backup /media/stick/practice.db
    """
    target = call.desk.files.back_up(file)
    folder, count = call.desk.incidents.evidence_folder()
    if call.json:
        say_json(copied_document({"file": str(target)}, folder, count))
        return
    say(f"copied to {target}")
    if count:
        say(evidence_apart(folder, count))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@writing
def restore_command(call: Call, file: Path) -> None:
    """Put a backup in the practice's place; what was there is set aside, not deleted.

    \b
    mtdesk restore practice-2026-11-20.db
    """
    if call.desk.path.exists() and not call.yes:
        question = f"{call.desk.path} is there; put {file} in its place?"
        if not is_interactive() or not click.confirm(question, err=True):
            raise NeedsConfirmationError(question, hint=ANSWER_YES)
    kept = call.desk.files.restore(file)
    if call.json:
        say_json({"file": str(file), "set_aside": str(kept) if kept else None})
    else:
        aside = f"; what was there is {kept}" if kept else ""
        say(f"restored from {file}{aside}")
    for check in call.desk.files.check():
        if not check.ok:
            click.echo(f"mtdesk doctor finds: {check.name}: {printable(check.detail)}", err=True)


@click.command("doctor")
@reading
def doctor_command(call: Call) -> None:
    """Check that the file is whole, and that no incident was altered.

    Note the head of the incidents' chain somewhere else: it changes with every record, and never
    for what was recorded before it. Rows that were written before a rule was there are named, and
    are no damage.

    \b
    mtdesk doctor
    """
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
        raise FileError(
            "the practice is damaged", hint="restore a backup with `mtdesk restore FILE`"
        )
