"""A year kept the way people keep one, held to the cent against a ledger that was worked out apart.

More than 150 visits, typed line by line and imported from Square at the same time: cash, card, owed and
paid later, walk-ins that only Square saw, gift cards over New Year, a package refunded, insurance that
comes late and less, a workplace that splits and one that pays wages, a payment in two years, a
chargeback, sales tax, a split tender, mileage over a change of its rate.

`Ledger` below knows nothing of mtdesk: each event adds to it what an accountant would write down.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from io import StringIO

import bought
import pytest
import workbook

NOW = datetime(2027, 2, 15, 12, tzinfo=timezone(timedelta(hours=-5)))
REGULARS = [f"Client{number} Regular" for number in range(10)]


class Ledger:
    """Money by the day it came or went, in cents, and what was open at the end of any day."""

    def __init__(self):
        self.rows = []  # (day, kind, cents)
        self.owed = []  # (day, cents, [(paid on, cents)])
        self.credit = []  # (day, cents, [(used on, cents)])

    def add(self, day, kind, cents):
        self.rows.append((day, kind, cents))

    def owes(self, day, cents, *paid):
        self.owed.append((day, cents, paid))
        for on, part in paid:
            self.add(on, "session", part)

    def total(self, first, last, *kinds):
        return sum(
            cents for day, kind, cents in self.rows if first <= day <= last and kind in kinds
        )

    def months(self, first, last, *kinds):
        found = Counter()
        for day, kind, cents in self.rows:
            if first <= day <= last and kind in kinds:
                found[day[:7]] += cents
        return found

    def outstanding(self, day):
        return sum(
            cents - sum(part for on, part in paid if on <= day)
            for since, cents, paid in self.owed
            if since <= day
        )

    def liability(self, day):
        return sum(
            cents - sum(part for on, part in used if on <= day)
            for since, cents, used in self.credit
            if since <= day
        )


class Year:
    """Types the year and keeps the ledger beside it; what went through Square is in `rows`."""

    def __init__(self, done):
        self.done = lambda *words: done(*words, at=lambda: NOW)
        self.ledger, self.rows, self.visits = Ledger(), [], 0

    def log(self, client, words, day, clock, *more):
        self.visits += 1
        self.done("log", f'"{client}"', *words.split(), day, clock, "--yes", *more)

    def square(self, client, day, clock, price, tip=0, fee=0, **other):
        number = f"sq{len(self.rows) + 1}"
        at = f"{int(clock[:2]):02d}:{int(clock[3:]) + 5:02d}:00"
        self.rows.append(
            bought.row(number, price, tip, client=client, day=day, time=at, fee=fee, **other)
        )
        self.ledger.add(day, "fee", fee)

    def keep(self):
        for kind in (
            self.settle_in, self.every_week, self.at_workplaces, self.on_credit, self.by_insurers,
            self.in_two_years, self.given_back, self.taxed, self.spent, self.driven,
        ):  # fmt: skip
            kind()

    def settle_in(self):
        self.done("settings", "currency", "USD")
        for name in ("Harbour", "Clinic"):
            self.done("workplace", "add", name)
        terms = ("--from", "2025-01-01", "--collects", "workplace")
        self.done("workplace", "terms", "Harbour", *terms, "--kind", "split", "--percent", "60")
        self.done("workplace", "terms", "Clinic", *terms, "--kind", "hourly", "--amount", "30",
                  "--employed")  # fmt: skip

    def every_week(self):
        monday = date(2026, 1, 5)
        for week in range(50):
            client, start = REGULARS[week % 10], monday + timedelta(weeks=week)
            day = str(start)
            self.log(client, "swedish 60m 90 cash e5", day, "09:00")
            self.ledger.add(day, "session", 9_000)

            day, tip = str(start + timedelta(days=2)), 500 * (week % 4)
            asked = f"95+{tip // 100}" if tip else "95"
            self.log(client, f"deep tissue 60m {asked} card e6", day, "11:00")
            self.square(client, day, "11:00", 9_500, tip, 290)
            self.ledger.add(day, "session", 9_500)
            self.ledger.add(day, "tip", tip)

            day = str(start + timedelta(days=4))
            self.log(client, "swedish 60m 85 owed e5", day, "14:00")
            if week % 2:
                later = str(start + timedelta(days=16))
                self.done("pay", client, "85", "--method", "check", "--on", later)
                self.ledger.owes(day, 8_500, (later, 8_500))
            else:  # it went through Square the same day, and nobody typed it
                self.square(client, day, "14:00", 8_500, 0, 260)
                self.ledger.owes(day, 8_500, (day, 8_500))

            if week % 5 == 0:  # somebody walked in, and only Square knows
                self.square("", str(start + timedelta(days=3)), "16:00", 7_000, 0, 230)
                self.ledger.add(str(start + timedelta(days=3)), "session", 7_000)

    def at_workplaces(self):
        for month in range(1, 13):
            day, paid = f"2026-{month:02d}-13", f"2026-{month:02d}-27"
            self.log("Spa Guest", "swedish 60m 100 @harbour e5", day, "18:00")
            self.done("pay", "@Harbour", "60", "--on", paid, "--method", "transfer")
            self.ledger.owes(day, 6_000, (paid, 6_000))
            self.log("Ward Guest", "swedish 60m @clinic e5", day, "20:00")
            self.done("pay", "@Clinic", "30", "--kind", "wage", "--on", paid)
            self.ledger.owed.append((day, 3_000, [(paid, 3_000)]))
            self.ledger.add(paid, "wage", 3_000)

    def on_credit(self):
        self.done("credit", "sell", "Client0 Regular", "105", "--kind", "gift_card", "--method", "cash",
                  "--on", "2025-12-20")  # fmt: skip
        self.ledger.add("2025-12-20", "other", 10_500)
        self.log("Client0 Regular", "swedish 60m 90+15 gift-card e5", "2026-01-10", "10:00")
        self.ledger.credit.append(("2025-12-20", 10_500, [("2026-01-10", 10_500)]))
        self.done("credit", "sell", "Client1 Regular", "200", "--kind", "gift_card", "--method", "card",
                  "--on", "2026-12-22")  # fmt: skip
        self.ledger.add("2026-12-22", "other", 20_000)
        self.ledger.credit.append(("2026-12-22", 20_000, []))

    def by_insurers(self):
        self.log("Ida Insured", "swedish 60m 130 insurance e5", "2026-03-14", "10:00")
        self.done("pay", "Ida Insured", "110", "--insurer", "Blue Cross", "--on", "2026-04-20")
        number = self.newest()
        self.done("edit", number, "price=110")  # what it will not pay is let go
        self.ledger.owes("2026-03-14", 11_000, ("2026-04-20", 11_000))
        self.log("Ida Insured", "swedish 60m 120 insurance e5", "2026-11-21", "10:00")
        self.done("pay", "Ida Insured", "100", "--insurer", "Blue Cross", "--on", "2027-01-15")
        self.ledger.owes("2026-11-21", 12_000, ("2027-01-15", 10_000))

    def in_two_years(self):
        self.log("Pia Parts", "swedish 60m 150 owed e5", "2026-12-28", "17:00")
        self.done("pay", "Pia Parts", "60", "--method", "cash", "--on", "2026-12-30")
        self.done("pay", "Pia Parts", "90", "--method", "cash", "--on", "2027-01-05")
        self.ledger.owes("2026-12-28", 15_000, ("2026-12-30", 6_000), ("2027-01-05", 9_000))
        self.log("Sue Split", "swedish 60m 95 cash 55 card 40 e5", "2026-09-05", "10:00")
        self.square("Sue Split", "2026-09-05", "10:00", 4_000, 0, 150)
        self.ledger.add("2026-09-05", "session", 9_500)
        self.done("log", '"No Shower"', "no-show", "45", "cash", "2026-08-01", "10:00", "--yes")
        self.ledger.add("2026-08-01", "other", 4_500)

    def given_back(self):
        self.log("Carl Back", "deep tissue 60m 95+10 card e6", "2026-05-09", "10:00")
        self.square("Carl Back", "2026-05-09", "10:00", 9_500, 1_000, 330)
        self.ledger.add("2026-05-09", "session", 9_500)
        self.ledger.add("2026-05-09", "tip", 1_000)
        self.done("pay", "Carl Back", "105", "--kind", "chargeback", "--on", "2026-05-23")
        self.ledger.add("2026-05-23", "chargeback", 10_500)
        self.ledger.add("2026-05-23", "tip back", 1_000)
        self.done("client", "add", "Pam Package")
        self.done("credit", "sell", "Pam Package", "300", "--sessions", "3", "--method", "card", "--on",
                  "2026-06-01")  # fmt: skip
        self.ledger.add("2026-06-01", "other", 30_000)
        self.log("Pam Package", "swedish 60m package e5", "2026-06-06", "10:00")
        self.done("credit", "refund", "3", "200", "--on", "2026-07-01")
        self.ledger.add("2026-07-01", "refund", 20_000)
        self.ledger.credit.append(
            ("2026-06-01", 30_000, [("2026-06-06", 10_000), ("2026-07-01", 20_000)])
        )

    def taxed(self):
        for day in ("2026-02-07", "2026-10-10"):
            self.log("Tess Taxed", "swedish 60m 50 card e5", day, "10:00", "--tax", "4")
            self.ledger.add(day, "session", 5_000)
            self.ledger.add(day, "tax", 400)
        self.done("spend", "4", "state", "--category", "sales_tax", "--on", "2026-04-01")
        self.ledger.add("2026-04-01", "tax paid", 400)

    def spent(self):
        for month in range(1, 13):
            day = f"2026-{month:02d}-02"
            self.done("spend", "40", "oil", "supplies", "--on", day)
            self.done("spend", "80", "phone", "--business", "60", "--on", day)
            self.ledger.add(day, "expense", 12_000)
            self.ledger.add(day, "deductible", 4_000 + 4_800)
        self.done("spend", "15", "oil", "supplies", "--refund", "--on", "2026-08-20")
        self.ledger.add("2026-08-20", "expense", -1_500)
        self.ledger.add("2026-08-20", "deductible", -1_500)
        self.done("spend", "20", "lunch", "meals", "--on", "2026-05-05")
        self.ledger.add("2026-05-05", "expense", 2_000)
        self.ledger.add("2026-05-05", "deductible", 1_000)
        self.done("spend", "6", "garage", "--category", "parking_tolls", "--on", "2026-07-15")
        self.ledger.add("2026-07-15", "expense", 600)
        self.ledger.add("2026-07-15", "deductible", 600)

    def driven(self):
        for day, cents in (("2026-06-30", 7_250), ("2026-07-15", 7_600)):
            self.done("trip", "100mi", "visits", "--on", day)
            self.ledger.add(day, "mileage", cents)

    def newest(self):
        return max(each["id"] for each in self.done("sessions", "--json").json["sessions"])


INCOME = ("session", "tip", "other")


def expected(ledger, first, last):
    def total(*kinds):
        return ledger.total(first, last, *kinds)

    costs = total("refund", "chargeback", "fee", "deductible", "mileage")
    return {
        "gross_minor": total(*INCOME),
        "session_fees_minor": total("session"),
        "tips_minor": total("tip"),
        "other_income_minor": total("other"),
        "wages_minor": total("wage"),
        "refunds_minor": total("refund"),
        "chargebacks_minor": total("chargeback"),
        "refunded_tips_minor": total("tip back"),
        "processor_fees_minor": total("fee"),
        "expenses_minor": total("expense"),
        "deductible_expenses_minor": total("deductible"),
        "net_minor": total(*INCOME) - costs,
        "outstanding_minor": ledger.outstanding(last),
        "credit_liability_minor": ledger.liability(last),
        "sales_tax_minor": ledger.total("2000-01-01", last, "tax")
        - ledger.total("2000-01-01", last, "tax paid"),
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The practice of the whole year, typed and imported; its file is copied for each test."""
    return {}


