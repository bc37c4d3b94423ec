"""The report of a year that was worked out by hand."""

from __future__ import annotations

import os
import stat

import pytest
import years
from years import shown

from mtdesk.errors import InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.model.ledger.costs import Expense, Trip, WorkTime
from mtdesk.model.ledger.payment import Payment, Redemption
from mtdesk.model.session import Session
from mtdesk.say import year as tables
from mtdesk.say.year import words
from mtdesk.store import ledger, sessions

# 2025, in dollars:
#   session fees    90.00 + 85.00 (an insurer's)                        = 175.00
#   tips            15.00 by card (on a 1099), 10.00 cash,
#                   5.00 that a spa added to the bill (not voluntary)   =  30.00
#   other income    package 300.00, cancellation fee 40.00              = 340.00
#   gross                                                               = 545.00
#   refund 20.00, chargeback 30.00, processor fees 2.70 + 0.45 + 15.00 = 18.15
#   expenses        rent 400.00, meals 33.33 (half: 16.665, up 16.67),
#                   own bodywork 70.00 (none)                           = 503.33
#   deductible      400.00 + 16.67 + 0                                  = 416.67
#   mileage         10.1 mi x 70 cents = 7.07, 3.3 mi = 2.31            =   9.38
#   net             545.00 - 20.00 - 30.00 - 18.15 - 416.67 - 9.38      =  50.80
#   wages           120.00, apart; take-home                            = 170.80
#   liability       300.00 sold - 75.00 used                            = 225.00
# 2024 and 2026 hold a payment each that must not be in it.
PAYMENTS = (
    ("2024-12-31", "session", 11_100, 0, "cash", False, None),
    ("2025-01-02", "session", 9_000, 270, "card", True, None),
    ("2025-01-02", "tip", 1_500, 45, "card", True, True),
    ("2025-01-03", "tip", 1_000, 0, "cash", False, True),
    ("2025-02-01", "insurance", 8_500, 0, "insurance", False, None),
    ("2025-02-02", "tip", 500, 0, None, False, False),
    ("2025-03-31", "package", 30_000, 1_500, "card", True, None),
    ("2025-04-05", "cancellation_fee", 4_000, 0, "cash", False, None),
    ("2025-04-06", "refund", 2_000, 0, "card", False, None),
    ("2025-07-07", "chargeback", 3_000, 0, "card", False, None),
    ("2025-12-31", "wage", 12_000, 0, "check", False, None),
    ("2026-01-01", "session", 22_200, 0, "cash", False, None),
)


@pytest.fixture
def year(desk):
    """The practice of 2025."""
    desk.practice.set("currency", "USD")
    desk.clients.add({"name": "Zoë Ng"})
    book = desk.writable()
    with book.transaction("import", "2025", desk.stamp()):
        sessions.add(book, Session(local_date="2025-01-02", minutes=60, price_minor=9_000))
        for on, kind, amount, fee, method, on_1099, voluntary in PAYMENTS:
            payment = Payment(
                received_on=on, kind=kind, amount_minor=amount, fee_minor=fee, method=method,
                on_1099=on_1099, voluntary=voluntary,
            )  # fmt: skip
            ledger.add_payment(book, payment)
        for category, amount in (("rent_room", 40_000), ("meals", 3_333), ("own_bodywork", 7_000)):
            expense = Expense(spent_on="2025-05-01", category=category, amount_minor=amount)
            ledger.add_expense(book, expense)
        for tenths, purpose in ((101, "home visit, zoe ng"), (33, "bank")):
            trip = Trip(
                travelled_on="2025-06-01", distance_tenths=tenths, unit="mi", purpose=purpose
            )
            ledger.add_trip(book, trip)
        ledger.add_redemption(book, Redemption(redeemed_on="2025-08-01", amount_minor=7_500))
        ledger.add_work_time(book, WorkTime(worked_on="2025-08-02", minutes=60, kind="admin"))
    return desk


