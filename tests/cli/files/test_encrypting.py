"""A practice that is encrypted at rest: used as every other, and nobody reads it without its key."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from killed import killed_at, steps_of
from tried import FACTOR

from mtdesk.desk import Desk
from mtdesk.desk.files.encrypting import How
from mtdesk.store.file import first_bytes, opening, rewriting, unlocking

NAME = "Zoltana Quirkowski"
NEEDLES = [
    word.encode(coding) for word in (NAME, "Quirkowski", "left trapezius") for coding in ("utf-8", "utf-16-le")
]  # fmt: skip
PASSPHRASE = "four words nobody guesses"
ROUNDS = unlocking._ROUNDS


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """No key of another test is known, and nobody is asked."""
    monkeypatch.delenv(unlocking.NAMED_BY, raising=False)
    monkeypatch.setattr(unlocking, "_ROUNDS", 1_000)  # of SQLCipher's 256,000
    unlocking.forget()
    yield
    unlocking.forget()
    unlocking.asked_of(None)


@pytest.fixture
def key(tmp_path):
    return tmp_path / "elsewhere" / "key"


@pytest.fixture
def encrypted(done, path, key, tmp_path):
    """A practice with a client, an incident with evidence and an expense with a receipt; encrypted."""
    key.parent.mkdir()
    seen = tmp_path / "elsewhere" / "seen.txt"
    seen.write_text(f"{NAME} was here", encoding="utf-8")
    done("log", NAME, "60m", "90", "cash", "--yes", "--", "left trapezius")
    done("incident", "add", "--kind", "threat", "--severity", "3", "--client", NAME,
         "--at", "2026-11-20 14:10", "--said", "Quirkowski said so", "--yes")  # fmt: skip
    done("incident", "evidence", "1", seen)
    done("spend", "12", "oil", "--attach", seen)
    done("encrypt", "--key-file", key, "--yes")
    return path


def holds_plain(folder):
    """Files in a folder that hold a client, or are an open SQLite file."""
    return [
        str(file)
        for file in folder.rglob("*")
        if file.is_file()
        and "elsewhere" not in file.parts
        and (
            (content := file.read_bytes()).startswith(first_bytes.PLAIN)
            or any(each in content for each in NEEDLES)
        )
    ]


def test_what_was_written_is_read_and_written_as_before(encrypted, done, path):
    assert first_bytes.salt_of(path)
    assert NAME in done("sessions").out
    assert all(each["ok"] for each in done("doctor", "--json").json["checks"])
    done("log", NAME, "45m", "70", "cash")
    assert done("client", "show", NAME, "--json").json["visits"] == 2
    assert NAME in done("search", "quirkowski").out
    done("undo")
    assert len(done("sessions", "--json").json["sessions"]) == 1


def test_what_lies_beside_it_is_encrypted_and_comes_out_again(encrypted, done, path, tmp_path):
    assert not holds_plain(tmp_path)
    out = tmp_path / "elsewhere" / "out"
    done("decrypt", "--files-to", out)
    assert {each.name for each in out.iterdir()} == {
        "incident-1-1-seen.txt",
        "expense-1-1-seen.txt",
    }
    assert {each.read_text() for each in out.iterdir()} == {f"{NAME} was here"}
    assert not holds_plain(tmp_path)
    done("decrypt", "--yes")
    assert path.read_bytes().startswith(first_bytes.PLAIN)
    kept = [*tmp_path.glob("practice-*/*")]
    assert [each.read_text() for each in kept] == [f"{NAME} was here"] * 2
    assert all(each["ok"] for each in done("doctor", "--json").json["checks"])


SCAN = """
import pathlib, sys, time
folder, stop, needles = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
needles = [each.encode(coding) for each in needles for coding in ("utf-8", "utf-16-le")]
looks = 0
while not stop.exists() or not looks:
    for file in folder.rglob("*"):
        try:
            content = file.read_bytes() if file.is_file() and "elsewhere" not in file.parts else b""
        except OSError:
            continue
        looks += 1
        for each in needles:
            if each in content:
                print("FOUND", file, each)
                sys.exit(1)
