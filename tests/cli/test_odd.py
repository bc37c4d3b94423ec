"""Odd bytes, names of nobody, nested bombs, damaged values: one sentence, and nothing written."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from contextlib import closing

import pytest
from made_once import written_once
from tried import scaled

from mtdesk.cli.commands import COMMANDS
from mtdesk.desk.opened.settings import COUNTS, PRACTICE, thresholds

ODD = os.fsdecode(b"caf\xe9")
SENTENCE = "something went wrong"


def check(ran, words):
    assert ran.code in {0, 1, 2, 3}, (words, ran)
    assert SENTENCE not in ran.err, (words, ran.err)
    assert "Traceback" not in ran.err, (words, ran.err)


@written_once
def practice(done):
    done("log", "ana swedish 60m 90 card 9:00", "--yes")
    done("log", "bo thai 60m 80 booked tomorrow 9:00", "--yes")
    done("spend", "5", "oil", "supplies")
    done("incident", "add", "--kind", "other", "--severity", "1", "--said", "x", "--yes")
    done("checkin", "body", "3")


@pytest.mark.parametrize(
    "words",
    [
        ("log", ODD, "60m", "--yes"), ("log", "ana", "60m", "--note", ODD), ("spend", "5", ODD),
        ("client", "add", ODD), ("client", "show", ODD), ("search", ODD), ("settings", "business_name", ODD),
        ("settings", ODD, "x"), ("edit", "1", f"note={ODD}"), ("edit", "1", f"{ODD}=1"), ("import", ODD),
        ("export", f"/dev/null/{ODD}"), ("restore", ODD), ("trip", "5mi", ODD), ("time", "5", "admin", "--note", ODD),
        ("checkin", "body", "3", "--", ODD), ("pay", ODD, "5"), ("workplace", "add", ODD), ("undo", ODD),
        ("incident", "note", "1", ODD), ("log", "--key", ODD, "ana 60m 8:00"), ("questionnaire", "add", ODD),
        ("service", "add", ODD, "minutes=60"), ("week", ODD), ("year", ODD), (ODD,), (f"--{ODD}",),
    ],
    ids=lambda words: " ".join(words[:2]).encode("ascii", "replace").decode(),
)  # fmt: skip
def test_bytes_that_are_no_text_are_refused_in_a_sentence(practice, run, words):
    ran = run(*words)
    check(ran, words)
    assert ran.out or ran.err


def test_a_file_of_any_name_is_a_practice(run, tmp_path):
    path = tmp_path / f"{ODD}.db"
    for words in (
        ("spend", "5", "oil"),
        ("week",),
        ("backup",),
        ("export", str(tmp_path / ODD)),
        ("doctor",),
    ):
        check(run("--db", path, *words), words)
    assert path.exists()


@pytest.mark.parametrize("name", ["~nosuchuser/p.db", "~nosuchuser"])
def test_the_home_of_nobody_is_said(run, monkeypatch, name):
    monkeypatch.setenv("MTDESK_DB", name)
    ran = run("week")
    assert ran.code == 2
    assert "nosuchuser" in ran.err
    check(ran, name)


BOMBS = {
    "arrays.toml": "x = " + "[" * 20_000 + "]" * 20_000,
    "tables.toml": "[" + ".".join(["a"] * 5_000) + "]\nx = 1\n",
    "inline.toml": "x = " + "{a=" * 20_000,
    "objects.json": '{"a":' * 20_000,
    "arrays.json": "[" * 50_000,
    "export.json": '{"mtdesk": ' * 5_000,
    "number.toml": "x = " + "9" * 20_000,
    "lines.jsonl": ('{"a":' * 5_000 + "\n") * 3,
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize(
    "words",
    [("import",), ("questionnaire", "add"), ("settings", "profile"), ("inbox",)],
    ids=" ".join,
)
def test_nested_bombs_are_refused_in_a_sentence(run, tmp_path, name, words):
    file = tmp_path / name
    file.write_text(BOMBS[name], encoding="utf-8")
    ran = run(*words, file)
    check(ran, (name, words))


VALUES = (
    "",
    "x",
    "-1",
    "9" * 400,
    "{",
    '{"a":',
    "2026-99-99",
    "nan",
    "1e999",
    "no such",
    "\x1b[31m",
    "[" * 5_000,
)
KEYS = (*PRACTICE, *COUNTS, "retired_services", "disabled_rules", "profile", "load_per_session")
ASKED = (("week",), ("log", "ana swedish 60m 90 8:00"), ("settings",), ("year", "2026"), ("today",), ("risk",))  # fmt: skip


@pytest.mark.parametrize("key", dict.fromkeys((*KEYS, *thresholds())))
def test_a_setting_that_another_program_damaged_is_named(practice, run, path, key):
    rng = random.Random(key)
    for value in rng.sample(VALUES, min(len(VALUES), scaled(3))):
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("DELETE FROM setting WHERE key = ?", (key,))
            conn.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))
        for words in rng.sample(ASKED, 2):
            check(run(*words), (key, value, words))


def test_a_journal_that_another_program_damaged_is_said(practice, run, path):
    for text in ("{", "[]", "x", json.dumps({"id": "x"}), "[" * 5_000):
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("PRAGMA ignore_check_constraints = ON")
            conn.execute(
                "UPDATE change SET after = ?, before = ? WHERE before IS NOT NULL", (text, text)
            )
            conn.execute("UPDATE change SET after = ? WHERE before IS NULL", (text,))
        for words in (
            ("undo",),
            ("undo", "2"),
            ("history",),
            ("doctor",),
            ("client", "purge", "bo", "--yes"),
        ):
            check(run(*words), (text[:20], words))


_WORDS = (
    "ana", "bo", "1", "2", "0", "-1", "99999999999999999999", "1e9", "nan", "", " ", "--", "-", "--json", "--yes",
    "--on", "--today", "2026-11-23", "2026-99-99", "9999-12-31", "0001-01-01", "60m", "90+15", "card", "note=x",
    "=", "price=", "x=1", "all", "list", "add", "show", "edit", "remove", "--help", "--limit", "--client", ODD,
    "\x1b[31m", "\u202e", "🦊", "'", '"', "[", "{", "%s", "*", "~", "~nosuchuser", "/", "/dev/null", ".", "--csv",
    "--key", "--from", "--to", "--kind", "--amount", "-5", "body", "yes", "\n", "a" * 5_000,
)  # fmt: skip
_LONG = {
    "serve",
    "demo",
    "passphrase",
    "encrypt",
    "decrypt",
    "lock",
}  # they wait, or ask the terminal


def test_arguments_at_random_are_answered_in_words(practice, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rng = random.Random(11)
    names = [name for name in COMMANDS if name not in _LONG]
    for _ in range(scaled(150)):
        words = [rng.choice(names), *rng.choices(_WORDS, k=rng.randrange(6))]
        check(run(*words), words)