@pytest.fixture
def year(kept, done, path, tmp_path):
    if not kept:
        made = Year(done)
        made.keep()
        file = bought.write(tmp_path / "square.csv", made.rows)
        made.imported = made.done("import", file, "--json").json
        kept.update(made=made, bytes=path.read_bytes())
    path.write_bytes(kept["bytes"])
    kept["made"].done = lambda *words: done(*words, at=lambda: NOW)
    return kept["made"]


def money(minor):
    return f"{'-' if minor < 0 else ''}${abs(minor) // 100:,}.{abs(minor) % 100:02d}"


def test_it_is_a_year_of_work(year):
    assert year.visits >= 150


def test_each_row_of_square_is_new_or_met_and_none_is_in_doubt(year):
    walk_ins = sum(1 for each in year.rows if not each["Customer Name"])
    found = year.imported
    assert (found["new"], found["matched"], found["unclear"]) == (
        walk_ins, len(year.rows) - walk_ins, [],
    )  # fmt: skip


@pytest.mark.parametrize("start", ["01-01", "07-01"])
def test_the_year_equals_the_ledger_to_the_cent(year, start):
    year.done("settings", "fiscal_year_start", start)
    for number in (2025, 2026):
        first = f"{number}-{start}"
        last = str(date.fromisoformat(f"{number + 1}-{start}") - timedelta(days=1))
        last = min(last, str(NOW.date()))
        found = year.done("year", number, "--json").json
        wanted = expected(year.ledger, first, last)
        assert {name: found[name] for name in wanted} == wanted
        assert found["mileage"]["deduction_minor"] == year.ledger.total(first, last, "mileage")
        by_month = {row["month"]: row["gross_minor"] for row in found["by_month"]}
        assert +Counter(by_month) == +year.ledger.months(first, last, *INCOME)
        for name in ("gross_minor", "tips_minor"):
            assert sum(row[name] for row in found["by_month"]) == found[name]


