"""incident export, incident patterns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, days_between, handing_over, reading
from mtdesk.cli.print import one_line, say, say_json, table
from mtdesk.errors import UsageError
from mtdesk.model.period import WEEKDAYS
from mtdesk.say.document import written
from mtdesk.say.incidents.record import chain_document, record_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.insight.incidents import Gathered, Patterns


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
    for sentence in copied.statement[:1]:
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
    found = call.desk.incidents.record.patterns(days_between(call, start, last))
    if call.json:
        say_json({"currency": call.desk.settings.currency.code, **patterns_document(found)})
        return
    for line in _lines(found, call.desk.settings.currency.format):
        say(line)


def patterns_document(found: Patterns) -> dict[str, Any]:
    return {
        "count": found.count,
        "withdrawn": found.withdrawn,
        "first": found.first,
        "last": found.last,
        "sessions": found.sessions,
        "lost_minor": found.lost_minor,
        "lost_unknown": found.lost_unknown,
        "stands_out": list(found.standing_out),
        "by_kind": [_row(each) for each in found.by_kind],
        "by_client": [
            {**_row(each), "client": None if each.key is None else found.names.get(each.key)}
            for each in found.by_client
        ],
        "by_setting": [_row(each) for each in found.by_setting],
        "by_workplace": [_row(each) for each in found.by_workplace],
        "by_weekday": [
            {**_row(each), "key": WEEKDAYS[int(each.key or 0)]} for each in found.by_weekday
        ],
        "by_hour": [_row(each) for each in found.by_hour],
        "hours_unknown": found.hours_unknown,
        "by_quarter": [
            {
                "key": each.key,
                "count": each.count,
                "by_severity": list(each.by_severity),
                "severity_mean": each.severity_mean,
            }
            for each in found.by_quarter
        ],
    }


def _row(each: Gathered) -> dict[str, Any]:
    return {
        "key": each.key,
        "count": each.count,
        "first": each.first,
        "last": each.last,
        "severity_most": each.severity_most,
        "lost_minor": each.lost_minor,
        "lost_unknown": each.lost_unknown,
        "sessions": each.sessions,
        "per_100_sessions": each.per_100_sessions,
    }


def _lines(found: Patterns, money: Callable[[int], str]) -> Iterator[str]:
    from mtdesk.say.incidents.patterns import pattern_tables, pattern_words

    for sentence in pattern_words(found, money):
        yield one_line(sentence, 200)
    for each in pattern_tables(found, money):
        yield ""
        yield f"  {each.title}"
        for line in table(each.heads, each.rows, right=each.right, most=40):
            yield f"    {line}"
