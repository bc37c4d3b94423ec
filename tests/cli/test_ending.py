"""What a call says that ends early: once something is committed, never that nothing was changed.

Ended at any moment (ctrl+c, a pipe that closes, a full disk behind standard output), the words and
the exit code are those of what stands in the practice.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tried import scaled

from mtdesk.desk import Desk
from mtdesk.errors import RefusedError
from mtdesk.store.file import opening

LOG = ("log", "ana", "swedish", "60m", "90+15", "card", "--yes")
SOURCES = str(Path(opening.__file__).parents[2])
SAVED = "mtdesk: saved; (the answer could not be printed)."


def start(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "mtdesk", *arguments],
        text=True,
        stderr=subprocess.PIPE,
        **{"stdout": subprocess.DEVNULL, **options},
    )


def sessions_in(path):
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT count(*) FROM session").fetchone()[0]


def closed_pipe():
    reading, writing = os.pipe()
    os.close(reading)
    return writing


UNPRINTED = {
    "a pipe that was closed": closed_pipe,
    "a full disk": lambda: os.open("/dev/full", os.O_WRONLY),
}


@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["words", "json"])
@pytest.mark.parametrize("where", UNPRINTED.values(), ids=UNPRINTED)
def test_what_is_saved_is_not_to_be_written_again(where, as_json, path):
    target = where()
    ran = start(*LOG, *as_json, stdout=target)
    os.close(target)
    said = ran.communicate()[1]
    assert ran.returncode == 0
    assert SAVED in said
    assert "takes it back" in said
    assert sessions_in(path) == 1


@pytest.mark.parametrize("shut", [">&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_as_a_closed_pipe(shut, path):
    words = " ".join(LOG)
    ran = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m mtdesk {words} {shut}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert SAVED in ran.stderr or "2>" in shut
    assert "Traceback" not in ran.stderr
    assert sessions_in(path) == 1
    assert path.read_bytes().startswith(b"SQLite format 3\0")


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "at once"])
@pytest.mark.parametrize("shut", [">&-", "| true", "> /dev/full"])
def test_what_is_said_before_the_write_does_not_keep_it_from_being_done(
    shut, unbuffered, path, done
):
    """A purge prints its plan first; where nobody can read that, it is carried out all the same."""
    done(*LOG)
    ran = subprocess.run(
        [
            "bash",
            "-c",
            f"{sys.executable} -m mtdesk client purge ana --yes {shut}; exit ${{PIPESTATUS[0]}}",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert (ran.returncode, done("client", "list", "--json").json["clients"]) == (0, [])
    assert SAVED in ran.stderr


def test_reading_that_cannot_be_printed_saved_nothing(done):
    done(*LOG)
    target = os.open("/dev/full", os.O_WRONLY)
    ran = start("sessions", stdout=target)
    said = ran.communicate()[1]
    assert (ran.returncode, said) == (
        1,
        "mtdesk: the answer could not be printed: No space left on device.\n",
    )
    target = closed_pipe()
    ran = start("sessions", stdout=target)
    assert (ran.communicate()[1], ran.returncode) == ("", 0)


class Interrupting:
    """Raises KeyboardInterrupt as the given call of a function of ours begins, as ctrl+c does."""

    def __init__(self, at):
        self.at = at
        self.count = 0

    def __call__(self, frame, _event, _argument):
        code = frame.f_code
        if not code.co_filename.startswith(SOURCES) or code.co_name.startswith("<"):
            return
        if code.co_name in {"ended", "close"}:
            sys.settrace(None)  # it is said by then
            return
        self.count += 1
        if self.count == self.at:
            sys.settrace(None)
            raise KeyboardInterrupt


def interrupted(run, at, *words):
    trace = Interrupting(at)
    sys.settrace(trace)
    try:
        return run(*words), trace.count
    except KeyboardInterrupt:  # before `main` has begun; the process itself says so, see `cli.run`
        return None, trace.count
    finally:
        sys.settrace(None)


@pytest.mark.parametrize("words", [LOG, (*LOG, "--json"), ("edit", "1", "minutes=75", "tip=20")])
def test_interrupted_at_any_call_it_says_what_stands(words, run, done, path, clock):
    done(*LOG)

    def operations():
        with closing(sqlite3.connect(path)) as conn:
            return conn.execute("SELECT count(*) FROM operation").fetchone()[0]

    _, calls = interrupted(run, -1, *words)
    rng = random.Random(7)
    for at in sorted(rng.sample(range(1, calls), min(calls - 1, scaled(60)))):
        before = operations()
        ran, _ = interrupted(run, at, *words)
        stands = operations() - before
        if ran is None:
            assert not stands
            continue
        if ran.code == 0:  # it came where click asks the terminal, and was taken for a no
            continue
        assert ran.code == 130, (at, ran)
        assert ("nothing was changed" in ran.err, "stands" in ran.err) == (not stands, bool(stands))


def test_a_restore_interrupted_at_any_call_says_what_stands(run, done, path, tmp_path):
    backup = tmp_path / "before.db"
    done(*LOG)
    done("backup", str(backup))
    words = ("restore", str(backup), "--yes")
    done(*LOG)
    _, calls = interrupted(run, -1, *words)
    rng = random.Random(7)
    for at in sorted(rng.sample(range(1, calls), min(calls - 1, scaled(40)))):
        while sessions_in(path) < 2:
            done(*LOG)
        ran, _ = interrupted(run, at, *words)
        is_restored = sessions_in(path) == 1
        if ran is None:
            assert not is_restored
            continue
        if ran.code == 0:  # it came in what Python calls by itself, where it goes nowhere
            assert is_restored
            continue
        assert ran.code == 130, (at, ran)
        said = ("nothing was changed" in ran.err, f"restored from {backup}" in ran.err)
        assert said == (not is_restored, is_restored), (at, ran)


def test_interrupted_while_the_commit_ends_it_says_what_stands(run, done, monkeypatch):
    """The signal comes while SQLite commits; Python tells of it just after."""
    from mtdesk.store.file.book import Book

    done(*LOG)  # the practice is there
    execute = Book.execute

    def late(book, sql, parameters=()):
        found = execute(book, sql, parameters)
        if sql == "COMMIT":
            raise KeyboardInterrupt
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Book, "execute", late)
        ran = run(*LOG)
    assert ran.code == 130
    assert "saved: operation 3 stands" in ran.err
    assert len(done("sessions", "--json").json["sessions"]) == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_any_moment_leaves_no_traceback_and_a_whole_file(number, path, done):
    done(*LOG)
    rng = random.Random(number)
    for _ in range(scaled(6)):
        before = sessions_in(path)
        ran = start(*LOG)
        time.sleep(rng.uniform(0.0, 0.35))
        ran.send_signal(number)
        said = ran.communicate()[1]
        after = sessions_in(path)
        assert "/mtdesk/" not in said, said  # before it runs, Python itself may say where it was
        if ran.returncode == 130 and "nothing was changed" in said:
            assert after == before
        if ran.returncode == 0:
            assert after == before + 1


def test_a_disk_that_fills_up_after_a_purge_does_not_unsay_it(run, done, monkeypatch):
    """What was deleted could not be swept out of the file: that is said, not that nothing was done."""
    from mtdesk.store.file.book import Book

    done(*LOG)
    row = Book.row

    def full(book, sql, parameters=()):
        if "wal_checkpoint" in sql:
            raise RefusedError("the disk that holds it is full; nothing was changed")
        return row(book, sql, parameters)

    with monkeypatch.context() as patch:
        patch.setattr(Book, "row", full)
        ran = run("client", "purge", "ana", "--yes")
    assert ran.code == 0, ran.err
    assert "mtdesk client sweep" in ran.out
    assert done("client", "list", "--json").json["clients"] == []


def test_what_fails_after_a_write_never_says_that_nothing_was_changed(run, done, monkeypatch):
    from mtdesk.cli import log

    def failing(*_words, **_about):
        raise RefusedError("the disk is full; nothing was changed")

    done(*LOG)
    with monkeypatch.context() as patch:
        patch.setattr(log, "announce_new_file", failing)
        ran = run(*LOG)
    assert ran.code == 1
    assert "the disk is full; nothing more was changed" in ran.err
    assert "saved: operation 3 stands" in ran.err


def test_a_first_write_that_fails_takes_no_other_programs_file_away(path, clock, done, run):
    """One program makes the practice and fails; the other has written to it meanwhile."""
    from mtdesk.errors import MtdeskError

    with closing(Desk(path, clock)) as one, closing(Desk(path, clock)) as other:
        one.writable()  # as the first write makes the file
        other.sessions.log("bo swedish 60m 90", confirmed=True)
        with pytest.raises(MtdeskError):
            one.sessions.log("nobody knows 60m 90")
        one.unmake()
        assert [each.client for each in other.sessions.between()] == ["bo"]
    assert len(done("sessions", "--json").json["sessions"]) == 1


def test_ctrl_c_while_the_file_is_closed_tells_what_stands(monkeypatch, run):
    close = Desk.close

    def interrupted(desk):
        close(desk)
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "close", interrupted)
    ran = run(*LOG)
    assert ran.code == 130
    assert "logged 1" in ran.out
    assert "interrupted; saved: operation 2 stands; mtdesk undo 2 takes it back" in ran.err


STRUCK = """
import os, runpy, signal, sys
at, seen = int(sys.argv.pop(1)), 0

