"""share and clinic, as they are typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import shares

from mtdesk.model import clinic


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "shared"


@pytest.fixture
def practice(done):
    done("log", "ana", "swedish", "60m", "90+15", "card", "e6", "--on", "2026-11-20", "--yes")
    done("log", "bea", "deep tissue", "60m", "110", "--on", "2025-11-20", "--yes")


def test_ten_lines_come_before_it_is_written(practice, run, folder):
    told = run("share", folder, "--as", "Ana")
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == f"To {folder}, a file a year:"
    assert "shown as “Ana”" in lines[1]
    assert lines[10] == "Written: 2025 and 2026."
    assert "check-ins   none" in told.out
    assert "only in sums over 5 or more" in told.out


def test_a_folder_that_cannot_be_is_refused_before_a_line(practice, run, tmp_path):
    told = run("share", tmp_path / "gone" / "there")
    assert (told.code, told.out) == (1, "")
    assert "is the clinic's folder connected?" in told.err
    assert not (tmp_path / "gone").exists()


def test_what_is_said_once_is_not_remembered(practice, run, folder):
    assert run("share", folder, "--as", "Ana", "--visible", "--with-check-ins", "--json").json[
        "visible"
    ]
    told = run("share", folder, "--json").json
    assert (told["visible"], told["label"], told["with_check_ins"]) == (False, "", False)
    assert {each["done"] for each in told["years"]} == {"written"}


def test_withdrawing(practice, run, folder):
    run("share", folder)
    told = run("share", folder, "--withdraw")
    assert told.out == "Taken away: 2025 and 2026.\n"
    assert run("share", folder, "--withdraw").code == 1
    assert run("share", folder, "--withdraw", "--visible").code == 2


def test_nothing_to_share_from(run, folder):
    told = run("share", folder)
    assert told.code == 1
    assert "there is no practice" in told.err
    assert not folder.exists()


def test_a_clinic_needs_no_practice_and_makes_none(run, folder, path):
    for place in range(6):
        shares.put(folder, [shares.session("2026-11-20"), shares.paid("2026-11-20", 9000)],
                   said=shares.about(label=f"Person {place}", visible=place == 0))  # fmt: skip
    told = run("clinic", folder)
    assert told.code == 0, told.err
    assert "Person 0" in told.out
    assert "Person 1" not in told.out
    for words in (
        "Team",
        "Week",
        "Year",
        "Safety",
        "$540.00 received",
        "5 others appear only in sums",
    ):
        assert words in told.out
    assert not path.exists()


OF_WORK = (
    "hands_on_minutes", "load", "estimated", "ratio", "days_over", "rest_days", "short_gaps",
    "booked_minutes", "last",
)  # fmt: skip


def test_who_shared_nothing_for_six_weeks_is_null_and_unknown_and_never_zero(run, folder):
    """Whether she is away or her share is old, nobody knows."""
    said = shares.about(label="Ana", visible=True)
    shares.put(folder, [shares.session("2026-09-01")], said=said)
    (ana,) = run("clinic", folder, "team", "--json").json["team"]
    assert [ana[key] for key in OF_WORK] == [None] * len(OF_WORK)
    assert (ana["label"], ana["day_limit_minutes"]) == ("Ana", 240)
    shown = run("clinic", folder, "team").out
    row = next(line for line in shown.splitlines() if line.lstrip().startswith("Ana "))
    assert row.split()[1:8] == ["unknown"] * 7
    assert "Ana shared nothing done in the last 42 days." in shown


def test_where_there_is_no_limit_no_day_is_said_to_be_within_it(run, folder):
    shares.put(folder, [shares.session("2026-11-20")],
               said=shares.about(label="Ana", visible=True, day_limit=None))  # fmt: skip
    (ana,) = run("clinic", folder, "team", "--json").json["team"]
    assert (ana["days_over"], ana["day_limit_minutes"], ana["hands_on_minutes"]) == (None, None, 60)


def test_what_is_withheld_is_null_and_said(run, folder):
    for _ in range(3):
        shares.put(folder, [shares.session("2026-11-20"), shares.paid("2026-11-20", 9000)])
    told = run("clinic", folder, "year", "--json").json
    assert (told["income_minor"], told["withheld"], told["hidden"]) == (None, True, 3)
    shown = run("clinic", folder, "year")
    assert "received not shown" in shown.out
    assert "fewer than 5 of those who are not to be seen" in " ".join(shown.out.split())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["clinic", "{gone}"], 1, "there is no folder"),
        (["clinic", "{empty}"], 1, "holds no shares that can be read"),
        (["clinic", "{empty}", "month"], 2, "month"),
        (["clinic", "{empty}", "--engine", "spark"], 2, "Spark wants --master"),
        (["clinic", "{empty}", "--master", "local[2]"], 2, "--master is for Spark"),
        (["clinic", "s3a://bucket/x"], 2, "Spark reads it"),
    ],
)
def test_bad_input_is_one_sentence(run, tmp_path, words, code, said):
    (tmp_path / "empty").mkdir()
    named = {"gone": tmp_path / "gone", "empty": tmp_path / "empty"}
    told = run(*(each.format(**named) for each in words))
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert list((tmp_path / "empty").iterdir()) == []


def test_without_duckdb_the_extra_is_named(practice, run, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    shared = run("share", folder)
    assert shared.code == 1
    assert "mtdesk[clinic]" in shared.err
    folder.mkdir(exist_ok=True)
    looked = run("clinic", folder)
    assert looked.code == 1


def test_quick_commands_load_nothing_of_it():
    script = (
        "import sys; from mtdesk.cli import main; main(['week']); main(['year']);"
        "print([name for name in sys.modules if 'clinic' in name or name == 'duckdb'])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_the_page_lists_every_column_and_every_number():
    page = (Path(__file__).parents[2] / "docs" / "clinic.md").read_text(encoding="utf-8")
    for name, kind in clinic.COLUMNS:
        assert f"| `{name}` | {kind} |" in page
    for name, words in clinic.LISTS.items():
        numbered = ", ".join(f"{number} {word}" for number, word in enumerate(words, 1))
        assert f"| {name} | {numbered} |" in page


def test_the_reference_lists_the_keys_of_each_look(run, folder):
    for _ in range(6):
        shares.put(
            folder,
            [shares.session("2026-11-20", pay=5000, collects=2), shares.paid("2026-11-20", 9000)],
        )
    shares.put(folder, [shares.session("2026-11-20")], said=shares.about(visible=True))
    page = (Path(__file__).parents[2] / "docs" / "reference" / "json.md").read_text(
        encoding="utf-8"
    )
    for look in ("team", "week", "year", "safety"):
        told = run("clinic", folder, look, "--json").json
        part = page.partition(f"## mtdesk clinic FOLDER {look} --json")[2].partition("\n## ")[0]
        team = page.partition("## mtdesk clinic FOLDER team --json")[2].partition("\n## ")[0]
        for key in set(told) - {"schema"}:
            assert f"`{key}`" in part + team, (look, key)
