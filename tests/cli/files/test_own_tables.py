"""A table of one's own: its columns found, corrected and remembered; what it holds, to the cent."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

OWN = Path(__file__).parents[2] / "data" / "own"
FILE = OWN / "spreadsheet_own.csv"
TRUTH = json.loads((OWN / "truth.json").read_text(encoding="utf-8"))["files"][FILE.name]
SIMPLE = "When;Who;Kind;$;Thanks;Paid via\n3 Jan 2026;Ana;Deep;90;10;cash\n"


@pytest.fixture(autouse=True)
def on_the_coast(monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")


@pytest.fixture
def table(tmp_path):
    def made(text, name="mine.csv"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return made


def as_workbook(target):
    """The same rows as somebody types them: days as days, figures as figures."""
    rows = csv.reader(io.StringIO(FILE.read_bytes().decode("latin-1")), delimiter=";")
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet("2025")
        day = book.add_format({"num_format": "m/d/yy"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                found = re.fullmatch(r"(\d+)/(\d+)/(?:20)?(\d\d)", cell.strip())
                if found and not place and int(found[2]) < 32:
                    moment = datetime(2000 + int(found[3]), int(found[1]), int(found[2]))
                    sheet.write_datetime(number, place, moment, day)
                elif re.fullmatch(r"\d+(\.\d+)?", cell.strip()):
                    sheet.write_number(number, place, float(cell))
                else:
                    sheet.write_string(number, place, cell)


def check(found):
    assert (found["format"], found["read"]) == ("spreadsheet_own", TRUTH["rows_in"])
    assert found["skipped"] == len(TRUTH["skipped"])
    assert [(each["line"], each["column"]) for each in found["problems"]] == [
        (each["line"], each["column"]) for each in TRUTH["bad"]
    ]
    months = {each["month"]: each for each in found["by_month"]}
    for month, gross in TRUTH["gross_by_month"].items():
        tips = TRUTH["tips_by_month"][month]
        back = TRUTH["refunds_by_month"].get(month, 0)
        back += TRUTH["chargebacks_by_month"].get(month, 0)
        of_month = months[month]
        assert of_month["gross_minor"] == gross + tips
        assert (of_month["tips_minor"], of_month["refunds_minor"]) == (tips, back)
        assert of_month["minutes"] == TRUTH["minutes_by_month"][month]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_columns_are_proposed_right_and_the_rest_is_as_it_is(run, tmp_path, kind):
    file = FILE
    if kind == "xlsx":
        file = tmp_path / "mine.xlsx"
        as_workbook(file)
    refused = run("import", file, "--json")
    assert refused.code == 1
    check(refused.json)
    assert run("year", "2025", "--json").json["sessions"] == 0
    found = run("import", file, "--skip-bad", "--json")
    assert found.code == 0
    check(found.json)
    year = run("year", "2025", "--json").json
    tips = sum(TRUTH["tips_by_month"].values())
    assert year["gross_minor"] == sum(TRUTH["gross_by_month"].values()) + tips
    assert year["refunds_minor"] == sum(TRUTH["refunds_by_month"].values())
    assert year["chargebacks_minor"] == sum(TRUTH["chargebacks_by_month"].values())
    assert year["sessions"] == TRUTH["by_status"]["done"]
    again = run("import", file, "--skip-bad", "--json").json
    assert (again["new"], again["duplicate"]) == (0, found.json["new"])
    assert run("undo").code == 0
    assert run("year", "2025", "--json").json["gross_minor"] == 0


def test_what_each_column_was_taken_for_is_said(run, table):
    said = run("import", table(SIMPLE), "--dry-run").err
    for words in ("date is “When”", "client is “Who”", "amount is “$”", "method is “Paid via”"):
        assert words in said


def test_columns_are_corrected_remembered_and_known_again(run, table):
    file = table(SIMPLE)
    spec = "date=When,client=Who,amount=$,tip=Thanks,note=Kind"
    ran = run("import", file, "--map", f"books: {spec}")
    assert "remembered as “books”" in ran.err
    later = table(SIMPLE.replace("3 Jan", "4 Jan"), "later.csv")
    assert "read as “books”" in run("import", later).err
    assert run("import", later, "--map", "books", "--json").json["duplicate"] == 1
    session = run("sessions", "--json").json["sessions"][0]
    assert (session["note"], session["service"], session["minutes"]) == ("Deep", None, None)


@pytest.mark.parametrize(
    "spec", ["date=When,client=Who,amount=$,tip=Thanks,note=Kind", "cash=check", "books: note=Kind"]
)
def test_a_table_that_is_here_is_not_added_again_by_other_columns(run, table, tables, path, spec):
    file = table(SIMPLE)
    assert run("import", file).code == 0
    before = tables(path)
    again = run("import", file, "--map", spec)
    assert again.code == 1
    assert "line 2 is here already, as “mine” read it" in again.err
    assert "mtdesk undo" in again.err
    assert tables(path) == before
    assert run("import", file, "--json").json["duplicate"] > 0
    assert run("undo").code == 0
    assert run("import", file, "--map", spec).code == 0


def test_the_same_columns_under_another_name_are_the_same_rows(run, table):
    file = table(SIMPLE)
    found = run("import", file, "--json").json
    again = run(
        "import",
        file,
        "--map",
        "other: date=When,client=Who,service=Kind,amount=$,tip=Thanks,method=Paid via",
        "--json",
    ).json
    assert (again["new"], again["duplicate"]) == (0, found["new"])


def test_words_for_ways_of_paying_are_said_once(run, table):
    file = table(SIMPLE.replace("cash", "tikkie"))
    assert "“tikkie” (1)" in run("import", file, "--dry-run").err
    assert run("import", file, "--map", "tikkie=transfer").code == 0
    later = table(SIMPLE.replace("cash", "tikkie").replace("3 Jan", "5 Jan"), "later.csv")
    assert run("import", later).code == 0
    methods = {each["key"] for each in run("year", "2026", "--json").json["by_method"]}
    assert methods == {"transfer"}


@pytest.mark.parametrize(
    ("spec", "code", "says"),
    [
        ("nobody", 1, "no columns are remembered as “nobody”"),
        ("date=Nope,client=Who", 1, "no such columns"),
        ("date=When,client=When", 1, "named twice"),
        ("when=When", 1, "is none of date"),
        ("date=When,=x", 1, "is not FIELD=COLUMN"),
    ],
)
def test_what_cannot_be_meant(run, table, tables, path, spec, code, says):
    run("client", "add", "Ana")
    before = tables(path)
    ran = run("import", table(SIMPLE), "--map", spec)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert tables(path) == before


ROW = "Date,Client,Service,Min,Paid,Tip,How\n{}\n"


@pytest.mark.parametrize(
    ("row", "minutes", "status", "received", "owed"),
    [
        ("1/5/26,Ana,Deep,60,90,10,cash", 60, "done", 10000, 0),
        ("Mon 1/5/2026,Ana,Deep,1 h 30,$90.00,,card", 90, "done", 9000, 0),
        ('"January 5, 2026",Ana,Deep,1.5h,90,-,Visa', 90, "done", 9000, 0),
        ("2026-01-05,Ana,Deep,1:15,90,,check #12", 75, "done", 9000, 0),
        ("5 Jan 2026,Ana,Deep,60 min,90,,owes", 60, "done", 0, 9000),
        ("1/5/26,Ana,Deep,no show,45,,card", 0, "no_show", 4500, 0),
        ("1/5/26,Ana,Deep,,90,,card", None, "done", 9000, 0),
        ("1/5/26,Ana,Deep,60,,,owes", 60, "done", None, None),
        ("1/5/26,Ana,Deep,60,,,", 60, "done", None, None),
        ("1/5/26,Ana,Deep,60,0,,", 60, "done", 0, 0),
        ("1/5/26,Ana,Deep,60,90,,gift cert 7", 60, "done", 0, 0),  # sold before
    ],
)
def test_a_row(run, table, row, minutes, status, received, owed):
    assert run("import", table(ROW.format(row))).code == 0
    (session,) = run("sessions", "--json").json["sessions"]
    assert (session["local_date"], session["minutes"], session["status"]) == (
        "2026-01-05", minutes, status,
    )  # fmt: skip
    if received is None:
        assert session["money_unknown"]
    else:
        year = run("year", "2026", "--json").json
        assert (year["gross_minor"], year["outstanding_minor"]) == (received, owed)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("MARCH 2026,,,,,,", "a heading"),
        ("MARCH", "a heading"),
        ("Total March,,,,900,80,", "a row of totals"),
        (",,,,900,80,", "a row of totals"),
        (",Total,,,900,abc,", "a row of totals"),
        ("1/5/26,Ana,Deep,cancelled,,,", "cancelled"),
    ],
)
def test_rows_that_hold_nothing_are_said(run, table, row, says):
    ran = run("import", table(ROW.format(f"1/5/26,Ana,Deep,60,90,,cash\n{row}")), "--dry-run")
    assert ran.code == 0, ran.err
    assert f"1 skipped, {says}" in ran.out


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2/30/26,Ana,Deep,60,90,,cash", "Date"),
        ("someday,Ana,Deep,60,90,,cash", "Date"),
        (",Ana,Deep,60,90,,cash", "Date"),
        ("1/5/28,Ana,Deep,60,90,,cash", "Date"),
        ("1/5/26,Ana,Deep,ages,90,,cash", "Min"),
        ("1/5/26,Ana,Deep,999,90,,cash", "Min"),
        ("1/5/26,Ana,Deep,60,ninety,,cash", "Paid"),
        ("1/5/26,Ana,Deep,60,90,lots,cash", "Tip"),
        ("1/5/26,Ana,Deep,60,90,10,owes", "Tip"),
    ],
)
def test_rows_that_cannot_be_read_are_refused_by_line(run, table, tables, path, row, column):
    run("client", "add", "Bo")
    before = tables(path)
    ran = run("import", table(ROW.format(f"1/5/26,Bo,Deep,60,90,,cash\n{row}")), "--json")
    assert ran.code == 1
    assert [(each["line"], each["column"]) for each in ran.json["problems"]] == [(3, column)]
    assert tables(path) == before


@pytest.mark.parametrize(
    "text",
    [
        "Date,Description,Amount,Balance\n1/5/26,DEPOSIT SQUARE,90.00,1000.00\n",
        "1/5/26,Ana,Deep,60,90,10,cash\n1/6/26,Bo,Deep,60,90,10,cash\n",
        "a,b,c\n1,2,3\n",
        "Date,Weather\n1/5/26,rain\n",
    ],
)
def test_what_is_no_such_table_is_not_taken_for_one(run, table, text):
    ran = run("import", table(text), "--dry-run")
    assert ran.code == 1, ran.out


def test_a_workbooks_text_stands_in_no_file(done, tmp_path, monkeypatch):
    """Who is killed while it is read leaves nothing of it."""
    file = tmp_path / "mine.xlsx"
    as_workbook(file)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    check(done("import", file, "--skip-bad", "--json").json)
    assert not (tmp_path / "nowhere").exists()


_YES_AND_NO = [
    # heading, what stands in it, owed in the end, what is said of it
    ("Member", "yes no yes no", 0, "“Member” holds only yes and no"),
    ("Neukunde", "ja nein ja ja", 0, "“Neukunde” holds only yes and no"),
    ("Nuevo", "sí no sí no", 0, "“Nuevo” holds only yes and no"),
    ("Nouveau", "oui non oui non", 0, "“Nouveau” holds only yes and no"),
    ("Kind", "TRUE FALSE TRUE FALSE", 0, "“Kind” holds only yes and no"),
    ("Stamm", "j n j n", 0, "“Stamm” holds only yes and no"),
    ("Regular", "x x x x", 0, "“Regular” holds only yes and no, or ticks"),
    ("Name", "yes no yes no", 0, "“Name” holds only yes and no"),
    (
        "Paid?",
        "yes no yes yes",
        9000,
        "“Paid?” says whether it was paid: “no” did not and “yes” came in",
    ),
    ("Bezahlt", "ja nein nein ja", 18000, "“nein” did not"),
    ("Pagado", "1 0 1 1", 9000, "“0” did not and “1” came in"),
    ("Paid?", "x x x x", 0, "“Paid?” holds only yes and no, or ticks"),
]


@pytest.mark.parametrize(("heading", "marks", "owed", "words"), _YES_AND_NO)
def test_a_column_of_yes_and_no_is_nobody_and_no_service(run, table, heading, marks, owed, words):
    rows = [
        f"2026-01-0{day};{client};90;{mark}"
        for day, (client, mark) in enumerate(
            zip(("Ana", "Ben", "Cid", "Dora"), marks.split(), strict=True), 1
        )
    ]
    took = run("import", table("\n".join([f"Day;Client;Amount;{heading}", *rows, ""])), "--json")
    assert (took.code, took.json["new"]) == (0, 4), took
    assert words in " ".join(took.json["warnings"])
    sessions = run("sessions", "--json").json["sessions"]
    assert {each["client"] for each in sessions} == {"Ana", "Ben", "Cid", "Dora"}
    assert {each["service"] for each in sessions} == {None}
    year = run("year", "2026", "--json").json
    assert (year["outstanding_minor"], year["gross_minor"]) == (owed, 36000 - owed)


def test_a_way_of_paying_stands_before_a_column_that_says_whether(run, table):
    text = "Day;Client;Amount;How;Paid\n" + "".join(
        f"2026-01-0{day};Ana;90;cash;{'yes' if day % 2 else 'no'}\n" for day in range(1, 6)
    )
    took = run("import", table(text), "--json").json
    assert "“Paid” holds only yes and no, or ticks: nothing is read of that" in " ".join(
        took["warnings"]
    )
