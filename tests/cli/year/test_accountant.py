"""What an accountant asks for beside the sums: shares, refunds, sales tax, quarters, tips on a form."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
import workbook


@pytest.fixture
def year(done):
    """The year of 2026 as JSON, whenever it is asked for."""
    return lambda *more: done("year", "2026", "--json", *more).json


class TestExpenses:
    def test_the_practice_s_share_is_deducted_by_row_half_cents_up(self, done, year):
        done("spend", "80.01", "phone", "--business", "60")
        done("spend", "10.01", "lunch", "meals", "--business", "50%")
        found = year()
        assert found["expenses_minor"] == 9_002
        # 80.01 x 60 % = 48.006; 10.01 x 50 % x 50 % = 2.5025
        assert found["deductible_expenses_minor"] == 4_801 + 250

    def test_what_a_supplier_gives_back_lowers_its_category(self, done, year):
        done("spend", "50", "oil", "supplies")
        said = done("spend", "20", "oil", "supplies", "--refund").out
        assert "refund of an expense, $20.00" in said
        found = year()
        assert (found["expenses_minor"], found["deductible_expenses_minor"]) == (3_000, 3_000)
        assert found["expenses_by_category"] == [
            {"key": "supplies", "amount_minor": 3_000, "deductible_minor": 3_000}
        ]

    def test_all_of_it_given_back_is_nought_in_every_sum(self, done, year):
        done("spend", "33.33", "phone", "--business", "60")
        done("spend", "33.33", "phone", "--business", "60", "--refund")
        found = year()
        assert (found["expenses_minor"], found["deductible_expenses_minor"]) == (0, 0)
        assert found["net_minor"] == 0

    def test_both_are_changed_afterwards_and_stand_in_the_rows(self, done):
        done("spend", "50", "phone")
        done("edit", 1, "--of", "expense", "business=40", "refund=yes")
        [row] = csv.DictReader(StringIO(done("year", "2026", "--csv", "-").out))
        assert (row["amount"], row["business_percent"], row["deductible"]) == (
            "-50.00", "40", "-20.00",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("spend", "5", "oil", "--business", "101"), "business: 101 is not 0 to 100 percent"),
            (("spend", "5", "oil", "--business", "half"), "business: “half” is not a whole number"),
        ],
    )
    def test_no_other_share(self, run, path, arguments, says):
        ran = run(*arguments)
        assert (ran.code, says in ran.err, path.exists()) == (1, True, False)

    def test_parking_is_deducted_beside_the_rate(self, done, year):
        done("trip", "100mi", "visits")
        done("spend", "6", "garage", "--category", "parking_tolls")
        assert year()["mileage"]["deduction_minor"] == 7_600
        assert year()["deductible_expenses_minor"] == 600


class TestTrips:
    def test_where_it_went_stands_in_the_log_of_every_file(self, done, tmp_path):
        said = done("trip", "12mi", "home", "visit", "--from", "studio", "--to", "Ana, Elm Street")
        assert "trip 1: 12 mi, home visit, from studio to Ana, Elm Street, 2026" in said.out
        done("client", "add", "Ana")
        done("edit", "1", "--of", "trip", "from=bank", "to=Ana's")
        rows = list(csv.DictReader(StringIO(done("year", "2026", "--csv", "-").out)))
        assert [(row["from_place"], row["to_place"]) for row in rows] == [("bank", "client 1's")]
        done("year", "2026", "--xlsx", tmp_path / "y.xlsx", "--pdf", tmp_path / "y.pdf")
        heads, [row], _ = workbook.table(
            workbook.read((tmp_path / "y.xlsx").read_bytes())["Mileage"]
        )
        assert row[heads.index("from place")] == "bank"
        assert "from place" in done("year", "2026", "--rows").out

    def test_json_says_it_and_empty_is_empty(self, done):
        found = done("trip", "12mi", "--to", "bank", "--json").json
        assert (found["from_place"], found["to_place"]) == ("", "bank")
        done("edit", "1", "--of", "trip", "to=")
        [row] = csv.DictReader(StringIO(done("year", "2026", "--csv", "-").out))
        assert (row["from_place"], row["to_place"]) == ("", "")


class TestSalesTax:
    def test_it_is_nobody_s_income_and_owed_until_it_is_paid_over(self, done, year):
        done("log", "ana", "60m", "100", "card", "--yes")
        done("pay", "ana", "8", "--kind", "sales_tax", "--method", "card")
        found = year()
        assert (found["gross_minor"], found["net_minor"]) == (10_000, 10_000)
        assert (found["sales_tax_minor"], found["sales_tax_collected_minor"]) == (800, 800)
        done("spend", "5", "state", "--category", "sales_tax")
        found = year()
        assert (found["sales_tax_minor"], found["sales_tax_collected_minor"]) == (300, 800)
        assert (found["expenses_minor"], found["net_minor"]) == (0, 10_000)
        assert "sales tax to pay over" in done("year", "2026").out

    def test_its_rows_stand_apart(self, done):
        done("log", "ana", "60m", "100", "card", "--yes")
        done("pay", "ana", "8", "--kind", "sales_tax")
        done("spend", "8", "state", "--category", "sales_tax")
        rows = list(csv.DictReader(StringIO(done("year", "2026", "--csv", "-").out)))
        assert [row["form_line"] for row in rows if "sales_tax" in row["kind"]] == ["", ""]
        assert "Sales tax" in done("year", "2026", "--rows").out


class TestTips:
    def test_one_is_said_to_be_no_gift_or_on_a_form(self, done, year):
        done("log", "ana", "60m", "100+20", "card", "--yes")
        done("edit", 2, "--of", "payment", "voluntary=no", "on_1099=yes")
        assert year()["tips"]["voluntary_minor"] == 0
        done("edit", 2, "--of", "payment", "voluntary=yes")
        assert year()["tips"]["voluntary_on_1099_minor"] == 2_000

    def test_only_of_a_tip(self, done, run):
        done("log", "ana", "60m", "100+20", "card", "--yes")
        ran = run("edit", 1, "--of", "payment", "voluntary=no")
        assert (ran.code, "is said of a tip, and this is session" in ran.err) == (1, True)

    def test_a_channel_and_year_at_once(self, done, year, path, tables):
        done("log", "ana", "60m", "100+20", "card", "9am", "--yes")
        done("log", "ana", "60m", "100+10", "cash", "11am")
        before = tables(path, leave_out={"operation", "change"})
        said = done("form", "mark", "2026", "card")
        assert "1 tip by card in 2026, $20.00, is marked as shown on a 1099" in said.out
        assert year()["tips"]["voluntary_on_1099_minor"] == 2_000
        assert "no tip by card" in done("form", "mark", "2026", "card").out
        done("undo")
        assert tables(path, leave_out={"operation", "change"}) == before

    def test_a_1099_k_of_the_channel_marks_them_and_says_so(self, done, year):
        done("log", "ana", "60m", "100+20", "card", "--yes")
        said = done("form", "add", "2026", "1099-K", "Square", "120", "--method", "card")
        assert "1 tip by card in 2026" in said.out
        assert year()["tips"]["voluntary_on_1099_minor"] == 2_000


class TestQuarters:
    def test_her_own_percentage_of_the_net_of_each_payment_s_months(self, done, year):
        done("settings", "estimate_percent", "25")
        for day, price in (("2026-03-31", "100"), ("2026-04-01", "40"), ("2026-09-01", "10")):
            done("log", "ana", "60m", price, "cash", day, "--yes")
        done("spend", "60", "oil", "--on", "2026-07-01")
        found = year()["tax_estimate"]
        assert found["percent"] == 25
        assert [
            (each["due"], each["net_minor"], each["amount_minor"]) for each in found["quarters"]
        ] == [
            ("2026-04-15", 10_000, 2_500), ("2026-06-15", 4_000, 1_000),
            ("2026-09-15", -6_000, 0), ("2027-01-15", 1_000, 250),
        ]  # fmt: skip
        said = done("year", "2026").out
        assert "25% of Jan-Mar" in said
        assert "due 2026-04-15" in said

    def test_without_one_there_are_only_days(self, done, year):
        done("log", "ana", "60m", "100", "cash", "--yes")
        assert {each["amount_minor"] for each in year()["tax_estimate"]["quarters"]} == {None}
        assert "% of Jan-Mar" not in done("year", "2026").out


class TestFormLines:
    @pytest.fixture
    def costs(self, done):
        done("log", "ana", "60m", "100", "card", "--yes")
        done("pay", "ana", "30", "--kind", "refund", "--session", "1")
        done("spend", "80", "phone", "--business", "60")
        done("spend", "20", "laundry")
        done("spend", "6", "garage", "--category", "parking_tolls")
        done("trip", "100mi", "visits")
        done("spend", "50", "own", "bodywork")

    def test_each_line_once_with_its_totals(self, costs, done, year):
        found = {each["line"]: each["amount_minor"] for each in year()["form_lines"]}
        assert found == {
            "1": 10_000, "2": 3_000, "7": 7_000, "9": 8_200, "27 (Part V)": 6_800,
            "28": 15_000, "31": -8_000,
        }  # fmt: skip
        assert year()["net_minor"] == -8_000
        [line] = [
            each for each in done("year", "2026").out.splitlines() if "mileage, parking" in each
        ]
        assert line.split() == [
            "9", "mileage,", "parking", "and", "tolls", "$82.00", "Expenses", "(1),", "Mileage", "(1)",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("country", "lines"),
        [
            ("ca", {"8000": 7_000, "8299": 7_000, "9220": 4_800, "9270": 2_000, "9281": 600}),
            ("uk", {"9": 7_000, "18": 4_800, "19": 2_000, "12": 600}),
        ],
    )
    def test_other_forms_have_their_own(self, costs, done, year, country, lines):
        done("settings", "profile", country)
        found = {each["line"]: each["amount_minor"] for each in year()["form_lines"]}
        assert lines.items() <= found.items()

    def test_where_no_form_is_known_it_is_by_category(self, costs, done, year):
        done("settings", "profile", "other")
        found = year()["form_lines"]
        assert {each["line"] for each in found} == {None}
        assert {tuple(each["keys"]): each["amount_minor"] for each in found}[("phone",)] == 4_800
        assert "it is by category" in done("year", "2026").out


class TestDifferenceOf1099K:
    @pytest.fixture
    def paid(self, done):
        done("settings", "currency", "USD")
        done("log", "ana", "60m", "100+20", "card", "2026-03-02", "--yes")
        done("pay", "ana", "8", "--kind", "sales_tax", "--method", "card", "--on", "2026-03-02")
        done("log", "ana", "60m", "50", "card", "2026-04-02")
        done("pay", "ana", "50", "--kind", "refund", "--session", "2", "--method", "card")

    @pytest.mark.parametrize(
        ("says", "left", "reasons"),
        [
            ("170", 800, []),  # as the rows have it, tax left out: nothing else comes to it
            ("178", 0, []),
            ("158", 2_000, ["tips"]),
            ("128", 5_000, ["given_back"]),
            ("108", 7_000, ["tips", "given_back"]),
            ("133.33", 4_467, []),
        ],
    )
    def test_tax_tips_refunds(self, paid, done, year, says, left, reasons):
        done("form", "add", "2026", "1099-K", "Square", says, "--method", "card")
        [way] = [each for each in year()["reconciliation"] if each["key"] == "card"]
        assert (way["form"], way["sales_tax_minor"]) == ("1099-K", 800)
        found = year()["differences_1099_k"]
        if not way["difference_minor"]:
            assert found == []
            return
        [found] = found
        assert (found["expected_minor"], found["left_minor"]) == (17_800, left)
        assert found["explained_by"] == reasons
        assert "a 1099-K would show" in done("year", "2026").out

    def test_days_of_utc(self, done, year):
        done("settings", "currency", "USD")
        done("settings", "zone", "America/Los_Angeles")
        done("log", "ana", "60m", "90", "card", "2025-12-31", "--yes")
        done("log", "ana", "60m", "40", "card", "2025-03-03")
        done("form", "add", "2025", "1099-K", "Square", "40", "--method", "card")
        [found] = done("year", "2025", "--json").json["differences_1099_k"]
        assert found["explained_by"] == ["days"]
        assert found["edge"] == {
            "out_day": "2025-12-31", "out_minor": 9_000, "came_day": "2024-12-31", "came_minor": 0,
        }  # fmt: skip
        said = " ".join(done("year", "2025").out.split())
        assert "what is left may be of the days at the ends of the year" in said
        assert "over $20,000 and 200 payments" in said


class TestFormsOfDifferentKinds:
    def test_are_never_added_up(self, done, year, tmp_path):
        done("settings", "currency", "USD")
        done("log", "ana", "60m", "100", "card", "--yes")
        done("form", "add", "2026", "1099-NEC", "Spa", "30", "--method", "card")
        done("form", "add", "2026", "1099-K", "Square", "100", "--method", "card")
        done("form", "add", "2026", "1099-NEC", "Ana", "7")
        done("form", "add", "2026", "1099-MISC", "Ana", "5")
        found = year()
        [way] = [each for each in found["reconciliation"] if each["key"] == "card"]
        assert (way["form"], way["form_minor"]) == ("1099-K", 10_000)
        assert [(each["key"], each["form_minor"]) for each in found["reconciliation_by_payer"]] == [
            ("Ana, 1099-NEC", 700), ("Ana, 1099-MISC", 500), ("card, 1099-NEC", 3_000),
        ]  # fmt: skip
        assert done("form", "list", "--json").json["total_minor"] is None
        done("year", "2026", "--xlsx", tmp_path / "y.xlsx", "--pdf", tmp_path / "y.pdf")
        sheets = workbook.read((tmp_path / "y.xlsx").read_bytes())
        assert "total" not in [row[0] for row in sheets["Tax forms"] if row]
        heads, _, totals = workbook.table(sheets["Reconciliation"])
        assert totals[heads.index("gross")] == 100
        assert len(totals) <= heads.index("forms say") or totals[heads.index("forms say")] is None

    def test_of_one_kind_they_are(self, done):
        for payer in ("Spa", "Clinic"):
            done("form", "add", "2026", "1099-NEC", payer, "30")
        assert done("form", "list", "--json").json["total_minor"] == 6_000


class TestBoughtToLast:
    def test_it_is_listed_apart_and_stays_in_the_expenses(self, done, year, tmp_path):
        assert "Bought to last" not in done("year", "2026", "--rows").out
        done("spend", "1200", "table", "--category", "equipment_depreciation", "--business", "90")
        done("spend", "50", "table", "--category", "equipment_depreciation", "--refund")
        found = year()
        assert [(each["what"], each["amount_minor"]) for each in found["bought_to_last"]] == [
            ("table", 120_000), ("table", -5_000),
        ]  # fmt: skip
        assert found["deductible_expenses_minor"] == 108_000 - 5_000
        assert "no depreciation is computed" in " ".join(done("year", "2026").out.split())
        done("year", "2026", "--xlsx", tmp_path / "year.xlsx")
        _, body, totals = workbook.table(
            workbook.read((tmp_path / "year.xlsx").read_bytes())["Bought to last"]
        )
        assert (len(body), totals[3]) == (2, 1_150)


class TestOpenAtTheEnd:
    @pytest.fixture
    def left(self, done):
        done("log", "ana", "60m", "card", "--price", "90", "2025-12-30", "--yes")
        done("log", "bea", "deep", "tissue", "60m", "2025-12-31", "--yes")
        done("edit", "2", "price=80")
        done("remove", "1", "--of", "payment")
        done("pay", "ana", "20", "--on", "2026-01-03")
        done("pay", "ana", "300", "--kind", "package", "--on", "2025-12-01")
        done("pay", "bea", "8", "--kind", "sales_tax", "--on", "2025-12-31")
        done("spend", "3", "state", "--category", "sales_tax", "--on", "2026-01-02")

    def test_the_rows_sum_to_the_page_in_json_and_csv(self, left, done):
        for year, owed, tax in ((2025, 17_000, 800), (2026, 15_000, 500)):
            found = done("year", year, "--json").json
            rows = list(csv.DictReader(StringIO(done("year", year, "--csv", "-").out)))
            assert found["outstanding_minor"] == owed
            assert sum(each["owed_minor"] for each in found["outstanding_sessions"]) == owed
            assert _sum(rows, "outstanding") == owed
            assert found["credit_liability_minor"] == _sum(rows, "credit") == 30_000
            assert sum(each["left_minor"] for each in found["open_credits"]) == 30_000
            paid_over = _sum([row for row in rows if row["kind"] == "sales_tax"], "expense")
            came = _sum([row for row in rows if row["kind"] == "sales_tax"], "payment")
            assert _sum(rows, "sales_tax") + came - paid_over == found["sales_tax_minor"] == tax

    def test_every_sheet_that_the_page_names_holds_as_many_rows(self, left, done, tmp_path):
        done("year", "2026", "--xlsx", tmp_path / "year.xlsx")
        sheets = workbook.read((tmp_path / "year.xlsx").read_bytes())
        named = dict(
            part.rstrip(")").split(" (")
            for row in sheets["Summary"]
            if len(row) == 4 and isinstance(row[3], str) and "(" in row[3]
            for part in row[3].split(", ")
        )
        assert {"Outstanding", "Credit open"} <= set(named)
        for name, count in named.items():
            _, body, _ = workbook.table(sheets[name])
            assert len(body) == int(count)
        _, _, totals = workbook.table(sheets["Sales tax"])
        assert 5 in totals


def _sum(rows, source):
    return sum(round(float(row["amount"]) * 100) for row in rows if row["source"] == source)