print(looks)
"""


@contextmanager
def looked_through(folder, stop):
    """A second process looks through every file all the while; it finds nothing."""
    looking = subprocess.Popen(
        [sys.executable, "-c", SCAN, str(folder), str(stop), NAME, "Quirkowski", "left trapezius"],
        stdout=subprocess.PIPE,
        text=True,
    )
    yield
    stop.touch()
    said, _ = looking.communicate(timeout=30)
    assert looking.returncode == 0, said
    assert int(said) > 20, "it hardly looked"


def test_no_client_of_it_is_anywhere_in_its_folder_at_any_moment(tmp_path, done, monkeypatch):
    """Logs, edits, backups, searches, an import, a purge, a restore; looked at after each, and during."""
    place = tmp_path / "folder"
    place.mkdir()
    path, key = place / "practice.db", tmp_path / "elsewhere.key"
    monkeypatch.setenv("MTDESK_DB", str(path))
    file = tmp_path / "sessions.csv"
    file.write_text(f"date,client,minutes,fee\n2026-11-02,{NAME},60,95\n", encoding="utf-8")
    done("settings", "currency", "USD")
    done("encrypt", "--key-file", key, "--yes")
    steps = [
        ("log", NAME, "60m", "90", "cash", "--yes", "--", "left trapezius"),
        ("search", "quirkowski"),
        *(("log", NAME, "60m", "90", "cash", f"11-{day}", "--", "left trapezius") for day in range(10, 14)),
        ("edit", "1", "note=left trapezius again"),
        ("edit", "2", "minutes=75"),
        ("import", file),
        ("backup", place / "own-name.db"),
        ("incident", "add", "--kind", "threat", "--severity", "3", "--client", NAME,
         "--at", "2026-11-20 14:10", "--said", "Quirkowski said so", "--yes"),
        ("incident", "evidence", "1", file),
        ("spend", "12", "oil", "--attach", file),
        ("undo",),
        ("remove", "3"),
        ("backup",),
        ("client", "edit", NAME, "complaint=left trapezius"),
        ("week",), ("year", "2026"), ("risk",), ("doctor",),
        ("restore", place / "own-name.db", "--yes"),
        ("client", "purge", NAME, "--yes"),
    ]  # fmt: skip
    with looked_through(place, tmp_path / "stop"):
        for step in steps:
            done(*step)
            assert not holds_plain(place), step
    assert first_bytes.salt_of(path)


def test_a_practice_that_is_open_keeps_nothing_plain_in_its_wal(encrypted, path, clock):
    desk = Desk(path, clock)
    desk.clients.add({"name": "Quirkowski, the other"})
    beside = {each.name for each in path.parent.glob("practice.db*")}
    assert beside == {"practice.db", "practice.db-wal", "practice.db-shm"}
    assert not holds_plain(path.parent)
    desk.close()


# -- the key


def test_the_recovery_key_is_shown_once_and_opens_it(done, run, path, tmp_path, key, monkeypatch):
    key.parent.mkdir()
    done("log", NAME, "60m", "90", "cash", "--yes")
    said = done("encrypt", "--key-file", key, "--yes").out
    (recovery,) = re.findall(r"^  ((?:[0-9a-f]{8} ?){8})$", said, re.MULTILINE)
    key.unlink()
    unlocking.forget()
    ran = run("week")
    assert (ran.code, "cannot be read" in ran.err) == (3, True)
    again = tmp_path / "written-down"
    again.write_text(recovery.replace(" ", "-"))
    again.chmod(0o600)
    monkeypatch.setenv(unlocking.NAMED_BY, str(again))
    assert NAME in done("sessions").out


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda key: key.chmod(0o644), "others may read the key file"),
        (lambda key: key.unlink(), "cannot be read: No such file"),
        (lambda key: key.write_text("no key"), "there is no key in"),
        (lambda key: key.write_text("ab" * 32), "the key in its key file does not open"),
        (lambda key: key.write_bytes(b"\xff\xfe"), "there is no key in"),
    ],
)
def test_a_key_that_is_not_right_is_one_sentence(encrypted, run, key, spoil, words):
    before = encrypted.read_bytes()
    spoil(key)
    for command in (("week",), ("log", NAME, "60m", "90", "cash"), ("doctor",), ("backup",)):
        unlocking.forget()
        ran = run(*command)
        assert ran.code == 3
        assert words in ran.err
        assert len(ran.err.splitlines()) <= 2
        assert "Traceback" not in ran.err
    assert encrypted.read_bytes() == before


def test_a_key_file_that_is_not_known_on_this_machine(encrypted, run, monkeypatch, tmp_path):
    unlocking.forget()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another machine"))
    ran = run("week")
    assert (ran.code, unlocking.NAMED_BY in ran.err) == (3, True)


def test_without_the_extra_it_says_which(encrypted, run, monkeypatch):
    unlocking.forget()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    ran = run("week")
    assert ran.code == 3
    assert "needs the extra “encrypt” (sqlcipher3 is not installed)" in ran.err


class Keyring:
    """A system keyring in memory."""

    priority = 5

    def __init__(self):
        self.kept = {}

    def get_keyring(self):
        return self

    def set_password(self, service, name, value):
        self.kept[service, name] = value

    def get_password(self, service, name):
        return self.kept.get((service, name))

    def delete_password(self, service, name):
        del self.kept[service, name]


@pytest.fixture
def keyring(monkeypatch):
    made = Keyring()
    monkeypatch.setattr(unlocking, "_keyring", lambda: (made, (RuntimeError,)))
    return made


def test_the_systems_keyring_keeps_the_key(keyring, done, run, path):
    done("log", NAME, "60m", "90", "cash", "--yes")
    said = done("encrypt", "--yes", "--json").json
    assert said["kind"] == "keyring"
    unlocking.forget()
    assert NAME in done("sessions").out
    unlocking.forget()
    keyring.kept.clear()
    ran = run("sessions")
    assert (ran.code, "keyring has no key of it" in ran.err) == (3, True)


def test_where_there_is_no_keyring_another_way_is_asked_for(run, done, path):
    done("log", NAME, "60m", "90", "cash", "--yes")
    ran = run("encrypt", "--yes")
    assert (ran.code, "--passphrase or --key-file" in ran.err) == (2, True)
    ran = run("encrypt", "--yes", "--passphrase")
    assert (ran.code, "on a terminal" in ran.err) == (2, True)
    assert path.read_bytes().startswith(first_bytes.PLAIN)


HOLDS = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1])
conn.execute("SELECT count(*) FROM client").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


def test_a_key_that_nothing_was_encrypted_with_is_given_up(keyring, done, run, path, monkeypatch):
    """Another program has the practice open: a dashboard, say."""
    done("log", NAME, "60m", "90", "cash", "--yes")
    monkeypatch.setattr(rewriting, "_SECONDS", 0.1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        ran = run("encrypt", "--yes")
        other.stdin.close()
    assert (ran.code, "open in another program" in ran.err) == (1, True)
    assert not keyring.kept
    assert path.read_bytes().startswith(first_bytes.PLAIN)
    assert not [each for each in path.parent.iterdir() if "part" in each.name]


def test_it_is_not_written_anew_beneath_another_desk_of_this_process(
    keyring, done, run, path, clock
):
    """SQLite and SQLCipher in one process do not see each other's locks."""
    done("log", NAME, "60m", "90", "cash", "--yes")
    desk = Desk(path, clock)
    assert desk.clients.one(NAME)
    ran = run("encrypt", "--yes")
    assert (ran.code, "open here still" in ran.err) == (1, True)
    desk.close()
    done("encrypt", "--yes")


