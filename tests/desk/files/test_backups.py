"""Copies that make themselves: one a day and before an import, found whole, thinned, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta

import pyrage
import pytest

from mtdesk.desk import Desk
from mtdesk.errors import ExtraError, InvalidError, RefusedError
from mtdesk.store.file import age, backup, turns

HEAD = "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,pain_before,pain_after,note\n"
ROW = "1,2026-11-20T10:00:00-05:00,Nora Quist,60,Swedish,3,4,90.00,0.00,cash,,,,\n"


@pytest.fixture(autouse=True)
def on(monkeypatch):
    monkeypatch.delenv("MTDESK_BACKUPS")


@pytest.fixture
def begun(monkeypatch):
    """The copies that commands began, in place of processes of their own."""
    made = []
    monkeypatch.setattr(os, "posix_spawn", lambda *given, **_: made.append(given[1][2:]))
    return made


@pytest.fixture
def practice(path, desk):
    desk.sessions.log("ana swedish 60m 90 cash", confirmed=True)
    return path


def made(path):
    return sorted(each.name for each in path.with_name("practice-backups").glob("p*"))


def test_after_the_first_write_of_a_day_and_not_after_the_second(path, done, begun, desk, clock):
    done("log", "ana", "swedish", "60m", "90", "cash", "--yes")
    assert begun == [["-m", "mtdesk", "backup", "--daily"]]
    done("backup", "--daily")
    assert made(path) == ["practice-2026-11-23-174500-auto.db"]
    done("spend", "5", "tea")
    done("week")
    assert len(begun) == 1
    done("spend", "5", "tea", at=lambda: clock() + timedelta(days=1))
    assert len(begun) == 2
    with closing(Desk(path.with_name("practice-backups") / made(path)[0], clock)) as copy:
        assert all(check.ok for check in backup.whole(copy.book))
        assert len(copy.sessions.between()) == 1


def test_it_is_made_in_a_process_of_its_own_that_says_nothing(path):
    command = [sys.executable, "-m", "mtdesk", "log", "ana", "swedish", "60m", "90", "cash"]
    ran = subprocess.run([*command, "--yes"], capture_output=True, text=True, check=True)
    assert "cop" not in ran.stdout + ran.stderr
    until = time.monotonic() + 30
    while not (
        made(path) and path.with_name("practice-backups").joinpath(".practice.db.last").exists()
    ):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_never_two_at_once(practice, desk):
    folder = practice.with_name("practice-backups")
    folder.mkdir()
    other = os.open(folder, os.O_RDONLY)
    assert turns.take(other)
    assert desk.files.backups.daily() is None
    os.close(other)
    assert desk.files.backups.daily()
    assert desk.files.backups.daily() is None


def test_settings_and_the_environment_switch_them_off(practice, run, done, begun, monkeypatch):
    done("settings", "backups", "no")
    assert run("settings", "backups", "maybe").err.count("\n") == 1
    done("spend", "5", "tea")
    assert begun == []
    done("settings", "backups", "yes")
    assert len(begun) == 1
    monkeypatch.setenv("MTDESK_BACKUPS", "off")
    done("spend", "5", "tea")
    assert len(begun) == 1


def test_before_an_import_and_once_for_what_is_there(practice, desk, tmp_path, clock):
    file = tmp_path / "sessions.csv"
    file.write_text(HEAD + ROW)
    desk.files.import_files([file], dry_run=True)
    assert made(practice) == []
    desk.files.import_files([file])
    assert made(practice) == ["practice-2026-11-23-174500-auto.db"]
    with closing(Desk(practice.with_name("practice-backups") / made(practice)[0], clock)) as copy:
        assert len(copy.sessions.between()) == 1
    assert len(desk.sessions.between()) == 2
    desk.clock = lambda: clock() + timedelta(minutes=1)
    desk.files.import_files([file])
    desk.files.import_files([file])
    assert len(made(practice)) == 2, "what the last copy holds is not copied again"


def test_an_import_without_its_copy_is_none(practice, desk, tmp_path):
    practice.with_name("practice-backups").write_text("in the way")
    file = tmp_path / "sessions.csv"
    file.write_text(HEAD + ROW)
    with pytest.raises(RefusedError, match="nothing was imported"):
        desk.files.import_files([file])
    assert len(desk.sessions.between()) == 1


def test_never_before_a_purge(practice, desk):
    desk.clients.purge.carry_out(1, confirmed=True)
    assert made(practice) == []


def test_what_failed_is_told_by_doctor_and_the_next_day(practice, done, desk, begun, clock):
    desk.practice.set("backup_folder", str(practice.parent))
    desk.practice.set("backup_folder", "")
    stick = practice.parent / "stick"
    stick.mkdir()
    desk.practice.set("backup_folder", str(stick))
    stick.rmdir()
    desk.files.backups.daily()
    assert len(made(practice)) == 1, "the first copy stands"
    said = f"there is no folder {stick}"
    [check] = [each for each in desk.files.check() if each.name == "backups"]
    assert check.ok
    assert check.detail.endswith(f"on 2026-11-23 it failed: {said}")
    ran = done("spend", "5", "tea", at=lambda: clock() + timedelta(days=1))
    assert ran.err.startswith(f"the practice was not copied on 2026-11-23: {said}")


def test_the_other_folder_has_them_too_and_both_are_thinned(practice, desk, tmp_path, clock):
    stick = tmp_path / "stick"
    stick.mkdir()
    own = stick / "practice-2020-01-01-120000.db"
    own.write_text("a copy that she made")
    desk.practice.set("backup_folder", str(stick))
    for day in range(20):
        desk.clock = lambda day=day: clock() + timedelta(days=day)
        assert desk.files.backups.daily()
    there = [name for name in made(practice) if name.endswith("-auto.db")]
    assert len(there) == 7 + 2  # 7 days, and the ends of the weeks and of the month before
    assert sorted(each.name for each in stick.iterdir()) == sorted([own.name, *there])
    assert {each.stat().st_mode & 0o777 for each in stick.glob("*auto*")} == {0o600}


def test_a_copy_that_is_not_whole_is_none(practice, desk, monkeypatch):
    def damaged(book):
        return [backup.Check(name="integrity", ok=False, detail="row 1 missing")]

    monkeypatch.setattr(backup, "whole", damaged)
    assert desk.files.backups.daily() is None
    assert made(practice) == []
    assert "row 1 missing" in desk.files.backups.words()


class TestEncrypted:
    @pytest.fixture
    def key(self, tmp_path):
        made = pyrage.x25519.Identity.generate()
        (tmp_path / "key.txt").write_text(f"# created: today\n{made}\n")
        return made

    def test_only_its_owner_reads_it_and_restore_does(
        self, practice, key, done, run, tmp_path, tables
    ):
        before = tables(practice)
        file = done("backup", "--to", tmp_path, "--age", key.to_public(), "--json").json["file"]
        assert file == str(tmp_path / "practice-2026-11-23-174500.db.age")
        content = (tmp_path / "practice-2026-11-23-174500.db.age").read_bytes()
        assert content.startswith(age.BEGINS)
        assert b"CREATE TABLE" not in content
        assert not [*tmp_path.glob(".*part*")]
        done("spend", "5", "tea")
        ran = run("restore", file, "--yes")
        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert "--identity FILE" in ran.err
        other = tmp_path / "other.txt"
        other.write_text(f"{pyrage.x25519.Identity.generate()}\n")
        ran = run("restore", file, "--yes", "--identity", other)
        assert (ran.code, ran.err.count("\n")) == (1, 1)
        other.write_text("no key")
        assert run("restore", file, "--yes", "--identity", other).code == 1
        assert run("restore", file, "--yes", "--identity", tmp_path / "none").code == 1
        done("restore", file, "--yes", "--identity", tmp_path / "key.txt")
        assert tables(practice) == before

    def test_those_that_make_themselves_too(self, practice, key, desk, tmp_path):
        desk.practice.set("backup_age", str(key.to_public()))
        assert desk.files.backups.daily().name == "practice-2026-11-23-174500-auto.db.age"
        assert made(practice) == ["practice-2026-11-23-174500-auto.db.age"]

    def test_a_secret_key_is_no_recipient(self, practice, key, desk, run):
        with pytest.raises(InvalidError, match="the secret key"):
            desk.practice.set("backup_age", str(key))
        ran = run("backup", "--age", "age1nonsense")
        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert [*practice.parent.glob("practice-2026*")] == []

    def test_without_pyrage_it_says_what_to_install(self, practice, desk, monkeypatch):
        desk.practice.set("backup_age", str(pyrage.x25519.Identity.generate().to_public()))
        monkeypatch.setitem(__import__("sys").modules, "pyrage", None)
        with pytest.raises(ExtraError, match="backup"):
            desk.files.back_up(recipients="age1x")
        assert desk.files.backups.daily() is None
        assert made(practice) == []
        assert "pyrage" in desk.files.backups.words()


def test_a_quick_command_lists_no_folder(practice, desk, done, monkeypatch):
    assert desk.files.backups.daily()
    desk.close()

    def scandir(*_):
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", scandir)
        patched.setattr(os, "listdir", scandir)
        done("spend", "5", "tea")
        done("week")
