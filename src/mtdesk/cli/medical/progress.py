"""progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, handing_over
from mtdesk.cli.print import one_line, say, say_json
from mtdesk.errors import UsageError
from mtdesk.model.period import parse_date
from mtdesk.say.document import written
from mtdesk.say.medical.progress import (
    function_table,
    medication_table,
    notes,
    progress_document,
    progress_pages,
    visits_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.model.medical import Progress


@click.command("progress")
@click.argument("client")
@click.option("--from", "start", metavar="YYYY-MM-DD", help="First day (default: the referral's).")
@click.option("--to", "last", metavar="YYYY-MM-DD", help="Last day, inclusive (default: today).")
@click.option("--referral", "referral_id", metavar="ID", type=int, help="Which one it is on.")
@click.option("--plan", metavar="TEXT", help="What comes next (default: the client's next step).")
@click.option("--expected", metavar="TEXT", help="How long it is expected to take.")
@click.option("--pdf", metavar="FILE", help="Write it as a PDF.")
@click.option("--md", metavar="FILE", help="Write it as Markdown.")
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
    if files and call.json:
        raise UsageError("--json prints, and a file is written: choose one of them")
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
        say_json(progress_document(prepared))
    elif files:
        targets = [(kind, Path(name)) for kind, name in files]
        reports, document = call.desk.medical.progress, progress_pages(prepared.report)
        done, operation = confirming(
            call, lambda yes: reports.write(prepared, document, targets, confirmed=yes)
        )
        click.echo(written(document, [target for _, target in targets], done), err=True)
        click.echo(f"  recorded; mtdesk undo {operation} takes the record back", err=True)
    else:
        for line in _lines(prepared.report):
            say(line)


def _lines(report: Progress) -> Iterator[str]:
    """The page in words, and what it lacks."""
    from mtdesk.cli.print import table_lines, wrapped

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
    for shown in (function_table(report), medication_table(report), visits_table(report)):
        if shown.rows:
            yield ""
            yield f"  {shown.name}"
            yield from table_lines(shown, report.currency)
    yield ""
    for note in notes(report):
        yield from wrapped(note)
    if report.missing:
        yield ""
        yield from wrapped(f"It lacks {'; '.join(report.missing)}.")
