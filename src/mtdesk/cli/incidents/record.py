"""incident export, incident patterns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, days_between, handing_over, reading
from mtdesk.cli.print import one_line, say, say_json, table
from mtdesk.errors import UsageError
from mtdesk.say.document import written
from mtdesk.say.incidents.record import chain_document, record_pages, statement

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


@click.command("export")
@click.argument("words", metavar="ID|--all FILE", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every incident, the oldest first.")
@click.option("--redacted", is_flag=True, help="Names nobody (this is what you get unless told).")
@click.option("--full", is_flag=True, help="With names: for an insurer, a lawyer, an authority.")
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
    click.echo(written(pages, [target], done), err=True)
    for sentence in statement(copied)[:1]:
        click.echo(f"  {sentence}", err=True)


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


@click.command("patterns")
@click.option(
    "--from", "start", metavar="YYYY-MM-DD", help="First day (default: the first there is)."
)
@click.option("--to", "last", metavar="YYYY-MM-DD", help="Last day, inclusive (default: today).")
@reading
def patterns(call: Call, start: str | None, last: str | None) -> None:
    """Where incidents gather: by kind, client, place, weekday and hour, and what they cost.

    Counts and dates. A rate is shown from three incidents on; withdrawn ones are left out.

    \b
    mtdesk incident patterns
    mtdesk incident patterns --from 2026-01-01 --json
    """
    from mtdesk.say.incidents.patterns import pattern_tables, pattern_words, patterns_document

    found = call.desk.incidents.patterns(days_between(call, start, last))
    currency = call.desk.settings.currency
    if call.json:
        say_json({"currency": currency.code, **patterns_document(found)})
        return
    for sentence in pattern_words(found, currency):
        say(one_line(sentence, 200))
    for title, each in pattern_tables(found, currency):
        say(f"\n  {title}")
        for line in table(each.heads, each.rows, right=each.right, most=40):
            say(f"    {line}")
