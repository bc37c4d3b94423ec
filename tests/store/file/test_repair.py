"""What can be read of a damaged file is read, what it says was so, and what is lost is told."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.shared import damages

from mtdesk.store.file.opening import APPLICATION_ID, VERSION

RELEASED = Path(__file__).parents[2] / "data" / "schemas"

SEEDS = range(12)  # `make faults` tries hundreds


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return damages.left_in_the_log(tmp_path_factory.mktemp("original") / "practice.db")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_new_file_is_whole_and_true_and_tells_what_is_lost(original, tmp_path, seed):
    _, said = damages.problems(original, tmp_path / "practice.db", seed)
    assert said == []


def test_a_whole_file_loses_nothing(original, tmp_path, run, tables):
    old, new = tmp_path / "practice.db", tmp_path / "new.db"
    for each in original.parent.iterdir():
        shutil.copy(each, tmp_path / each.name)
    ran = run("doctor", "--repair", new, "--json")
    assert ran.json["lost"] == []
    assert (ran.json["brought_back"], ran.json["mended"], ran.json["sealed_anew"]) == (0, 0, False)
    assert tables(new) == tables(old)
    assert new.stat().st_mode & 0o777 == 0o600
    assert run("--db", new, "doctor").code == 0
    assert not list(tmp_path.glob(".*.part*"))


def test_a_lost_page_of_sessions_comes_back_out_of_the_journal(original, tmp_path, run, tables):
    old, new = tmp_path / "practice.db", tmp_path / "new.db"
    with closing(sqlite3.connect(original)) as conn, closing(sqlite3.connect(old)) as copy:
        conn.backup(copy)
        [(root,)] = copy.execute("SELECT rootpage FROM sqlite_master WHERE name = 'session'")
        before = copy.execute("SELECT * FROM session").fetchall()
    data = bytearray(old.read_bytes())
    leaf = int.from_bytes(data[(root - 1) * 4096 + 8 : (root - 1) * 4096 + 12], "big")
    data[(leaf - 1) * 4096 : leaf * 4096] = bytes(4096)
    old.write_bytes(data)
    assert run("week").code == 3 or run("doctor").code == 3
    ran = run("doctor", "--repair", new)
    assert "came back out of the journal" in ran.out
    assert "nothing is lost that can be known of" in ran.out
    with closing(sqlite3.connect(new)) as conn:
        assert conn.execute("SELECT * FROM session").fetchall() == before


def test_an_older_file_becomes_one_of_today(tmp_path, run):
    old, new = tmp_path / "practice.db", tmp_path / "new.db"
    with closing(sqlite3.connect(old)) as conn:
        conn.executescript((RELEASED / f"schema-{VERSION - 2}.sql").read_text(encoding="utf-8"))
        conn.execute(f"PRAGMA user_version = {VERSION - 2}")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    ran = run("doctor", "--repair", new)
    assert (ran.code, ran.err) == (0, "")
    assert run("--db", new, "doctor").code == 0
    assert [each.name for each in tmp_path.glob("*.db*")] == ["practice.db", "new.db"] or not list(
        tmp_path.glob("*before-version*")
    )


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"x" * 9000, b"SQLite format 3\0" + bytes(9000)]
)
def test_what_is_no_practice_gives_none(path, run, tmp_path, content):
    path.write_bytes(content)
    new = tmp_path / "new.db"
    ran = run("doctor", "--repair", new)
    assert ran.code in {1, 3}
    assert ran.err.startswith("mtdesk: ")
    assert not new.exists()
    assert path.read_bytes() == content


def test_a_place_that_is_taken_stays(original, run, tmp_path):
    taken = tmp_path / "taken.db"
    taken.write_text("precious")
    shutil.copy(original, tmp_path / "practice.db")
    ran = run("doctor", "--repair", taken)
    assert (ran.code, taken.read_text()) == (1, "precious")