def test_a_passphrase_is_asked_for_once_and_changed(path, clock, done):
    done("log", NAME, "60m", "90", "cash", "--yes")
    desk = Desk(path, clock)
    made = desk.files.encrypting.encrypt(How(kind="passphrase", passphrase=PASSPHRASE))
    desk.close()
    unlocking.forget()
    asked = []

    def ask(file):
        asked.append(file)
        return PASSPHRASE

    desk.ask_with(ask)
    assert desk.clients.one(NAME)
    desk.close()
    assert desk.clients.one(NAME)
    assert asked == [path]
    assert "".join(made.recovery.split()) == unlocking.key_of(path).raw.hex()
    copy = desk.files.back_up(None)
    desk.files.encrypting.change(How(kind="passphrase", passphrase="quite another passphrase"))
    desk.close()
    unlocking.forget()
    with pytest.raises(unlocking.LockedFileError, match="that passphrase does not open"):
        desk.book  # noqa: B018 - it is opened
    desk.unlock("quite another passphrase")
    assert desk.clients.one(NAME)
    desk.close()
    older = Desk(copy, clock)
    older.ask_with(lambda _: PASSPHRASE)
    assert older.clients.one(NAME)
    older.close()


def test_nobody_is_there_to_be_asked(path, clock, done, run):
    done("log", NAME, "60m", "90", "cash", "--yes")
    desk = Desk(path, clock)
    desk.files.encrypting.encrypt(How(kind="passphrase", passphrase=PASSPHRASE))
    desk.close()
    unlocking.forget()
    ran = run("week")
    assert (ran.code, "nobody is here to be asked" in ran.err) == (3, True)
    assert "MTDESK_KEY_FILE" in ran.err


