"""year, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, handing_over
from mtdesk.cli.print import one_line, say, say_json, table
from mtdesk.errors import UsageError
from mtdesk.model.period import hours
from mtdesk.model.year import DAY, MINUTES, MONEY, SUMMED, TENTHS, TEXT
from mtdesk.say.year import year_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.desk.year.figures import Year
    from mtdesk.model.money import Currency
    from mtdesk.model.year import Cell, Figure, Report, Table

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
    _hand_over(call, *call.desk.year.year(year), rows, files)


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
    found = annual.month(which) if kind == "month" else annual.quarter(which)
    _hand_over(call, *found, rows, files)


def _hand_over(
    call: Call, figures: Year, report: Report, rows: bool, files: dict[str, str | None]
) -> None:
    annual = call.desk.year
    wanted = [(name, files[name] or "") for name in _FORMATS if files[name] is not None]
    if wanted and call.json:
        raise UsageError("--json prints, and a file is written: choose one of them")
    for name, target in wanted:
        if target == "-" and name == "csv":
            for line in annual.csv_lines(report):
                sys.stdout.write(line)
        elif target == "-":
            raise UsageError(f"--{name} needs a file; only --csv writes to the output")
        else:
            _write(call, report, name, Path(target))
    if call.json:
        say_json(year_document(figures, report))
    elif not wanted:
        shown = annual.with_rows(report) if rows else report
        for line in report_lines(shown):
            say(line)


def _write(call: Call, report: Report, name: str, target: Path) -> None:
    def write(confirmed: bool) -> str:
        return call.desk.year.write(report, target, name, confirmed=confirmed)

    click.echo(confirming(call, write), err=True)


# -- words


def report_lines(report: Report) -> Iterator[str]:
    """One page in words; with its rows, when the report has them."""
    period, currency = report.period, report.currency
    is_calendar_year = (period.start.month, period.start.day, len(period) > 364) == (1, 1, True)
    dates = "" if is_calendar_year else f", {period.start} to {period.last}"
    yield f"{report.heading}{dates}, cash basis, {currency.code}"
    yield from (one_line(line, 100) for line in report.issuer)
    yield ""
    has_lines = any(each.form_line for each in report.figures)
    if has_lines:
        yield f"  {'':<26}{'':>16}  line"
    yield from _figure_lines(report.figures, currency)
    yield ""
    for label, text in report.facts:
        yield f"  {label:<26}{text:>16}"
    yield ""
    yield f"  on {period.last}"
    yield from _figure_lines(report.at_the_end, currency)
    for each in (report.months, *report.tables, *report.rows):
        yield ""
        yield from table_lines(each, currency, with_totals=each in report.rows)
    yield ""
    yield from _estimate_lines(report)
    yield ""
    for note in report.notes:
        yield from wrapped(note)


def wrapped(text: str) -> Iterator[str]:
    from textwrap import wrap

    return (f"  {line}" for line in wrap(text, 96))


def _figure_lines(figures: Iterable[Figure], currency: Currency) -> Iterator[str]:
    for each in figures:
        line = f"  {each.label:<26}{currency.format(each.minor):>16}  {each.form_line}"
        yield line.rstrip()


def table_lines(shown: Table, currency: Currency, *, with_totals: bool) -> Iterator[str]:
    """A table of rows carries its name and its totals; one of sums has its heads only."""
    if with_totals:
        yield f"  {shown.name}"
    kinds = [kind for _, kind in shown.columns]
    rows = [
        [_cell(value, kind, currency) for value, kind in zip(row, kinds, strict=True)]
        for row in (*shown.rows, *([shown.totals] if with_totals else ()))
    ]
    if with_totals:
        rows[-1][0] = "total"
    right = [place for place, kind in enumerate(kinds) if kind not in {TEXT, DAY}]
    for line in table([head for head, _ in shown.columns], rows, right=right, most=40):
        yield f"  {line}"
    if shown.note:
        yield from wrapped(shown.note)


def _cell(value: Cell, kind: str, currency: Currency) -> str:
    if value is None:
        return "unknown" if kind in SUMMED else ""
    if isinstance(value, str):
        return value
    if kind == MONEY:
        return currency.format(value)
    if kind == TENTHS:
        return f"{value / 10:,.1f}"
    return hours(value) if kind == MINUTES else f"{value:,}"


def _estimate_lines(report: Report) -> Iterator[str]:
    estimate, currency = report.estimate, report.currency
    if estimate is None:
        yield f"  No tax estimate: {report.no_estimate}."
        return
    for label, minor in (
        ("self-employment tax", estimate.self_employment_tax_minor),
        ("  on a base of", estimate.base_minor),
        ("  half of it, deductible", estimate.deductible_half_minor),
    ):
        yield f"  {label:<26}{currency.format(minor):>16}"
    yield f"  estimated payments due: {', '.join(map(str, estimate.due))}"
    yield from wrapped(estimate.note)
