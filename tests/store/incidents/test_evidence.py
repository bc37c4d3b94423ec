"""Evidence: copied whole or not at all, private, named by its content, looked at by doctor."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from mtdesk.errors import MtdeskError, NotFoundError, RefusedError
from mtdesk.store.file import seals
from mtdesk.store.incidents import evidence as evidence_files


@pytest.fixture
def record(desk):
    desk.incidents.add({"kind": "threat", "severity": "4"})
    return desk.incidents


@pytest.fixture
def photo(tmp_path):
    file = tmp_path / "from her" / "photo.PNG"
    file.parent.mkdir()
    file.write_bytes(b"photo")
    return file


@pytest.fixture
def folder(path):
    return path.with_name("practice-evidence")


def rows(path):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT file_name, stored_as FROM incident_evidence").fetchall()


def test_a_copy_is_private_and_named_by_its_content(record, photo, folder, path, done):
    incident, [added], there, operation = record.add_evidence(1, [photo])
    digest = hashlib.sha256(b"photo").hexdigest()
    assert incident.evidence == (added,)
    assert (added.file_name, added.stored_as) == ("photo.PNG", f"{digest}.png")
    assert (added.sha256, added.bytes, there) == (digest, 5, [])
    assert (folder / f"{digest}.png").read_bytes() == photo.read_bytes() == b"photo"
    assert [each.name for each in folder.iterdir()] == [added.stored_as]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / added.stored_as).stat().st_mode) == 0o600
    assert operation is not None
    done("doctor")


def test_the_same_file_twice_is_there_once(record, photo, folder, path, tmp_path):
    again = tmp_path / "again.jpg"
    again.write_bytes(b"photo")
    _, added, there, _ = record.add_evidence(1, [photo, again])
    assert ([each.file_name for each in added], there) == (["photo.PNG"], ["again.jpg"])
    _, added, there, operation = record.add_evidence(1, [photo])
    assert (added, there, operation) == ([], ["photo.PNG"], None)
    assert len(rows(path)) == 1


def test_one_file_for_two_incidents(desk, record, photo, folder, path):
    desk.incidents.add({"kind": "other", "severity": "1"})
    for number in (1, 2):
        assert record.add_evidence(number, [photo])[1]
    assert len(rows(path)) == 2
    assert len(list(folder.iterdir())) == 1
    assert record.evidence_folder() == (folder, 1)


@pytest.mark.parametrize(
    ("name", "shown", "suffix"),
    [
        ("=cmd|x.txt", "=cmd|x.txt", ".txt"),
        ("no suffix", "no suffix", ""),
        ("a.tar.gz", "a.tar.gz", ".gz"),
        ("x.p/../ng"[:3], "x.p", ".p"),
        ("..evil.", "..evil.", ""),
        ("a.$(rm)", "a.$(rm)", ""),
        ("b.waytoolongsuffix", "b.waytoolongsuffix", ""),
        ("写真 🦊.Jpeg", "写真 🦊.Jpeg", ".jpeg"),
        ("line\nbreak\x1b[2J.png", "linebreak[2J.png", ".png"),
        ("\u202egnp.exe", "gnp.exe", ".exe"),
    ],
)
def test_what_was_typed_is_never_a_path(record, tmp_path, folder, name, shown, suffix):
    source = tmp_path / name
    source.write_bytes(name.encode())
    _, [added], _, _ = record.add_evidence(1, [source])
    assert added.file_name == shown
    assert added.stored_as == added.sha256 + suffix


def test_a_name_that_is_no_text(record, tmp_path):
    source = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.png"))
    source.write_bytes(b"x")
    _, [added], _, _ = record.add_evidence(1, [source])
    assert added.file_name == "b\ufffd.png"


class TestRefused:
    """One sentence, no row, no copy, no folder that was not there."""

    def check(self, record, sources, folder, path, error, words):
        with pytest.raises(error, match=words):
            record.add_evidence(1, sources)
        assert rows(path) == []
        assert not folder.exists() or list(folder.iterdir()) == []

    def test_missing(self, record, photo, folder, path, tmp_path):
        gone = tmp_path / "gone.png"
        self.check(record, [photo, gone], folder, path, NotFoundError, "there is no file .*gone")

    def test_a_folder(self, record, folder, path, tmp_path):
        self.check(record, [tmp_path], folder, path, RefusedError, "is a folder; name the files")

    def test_what_never_ends(self, record, folder, path, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        self.check(record, [tmp_path / "pipe"], folder, path, RefusedError, "no file of its own")
        self.check(record, [Path("/dev/zero")], folder, path, RefusedError, "no file of its own")

    def test_unreadable(self, record, photo, folder, path, monkeypatch):
        def refuse(*_arguments, **_options):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        self.check(record, [photo], folder, path, RefusedError, "cannot be read: Permission denied")

    @pytest.mark.parametrize(
        ("code", "words"),
        [(errno.ENOSPC, "the disk that holds .* is full; nothing was copied"),
         (errno.EROFS, "cannot be written: Read-only")],
    )  # fmt: skip
    def test_a_disk_that_takes_no_more(self, record, photo, folder, path, monkeypatch, code, words):
        def refuse(_handle):
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fsync", refuse)
        self.check(record, [photo], folder, path, RefusedError, words)

    def test_interrupted_half_way(self, record, photo, folder, path, monkeypatch):
        def interrupt(_handle):
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", interrupt)
        self.check(record, [photo], folder, path, KeyboardInterrupt, None)

    def test_the_practice_refuses_the_row(self, record, photo, folder, path, monkeypatch):
        def refuse(*_arguments):
            raise RefusedError("locked")

        monkeypatch.setattr(seals, "append", refuse)
        self.check(record, [photo], folder, path, RefusedError, "locked")

    def test_no_such_incident(self, record, photo, folder, path):
        with pytest.raises(NotFoundError, match="no incident 9"):
            record.add_evidence(9, [photo])
        assert not folder.exists()


def test_a_file_that_another_incident_holds_is_not_taken_away(desk, record, photo, folder):
    record.add_evidence(1, [photo])
    desk.incidents.add({"kind": "other", "severity": "1"})
    with pytest.raises(MtdeskError):
        record.add_evidence(2, [photo, photo.with_name("gone")])
    assert len(list(folder.iterdir())) == 1


def test_undo_keeps_the_file_and_adds_a_line(desk, record, photo, folder, done):
    _, _, _, operation = record.add_evidence(1, [photo])
    desk.history.undo(operation)
    incident = desk.incidents.get(1)
    assert [each.file_name for each in incident.evidence] == ["photo.PNG"]
    assert incident.addenda[0].text.startswith("Withdraws the evidence photo.PNG, added 2026-11-23")
    assert len(list(folder.iterdir())) == 1
    done("doctor")


def test_a_large_file_is_copied_piece_by_piece(record, tmp_path, folder):
    import tracemalloc

    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    _, [added], _, _ = record.add_evidence(1, [large])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert added.bytes == 64 << 20
    assert most < 8 << 20


class TestDoctor:
    @pytest.mark.parametrize(
        ("spoil", "told"),
        [
            (lambda file: file.unlink(), "evidence 1 of incident 1 (photo.PNG) is missing in"),
            (lambda file: file.write_bytes(b"phot0"), "(photo.PNG) is changed in"),
            (lambda file: file.write_bytes(b""), "is changed in"),
        ],
    )
    def test_missing_or_changed_is_damage(self, record, photo, folder, run, spoil, told):
        _, [added], _, _ = record.add_evidence(1, [photo])
        spoil(folder / added.stored_as)
        ran = run("doctor", "--json")
        [check] = [each for each in ran.json["checks"] if not each["ok"]]
        assert (ran.code, check["name"]) == (3, "incidents")
        assert told in check["detail"]
        assert "2 sealed, head " in check["detail"]
        record.add_evidence(1, [photo])  # the same file again mends it
        assert run("doctor").code == 0

    def test_a_name_that_leads_elsewhere_is_not_followed(self, record, photo, folder, path, run):
        record.add_evidence(1, [photo])
        with closing(sqlite3.connect(path)) as conn, conn:
            for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                conn.execute(f"DROP TRIGGER {name}")
            conn.execute("UPDATE incident_evidence SET stored_as = '../from her/photo.PNG'")
        assert "is not named as it was" in run("doctor").out


def test_what_is_purged_is_taken_away_unless_it_is_named(desk, record, photo, folder):
    _, [added], _, _ = record.add_evidence(1, [photo])
    book = desk.writable()
    evidence_files.discard(book, added.stored_as)
    assert (folder / added.stored_as).exists()
    with book.transaction("purge", "purge", desk.stamp()), seals.lifted(book):
        seals.bury(book, "incident_evidence", 1, desk.stamp())
    evidence_files.discard(book, added.stored_as)
    assert not (folder / added.stored_as).exists()
    evidence_files.discard(book, "../from her/photo.PNG")
    assert photo.exists()
