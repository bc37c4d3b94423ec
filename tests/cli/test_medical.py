"""Medical massage at the command line: what is printed, what scripts read, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_once import written_once

GOLDEN = Path(__file__).parents[1] / "golden"
COURSE = ("11-01 p8-5", "11-05 p8-4 fb", "11-09 p6-4", "11-12 p5-3", "11-16 p4-2", "11-20 p3-1")
REFERRAL = (
    "--by", "Dr. Kim", "--on", "2026-11-01", "--for", "neck", "--condition", "as said", "--visits",
    "8", "--until", "2026-12-31", "--letter-until", "2026-11-30", "--frequency", "weekly",
    "--payer", "Acme", "--code", "97124",
)  # fmt: skip


@written_once
def ana(done):
    for line in COURSE:
        done("log", "ana", "medical", "massage", "60m", "90", "card", *line.split(), "--yes")
    done("log", "ana", "swedish", "60m", "80", "11-10")


def test_what_people_see(ana, done, golden, tmp_path):
    target = tmp_path / "ana.md"
    commands = (
        ("referral", "list"),
        ("referral", "add", "ana", *REFERRAL),
        ("referral", "add", "ana", "--by", "Dr. Lee", "--on", "2026-11-10"),
        ("referral", "edit", "1", "visits=7", "note=call first"),
        ("referral", "end", "2"),
        ("referral", "list"),
        ("referral", "list", "--all"),
        ("function", "ana", "rom", "neck-rotation-left", "45", "--on", "2026-11-01"),
        (
            "function",
            "ana",
            "range",
            "of",
            "motion",
            "neck-rotation-left",
            "60",
            "deg",
            "--",
            "warm",
        ),
        ("function", "add", "ana", "medication", "ibuprofen", "daily"),
        ("function", "edit", "3", "note=stopped"),
        ("function", "list", "ana"),
        ("settings", "progress_report_visits", "6"),
        ("referral", "list", "ana"),
        ("client", "edit", "ana", "complaint=left neck", "goal=to drive"),
        ("progress", "ana", "--plan", "go on", "--expected", "six weeks"),
        ("progress", "ana", "--expected", "six weeks", "--md", target, "--yes"),
        ("receipt", "ana", "--superbill"),
        ("function", "remove", "3"),
        ("outcomes",),
        ("outcomes", "2024"),
    )
    shown = []
    for command in commands:
        ran = done(*command)
        talk = "".join(f"| {line}\n" for line in ran.err.splitlines())
        shown.append(f"$ mtdesk {' '.join(map(str, command))}\n{talk}{ran.out}")
    golden("medical", "\n".join(shown).replace(str(tmp_path), "…"))
    golden("progress-md", target.read_text("utf-8"))


def test_json_of_referrals(ana, done):
    made = done("referral", "add", "ana", *REFERRAL, "--json").json
    assert (made["schema"], made["id"], made["operation"]) == (1, 1, made["operation"])
    (found,) = done("referral", "list", "ana", "--json").json["referrals"]
    assert {key: found[key] for key in found if key in made} == {
        key: value for key, value in made.items() if key not in {"schema", "operation"}
    }
    assert (found["visits_used"], found["visits_authorised"], found["visits_left"]) == (6, 8, 2)
    assert (found["days_left"], found["letter_days_left"], found["running"]) == (38, 7, True)
    assert found["report_due_on"] is None
    assert [each["level"] for each in found["notices"]] == ["watch", "watch"]
    bare = done("referral", "add", "ana", "--by", "Dr. Lee", "--json").json
    assert (bare["visits_authorised"], bare["visits_left"], bare["days_left"]) == (None,) * 3
    assert bare["overlaps"] == [1]


def test_json_of_function_notes(ana, done):
    made = done("function", "ana", "sitting", "20", "--json", "--on", "2026-11-01").json
    assert (made["measure"], made["value"], made["unit"], made["client"]) == (
        "sitting", 20, "min", "ana",
    )  # fmt: skip
    done("function", "ana", "sitting", "1", "h")
    found = done("function", "list", "ana", "--json").json
    assert [each["change"] for each in found["then_and_now"]] == [40]
    assert len(found["notes"]) == 2
    assert done("function", "remove", "2", "--json").json["id"] == 2


def test_json_of_the_report(ana, done):
    done("referral", "add", "ana", *REFERRAL)
    found = done("progress", "ana", "--json").json
    assert (found["client"], found["for"], found["referral"]) == ("ana", "Dr. Kim and Acme", 1)
    assert (found["visits_used"], found["visits_authorised"], len(found["visits"])) == (6, 8, 6)
    assert found["pain"]["then"] == pytest.approx(22 / 3)
    assert (found["pain"]["now"], found["pain"]["meaningful"]) == (4, True)
    assert found["licence"] is None
    assert "the goal" in found["missing"]
    done("log", "bo", "swedish", "60m", "--yes")
    nothing = done("progress", "bo", "--json").json
    assert (nothing["visits"], nothing["pain"]["then"], nothing["referral"]) == ([], None, None)
    assert "bo has no medical visit" in done("progress", "bo").out


def test_json_of_outcomes(ana, done):
    found = done("outcomes", "--json").json
    assert (found["year"], found["currency"], found["running"]) == (2026, "USD", True)
    medical, wellness = found["by_purpose"]
    assert (medical["key"], medical["sessions"], medical["pain_points"], medical["pain_points_n"]) == (
        "medical", 6, None, 6,
    )  # fmt: skip
    assert wellness["income_per_hour_minor"] is None
    assert done("outcomes", "2030", "--json").json["to"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("referral", "add", "ana"), 2, "--by"),
        (("referral", "add", "zoë", "--by", "x"), 1, "there is no client “zoë”"),
        (("referral", "add", "ana", "--by", "x", "--visits", "0"), 1, "visits: 0 is outside 1"),
        (("referral", "add", "ana", "--by", "x", "--until", "2026-01-01"), 1, "before 2026-11-23"),
        (("referral", "edit", "1", "x"), 2, "is not FIELD=VALUE"),
        (("referral", "end", "9"), 1, "there is no referral 9"),
        (("function", "ana", "shoulder", "45"), 1, "write one of range of motion"),
        (("function", "ana"), 1, "measure: is missing"),
        (("function", "zoë", "sitting", "20"), 1, "there is no client “zoë”"),
        (("function", "ana", "sitting", "20", "--on", "2026-13-01"), 1, "there is no day"),
        (("progress", "ana", "--from", "yesterday"), 1, "--from: “yesterday” is not a date"),
        (("progress", "ana", "--to", "2026-10-01"), 1, "to: 2026-10-01 is before"),
        (("progress", "ana", "--referral", "4"), 1, "ana has no referral 4"),
        (("progress", "ana", "--pdf", "-"), 2, "--pdf needs a file"),
        (("progress", "ana", "--json", "--md", "x.md"), 2, "choose one of them"),
        (("progress", "ana", "--pdf", "x.md", "--md", "./x.md"), 2, "name the same file"),
        (("progress", "ana", "--md", "x.md"), 1, "it lacks your name"),
        (("outcomes", "1800"), 1, "is not a year of this practice"),
        (("settings", "progress_report_visits", "101"), 1, "is not a whole number from 0 to 100"),
    ],
)
def test_refused_in_one_sentence(
    ana, run, path, tables, tmp_path, monkeypatch, arguments, code, words
):
    monkeypatch.chdir(tmp_path)
    before = tables(path)
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert tables(path) == before
    assert not list(tmp_path.glob("*.md"))


def test_reading_where_there_is_nothing_makes_no_file(done, path):
    for command in (("referral", "list"), ("outcomes",), ("referral", "list", "--json")):
        done(*command)
    assert not path.exists()
