"""An import says how it read a file and what it holds; a CSV file is for a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest

SQUARE = Path(__file__).parents[2] / "data" / "square"
SPELLED = {
    "Z": ("2026-11-16T02:30:00Z", "2026-11-18T02:30:00+00:00"),
    "own": ("2026-11-15T21:30:00-05:00", "2026-11-17T21:30:00-05:00"),
    "naive": ("2026-11-15T21:30:00", "2026-11-17T21:30:00"),
    "printed": ("11/15/2026 9:30 PM", "11/17/2026 9:30 PM"),
}
SHOWN = (
    ("week", "2026-11-15"), ("week", "2026-11-17"), ("year", "2026"), ("risk",),
    ("incident", "list"), ("today",),
)  # fmt: skip
BOM = b"\xef\xbb\xbf"


def test_one_instant_in_every_spelling_gives_the_same_week_year_and_findings(done, tmp_path):
    given = {}
    for name, (first, second) in SPELLED.items():
        files = {
            "sessions.csv": f"id,started_at,minutes,fee,tip,effort\n1,{first},60,95,10,5\n"
            f"2,{second},60,95,10,5\n",
            "incidents.csv": f"id,occurred_at,kind,severity\n1,{second},threat,8\n",
        }
        folder = tmp_path / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        db = tmp_path / f"{name}.db"
        done("--db", db, "import", *(folder / file for file in files))
        given[name] = [done("--db", db, *words, "--json").json for words in SHOWN]
        done("--db", db, "doctor")
    for name in SPELLED:
        assert given[name] == given["own"], name


def test_the_months_of_a_file_are_the_months_of_the_year(done, tmp_path):
    file = SQUARE / "square_transactions_2018.csv"
    dry = done("import", file, "--dry-run", "--json").json
    found = done("import", file, "--json").json
    assert found["by_month"] == dry["by_month"] == done("import", file, "--json").json["by_month"]
    year = done("year", "2025", "--json").json
    for key in ("gross_minor", "tips_minor"):
        assert sum(month[key] for month in found["by_month"]) == year[key]
    assert (found["encoding"], found["dates"]) == ("utf-8", "month-first")
    assert found["files"][0]["by_month"] == found["by_month"]
    assert found["first_date"][:7] == found["by_month"][0]["month"]
    assert found["last_date"] == "2025-12-31"


def test_what_was_not_read_as_usual_is_said(done, run, tmp_path):
    file = tmp_path / "expenses.csv"
    file.write_bytes("date,category,vendor,amount\n03/04/2025,oil,Zoë’s,3\n".encode("cp1252"))
    ran = done("import", file, "--dry-run")
    assert "read as cp1252" in ran.out
    assert "  2025-03-04 to 2025-03-04\n" in ran.out
    assert "dates are read month first (03/04/2025 is 4 Mar)" in ran.err
    assert done("import", file, "--dates", "day-first", "--json").json["last_date"] == "2025-04-03"
    assert run("import", file, "--dates", "backwards").code == 2
    assert run("import", file, "--encoding", "klingon").code in {1, 2}
    assert run("import", file, "--encoding", "utf-8").code == 1


@pytest.mark.parametrize("options", [(), ("--no-bom",)])
def test_csv_files_carry_a_bom_unless_told_and_output_never(done, run, tables, tmp_path, options):
    done("log", "Zoë", "60m", "90", "card", "--yes")
    start = b"" if options else BOM
    year, month, folder = tmp_path / "y.csv", tmp_path / "m.csv", tmp_path / "all"
    done("year", "2026", "--csv", year, *options)
    done("report", "month", "2026-11", "--csv", month, *options)
    done("export", folder, *options)
    for file in (year, month, *folder.glob("*.csv")):
        content = file.read_bytes()
        assert content.startswith(BOM) == bool(start), file.name
        assert content.count(BOM) == (1 if start else 0)
    ran = run("year", "2026", "--csv", "-", *options)
    assert not ran.out.startswith("\ufeff")
    assert year.read_bytes().decode("utf-8-sig") == ran.out
    for name in ("all.json", "all.jsonl"):
        done("export", tmp_path / name, "--format", name.partition(".")[2], *options)
        assert not (tmp_path / name).read_bytes().startswith(BOM)
    new = tmp_path / "new.db"
    done("--db", new, "import", folder)
    assert tables(new) == tables(tmp_path / "practice.db")


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("2026-11-21T02:30Z", "2026-11-20T21:30:00-05:00"),
        ("2026-11-20T21:30-05:00", "2026-11-20T21:30:00-05:00"),
        ("2026-11-20 21:30", "2026-11-20T21:30:00-05:00"),
        ("2026-11-24T08:00+13:00", "2026-11-23T14:00:00-05:00"),
    ],
)
def test_an_instant_that_is_typed_is_on_the_practices_own_clock(done, at, moment):
    logged = done("log", "ana", "60m", "90", "--at", at, "--yes", "--json").json["session"]
    assert (logged["started_at"], logged["local_date"]) == (moment, moment[:10])
    done("log", "bo", "60m", "90", "--yes")
    done("edit", "2", f"at={at}")
    done("incident", "add", "--kind", "threat", "--severity", "3", "--at", at)
    (incident,) = done("incident", "list", "--json").json["incidents"]
    assert incident["occurred_at"] == moment


@pytest.mark.parametrize("at", ["02:30Z", "2030-01-01T00:00Z", "9999-12-31T23:59-12:00"])
def test_an_instant_that_cannot_be_is_refused_in_a_sentence(run, at):
    ran = run("incident", "add", "--kind", "threat", "--severity", "3", "--at", at)
    assert ran.code in {1, 2}
    assert "should not have" not in ran.err