def test_terminal_csv_and_workbook_say_the_same(year, tmp_path):
    wanted = expected(year.ledger, "2026-01-01", "2026-12-31")
    shown = year.done("year", "2026").out
    for name in ("gross_minor", "tips_minor", "net_minor", "outstanding_minor", "sales_tax_minor"):
        assert money(wanted[name]) in shown, name
    rows = list(csv.DictReader(StringIO(year.done("year", "2026", "--csv", "-").out)))
    paid = [row for row in rows if row["source"] == "payment"]
    gross = sum(round(float(row["amount"]) * 100) for row in paid if row["form_line"] == "1")
    assert gross == wanted["gross_minor"]
    target = tmp_path / "year.xlsx"
    year.done("year", "2026", "--xlsx", target)
    summary = {
        row[0]: row[1] for row in workbook.read(target.read_bytes())["Summary"] if len(row) > 1
    }
    for label in ("gross", "net", "outstanding"):
        assert round(summary[label] * 100) == wanted[f"{label}_minor"]
    year.done("year", "2026", "--pdf", tmp_path / "year.pdf")
    assert (tmp_path / "year.pdf").read_bytes().startswith(b"%PDF-")


def test_cash_in_is_cash_explained(year):
    """All that came in, from every row, is income, wages or tax; all that went back is given back."""
    rows = list(csv.DictReader(StringIO(year.done("year", "2026", "--csv", "-").out)))
    came = Counter()
    for row in rows:
        if row["source"] == "payment":
            came[row["kind"] in {"refund", "chargeback"}] += round(float(row["amount"]) * 100)
    found = year.done("year", "2026", "--json").json
    tax = year.ledger.total("2026-01-01", "2026-12-31", "tax")
    assert came[False] == found["gross_minor"] + found["wages_minor"] + tax
    assert came[True] == found["refunds_minor"] + found["chargebacks_minor"]


def test_what_is_owed_is_the_same_in_every_list_on_any_day(year):
    for day in ("2026-01-31", "2026-04-19", "2026-07-31", "2026-12-31", "2027-01-04", "2027-02-15"):
        owed = year.done("outstanding", "--json", "--today", day).json
        held = year.done("credit", "list", "--json", "--today", day).json
        found = year.done("year", day[:4], "--json", "--today", day).json
        assert owed["total_minor"] == found["outstanding_minor"] == year.ledger.outstanding(day)
        assert held["total_minor"] == found["credit_liability_minor"] == year.ledger.liability(day)


def test_the_same_file_again_adds_nothing(year, tmp_path):
    again = bought.write(tmp_path / "again.csv", year.rows)
    before = year.done("year", "2026", "--json").json
    found = year.done("import", again, "--json").json
    assert (found["new"], found["matched"], found["duplicate"]) == (0, 0, len(year.rows))
    assert year.done("year", "2026", "--json").json == before
