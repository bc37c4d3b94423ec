"""What people see, word for word. MTDESK_REWRITE=1 writes the files anew: read the difference."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta

import pytest
from tried import FACTOR

SESSIONS = """\
id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,pain_before,pain_after,note,therapist
1,2026-11-20T10:30:00-05:00,Zoë Ng,60,Swedish,3,4.0,95.00,10.00,venmo,clinic,5,2,,T01
2,2026-11-20T12:00:00-05:00,Zoë Ng,0,Swedish,,,30.00,,card,clinic,,,no-show,T01
3,2026-11-31,Zoë Ng,60,Swedish,,,30.00,,card,clinic,,,,T01
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Where `practice` is kept, once it was made."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture
def practice(made, done, tmp_path):
    """Two weeks with a bit of everything."""
    if not (made / "practice.db").exists():
        fill(done, tmp_path)
        shutil.copytree(tmp_path, made, dirs_exist_ok=True)
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def fill(done, tmp_path):
    done("settings", "currency", "USD")
    done("service", "edit", "swedish", "price=85")
    done("workplace", "add", "Harbour Spa")
    for day in range(9, 21):
        done("log", "José Núñez", "deep tissue", "90m", "120+20", "card", "e7", f"11-{day:02d}",
             "9:00", "--yes")  # fmt: skip
        done("log", "--client", "김민지", "--service", "swedish", "--minutes", "60", "--on",
             f"2026-11-{day:02d}", "--at", "10:35", "--workplace", "Harbour Spa", "--yes")  # fmt: skip
    for day in ("11-18", "11-19", "11-20"):
        done(
            "log", "josé", "thai", "120m", "150", "cash", day, "13:00", "--", "“[red]” =1+1\x1b[31m"
        )
    done("log", "josé", "no-show", "40", "card", "11-21", "9:00")
    done("log", "josé", "swedish", "booked", "11-27", "10:00")
    for clock in ("9:00", "11:05", "13:00"):
        done("log", "josé", "deep tissue", "90m", "120", "booked", "2026-12-01", clock)
    done("spend", "650", "Maple Street Suites", "rent of room", "--on", "2026-11-01")
    done("spend", "42.50", "oil", "supplies")
    done("trip", "12.4mi", "home visit", "--on", "2026-11-19")
    done("time", "45", "laundry", "--on", "2026-11-18")
    done("pay", "김민지", "100", "--method", "check", "--on", "2026-11-20")
    done("pay", "josé", "300", "--kind", "gift_card", "--on", "2026-11-20", "--fee", "9")
    for day in ("2026-11-16", "2026-11-18", "2026-11-20"):
        done("checkin", "body", "6", "mind", "4.5", "thumb-r", "5", "sleep", "7.5", "--on", day)
    done("incident", "add", "--kind", "sexual remark", "--severity", "3", "--client", "Sam R.",
         "--at", "2026-11-20 14:10", "--where", "room 2", "--said", "“word for word”",
         "--did", "ended the session", "--told", "Kim, 15:00", "--told", "insurer", "--lost", "90",
         "--setting", "home visit", "--ended", "20", "--paid", "part", "--injury-me", "left wrist",
         "--injury-client", "none seen", "--follow-up", "2026-12-01: ask the insurer",
         "--follow-up", "2026-11-25", "--witness", "the neighbour, on the stairs")  # fmt: skip
    done("incident", "note", "1", "Insurer: case 1182")
    (tmp_path / "voicemail.m4a").write_bytes(b"wait for me")
    done("incident", "evidence", "1", tmp_path / "voicemail.m4a")
    done("incident", "done", "1", "2")


READ = [
    ("sessions", ("sessions", "--from", "2026-11-18")),
    ("week", ("week", "2026-11-18")),
    ("week-running", ("week",)),
    ("week-ahead", ("week", "2026-12-02")),
    ("today", ("today", "--today", "2026-11-20")),
    ("close", ("close", "2026-11-20")),
    ("close-today", ("close",)),
    ("ahead", ("ahead",)),
    ("booked", ("sessions", "--status", "booked")),
    ("risk", ("risk", "--as-of", "2026-11-20")),
    ("year", ("year", "2026")),
    ("look-back", ("look-back", "2026")),
    ("income", ("income",)),
    ("year-csv", ("year", "2026", "--csv", "-")),
    ("incident", ("incident", "show", "1")),
    ("incidents", ("incident", "list")),
    ("history", ("history",)),
    ("settings", ("settings",)),
    ("clients", ("client", "list")),
    ("client", ("client", "show", "josé")),
    ("menu", ("service", "list")),
]


@pytest.mark.parametrize(("name", "arguments"), READ)
def test_reading(practice, done, golden, monkeypatch, name, arguments):
    shown = done(*arguments).out
    golden(name, shown)
    monkeypatch.setenv("COLUMNS", "40")
    assert done(*arguments).out == shown


PLAIN = pytest.mark.skipif("MTDESK_ENCRYPTED" in os.environ, reason="it is encrypted already")