@pytest.mark.parametrize("passphrase", ["", "short", " " * 20])
def test_a_passphrase_that_is_soon_guessed_is_refused(path, clock, done, passphrase):
    done("log", NAME, "60m", "90", "cash", "--yes")
    desk = Desk(path, clock)
    with pytest.raises(unlocking.RefusedError, match="letters or more"):
        desk.files.encrypting.encrypt(How(kind="passphrase", passphrase=passphrase))
    desk.close()


def test_sqlciphers_other_programs_open_it_by_the_same_passphrase(path, clock, done, monkeypatch):
    from sqlcipher3 import dbapi2

    monkeypatch.setattr(unlocking, "_ROUNDS", ROUNDS)
    done("log", NAME, "60m", "90", "cash", "--yes")
    desk = Desk(path, clock)
    desk.files.encrypting.encrypt(How(kind="passphrase", passphrase=PASSPHRASE))
    desk.close()
    with closing(dbapi2.connect(str(path))) as conn:
        conn.execute(f"PRAGMA key = '{PASSPHRASE}'")
        assert conn.execute("SELECT name FROM client").fetchall() == [(NAME,)]


# -- copies, and what goes wrong


def test_plain_copies_are_told_and_encrypted_or_deleted(done, path, key, tmp_path, clock):
    key.parent.mkdir()
    done("log", NAME, "60m", "90", "cash", "--yes")
    first, second = (
        done("backup", "--json", at=lambda minute=minute: clock().replace(minute=minute)).json[
            "file"
        ]
        for minute in (1, 2)
    )
    (tmp_path / "practice-evidence").mkdir()
    left = tmp_path / "practice-evidence" / f"{'ab' * 32}.txt"
    left.write_text(NAME)
    own = tmp_path / "of-my-own.db"
    done("backup", own)
    said = done("encrypt", "--key-file", key, "--yes", "--json").json
    assert {*said["plain_copies"]} == {first, second}
    assert said["plain_others"] == [str(own)]
    assert not left.exists()  # it is in the folder of evidence, so it was encrypted with the rest
    (said,) = [
        each for each in done("doctor", "--json").json["checks"] if each["name"] == "encrypted"
    ]
    assert "2 plain files of it beside it" in said["detail"]
    done("encrypt", "--copies", "encrypt")
    (said,) = [
        each for each in done("doctor", "--json").json["checks"] if each["name"] == "encrypted"
    ]
    assert said["detail"] == "opened by its key file"
    assert holds_plain(tmp_path) == [str(own)]
    own.unlink()
    done("restore", first, "--yes")
    assert NAME in done("sessions").out


