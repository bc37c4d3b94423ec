"""What a file does not say stays unsaid, on every way out, until it is said by any way in."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from contextlib import closing
from datetime import date

import pytest
from tests.shared import workbook
from tests.shared.unsaid import DAY, appointment, imported

from mtdesk.desk import Desk
from mtdesk.say.week.beside import weeks_beside

AT = ("--today", "2026-11-23")


@pytest.fixture
def practice(desk):
    """Session 1 without money, 2 without minutes and money."""
    imported(desk, appointment(1), appointment(2, client="Bo Lind", minutes=None, clock="16:00:00"))
    desk.close()
    return desk


class TestWaysOut:
    def test_the_list(self, practice, done):
        lines = done("sessions").out.splitlines()
        assert [line.split().count("unknown") for line in lines if "Swedish" in line] == [1, 2]

    def test_the_list_as_json(self, practice, done):
        found = done("sessions", "--json").json["sessions"]
        assert [(each["minutes"], each["price_minor"]) for each in found] == [
            (60, None), (None, None),
        ]  # fmt: skip
        assert all(each["money_unknown"] for each in found)

    def test_its_day(self, practice, done):
        out = done("today", "--today", DAY).out
        assert "1 h hands-on" in out
        assert "minutes unknown of 1 session, money unknown of 2 sessions" in out

    def test_its_week(self, practice, done):
        out = done("week", DAY).out
        assert "minutes unknown of 1 session, money unknown of 2 sessions" in out
        week = done("week", DAY, "--json").json
        assert (week["sessions"], week["hands_on_minutes"]) == (2, 60)
        assert (week["minutes_unknown"], week["money_unknown"]) == (1, 2)
        assert week["days_unknown"] == [
            {"date": DAY, "minutes_unknown": 1, "money_unknown": 2},
        ]
        assert week["gross_minor"] == 0
        assert (week["monotony"], week["strain"], week["ratio"]) == (None, None, None)
        assert week["take_home_per_hour_minor"] is None

    def test_a_week_of_which_no_minutes_are_known(self, desk, done):
        imported(desk, appointment(1, minutes=None))
        desk.close()
        week = done("week", DAY, "--json").json
        assert (week["sessions"], week["hands_on_minutes"], week["load"]) == (1, None, None)
        assert "unknown hands-on in 1 session" in done("week", DAY).out
        assert done("year", "2026", "--json").json["hands_on_minutes"] is None

    def test_the_year(self, practice, done):
        year = done("year", "2026", "--json").json
        assert (year["sessions"], year["hands_on_minutes"]) == (2, 60)
        assert (year["minutes_unknown"], year["money_unknown"]) == (1, 2)
        assert (year["gross_minor"], year["outstanding_minor"]) == (0, 0)
        out = done("year", "2026").out
        assert "minutes unknown" in out
        assert "money unknown" in out

    def test_the_year_as_a_workbook(self, practice, done, tmp_path):
        done("year", "2026", "--xlsx", str(tmp_path / "year.xlsx"))
        said = str(workbook.read((tmp_path / "year.xlsx").read_bytes()))
        assert "minutes unknown" in said
        assert "money unknown" in said

    def test_the_year_on_paper(self, practice, done, tmp_path):
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext is not installed")
        file = tmp_path / "year.pdf"
        done("year", "2026", "--pdf", file)
        text = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        ).stdout
        assert re.search(r"minutes unknown +of 1 session\b", text)
        assert re.search(r"money unknown +of 2 sessions\b", text)

    def test_the_weeks_beside(self, practice, path, clock):
        with closing(Desk(path, clock)) as desk:
            day = date.fromisoformat(DAY)
            listing = weeks_beside(desk.week.beside(day), desk.settings.currency)
        rows = {row[0]: row[1] for row in listing.rows}
        assert (rows["minutes unknown"], rows["money unknown"]) == ("1", "2")

    def test_nobody_owes_it(self, practice, done):
        assert done("outstanding", "--json").json["total_minor"] == 0

    def test_no_finding_rests_on_it(self, practice, done):
        assert done("risk", *AT, "--json").json["findings"] == []

    def test_the_client(self, practice, done):
        assert "unknown" in done("client", "show", "Bo Lind").out

    @pytest.mark.parametrize("file_format", ["csv", "json", "jsonl"])
    def test_out_and_in_again(self, practice, done, path, tables, tmp_path, file_format):
        target = tmp_path / f"out.{file_format}" if file_format != "csv" else tmp_path / "out"
        done("export", "--format", file_format, str(target))
        other = tmp_path / "other.db"
        done("--db", str(other), "import", str(target))
        assert tables(other)["session"] == tables(path)["session"]

    def test_as_csv(self, practice, done, tmp_path):
        done("export", "--format", "csv", str(tmp_path / "out"))
        text = (tmp_path / "out" / "session.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [(row["minutes"], row["price_minor"], row["money_unknown"]) for row in rows] == [
            ("60", "", "1"), ("", "", "1"),
        ]  # fmt: skip


class TestWaysIn:
    """She says it, or a payment does."""

    def test_edit_says_the_price(self, practice, done):
        done("edit", "1", "price=90", "method=card")
        [first, _] = done("sessions", "--json").json["sessions"]
        assert (first["price_minor"], first["money_unknown"]) == (9_000, False)
        assert done("year", "2026", "--json").json["gross_minor"] == 9_000

    def test_edit_says_the_minutes(self, practice, done):
        done("edit", "2", "minutes=45")
        week = done("week", DAY, "--json").json
        assert (week["hands_on_minutes"], week["minutes_unknown"]) == (105, 0)

    def test_edit_of_something_else_leaves_it(self, practice, done):
        said = done("edit", "2", "effort=6", "--json").json["session"]
        assert (said["minutes"], said["money_unknown"]) == (None, True)
        assert (said["received_minor"], said["owed_minor"]) == (None, None)
        assert "minutes unknown" in done("edit", "2", "effort=7").out

    @pytest.mark.parametrize("which", [("--session", "1"), ()])
    def test_a_payment_meets_it(self, practice, done, which):
        done("pay", "Ana Pérez", "90", "--method", "card", "--on", DAY, *which)
        [first, _] = done("sessions", "--json").json["sessions"]
        assert (first["price_minor"], first["money_unknown"]) == (9_000, False)
        assert done("outstanding", "--json").json["total_paid_ahead_minor"] == 0
        done("edit", "1", "effort=6")
        assert done("outstanding", "--json").json["total_paid_ahead_minor"] == 0

    def test_a_payment_of_another_day_is_paid_ahead(self, practice, done):
        done("pay", "Ana Pérez", "90", "--on", "2026-11-21")
        assert done("outstanding", "--json").json["total_paid_ahead_minor"] == 9_000

    def test_credit_used_for_it_says_what_it_cost(self, practice, done):
        done("credit", "sell", "Ana Pérez", "500", "--kind", "gift_card", "--on", "2026-11-01")
        done("credit", "redeem", "1", "--amount", "90", "--on", DAY)
        [first, _] = done("sessions", "--json").json["sessions"]
        assert (first["price_minor"], first["money_unknown"]) == (9_000, False)

    def test_undo_makes_it_unknown_again(self, practice, done, path, tables):
        before = tables(path, leave_out=())
        done("pay", "Ana Pérez", "90", "--on", DAY)
        done("undo")
        after = tables(path)
        assert after["session"] == before["session"]
        assert after["payment"] == before["payment"] == []

    def test_the_form_says_it(self, practice, path, clock):
        with closing(Desk(path, clock)) as desk:
            desk.sessions.edit(2, {"minutes": "30", "price": "60"})
            [_, second] = desk.sessions.between()
        assert (second.minutes, second.price_minor, second.money_unknown) == (30, 6_000, False)

    def test_the_keyboard_always_has_minutes(self, practice, run):
        ran = run("log", "ana", "90")
        assert ran.code == 1
        assert "how long was it?" in ran.err

    def test_the_file_keeps_to_it(self, practice, path):
        import sqlite3

        with closing(sqlite3.connect(path)) as conn, pytest.raises(sqlite3.IntegrityError):
            conn.execute("UPDATE session SET price_minor = 100 WHERE id = 1")
