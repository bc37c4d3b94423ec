"""Two copies of a practice that were written to apart, made one again."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from mtdesk.errors import UnwrittenError
from mtdesk.store.file import siblings
from mtdesk.store.file.book import Book


@pytest.fixture
def apart(path, done):
    """The practice, and the copy that a service kept beside it."""
    done("log", "ana", "swedish", "60m", "90+15", "card", "--yes")
    done("log", "bo", "deep", "tissue", "90m", "120", "owed", "--yes")
    done("client", "edit", "ana", "phone=555")
    other = path.with_name("practice (Ann's conflicted copy 2026-11-20).db")
    with closing(sqlite3.connect(path)) as conn, closing(sqlite3.connect(other)) as copy:
        conn.backup(copy)
    return other


def on(path, done, *words):
    return done("--db", path, *words)


def test_what_only_the_copy_has_is_added_under_numbers_of_its_own(apart, done, path):
    done("log", "bo", "30m", "45", "cash", "9am")
    on(apart, done, "log", "newcomer", "60m", "100+20", "card", "10am", "--yes")
    on(apart, done, "spend", "12", "tea", "supplies")
    on(
        apart,
        done,
        "incident",
        "add",
        "--kind",
        "threat",
        "--severity",
        "4",
        "--client",
        "newcomer",
    )
    before = apart.read_bytes()
    seen = done("import", apart, "--dry-run", "--json").json
    ran = done("import", apart, "--json").json
    assert (seen["new"], ran["new"], ran["changed"], ran["problems"]) == (6, 6, 0, [])
    sessions = done("sessions", "--json").json["sessions"]
    assert sorted((each["client"], each["minutes"]) for each in sessions) == [
        ("ana", 60), ("bo", 30), ("bo", 90), ("newcomer", 60),
    ]  # fmt: skip
    assert done("doctor", "--json").json["ok"]
    assert apart.read_bytes() == before
    assert done("import", apart, "--json").json["new"] == 0
    done("undo", ran["operation"])
    assert len(done("sessions", "--json").json["sessions"]) == 3


def test_what_was_written_in_both_is_one(apart, done):
    for where in (("log",), ("--db", apart, "log")):
        done(*where, "newcomer", "60m", "100", "cash", "10am", "--yes")
    ran = done("import", apart, "--json").json
    assert (ran["new"], ran["changed"]) == (0, 0)
    assert len(done("sessions", "--json").json["sessions"]) == 3


def test_a_change_there_is_taken_and_one_in_both_is_a_question(apart, done, run):
    on(apart, done, "edit", "1", "minutes=90")
    on(apart, done, "client", "edit", "ana", "phone=777", "email=a@b.c")
    done("client", "edit", "ana", "phone=666")
    ran = done("import", apart, "--json").json
    assert (ran["matched"], ran["changed"]) == (1, 1)
    assert done("client", "show", "ana", "--json").json["phone"] == "666"
    ran = done("import", apart, "--changed", "apply", "--json").json
    assert done("client", "show", "ana", "--json").json["phone"] == "777"
    sessions = done("sessions", "--json").json["sessions"]
    assert {each["minutes"] for each in sessions} == {90}
    assert done("doctor", "--json").json["ok"]


def test_what_was_taken_away_there_goes_unless_it_was_changed_here(apart, done):
    on(apart, done, "remove", "1", "--yes")
    on(apart, done, "remove", "2", "--yes")
    done("edit", "2", "note=kept")
    ran = done("import", apart, "--json").json
    assert ran["changed"] == 1
    [left] = done("sessions", "--json").json["sessions"]
    assert left["client"] == "bo"


def test_another_practice_is_refused(apart, run, tmp_path):
    other = tmp_path / "other.db"
    assert run("--db", other, "log", "zoe", "60m", "100", "cash", "--yes", at=None).code == 0
    ran = run("import", other)
    assert (ran.code, ran.out) == (1, "")
    assert "it is another practice" in ran.err


def test_it_is_found_by_doctor_and_waits_on_today(apart, done):
    check = {each["name"]: each for each in done("doctor", "--json").json["checks"]}["copies"]
    assert check["ok"]
    assert check["rows"][0]["field"] == apart.name
    assert "Dropbox" in done("today").out


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("practice (conflicted copy 2026-11-20 101112).db", "Dropbox"),
        ("practice.sync-conflict-20261120-101112-ABCDEFG.db", "Syncthing"),
        ("practice-DESKTOP-1A2B3C.db", "OneDrive"),
        ("practice 2.db", "iCloud"),
        ("practice (1).db", "Google Drive"),
        ("practice_conflict-20261120-101112.db", "ownCloud"),
        ("practice-2026-11-20-101112.db", None),
        ("practice-old.db", None),
        ("practice.db.replaced-1", None),
        ("other (1).db", None),
    ],
)
def test_services_are_known_by_the_names_they_make(path, done, name, service):
    done("spend", "1", "tea")
    shutil.copy(path, path.with_name(name))
    assert siblings.apart(path) == ([(path.with_name(name), service)] if service else [])


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"), ("Dropbox (Personal)", "Dropbox"), ("OneDrive - Ann", "OneDrive"),
        ("Google Drive", "Google Drive"), ("com~apple~CloudDocs", "iCloud"), ("Documents", None),
    ],
)  # fmt: skip
def test_a_folder_that_is_synced_is_warned_of_once(tmp_path, run, folder, service):
    place = tmp_path / folder / "mtdesk" / "practice.db"
    ran = run("--db", place, "spend", "1", "tea")
    assert ("on several devices" in ran.err) == bool(service)
    assert "on several devices" not in run("--db", place, "spend", "2", "tea").err
    assert ("on several devices" in run("--db", place, "doctor").out) == bool(service)


@pytest.mark.parametrize("line", [("log", "cleo", "60m", "90", "cash", "--yes"), ("remove", "1")])
def test_a_full_disk_is_no_fault_of_a_row(apart, done, run, tables, path, monkeypatch, line):
    on(apart, done, *line)
    before = tables(path)

    def without_room(real, for_what):
        def full(book, *given):
            if book.path == path and given[0].startswith(for_what):
                raise UnwrittenError("the disk is full; nothing was changed")
            return real(book, *given)

        return full

    monkeypatch.setattr(Book, "insert", without_room(Book.insert, "session"))
    monkeypatch.setattr(Book, "execute", without_room(Book.execute, "DELETE FROM session"))
    ran = run("import", apart)
    assert ran.code == 1
    assert "the disk is full; nothing was changed" in ran.err
    assert tables(path) == before
