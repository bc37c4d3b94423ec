"""`look-back`: its words and keys, a file to keep, names only when asked for, bad input."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from made_once import written_once

from mtdesk.model.period import MONTHS

MONTH = {
    "month", "hands_on_minutes", "load", "body", "mind", "sorest", "days_off", "income_minor",
    "take_home_per_hour_minor", "incidents",
}  # fmt: skip


@written_once
def year(done):
    """Fourteen weeks from June on; Ana comes in each, Zoë in the four in which it was hardest."""
    done("settings", "currency", "USD")
    monday = date(2026, 6, 1)
    for week in range(14):
        start = monday + timedelta(weeks=week)
        is_hard = 6 <= week < 10
        for day in range(3):
            done("log", "Ana", "swedish", "60m", "90", "card", "e4", str(start + timedelta(days=day)),
                 "--yes")  # fmt: skip
        if is_hard:
            for day in (2, 3):
                done("log", "Zoë", "thai", "120m", "150", "cash", "e7",
                     str(start + timedelta(days=day)), "--yes")  # fmt: skip
        rating = "8" if is_hard else "3"
        done("checkin", "body", rating, "mind", rating, "thumb-r", rating, "--on", str(start))
    return done


def test_what_scripts_rely_on(year):
    found = year("look-back", "2026", "--json").json
    assert {"year", "months", "best", "hardest", "longest_run_days", "schema"} <= set(found)
    assert len(found["months"]) == 12
    assert set(found["months"][0]) >= MONTH
    assert [each["month"] for each in found["months"]][::11] == ["2026-01", "2026-12"]
    assert found["currency"] == "USD"
    assert set(found["months"][0].values()) == {"2026-01", None}
    hardest = found["hardest"]
    assert (hardest["first"], hardest["last"]) == ("2026-07-13", "2026-08-09")
    assert (hardest["body"], hardest["load"]) == (8, 4 * (3 * 240 + 2 * 840))
    assert [(each["kind"], each["name"]) for each in hardest["made_by"]] == [
        ("weekday", "Wednesday"), ("weekday", "Thursday"), ("service", "Thai"),
        ("client", "client 2"),
    ]  # fmt: skip


def test_the_best_are_the_light_ones(year):
    best = year("look-back", "2026", "--json").json["best"]
    assert (best["body"], best["mind"]) == (3, 3)
    assert best["by"] == ["income_per_hour_minor", "body", "mind"]
    assert best["income_per_hour_minor"] == 9000


def test_names_only_with_names(year):
    assert "Zoë" not in year("look-back", "2026").out
    assert "client 2 " in year("look-back", "2026").out
    assert "Zoë" not in year("look-back", "2026", "--json").out
    named = year("look-back", "2026", "--json", "--names").json
    assert "Zoë" in [each["name"] for each in named["hardest"]["made_by"]]
    assert "Zoë " in year("look-back", "2026", "--names").out


@pytest.mark.parametrize("names", [False, True])
def test_a_pdf_read_back(year, tmp_path, names):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "kept.pdf"
    ran = year("look-back", "2026", "--pdf", file, *(["--names"] if names else []))
    assert ran.out == ""
    assert ("it names a client" in ran.err) is names
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Looking back on 2026, so far: up to 23 Nov" in text
    assert ("Zoë" in text) is names
    found = year("look-back", "2026", "--json").json
    for month, name in zip(found["months"][5:9], ("Jun", "Jul", "Aug", "Sep"), strict=True):
        (line,) = re.findall(rf"^ *{name} +[\d.]+ .*$", text, re.MULTILINE)
        cells = line.split()
        assert cells[1] == f"{month['hands_on_minutes'] / 60:.1f}"
        assert cells[2] == f"{month['load']:,.0f}"
        assert cells[-1] == "0"
    assert "13 Jul to 9 Aug" in " ".join(text.split())


@pytest.mark.parametrize("names", [False, True])
def test_a_picture_read_back(year, tmp_path, names):
    file = tmp_path / "kept.svg"
    ran = year("look-back", "2026", "--picture", file, *(["--names"] if names else []))
    assert ran.out == ""
    assert ("it names a client" in ran.err) is names
    said = [each.text for each in ET.parse(file).iter("{http://www.w3.org/2000/svg}text")]
    assert "Looking back on 2026, so far: up to 23 Nov" in said
    assert ("Zoë" in " ".join(said)) is names
    for month, name in zip(year("look-back", "2026", "--json").json["months"], MONTHS, strict=True):
        row = said[said.index(f"{name}*" if name == "Nov" else name) :]
        known = month["hands_on_minutes"]
        assert row[1] == ("–" if known is None else f"{known / 60:.1f}")
        income = month["income_minor"]
        assert row[7] == ("–" if income is None else f"${income / 100:,.0f}")
    assert "13 Jul to 9 Aug" in " ".join(said)


@pytest.mark.parametrize("option", ["pdf", "picture", "md"])
def test_files_are_hers_alone(year, tmp_path, option):
    file = tmp_path / f"kept.{'svg' if option == 'picture' else option}"
    year("look-back", "2026", f"--{option}", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_several_files_at_once(year, tmp_path):
    ran = year("look-back", "2026", "--pdf", tmp_path / "a.pdf", "--picture", tmp_path / "b.svg")
    assert ran.err.count(" written to ") == 2
    assert {each.name for each in tmp_path.glob("?.*")} == {"a.pdf", "b.svg"}


def test_markdown_says_the_same(year, tmp_path):
    file = tmp_path / "kept.md"
    year("look-back", "2026", "--md", file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Looking back on 2026, so far: up to 23 Nov\n")
    assert "| Jan | – | – | – | – | – | – | – | – | – |" in text
    assert "**hardest four weeks**" in text


def test_a_file_is_written_over_after_a_yes_only(year, run, tmp_path):
    file = tmp_path / "kept.md"
    year("look-back", "2026", "--md", file)
    refused = run("look-back", "2026", "--md", file)
    assert refused.code == 1
    assert "is there already" in refused.err
    year("look-back", "2026", "--md", file, "--yes")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("20x6", 2, "not a valid integer"),
        ("", 2, "Missing argument 'YEAR'"),
        ("1800", 1, "1800 is not a year of this practice"),
        ("2201", 1, "2201 is not a year of this practice"),
        ("2026 --pdf -", 2, "--pdf needs a file"),
        ("2026 --picture -", 2, "--picture needs a file"),
        ("2026 --picture kept.jpg", 2, "--picture needs a file that ends in .svg or .png"),
        ("2026 --pdf kept.pdf --picture kept.jpg", 2, "--picture needs a file that ends in .svg"),
        ("2026 --json --pdf kept.pdf", 2, "choose one of them"),
        ("2026 --pdf no/such/folder/kept.pdf", 1, "no/such/folder"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    year, run, tmp_path, monkeypatch, words, code, said
):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    ran = run("look-back", *words.split())
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert ran.out == ""
    assert set(tmp_path.iterdir()) == before


def test_nothing_yet_and_a_year_to_come(done, path):
    assert "Nothing is recorded in 2026." in done("look-back", "2026").out
    assert not path.exists()
    found = done("look-back", "2026", "--json").json
    assert found["longest_run_days"] is None
    assert {each["income_minor"] for each in found["months"]} == {None}
    assert "2031 has not begun." in done("look-back", "2031").out


def test_no_word_foretells_or_judges(year):
    said = (year("look-back", "2026").out + year("look-back", "2026", "--json").out).casefold()
    for word in ("diagnos", "predict", "injury risk", "safe", "treat", "normal", "will be"):
        assert word not in said