class TestFirstPage:
    def test_the_figures_and_their_lines(self, year):
        report = year.year.year(2025)
        assert shown(words.figures(report)) == {
            "session fees": (17_500, ""),
            "tips": (3_000, ""),
            "other income": (34_000, ""),
            "gross": (54_500, "1"),
            "refunds": (-2_000, "2"),
            "chargebacks": (-3_000, "2"),
            "processor fees": (-1_815, "10"),
            "deductible expenses": (-41_667, ""),
            "mileage, 13.4 mi": (-938, "9"),
            "net": (5_080, "31"),
            "wages (employed)": (12_000, ""),
            "take-home": (17_080, ""),
        }
        # The session was 90.00 and its payments are not bound to it.
        assert shown(words.at_the_end(report)) == {
            "outstanding": (9_000, ""),
            "gift cards, packages open": (22_500, ""),
        }
        # 170.80 over one hour hands-on and one unpaid.
        assert dict(words.facts(report))["take-home an hour worked"] == "$85.40"

    def test_expenses_with_the_line_of_the_form(self, year):
        report = year.year.year(2025)
        table = years.table(report, "Expense categories")
        assert table.rows == (
            ("rent of room", "20b", 40_000, 40_000),
            ("own bodywork", "", 7_000, 0),
            ("meals", "24b", 3_333, 1_667),
        )
        assert table.totals == (None, None, 50_333, 41_667)

    def test_tips_both_ways(self, year):
        report = year.year.year(2025)
        tips = years.table(report, "Tips")
        assert tips.rows == (
            ("all received", 3_000),
            ("voluntary", 2_500),
            ("voluntary, shown on a 1099", 1_500),
        )
        assert tips.totals == ()
        assert "Practitioners disagree" in tips.note

    def test_what_came_by_each_way_can_be_held_against_a_form(self, year):
        report = year.year.year(2025)
        assert years.table(report, "Reconciliation").rows == (
            # came by, payments, gross, tips in it, marked 1099, given back, fees
            ("card", 3, 40_500, 1_500, 40_500, 5_000, 1_815),
            ("insurance", 1, 8_500, 0, 0, 0, 0),
            ("cash", 2, 5_000, 1_000, 0, 0, 0),
            ("not said", 1, 500, 500, 0, 0, 0),
        )

    def test_income_by_kind(self, year):
        report = year.year.year(2025)
        table = years.table(report, "Income by kind")
        assert [row[:3] for row in table.rows] == [
            ("session", 1, 9_000),
            ("tip", 3, 3_000),
            ("package", 1, 30_000),
            ("cancellation fee", 1, 4_000),
            ("insurance", 1, 8_500),
        ]

    def test_who_hands_it_over(self, year):
        year.practice.set("therapist_name", "Dana  Reyes")
        year.practice.set("business_name", "=Studio")
        assert year.year.year(2025).issuer == ("=Studio", "Dana Reyes")


class TestRows:
    def test_each_table_sums_to_the_first_page(self, year):
        found = years.row_tables(year, year.year.year(2025))
        totals = {each.name: dict(zip((h for h, _ in each.columns), each.totals, strict=True))
                  for each in found.values()}  # fmt: skip
        assert totals["Income"]["amount"] == 54_500
        assert totals["Given back"]["amount"] == 5_000
        assert totals["Wages"]["amount"] == 12_000
        assert (totals["Expenses"]["amount"], totals["Expenses"]["deductible"]) == (50_333, 41_667)
        assert (totals["Mileage"]["distance"], totals["Mileage"]["deductible"]) == (134, 938)
        assert totals["Credit used"]["amount"] == 7_500

    def test_no_client_s_name_is_in_them(self, year):
        report = year.year.year(2025)
        mileage = years.row_tables(year, report)["Mileage"]
        assert mileage.column("what") == ["home visit, client 1", "bank"]
        assert "zoe" not in years.csv_text(year, report).casefold()


class TestEstimate:
    def test_a_net_under_400_dollars_has_an_estimate_of_nothing(self, year):
        report = year.year.year(2025)
        assert report.estimate.net_minor == 5_080
        assert report.estimate.self_employment_tax_minor == 0
        assert [str(day) for day in report.estimate.due] == [
            "2025-04-15", "2025-06-16", "2025-09-15", "2026-01-15",
        ]  # fmt: skip

    def test_none_for_a_year_without_figures(self, year):
        report = year.year.year(2023)
        assert report.estimate is None
        assert "2023" in report.no_estimate

    def test_none_in_another_currency_and_no_lines_of_the_form(self, year):
        year.practice.set("currency", "EUR", confirmed=True)
        report = year.year.year(2025)
        assert report.estimate is None
        assert "United States" in report.no_estimate
        assert not any(each.form_line for each in words.figures(report))
        assert not years.table(report, "Tips").note
        assert not [note for note in words.notes(report) if "Schedule" in note]

    @pytest.mark.parametrize("part", ["quarter", "month"])
    def test_none_for_a_part_of_a_year(self, year, part):
        which = {"quarter": "2025-Q1", "month": "2025-01"}[part]
        report = getattr(year.year, part)(which)
        assert report.estimate is None
        assert "calendar year" in report.no_estimate


