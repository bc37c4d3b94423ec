"""Whatever a practice holds, each total is the sum of its rows, to the cent, in every format."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from contextlib import closing
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import workbook
import years
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.model.client import Client
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.ledger.costs import Expense, Trip
from mtdesk.model.ledger.payment import METHODS, PAYMENT_KINDS, Payment, Redemption
from mtdesk.model.session import Session
from mtdesk.model.year import TaxForm
from mtdesk.say.year import words
from mtdesk.say.year.words import year_document
from mtdesk.store import clients, ledger, sessions
from mtdesk.store import year as tax_forms

days = st.dates(date(2025, 1, 1), date(2026, 6, 30)).map(str)
cents = st.integers(0, 123_456)
text = st.sampled_from(["", "oil", "=1+1", "-2", "訪問", 'a "b", c', "@x\ny"])
rows = st.one_of(
    st.builds(
        Payment,
        received_on=days,
        kind=st.sampled_from(PAYMENT_KINDS),
        amount_minor=cents,
        fee_minor=st.integers(0, 900),
        method=st.none() | st.sampled_from(METHODS),
        on_1099=st.booleans(),
        voluntary=st.none() | st.booleans(),
        client_id=st.none() | st.just(1),
    ),
    st.builds(
        Expense,
        spent_on=days,
        category=st.sampled_from(["meals", "own_bodywork"]) | st.sampled_from(list(CATEGORIES)),
        amount_minor=cents,
        vendor=text.map(lambda each: each or None),
    ),
    st.builds(
        Trip, travelled_on=days, distance_tenths=st.integers(1, 999), unit=st.just("mi"), purpose=text
    ),
    st.builds(Redemption, redeemed_on=days, amount_minor=cents, client_id=st.just(1)),
    st.builds(
        TaxForm,
        year=st.just(2025),
        form=st.sampled_from(["1099-K", "1099-NEC", "other"]),
        payer=st.sampled_from(["Ana", "=Square", "Spa"]),
        amount_minor=cents,
        method=st.none() | st.sampled_from(METHODS[:3]),
    ),
    st.builds(
        TaxForm,
        year=st.just(2025),
        form=st.just("W-2"),
        payer=st.just("Clinic"),
        amount_minor=cents,
    ),
    st.builds(
        Session, local_date=days, minutes=st.integers(1, 180), service_id=st.none() | st.integers(1, 3)
    ),
)  # fmt: skip
ADD = {
    Payment: ledger.add_payment,
    Expense: ledger.add_expense,
    Trip: ledger.add_trip,
    Redemption: ledger.add_redemption,
    Session: sessions.add,
    TaxForm: tax_forms.add,
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory, clock):
    made = tmp_path_factory.mktemp("furnished") / "practice.db"
    with closing(Desk(made, clock)) as desk:
        desk.practice.set("currency", "USD")
        book = desk.writable()
        clients.add(book, Client(name="Ana"))
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


@pytest.fixture(scope="module")
def filled(furnished, clock):
    """A desk on a practice that holds these rows, until it is left."""

    def filled(held, start="01-01"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "practice.db"
            shutil.copyfile(furnished, path)
            with closing(Desk(path, clock)) as desk:
                desk.practice.set("fiscal_year_start", start)
                book = desk.writable()
                with book.transaction("import", "generated", desk.stamp()):
                    for each in held:
                        ADD[type(each)](book, each)
                yield desk

    return filled


def cents_of(value):
    return round(float(value or 0) * 100)


@times(15)
@given(held=st.lists(rows, max_size=14), start=st.sampled_from(["01-01", "04-06"]))
def test_the_csv_file_gives_the_figures_of_the_page(filled, held, start):
    for desk in filled(held, start):
        report = desk.year.year(2025)
        figures = report.year
        read = list(csv.DictReader(StringIO(years.csv_text(desk, report), newline="")))

        def summed(column, source, *kinds, read=read):
            return sum(
                cents_of(row[column])
                for row in read
                if row["source"] == source and (not kinds or row["kind"] in kinds)
            )

        money = figures.money
        assert summed("amount", "payment", "tip") == money.tips_minor
        assert summed("amount", "payment", "session", "insurance") == money.session_fees_minor
        assert summed("amount", "payment", "refund") == money.refunds_minor
        assert summed("amount", "payment", "chargeback") == money.chargebacks_minor
        assert summed("amount", "payment", "wage") == money.wages_minor
        assert summed("processor_fee", "payment") == money.processor_fees_minor
        # What was paid over of sales tax is no cost.
        paid_over = summed("amount", "expense", "sales_tax")
        assert summed("amount", "expense") - paid_over == money.expenses_minor
        assert summed("deductible", "expense") == money.deductible_expenses_minor
        assert summed("deductible", "trip") == money.mileage_deduction_minor
        gross = sum(cents_of(row["amount"]) for row in read if row["form_line"] == "1")
        assert gross == money.gross_minor


@times(10)
@given(held=st.lists(rows, max_size=14), start=st.sampled_from(["01-01", "04-06"]))
def test_every_sheet_of_the_workbook_sums_to_its_total_and_to_the_page(filled, held, start):
    for desk in filled(held, start):
        report = desk.year.year(2025)
        figures = report.year
        sheets = workbook.read(years.xlsx(desk, report))
        totals = {}
        for name, cells in sheets.items():
            if name in {"Summary", "Tips", "Wages and payers", "Form lines", "1099-K explained"}:
                continue
            heads, body, found = workbook.table(cells)
            if found is None:
                continue  # forms of different kinds are never added up
            for place, total in enumerate(found):
                if isinstance(total, float):
                    column = sum(
                        row[place]
                        for row in body
                        if isinstance(row[0], str | float) and isinstance(row[place], float)
                    )
                    assert column == pytest.approx(total, abs=1e-6), (name, heads[place])
            totals[name] = dict(zip(heads, found, strict=True))
        money = figures.money
        for name, head, minor in (
            ("Income", "amount", money.gross_minor),
            ("Given back", "amount", money.refunds_minor + money.chargebacks_minor),
            ("Wages", "amount", money.wages_minor),
            ("Expenses", "amount", money.expenses_minor),
            ("Expenses", "deductible", money.deductible_expenses_minor),
            ("Mileage", "deductible", money.mileage_deduction_minor),
            ("Months", "gross", money.gross_minor),
            ("Months", "net", money.net_minor),
            ("Services", "gross", money.gross_minor),
            ("Purposes", "tips in it", money.tips_minor),
            ("Income by kind", "amount", money.gross_minor),
            ("Expense categories", "deductible", money.deductible_expenses_minor),
            ("Outstanding", "still owed", figures.outstanding_minor),
            ("Credit open", "still open", figures.credit_liability_minor),
            ("Reconciliation", "gross", money.gross_minor),
            ("Reconciliation", "given back", money.refunds_minor + money.chargebacks_minor),
        ):
            assert cents_of(totals[name][head]) == minor, (name, head)
        tax = totals.get("Sales tax", {"amount": 0})
        assert cents_of(tax["amount"]) == figures.sales_tax_minor
        by_line = {row[1]: row[2] for row in sheets["Form lines"][1:] if len(row) > 2}
        assert cents_of(by_line["net"]) == money.net_minor
        assert cents_of(by_line["gross income"] - by_line["total expenses"]) == money.net_minor
        written = sum(cents_of(row[2]) for row in sheets["Form lines"][4:-1] if len(row) > 2)
        assert written == 2 * cents_of(by_line["total expenses"]) + money.net_minor
        fees = ("Income", "Given back", "Wages", "Sales tax")
        assert sum(cents_of(totals.get(name, {}).get("processor fee")) for name in fees) == (
            money.processor_fees_minor
        )
        said = [each for each in held if isinstance(each, TaxForm)]
        if report.period.start.month == 1 and said and len({each.form for each in said}) == 1:
            assert cents_of(totals["Tax forms"]["amount"]) == sum(f.amount_minor for f in said)
            by_method = sum(each.amount_minor for each in said if each.method)
            assert cents_of(totals["Reconciliation"].get("forms say")) == by_method
        summary = {row[0]: row[1] for row in sheets["Summary"] if len(row) > 1}
        assert cents_of(summary["net"]) == money.net_minor
        assert cents_of(summary["gross"]) == money.gross_minor


@times(10)
@given(held=st.lists(rows, max_size=14))
def test_the_page_and_the_json_add_up(filled, held):
    for desk in filled(held):
        report = desk.year.year(2025)
        figures = report.year
        shown = {each.label.partition(",")[0]: each.value for each in words.figures(report)}
        parts = ("session fees", "tips", "other income")
        assert sum(shown[name] for name in parts) == shown["gross"]
        off = ("refunds", "chargebacks", "processor fees", "deductible expenses", "mileage")
        assert shown["gross"] + sum(shown[name] for name in off) == shown["net"]
        assert shown["net"] + shown["wages (employed)"] == shown["take-home"]
        document = year_document(report)
        assert document["net_minor"] == shown["net"]
        came = document["reconciliation"]
        assert sum(row["gross_minor"] for row in came) == document["gross_minor"]
        assert sum(row["tips_minor"] for row in came) == document["tips"]["received_minor"]
        known = [row for row in came if row["form_minor"] is not None]
        assert all(
            row["gross_minor"] - row["form_minor"] == row["difference_minor"] for row in known
        )
        beside = document["reconciliation_by_payer"]
        assert sum(row["form_minor"] for row in (*known, *beside)) == sum(
            row["amount_minor"] for row in document["tax_forms"]
        )
        table = years.table(report, "Reconciliation")
        if len({each["form"] for each in document["tax_forms"]}) > 1:
            continue  # forms of different kinds are never added up
        assert table.totals[7:] in {
            (),
            (
                sum(row["form_minor"] for row in known),
                sum(row["difference_minor"] for row in known),
            ),
        }
        tips = document["tips"]
        assert tips["voluntary_on_1099_minor"] <= tips["voluntary_minor"] <= tips["received_minor"]
        quarters = [desk.year.quarter(f"2025-Q{number}").year for number in (1, 2, 3, 4)]
        assert sum(each.money.gross_minor for each in quarters) == figures.money.gross_minor
        months = [desk.year.month(f"2025-{number:02d}").year for number in range(1, 13)]
        assert sum(each.money.expenses_minor for each in months) == figures.money.expenses_minor


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_spreadsheet_computes_the_same_totals(filled, tmp_path):
    held = [
        Payment(received_on="2025-03-01", kind="session", amount_minor=12_345, fee_minor=57),
        Payment(received_on="2025-03-02", kind="tip", amount_minor=1_055),
        Payment(received_on="2025-03-03", kind="session", amount_minor=10),
    ]
    for desk in filled(held):
        report = desk.year.year(2025)
        (tmp_path / "year.xlsx").write_bytes(years.xlsx(desk, report))
    # The filter's twelfth token writes every sheet, each as a file of its name.
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to",
         as_csv, "--outdir", tmp_path, tmp_path / "year.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with (tmp_path / "year-Income.csv").open(encoding="utf-8") as file:
        [total] = [row for row in csv.reader(file) if row[0] == "total"]
    assert (float(total[5]), float(total[6])) == (134.1, 0.57)
