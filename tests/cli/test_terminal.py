"""What people typed is shown on a terminal, never obeyed: every text, every command, every error.

The commands run on a pseudo-terminal, and the bytes that reach it are read. To a pipe JSON stays as
it is; a file's words that another program wrote are shown as marks.
"""

from __future__ import annotations

import contextlib
import json
import os
import pty
import sys
from pathlib import Path

import pytest
from dirty import OBEYED, PAYLOAD, obeyed, soil
from made_once import written_once

from mtdesk.cli import main

READING = (
    "sessions", "client list", "client show 1", "client show 2", "service list", "workplace list",
    "workplace terms 1", "settings", "outstanding", "credit list", "expense recurring list",
    "expense due", "time list", "time", "incident list", "incident show 1", "incident patterns",
    "questionnaire list", "referral list ana", "function list ana",
    "today", "close", "week", "ahead", "risk", "year 2026", "year 2026 --rows",
    "year 2026 --csv -", "look-back 2026", "income", "form list 2026", "outcomes", "report month 2026-11",
    "search oil", "search ana", "history", "doctor", "week --chart", "look-back 2026 --json",
    "sessions --client ana", "progress ana", "receipt ana",
)  # fmt: skip


@written_once
def practice(done):
    for key, value in (("business_name", "Quiet Hands"), ("therapist_name", "Mara Lind")):
        done("settings", key, value)
    done("workplace", "add", "Spa")
    done(
        "client",
        "add",
        "Ana Perez",
        "--legal-name",
        "Ana P",
        "--note",
        "left side",
        "--goal",
        "swim",
    )
    done("client", "alias", "ana", "Anita")
    done("client", "add", "Bo Berg", "--next-step", "call him", "--email", "b@b.example")
    done("log", "ana swedish 60m 90 card @spa e5 p6-3 9:00", "--", "tight neck")
    done("log", "ana swedish 60m unpaid yesterday", "--", "to pay")
    done("log", "bo thai 60m 80 booked tomorrow 9:00", "--yes")
    done("client", "block", "bo", "--why", "was rude", "--yes")
    done("spend", "42", "oil", "shop", "supplies", "--", "for winter")
    done("expense", "recurring", "add", "650", "Maple", "--category", "rent_room", "--day", "1")
    done("trip", "12mi", "home visit", "--from", "studio", "--to", "elm street")
    done("time", "45", "laundry", "--note", "towels")
    done("checkin", "body", "4", "neck", "3", "--", "tired")
    done("credit", "sell", "ana", "200", "--sessions", "3")
    done("pay", "ana", "40", "--insurer", "Blue Cross")
    done("incident", "add", "--kind", "threat", "--severity", "4", "--session", "1", "--said", "he shouted",
         "--where", "door", "--witness", "Cleo", "--told", "police", "--yes")  # fmt: skip
    done("incident", "note", "1", "he called again")
    done("form", "add", "2026", "1099-K", "Square", "100", "--note", "by post")
    done("referral", "add", "ana", "--by", "Dr Lee", "--condition", "neck pain")
    done("function", "ana", "sitting", "20", "min", "--", "on the firm chair")


@pytest.fixture
def dirty(practice, path):
    taken = soil(path)
    assert {("client", "name"), ("session", "note"), ("expense", "vendor"), ("trip", "purpose"),
            ("incident", "said"), ("operation", "summary"), ("workplace", "name")} <= {*taken}  # fmt: skip
    return path


def on_terminal(words, clock, monkeypatch):
    """The exit code, and the bytes that reach a pseudo-terminal on all three streams."""
    monkeypatch.setenv("COLUMNS", "200")
    number, end = pty.fork()
    if not number:
        code = 99
        with contextlib.suppress(BaseException):
            sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - nobody is there to answer
            sys.stdout = os.fdopen(1, "w")
            sys.stderr = os.fdopen(2, "w")
            code = main([str(word) for word in words], clock)
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    found = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while some := os.read(end, 65_536):
            found += some
    os.close(end)
    _, status = os.waitpid(number, 0)
    return os.waitstatus_to_exitcode(status), found


def check(code, found, words):
    text = found.decode("utf-8").replace("\r\n", "\n")
    assert code in ({0, 1, 2, 3} if "doctor" in words else {0, 1, 2}), (words, code, text[-400:])
    assert "Traceback" not in text, (words, text[-400:])
    assert "went wrong" not in text, (words, text[-400:])
    assert not obeyed(text), (words, obeyed(text))
    return text


@pytest.mark.parametrize("as_json", [False, True], ids=["words", "json"])
def test_no_commands_output_is_obeyed(dirty, clock, monkeypatch, as_json):
    shown, failed = 0, []
    for line in READING:
        words = [*line.split(), *(["--json"] if as_json else [])]
        code, found = on_terminal(words, clock, monkeypatch)
        text = check(code, found, line)
        shown += "x1b" in text or "u001b" in text
        is_refused = as_json and any(word in line for word in ("--csv", "--chart"))
        failed += [(line, text)] if code and line != "doctor" and not is_refused else []
        if as_json and text.startswith("{") and line != "doctor":
            assert json.loads(text)["schema"] == 1, line
    assert not failed, failed
    assert shown > 15


