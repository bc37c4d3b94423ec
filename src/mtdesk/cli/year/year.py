"""year, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, handing_over
from mtdesk.cli.print import one_line, say, say_json, table_lines, wrapped
from mtdesk.errors import UsageError
from mtdesk.model.table import in_words
from mtdesk.say.document import written
from mtdesk.say.year import year_document
from mtdesk.say.year.tables import months, row_tables, tables
from mtdesk.say.year.words import at_the_end, due, estimate, facts, figures, heading, notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.desk.year import Report
    from mtdesk.model.document import Figure
    from mtdesk.model.money import Currency
    from mtdesk.model.table import Table

_FORMATS = ("csv", "xlsx", "pdf")


def _files(function: Any) -> Any:
    for option in (
        click.option("--pdf", metavar="FILE", help="Write the page and the mileage log."),
        click.option("--xlsx", metavar="FILE", help="Write a workbook: every sum and every row."),
        click.option("--csv", metavar="FILE", help="Write every row (- for output)."),
        click.option("--rows", is_flag=True, help="Show every row behind the sums."),
    ):
        function = option(function)
    return function


@click.command("year")
@click.argument("year", type=int)
@_files
@handing_over
def year_command(call: Call, year: int, rows: bool, **files: str | None) -> None:
    """The year on a cash basis, for you and for your accountant.

    It begins on the day that the setting fiscal_year_start names. Clients are numbers in it.

    \b
    mtdesk year 2026
    mtdesk year 2026 --xlsx year-2026.xlsx --pdf year-2026.pdf
    mtdesk year 2026 --csv -
    """
    _hand_over(call, call.desk.year.year(year), rows, files)


@click.command("report")
@click.argument("kind", metavar="month|quarter", type=click.Choice(["month", "quarter"]))
@click.argument("which", metavar="YYYY-MM|YYYY-Qn")
@_files
@handing_over
def report_command(call: Call, kind: str, which: str, rows: bool, **files: str | None) -> None:
    """A month, or a quarter of your year of accounts, as `year` shows a year.

    \b
    mtdesk report month 2026-03
    mtdesk report quarter 2026-Q1 --xlsx first-quarter.xlsx
    """
    annual = call.desk.year
    report = annual.month(which) if kind == "month" else annual.quarter(which)
    _hand_over(call, report, rows, files)


def _hand_over(call: Call, report: Report, rows: bool, files: dict[str, str | None]) -> None:
    annual = call.desk.year
    wanted = [(name, files[name] or "") for name in _FORMATS if files[name] is not None]
    if wanted and call.json:
        raise UsageError("--json prints, and a file is written: choose one of them")
    for name, target in wanted:
        if target == "-" and name != "csv":
            raise UsageError(f"--{name} needs a file; only --csv writes to the output")
        _write(call, report, name, target)
    if call.json:
        say_json(year_document(report))
    elif not wanted:
        for line in _lines(report, row_tables(report, annual.rows(report)) if rows else ()):
            say(line)


def _write(call: Call, report: Report, name: str, target: str) -> None:
    from mtdesk.say.year.handed_over import year_file

    annual = call.desk.year
    document, path = year_file(report, annual.rows(report), name), Path(target)
    if target == "-":
        for line in annual.lines(document):
            sys.stdout.write(line)
        return
    done = confirming(call, lambda yes: annual.write(document, path, name, confirmed=yes))
    click.echo(written(document, [path], done), err=True)


def _lines(report: Report, rows: Iterable[Table]) -> Iterator[str]:
    """One page, and every row when it is asked for."""
    currency, first_page = report.currency, figures(report)
    yield heading(report)
    yield from (one_line(line, 100) for line in report.issuer)
    yield ""
    if any(each.form_line for each in first_page):
        yield f"  {'':<26}{'':>16}  line"
    yield from _figure_lines(first_page, currency)
    yield ""
    for label, text in facts(report):
        yield f"  {label:<26}{text:>16}"
    yield ""
    yield f"  on {report.period.last}"
    yield from _figure_lines(at_the_end(report), currency)
    for each in (months(report), *tables(report)):
        yield ""
        yield from table_lines(each, currency)
    for each in rows:
        yield ""
        yield f"  {each.name}"
        yield from table_lines(each, currency, with_totals=True)
    yield ""
    yield from _figure_lines(estimate(report), currency)
    yield f"  {due(report)}"
    if report.estimate is not None:
        yield from wrapped(report.estimate.note)
    yield ""
    for note in notes(report):
        yield from wrapped(note)


def _figure_lines(figures: Iterable[Figure], currency: Currency) -> Iterator[str]:
    for each in figures:
        shown = in_words(each.value, each.kind, currency)
        yield f"  {each.label:<26}{shown:>16}  {each.form_line}".rstrip()
