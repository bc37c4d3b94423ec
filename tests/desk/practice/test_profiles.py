"""Which country's facts a practice uses, and that its rows never change with them."""

from __future__ import annotations

from pathlib import Path

import pytest
import years

from mtdesk.errors import EntryError, InvalidError, MtdeskError
from mtdesk.say.year import words

EXAMPLE = str(Path(__file__).parents[3] / "examples" / "profile.toml")


class TestDefaults:
    @pytest.mark.parametrize(
        ("locale", "profile", "currency", "unit", "start"),
        [
            ("en_US.UTF-8", "us", "USD", "mi", "01-01"),
            ("en_GB.UTF-8", "uk", "GBP", "mi", "04-06"),
            ("fr_CA.UTF-8", "ca", "CAD", "km", "01-01"),
            ("de_DE.UTF-8", "other", "EUR", "km", "01-01"),
            ("tr_TR.UTF-8", "us", "USD", "km", "01-01"),
            ("C", "us", "USD", "mi", "01-01"),
        ],
    )
    def test_by_the_system(self, desk, monkeypatch, locale, profile, currency, unit, start):
        monkeypatch.setenv("LANG", locale)
        found = {key: value for key, value, _ in desk.settings.all()}
        assert (found["profile"], found["currency"]) == (profile, currency)
        assert (found["distance_unit"], found["fiscal_year_start"]) == (unit, start)

    def test_what_she_set_stays(self, desk):
        desk.practice.set("fiscal_year_start", "07-01")
        desk.practice.set("distance_unit", "km")
        desk.practice.set("profile", "uk")
        assert desk.settings.get("fiscal_year_start") == "07-01"
        assert desk.settings.distance_unit == "km"

    def test_a_currency_brings_its_profile_until_one_is_chosen(self, desk):
        desk.practice.set("currency", "GBP")
        assert desk.settings.get("profile") == "uk"
        desk.practice.set("profile", "other")
        assert (desk.settings.get("profile"), desk.settings.currency.code) == ("other", "GBP")
        desk.practice.set("profile", "")
        assert desk.settings.get("profile") == "uk"


class TestChoosing:
    def test_it_brings_its_currency_to_a_practice_without_amounts(self, desk, path, tables):
        desk.settings.get("currency")
        assert desk.practice.set("profile", "GB") == "uk"
        assert desk.settings.currency.code == "GBP"
        desk.ledger.spend("5 oil supplies")
        before = tables(path, leave_out={"setting"})
        assert desk.practice.set("profile", "us") == "us"
        assert desk.settings.currency.code == "GBP"
        assert tables(path, leave_out={"setting"}) == before
        report = desk.year.year(2026)
        assert (report.estimate, report.no_estimate) == (None, "tax is estimated in USD only")

    def test_undo_takes_profile_and_currency_back(self, desk, path, tables):
        desk.ledger.trip("5 bank")
        before = tables(path)
        desk.practice.set("profile", EXAMPLE)
        assert desk.settings.currency.code == "SEK"
        assert "Sweden" in desk.history.latest(1)[0].summary
        desk.history.undo()
        desk.forget()
        assert tables(path) == before
        assert desk.settings.get("profile") == "us"

    @pytest.mark.parametrize("text", ["france", "/no/such/file.toml", "us.toml"])
    def test_what_is_no_profile(self, desk, path, text):
        with pytest.raises(InvalidError, match="none of us, ca, uk, other, and no file there"):
            desk.practice.set("profile", text)
        assert not path.exists()

    def test_one_that_cannot_be_read_any_more(self, desk):
        desk.practice.set("profile", EXAMPLE)
        book = desk.writable()
        with book.transaction("settings", "broken", desk.stamp()):
            book.execute("UPDATE setting SET value = '{' WHERE key = 'profile'")
        desk.forget()
        with pytest.raises(MtdeskError, match="choose one anew"):
            desk.year.year(2026)
        assert desk.practice.set("profile", "us") == "us"


