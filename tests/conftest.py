"""A practice of its own for every test: fixed clock, fixed zone, nothing of the person who runs it."""

from __future__ import annotations

import gc
import json
import os
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import encrypted_books
import made_once
import pytest
import unwatched
from goldens import golden  # noqa: F401 - a fixture of every front
from hypothesis import settings
from tried import times

from mtdesk.cli import main
from mtdesk.desk import Desk
from mtdesk.store.file import dump
from mtdesk.store.file.book import connect

settings.register_profile("ours", times(50))
settings.load_profile("ours")
gc.set_threshold(100_000, 50, 50)  # a quarter of the tests' time
made_once.install()
unwatched.install()
if os.environ.get("MTDESK_ENCRYPTED"):
    encrypted_books.install()

NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))  # a Monday
ENVIRONMENT = {
    "TZ": "America/New_York",
    "LANG": "en_US.UTF-8",
    "NO_COLOR": "1",
    "MTDESK_BACKUPS": "off",
}
os.environ["MTDESK_BACKUPS"] = "off"  # also for what is made once for many tests, before `alone`
UNSET = ("LC_ALL", "LC_MONETARY", "LC_CTYPE", "COLUMNS", "MTDESK_DEBUG", "PYTHONUTF8")


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """No test sees the home folder, the locale or the practice of whoever runs it."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("MTDESK_DB", str(tmp_path / "practice.db"))


@pytest.fixture
def path(tmp_path):
    """Where the practice of this test is; nothing is there yet."""
    return tmp_path / "practice.db"


@pytest.fixture(scope="session")
def clock():
    return lambda: NOW


@pytest.fixture
def desk(path, clock):
    """A desk on a practice that is not written yet: Monday 23 November 2026, 17:45 in New York."""
    made = Desk(path, clock)
    yield made
    made.close()


@dataclass(frozen=True)
class Ran:
    """What one call of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(capsys, clock):
    """`run("log", "ana", "60m")`: the command line in this process, on the practice of this test."""

    def run(*arguments, at=clock):
        capsys.readouterr()
        code = main([str(each) for each in arguments], at)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def done(run):
    """As `run`, for calls that must succeed."""

    def done(*arguments, **options):
        ran = run(*arguments, **options)
        assert ran.code == 0, ran.err
        return ran

    return done


def read_tables(path, *, leave_out=()):
    """Every row of every table that holds facts, by table, in the order of their ids."""
    with closing(connect(path)) as conn:
        return {
            table: [*map(tuple, conn.execute(f"SELECT * FROM {table} ORDER BY id"))]
            for table in dump.TABLES
            if table not in leave_out
        }


@pytest.fixture(scope="session")
def tables():
    return read_tables