def test_plain_copies_are_deleted_on_request(done, path, key, tmp_path):
    key.parent.mkdir()
    done("log", NAME, "60m", "90", "cash", "--yes")
    done("backup")
    done("encrypt", "--key-file", key, "--yes", "--copies", "delete")
    assert not holds_plain(tmp_path)
    assert [each.name for each in tmp_path.glob("*.db")] == ["practice.db"]


def test_an_older_encrypted_file_is_brought_up_to_date(encrypted, path, done, tmp_path):
    """As a plain one is, after a copy of it that is encrypted, too."""
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(path), isolation_level=None)) as conn:
        conn.execute(f"PRAGMA key = {unlocking.key_of(path).pragma}")
        conn.execute(f"PRAGMA user_version = {opening.VERSION - 1}")
    ran = done("doctor", "--json")
    assert ran.json["ok"]
    (copy,) = tmp_path.glob("practice.db.before-version-*")
    assert first_bytes.salt_of(copy) == first_bytes.salt_of(path)
    assert not holds_plain(tmp_path)


def test_a_practice_of_a_newer_mtdesk_or_another_program(encrypted, path, run):
    from sqlcipher3 import dbapi2

    for change, words in (
        (f"user_version = {opening.VERSION + 1}", "written by a newer mtdesk"),
        ("application_id = 7", "belongs to another program"),
    ):
        with closing(dbapi2.connect(str(path), isolation_level=None)) as conn:
            conn.execute(f"PRAGMA key = {unlocking.key_of(path).pragma}")
            conn.execute(f"PRAGMA {change}")
        ran = run("week")
        assert (ran.code, words in ran.err) == (3, True), ran.err