def test_json_to_a_pipe_is_exactly_what_is_stored(dirty, done):
    notes = [each["note"] for each in done("sessions", "--json").json["sessions"]]
    assert f"tight neck{PAYLOAD}" in notes


@pytest.mark.parametrize(
    "words",
    [
        ("log", "nobody{} 60m 70m"), ("log", "ana 60m @{}"), ("client", "show", "x{}"), ("x{}",),
        ("week", "--x{}"), ("week", "x{}"), ("import", "no{}.csv"), ("--db", "/dev/null/{}/x.db", "spend", "5", "x"),
        ("settings", "zone", "x{}"), ("settings", "x{}"), ("edit", "1", "x{}=1"), ("edit", "1", "minutes=x{}"),
        ("pay", "x{}", "5"), ("trip", "x{}"), ("export", "/dev/null/{}/x"), ("restore", "x{}"), ("year", "x{}"),
        ("incident", "export", "1", "x{}.odt"), ("search", "x{}", "--json"), ("spend", "x{}", "oil"),
        ("backup", "/dev/null/{}/x"), ("time", "5", "x{}"), ("checkin", "x{}", "5"), ("function", "ana", "z{}"),
    ],
    ids=lambda words: " ".join(words[:2]) if isinstance(words, tuple) else None,
)  # fmt: skip
def test_no_error_is_obeyed_that_quotes_an_argument(practice, clock, monkeypatch, words):
    given = [word.replace("{}", PAYLOAD) for word in words]
    code, found = on_terminal(given, clock, monkeypatch)
    text = check(code, found, given)
    assert code in {0, 1, 2}
    assert text.strip()


DOORS = {
    "log": ("log", "ana swedish 60m 90 card --", "x{}y"),
    "log --note": ("log", "ana swedish 60m", "--note", "x{}y"),
    "log name": ("log", "--client", "X{}y", "--minutes", "60", "--yes"),
    "edit": ("edit", "1", "note=x{}y"),
    "spend": ("spend", "5", "oil x{}y", "supplies"),
    "trip": ("trip", "12mi", "visit x{}y", "--from", "a{}b"),
    "time": ("time", "5", "admin", "--note", "x{}y"),
    "checkin": ("checkin", "body", "3", "--", "x{}y"),
    "client": ("client", "add", "X{}y", "--goal", "x{}y", "--phone", "5{}5"),
    "client edit": ("client", "edit", "ana", "note=x{}y"),
    "alias": ("client", "alias", "ana", "x{}y"),
    "block": ("client", "block", "ana", "--why", "x{}y", "--yes"),
    "workplace": ("workplace", "add", "x{}y"),
    "service": ("service", "add", "x{}y", "minutes=60"),
    "settings": ("settings", "business_name", "x{}y"),
    "pay": ("pay", "ana", "5", "--insurer", "x{}y"),
    "pay method": ("pay", "ana", "5", "--method", "x{}y"),
    "incident": ("incident", "add", "--kind", "other", "--severity", "1", "--said", "x{}y", "--saw", "x{}y",
                 "--where", "x{}y", "--witness", "x{}y", "--told", "x{}y", "--yes"),
    "incident note": ("incident", "note", "1", "x{}y"),
    "function": ("function", "ana", "sitting", "20", "min", "--", "x{}y"),
    "form": ("form", "add", "2026", "1099-K", "Sq{}uare", "7"),
    "recurring": ("expense", "recurring", "add", "5", "x{}y", "--category", "supplies", "--day", "1"),
    "credit": ("credit", "sell", "ana", "5", "--kind", "gift_card", "--code", "x{}y"),
}  # fmt: skip


@pytest.mark.parametrize("words", DOORS.values(), ids=DOORS)
def test_what_a_terminal_obeys_does_not_enter(practice, run, path, words):
    ran = run(*(word.replace("{}", PAYLOAD) for word in words))
    stored = texts_of(path)
    assert not {
        found for text in stored for found in text if found in OBEYED - {"\u200e", "\u200f"}
    }
    assert not any("PWNED" in text or "UFdORUQ" in text for text in stored)
    if ran.code == 0:
        assert "note: control characters were left out of" in ran.err


def texts_of(path):
    import sqlite3

    with contextlib.closing(sqlite3.connect(path)) as conn:
        for (table,) in conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            for row in conn.execute(f"SELECT * FROM {table}"):
                yield from (value for value in row if isinstance(value, str))


def test_what_a_file_brings_is_cleaned_and_said(run, done, path, tmp_path):
    file = tmp_path / "expenses.csv"
    mark = "\x1b]0;PWNED\x07\x1b[31m\u202e"
    file.write_text(
        "id,date,category,vendor,amount,payment_method,note\n"
        f'1,2026-11-01,supplies,"oil{mark} shop",5.00,cash,"n{mark}ote"\n',
        encoding="utf-8",
    )
    ran = run("import", file)
    assert ran.code == 0, ran.err
    assert not any(found in OBEYED for text in texts_of(path) for found in text)
    assert "control characters were left out of" in ran.err
