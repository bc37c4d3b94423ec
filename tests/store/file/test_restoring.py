"""A restore is whole at whatever moment it is killed, and nobody writes into a file that is no more there."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest
from killed import killed_at, steps_of

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError, RefusedError, ReplacedError
from mtdesk.store.file import opening, restored, turns, whole


@pytest.fixture
def practice(path, done):
    done("log", "ana", "swedish", "60m", "90+15", "card", "--yes")
    return path


@pytest.fixture
def backup(practice, done, tmp_path):
    target = tmp_path / "copy.db"
    done("backup", target)
    done("spend", "42.50", "oil")
    return target


def names(path):
    return sorted(each.name for each in path.parent.iterdir())


def test_killed_at_any_step_it_is_the_practice_before_or_the_one_restored(
    practice, backup, clock, tables, run
):
    before, then = tables(practice), tables(backup)
    content = practice.read_bytes()

    def restore():
        desk = Desk(practice, clock)
        desk.book  # noqa: B018 - its connection is open as that of a command is
        desk.files.restore(backup)

    seen, said = set(), set()
    for step in range(1, steps_of(restore) + 1):
        for each in practice.parent.glob("*"):
            if each != backup:
                each.unlink()
        practice.touch(0o600)
        practice.write_bytes(content)
        killed_at(step, restore)
        assert practice.exists(), step
        was_begun = restored.mark_of(practice).exists()
        if was_begun:  # a start tells how it ended
            said.add(run("week").err.partition(" had been interrupted")[2].partition(";")[0])
        with closing(Desk(practice, clock)) as desk:
            assert desk.book.value("PRAGMA integrity_check") == "ok"
            assert not desk.to_say, "it is told once"
            found = tables(practice)
            assert found in (before, then), step
            seen.add((found == then, was_begun))
            desk.ledger.spend("1 tea")
            assert not restored.mark_of(practice).exists()
        assert practice.stat().st_mode & 0o777 == 0o600
        assert len(tables(practice)["expense"]) == len(found["expense"]) + 1
        whole.sweep([practice.parent])
        assert not [each for each in names(practice) if each.endswith(".part")]
    assert said == {"", ", and is complete now"}
    assert seen == {(False, False), (False, True), (True, True), (True, False)}


def test_who_waits_for_its_turn_does_not_write_into_the_former_file(
    practice, backup, clock, tables, monkeypatch
):
    then, before = tables(backup), tables(practice)
    refused = []
    with closing(Desk(practice, clock)) as other, closing(Desk(practice, clock)) as desk:
        other.book.execute("PRAGMA busy_timeout = 0")
        replace = os.replace

        def meanwhile(source, target):
            if str(target) == str(practice):
                with pytest.raises(RefusedError, match="being written by another program"):
                    other.ledger.spend("5 tea")
                monkeypatch.setattr(turns, "_WAIT_SECONDS", 0)
                with pytest.raises(RefusedError, match="try again in a moment"):
                    opening.existing(practice)
                refused.append(target)
            replace(source, target)

        monkeypatch.setattr(os, "replace", meanwhile)
        kept = desk.files.restore(backup)
        assert refused
        with pytest.raises(ReplacedError, match="another file is at"):
            other.ledger.spend("5 tea")
        assert other.book.value("SELECT count(*) FROM expense"), "it reads what was there"
    assert tables(practice) == then
    assert tables(kept) == before


def test_what_sqlite_kept_for_the_former_file_is_not_read_into_the_new_one(
    practice, backup, clock, tables
):
    then = tables(backup)
    with closing(Desk(practice, clock)) as other:
        other.ledger.spend("5 tea")  # lies in the -wal file, which stays while it is open
        assert practice.with_name("practice.db-wal").stat().st_size
        with closing(Desk(practice, clock)) as desk:
            kept = desk.files.restore(backup)
        with closing(Desk(practice, clock)) as desk:
            desk.ledger.spend("7 tape")
            other.close()  # who closes the former file takes nothing of the new one away
            desk.ledger.spend("8 tape")
    assert len(tables(practice)["expense"]) == len(then["expense"]) + 2
    assert len(tables(kept)["expense"]) == 2


def test_a_program_that_reads_on_keeps_a_restore_from_its_turn(practice, backup, clock, tables):
    before = tables(practice)
    with closing(sqlite3.connect(practice)) as reading, closing(Desk(practice, clock)) as desk:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM session").fetchone()
        desk.ledger.spend("5 tea")
        connect = sqlite3.connect
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(
                sqlite3, "connect", lambda path, **given: connect(path, **{**given, "timeout": 0})
            )
            with pytest.raises(RefusedError, match="another program"):
                desk.files.restore(backup)
    assert len(tables(practice)["expense"]) == len(before["expense"]) + 1
    assert names(practice) == ["copy.db", "practice.db"]


def test_a_practice_that_is_gone_is_not_made_anew(practice, clock):
    with closing(Desk(practice, clock)) as desk:
        desk.ledger.spend("5 tea")
        practice.rename(practice.with_name("elsewhere.db"))
        with pytest.raises(ReplacedError, match="is gone"):
            desk.ledger.spend("6 tea")
        desk.close()
        with pytest.raises(ReplacedError, match="is gone"):
            desk.ledger.spend("6 tea")
        assert not practice.exists()


def test_another_file_is_not_written_to_before_she_looked_at_it(practice, backup, clock, tables):
    with closing(Desk(practice, clock)) as desk:
        desk.settings.get("zone")
        backup.replace(practice)
        then = tables(practice)
        desk.close()  # as after a long job: what it reads is the other file's
        with pytest.raises(ReplacedError):
            desk.ledger.spend("6 tea")
        assert tables(practice) == then
        desk.look_anew()
        desk.ledger.spend("6 tea")


def test_ctrl_c_after_the_rename_says_that_it_is_restored(
    practice, backup, run, tables, monkeypatch
):
    then, replace = tables(backup), os.replace

    def interrupted(source, target):
        replace(source, target)
        if str(target) == str(practice):
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    ran = run("restore", backup, "--yes")
    assert (ran.code, ran.err.lstrip()) == (130, f"mtdesk: interrupted; restored from {backup}.\n")
    monkeypatch.undo()
    assert tables(practice) == then
    assert names(practice) == ["copy.db", "practice-2026-11-23-174500.db", "practice.db"]


def test_ctrl_c_before_it_says_that_nothing_was_changed(practice, backup, run, tables, monkeypatch):
    before, replace = tables(practice), os.replace

    def interrupted(source, target):
        if str(target) == str(practice):
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    ran = run("restore", backup, "--yes")
    assert (ran.code, ran.err.lstrip()) == (130, "mtdesk: interrupted; nothing was changed.\n")
    assert tables(practice) == before


def test_it_says_first_which_rows_would_change(practice, backup, done, run):
    done("edit", "1", "effort=9")
    ran = run("restore", backup)
    assert ran.code == 1
    assert "1 row of now would go, 0 rows would come, 1 row would be as in the backup" in ran.out
    assert [line.split() for line in ran.out.splitlines()[1:]] == [
        ["day", "what", "goes", "comes", "changes"],
        ["2026-11-23", "session", "1"],
        ["2026-11-23", "expense", "1"],
    ]
    ran = run("restore", backup, "--json")
    assert (ran.code, ran.json["set_aside"]) == (1, None)
    assert ran.json["changes"] == [
        {"table": "session", "day": "2026-11-23", "comes": 0, "goes": 0, "changes": 1},
        {"table": "expense", "day": "2026-11-23", "comes": 0, "goes": 1, "changes": 0},
    ]
    assert done("restore", backup, "--yes", "--json").json["changes"] == ran.json["changes"]


def test_the_practice_is_no_backup_of_itself(practice, run):
    ran = run("restore", practice, "--yes")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "is the practice itself" in ran.err


def test_a_migration_killed_at_any_step_leaves_the_old_file_whole(practice, monkeypatch, tables):
    monkeypatch.setattr(opening, "VERSION", opening.VERSION + 1)
    before, content = tables(practice), practice.read_bytes()

    def migrate():
        opening.existing(practice).close()

    for step in range(1, steps_of(migrate) + 1):
        for each in practice.parent.glob("*"):
            each.unlink()
        practice.touch(0o600)
        practice.write_bytes(content)
        killed_at(step, migrate)
        with closing(opening.existing(practice)) as book:
            assert book.value("PRAGMA user_version") == opening.VERSION
        assert tables(practice) == before
        for copy in practice.parent.glob("practice.db.before-version-*"):
            assert tables(copy) == before, "what has the name of a copy is whole"


def test_a_former_practice_that_is_newer_is_refused_and_not_touched(practice, run):
    with closing(sqlite3.connect(practice)) as conn, conn:
        conn.execute(f"PRAGMA user_version = {opening.VERSION + 1}")
    content = practice.read_bytes()
    ran = run("log", "ana", "60m", "90", "cash")
    assert ran.code == 3
    assert "was written by a newer mtdesk" in ran.err
    assert practice.read_bytes() == content
    with pytest.raises(MtdeskError):
        opening.existing(practice)
