"""Out and in again: everything a practice holds survives, and spreadsheets stay calm."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO

import pytest

from mtdesk.cli import main
from mtdesk.store.file import opening, seals, triggers
from mtdesk.store.file.dump import TABLES

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)

FORMATS = ["csv", "json", "jsonl"]
NASTY = [
    "=HYPERLINK(1)", "+1", "-1", "@x", "'quoted", "''", '"', "a,b;c\td", "line\nline", "cr\rlf\r\n",
    "\ttab first", "NULL", "null", "0012", "1e5", " ", "naïve 김 🦊 \u202e", "\\N", "a" * 70_000,
]  # fmt: skip


# What takes more than one line of the command line to make.
RECEIPT = sha256(b"x").hexdigest()
ROWS_BESIDE = {
    "redemption": {"redeemed_on": "2026-11-20", "amount_minor": 5, "note": "=x"},
    "import_batch": {"imported_at": "x", "format": "x", "file_name": "=x.csv", "records": 1},
    "questionnaire": {
        "name": "=q", "name_key": "=q", "version": "1", "definition": '{"a": [1, "\u2191"]}',
        "added_at": "2026-11-20",
    },
    "questionnaire_response": {
        "questionnaire_id": 1, "taken_on": "2026-11-20", "started_at": "2026-11-20T10:00:00-05:00",
        "answers": "[1]",
    },
    "acknowledgement": {"rule": "threat", "acknowledged_on": "2026-11-20", "note": "@x"},
    "client_alias": {"client_id": 1, "alias": "=a", "alias_key": "=a"},
    "tax_form": {"year": 2026, "form": "1099-K", "payer": "=p", "amount_minor": 5, "note": "+x"},
    "referral": {"client_id": 1, "referred_on": "2026-11-20", "referred_by": "=Dr", "note": "-x"},
    "function_note": {
        "client_id": 1, "noted_on": "2026-11-20", "measure": "sitting", "value": 42.5, "note": "=x",
    },
    "progress_report": {
        "client_id": 1, "written_on": "2026-11-20", "first_day": "2026-10-01", "last_day": "2026-11-20",
    },
    "incident_follow_up": {"incident_id": 1, "due_on": "2026-11-20", "what": "=x"},
    "incident_draft": {"begun_at": "2026-11-20", "changed_at": "2026-11-20", "answers": "{}"},
    "import_link": {
        "format": "=x", "source_id": "@x", "digest": "x", "table_name": "payment", "row_id": 1,
    },
    "expense_attachment": {
        "expense_id": 1, "file_name": "=x.pdf", "stored_as": f"{RECEIPT}.pdf", "sha256": RECEIPT,
        "bytes": 1, "added_at": "x",
    },
    "closed_year": {
        "year": 2020, "first_day": "2020-01-01", "last_day": "2020-12-31", "closed_at": "x",
    },
    "inbox_line": {
        "file": "/x", "stamp": "2026-11-20T10:00:00+00:00", "text": "=x", "became": "filed",
        "noted_at": "x",
    },
    "tombstone": {"purged_at": "2026-11-20", "table_name": "incident", "row_id": 99},
}  # fmt: skip


def keep_receipt(practice):
    """The file beside a practice that the row above names."""
    folder = practice.with_name(f"{practice.stem}-receipts")
    folder.mkdir()
    (folder / f"{RECEIPT}.pdf").write_bytes(b"x")


def perform(*arguments):
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        assert main([str(each) for each in arguments], lambda: NOW) == 0, arguments


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Every table has rows, and every text column something nasty."""
    path = tmp_path_factory.mktemp("made") / "practice.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTDESK_DB", str(path))
        patch.setenv("TZ", "America/New_York")
        patch.setenv("LANG", "en_US.UTF-8")
        file = path.with_name("=photo.PNG")
        file.write_bytes(b"evidence")
        fill(file)
    with closing(sqlite3.connect(path)) as conn, conn:
        for number, text in enumerate(NASTY):
            conn.execute("UPDATE client SET note = ? WHERE name = ?", (text, f"C{number}"))
        for table, row in ROWS_BESIDE.items():
            marks = ", ".join("?" * len(row))
            conn.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
            )
    with (
        closing(opening.existing(path)) as book,
        book.transaction("seal", "rows beside", "2026-11-20"),
    ):
        seals.append_missing(book)
    with closing(sqlite3.connect(path)) as conn:
        empty = [table for table in TABLES if not conn.execute(f"SELECT 1 FROM {table}").fetchone()]
    assert not empty, "give them a row, so that they are carried over too"
    return path


