"""The file: made, opened, refused, locked, brought up to date."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from random import Random

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import (
    DamagedFileError,
    MtdeskError,
    NewerFileError,
    NotFoundError,
    RefusedError,
    UnwrittenError,
)
from mtdesk.store.file import book as books
from mtdesk.store.file import opening
from mtdesk.store.file.opening import APPLICATION_ID, VERSION

READING = (
    ("week",), ("year", "2026"), ("risk",), ("sessions",), ("history",), ("client", "list"),
    ("incident", "list"), ("settings",), ("doctor",),
)  # fmt: skip


@pytest.fixture
def practice(path, clock):
    """A closed practice with a few of everything, all of it in the one file."""
    with closing(Desk(path, clock)) as desk:
        for day in ("mon", "sun", "sat"):
            desk.sessions.log(f"ana swedish 60m 90+15 card e5 {day}", confirmed=True)
        desk.ledger.spend("42.50 oil supplies")
        desk.wellbeing.check_in("body 6 neck 3")
        desk.incidents.add({"kind": "threat", "severity": "4"})
    return path


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def beside(path):
    return sorted(each.name for each in path.parent.iterdir())


class TestPrivacy:
    def test_the_file_and_every_folder_made_for_it_are_the_owners_only(self, tmp_path, clock):
        path = tmp_path / "one" / "two" / "practice.db"
        with closing(Desk(path, clock)) as desk:
            desk.ledger.spend("42.50 oil")
            assert mode(path) == 0o600
            for leftover in path.parent.iterdir():
                assert mode(leftover) == 0o600, leftover
        assert (mode(path.parent), mode(path.parent.parent)) == (0o700, 0o700)

    def test_a_folder_that_was_there_keeps_its_rights(self, tmp_path, clock):
        folder = tmp_path / "shared"
        folder.mkdir()
        folder.chmod(0o755)
        with closing(Desk(folder / "practice.db", clock)) as desk:
            desk.ledger.spend("42.50 oil")
        assert mode(folder) == 0o755

    def test_a_wide_umask_makes_no_difference(self, path, clock):
        before = os.umask(0)
        try:
            with closing(Desk(path, clock)) as desk:
                desk.ledger.spend("42.50 oil")
        finally:
            os.umask(before)
        assert mode(path) == 0o600


class TestReading:
    @pytest.mark.parametrize("command", READING, ids=" ".join)
    def test_makes_neither_file_nor_folder(self, run, tmp_path, command):
        ran = run("--db", tmp_path / "none" / "p.db", *command)
        assert ran.code == 0, ran.err
        assert not (tmp_path / "none").exists()

    @pytest.mark.parametrize("command", READING, ids=" ".join)
    def test_leaves_every_byte_as_it_was(self, run, practice, command):
        before, names = practice.read_bytes(), beside(practice)
        assert run(*command).code == 0
        assert practice.read_bytes() == before
        assert beside(practice) == names

    def test_an_empty_file_is_no_practice_yet(self, run, path):
        path.touch()
        assert "There is no practice" in run("week").out
        assert path.stat().st_size == 0
        assert run("spend", "42.50", "oil").code == 0
        assert run("doctor").code == 0


def refused(run, path, code):
    """Every kind of command gives one sentence and that exit code, and changes no byte."""
    before, names = path.read_bytes(), beside(path)
    for command in (*READING, ("spend", "42.50", "oil"), ("undo",), ("log", "bo", "60m", "--yes")):
        ran = run(*command)
        assert ran.code == code, (command, ran)
        assert ran.out == ""
        assert ran.err.startswith(f"mtdesk: {path} "), ran.err
        assert ran.err.count("\n") == 1
        assert (path.read_bytes(), beside(path)) == (before, names)


class TestForeignFiles:
    def test_a_newer_practice_is_refused_untouched(self, run, practice):
        with closing(sqlite3.connect(practice)) as conn:
            conn.execute(f"PRAGMA user_version = {VERSION + 1}")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        refused(run, practice, 3)
        with pytest.raises(NewerFileError, match="newer mtdesk; install that version"):
            opening.existing(practice)

    @pytest.mark.parametrize(
        "content",
        [
            b"Ana Perez, 60 minutes, 90 dollars\n" * 20,
            b"SQLite format 3\0",
            b"SQLite format 3\0" + bytes(400),
            bytes(5000),
            Random(7).randbytes(20_000),
            b"x",
        ],
        ids=["text", "cut header", "empty header", "zeros", "noise", "one byte"],
    )
    def test_what_is_no_practice_is_refused_untouched(self, run, path, content):
        path.write_bytes(content)
        refused(run, path, 3)

    def test_another_programs_database_is_refused_untouched(self, run, path):
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("CREATE TABLE accounts (id INTEGER)")
        refused(run, path, 3)
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("PRAGMA application_id = 42")
        refused(run, path, 3)

    def test_another_programs_database_of_the_same_version_is_refused(self, run, path):
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("CREATE TABLE accounts (id INTEGER)")
            conn.execute(f"PRAGMA user_version = {VERSION}")
        refused(run, path, 3)

    def test_a_folder_is_no_file(self, run, path):
        path.mkdir()
        for command in (*READING, ("spend", "42.50", "oil")):
            ran = run(*command)
            assert ran.code == 1
            assert ran.err == f"mtdesk: {path} is a folder; name the practice file in it.\n"
        assert list(path.iterdir()) == []

    def test_a_device_is_no_practice(self, run):
        ran = run("--db", os.devnull, "spend", "42.50", "oil")
        assert ran.code in {1, 3}
        assert ran.err.startswith("mtdesk: ")


class TestDamage:
    """Whatever happened to the bytes, there is a sentence and nothing is made worse."""

    @pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
    def test_a_truncated_file(self, run, practice, share):
        content = practice.read_bytes()
        practice.write_bytes(content[: int(len(content) * share)])
        before = practice.read_bytes()
        for command in READING:
            sentence(run(*command))
        assert practice.read_bytes() == before
        assert run("doctor").code == 3

    @pytest.mark.parametrize("seed", range(8))
    def test_noise_in_the_middle(self, run, practice, seed):
        random, content = Random(seed), bytearray(practice.read_bytes())
        for _ in range(6):
            start = random.randrange(100, len(content) - 600)
            content[start : start + 500] = random.randbytes(500)
        practice.write_bytes(content)
        for command in READING:
            sentence(run(*command))
        assert practice.read_bytes() == content
        sentence(run("year", "2026", "--csv", "-"))
        export = practice.parent / f"out-{seed}"
        ran = run("export", export)
        sentence(ran)
        assert export.exists() == (ran.code == 0)

    def test_a_file_without_its_triggers_is_named_by_doctor(self, run, practice):
        with closing(sqlite3.connect(practice)) as conn, conn:
            conn.execute("DROP TRIGGER seal_incident_delete")
        ran = run("doctor", "--json")
        assert ran.code == 3
        assert ran.json["ok"] is False
        [bad] = [check for check in ran.json["checks"] if not check["ok"]]
        assert (bad["name"], bad["detail"]) == (
            "triggers",
            "the trigger seal_incident_delete is missing",
        )

    def test_a_row_that_refers_to_nothing_is_named_by_doctor(self, run, practice):
        with closing(sqlite3.connect(practice)) as conn, conn:
            conn.execute("DELETE FROM client")
        [bad] = [check for check in run("doctor", "--json").json["checks"] if not check["ok"]]
        assert bad["name"] == "references"


def sentence(ran):
    assert ran.code in {0, 1, 3}
    assert "should not have" not in ran.err, ran.err
    if ran.code:
        assert ran.err.startswith("mtdesk: ")


class TestTwoAtOnce:
    def test_a_practice_being_written_is_waited_for_then_refused(self, run, practice, monkeypatch):
        monkeypatch.setattr(books, "BUSY_MS", 50)
        with closing(sqlite3.connect(practice, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            ran = run("spend", "42.50", "oil")
            assert run("week").code == 0  # reading goes on
        assert ran.code == 1
        assert ran.err == (
            f"mtdesk: {practice} is being written by another program; try again in a moment.\n"
        )
        assert run("spend", "42.50", "oil").code == 0

    def test_a_short_write_of_another_is_waited_for(self, practice, clock):
        other = sqlite3.connect(practice, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE expense SET note = 'other'")
        timer = threading.Timer(0.2, lambda: other.execute("COMMIT"))
        timer.start()
        with closing(Desk(practice, clock)) as desk:
            desk.ledger.spend("1 oil")
        timer.join()
        other.close()
        with closing(sqlite3.connect(practice)) as conn:
            found = conn.execute("SELECT amount_minor, note FROM expense").fetchall()
        assert found == [(4250, "other"), (100, "")]

    def test_two_desks_take_turns_and_see_each_other(self, path, clock):
        with closing(Desk(path, clock)) as one, closing(Desk(path, clock)) as two:
            one.sessions.log("ana 60m 90 card", confirmed=True)
            seen = two.changed_elsewhere()
            two.sessions.log("ana 30m 45 card")
            one.sessions.log("ana 45m 60 card")
            assert two.changed_elsewhere() != seen
            assert {each.id: each.minutes for each in two.sessions.between()} == {
                1: 60,
                2: 30,
                3: 45,
            }
            operations = [each.id for each in one.history.latest()]
            assert operations == sorted(set(operations), reverse=True)

    def test_several_processes_make_one_practice_between_them(self, path):
        code = (
            "import sys; from mtdesk.cli import main; "
            "sys.exit(main(['spend', sys.argv[1], 'oil', 'supplies']))"
        )
        running = [
            subprocess.Popen([sys.executable, "-c", code, f"{n}.00"], stderr=subprocess.PIPE)
            for n in range(1, 5)
        ]
        errors = [process.communicate(timeout=60)[1] for process in running]
        assert [process.returncode for process in running] == [0] * 4, errors
        with closing(sqlite3.connect(path)) as conn:
            amounts = [row[0] for row in conn.execute("SELECT amount_minor FROM expense")]
            menu = [row[0] for row in conn.execute("SELECT name FROM service")]
            starts = conn.execute("SELECT count(*) FROM operation WHERE kind = 'start'").fetchone()
        assert sorted(amounts) == [100, 200, 300, 400]
        assert len(menu) == len(set(menu))
        assert starts == (1,)


class TestOpening:
    def test_no_file(self, path):
        with pytest.raises(NotFoundError, match="there is no practice"):
            opening.existing(path)
        assert not path.exists()

    def test_the_header_says_what_the_file_is(self, practice):
        header = practice.read_bytes()[:100]
        assert int.from_bytes(header[60:64], "big") == VERSION
        assert int.from_bytes(header[68:72], "big") == APPLICATION_ID

    def test_the_connection_is_set_up(self, practice, monkeypatch):
        monkeypatch.setattr(
            opening, "connect", books.connect
        )  # the tests' own does not wait for the disk
        with closing(opening.existing(practice)) as book:
            found = {
                name: book.value(f"PRAGMA {name}")
                for name in ("foreign_keys", "recursive_triggers", "synchronous", "journal_mode")
            }
        assert found == {
            "foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2, "journal_mode": "wal",
        }  # fmt: skip

    def test_a_place_that_cannot_be_written_is_named(self, tmp_path):
        (tmp_path / "file").write_text("x")
        with pytest.raises(RefusedError, match=r"cannot be made.*name another place with --db"):
            opening.new(tmp_path / "file" / "practice.db")

    @pytest.mark.parametrize(
        ("error", "kind"),
        [
            (sqlite3.OperationalError("database is locked"), RefusedError),
            (sqlite3.OperationalError("database or disk is full"), RefusedError),
            (sqlite3.OperationalError("attempt to write a readonly database"), RefusedError),
            (sqlite3.DatabaseError("database disk image is malformed"), DamagedFileError),
            (sqlite3.OperationalError("no such table: session"), DamagedFileError),
            (sqlite3.IntegrityError("CHECK constraint failed: minutes"), MtdeskError),
        ],
        ids=str,
    )
    def test_every_refusal_of_sqlite_has_its_sentence(self, path, error, kind):
        explained = books.explain(error, path)
        assert isinstance(explained, kind)
        assert "\n" not in explained.message


def test_where_the_disk_does_not_say_that_it_is_synced_nobody_says_what_is_not_known(
    practice, clock
):
    """Its last call fails, and all that stands in the log is there for whoever reads it next."""
    with closing(Desk(practice, clock)) as desk:
        conn = desk.writable().conn

        class Unsynced:
            def __getattr__(self, name):
                return getattr(conn, name)

            def execute(self, sql, *parameters):
                if sql == "COMMIT":
                    error = sqlite3.OperationalError("disk I/O error")
                    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
                    raise error
                return conn.execute(sql, *parameters)

        desk.writable().conn = Unsynced()
        with pytest.raises(UnwrittenError, match="nobody knows yet whether this was saved") as told:
            desk.ledger.spend("10 oil supplies")
        assert "nothing was changed" not in told.value.message
        assert "mtdesk history" in told.value.hint
        assert not conn.in_transaction
