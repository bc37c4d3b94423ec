"""What programs for a practice write: their appointments and their sales, held against the truth."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
import xlsxwriter
from tests.shared import vagaro

PRACTICES = Path(__file__).parents[2] / "data" / "practices"
TRUTH = json.loads((PRACTICES / "truth.json").read_text(encoding="utf-8"))["files"]
WHY = {
    "break": "a break", "nothing collected": "nothing collected", "cancelled": "cancelled",
    "deleted": "deleted", "other calendar: Sam Okafor": "on the calendar of Sam Okafor",
}  # fmt: skip
WITHOUT_MINUTES = "simplepractice_appointment_status.csv"
WITHOUT_MONEY = ("jane_appointments.csv", "fresha_appointments.csv")


@pytest.fixture(autouse=True)
def on_the_coast(monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")


@pytest.fixture
def brought(done):
    """`brought(name, ...)`: what the import of a file says, as JSON."""

    def bring(name, *arguments):
        return done("import", PRACTICES / name, *arguments, "--json").json

    return bring


def gross_of(truth):
    """As `year` counts: what a gift card paid came in when it was sold."""
    gross = Counter(truth.get("gross_by_month", {}))
    gross.subtract(truth.get("gift_card_redeemed_by_month", {}))
    return {month: minor for month, minor in gross.items() if minor}


def figures(found, name):
    return {month["month"]: month[name] for month in found["by_month"] if month[name]}


@pytest.mark.parametrize("name", TRUTH)
class TestEachFile:
    def test_its_rows_and_its_sums_are_the_truth(self, brought, name):
        truth = TRUTH[name]
        found = brought(name, "--dry-run")
        records = truth.get("sessions", truth.get("payments"))
        assert (found["format"], found["read"], found["new"]) == (
            truth["format"], truth["rows_in"], records,
        )  # fmt: skip
        assert (found["problems"], found["unclear"]) == ([], [])
        assert figures(found, "gross_minor") == gross_of(truth)
        assert figures(found, "minutes") == truth.get("minutes_by_month", {})
        done = truth.get("by_status", {}).get("done", 0)
        assert sum(figures(found, "sessions").values()) == done

    def test_why_a_row_was_skipped_is_said(self, brought, run, name):
        truth = TRUTH[name]
        found = brought(name, "--dry-run")
        assert found["skipped"] == len(truth["skipped"])
        assert [each["line"] for each in found["skipped_rows"]] == [
            each["line"] for each in truth["skipped"]
        ]
        for mine, theirs in zip(found["skipped_rows"], truth["skipped"], strict=True):
            assert mine["reason"].startswith(WHY[theirs["why"]])
        shown = run("import", PRACTICES / name, "--dry-run").out
        assert all(WHY[each["why"]] in shown for each in truth["skipped"])

    def test_the_year_is_the_truth_once_only_and_undo_takes_it_back(
        self, brought, done, path, tables, name
    ):
        truth = TRUTH[name]
        done("log", "ana 60m 90 2026-11-20", "--yes")
        before = tables(path)
        brought(name)
        after = tables(path)
        year = done("year", "2025", "--json").json
        got = {month["month"]: month["gross_minor"] for month in year["by_month"]}
        assert {month: minor for month, minor in got.items() if minor} == gross_of(truth)
        assert year["sessions"] == truth.get("by_status", {}).get("done", 0)
        minutes = sum(truth.get("minutes_by_month", {}).values())
        assert year["hands_on_minutes"] == (None if name == WITHOUT_MINUTES else minutes)
        again = brought(name)
        assert (again["new"], again["matched"]) == (0, 0)
        assert again["duplicate"] == truth.get("sessions", truth.get("payments"))
        assert tables(path) == after
        done("undo")
        assert tables(path) == before


@pytest.mark.parametrize("name", WITHOUT_MONEY)
def test_what_is_silent_on_money_makes_neither_income_nor_debt(brought, done, name):
    brought(name)
    assert done("outstanding", "--today", "2026-01-01", "--json").json["total_minor"] == 0
    year = done("year", "2025", "--json").json
    assert (year["gross_minor"], year["money_unknown"], year["outstanding_minor"]) == (0, 579, 0)
    found = done("sessions", "--json").json["sessions"]
    assert {each["price_minor"] for each in found} == {None}


def test_what_has_no_minutes_has_none(brought, done):
    brought(WITHOUT_MINUTES)
    found = done("sessions", "--limit", "700", "--json").json["sessions"]
    assert {each["minutes"] for each in found if each["status"] == "done"} == {None}
    week = done("week", "2025-03-12", "--json").json
    assert (week["hands_on_minutes"], week["load"]) == (None, None)
    assert week["gross_minor"] > 0


def test_what_an_insurer_still_owes_is_owed(brought, done):
    brought(WITHOUT_MINUTES)
    owed = done("outstanding", "--today", "2026-01-01", "--json").json
    payers = Counter(each["payer"] for each in owed["sessions"])
    assert payers == {"client": 6, "insurer": 3}
    assert owed["total_minor"] == 50_825 + 33_000


def test_compensation_is_known_and_is_no_income(brought, path, tables, done):
    done("log", "ana 60m 90 2026-11-20", "--yes")
    before = tables(path)
    found = brought("jane_compensation.csv")
    assert (found["format"], found["read"], found["skipped"]) == ("jane_compensation", 2, 2)
    assert any("compensation is no income" in line for line in found["warnings"])
    assert tables(path) == before


class TestOfOnePractice:
    """Appointments and payments of two files meet, whichever comes first."""

    @pytest.mark.parametrize(
        "order", [*permutations(["jane_appointments.csv", "jane_sales.csv"])], ids=str
    )
    def test_janes_appointments_and_sales(self, brought, done, order):
        for name in order:
            brought(name)
        year = done("year", "2025", "--json").json
        assert year["gross_minor"] == sum(gross_of(TRUTH["jane_sales.csv"]).values())
        assert (year["sessions"], year["hands_on_minutes"]) == (579, 39_465)
        assert year["money_unknown"] == 6  # its sales say of these that nothing was collected
        assert year["outstanding_minor"] == 0
        swedish = next(row for row in year["by_service"] if row["key"] == "Swedish 60")
        assert swedish["gross_minor"] > 1_000_000

    @pytest.mark.parametrize(
        "order",
        [*permutations(["fresha_appointments.csv", "simplepractice_appointment_status.csv"])],
        ids=str,
    )
    def test_one_has_the_minutes_and_the_other_the_money(self, brought, done, order):
        for name in order:
            brought(name)
        year = done("year", "2025", "--json").json
        assert (year["sessions"], year["hands_on_minutes"]) == (579, 39_465)
        assert (year["minutes_unknown"], year["money_unknown"]) == (0, 0)
        assert year["gross_minor"] == sum(gross_of(TRUTH[WITHOUT_MINUTES]).values())
        assert year["outstanding_minor"] == 83_825

    def test_an_appointment_that_was_typed_is_the_same_one(self, brought, done):
        done("client", "add", "Tilda Jansson")
        done("log", "Tilda", "Jansson", "60m", "95", "card", "2025-01-04", "10:45", "--yes")
        found = brought("jane_appointments.csv")
        assert (found["new"], found["matched"]) == (599, 1)
        first = done("sessions", "--to", "2025-01-05", "--json").json["sessions"]
        assert len([each for each in first if each["client"] == "Tilda Jansson"]) == 1


def test_the_whole_way_from_jane(brought, done, path, tables):
    """Three files in, the year and a week true, each taken back, all gone."""
    done("settings", "currency", "USD")
    before = tables(path)
    for name in ("jane_appointments.csv", "jane_sales.csv", "jane_compensation.csv"):
        brought(name)
    year = done("year", "2025", "--json").json
    assert (year["gross_minor"], year["sessions"]) == (6_848_812, 579)
    week = done("week", "2025-03-12", "--json").json
    truth = TRUTH["jane_appointments.csv"]["sessions_by_month"]
    assert 0 < week["sessions"] < truth["2025-03"]
    assert week["gross_minor"] > 0
    assert week["hands_on_minutes"] == sum(each["hands_on_minutes"] for each in week["days"])
    done("undo")
    assert done("year", "2025", "--json").json["gross_minor"] == 0
    done("undo")
    assert tables(path) == before


class TestVagaro:
    """Known by the places of its columns, which is said."""

    def test_what_it_holds(self, done, tmp_path, path, tables):
        file = vagaro.write(tmp_path / "list.xlsx")
        found = done("import", file, "--json").json
        assert (found["format"], found["read"], found["new"]) == ("vagaro_transactions", 7, 5)
        assert [(each["line"], each["reason"]) for each in found["skipped_rows"]] == [
            (27, "nothing paid, it is owed"), (30, "a row of totals, or of no day"),
        ]  # fmt: skip
        assert any("uncertain" in line for line in found["warnings"])
        year = done("year", "2025", "--json").json
        assert year["tips_minor"] == 1_500
        assert year["gross_minor"] == 12_000 + 15_000 + 2 * 2_000
        assert year["sessions"] == 0
        after = tables(path)
        again = done("import", file, "--json").json
        assert (again["new"], again["duplicate"]) == (0, 5)
        assert tables(path) == after
        done("undo")
        assert done("year", "2025", "--json").json["gross_minor"] == 0

    def test_a_row_whose_parts_do_not_make_its_sum_is_refused(self, run, tmp_path):
        file = vagaro.write(tmp_path / "list.xlsx", [{**vagaro.ROWS[0], "card": 100}])
        ran = run("import", file)
        assert ran.code == 1
        assert "line 24, amount paid" in ran.err + ran.out

    def test_another_workbook_is_refused_by_what_it_holds(self, run, tmp_path):
        with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
            book.add_worksheet().write_row(0, 0, ["a", "b"])
        ran = run("import", tmp_path / "other.xlsx")
        assert ran.code == 1
        assert "no known format" in ran.err

    def test_a_vendors_table_saved_as_a_workbook_is_read(self, done, tmp_path):
        lines = (PRACTICES / "fresha_appointments.csv").read_text(encoding="utf-8-sig")
        with xlsxwriter.Workbook(tmp_path / "fresha.xlsx") as book:
            sheet = book.add_worksheet("Appointments")
            book.add_worksheet("Notes").write_string(0, 0, "mine")
            for number, row in enumerate(csv.reader(lines.splitlines())):
                sheet.write_row(number, 0, row)
        found = done("import", tmp_path / "fresha.xlsx", "--json").json
        assert (found["format"], found["new"]) == ("fresha_appointments", 600)
        assert any("“Notes” left out" in line for line in found["warnings"])

    @pytest.mark.parametrize("what", ["cut", "vast", "bomb"])
    def test_a_workbook_that_is_none_is_refused_at_once(self, run, tmp_path, what):
        file = tmp_path / "bad.xlsx"
        if what == "cut":
            file.write_bytes(vagaro.write(tmp_path / "whole.xlsx").read_bytes()[:3_000])
        else:
            sheet = b'<worksheet><row r="1048576"><c r="XFD1048576"/></row></worksheet>'
            if what == "bomb":
                sheet = b" " * 200_000_000
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
                parts.writestr("xl/workbook.xml", "<workbook/>")
                parts.writestr("xl/worksheets/sheet1.xml", sheet)
        ran = run("import", file)
        assert ran.code == 1
        assert "as CSV" in ran.err or "no known format" in ran.err


def test_massagebooks_days(brought, done):
    found = brought("massagebook_income.csv")
    assert (found["format"], found["read"], found["new"]) == ("massagebook_income", 6, 4)
    assert [each["line"] for each in found["skipped_rows"]] == [4, 7]
    year = done("year", "2025", "--json").json
    assert (year["gross_minor"], year["tips_minor"]) == (40_000, 2_500)
    assert year["processor_fees_minor"] == 335 + 9_000
    assert year["refunds_minor"] == 3_000 + 9_500
    assert year["gross_minor"] - year["processor_fees_minor"] - year["refunds_minor"] == 18_165


@pytest.mark.parametrize("name", TRUTH)
class TestNasty:
    """What other programs, and people, make of a file."""

    def test_columns_in_another_order_and_another_delimiter(self, brought, done, tmp_path, name):
        text = (PRACTICES / name).read_text(encoding="utf-8-sig")
        other = tmp_path / "other.csv"
        with other.open("w", encoding="utf-8", newline="") as file:
            # Columns of one name stay in their order: it tells them apart.
            rows = list(csv.reader(text.splitlines(keepends=True)))
            order = sorted(range(len(rows[0])), key=lambda place: (rows[0][place], place))
            writer = csv.writer(file, delimiter=";")
            writer.writerows([row[place] for place in order] for row in rows)
        straight = brought(name, "--dry-run")
        found = done("import", other, "--dry-run", "--json").json
        assert (found["format"], found["new"]) == (straight["format"], straight["new"])
        assert found["by_month"] == straight["by_month"]

    @pytest.mark.parametrize("what", ["cut", "day", "nul"])
    def test_a_bad_row_is_named_and_nothing_is_written(self, run, tmp_path, path, name, what):
        lines = (PRACTICES / name).read_text(encoding="utf-8-sig").splitlines(keepends=True)[:5]
        if what == "cut":
            lines[-1] = lines[-1][:25]
        elif what == "day":
            for printed, wrong in (
                ("2025-01-06", "2025-02-30"), ("January 6", "February 30"),
                ("1/6/2025", "2/30/2025"), ("06/01/2025", "30/02/2025"),
            ):  # fmt: skip
                lines[3] = lines[3].replace(printed, wrong)
        else:
            lines[3] = lines[3].replace("Hugo", "Hu\0go")
        (tmp_path / "bad.csv").write_text("".join(lines), encoding="utf-8")
        ran = run("import", tmp_path / "bad.csv")
        assert ran.code == 1
        assert f"line {5 if what == 'cut' else 4}" in ran.err + ran.out
        assert not path.exists()


def test_an_appointment_that_was_moved_keeps_the_money_that_met_it(brought, done, tmp_path):
    brought("jane_appointments.csv")
    brought("jane_sales.csv")
    text = (PRACTICES / "jane_appointments.csv").read_text(encoding="utf-8-sig")
    moved = tmp_path / "moved.csv"
    changed = text.replace("2025-01-04 10:50,2025-01-04 11:50", "2025-01-04 12:00,2025-01-04 12:30")
    assert changed != text
    moved.write_text(changed, encoding="utf-8")
    found = done("import", moved, "--changed", "apply", "--json").json
    assert (found["new"], found["changed"], found["duplicate"]) == (0, 1, 599)
    [session] = done("sessions", "--from", "2025-01-04", "--to", "2025-01-04", "--json").json[
        "sessions"
    ]
    assert (session["minutes"], session["price_minor"]) == (30, 9_500)
    year = done("year", "2025", "--json").json
    assert (year["gross_minor"], year["money_unknown"]) == (6_848_812, 6)


def test_a_booking_that_was_typed_is_the_one_the_file_has(brought, done):
    """What became of it is asked of her: the file brings no second one."""
    done("client", "add", "Tilda Jansson")
    done("log", "Tilda", "Jansson", "60m", "booked", "2027-01-04", "10:45", "--yes")
    done("edit", "1", "on=2025-01-27", "at=10:45", "--yes")
    found = brought("jane_appointments.csv")
    assert (found["new"], found["matched"]) == (599, 1)