def fill(file):
    for number, text in enumerate(NASTY):
        perform("log", "--client", f"C{number}", "--minutes", "60", "--price", "90", "--tip", "5",
                "--note", text, "--on", "2026-11-20", "--yes")  # fmt: skip
    perform("log", "c1", "deep", "tissue", "60m", "e6.5", "p7-3", "r4", "fb", "9am", "card")
    perform("log", "c1", "swedish", "tomorrow", "booked")
    perform("workplace", "add", "=Spa")
    perform("log", "c1", "30m", "--workplace", "=Spa")
    perform("workplace", "terms", "=Spa", "--from", "2026-01-01", "--kind", "split", "--percent",
            "62.5", "--note", "=x")  # fmt: skip
    perform("workplace", "terms", "=Spa", "--from", "2026-12-01", "--kind", "hourly", "--amount",
            "32.50", "--employed")  # fmt: skip
    perform("spend", "42.50", "=oil", "supplies", "--", "'note")
    perform("trip", "12.4mi", "=home")
    perform("time", "45", "laundry", "--note", "+x")
    perform("pay", "c1", "100", "--kind", "gift_card", "--fee", "3", "--1099")
    perform("credit", "sell", "c1", "200", "--sessions", "3", "--code", "=GC", "--expires",
            "2027-01-01")  # fmt: skip
    perform("log", "c1", "60m", "20", "gift", "card")
    perform("credit", "refund", "2", "50", "--method", "card")
    perform("expense", "recurring", "add", "650", "=rent", "--category", "rent_room", "--day", "20",
            "--from", "2026-11-01")  # fmt: skip
    perform("expense", "due", "--book")
    perform("time", "start", "admin", "--note", "@timer")
    perform("checkin", "body", "6.5", "neck", "5", "sleep", "7.5")
    perform("incident", "add", "--kind", "threat", "--severity", "4", "--said", "=x\r\n",
            "--told", "a", "--told", "b", "--lost", "50", "--setting", "@home", "--ended", "20",
            "--paid", "part", "--injury-me", "-wrist", "--injury-client", "=x")  # fmt: skip
    perform("incident", "note", "1", "@note")
    perform("incident", "evidence", "1", file)
    perform("undo")
    perform("settings", "week_start", "sunday")


@pytest.fixture
def practice(made, path):
    """A copy of it, at the place of this test."""
    shutil.copyfile(made, path)
    shutil.copytree(made.with_name("practice-evidence"), path.with_name("practice-evidence"))
    return path


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_read_into_a_new_file_is_the_same_practice(
    practice, done, tables, tmp_path, file_format
):
    target = tmp_path / f"out.{file_format}"
    told = done("export", target, "--format", file_format, "--json").json
    new = tmp_path / "new.db"
    found = done("--db", new, "import", target, "--json").json
    assert tables(new) == tables(practice)
    rows = sum(len(each) for each in tables(practice).values())
    assert told["rows"] == found["read"] == found["new"] == rows
    assert found["format"] == "mtdesk-export"
    assert told["evidence_folder"] == str(practice.with_name("practice-evidence"))
    shutil.copytree(told["evidence_folder"], new.with_name("new-evidence"))
    keep_receipt(new)
    done("--db", new, "doctor")
    again = tmp_path / f"again.{file_format}"
    done("--db", new, "export", again, "--format", file_format)
    assert content(again) == content(target)


def content(path):
    if path.is_dir():
        return {each.name: each.read_bytes() for each in path.iterdir()}
    return path.read_bytes()


@pytest.mark.parametrize("file_format", FORMATS)
def test_reading_it_back_where_it_came_from_adds_nothing(
    practice, done, tables, tmp_path, file_format
):
    target = tmp_path / "out"
    done("export", target, "--format", file_format)
    before = tables(practice)
    found = done("import", target, "--json").json
    assert (found["new"], found["duplicate"]) == (0, sum(len(each) for each in before.values()))
    assert tables(practice) == before