def test_a_damaged_page_is_said_as_of_every_practice(encrypted, path):
    content = bytearray(path.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    path.write_bytes(content)
    ran = subprocess.run(
        [sys.executable, "-m", "mtdesk", "sessions"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 3
    assert "is damaged" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1, "SQLCipher writes nothing to the terminal"


@pytest.mark.parametrize("at", ["_write", "_compare", "_files_anew", "_in_its_place"])
def test_what_fails_before_the_rename_leaves_all_as_it_was(
    encrypted, done, path, monkeypatch, at, clock
):
    """Decrypting: nothing plain is left of it."""
    before = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    work = getattr(rewriting, at)

    def fails(*arguments):
        if at != "_in_its_place":
            work(*arguments)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rewriting, at, fails)
    desk = Desk(path, clock)
    with pytest.raises(unlocking.RefusedError, match="No space"):
        desk.files.encrypting.decrypt()
    desk.close()
    after = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    assert set(after) == set(before)
    assert not holds_plain(path.parent)
    assert NAME in done("sessions").out


def test_what_was_plain_is_written_over_before_it_goes(done, path, key):
    key.parent.mkdir()
    done("log", NAME, "60m", "90", "cash", "--yes")
    with path.open("rb") as still_open:  # the name goes, what it named can still be read
        done("encrypt", "--key-file", key, "--yes")
        assert still_open.read().strip(b"\0") == b""


def test_what_has_a_second_name_is_not_written_over(done, path, key, tmp_path):
    key.parent.mkdir()
    done("log", NAME, "60m", "90", "cash", "--yes")
    second = tmp_path / "elsewhere" / "second"
    second.hardlink_to(path)
    done("encrypt", "--key-file", key, "--yes")
    assert second.read_bytes().startswith(first_bytes.PLAIN)


@pytest.mark.parametrize("command", ["encrypt --key-file k", "passphrase --key-file k", "decrypt"])
def test_what_cannot_be_done_is_one_sentence(run, done, path, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run(*command.split(), "--yes")
    assert (ran.code, "there is no practice" in ran.err) == (1, True)
    done("log", NAME, "60m", "90", "cash", "--yes")
    if not command.startswith("encrypt"):
        ran = run(*command.split(), "--yes")
        assert (ran.code, "is not encrypted" in ran.err) == (1, True)
    done("encrypt", "--key-file", "k", "--yes")
    ran = run("encrypt", "--key-file", "k2", "--yes")
    assert (ran.code, "encrypted already" in ran.err) == (1, True)
    assert not (tmp_path / "k2").exists()


def test_a_question_is_put_before_anything_is_encrypted(run, done, path):
    done("log", NAME, "60m", "90", "cash", "--yes")
    ran = run("encrypt", "--key-file", path.parent / "k")
    assert ran.code == 1
    assert "Nothing and nobody can recover" in ran.err
    assert path.read_bytes().startswith(first_bytes.PLAIN)


@pytest.mark.parametrize(
    ("command", "written"),
    [
        ("export out", "out"),
        ("export out.json --format json", "out.json"),
        ("export books.journal --format hledger", "books.journal"),
        ("export columns --format parquet", "columns"),
        ("year 2026 --csv year.csv", "year.csv"),
        ("year 2026 --pdf year.pdf", "year.pdf"),
        ("incident export 1 record.md", "record.md"),
        ("week --picture week.svg", "week.svg"),
    ],
)
def test_what_leaves_it_is_plain_and_that_is_said(
    encrypted, done, command, written, tmp_path, monkeypatch
):
    """On standard error: what is printed is as it was."""
    monkeypatch.chdir(tmp_path / "elsewhere")
    ran = done(*command.split())
    assert f"{written} is plain, as the practice is not" in ran.err
    assert (tmp_path / "elsewhere" / written).exists()
    assert "is plain" not in done("week").err
    done("decrypt", "--yes")
    assert "is plain," not in done("year", "2026", "--csv", "again.csv").err


def test_a_plain_backup_in_the_place_of_an_encrypted_practice_is_encrypted(
    done, path, tmp_path, monkeypatch
):
    """Never plain beside it, where it comes from a stick, say."""
    stick, place = tmp_path / "stick", tmp_path / "folder"
    for each in (stick, place):
        each.mkdir()
    monkeypatch.setenv("MTDESK_DB", str(place / "practice.db"))
    done("log", NAME, "60m", "90", "cash", "--yes")
    done("backup", stick / "copy.db")
    done("encrypt", "--key-file", tmp_path / "key", "--yes")
    done("log", NAME, "45m", "70", "cash")
    salt = first_bytes.salt_of(place / "practice.db")
    with looked_through(place, tmp_path / "stop"):
        ran = done("restore", stick / "copy.db", "--yes")
    assert "is plain" not in ran.err
    assert first_bytes.salt_of(place / "practice.db") == salt
    assert not holds_plain(place)
    assert len(done("sessions", "--json").json["sessions"]) == 1


def test_a_practice_whose_key_is_lost_can_be_restored_and_is_said_to_be_plain(
    encrypted, done, run, path, key, tmp_path
):
    done("decrypt", "--yes")
    done("backup", tmp_path / "copy.db")
    done("encrypt", "--key-file", tmp_path / "key2", "--yes")
    (tmp_path / "key2").unlink()
    unlocking.forget()
    assert run("week").code == 3
    ran = done("restore", tmp_path / "copy.db", "--yes")
    assert "is plain now, as that backup is" in ran.err
    assert NAME in done("sessions").out


def test_a_backup_under_an_older_key_is_opened_by_that(encrypted, done, path, key, tmp_path):
    done("backup", tmp_path / "older.db")
    done("passphrase", "--key-file", tmp_path / "key2")
    assert first_bytes.salt_of(tmp_path / "older.db") != first_bytes.salt_of(path)
    unlocking.forget()
    done("restore", tmp_path / "older.db", "--yes")
    assert first_bytes.salt_of(tmp_path / "older.db") == first_bytes.salt_of(path)
    assert NAME in done("sessions").out
    assert all(each["ok"] for each in done("doctor", "--json").json["checks"])  # its evidence, too
    assert len([*tmp_path.glob("practice-*/*")]) == 2


def test_an_encrypted_backup_in_the_place_of_a_plain_practice(encrypted, done, path, tmp_path):
    done("backup", tmp_path / "copy.db")
    done("decrypt", "--yes")
    done("restore", tmp_path / "copy.db", "--yes")
    assert first_bytes.salt_of(path)
    assert all(each["ok"] for each in done("doctor", "--json").json["checks"])
    assert not [each for each in tmp_path.glob("practice-*/*") if NEEDLES[0] in each.read_bytes()]


def test_a_purge_names_the_encrypted_copies_that_still_hold_the_person(encrypted, done, tmp_path):
    done("backup")
    (copy,) = tmp_path.glob("practice-2*.db")
    assert f"{copy}" in done("client", "purge", NAME, "--yes").out


def test_killed_at_any_step_it_is_plain_as_before_or_encrypted_and_whole(
    encrypted, done, path, key, tmp_path, clock
):
    """Some of the steps on every run, all of them with MTDESK_TRIES."""
    done("decrypt", "--yes")
    beside = tmp_path / "elsewhere" / "before"
    folders = [path.parent / "practice-evidence", path.parent / "practice-receipts"]
    for each in (path, *folders):
        (shutil.copytree if each.is_dir() else shutil.copy)(each, beside.with_name(each.name))
    new = tmp_path / "elsewhere" / "new"

    def encrypt():
        desk = Desk(path, clock)
        desk.files.encrypting.encrypt(How(kind="key file", file=new))

    outcomes = set()
    steps = steps_of(encrypt)
    for step in range(1, steps + 1, 1 if FACTOR > 1 else 13):
        new.unlink(missing_ok=True)
        for each in (path, *folders):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
            again = beside.with_name(each.name)
            (shutil.copytree if again.is_dir() else shutil.copy)(again, each)
        killed_at(step, encrypt)
        unlocking.forget()
        assert all(each["ok"] for each in done("doctor", "--json").json["checks"]), step
        assert NAME in done("sessions").out
        is_encrypted = first_bytes.salt_of(path) is not None
        if is_encrypted:
            done("encrypt", "--copies", "encrypt")
            assert not holds_plain(tmp_path), step
        outcomes.add(is_encrypted)
    assert outcomes == {True, False}


def test_a_damaged_encrypted_practice_is_repaired_into_an_encrypted_one(
    encrypted, done, run, path, tmp_path
):
    for day in range(1, 21):
        done("log", NAME, "60m", "90", "cash", f"2026-10-{day:02d}", "9:00", "--yes")
    content = bytearray(path.read_bytes())
    for at in range(20 * 4096, len(content), 9 * 4096):
        content[at + 100 : at + 200] = os.urandom(100)
    path.write_bytes(content)
    new = tmp_path / "new.db"
    with looked_through(tmp_path, tmp_path / "elsewhere" / "stop"):
        ran = done("doctor", "--repair", new)
    assert first_bytes.salt_of(new) == first_bytes.salt_of(path)
    assert run("--db", new, "doctor", "--json").json["checks"]
    rows = done("--db", new, "sessions", "--json", "--limit", "100").json["sessions"]
    assert len(rows) > 15, ran.out
    assert {each["client"] for each in rows} == {NAME}
    assert not holds_plain(tmp_path)
