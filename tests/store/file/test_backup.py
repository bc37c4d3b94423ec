"""Copies: whole, private, and put back without losing what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from mtdesk.store.file.opening import VERSION


@pytest.fixture
def practice(path, done):
    done("log", "ana", "swedish", "60m", "90+15", "card", "--yes")
    done("spend", "42.50", "oil")
    return path


def test_a_backup_holds_every_row_and_is_the_owners_only(practice, done, tables, tmp_path):
    target = tmp_path / "copy.db"
    assert done("backup", target).out == f"copied to {target}\n"
    assert tables(target) == tables(practice)
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.db", "practice.db"]


def test_without_a_name_the_copy_stands_beside_with_its_moment(practice, done):
    ran = done("backup", "--json")
    assert ran.json["file"] == str(practice.with_name("practice-2026-11-23-174500.db"))


def test_a_backup_never_overwrites(practice, run, tmp_path):
    target = tmp_path / "taken.db"
    target.write_text("precious")
    ran = run("backup", target)
    assert (ran.code, target.read_text()) == (1, "precious")
    assert ran.err == f"mtdesk: {target} is there already; name another file.\n"


def test_a_backup_to_nowhere_leaves_nothing(practice, run, tmp_path):
    ran = run("backup", tmp_path / "none" / "copy.db")
    assert ran.code == 1
    assert "cannot be written: No such file or directory" in ran.err
    assert not (tmp_path / "none").exists()


def test_there_is_nothing_to_copy_yet(run, path):
    ran = run("backup")
    assert (ran.code, ran.err) == (1, f"mtdesk: there is no practice at {path} to copy.\n")


def test_restore_puts_a_backup_back_and_sets_aside_what_was_there(practice, done, tables):
    target = practice.with_name("copy.db")
    done("backup", target)
    then = tables(practice)
    done("log", "bo", "30m", "45", "cash", "--yes")
    later = tables(practice)
    ran = done("restore", target, "--yes", "--json")
    assert tables(practice) == then
    assert practice.stat().st_mode & 0o777 == 0o600
    kept = practice.with_name("practice-2026-11-23-174500.db")
    assert ran.json["set_aside"] == str(kept)
    assert tables(kept) == later
    done("restore", kept, "--yes")
    assert tables(practice) == later
    assert tables(practice.with_name("practice-2026-11-23-174500-1.db")) == then
    done("doctor")


def test_restore_asks_first(practice, done, run, tables):
    target = practice.with_name("copy.db")
    done("backup", target)
    done("spend", "1", "tea")
    before = tables(practice)
    ran = run("restore", target)
    assert ran.code == 1
    assert "put" in ran.err
    assert "add --yes" in ran.err
    assert tables(practice) == before


def test_restore_where_there_was_nothing(practice, done, tables, tmp_path):
    target = tmp_path / "copy.db"
    done("backup", target)
    elsewhere = tmp_path / "new" / "folder" / "p.db"
    done("--db", elsewhere, "restore", target)
    assert tables(elsewhere) == tables(practice)
    assert elsewhere.parent.stat().st_mode & 0o777 == 0o700


def spoil_text(source):
    source.write_text("Ana, 60 minutes")


def spoil_half(source):
    content = source.read_bytes()
    source.write_bytes(content[: len(content) // 2])


def spoil_foreign(source):
    source.unlink()
    with closing(sqlite3.connect(source)) as conn, conn:
        conn.execute("CREATE TABLE accounts (id INTEGER)")


def spoil_newer(source):
    with closing(sqlite3.connect(source)) as conn, conn:
        conn.execute(f"PRAGMA user_version = {VERSION + 1}")


def spoil_reference(source):
    with closing(sqlite3.connect(source)) as conn, conn:
        conn.execute("DELETE FROM client")


@pytest.mark.parametrize(
    "spoil", [spoil_text, spoil_half, spoil_foreign, spoil_newer, spoil_reference]
)
def test_a_backup_that_is_not_whole_replaces_nothing(practice, done, run, tables, spoil):
    source = practice.with_name("copy.db")
    done("backup", source)
    done("spend", "1", "tea")
    spoil(source)
    before, content = tables(practice), source.read_bytes()
    ran = run("restore", source, "--yes")
    assert ran.code == 3
    assert ran.err.startswith(f"mtdesk: {source} "), "the sentence names the file she named"
    assert ran.err.count("\n") == 1
    assert tables(practice) == before
    assert source.read_bytes() == content
    assert sorted(each.name for each in practice.parent.iterdir()) == ["copy.db", "practice.db"]


def test_a_damaged_practice_is_set_aside_as_it_is(practice, done, run, tables):
    source = practice.with_name("copy.db")
    done("backup", source)
    then = tables(practice)
    practice.write_bytes(b"noise" * 1000)
    assert run("week").code == 3
    done("restore", source, "--yes")
    assert tables(practice) == then
    assert practice.with_name("practice.db.replaced-1").read_bytes() == b"noise" * 1000


def test_no_such_backup(practice, run, tmp_path):
    ran = run("restore", tmp_path / "none.db", "--yes")
    assert ran.code == 1
    assert "there is no file" in ran.err
    assert practice.exists()
