"""The year as it is handed over: the tables behind it, a page, a workbook, a file of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtdesk.insight.year.figures import Group
from mtdesk.insight.year.reconciliation import INCOME, WAGES
from mtdesk.insight.year.report import Entry, Report
from mtdesk.model.document import (
    SMALL,
    Bars,
    Beside,
    Block,
    Document,
    Figure,
    Figures,
    Log,
    Section,
    Text,
    texts,
)
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.model.period import MONTHS
from mtdesk.model.session import MINUTES_UNKNOWN, MONEY_UNKNOWN
from mtdesk.model.table import (
    COUNT,
    DAY,
    MINUTES,
    MONEY,
    NUMBER,
    TENTHS,
    TEXT,
    Column,
    Listing,
    Table,
    listing,
    table_of,
)
from mtdesk.say.year import places
from mtdesk.say.year.sheets import (
    bought_to_last,
    differences,
    form_lines,
    is_tax,
    open_tables,
    sales_tax,
)
from mtdesk.say.year.words import (
    at_the_end,
    due,
    estimate,
    facts,
    figures,
    is_of_one_kind,
    notes,
    put_by,
)

GROSS = (
    "Gross is before processor fees, refunds and chargebacks, as on a 1099-K. "
    "The difference is your rows less the forms."
)
OTHER_YEAR = "Tax forms are of calendar years, so none is held against this one."
OF_PAYERS = (
    "W-2 beside your wages; a form without a method beside what the client or workplace of "
    "its payer's name brought, which is in the reconciliation too. Unknown: no such name."
)
# The columns of the CSV file, as an Entry has them; those of the tables are chosen from them.
COLUMNS = (
    ("source", TEXT), ("id", NUMBER), ("date", DAY), ("kind", TEXT), ("what", TEXT),
    ("method", TEXT), ("amount", MONEY), ("processor_fee", MONEY), ("distance", TENTHS),
    ("unit", TEXT), ("session", NUMBER), ("client", NUMBER), ("currency", TEXT),
    ("deductible", MONEY), ("form_line", TEXT), ("on_1099", TEXT),
    ("gives_back", TEXT), ("business_percent", NUMBER), ("from_place", TEXT), ("to_place", TEXT),
)  # fmt: skip
_KINDS = dict(COLUMNS)
_MONEY_IN = (
    "date", "id", "kind", "what", "method", "amount", "processor_fee", "on_1099", "session",
    "client",
)  # fmt: skip
_GIVEN = (*_MONEY_IN[:3], "gives_back", *_MONEY_IN[3:])
_OUT = (
    "date",
    "id",
    "kind",
    "form_line",
    "what",
    "method",
    "amount",
    "business_percent",
    "deductible",
)
_DRIVEN = ("date", "id", "what", "from_place", "to_place", "distance", "unit", "deductible")
_USED = ("date", "id", "client", "amount")


def months(report: Report) -> Table:
    return _groups("Months", "month", report.year.by_month)


def tables(report: Report) -> Iterator[Table]:
    """What the first page sums, in the order it is read."""
    year, tips = report.year, report.tips
    yield table_of(
        "Income by kind",
        report.kinds,
        ("income", TEXT, lambda each: each.kind.replace("_", " ")),
        ("payments", COUNT, "payments"),
        ("amount", MONEY, "amount_minor"),
        ("fees", MONEY, "fee_minor"),
    )
    net = "After processor fees, refunds and chargebacks."
    yield form_lines(report)
    yield _groups("Services", "service", year.by_service, net)
    yield _groups("Purposes", "purpose", year.by_purpose)
    yield _groups("Workplaces", "workplace", year.by_workplace)
    yield categories(report)
    yield Table(
        name="Tips",
        columns=(("tips", TEXT), ("amount", MONEY)),
        rows=(
            ("all received", tips.received_minor),
            ("voluntary", tips.voluntary_minor),
            ("voluntary, shown on a 1099", tips.voluntary_on_1099_minor),
        ),
        note=tips.note,
        overlapping=True,
    )
    if report.to_last:
        yield bought_to_last(report)
    yield reconciliation(report)
    if report.differences:
        yield differences(report)
    if not report.tax_forms:
        return
    yield table_of(
        "Wages and payers",
        report.payers,
        ("held against", TEXT, "key"),
        ("your rows", MONEY, "book_minor"),
        ("forms say", MONEY, "form_minor"),
        ("difference", MONEY, "difference_minor"),
        note=OF_PAYERS if report.payers else "",
        overlapping=True,
    )
    yield table_of(
        "Tax forms",
        report.tax_forms,
        ("form", TEXT, "form"),
        ("id", NUMBER, "id"),
        ("payer", TEXT, "payer"),
        ("came by", TEXT, "method"),
        ("amount", MONEY, "amount_minor"),
        overlapping=not is_of_one_kind(report.tax_forms),
    )


def row_tables(report: Report, rows: Iterable[Entry]) -> Iterator[Table]:
    """Every row that moved money, then what was open at the end."""
    yield from money_tables(report, rows)
    yield from open_tables(report)


def money_tables(report: Report, rows: Iterable[Entry]) -> Iterator[Table]:
    """The rows, each table with sums of its own; an expense is of a category in its words."""
    rows, words = list(rows), report.profile.words
    taxes = [row for row in rows if is_tax(row)]
    payments = [row for row in rows if row.source == "payment" and not is_tax(row)]
    yield _rows("Income", _MONEY_IN, [row for row in payments if row.kind in INCOME])
    yield _rows("Given back", _GIVEN, [row for row in payments if row.kind in GIVEN_BACK])
    if taxes:
        yield sales_tax(report, taxes)
    yield _rows("Wages", _MONEY_IN, [row for row in payments if row.kind == WAGES])
    spent = [
        row._replace(kind=words(row.kind))
        for row in rows
        if row.source == "expense" and not is_tax(row)
    ]
    yield _rows("Expenses", _OUT, spent)
    yield _rows("Mileage", _DRIVEN, [row for row in rows if row.source == "trip"])
    yield _rows("Credit used", _USED, [row for row in rows if row.source == "redemption"])


NO_MONEY = "No money moved then."


def rows_behind(report: Report, rows: Iterable[Entry]) -> list[tuple[str, Listing]]:
    """The tables of money that have a row, ready to be read, with their sums."""
    return [
        (each.name, listing(each, report.currency, with_totals=True))
        for each in money_tables(report, rows)
        if each.rows
    ]


def categories(report: Report) -> Table:
    lines = report.form.lines if report.form else {}
    return table_of(
        "Expense categories",
        report.year.expenses_by_category,
        ("expenses", TEXT, lambda row: report.profile.words(row.category)),
        ("line", TEXT, lambda row: lines.get(row.category, "")),
        ("amount", MONEY, "amount_minor"),
        ("deductible", MONEY, "deductible_minor"),
    )


def reconciliation(report: Report) -> Table:
    """Each way that money came by; beside it, where forms name ways, what they say of it."""
    found = report.reconciliation
    has_forms = any(each.form_minor is not None for each in found)
    beside = (
        ("forms say", MONEY, lambda row: "no form" if row.form_minor is None else row.form_minor),
        ("difference", MONEY, lambda row: "" if row.form_minor is None else row.difference_minor),
    )
    is_mixed = not is_of_one_kind(report.tax_forms)
    against = "a 1099-K or 1099-NEC" if report.in_dollars else "statements"
    note = f"What your rows say came that way, to hold against {against}."
    if report.tax_forms:
        note = f"{GROSS} {report.thresholds}".strip()
    elif report.has_other_forms:
        note = f"{note} {OTHER_YEAR}"
    return table_of(
        "Reconciliation",
        found,
        ("came by", TEXT, "key"),
        ("payments", COUNT, "payments"),
        ("gross", MONEY, "gross_minor"),
        ("tips in it", MONEY, "tips_minor"),
        ("marked 1099", MONEY, "on_1099_minor"),
        ("given back", MONEY, "given_back_minor"),
        ("fees", MONEY, "processor_fees_minor"),
        *(beside if has_forms else ()),
        *((("form", TEXT, lambda row: row.form or ""),) if has_forms and is_mixed else ()),
        note=note,
        unsummed=("forms say", "difference") if is_mixed else (),
    )


def _groups(name: str, head: str, groups: Iterable[Group], note: str = "") -> Table:
    groups = tuple(groups)
    unsaid: tuple[Column, ...] = (
        (MINUTES_UNKNOWN, COUNT, "unsaid"),
        (MONEY_UNKNOWN, COUNT, "unpriced"),
    )
    return table_of(
        name,
        groups,
        (head, TEXT, lambda group: group.key or "not said"),
        ("gross", MONEY, "money.gross_minor"),
        ("tips in it", MONEY, "money.tips_minor"),
        ("net" if head == "month" else "after fees", MONEY, "money.net_minor"),
        ("sessions", COUNT, "sessions"),
        ("hands-on", MINUTES, "known_minutes"),
        *(each for each in unsaid if any(getattr(group, str(each[2])) for group in groups)),
        note=note,
    )


def _rows(name: str, heads: tuple[str, ...], rows: Iterable[Entry]) -> Table:
    return table_of(name, rows, *((head.replace("_", " "), _KINDS[head], head) for head in heads))


_ON_PAPER = (places.OUTSTANDING, places.CREDIT, places.SALES_TAX)
NOT_DRAWN = "the CSV and XLSX files have them"
OF_SELF_EMPLOYMENT = "Self-employment tax, an estimate"


def year_file(report: Report, rows: Iterable[Entry], file_format: str) -> Document:
    """What a file of that format holds: csv is rows alone, read while they are printed."""
    return year_log(report, rows) if file_format == "csv" else year_pages(report, rows)


def year_log(report: Report, rows: Iterable[Entry]) -> Document:
    """Every row of money with its table and number, read while it is printed."""
    return replace(_document(report), log=Log(columns=COLUMNS, rows=rows))


def year_pages(report: Report, rows: Iterable[Entry]) -> Document:
    """A page of figures, the tables behind it, and every row.

    Behind it expenses first, because their form asks for them; of the rows only what a form asks for.
    """
    of_rows, of_months, sums = (
        tuple(row_tables(report, rows)),
        months(report),
        tuple(tables(report)),
    )
    lines, expenses = form_lines(report), categories(report)
    elsewhere = {lines.name, expenses.name, reconciliation(report).name}
    behind = (
        expenses,
        *(each for each in sums if each.name not in elsewhere),
        of_months,
        *(each for each in of_rows if each.name in _ON_PAPER),
        *(replace(each, name="Mileage log") for each in of_rows if each.name == places.MILEAGE),
    )
    return replace(
        _document(report),
        pages=(_first_page(report, of_months), (lines,), behind),
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
            left=(Figures(figures=figures(report), heads=("", "amount", "form line", "its rows")),),
            right=(
                _by_month(of_months),
                Figures(figures=beside, heads=(f"On {report.year.as_of}, and work", "", "", "")),
            ),
        ),
        Section(heading=OF_SELF_EMPLOYMENT, blocks=_estimate(report)),
        reconciliation(report),
        *texts(notes(report), SMALL),
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
        *([Figures(figures=put_by(report))] if found.percent else []),
        Text(text=f"{found.note} Source: {found.source}.", look=SMALL),
    )