class TestOwn:
    @pytest.fixture
    def own(self, desk):
        desk.practice.set("profile", EXAMPLE)
        return desk

    def test_its_words_and_keys_are_understood(self, own):
        for text, key in (
            ("40 lunch representation", "meals"),
            ("40 lunch meals", "meals"),
            ("30 yoga friskvård", "friskvard"),
            ("30 yoga Friskvard", "friskvard"),
            ("20 oil supplies", "supplies"),
        ):
            expense, _ = own.ledger.spend(text)
            assert (expense.category, expense.category_from) == (key, "typed")
        assert own.ledger.spend("9 yoga")[0].category == "friskvard"
        assert own.ledger.spend("9 gym", category="friskvard")[0].category == "friskvard"
        with pytest.raises(InvalidError, match="friskvård"):
            own.ledger.spend("9 gym", category="gym")
        with pytest.raises(EntryError):
            own.ledger.spend("9 supplies friskvård gym")

    def test_its_shares_lines_and_rates(self, own):
        own.ledger.spend("33.33 lunch representation", on="2026-01-02")
        own.ledger.spend("70 massage own_bodywork", on="2026-01-02")
        own.ledger.spend("10 yoga friskvård", on="2026-01-02")
        own.ledger.trip("100 home visit", on="2026-01-02")
        report = own.year.year(2026)
        figures = report.year
        # 33.33 halved is 16.665, up to 16.67; own bodywork nothing; 10 in full; 100 km x 2.50
        assert figures.money.deductible_expenses_minor == 1_667 + 1_000
        assert figures.mileage_deduction_minor == 25_000
        assert years.table(report, "Expense categories").rows == (
            ("own bodywork", "", 7_000, 0),
            ("representation", "R6", 3_333, 1_667),
            ("friskvård", "R6", 1_000, 1_000),
        )
        expenses = years.row_tables(own, report)["Expenses"]
        assert expenses.totals[-1] == figures.money.deductible_expenses_minor
        assert words.notes(report)[-2].startswith("Invented figures")

    def test_the_rows_outlive_it(self, own):
        own.ledger.spend("10 yoga friskvård", on="2026-01-02")
        own.practice.set("profile", "us")
        report = own.year.year(2026)
        assert years.table(report, "Expense categories").rows == (("friskvard", "", 1_000, 1_000),)

    def test_files_of_expenses_know_its_categories(self, own, tmp_path):
        file = tmp_path / "expenses.csv"
        file.write_text(
            "id,date,category,vendor,amount,payment_method,note\n"
            "1,2026-01-02,Friskvård,Yoga,10,card,\n2,2026-01-02,gym,Gym,5,card,\n"
        )
        own.files.import_files([file])
        found = own.ledger.expenses(own.settings.fiscal_year(2026))
        assert [(each.category, each.category_text) for each in found] == [
            ("friskvard", None),
            ("other", "gym"),
        ]


class TestCountries:
    def test_the_united_kingdom(self, desk):
        desk.practice.set("profile", "uk")
        desk.ledger.trip("4990 visits", on="2025-05-01")
        desk.ledger.trip("4990 visits", on="2025-06-01")
        desk.ledger.trip("30 visits", on="2026-04-05")
        desk.ledger.trip("10 visits", on="2026-04-06")
        desk.ledger.spend("40 lunch meals", on="2026-01-01")
        report = desk.year.year(2025)
        figures = report.year
        # 10,010 miles: 10,000 x 45p + 10 x 25p
        assert figures.mileage_deduction_minor == 450_000 + 250
        assert (str(report.period.start), str(report.period.last)) == ("2025-04-06", "2026-04-05")
        last = desk.year.quarter("2025-Q4").year
        assert last.mileage_deduction_minor == 20 * 45 + 10 * 25
        assert desk.week.of(figures.period.last).money.mileage_deduction_minor == 1_150
        mileage = years.row_tables(desk, report)["Mileage"]
        assert mileage.totals[-1] == figures.mileage_deduction_minor
        assert [row[-1] for row in mileage.rows] == [224_550, 224_550, 1_150]
        assert figures.money.expenses_minor == 4_000
        assert figures.money.deductible_expenses_minor == 0  # lunch at one's own place of work
        assert "United States only" in report.no_estimate
        assert any("£1,000" in note for note in words.notes(report))

    def test_canada_has_no_rate_and_says_so(self, desk):
        desk.practice.set("profile", "ca")
        desk.ledger.trip("30 visits", on="2026-04-05")
        report = desk.year.year(2026)
        figures = report.year
        assert (figures.distance_unit, figures.mileage_deduction_minor) == ("km", None)
        assert "Canada" in report.no_mileage
        notes = " ".join(words.notes(report))
        assert "nothing was deducted; no rate for a kilometre" in notes
        assert "81176" in notes
        assert report.estimate is None
        assert [each.form_line for each in words.figures(report) if each.form_line] == [
            "8000", "8000", "8000", "8710", "9281", "9369",
        ]  # fmt: skip

    def test_miles_driven_before_the_unit_changed_are_still_miles(self, desk):
        desk.ledger.trip("30mi visits", on="2026-04-05")
        desk.practice.set("distance_unit", "km")
        assert desk.year.figures.year(2026).distance_unit == "mi"
        desk.ledger.trip("30 visits", on="2026-04-05")
        assert desk.year.figures.year(2026).distance_unit == "km + mi"
