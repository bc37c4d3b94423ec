"""Two programs of one practice, in both orders: what one booked and the other took in is one thing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mtdesk.desk.files import later

DATA = Path(__file__).parents[2] / "data"
TRUTH = {
    name: truth
    for folder in ("practices", "square")
    for name, truth in json.loads((DATA / folder / "truth.json").read_text(encoding="utf-8"))[
        "files"
    ].items()
}
ACUITY, JANE = "practices/acuity_appointments.csv", "practices/jane_appointments.csv"
SALES, SQUARE = "practices/jane_sales.csv", "square/square_transactions_2025.csv"
TIPS = sum(TRUTH["square_transactions_2025.csv"]["tips_by_month"].values())
MINUTES = sum(TRUTH["jane_appointments.csv"]["minutes_by_month"].values())
DONE = TRUTH["jane_appointments.csv"]["by_status"]["done"]
SOLD = TRUTH["jane_sales.csv"]
GROSS = sum(SOLD["gross_by_month"].values()) - sum(SOLD["gift_card_redeemed_by_month"].values())


@pytest.fixture(autouse=True)
def on_the_coast(monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")


@pytest.fixture
def brought(done):
    """Files imported one after the other; how many rows each left to be asked about."""

    def bring(*names, unclear="match"):
        asked = []
        for name in names:
            found = done("import", DATA / name, "--dry-run", "--json").json
            asked.append(len(found["unclear"]))
            done("import", DATA / name, "--unclear", unclear)
        return asked

    return bring


# Of two visits of one client and price on a day one was paid elsewhere: which, only she knows.
@pytest.mark.parametrize(
    ("names", "unclear"), [((JANE, SALES, SQUARE), "match"), ((SQUARE, JANE, SALES), "new")]
)
def test_a_price_without_a_tip_meets_the_payment_that_has_one(
    brought, run, tables, path, names, unclear
):
    asked = brought(*names, unclear=unclear)
    assert max(asked) <= 2, asked
    year = run("year", "2025", "--json").json
    assert (year["sessions"], year["hands_on_minutes"]) == (DONE, MINUTES)
    assert year["tips_minor"] == TIPS
    assert year["gross_minor"] == GROSS + TIPS
    for _ in names:
        assert run("undo").code == 0
    left = tables(path)
    assert not left["session"]
    assert not left["payment"]


@pytest.mark.parametrize(
    ("names", "unclear"), [((ACUITY, SQUARE), "match"), ((SQUARE, ACUITY), "new")]
)
def test_appointments_with_prices_meet_what_came_in(brought, run, names, unclear):
    asked = brought(*names, unclear=unclear)
    assert max(asked) <= 3, asked
    year = run("year", "2025", "--json").json
    assert (year["sessions"], year["hands_on_minutes"]) == (DONE, MINUTES)


def test_what_is_put_away_until_the_file_is_read_meets_the_same(brought, run, monkeypatch):
    """More rows than are kept in memory: those of a day, and of an id, come together again."""
    monkeypatch.setattr(later, "_AT_HAND", 600)  # a day's rows are put away at two times
    asked = brought(SQUARE, JANE, SALES, unclear="new")
    assert max(asked) <= 2, asked
    year = run("year", "2025", "--json").json
    assert (year["sessions"], year["gross_minor"]) == (DONE, GROSS + TIPS)
    again = run("import", DATA / SALES, "--json").json
    assert (again["new"], again["matched"]) == (0, 0)


def of_a_day(tmp_path, name, column, beginning):
    """The rows of a file whose column begins so."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    picked = tmp_path / Path(name).name
    with picked.open("w", encoding="utf-8", newline="") as file:
        place = header.index(column)
        found = [row for row in rows if row[place].startswith(beginning)]
        csv.writer(file).writerows([header, *found])
    return picked


def test_what_a_gift_card_paid_of_a_price_is_no_money(run, done, tmp_path, tables, path):
    """A visit of 165.00 with a tip of 25.00: 150.00 by gift card, 40.00 by card."""
    done("import", of_a_day(tmp_path, ACUITY, "Start Time", "July 24, 2025"))
    before = tables(path)
    took = run("import", of_a_day(tmp_path, SQUARE, "Date", "2025-07-24"), "--json").json
    assert (took["new"], took["matched"], took["unclear"]) == (0, 1, [])
    year = run("year", "2025", "--json").json
    other = 15_000  # somebody else's visit of that day, which Square did not take
    assert year["session_fees_minor"] == 1_500 + other
    assert (year["tips_minor"], year["processor_fees_minor"]) == (2_500, 155)
    assert year["outstanding_minor"] == 0
    again = run("import", tmp_path / "square_transactions_2025.csv", "--json").json
    assert (again["new"], again["duplicate"]) == (0, 1)
    assert run("undo").code == 0
    assert tables(path) == before


