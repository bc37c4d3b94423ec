"""Books from elsewhere in a practice: nothing doubles, and what nobody knows is asked about."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from bought import row, write

DATA = Path(__file__).parents[2] / "data"
BOOKS = DATA / "books"
TRUTH = json.loads((BOOKS / "truth.json").read_text(encoding="utf-8"))["files"]
DAY = "2026-11-20"
# What tells of the way in which the rows came, and not of what they are.
WAYS = ("import_link", "import_batch", "journal", "operation", "sqlite_sequence")


@pytest.fixture
def bring(run):
    def bring(*arguments):
        done = run("import", *arguments, "--json")
        assert done.code == 0, done.err
        return done.json

    return bring


@pytest.fixture
def year(run):
    return lambda which="2026": run("year", which, "--json").json


def counts(found):
    return found["new"], found["matched"], len(found["unclear"]), found["duplicate"]


def test_miles_count_with_what_was_paid_beside_them(bring, year, run, path, tables):
    run("client", "add", "Ana")
    before = tables(path)
    found = bring(BOOKS / "mileiq.csv")
    truth = TRUTH["mileiq.csv"]
    assert (found["new"], found["skipped"]) == (truth["trips"], len(truth["skipped"]))
    assert Counter(each["reason"] for each in found["skipped_rows"]) == {
        "a trip that is not the practice's: Personal": 12,
        "a line of totals": 1,
    }
    mileage = year("2025")["mileage"]
    assert mileage["distance"] * 10 == sum(truth["miles_tenths_by_month"].values())
    beside = [*truth["parking_by_month"].values(), *truth["tolls_by_month"].values()]
    assert year("2025")["expenses_minor"] == sum(beside)
    assert counts(bring(BOOKS / "mileiq.csv")) == (0, 0, 0, truth["trips"])
    run("undo")
    assert tables(path) == before


# -- Square's items and its transactions

ITEMS = (
    "Date", "Time", "Item", "Qty", "Price Point Name", "Net Sales", "Payment ID", "Event Type",
    "Itemization Type", "Customer Name",
)  # fmt: skip


def items(path, *rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(ITEMS)
        for number, item, minor, *more in rows:
            kind, client = (*more, "Service", "")[:2] if more else ("Service", "")
            event = "Payment" if minor > 0 else "Refund"
            net = f"{'-' if minor < 0 else ''}${abs(minor) // 100}.{abs(minor) % 100:02}"
            cells = (DAY, "10:05:00", item, "1.0", "", net, number, event, kind, client)
            writer.writerow(cells)
    return path


def state(run, which):
    """What the practice holds, by what it says: not by the numbers of its rows."""
    sessions = run("sessions", "--from", f"{which}-01-01", "--to", f"{which}-12-31", "--json").json
    keys = ("date", "client", "service", "minutes", "price_minor", "tip_minor", "method", "status")
    held = sorted(str({key: each.get(key) for key in keys}) for each in sessions["sessions"])
    page = run("year", which, "--json").json
    return held, page


@pytest.mark.parametrize("first", ["items", "transactions"])
def test_items_and_transactions_meet_whichever_comes_first(run, bring, year, first):
    files = [BOOKS / "square_items.csv", DATA / "square" / "square_transactions_2025.csv"]
    if first == "transactions":
        files.reverse()
    found = [bring(file) for file in files]
    truth = json.loads((DATA / "square" / "truth.json").read_text(encoding="utf-8"))
    truth = truth["files"]["square_transactions_2025.csv"]
    page = year("2025")
    tips = sum(truth["tips_by_month"].values())
    assert page["gross_minor"] == sum(truth["gross_by_month"].values()) + tips
    assert page["tips_minor"] == tips
    assert page["processor_fees_minor"] == sum(truth["fees_by_month"].values())
    assert page["refunds_minor"] == sum(truth["refunds_by_month"].values())
    assert page["sessions"] == TRUTH["square_items.csv"]["sessions"]
    assert sum(each["matched"] for each in found) >= 170
    assert [len(each["unclear"]) for each in found] == [0, 0]
    # Each visit of the items is paid, by its own money.
    assert run("outstanding", "--json").json["total_minor"] == 0
    for file in files:
        again = bring(file)
        assert (again["new"], again["matched"]) == (0, 0)


def test_both_orders_end_in_the_same(run, bring, tmp_path):
    files = [BOOKS / "square_items.csv", DATA / "square" / "square_transactions_2025.csv"]
    ends = []
    for order in (files, files[::-1]):
        for file in order:
            bring(file)
        ends.append(state(run, 2025))
        for _ in order:
            run("undo")
    assert ends[0] == ends[1]
    assert len(ends[0][0]) == TRUTH["square_items.csv"]["sessions"]


@pytest.mark.parametrize("first", ["items", "transactions"])
def test_two_visits_of_one_payment_share_its_money(run, bring, year, tmp_path, first, path, tables):
    run("client", "add", "Ana")
    before = tables(path)
    sold = items(
        tmp_path / "items.csv",
        ("p1", "Swedish 60", 9000),
        ("p1", "Swedish 60", 9000),
        ("p1", "Oil", 1500, "Physical Good"),
    )
    paid = write(tmp_path / "square.csv", [row("p1", 19500, 2000, client="Ana", fee=600)])
    for file in (sold, paid) if first == "items" else (paid, sold):
        bring(file)
    page = year()
    assert (page["gross_minor"], page["tips_minor"], page["sessions"]) == (21500, 2000, 2)
    assert page["processor_fees_minor"] == 600
    assert run("outstanding", "--json").json["total_minor"] == 0
    for _ in range(2):
        run("undo")
    assert tables(path) == before


def test_items_meet_what_was_typed_with_its_tip(run, bring, year, tmp_path):
    run("log", f"ana swedish 60m 90+15 card {DAY}", "--yes")
    sold = items(tmp_path / "items.csv", ("p1", "Swedish 60", 9000, "Service", "Ana"))
    assert counts(bring(sold)) == (0, 1, 0, 0)
    paid = write(tmp_path / "square.csv", [row("p1", 9000, 1500, client="Ana", fee=300)])
    assert counts(bring(paid)) == (0, 1, 0, 0)
    page = year()
    assert (page["gross_minor"], page["tips_minor"], page["sessions"]) == (10500, 1500, 1)
    assert page["processor_fees_minor"] == 300


def test_a_refund_in_both_files_is_given_back_once(bring, year, tmp_path):
    sold = items(tmp_path / "items.csv", ("p1", "Swedish 60", 9000), ("p2", "Swedish 60", -9000))
    rows = [row("p1", 9000), row("p2", -9000, Event_Type="Refund")]
    bring(sold)
    assert year()["refunds_minor"] == 9000
    bring(write(tmp_path / "square.csv", rows))
    assert (year()["gross_minor"], year()["refunds_minor"]) == (9000, 9000)


# -- a bank's account


def statement(path, *lines):
    body = "".join(
        f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{number}<NAME>{name}</STMTTRN>\n"
        for number, (kind, day, amount, name) in enumerate(lines)
    )
    path.write_text(f"OFXHEADER:100\n\n<OFX><CURDEF>USD<ACCTID>1\n{body}</OFX>\n", encoding="utf-8")
    return path


@pytest.fixture
def bank(tmp_path):
    return lambda *lines: statement(tmp_path / "bank.ofx", *lines)


def test_a_deposit_of_what_was_typed_adds_nothing(run, bring, year, bank, path, tables):
    run("log", f"ana swedish 60m 90+15 check {DAY}", "--yes")
    before = tables(path)
    file = bank(("CHECK", "20261123", "105.00", "MOBILE DEPOSIT"))
    assert counts(bring(file)) == (0, 1, 0, 0)
    assert year()["gross_minor"] == 10500
    assert counts(bring(file)) == (0, 0, 0, 1)
    run("undo")
    assert tables(path) == before


def test_a_second_deposit_of_the_same_amount_is_asked_about(run, bring, bank):
    run("log", f"ana swedish 60m 90 check {DAY}", "--yes")
    deposit = ("CHECK", "20261123", "90.00", "MOBILE DEPOSIT")
    assert counts(bring(bank(deposit, deposit))) == (0, 1, 1, 0)


def test_cash_is_not_what_a_bank_saw(run, bring, bank):
    run("log", f"ana swedish 60m 90 cash {DAY}", "--yes")
    assert counts(bring(bank(("CREDIT", "20261123", "90.00", "ACME")))) == (0, 0, 1, 0)


def test_a_deposit_may_be_what_a_session_waits_for(run, bring, year, bank):
    run("log", f"ana swedish 60m 90 invoice {DAY}", "--yes")
    file = bank(("CREDIT", "20261123", "90.00", "ANA RUIZ"))
    found = bring(file)
    (asked,) = found["unclear"]
    assert (asked["text"], asked["is_spent"], asked["candidates"][0]["session"]) == (
        "ANA RUIZ", False, 1,
    )  # fmt: skip
    assert year()["gross_minor"] == 0
    assert counts(bring(file, "--unclear", "match")) == (0, 1, 0, 0)
    assert year()["gross_minor"] == 9000
    assert run("outstanding", "--json").json["total_minor"] == 0


def test_what_nobody_knows_waits_for_a_yes(run, bring, year, bank, path, tables):
    run("client", "add", "Ana")
    before = tables(path)
    file = bank(
        ("CREDIT", "20261123", "95.00", "ZELLE FROM BEN"), ("DEBIT", "20261123", "-48.20", "LINEN")
    )
    found = bring(file)
    assert counts(found) == (0, 0, 2, 0)
    assert found["by_month"] == []
    assert tables(path) == before
    said = run("import", file)
    assert "2026-11-23 $95.00 zelle “ZELLE FROM BEN”: income that is not here yet?" in (said.err)
    assert "2026-11-23 $48.20 “LINEN”: a cost of the practice?" in said.err
    assert counts(bring(file, "--unclear", "new")) == (2, 0, 0, 0)
    assert (year()["gross_minor"], year()["expenses_minor"]) == (9500, 4820)


def test_payouts_are_no_income(run, bring, year, bank):
    found = bring(
        bank(
            ("CREDIT", "20261123", "412.16", "STRIPE TRANSFER"), ("INT", "20261123", "0.12", "INT")
        )
    )
    assert (counts(found), found["skipped"]) == ((0, 0, 0, 0), 2)
    assert Counter(each["reason"] for each in found["skipped_rows"]) == {
        "a payout of Stripe: its money came in before": 1,
        "interest: no income of the practice's work": 1,
    }
    assert "1 payout of Stripe, $412.16, is no income" in found["warnings"][0]


def test_a_cost_written_down_before_adds_nothing(run, bring, year, bank):
    run("spend", "48.20", "Linen", "Loft", "--category", "supplies", "--on", DAY)
    line = ("DEBIT", "20261122", "-48.20", "LINEN LOFT #12 PORTLAND")
    assert counts(bring(bank(line))) == (0, 1, 0, 0)
    assert year()["expenses_minor"] == 4820
    # Where she bought before, the next one is a cost by itself, in that category.
    more = ("DEBIT", "20261123", "-12.00", "LINEN LOFT #12 PORTLAND")
    assert counts(bring(bank(line, more))) == (1, 0, 0, 1)
    (known,) = year()["expenses_by_category"]
    assert (known["key"], known["amount_minor"]) == ("supplies", 6020)


def test_the_same_account_as_ofx_and_as_qif_is_one(run, bring, year):
    first = bring(BOOKS / "checking.ofx", "--unclear", "new")
    before = year("2025")
    found = bring(BOOKS / "checking.qif", "--unclear", "new")
    assert (first["new"], found["new"], found["matched"]) == (5, 0, 5)
    assert {**year("2025"), "as_of": 0} == {**before, "as_of": 0}


def test_a_journal_and_what_was_typed_are_one(run, bring, year):
    run("spend", "48.20", "Linen", "Loft", "--category", "supplies", "--on", "2025-01-03")
    found = bring(BOOKS / "books.beancount")
    assert (found["new"], found["matched"]) == (5, 1)
    page = year("2025")
    truth = TRUTH["books.beancount"]
    assert page["gross_minor"] == sum(truth["income"].values()) - truth["income"]["refund"]
    assert page["expenses_minor"] == sum(truth["expenses"].values())
    assert page["processor_fees_minor"] == truth["fees"]
    assert counts(bring(BOOKS / "books.beancount")) == (0, 0, 0, 6)
