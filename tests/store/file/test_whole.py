"""What is written appears whole or not at all, follows no link, and leaves nothing that lasts."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from killed import killed_at, steps_of

from mtdesk.desk import Desk
from mtdesk.errors import RefusedError
from mtdesk.store.file import backup, places, whole

SOME = "Nora Quist was here"


def parts(folder):
    return [each for each in folder.rglob("*") if ".part" in each.name]


@pytest.fixture
def practice(path, done):
    done("log", '"Nora Quist"', "swedish", "60m", "90", "card", "--yes")
    done("incident", "add", "--kind", "other", "--severity", "1")
    return path


def test_a_part_is_new_its_owners_alone_and_gone_in_the_end(tmp_path):
    target = tmp_path / "target.txt"
    with whole.file(target) as made, whole.file(target) as other:
        assert made.path != other.path
        assert {each.path.stat().st_mode & 0o777 for each in (made, other)} == {0o600}
        assert not target.exists()
        os.write(made.handle, b"one")
        os.write(other.handle, b"two")
    assert target.read_text() == "one"
    assert not parts(tmp_path)
    with pytest.raises(RuntimeError), whole.file(target):
        raise RuntimeError
    assert (target.read_text(), parts(tmp_path)) == ("one", [])


def test_no_link_is_followed_under_whatever_name(tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("as it was")
    target = tmp_path / "copy.json"
    for name in (".copy.json.part", ".copy.json.0123456789abcdef.part"):
        (tmp_path / name).symlink_to(precious)
    target.symlink_to(precious)
    whole.content(target, b"{}")
    assert precious.read_text() == "as it was"
    assert not target.is_symlink()


def test_a_kept_place_is_refused_whenever_it_was_taken(tmp_path):
    target = tmp_path / "copy.db"
    with pytest.raises(RefusedError, match="is there already"), whole.file(target, over=False):
        target.write_text("of another")
    assert target.read_text() == "of another"
    target.unlink()
    target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(RefusedError, match="is there already"), whole.file(target, over=False):
        raise AssertionError


def test_where_no_links_can_be_made_a_place_is_kept_all_the_same(tmp_path, monkeypatch):
    def link(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    target = tmp_path / "copy.db"
    with whole.file(target, over=False) as made:
        os.write(made.handle, b"mine")
    assert target.read_text() == "mine"
    target.unlink()
    with pytest.raises(RefusedError, match="is there already"), whole.file(target, over=False):
        target.write_text("of another")
    assert (target.read_text(), parts(tmp_path)) == ("of another", [])


def backed_up(desk, folder):
    desk.files.back_up(folder / "made.db")


def exported(desk, folder):
    desk.files.export(folder / "made.json", "json")


def exported_folder(desk, folder):
    desk.files.export(folder / "made", "csv")


def journal(desk, folder):
    desk.files.export(folder / "made.journal", "hledger", with_names=True)


def evidence(desk, folder):
    (folder.parent / "photo.jpg").write_text(SOME)
    desk.incidents.add_evidence(1, [folder.parent / "photo.jpg"])


def merged(desk, folder):
    copy = folder.parent / "copy.db"
    shutil.copyfile(desk.path, copy)
    desk.files.import_files([copy], dry_run=True)


@pytest.mark.parametrize("make", [backed_up, exported, exported_folder, journal, evidence, merged])
def test_what_is_killed_leaves_nothing_that_a_purge_does_not_find(practice, clock, make, tmp_path):
    folder = practice.parent

    def work():
        make(Desk(practice, clock), folder)

    made, left = set(), 0
    before = {each.name for each in folder.iterdir()}
    steps = steps_of(work)
    for step in range(1, steps + 1, max(1, steps // 12)):
        for each in folder.glob("made*"):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        killed_at(step, work)
        left += len(parts(folder))
        with closing(Desk(practice, clock)) as desk:
            assert {each.parent for each in parts(folder)} <= set(places.folders(practice))
            desk.files.tidy()
        assert not parts(folder), step
        made |= {each.name for each in folder.iterdir()} - before
    assert left, "something was killed while it wrote"


def test_a_copy_for_a_recipient_is_plain_at_no_step_where_it_goes(practice, clock, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    recipient = str(pyrage.x25519.Identity.generate().to_public())

    def work():
        Desk(practice, clock).files.back_up(folder=stick, recipients=recipient)

    steps, plain = steps_of(work), 0
    for step in (*range(1, steps, max(1, steps // 8)), steps + 1):
        for each in stick.iterdir():
            each.unlink()
        killed_at(step, work)
        assert not [each for each in stick.iterdir() if b"SQLite" in each.read_bytes()], step
        plain += len(parts(practice.parent))
        whole.sweep([practice.parent])
    assert plain, "it was killed while the plain one was there"
    assert [each.suffix for each in stick.iterdir()] == [".age"]


def test_a_purge_and_doctor_take_away_what_was_left(practice, run, done, tmp_path):
    def leave():
        whole._name = lambda name: f".{name}.{os.urandom(8).hex()}.part"
        (tmp_path / whole._name("x.json")).write_text(SOME)
        former = tmp_path / ".copy.db.part"  # as a former version named it
        with closing(sqlite3.connect(practice)) as conn:
            conn.execute("VACUUM INTO ?", (str(former),))

    leave()
    found = {check["name"]: check["detail"] for check in done("doctor", "--json").json["checks"]}
    assert found["leftovers"].count(".part") == 2
    assert not parts(tmp_path)
    leave()
    done("client", "purge", "1", "--yes")
    assert not parts(tmp_path)


def test_what_was_left_in_another_folder_is_found_there(practice, done, tmp_path):
    elsewhere = tmp_path / "desktop" / "exports"
    elsewhere.mkdir(parents=True)
    done("export", elsewhere / "all.json", "--format", "json")
    left = elsewhere / ".all.json.0123456789abcdef.part"
    for end in ("", "-wal", "-shm", "-journal"):
        left.with_name(left.name + end).write_text(SOME)
    done("client", "purge", "1", "--yes")
    assert not parts(elsewhere)


def test_what_is_being_written_and_what_is_not_ours_stays(practice, tmp_path):
    strange = tmp_path / ".video.mp4.part"
    strange.write_text("of a download")
    (tmp_path / ".x.0123456789abcdef.part").symlink_to(strange)
    with whole.file(tmp_path / "x.json") as made:
        whole.sweep([tmp_path])
        assert made.path.exists()
        os.write(made.handle, b"{}")
    assert (tmp_path / "x.json").read_text() == "{}"
    assert strange.exists()


def test_of_two_backups_to_one_name_one_is_refused_and_none_is_damaged(practice, clock, tmp_path):
    target, said = tmp_path / "made.db", []

    def back_up():
        with closing(Desk(practice, clock)) as desk:
            try:
                desk.files.back_up(target)
            except RefusedError as error:
                said.append(error.message)

    threads = [threading.Thread(target=back_up) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert said == [f"{target} is there already; name another file"] * 3
    with closing(Desk(target, clock)) as desk:
        assert all(check.ok for check in backup.whole(desk.book))


KEPT = (
    "practice.db", "practice.db-wal", "practice.db-shm", "practice.db-journal",
    "practice-evidence/x.json", "practice-evidence", "practice-receipts/a/b.csv", "practice-backups/x.db",
)  # fmt: skip
WAYS = ("export {} --format json", "export {}", "export {} --format hledger", "backup {}",
        "year 2026 --csv {}", "week --picture {}.svg")  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_written_over_the_practice_or_into_what_is_kept_for_it(practice, run, way):
    before = {each.name: each.stat().st_ino for each in practice.parent.iterdir()}
    for name in KEPT[4:5] if ".svg" in way else KEPT:
        ran = run(*(word.format(practice.parent / name) for word in way.split()))
        assert ran.code == 1, (name, ran.out)
        assert ran.err.count("\n") <= 2
        assert "the practice" in ran.err, ran.err
    assert {each.name: each.stat().st_ino for each in practice.parent.iterdir()} == before


@pytest.mark.parametrize(
    "name", [":memory:", "file::memory:", "file:x.db?mode=memory", "file:x.db"]
)
def test_what_sqlite_takes_for_no_file_is_refused(run, monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    for words in (["week"], ["log", "ana", "60m", "90", "cash"]):
        ran = run("--db", name, *words)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert "is no file; name one" in ran.err
    assert not [*tmp_path.iterdir()]


def test_a_linked_practice_is_the_one_it_leads_to(run, done, tmp_path, clock):
    there = tmp_path / "synced" / "real.db"
    there.parent.mkdir()
    link = tmp_path / "link.db"
    link.symlink_to(there)
    done("--db", link, "log", "ana", "swedish", "60m", "90", "card", "--yes")
    assert link.is_symlink()
    made = done("--db", link, "backup", "--json").json["file"]
    assert made == str(there.with_name("real-2026-11-23-174500.db"))
    done("--db", link, "spend", "5", "tea")
    kept = done("--db", link, "restore", made, "--yes", "--json").json["set_aside"]
    assert link.is_symlink()
    assert kept.startswith(str(there.with_name("real-2026")))
    assert {each.name for each in tmp_path.iterdir()} == {"link.db", "synced"}
    for target in (link, there, there.with_name("real.db-wal")):
        assert run("--db", link, "export", target, "--format", "json").code == 1
    with closing(Desk(link, clock)) as desk:
        assert desk.path == there


def test_where_there_are_no_locks_nothing_is_taken_away(tmp_path, monkeypatch):
    def flock(*_):
        raise OSError(95, "Operation not supported")

    left = tmp_path / ".x.json.0123456789abcdef.part"
    left.write_text(SOME)
    monkeypatch.setattr("fcntl.flock", flock)
    assert whole.sweep([tmp_path]) == []
    whole.content(tmp_path / "x.json", b"{}")
    assert left.exists()


# Who writes otherwise, and why that is no file which could be left half.
OTHERWISE = {
    "store/file/whole.py": "the one way",
    "store/file/opening.py": "a practice is made by SQLite's own transaction",
    "store/file/restored.py": "the mark, which half written means that nothing was done",
    "store/file/copies.py": "into a part",
    "store/file/unlocking.py": "the note and the key, which are nobody's records",
    "exchange/writers/files.py": "into a folder that is a part",
    "exchange/writers/parquet.py": "as that, and shares, which have parts of their own",
    "exchange/readers/workbook.py": "a workbook unfolded in a temporary folder",
    "desk/files/inbox.py": "lines are added to a list",
    "cli/__init__.py": "no file: a stream that was closed",
}
WRITES = re.compile(
    r"O_CREAT|os\.replace|os\.rename|\.rename\(|open\([^)]*[\"']wb?[\"']|write_text|write_bytes\(|mkstemp"
)


def test_no_file_is_written_in_another_way():
    source = Path(whole.__file__).parents[2]
    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if WRITES.search(path.read_text(encoding="utf-8"))
    }
    assert found <= set(OTHERWISE)
