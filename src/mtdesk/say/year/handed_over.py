"""The year as it is handed to an accountant: a page, a workbook, a file of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.model.document import (
    SMALL,
    Bars,
    Beside,
    Document,
    Figure,
    Figures,
    Log,
    Section,
    Text,
    texts,
)
from mtdesk.model.period import MONTHS
from mtdesk.model.table import DAY, TEXT
from mtdesk.say.year.tables import (
    COLUMNS,
    categories,
    months,
    reconciliation,
    row_tables,
    tables,
)
from mtdesk.say.year.words import at_the_end, due, estimate, facts, figures, notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.insight.year.report import Report
    from mtdesk.insight.year.rows import Entry
    from mtdesk.model.document import Block
    from mtdesk.model.table import Table

NOT_DRAWN = "the CSV and XLSX files have them"
OF_SELF_EMPLOYMENT = "Self-employment tax, an estimate"


def year_file(report: Report, rows: Iterable[Entry], file_format: str) -> Document:
    """What a file of that format holds: csv is rows alone, read while they are printed."""
    return year_log(report, rows) if file_format == "csv" else year_pages(report, rows)


def year_log(report: Report, rows: Iterable[Entry]) -> Document:
    """Every row of money with its table and number, read while it is printed."""
    return replace(_document(report), log=Log(columns=COLUMNS, rows=rows))


def year_pages(report: Report, rows: Iterable[Entry]) -> Document:
    """A page of figures, the tables behind it, and every row."""
    of_rows, of_months, sums = tuple(row_tables(report, rows)), months(report), tables(report)
    return replace(
        _document(report),
        pages=(_first_page(report, of_months), _next_pages(report, sums, of_months, of_rows)),
        sheets=(*of_rows, of_months, *sums),
    )


def _document(report: Report) -> Document:
    title = f"Summary of {report.heading}"
    return Document(
        title=title,
        name=title,
        what=report.heading,
        made_on=report.made_on,
        currency=report.currency,
        formats=("csv", "xlsx", "pdf"),
        author=", ".join(report.issuer[:2]),
        not_drawn=NOT_DRAWN,
    )


def _first_page(report: Report, of_months: Table) -> tuple[Block, ...]:
    period = f"{report.period.start} to {report.period.last}"
    about = f"{period}, {report.year.basis} basis, {report.currency.code}; made on {report.made_on}"
    beside = (
        *at_the_end(report),
        *(Figure(label=label, value=words, kind=TEXT) for label, words in facts(report)),
    )
    return (
        *texts(report.issuer),
        Text(text=about, look=SMALL),
        Beside(
            left=(Figures(figures=figures(report), heads=("", "amount", "form line")),),
            right=(
                _by_month(of_months),
                Figures(figures=beside, heads=(f"On {report.period.last}, and work", "", "")),
            ),
        ),
        Section(heading=OF_SELF_EMPLOYMENT, blocks=_estimate(report)),
        reconciliation(report),
        *texts(notes(report), SMALL),
    )


def _next_pages(
    report: Report, sums: Iterable[Table], of_months: Table, of_rows: Iterable[Table]
) -> tuple[Block, ...]:
    """Expenses first, because their form asks for them; of the rows only what a form asks for."""
    first, on_the_first = categories(report), reconciliation(report).name
    return (
        first,
        *(each for each in sums if each.name not in {first.name, on_the_first}),
        of_months,
        *(replace(each, name="Mileage log") for each in of_rows if each.name == "Mileage"),
    )


def _by_month(of_months: Table) -> Bars:
    return Bars(
        title="Gross by month",
        labels=tuple(MONTHS[int(str(month)[5:]) - 1] for month in of_months.column("month")),
        values=tuple(int(value or 0) for value in of_months.column("gross")),
        table=of_months.name,
    )


def _estimate(report: Report) -> tuple[Block, ...]:
    found, money = report.estimate, report.currency.format
    if found is None:
        return (Text(text=due(report)),)
    net = Figure(label="on a net of", value=found.net_minor)
    tax, base, half = map(
        money, (found.self_employment_tax_minor, found.base_minor, found.deductible_half_minor)
    )
    return (
        Figures(
            figures=(
                net,
                *(replace(each, label=each.label.strip()) for each in estimate(report)),
                *(
                    Figure(label="estimated payment due", value=day.isoformat(), kind=DAY)
                    for day in found.due
                ),
            ),
            sentence=f"{tax} on a base of {base}; {half} of it, half, is deductible. "
            f"{due(report).capitalize()}.",
        ),
        Text(text=f"{found.note} Source: {found.source}.", look=SMALL),
    )