@pytest.mark.parametrize("file_format", FORMATS)
def test_undo_takes_it_back_and_a_dry_run_makes_no_file(
    practice, done, tables, tmp_path, file_format
):
    target, new = tmp_path / "out", tmp_path / "new.db"
    done("export", target, "--format", file_format)
    done("--db", new, "import", target, "--dry-run")
    assert not new.exists()
    done("--db", new, "import", target)
    done("--db", new, "undo")
    left = {table for table, rows in tables(new).items() if rows}
    assert left == set(triggers.SEALED)  # the incident, withdrawn
    shutil.copytree(practice.with_name("practice-evidence"), new.with_name("new-evidence"))
    done("--db", new, "doctor")


@pytest.mark.parametrize("file_format", FORMATS)
def test_rows_that_contradict_those_here_are_refused_whole(
    practice, done, run, tables, tmp_path, file_format
):
    target = tmp_path / "out"
    done("export", target, "--format", file_format)
    done("edit", "1", "minutes=75")
    before = tables(practice)
    ran = run("import", target)
    assert ran.code == 1
    assert "another session has the number 1 here" in ran.err
    assert "mtdesk: nothing was imported: 1 row has a problem." in ran.err
    assert tables(practice) == before


def test_files_and_folders_are_the_owners_only(practice, done, tmp_path):
    before = os.umask(0)
    try:
        done("export", tmp_path / "folder")
        done("export", tmp_path / "one.json", "--format", "json")
        done("year", "2026", "--csv", tmp_path / "year.csv")
    finally:
        os.umask(before)
    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o700
    for each in (*(tmp_path / "folder").iterdir(), tmp_path / "one.json", tmp_path / "year.csv"):
        assert each.stat().st_mode & 0o777 == 0o600, each