def test_a_visit_that_a_gift_card_paid_in_part_owes_nothing(run, done, tmp_path):
    done("import", of_a_day(tmp_path, SQUARE, "Date", "2025-07-24"))
    appointments = of_a_day(tmp_path, ACUITY, "Start Time", "July 24, 2025")
    done("import", appointments, "--unclear", "match")
    year = run("year", "2025", "--json").json
    assert (year["session_fees_minor"], year["tips_minor"]) == (1_500 + 15_000, 2_500)
    assert year["outstanding_minor"] == 0


_VISIT = (
    "id,start_at,end_at,treatment_name,staff_member_name,break,state,patient_first_name,"
    "patient_last_name\n4,2025-07-24 14:20,2025-07-24 15:50,Hot Stone,Robin,false,arrived,Ana,Alder\n"
)
_SALE = (
    "Purchase Date,Patient,Item,Staff Member,Payer,Invoice #,Income Category,Details,Total,Collected\n"
    "2025-07-24,Ana Alder,Hot Stone,Robin,Ana Alder,23,Treatment,{},165,165\n"
)


@pytest.mark.parametrize("first", ["visit", "sale"])
@pytest.mark.parametrize(
    ("details", "paid"), [("", 16500), ("Paid with gift card GC-1: 150.00", 1500)]
)
def test_a_visit_cost_what_came_in_and_what_a_gift_card_paid(run, tmp_path, first, details, paid):
    files = {"visit": tmp_path / "visit.csv", "sale": tmp_path / "sale.csv"}
    files["visit"].write_text(_VISIT, encoding="utf-8")
    files["sale"].write_text(_SALE.format(details), encoding="utf-8")
    for name in sorted(files, key=lambda name: name != first):
        assert run("import", files[name]).code == 0
    [session] = run("sessions", "--json").json["sessions"]
    assert (session["price_minor"], session["money_unknown"]) == (16500, False)
    year = run("year", "2025", "--json").json
    assert (year["gross_minor"], year["outstanding_minor"]) == (paid, 0)


def by_gift_card(tmp_path):
    """Files of one visit of 165.00, of which a gift card paid all; of Square's the payment alone."""
    with (DATA / SQUARE).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    row = dict.fromkeys(header, "")
    row |= {each: cell for each, cell in zip(header, rows[0], strict=True) if cell.startswith("$")}
    row = {each: "$0.00" if cell else "" for each, cell in row.items()}
    row |= {
        "Date": "2025-07-24", "Time": "15:55:00", "Time Zone": "Pacific Time (US & Canada)",
        "Gross Sales": "$165.00", "Net Sales": "$165.00", "Total Collected": "$165.00",
        "Square Gift Card": "$165.00", "Payment ID": "P1", "Event Type": "Payment",
        "Transaction Status": "Complete", "Customer Name": "Ana Alder", "Description": "Hot Stone",
    }  # fmt: skip
    texts = {
        "visit": _VISIT,
        "sale": _SALE.format("Paid with gift card GC-1: 165.00"),
        "square": f"{','.join(header)}\n{','.join(row[each] for each in header)}\n",
        "own": "Day;Client;Service;Min;Amount;How\n"
        "2025-07-24;Ana Alder;Hot Stone;90;165;gift card\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.csv" for name in texts}


@pytest.mark.parametrize(
    "names",
    [
        ("own",), ("visit", "sale"), ("sale", "visit"), ("visit", "square"), ("square", "visit"),
        ("visit", "own"), ("visit", "sale", "square"), ("square", "sale", "visit"), ("owed", "sale"),
        ("owed", "square"), ("owed", "own"), ("owed", "sale", "visit"),
    ],
)  # fmt: skip
def test_a_visit_that_a_gift_card_paid_alone_owes_nothing_and_is_known(
    run, done, tmp_path, tables, path, names
):
    files = by_gift_card(tmp_path)
    done("settings", "week_start", "monday")
    if "owed" in names:
        done(
            "log", "--client", "Ana Alder", "--minutes", "90", "--price", "165",
            "--method", "unpaid", "--at", "14:20", "--on", "2025-07-24", "--yes",
        )  # fmt: skip
    before = [tables(path)]
    brought = [files[name] for name in names if name != "owed"]
    for file in brought:
        done("import", file)
        before.append(tables(path))
    [session] = run("sessions", "--json").json["sessions"]
    assert (session["price_minor"], session["money_unknown"]) == (16500, False)
    year = run("year", "2025", "--json").json
    assert (year["gross_minor"], year["outstanding_minor"], year["money_unknown"]) == (0, 0, 0)
    assert run("outstanding", "--json").json["total_minor"] == 0
    assert len(before[-1]["redemption"]) == 1
    for file in brought:
        assert run("import", file, "--json").json["new"] == 0
    assert tables(path) == before.pop()
    while len(before) > 0:
        assert run("undo").code == 0
        assert tables(path) == before.pop()