# One of each kind on every run, all of them with MTDESK_TRIES.
@pytest.mark.parametrize(
    ("name", "arguments"),
    READ if FACTOR > 1 else [each for each in READ if each[0] in {"week", "incident", "year-csv"}],
)
@PLAIN
def test_an_encrypted_practice_reads_the_same(practice, done, golden, tmp_path, name, arguments):
    done("encrypt", "--key-file", tmp_path / "key", "--yes")
    golden(name, done(*arguments).out)


@PLAIN
def test_an_encrypted_practice_answers_the_same(practice, done, golden, tmp_path):
    done("encrypt", "--key-file", tmp_path / "key", "--yes")
    echo(done, golden)


def test_the_echo_of_each_kind_of_line(practice, done, golden):
    echo(done, golden)


def echo(done, golden):
    lines = (
        ("log", "josé deep tissue 60m 90+15 card e6 p7-3 r4 fb 2:30pm yesterday -- left trapezius"),
        ("log", "김민지 swedish"),
        ("log", "josé swedish 60m 4:30pm 85 cash @harbour"),
        ("log", "josé thai 4h free 8:00"),
        ("log", "josé late-cancel 40 card"),
        ("log", "josé swedish booked tomorrow 10am"),
        ("done", "38 late-cancel 45 cash"),
        ("edit", "29 on=2026-11-23 at=7:30 --yes"),
        ("done", "29 85+15 card e5 -- came early"),
        ("edit", "1 minutes=75 price=130 effort=6.5"),
        ("pay", "김민지 200 --method check"),
        ("spend", "42.50 oil supplies card"),
        ("trip", "8.4 supplies"),
        ("time", "90 admin"),
        ("checkin", "body 6 mind 4 thumb-r 5 sleep 7.5"),
        ("remove", "1"),
        ("undo", ""),
    )
    shown = [
        f"$ mtdesk {command} {line}\n{done(command, *line.split()).out}" for command, line in lines
    ]
    golden("echo", "\n".join(shown))


def test_an_import_and_its_problems(done, run, golden, tmp_path):
    file = tmp_path / "sessions.csv"
    file.write_text(SESSIONS, encoding="utf-8")
    shown = []
    for options in (("--dry-run",), (), ("--skip-bad",), ("--skip-bad",)):
        ran = run("import", file, *options)
        talk = "".join(f"| {line}\n" for line in ran.err.splitlines())
        shown.append(f"$ mtdesk import {' '.join(('sessions.csv', *options))}   -> {ran.code}\n")
        shown.append(f"{talk}{ran.out}".replace(str(tmp_path), "…"))
    golden("import", "".join(shown))


def test_clients_who_fare_well_drift_away_and_harm(done, golden):
    """Marta needs less, Bo stopped coming, Dale misses and threatens, Li is as ever."""
    done("settings", "currency", "USD")
    done("client", "add", "Marta Nogal", "--complaint", "neck, left\nsince March",
         "--goal", "an hour at the desk", "--next-step", "every sixth week", "--phone", "555 0100")  # fmt: skip
    start = date(2026, 1, 5)
    for week in range(24):
        marta = f"p{8 - week // 4}-{max(4 - week // 4, 0)}" if week < 12 or week % 4 == 0 else ""
        if marta:
            log(done, "marta trigger point 60m 90 card e4", start + timedelta(weeks=week), marta)
        if week % 2 == 0:
            log(done, "Bo swedish 60m 80+10 cash e3", start + timedelta(weeks=week))
    for week in range(24, 46, 4):
        log(done, "marta trigger point 60m 90 card e4", start + timedelta(weeks=week), "p2-1")
    for week in range(34, 46, 2):
        log(done, "Li swedish 60m 85+15 card e3", start + timedelta(weeks=week))
    for day in ("2026-08-03", "2026-09-07", "2026-10-05"):
        log(done, "Dale deep tissue 60m 90 cash e7", date.fromisoformat(day))
    for day in ("2026-08-17", "2026-09-21"):
        done("log", "Dale", "no-show", day)
    done("log", "Dale", "late-cancel", "20", "card", "2026-10-19")
    done("incident", "add", "--kind", "threat", "--severity", "4", "--client", "Dale",
         "--at", "2026-10-05 14:10", "--said", "“wait for me”")  # fmt: skip
    done("credit", "sell", "Li", "400", "--sessions", "5", "--on", "2026-11-16")
    shown = [
        f"$ mtdesk client {words}\n{done('client', *words.split()).out}"
        for words in (
            "list",
            "list --drifting",
            "list --talk",
            "list --drifting zz",
            "show marta",
            "show dale",
            "show bo",
            "show li",
            "edit marta next_step=monthly",
        )
    ]
    golden("client-pages", "\n".join(shown))


def log(done, line, day, *words):
    done("log", *line.split(), f"{day}", "9:00", *words, "--yes")


def test_nothing_yet(done, golden, tmp_path):
    commands = (
        "week",
        "today",
        "ahead",
        "risk",
        "sessions",
        "client list",
        "incident list",
        "history",
        "workplace list",
    )
    shown = [f"$ mtdesk {command}\n{done(*command.split()).out}" for command in commands]
    golden("nothing-yet", "\n".join(shown).replace(str(tmp_path), "…"))
