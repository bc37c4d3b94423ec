"""year, report, form, receipt."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import (
    Call,
    announce_new_file,
    confirming,
    days_between,
    refuse_json_beside_a_file,
)
from mtdesk.cli.options import handing_over, no_bom, reading, up_to_today, writing
from mtdesk.cli.print import one_line, say, say_json, say_listing, say_undo, table_lines, wrapped
from mtdesk.cli.waiting import waiting
from mtdesk.desk.year import Report
from mtdesk.errors import UsageError
from mtdesk.model.document import Figure, Written
from mtdesk.model.money import Currency
from mtdesk.model.table import Table, in_words
from mtdesk.model.year import FORMS, Marked, Receipt, TaxForm
from mtdesk.say.document import document, written
from mtdesk.say.year import months, row_tables, tables, words, year_file
from mtdesk.typed import Any

_FORMATS = ("csv", "xlsx", "pdf")


def _files(function: Any) -> Any:
    for option in (
        declared.option("--pdf", metavar="FILE", help="Write the page and the mileage log."),
        declared.option(
            "--xlsx", metavar="FILE", help="Write a workbook: every sum and every row."
        ),
        no_bom,
        declared.option("--csv", metavar="FILE", help="Write every row (- for output)."),
        declared.option("--rows", is_flag=True, help="Show every row behind the sums."),
    ):
        function = option(function)
    return function


@declared.command("year")
@declared.argument("year", type=int)
@_files
@declared.option("--close", is_flag=True, help="Close it: what would change it is refused.")
@declared.option("--reopen", is_flag=True, help="Open a closed year again.")
@handing_over
def year_command(
    call: Call,
    year: int,
    rows: bool,
    no_bom: bool,
    close: bool,
    reopen: bool,
    **files: str | None,
) -> None:
    """The year on a cash basis, for you and for your accountant.

    It begins on the day that the setting fiscal_year_start names. Clients are numbers in it.

    \b
    mtdesk year 2026
    mtdesk year 2026 --xlsx year-2026.xlsx --pdf year-2026.pdf
    mtdesk year 2026 --csv -
    mtdesk year 2025 --close
    """
    if close and reopen:
        raise UsageError("--close and --reopen: choose one of them")
    if close or reopen:
        _close(call, year, reopen=reopen)
        return
    _hand_over(call, call.desk.year.year(year), rows, files, with_bom=not no_bom)


def _close(call: Call, year: int, *, reopen: bool) -> None:
    from mtdesk.say.year import closed as words_of

    annual = call.desk.year
    closed, operation = annual.reopen(year) if reopen else annual.close(year)
    if call.json:
        say_json({"operation": operation, "year": year, "closed": not reopen})
        return
    say(words_of.reopened_words(closed) if reopen else words_of.closed_words(closed))
    say_undo(operation)


@declared.command("report")
@declared.argument("kind", metavar="month|quarter", type=declared.Choice(["month", "quarter"]))
@declared.argument("which", metavar="YYYY-MM|YYYY-Qn")
@_files
@handing_over
def report_command(
    call: Call, kind: str, which: str, rows: bool, no_bom: bool, **files: str | None
) -> None:
    """A month, or a quarter of your year of accounts, as `year` shows a year.

    \b
    mtdesk report month 2026-03
    mtdesk report quarter 2026-Q1 --xlsx first-quarter.xlsx
    """
    annual = call.desk.year
    report = annual.month(which) if kind == "month" else annual.quarter(which)
    _hand_over(call, report, rows, files, with_bom=not no_bom)


def _hand_over(
    call: Call, report: Report, rows: bool, files: dict[str, str | None], *, with_bom: bool
) -> None:
    annual = call.desk.year
    wanted = [(name, files[name] or "") for name in _FORMATS if files[name] is not None]
    if wanted:
        refuse_json_beside_a_file(call)
    for name, target in wanted:
        if target == "-" and name != "csv":
            raise UsageError(f"--{name} needs a file; only --csv writes to the output")
        _write(call, report, name, target, with_bom=with_bom)
    if call.json:
        say_json(words.year_document(report))
    elif not wanted:
        for line in _page(report, row_tables(report, annual.rows(report)) if rows else ()):
            say(line)


def _write(call: Call, report: Report, name: str, target: str, *, with_bom: bool) -> None:
    annual = call.desk.year
    document, path = year_file(report, annual.rows(report), name), Path(target)
    if target == "-":
        for line in annual.lines(document):
            sys.stdout.write(line)
        return

    def write(yes: bool) -> Written:
        with waiting(call):
            return annual.write(document, path, name, confirmed=yes, with_bom=with_bom)

    done = confirming(call, write)
    declared.echo(written(document, [path], done), err=True)


def _page(report: Report, rows: Iterable[Table]) -> Iterator[str]:
    """One page, and every row when it is asked for."""
    currency, first_page = report.currency, words.figures(report)
    yield words.heading(report)
    yield from (one_line(line, 100) for line in report.issuer)
    yield ""
    if any(each.form_line for each in first_page):
        yield f"  {'':<26}{'':>16}  {'line':<14}  rows"
    yield from _figure_lines(first_page, currency)
    yield ""
    for label, text in words.facts(report):
        yield f"  {label:<26}{text:>16}"
    yield ""
    yield f"  on {report.year.as_of}"
    yield from _figure_lines(words.at_the_end(report), currency)
    for each in (months(report), *tables(report)):
        yield ""
        yield from table_lines(each, currency)
    for each in rows:
        yield ""
        yield f"  {each.name}"
        yield from table_lines(each, currency, with_totals=True)
    yield ""
    yield from _figure_lines(words.estimate(report), currency)
    yield f"  {words.due(report)}"
    yield from _figure_lines(words.put_by(report), currency)
    if report.estimate is not None:
        yield from wrapped(report.estimate.note)
    yield ""
    for note in words.notes(report):
        yield from wrapped(note)


def _figure_lines(figures: Iterable[Figure], currency: Currency) -> Iterator[str]:
    for each in figures:
        shown = in_words(each.value, each.kind, currency)
        yield f"  {each.label:<26}{shown:>16}  {each.form_line:<14}  {each.rows}".rstrip()


@declared.group("form")
def form_command() -> None:
    """Tax forms (1099-K, 1099-NEC, W-2 ...): what each says, held against your rows by `year`."""


@form_command.command("add")
@declared.argument("year")
@declared.argument("form", metavar="|".join(FORMS))
@declared.argument("payer")
@declared.argument("amount")
@declared.option("--method", metavar="WORD", help="The way its money came: card, venmo, check, ...")
@declared.option("--note", default="", metavar="TEXT", help="What you want to remember of it.")
@writing
def add_form(
    call: Call, year: str, form: str, payer: str, amount: str, method: str | None, note: str
) -> None:
    """Enter a form with its gross amount.

    Forms of one method are summed. Without a method a form is held against what the client or the
    workplace of its payer's name brought; a W-2 against your wages.

    \b
    mtdesk form add 2025 1099-K Square 41250.33 --method card
    mtdesk form add 2025 1099-NEC "Harbour Spa" 6200
    mtdesk form add 2025 W-2 "Riverside Clinic" 18400
    """

    def add(confirmed: bool) -> tuple[TaxForm, Marked, int]:
        return call.desk.year.forms.add(
            year, form, payer, amount, method=method, note=note, confirmed=confirmed
        )

    entered, marked, operation = confirming(call, add)
    announce_new_file(call)
    _say_form(call, entered, operation, "", marked)


@form_command.command("mark")
@declared.argument("year")
@declared.argument("method")
@writing
def mark_form(call: Call, year: str, method: str) -> None:
    """Mark all tips of a year that came one way as shown on a 1099.

    \b
    mtdesk form mark 2026 card
    """
    marked, operation = call.desk.year.forms.mark(year, method)
    currency = call.desk.settings.currency
    if call.json:
        about = {"operation": operation, "currency": currency.code}
        say_json({**about, **document(marked, words.MARKED)})
        return
    say(words.marked_words(marked, currency))
    if marked.count:
        say_undo(operation)


@form_command.command("list")
@declared.argument("year", type=int, required=False)
@reading
def list_forms(call: Call, year: int | None) -> None:
    """The forms entered, of a year or all; `year` shows what they differ by.

    \b
    mtdesk form list
    mtdesk form list 2025 --json
    """
    forms, currency = call.desk.year.forms.of(year), call.desk.settings.currency
    if call.json:
        say_json(words.forms_document(forms, year, currency))
    elif not forms:
        say(words.NONE_YET)
    else:
        say_listing(words.forms_listing(forms, currency))


@form_command.command("remove")
@declared.argument("form_id", metavar="ID", type=int)
@writing
def remove_form(call: Call, form_id: int) -> None:
    """Take a form away.

    \b
    mtdesk form remove 2
    """
    form, operation = call.desk.year.forms.remove(form_id)
    _say_form(call, form, operation, " taken away")


def _say_form(
    call: Call, form: TaxForm, operation: int, done: str, marked: Marked | None = None
) -> None:
    currency = call.desk.settings.currency
    if call.json:
        about = {"operation": operation, "currency": currency.code, **document(form, words.FORM)}
        say_json({**about, "tips_marked": marked.count} if marked else about)
        return
    say(f"{words.form_words(form, currency)}{done}")
    if marked and marked.count:
        say(f"  {words.marked_words(marked, currency)}")
    say_undo(operation)


@declared.command("receipt")
@declared.argument("client")
@declared.option("--from", "start", metavar="YYYY-MM-DD", help="First day (default: first visit).")
@up_to_today
@declared.option("--pdf", metavar="FILE", help="Write it as a PDF.")
@declared.option("--superbill", is_flag=True, help="With blank lines for what a referrer gives.")
@handing_over
def receipt_command(
    call: Call, client: str, start: str | None, last: str | None, pdf: str | None, superbill: bool
) -> None:
    """A client's receipt, for an HSA, an FSA or an insurer to decide on.

    Each done visit with its service, length, procedure code, charge and payments. Tips, and packages
    and gift cards sold, are left out. What is missing is said before a file is written.

    \b
    mtdesk receipt ana
    mtdesk receipt ana --from 2026-01-01 --to 2026-12-31 --pdf ana.pdf
    mtdesk receipt ana --superbill --pdf superbill.pdf
    """
    from mtdesk.say.year import receipts  # a year needs none of it

    if pdf is not None:
        refuse_json_beside_a_file(call)
    if pdf in {"", "-"}:
        raise UsageError("--pdf needs a file")
    of_clients = call.desk.year.receipts
    receipt = of_clients.of(client, days_between(call, start, last), is_superbill=superbill)
    if call.json:
        say_json(receipts.receipt_document(receipt))
    elif pdf is not None:
        target, sheet = Path(pdf), receipts.receipt_sheet(receipt)
        done = confirming(call, lambda yes: of_clients.write(receipt, sheet, target, confirmed=yes))
        declared.echo(written(sheet, [target], done), err=True)
    else:
        for line in _sheet(receipt):
            say(line)


def _sheet(receipt: Receipt) -> Iterator[str]:
    """The sheet in words, and what it lacks."""
    from mtdesk.say.year import receipts

    if not receipt.visits:
        yield receipt.nothing_there
        return
    yield one_line(f"{receipts.heading(receipt)}, {receipt.first} to {receipt.last}", 100)
    for name, text in receipts.head(receipt):
        yield f"  {name}: {one_line(text, 100)}"
    yield ""
    visits = receipts.visits_table(receipt)
    yield f"  {visits.name}"
    yield from table_lines(visits, receipt.currency, with_totals=True)
    if receipt.apart:
        apart = receipts.apart_table(receipt)
        yield ""
        yield f"  {apart.name}"
        yield from table_lines(apart, receipt.currency)
    yield ""
    for note in receipts.notes(receipt):
        yield from wrapped(note)
    lacking = receipts.missing(receipt)
    if lacking:
        yield ""
        yield from wrapped(f"It lacks {'; '.join(lacking)}.")
