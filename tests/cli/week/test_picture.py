"""`week --picture FILE`: the week's own words and figures, nobody's name, a file for its owner only."""

from __future__ import annotations

import re
import stat
import sys
from xml.etree import ElementTree as ET

import pytest
from made_once import written_once


@written_once
def week(done):
    done("settings", "currency", "USD")
    for day in (16, 17, 18):
        done(
            "log", "Zoë Brandt", "swedish", "90m", "100+20", "card", "e5", f"2026-11-{day}", "--yes"
        )
    done("log", "Zoë Brandt", "thai", "180m", "200", "cash", "e7", "2026-11-18", "--yes")
    return done


def text_of(file):
    return [
        "".join(each.itertext()) for each in ET.parse(file).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_it_says_what_the_week_says(week, tmp_path):
    file = tmp_path / "week.svg"
    ran = week("week", "2026-11-16", "--picture", file)
    assert ran.out == ""
    assert ran.err == f"the week 2026-11-16 to 2026-11-22 written to {file}\n"
    drawn = " ".join(" ".join(text_of(file)).split())
    printed = week("week", "2026-11-16").out
    for line in printed[: printed.index("  the findings behind")].splitlines():
        for part in re.split(r"\s{2,}", line.strip()):
            assert part in drawn
    assert "7 h 30" in drawn
    assert "over 4 h" in drawn


def test_it_names_nobody(week, tmp_path):
    file = tmp_path / "week.svg"
    week("incident", "add", "--kind", "threat", "--severity", "4", "--client", "Zoë Brandt",
         "--at", "2026-11-18 15:00", "--said", "Zoë said so")  # fmt: skip
    week("week", "2026-11-16", "--picture", file)
    assert "threat" in file.read_text("utf-8")
    assert "Zoë" not in file.read_text("utf-8")
    assert "Brandt" not in file.read_text("utf-8")


def test_its_file_is_hers_and_written_over_after_a_yes_only(week, run, tmp_path):
    file = tmp_path / "week.svg"
    week("week", "2026-11-16", "--picture", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    refused = run("week", "2026-11-09", "--picture", file)
    assert (refused.code, file.read_bytes()) == (1, before)
    assert "is there already" in refused.err
    week("week", "2026-11-09", "--picture", file, "--yes")
    assert file.read_bytes() != before


def test_an_empty_week_is_said(done, tmp_path):
    file = tmp_path / "week.svg"
    done("week", "--picture", file)
    assert "No done session in this week." in text_of(file)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("--picture week.jpg", 2, "--picture needs a file that ends in .svg or .png"),
        ("--picture -", 2, "--picture needs a file that ends in .svg or .png"),
        ("--picture week.svg --chart", 2, "choose one of them"),
        ("--picture week.svg --json", 2, "choose one of them"),
        ("--picture no/such/week.svg", 1, "no/such/week.svg cannot be written"),
        ("2026-13-40 --picture week.svg", 1, "2026-13-40"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    week, run, tmp_path, monkeypatch, words, code, said
):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    ran = run("week", *words.split())
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert set(tmp_path.iterdir()) == before


def test_as_dots(done, tmp_path):
    file = tmp_path / "week.PNG"
    assert f"written to {file}" in done("week", "--picture", file).err
    assert file.read_bytes().startswith(b"\x89PNG")


def test_as_dots_without_the_extra(week, run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    ran = run("week", "--picture", tmp_path / "week.png")
    assert ran.code == 1
    assert ran.err.startswith("mtdesk: a picture as PNG needs the extra “png”")
    assert not list(tmp_path.glob("week*"))
