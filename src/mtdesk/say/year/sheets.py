"""Tables of a year that an accountant asks for beside its sums: by the form's line, and what was open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtdesk.insight.year import form
from mtdesk.insight.year.reconciliation import DAYS, FEES, TIPS, Difference
from mtdesk.insight.year.reconciliation import GIVEN_BACK as GIVEN_BACK_REASON
from mtdesk.insight.year.report import Entry, Report
from mtdesk.model.ledger.categories import words_of_key
from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.model.table import DAY, MONEY, NUMBER, TEXT, Table, table_of
from mtdesk.model.text import joined
from mtdesk.say.year import places

NO_LINES = "No lines of a form are known for this country and year: it is by category."
AS_WRITTEN = "Costs are positive, as they are written on the form."
ELSEWHERE = "Without a number: sold by other programs, less what was used of them."
TO_LAST = (
    "They are counted in full among the expenses of the day they were paid; no depreciation is "
    "computed. Ask your accountant how and when each is deducted."
)
_REASONS = {
    TIPS: "the tips",
    GIVEN_BACK_REASON: "what was given back",
    FEES: "the fees",
    DAYS: "of the days at the ends of the year, if the form counts days in UTC",
}
_CALLED = {
    form.GROSS: "gross receipts",
    form.GIVEN_BACK: "refunds and chargebacks",
    form.GROSS_INCOME: "gross income",
    form.PROCESSOR_FEES: "processor fees",
    form.MILEAGE: "mileage",
    form.TOTAL: "total expenses",
    form.NET: "net",
}


def form_lines(report: Report) -> Table:
    """What is written on each line of the form, and where its rows are."""
    words = report.profile.words
    note = f"{AS_WRITTEN} {report.form.source}." if report.form else NO_LINES
    return table_of(
        "Form lines",
        report.form_lines,
        ("line", TEXT, "line"),
        ("what", TEXT, lambda each: ", ".join(_CALLED.get(key) or words(key) for key in each.keys)),
        ("amount", MONEY, "amount_minor"),
        ("its rows", TEXT, lambda each: places.of_keys(report, each.keys)),
        note=note,
        overlapping=True,
    )


def open_tables(report: Report) -> Iterator[Table]:
    """What was not paid, and what was paid ahead, on the last day; each sums to the page's figure."""
    found = report.still_open
    yield table_of(
        places.OUTSTANDING,
        found.sessions,
        ("date", DAY, "local_date"),
        ("session", NUMBER, "id"),
        ("client", NUMBER, "client_id"),
        ("owed by", TEXT, "payer"),
        ("price", MONEY, "price_minor"),
        ("still owed", MONEY, "owed_minor"),
        note=f"As on {report.year.as_of}.",
    )
    yield table_of(
        places.CREDIT,
        found.credits,
        ("date", DAY, "sold_on"),
        ("credit", NUMBER, "id"),
        ("kind", TEXT, lambda each: words_of_key(each.kind)),
        ("client", NUMBER, "client_id"),
        ("sold for", MONEY, "amount_minor"),
        ("still open", MONEY, "left_minor"),
        note=f"As on {report.year.as_of}. {ELSEWHERE if _has_elsewhere(report) else ''}".strip(),
    )


def sales_tax(report: Report, rows: Iterable[Entry]) -> Table:
    """What was collected, given back and paid over; it sums to what is to be paid over."""
    return table_of(
        places.SALES_TAX,
        sorted(rows, key=lambda row: row.date),
        ("date", DAY, "date"),
        ("source", TEXT, "source"),
        ("id", NUMBER, "id"),
        ("kind", TEXT, lambda row: words_of_key(row.kind)),
        ("what", TEXT, "what"),
        ("method", TEXT, "method"),
        ("amount", MONEY, _still_to_pay),
        ("processor fee", MONEY, lambda row: row.processor_fee or 0),
        ("session", NUMBER, "session"),
        ("client", NUMBER, "client"),
        note=f"The total is to be paid over, as on {report.year.as_of}.",
    )


def bought_to_last(report: Report) -> Table:
    """Things bought to last, apart; they are among the expenses."""
    return table_of(
        "Bought to last",
        report.to_last,
        ("date", DAY, "spent_on"),
        ("expense", NUMBER, "id"),
        ("what", TEXT, lambda each: each.vendor or each.category_text or ""),
        ("amount", MONEY, "signed_minor"),
        ("business percent", NUMBER, "business_percent"),
        note=TO_LAST,
    )


def differences(report: Report) -> Table:
    """Of each way: what a 1099-K should say, what it says, and what may explain the rest."""
    return Table(
        name="1099-K explained",
        columns=(("came by", TEXT), ("what", TEXT), ("amount", MONEY)),
        rows=tuple(row for each in report.differences for row in _difference(each)),
        note=" ".join(_explained(each) for each in report.differences),
        overlapping=True,
    )


def _difference(found: Difference) -> Iterator[tuple[str, str, int]]:
    edge, tax = found.edge, found.sales_tax_minor
    for what, minor, is_shown in (
        ("gross by your rows", found.gross_minor, True),
        ("sales tax beside it", tax, tax),
        ("a 1099-K would show", found.expected_minor, tax),
        ("it shows", found.form_minor, True),
        ("still to explain", found.left_minor, True),
        ("tips in the gross", found.tips_minor, found.tips_minor),
        (
            "given back, which a 1099-K does not take off",
            found.given_back_minor,
            found.given_back_minor,
        ),
        (
            "fees, which it does not take off",
            found.processor_fees_minor,
            found.processor_fees_minor,
        ),
        (f"came on {edge.out_day}, in UTC maybe the day after", edge.out_minor, edge.out_minor),
        (f"came on {edge.came_day}, in UTC maybe this year", edge.came_minor, edge.came_minor),
    ):
        if is_shown:
            yield found.key, what, minor


def _explained(found: Difference) -> str:
    why = joined([_REASONS[name] for name in found.explained_by])
    if not found.left_minor:
        return f"By {found.key} the sales tax is all of the difference."
    if not why:
        return f"By {found.key} none of these comes to what is left: look at the rows of the form."
    may = "may be" if found.explained_by == (DAYS,) else "comes to"
    return f"By {found.key} what is left {may} {why}."


def is_tax(row: Entry) -> bool:
    return "sales_tax" in {row.source, row.kind, row.gives_back}


def _still_to_pay(row: Entry) -> int:
    """What a row adds to the liability."""
    minor = row.amount or 0
    return -minor if row.source == "expense" or row.kind in GIVEN_BACK else minor


def _has_elsewhere(report: Report) -> bool:
    return any(each.id is None for each in report.still_open.credits)