class TestPeriods:
    def test_a_year_of_accounts_begins_on_its_day(self, year):
        year.practice.set("fiscal_year_start", "04-06")
        report = year.year.year(2025)
        figures = report.year
        assert (str(report.period.start), str(report.period.last)) == ("2025-04-06", "2026-04-05")
        # The cancellation fee came a day too early; 2026's session is in it.
        assert figures.money.gross_minor == 22_200
        assert figures.money.refunds_minor == 2_000
        months = tables.months(report).column("month")
        assert (months[0], months[-1], len(months)) == ("2025-04", "2026-04", 13)
        assert "first and the last month are cut" in years.notes(report)
        assert year.year.year(2024).year.money.gross_minor == 11_100 + 54_500

    @pytest.mark.parametrize(
        ("start", "which", "first", "last", "gross"),
        [
            ("01-01", "2025-Q1", "2025-01-01", "2025-03-31", 50_500),
            ("01-01", "2025-q2", "2025-04-01", "2025-06-30", 4_000),
            ("01-01", "2025-Q4", "2025-10-01", "2025-12-31", 0),
            ("04-06", "2025-Q1", "2025-04-06", "2025-07-05", 0),
            ("04-06", "2025-Q4", "2026-01-06", "2026-04-05", 0),
            ("04-06", "2024-Q4", "2025-01-06", "2025-04-05", 43_000),
        ],
    )
    def test_quarters(self, year, start, which, first, last, gross):
        year.practice.set("fiscal_year_start", start)
        report = year.year.quarter(which)
        figures = report.year
        assert (str(report.period.start), str(report.period.last)) == (first, last)
        assert figures.money.gross_minor == gross

    def test_a_month(self, year):
        report = year.year.month("2025-02")
        figures = report.year
        assert (report.heading, str(report.period.last)) == ("2025-02", "2025-02-28")
        assert figures.money.gross_minor == 9_000
        assert tables.months(report).column("month") == ["2025-02"]

    @pytest.mark.parametrize(
        "text", ["2025", "2025-13", "2025-1", "25-01", "2025-01-01", "0001-01"]
    )
    def test_what_is_no_month(self, year, text):
        with pytest.raises(InvalidError, match="month"):
            year.year.month(text)

    @pytest.mark.parametrize("text", ["2025", "2025-Q5", "2025-Q0", "2025-1", "Q1", "٢٠٢٥-Q1"])
    def test_what_is_no_quarter(self, year, text):
        with pytest.raises(InvalidError, match="quarter"):
            year.year.quarter(text)

    @pytest.mark.parametrize("text", ["02-29", "01-31", "13-01", "4-6", "W01-1", "", "04-06x"])
    def test_what_no_year_of_accounts_begins_on(self, year, text):
        with pytest.raises(InvalidError, match="fiscal_year_start"):
            year.practice.set("fiscal_year_start", text)


class TestNotes:
    def test_a_year_that_is_not_over(self, year):
        assert "Not over yet: it lasts to 2026-12-31." in words.notes(year.year.year(2026))
        assert not any("Not over" in note for note in words.notes(year.year.year(2025)))

    def test_trips_without_a_rate(self, year):
        year.ledger.trip("3mi bank", on="2018-05-05")
        assert "No mileage rate" in years.notes(year.year.year(2018))
        mileage = years.row_tables(year, year.year.year(2018))["Mileage"]
        assert mileage.totals[-1] is None

    def test_both_ways_of_deducting_a_car(self, year):
        assert "only one of them" not in years.notes(year.year.year(2025))
        year.ledger.spend("40 fuel", category="car_mileage", on="2025-06-02")
        assert "only one of them" in years.notes(year.year.year(2025))


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "pdf"])
class TestFiles:
    def test_it_is_hers_alone_and_asks_before_it_writes_over(self, year, tmp_path, file_format):
        target = tmp_path / "year.out"
        report = year.year.year(2025)
        said = years.write(year, report, target, file_format)
        assert str(target) in said
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        before = target.read_bytes()
        with pytest.raises(NeedsConfirmationError, match="there already"):
            years.write(year, report, target, file_format)
        years.write(year, report, target, file_format, confirmed=True)
        assert target.read_bytes() == before
        assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []

    def test_a_folder_or_a_missing_one_is_one_sentence(self, year, tmp_path, file_format):
        report = year.year.year(2025)
        with pytest.raises(RefusedError, match="is a folder; name a file in it"):
            years.write(year, report, tmp_path, file_format, confirmed=True)
        with pytest.raises(RefusedError, match="cannot be written: No such file"):
            years.write(year, report, tmp_path / "no" / "year.out", file_format)

    def test_a_full_disk_leaves_the_old_file(self, year, tmp_path, monkeypatch, file_format):
        target = tmp_path / "year.out"
        target.write_text("last year")
        report = year.year.year(2025)

        def full(_handle):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(RefusedError, match="No space left"):
            years.write(year, report, target, file_format, confirmed=True)
        assert target.read_text() == "last year"
        assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []
