"""Who was purged stays so: copies from before are named, deleted on request, and restored without them."""

from __future__ import annotations

import shutil
from contextlib import closing

import pyrage
import pytest

from mtdesk.desk import Desk
from mtdesk.store.clients.purge import again

NAME = "Quintessa Vanderbloom"


@pytest.fixture
def who(desk):
    desk.clients.add({"name": NAME, "note": "knee"}, confirmed=True)
    return desk.clients.one(NAME).id


@pytest.fixture
def visited(desk, who):
    desk.sessions.log(
        '"Quintessa Vanderbloom" swedish 60m 90 cash -- about her knee', confirmed=True
    )
    desk.sessions.log("bo swedish 60m 90 cash", confirmed=True)
    return who


def holds(path):
    return NAME.encode() in path.read_bytes() or b"her knee" in path.read_bytes()


def test_a_copy_from_before_is_restored_without_them(desk, visited, path, done, tmp_path):
    copy = desk.files.back_up(tmp_path / "copy.db")
    assert holds(copy)
    desk.clients.purge.carry_out(visited, confirmed=True)
    sums = [(each.id, each.price_minor) for each in desk.sessions.between()]
    stones = again.file_of(path)
    assert stones.stat().st_mode & 0o777 == 0o600
    assert "uintessa" not in stones.read_text()
    desk.close()
    ran = done("restore", copy, "--yes")
    assert (
        f"client {visited} was purged since that was written, and is purged in it again" in ran.out
    )
    assert not holds(path)
    assert [(each.id, each.price_minor) for each in desk.sessions.between()] == sums
    assert all(check.ok for check in desk.files.check())
    desk.close()
    told = done("restore", copy, "--yes", "--json").json
    assert (told["purged_again"], told["maybe_purged"]) == ([visited], [])


def test_where_the_practice_is_lost_what_is_kept_beside_it_knows(desk, who, path, done, tmp_path):
    copy = desk.files.back_up(tmp_path / "copy.db")
    desk.clients.purge.carry_out(who, confirmed=True)
    desk.close()
    path.write_bytes(b"noise" * 1000)
    assert done("restore", copy, "--yes", "--json").json["purged_again"] == [who]
    assert not holds(path)


def test_where_that_is_lost_the_practice_knows_by_the_visits(desk, visited, path, done, tmp_path):
    copy = desk.files.back_up(tmp_path / "copy.db")
    desk.clients.purge.carry_out(visited, confirmed=True)
    again.file_of(path).unlink()
    desk.close()
    assert done("restore", copy, "--yes", "--json").json["purged_again"] == [visited]
    assert not holds(path)


def test_without_either_it_is_asked_and_nobody_is_purged(desk, who, path, done, tmp_path):
    copy = desk.files.back_up(tmp_path / "copy.db")
    desk.clients.purge.carry_out(who, confirmed=True)
    again.file_of(path).unlink()
    desk.close()
    ran = done("restore", copy, "--yes")
    assert f"purge again with mtdesk client purge {who}" in ran.out
    assert desk.clients.one(NAME)


def test_another_person_under_the_number_stays(desk, who, path, done, tmp_path, clock):
    copy = desk.files.back_up(tmp_path / "empty.db")
    with closing(Desk(copy, clock)) as there:
        there.clients.purge.carry_out(who, confirmed=True)
    elsewhere = tmp_path / "else.db"
    with closing(Desk(elsewhere, clock)) as there:
        there.clients.add({"name": "Bo Oak"}, confirmed=True)
        assert there.clients.one("Bo Oak").id == who
    shutil.copyfile(again.file_of(copy), again.file_of(path))
    desk.close()
    told = done("restore", elsewhere, "--yes", "--json").json
    assert (told["purged_again"], told["maybe_purged"]) == ([], [])
    assert desk.clients.one("Bo Oak").id == who


def test_copies_are_named_and_deleted_on_request_alone(desk, visited, path, run, done, monkeypatch):
    monkeypatch.delenv("MTDESK_BACKUPS")
    monkeypatch.setattr("os.posix_spawn", lambda *_, **__: None)
    stick = path.with_name("stick")
    stick.mkdir()
    desk.practice.set("backup_folder", str(stick))
    plain = desk.files.backups.daily()
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    secret = desk.files.back_up(folder=stick, recipients=recipient)
    desk.close()
    ran = run("client", "purge", visited)
    assert ran.code == 1
    assert f"{plain} still holds them: delete it" in ran.out
    assert f"{secret} of 2026-11-23 cannot be read, and may hold them" in ran.out
    assert "with --copies those copies are deleted" in ran.out
    kept = [plain, secret, stick / plain.name]
    told = done("client", "purge", visited, "--yes", "--json").json
    assert (told["copies_deleted"], all(each.exists() for each in kept)) == ([], True)
    who = desk.clients.one("bo").id
    desk.close()
    told = done("client", "purge", who, "--yes", "--copies", "--json").json
    assert sorted(told["copies_deleted"]) == sorted(map(str, kept))
    assert not any(each.exists() for each in kept)
    assert desk.wants_copy, "there is none any more, so a new one is wanted"


def test_a_repair_of_a_copy_from_before_is_without_them(desk, visited, path, done, tmp_path):
    copy = desk.files.back_up(tmp_path / "copy.db")
    desk.clients.purge.carry_out(visited, confirmed=True)
    desk.close()
    shutil.copyfile(copy, path)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    told = done("doctor", "--repair", tmp_path / "new.db", "--json").json
    assert told["purged_again"] == [visited]
    assert not holds(tmp_path / "new.db")
