"""A year of accounts worked out on paper, entered by the commands, agreeing to the cent everywhere.

The year of 2022 from 1 April, to 31 March 2023, in dollars. Money in:

    1 Apr   session 90.00 + tip 15.00, card (fee 2.70)
    10 May  session 120.00, cash
    20 Aug  insurance 85.00, toward the session of 15 June that cost 100.00
    5 Jul   package of 5 sessions, 400.00, card: 80.00 used on 12 Jul and on 12 Aug
    1 Sep   gift card 60.00, cash: 25.00 used on 1 Oct, the rest expires on 1 Jan
    11 Nov  product 30.00, venmo
    2 Dec   cancellation fee 45.00, card (fee 1.35)
    15 Jan  wage 500.00, check

Money back:  20 Apr refund 20.00, card
             1 Jun  chargeback 60.00, card (fee 15.00)
             1 Feb  100.00 of the package refunded, card

    session fees   90.00 + 120.00 + 85.00                          =  295.00
    tips                                                           =   15.00
    other income   400.00 + 60.00 + 30.00 + 45.00                  =  535.00
    gross                                                          =  845.00
    refunds        20.00 + 100.00                                  =  120.00
    chargebacks                                                    =   60.00
    fees           2.70 + 1.35 + 15.00                             =   19.05
    expenses       rent 400.00, meals 33.33 and 20.01,
                   own bodywork 70.00, supplies 42.50              =  565.84
    deductible     400.00 + 16.67 (half of 33.33, up) + 10.01
                   (half of 20.01, up) + 0 + 42.50                 =  469.18
    mileage        30 June 10.1 mi x 58.5 cents = 5.9085
                   1 July  10.1 mi x 62.5 cents = 6.3125
                   2 Jan    3.3 mi x 65.5 cents = 2.1615: 14.3825  =   14.38
    net            845.00 - 120.00 - 60.00 - 19.05 - 469.18 - 14.38 = 162.39
    wages 500.00; take-home 162.39 + 500.00                        =  662.39
    outstanding    100.00 - 85.00                                  =   15.00
    liability      package 400.00 - 160.00 - 100.00 = 140.00,
                   gift card 60.00 - 25.00 - 35.00 expired = 0     =  140.00
    sessions       1 Apr 60, 10 May 90, 15 Jun 60, 12 Jul 60,
                   12 Aug 60, 1 Oct 30 minutes                     = 6, 360 min
    an hour        662.39 over 6 hours and 1 unpaid: 94.6271       =   94.63

The day before and the day after hold a session paid with 70.00 and 80.00 each, which are not in it.
By the way it came: card 90 + 15 + 400 + 45 = 550.00 (given back 180.00), cash 120 + 60 = 180.00,
insurance 85.00, venmo 30.00; together 845.00.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from io import StringIO

import pytest
import workbook
from made_once import written_once

COMMANDS = """
settings currency USD
settings fiscal_year_start 04-01
log ana swedish 60m 70 cash 2022-03-31 --yes
log ana swedish 60m 80 cash 2023-04-01
log ana swedish 60m 90+15 card 2022-04-01
edit 3 fee=2.70 --of payment
log bo deep tissue 90m 120 cash 2022-05-10 --yes
log bo swedish 60m 2022-06-15
edit 5 price=100
pay bo 85 --kind insurance --method insurance --on 2022-08-20
credit sell ana 400 --sessions 5 --method card --on 2022-07-05
log ana swedish 60m package 2022-07-12
log ana swedish 60m package 2022-08-12
credit sell bo 60 --kind gift_card --method cash --on 2022-09-01 --expires 2023-01-01
log bo swedish 30m 25 gift card 2022-10-01
pay ana 30 --kind product --method venmo --on 2022-11-11
pay bo 45 --kind cancellation_fee --method card --fee 1.35 --on 2022-12-02
client add Clinic
pay clinic 500 --kind wage --method check --on 2023-01-15
pay ana 20 --kind refund --method card --on 2022-04-20
pay bo 60 --kind chargeback --method card --fee 15 --on 2022-06-01
credit refund 1 100 --method card --on 2023-02-01
spend 400 Maple --category rent_room --on 2022-04-01
spend 33.33 lunch meals --on 2022-05-05
spend 20.01 dinner meals --on 2023-03-31
spend 70 massage --category own_bodywork --on 2022-09-09
spend 42.50 oil supplies --on 2022-10-10
trip 10.1mi home visit --on 2022-06-30
trip 10.1mi home visit --on 2022-07-01
trip 3.3mi bank --on 2023-01-02
time 60 admin --on 2022-10-10
"""

FIGURES = {
    "session fees": 29_500, "tips": 1_500, "other income": 53_500, "gross": 84_500,
    "refunds": -12_000, "chargebacks": -6_000, "processor fees": -1_905,
    "deductible expenses": -46_918, "mileage, 23.5 mi": -1_438, "net": 16_239,
    "wages (employed)": 50_000, "take-home": 66_239, "outstanding": 1_500,
    "gift cards, packages open": 14_000,
}  # fmt: skip


@written_once
def practice(done):
    for line in COMMANDS.strip().splitlines():
        done(*line.split())


def test_the_document(practice, done):
    year = done("year", "2022", "--json").json
    assert (year["period_start"], year["period_end"]) == ("2022-04-01", "2023-03-31")
    paper = {
        "gross_minor": 84_500, "session_fees_minor": 29_500, "tips_minor": 1_500,
        "other_income_minor": 53_500, "wages_minor": 50_000, "refunds_minor": 12_000,
        "chargebacks_minor": 6_000, "processor_fees_minor": 1_905, "expenses_minor": 56_584,
        "deductible_expenses_minor": 46_918, "net_minor": 16_239, "take_home_minor": 66_239,
        "take_home_per_hour_minor": 9_463, "outstanding_minor": 1_500,
        "credit_liability_minor": 14_000, "sessions": 6, "hands_on_minutes": 360,
        "unpaid_minutes": 60, "tax_estimate": None,
        "mileage": {"distance": 23.5, "unit": "mi", "deduction_minor": 1_438},
    }  # fmt: skip
    assert {key: year[key] for key in paper} == paper
    came = {
        row["key"]: (row["gross_minor"], row["given_back_minor"]) for row in year["reconciliation"]
    }
    assert came == {
        "card": (55_000, 18_000), "cash": (18_000, 0), "insurance": (8_500, 0), "venmo": (3_000, 0),
    }  # fmt: skip
    assert sum(month["net_minor"] for month in year["by_month"]) == 16_239
    for key in ("by_month", "by_purpose", "by_service", "by_method", "by_workplace"):
        assert sum(row["gross_minor"] for row in year[key]) == 84_500, key
        assert sum(row["sessions"] for row in year[key]) == 6, key
    quarters = [
        done("report", "quarter", f"2022-Q{number}", "--json").json for number in (1, 2, 3, 4)
    ]
    # April to June: 225.00; July to September: 545.00; then 75.00; then nothing.
    assert [each["gross_minor"] for each in quarters] == [22_500, 54_500, 7_500, 0]
    assert [each["credit_liability_minor"] for each in quarters] == [0, 30_000, 27_500, 14_000]


def test_the_rows(practice, done):
    rows = list(csv.DictReader(StringIO(done("year", "2022", "--csv", "-").out)))
    sums = {}
    for row in rows:
        for column in ("amount", "processor_fee", "deductible", "distance"):
            key = row["kind"], column
            sums[key] = sums.get(key, 0) + round(float(row[column] or 0) * 100)
    amounts = {
        kind: minor for (kind, column), minor in sums.items() if column == "amount" and minor
    }
    assert amounts == {
        "session": 21_000, "tip": 1_500, "insurance": 8_500, "package": 40_000, "gift_card": 6_000,
        "product": 3_000, "cancellation_fee": 4_500, "wage": 50_000, "refund": 12_000,
        "chargeback": 6_000, "redemption": 18_500, "rent_room": 40_000, "meals": 5_334,
        "own_bodywork": 7_000, "supplies": 4_250,
        # What was open at the end of the year has kinds of its own.
        "unpaid_session": 1_500, "open_package": 14_000,
    }  # fmt: skip
    assert sum(minor for (_, column), minor in sums.items() if column == "processor_fee") == 1_905
    deducted = {k: minor for (k, column), minor in sums.items() if column == "deductible" and minor}
    assert deducted == {"rent_room": 40_000, "meals": 2_668, "supplies": 4_250, "mileage": 1_438}


def test_the_workbook(practice, done, tmp_path):
    done("year", "2022", "--xlsx", tmp_path / "y.xlsx")
    sheets = workbook.read((tmp_path / "y.xlsx").read_bytes())
    summary = {row[0]: row[1] for row in sheets["Summary"] if len(row) > 1}
    assert {name: round(summary[name] * 100) for name in FIGURES} == FIGURES
    for name, column, minor in (
        ("Income", "amount", 84_500), ("Given back", "amount", 18_000), ("Wages", "amount", 50_000),
        ("Expenses", "amount", 56_584), ("Expenses", "deductible", 46_918),
        ("Mileage", "deductible", 1_438), ("Credit used", "amount", 18_500),
        ("Months", "net", 16_239), ("Reconciliation", "gross", 84_500),
        ("Reconciliation", "fees", 1_905), ("Expense categories", "amount", 56_584),
    ):  # fmt: skip
        heads, _, totals = workbook.table(sheets[name])
        assert round(totals[heads.index(column)] * 100) == minor, (name, column)


def words(minor):
    return f"{'-' if minor < 0 else ''}${abs(minor) // 100:,}.{abs(minor) % 100:02d}"


def test_the_page_and_the_pdf(practice, done, tmp_path):
    page = done("year", "2022").out
    for name, minor in FIGURES.items():
        assert re.search(rf"^ +{re.escape(name)} +{re.escape(words(minor))}", page, re.MULTILINE), (
            name
        )
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done("year", "2022", "--pdf", tmp_path / "y.pdf")
    pdf = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "y.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name, minor in FIGURES.items():
        assert re.search(rf"{re.escape(name)} +{re.escape(words(minor))}", pdf), name
    # The totals of the categories and of the mileage log.
    assert re.search(r"total +\$565\.84 +\$469\.18", pdf)
    assert re.search(r"total +23\.5 +\$14\.38", pdf)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_sums(practice, done, tmp_path):
    done("year", "2022", "--xlsx", tmp_path / "year.xlsx")
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to",
         as_csv, "--outdir", tmp_path, tmp_path / "year.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    def total(sheet, head):
        with (tmp_path / f"year-{sheet}.csv").open(encoding="utf-8") as file:
            rows = list(csv.reader(file))
        [found] = [row for row in rows if row[0] == "total"]
        return round(float(found[rows[0].index(head)].replace("$", "").replace(",", "")) * 100)

    assert total("Income", "amount") == 84_500
    assert total("Expenses", "deductible") == 46_918
    assert total("Mileage", "deductible") == 1_438
    assert total("Months", "net") == 16_239
    assert total("Reconciliation", "given back") == 18_000
