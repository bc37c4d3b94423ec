"""import, export."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mtdesk.cli.call import Call, announce_new_file, no_bom, reading, writing
from mtdesk.cli.print import printable, say, say_json
from mtdesk.errors import ImportRefusedError
from mtdesk.model.importing import ORDERS
from mtdesk.model.text import counted
from mtdesk.say.files import (
    copied_document,
    evidence_apart,
    import_document,
    import_lines,
    problem_lines,
    undo_line,
    warning_lines,
)


@click.command("import")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--as", "as_format", metavar="FORMAT", help="Take it for this format.")
@click.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave rows with problems out.")
@click.option("--encoding", metavar="NAME", help="utf-8, utf-16, cp1252, mac-roman ...")
@click.option("--dates", type=click.Choice(ORDERS), help="How its days are written.")
@writing
def import_command(call: Call, files: tuple[Path, ...], dry_run: bool, **how: Any) -> None:
    """Read other programs' files, recognised by their header; all or nothing.

    The same file twice adds nothing, and undo takes an import back whole.

    \b
    mtdesk import sessions.csv expenses.csv --dry-run
    mtdesk import square-transactions-2025.csv
    mtdesk import my-export/          (an export of mtdesk, into a new file)
    """
    with _progress() as progress:
        try:
            tallies = call.desk.files.import_files(files, dry_run=dry_run, progress=progress, **how)
        except ImportRefusedError as error:
            if call.json and error.tallies:
                say_json(import_document(error.tallies))
            _complain(problem_lines(error.tallies))
            raise
    announce_new_file(call)
    if call.json:
        say_json(import_document(tallies))
    else:
        for line in import_lines(tallies, call.desk.settings.currency, dry_run=dry_run):
            say(line)
    _complain([*warning_lines(tallies), *problem_lines(tallies)])
    if not call.json and (way_back := undo_line(tallies)):
        say(way_back)
    if dry_run and not how["skip_bad"] and any(tally.problem_count for tally in tallies):
        raise ImportRefusedError(
            "as it is, this import would be refused",
            hint="mend the rows above, or add --skip-bad to leave them out",
        )


def _complain(lines: list[str]) -> None:
    for line in lines:
        click.echo(printable(line), err=True)


class _progress:  # noqa: N801 - a context manager that reads as a function
    """A bar on a terminal's standard error for files that take a while; silent elsewhere."""

    def __enter__(self) -> Callable[[str, int, int], None] | None:
        self._drawn = False
        return self._draw if sys.stderr.isatty() else None

    def _draw(self, name: str, position: int, size: int) -> None:
        if size < 1_000_000:
            return
        self._drawn = True
        share = min(position / size, 1.0)
        filled = "█" * int(share * 30)
        sys.stderr.write(f"\r{name} {filled:<30} {share:4.0%}")
        sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


@click.command("export")
@click.argument("target", metavar="DIR|FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "json", "jsonl"]),
    default="csv",
    show_default=True,
)
@no_bom
@reading
def export_command(call: Call, target: Path, file_format: str, no_bom: bool) -> None:
    """Write everything the practice holds: a folder of CSV files, or one document.

    It holds your clients' names and notes; keep it as safe as the practice itself. What was done
    and undone stays in the practice: use backup to copy that too.

    \b
    mtdesk export my-practice/
    mtdesk export my-practice.json --format json
    mtdesk --db new.db import my-practice/
    """
    count = call.desk.files.export(target, file_format, with_bom=not no_bom)
    folder, files = call.desk.incidents.evidence_folder()
    if call.json:
        facts = {"target": str(target), "format": file_format, "rows": count}
        say_json(copied_document(facts, folder, files))
        return
    say(f"{counted(count, 'row')} written to {target}")
    if files:
        say(evidence_apart(folder, files))
