"""The key of a script: what is said with it again is answered, and not written again."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError, RepeatedError

WRITING = {
    "log": ("log", "ana", "swedish", "60m", "90+15", "card"),
    "pay": ("pay", "bo", "5"),
    "spend": ("spend", "42", "oil", "supplies"),
    "trip": ("trip", "12mi", "home", "visit"),
    "time": ("time", "45", "laundry"),
    "checkin": ("checkin", "body", "4", "neck", "3"),
    "done": ("done", "2", "cancelled"),
    "pay --assign": ("pay", "bo", "--assign"),
}
SAID = {"amount_minor", "session", "distance", "minutes", "body", "payments"}


@pytest.fixture
def practice(done):
    done("log", "bo", "swedish", "60m", "unpaid", "9:00", "--yes")
    done("log", "bo", "swedish", "60m", "70", "booked", "tomorrow", "9:00")
    done("client", "add", "ana")


@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING)
def test_the_same_key_again_gives_the_same_answer_and_adds_nothing(
    words, practice, done, path, tables
):
    if "--assign" in words:
        done("pay", "bo", "100")
    first = done(*words, "--key", "k 1", "--json", "--yes").json
    held = tables(path)
    again = done(*words, "--key", "k 1", "--json").json
    assert (first.pop("already"), again.pop("already")) == (False, True)
    assert {key: first.get(key) for key in ("id", "operation")} == {
        key: again.get(key) for key in ("id", "operation")
    }
    assert {key: first[key] for key in SAID & first.keys()} == {
        key: again[key] for key in SAID & first.keys()
    }
    assert tables(path) == held
    assert "already" in done(*words, "--key", "k 1").out


def test_of_the_key_only_a_digest_is_kept(practice, done, path):
    done(*WRITING["log"], "--key", "visit of Ana Secret")
    for file in path.parent.glob("practice.db*"):
        assert b"Secret" not in file.read_bytes()


def test_an_undo_frees_the_key_and_a_redo_takes_it_again(practice, done):
    first = done(*WRITING["spend"], "--key", "k", "--json").json["operation"]
    done("undo", first)
    second = done(*WRITING["spend"], "--key", "k", "--json").json
    assert second["already"] is False
    assert second["operation"] > first
    back = done("undo", second["operation"], "--json").json["operation"]
    done("undo", back)
    assert done(*WRITING["spend"], "--key", "k", "--json").json["operation"] == second["operation"]


def test_what_was_removed_since_is_said_and_not_written_anew(practice, done, run):
    logged = done(*WRITING["log"], "--key", "k", "--json").json["id"]
    done("remove", logged)
    again = run(*WRITING["log"], "--key", "k")
    assert (again.code, again.out) == (1, "")
    assert "is gone since" in again.err


@pytest.mark.parametrize("key", ["", "  ", "x" * 201])
def test_a_key_that_names_nothing_is_refused(key, run, path):
    ran = run("log", "ana", "60m", "--yes", "--key", key)
    assert ran.code == 2
    assert not path.exists()


@pytest.mark.parametrize("verb", ["start", "list", None])
def test_a_timer_that_begins_has_no_key(verb, run):
    ran = run(
        "time", *([verb, "laundry"] if verb == "start" else [verb] if verb else []), "--key", "k"
    )
    assert (ran.code, "--key goes with minutes" in ran.err) == (2, True)


def test_two_at_once_write_it_once(practice, path, clock):
    """Both ways in: what the command line and the dashboard write goes through one desk each."""

    def log(_):
        with closing(Desk(path, clock)) as desk:
            desk.key = "k"
            try:
                return desk.sessions.log("ana swedish 60m 90").operation
            except RepeatedError as known:
                return known.operation
            except MtdeskError:
                return None

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(log, range(12)))
    assert len(set(found)) == 1
    with closing(sqlite3.connect(path)) as conn, suppress(IndexError):
        assert conn.execute("SELECT count(*) FROM session").fetchone() == (3,)
