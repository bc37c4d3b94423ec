"""The command as a process: other zones and locales, closed pipes, full disks, what it imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LOCALES = [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "TZ": "America/St_Johns"},
    {"LC_ALL": "de_DE.UTF-8", "TZ": ":Asia/Kathmandu"},
    {"LC_ALL": "POSIX", "TZ": "No/Such_Zone", "HOME": "/nonexistent"},
]


@pytest.fixture
def start(tmp_path):
    """Run the command in a process of its own."""

    def start(*arguments, environment=None, **options):
        kept = {"PATH": os.environ["PATH"], "MTDESK_DB": str(tmp_path / "practice.db")}
        return subprocess.run(
            [sys.executable, "-m", "mtdesk", *arguments],
            env={**kept, **(environment or {})},
            capture_output="stdout" not in options,
            timeout=60,
            check=False,
            **options,
        )

    return start


@pytest.mark.parametrize("environment", LOCALES, ids=lambda each: each["TZ"])
def test_a_day_in_any_zone_and_locale(start, environment):
    def run(*arguments):
        ran = start(*arguments, environment=environment)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.decode("utf-8")

    run("settings", "currency", "EUR")
    logged = run(
        "log", "José Núñez", "swedish", "60m", "€90+15", "card", "--yes", "--", "Schulter ↑"
    )
    assert "José Núñez · Swedish" in logged
    assert "€90.00 + €15.00 tip" in logged
    sessions = json.loads(run("sessions", "--json"))["sessions"]
    assert [(each["client"], each["note"]) for each in sessions] == [("José Núñez", "Schulter ↑")]
    week = json.loads(run("week", "--json"))
    day = sessions[0]["local_date"]
    assert week["week_start"] <= day <= week["week_end"] or sessions[0]["started_at"][11:13] == "23"
    assert "José" in run("client", "list")
    assert "José" not in run("year", day[:4], "--csv", "-")
    zone = json.loads(run("settings", "zone", "--json"))["value"]
    assert zone in {environment["TZ"].lstrip(":"), "UTC"} or environment["TZ"] == "No/Such_Zone"


def test_a_locale_sets_the_currency_of_a_new_practice(start):
    ran = start("settings", "currency", environment={"LC_ALL": "de_AT.UTF-8"})
    assert ran.stdout == b"currency = EUR\n"
    ran = start("settings", "distance_unit", environment={"LANG": "en_GB.UTF-8"})
    assert ran.stdout == b"distance_unit = mi\n"


def test_bytes_that_are_no_text_are_refused(start, tmp_path):
    ran = start(b"log", b"ana\xff", b"60m", b"--yes")
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"mtdesk: ")
    assert not (tmp_path / "practice.db").exists()


def test_a_closed_pipe_is_no_error(start, tmp_path):
    for number in range(3):
        start("log", "ana", f"{60 + number}m", "--yes", "--", "x" * 30_000)
    read, write = os.pipe()
    os.close(read)
    for arguments in (("sessions", "--json"), ("week",), ("year", "2026", "--csv", "-")):
        ran = start(*arguments, stdout=write, stderr=subprocess.PIPE)
        assert (ran.returncode, ran.stderr) == (0, b"")
    os.close(write)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said(start):
    with Path("/dev/full").open("wb") as full:
        ran = start("settings", stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert ran.stderr.startswith(b"mtdesk: ")


def test_without_a_command_it_prints_the_week_into_a_pipe(start):
    assert start().stdout.startswith(b"There is no practice at ")


HEAVY = {"textual", "rich", "plotext", "sqlite_utils", "textual_serve", "aiohttp", "jinja2"}
# What is slow to load and needed for options, JSON, hashes or copies alone: docs/decisions/speed.md.
SPARED = {
    "click", "typing", "dataclasses", "inspect", "json", "hashlib", "shutil", "decimal", "urllib", "ipaddress",
}  # fmt: skip
# `run` leaves by `os._exit`, and is looked at there.
LOADED = """
import os
import sys
before = set(sys.modules)
def leave(code):
    print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}), file=sys.stderr)
    sys.exit(code)
os._exit = leave
from mtdesk.cli import run
run()
"""


def loaded(*arguments, of=HEAVY):
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    return of & set(ran.stderr.splitlines()[-1].split())


def test_what_waits_between_two_clients_loads_nothing_heavy():
    line = ("log", "ana", "swedish", "60m", "90+15", "card", "--yes", "--", "note")
    assert loaded(*line) <= {"sqlite_utils"}  # the first write makes the tables
    assert loaded(*line) == set()
    for command in (
        ("week",), ("risk",), ("year", "2026"), ("sessions",), ("undo",), ("history",),
        ("spend", "42.50", "oil"), ("checkin", "body", "3"), ("--help",),
    ):  # fmt: skip
        assert loaded(*command) == set(), command


def test_a_line_of_words_alone_loads_nothing_that_it_does_not_need():
    loaded("log", "ana", "swedish", "60m", "90", "card", "--yes")  # which makes the file
    for line in (
        "log ana 90m 120 cash 8am", "checkin body 3 mind 4", "spend 12.50 oil", "trip 12mi home visit",
        "time 30 admin", "pay ana 10", "week", "today", "risk", "outstanding",
    ):  # fmt: skip
        assert loaded(*line.split(), of=SPARED | HEAVY) == set(), line


def test_a_line_of_a_day_of_which_a_file_brought_money_loads_no_more(tmp_path):
    file = tmp_path / "sessions.csv"
    file.write_text(
        "date,client,service,minutes,price,status,method\n"
        "2026-01-05,Ana,Swedish,60,90.00,done,card\n2026-01-06,Bea,Swedish,60,90.00,done,card\n",
        encoding="utf-8",
    )
    loaded("import", str(file))
    line = "log bea swedish 60m 70 cash 2026-01-05 9am"
    assert loaded(*line.split(), of=SPARED | HEAVY) == set()


def test_a_path_is_a_url_when_one_is_asked_for():
    """What `run` leaves out of `pathlib` is there for whoever needs it."""
    asked = """
import sys
from mtdesk.cli import _spare_urllib
_spare_urllib()
from pathlib import Path
assert "urllib.parse" not in sys.modules
print(Path("/a b/\u00fc%").as_uri())
from urllib.parse import unquote
print(unquote("%20x"))
"""
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["file:///a%20b/%C3%BC%25", " x"]