def test_no_cell_of_an_export_is_a_formula(practice, done, tmp_path):
    done("export", tmp_path / "out")
    for file in (tmp_path / "out").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.reader(opened):
                assert not [cell for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_an_export_never_overwrites(practice, done, run, tmp_path):
    (tmp_path / "taken").write_text("precious")
    for file_format in FORMATS:
        assert run("export", tmp_path / "taken", "--format", file_format).code == 1
    assert (tmp_path / "taken").read_text() == "precious"


def test_a_document_on_one_line_is_read_too(practice, done, tables, tmp_path):
    target = tmp_path / "out.json"
    done("export", target, "--format", "json")
    target.write_text(json.dumps(json.loads(target.read_text("utf-8"))), "utf-8")
    done("--db", tmp_path / "new.db", "import", target)
    assert tables(tmp_path / "new.db") == tables(practice)


def spoiled(folder, file_format, done):
    target = folder / "out"
    done("export", target, "--format", file_format)
    return target


def one_row(table, **row):
    header = {"format": "mtdesk-export", "version": 1}
    return f"{json.dumps(header)}\n{json.dumps({'table': table, 'row': row})}\n"


class TestSpoiledExports:
    """Edited by hand, cut short, from elsewhere: refused with a sentence, nothing written."""

    def refused(self, run, tmp_path, target):
        new = tmp_path / "new.db"
        ran = run("--db", new, "import", target)
        assert ran.code == 1, ran
        assert "should not have" not in ran.err, ran.err
        assert "mtdesk: " in ran.err
        assert not new.exists()
        return ran

    @pytest.mark.parametrize(
        "text",
        [
            '{"format": "mtdesk-export", "version": 99, "tables": {}}',
            '{"format": "mtdesk-export", "version": "1", "tables": {}}',
            '{"format": "mtdesk-export", "version": 1, "tables": []}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"sqlite_master": [{"id": 1}]}}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"client": 5}}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"client": [5]}}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"client": [{"id": "x"}]}}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"client": [{"id": 1, "x": 2}]}}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"client": [{"id": 1}]}}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"client": [{"id": 1, "name": []}]}}',
            '{"format": "mtdesk-export", "version": 1,\n "tables": {"client": [',
            '{"format": "mtdesk-export", "version": 1}\n{"table": "client"}\n',
            '{"format": "mtdesk-export", "version": 1}\n5\n',
            '{"format": "mtdesk-export", "version": 1}\n{"table": "client", "row": 5}\n',
            '{"format": "mtdesk-export", "version": 1}\nnonsense\n',
            '{"format": "mtdesk-export", "version": 1}\n{"table": [], "row": {}}\n',
            '{"format": "mtdesk-export", "version": 1}\n{"table": "trip", "row": {"id": 1e999}}\n',
            one_row("client", id=10**30, name="a", name_key="a"),
            one_row(
                "payment", id=1, client_id=5, received_on="2026-11-20", kind="tip", amount_minor=1
            ),
            one_row("payment", id=1, received_on="2026-11-20", kind="tip", amount_minor=-1),
        ],
    )
    def test_documents(self, run, tmp_path, text):
        target = tmp_path / "out.json"
        target.write_text(text, encoding="utf-8")
        self.refused(run, tmp_path, target)

    @pytest.mark.parametrize(
        ("file", "text"),
        [
            ("client.csv", "id,name\nx,Ana\n"),
            ("client.csv", "id,name,name_key,note\n1,Ana,ana\n"),
            ("client.csv", "id,name,name_key,colour,note\n1,Ana,ana,red,\n"),
            ("client.csv", 'id,name,name_key,note\n1,"Ana,ana,\n'),
            ("client.csv", "id,name,name_key,note\n1,Ana,ana,\n1,Bo,bo,\n"),
            ("session.csv", "id,local_date,minutes,status\n1,2026-11-20,sixty,done\n"),
            ("session.csv", "id,local_date,minutes,status\n1,2026-02-30,60,done\n"),
            ("session.csv", "id,local_date,minutes,status\n1,2026-11-20,60,maybe\n"),
            ("session.csv", f"id,local_date,minutes,status\n1,2026-11-20,{'9' * 5000},done\n"),
            ("mtdesk-export.json", "{"),
            ("mtdesk-export.json", "[]"),
            ("mtdesk-export.json", "5"),
            ("mtdesk-export.json", "\xff"),
        ],
    )
    def test_folders(self, run, tmp_path, file, text):
        target = tmp_path / "out"
        target.mkdir()
        (target / "mtdesk-export.json").write_text('{"format": "mtdesk-export", "version": 1}')
        (target / file).write_bytes(text.encode("latin-1"))
        self.refused(run, tmp_path, target)

    @pytest.mark.parametrize("file_format", ["json", "jsonl"])
    def test_cut_short(self, practice, done, run, tmp_path, file_format):
        target = spoiled(tmp_path, file_format, done)
        whole = target.read_bytes()
        target.write_bytes(whole[: len(whole) * 2 // 3])
        self.refused(run, tmp_path, target)


class TestYearCsv:
    @pytest.fixture
    def rows(self, practice, done):
        return list(csv.DictReader(StringIO(done("year", "2026", "--csv", "-").out)))

    def test_no_cell_is_a_formula_and_no_client_is_named(self, rows, done):
        out = done("year", "2026", "--csv", "-").out
        assert "C1" not in out
        for row in rows:
            for cell in row.values():
                assert cell[:1] not in {"=", "+", "-", "@"}, cell

    def test_it_adds_up_to_the_year(self, rows, done):
        year = done("year", "2026", "--json").json
        cents = {
            source: sum(
                round(float(row["amount"]) * 100)
                for row in rows
                if row["source"] == source and row["kind"] != "redemption"
            )
            for source in ("payment", "expense")
        }
        payments = year["gross_minor"] + year["refunds_minor"]
        assert cents == {"payment": payments, "expense": year["expenses_minor"]}
        fees = sum(float(row["processor_fee"] or 0) for row in rows)
        assert round(fees * 100) == year["processor_fees_minor"]
        assert {row["currency"] for row in rows} == {"USD"}
        assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)

    def test_a_file_is_what_the_pipe_is_and_says_how_much_on_the_other_stream(
        self, practice, done, tmp_path
    ):
        ran = done("year", "2026", "--csv", tmp_path / "y.csv")
        assert ran.out == ""
        assert ran.err.endswith(f"written to {tmp_path / 'y.csv'}\n")
        text = (tmp_path / "y.csv").read_text(encoding="utf-8-sig")
        assert text == done("year", "2026", "--csv", "-").out

    def test_another_year_is_only_its_heads(self, practice, done):
        assert len(done("year", "2020", "--csv", "-").out.splitlines()) == 1


def test_the_sample_is_printed_and_nothing_of_hers_is_touched(done, path, tmp_path):
    ran = done("demo", "--plain")
    assert ran.out.startswith("A sample practice, invented from end to end.\n")
    assert "Week 2026-11-23 to 2026-11-29, still running" in ran.out
    assert done("demo").out == ran.out
    assert json.loads(done("demo", "--json").out)["sessions"] > 0
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