def traced(frame, event, _argument):
    global seen
    where, name = frame.f_code.co_filename, frame.f_code.co_name
    if where.endswith("mtdesk/cli/__init__.py") and name == "main":
        sys.settrace(None)  # which tells of it by itself
    elif not where.endswith("mtdesk/__main__.py") and name != "run":
        return None
    elif seen or signal.getsignal(signal.SIGINT) == signal.SIG_DFL:
        seen += event == "line"
        if seen == at:
            os.kill(os.getpid(), signal.SIGINT)
    return traced

sys.settrace(traced)
runpy.run_module("mtdesk", run_name="__main__")
"""


def test_ctrl_c_at_any_line_before_the_command_begins_is_no_traceback():
    """The handler is changed between the start and `main`, which leaves no moment open."""
    ends = []
    for line in range(1, 100):
        ran = subprocess.run(
            [sys.executable, "-c", STRUCK, f"{line}", "--version"],
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode == 0:
            break
        assert ran.returncode in {-signal.SIGINT, 130}, (line, ran.stderr)
        assert ran.stderr in {"", "mtdesk: interrupted.\n"}, line
        ends.append(ran.returncode)
    assert set(ends) == {-signal.SIGINT, 130}
    assert ends == sorted(ends)  # from where it can be told of, it is
