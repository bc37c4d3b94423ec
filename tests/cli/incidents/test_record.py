"""`incident export` and `incident patterns` as people and scripts call them."""

from __future__ import annotations

import json

import pytest
from made_once import written_once


@written_once
def two(done):
    """Two incidents: one on a logged session, one withdrawn."""
    done("workplace", "add", "studio")
    done("log", "dale", "hemlock", "60m", "90", "2026-11-20", "14:00", "@studio", "--yes")
    done(
        "incident", "add", "--kind", "refused because of gender", "--severity", "2",
        "--session", "1", "--lost", "90", "--said", "Dale said no",
    )  # fmt: skip
    done("incident", "add", "--kind", "other", "--severity", "1", "--at", "2026-11-21 10:00")
    done("undo")


def test_redacted_unless_told(done, two, tmp_path):
    ran = done("incident", "export", "1", tmp_path / "one.md")
    assert ran.out == ""
    assert "Incident 1, redacted, written to" in ran.err
    assert "Dale" not in (tmp_path / "one.md").read_text(encoding="utf-8")
    done("incident", "export", "--all", "--full", tmp_path / "all.json")
    made = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [each["said"] for each in made["incidents"]] == ["Dale said no", ""]
    assert [each["withdrawn"] for each in made["incidents"]] == [False, True]


def test_json_says_what_was_written(done, two, tmp_path):
    made = done("incident", "export", "--all", tmp_path / "all.pdf", "--json").json
    assert made["schema"] == 1
    assert made["redacted"] is True
    assert made["incidents"] == [1, 2]
    assert made["chain"]["ok"] is True
    assert made["chain"]["count"] == 3
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["1"], 2, "say which incident"),
        (["one.md"], 2, "say which incident"),
        (["--all", "1", "one.md"], 2, "say which incident"),
        (["x", "one.md"], 2, "say which incident"),
        (["1", "one.md", "--full", "--redacted"], 2, "exclude one another"),
        (["1", "one.txt"], 1, "ends in none of .json, .pdf, .md"),
        (["1", "one"], 1, "ends in none of"),
        (["9", "one.md"], 1, "there is no incident 9"),
        (["1", "nowhere/one.md"], 1, "cannot be written"),
    ],
)
def test_what_is_refused(run, two, tmp_path, monkeypatch, words, code, said):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    ran = run("incident", "export", *words)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_there_needs_a_yes(run, done, two, tmp_path):
    file = tmp_path / "one.md"
    file.write_text("before", encoding="utf-8")
    ran = run("incident", "export", "1", file)
    assert ran.code == 1
    assert "is there already; write over it?" in ran.err
    assert file.read_text(encoding="utf-8") == "before"
    done("incident", "export", "1", file, "--yes")
    assert file.read_text(encoding="utf-8") != "before"


def test_without_a_practice_there_is_nothing_to_export(run, tmp_path):
    ran = run("incident", "export", "--all", tmp_path / "all.md")
    assert ran.code == 1
    assert "no incident to export" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_patterns_in_words(done, two):
    said = done("incident", "patterns").out.splitlines()
    assert said[0] == "1 incident, 2026-11-20, beside 1 done session; 1 withdrawn, left out."
    assert said[1] == "Income lost: $90.00."
    assert "    refused because of gender          1  2 of 5   2026-11-20       $90.00" in said
    assert "    14:00          1         1  too few" in said


def test_patterns_as_json(done, two):
    made = done("incident", "patterns", "--json").json
    assert (made["count"], made["withdrawn"], made["lost_minor"]) == (1, 1, 9000)
    assert made["by_workplace"] == [
        {
            "key": "studio",
            "count": 1,
            "first": "2026-11-20",
            "last": "2026-11-20",
            "severity_most": 2,
            "lost_minor": 9000,
            "lost_unknown": 0,
            "sessions": 1,
            "per_100_sessions": None,
        }
    ]
    assert made["by_weekday"][0]["key"] == "friday"
    assert made["by_quarter"][-1]["key"] == "2026-Q4"
    assert made["by_client"][0]["client"] == "dale hemlock"


def test_patterns_of_a_period(done, two):
    made = done("incident", "patterns", "--from", "2026-11-21", "--json").json
    assert (made["count"], made["withdrawn"], made["sessions"]) == (0, 1, 0)
    assert done("incident", "patterns", "--to", "2026-11-01").out.startswith("No incident recorded")
