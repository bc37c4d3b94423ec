"""A practice to be hurt, the commands that write to it, and how a try is judged.

The judge knows no command: it compares the file with what it was before and with what it is after the
same command ran undisturbed. Anything between the two is half an operation.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple

import forked
from forked import Ended, Point
from told import Verdict

from mtdesk.desk import Desk
from mtdesk.store.file import chain, daily, triggers
from mtdesk.store.file.opening import APPLICATION_ID, VERSION

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
PYTHON = (sys.executable, "-m", "mtdesk")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?([+-]\d\d:\d\d|Z)?|[0-9a-f]{32,64}")
_CSV_HEAD = (
    "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
    "pain_before,pain_after,note"
)
_TIMEOUT = 120
_DAILY = "backup --daily"
_BOOKS = ("practice", "older")  # what a command may be run on


@dataclass(frozen=True)
class Command:
    """`on` names the file it is run on; `{here}` in a word is the folder of the try."""

    name: str
    words: tuple[str, ...]
    on: str = "practice"


def _each(*lines: str, on: str = "practice") -> tuple[Command, ...]:
    return tuple(
        Command(f"{on}: {line}" if on != "practice" else line, tuple(line.split()), on)
        for line in lines
    )


# Every command that writes; those that need a state of their own run on a file of their own.
COMMANDS: tuple[Command, ...] = (
    *_each(
        "log --yes newcomer deep tissue 60m 110+20 card e6 p7-3",
        "log ana swedish 60m 90 booked tomorrow 12:00",
        "done 3 late-cancel 45 card",
        "edit 1 price=120 tip=30 minutes=90 effort=7",
        "remove 2 --yes",
        "undo",
        "pay bo 120 --method check",
        "spend 42.50 oil supplies",
        "trip 12mi home visit",
        "time 45 laundry",
        "time start admin",
        "checkin body 6 mind 4 thumb-r 5",
        "incident add --kind threat --severity 4 --client ana --said words",
        "incident note 1 insurer told",
        "client add Carla --phone 555",
        "client edit ana note=quiet",
        "client block ana --why rude",
        "client alias ana annie",
        "client merge bo ana --yes",
        "client purge bo --yes",
        "service add Cupping minutes=30",
        "service edit Swedish price=95",
        "workplace add Harbour",
        "workplace terms studio --kind split --percent 60",
        "settings income_target 52000",
        "acknowledge short_gaps --off",
        "referral add ana --by Dr.Lee --visits 6",
        "function ana sitting 30 min",
        "form add 2026 1099-K Square 9000",
        "credit sell ana 400 --sessions 5 --method card",
        "expense recurring add 650 rent --category rent_room --day 1",
        "year 2025 --close --yes",
        "import {here}/sessions.csv",
        "import {here}/apart.db",
        "inbox {here}/inbox.txt",
        "backup {here}/copy.db",
        "restore {here}/other.db --yes",
        _DAILY,
    ),
    *_each("week", "log --yes newcomer 60m 100 cash", on="older"),
    *_each("log --yes first 60m 100 cash", on="absent"),
)  # fmt: skip

_MIGRATED = next(each for each in COMMANDS if each.name == "older: week")


class Alone(NamedTuple):
    """The file before and after a command, undisturbed, and how that ended."""

    before: str
    after: str
    ended: Ended


class Bench:
    """Practices made once, copied for every try; what each command does to them when left alone."""

    def __init__(self, folder: Path) -> None:
        forked.warm()
        self.folder = folder
        self._numbers = count()
        self._alone: dict[tuple[str, date], Alone] = {}
        self._fresh: dict[str, float] = {}
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith("MTDESK") and name != "PYTHONUNBUFFERED"
            },
            "TZ": "America/New_York", "LANG": "en_US.UTF-8", "NO_COLOR": "1", "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"), "TERM": "xterm-256color",
        }  # fmt: skip
        os.environ.update(self.environment)  # what is worked out here has the same zone
        time.tzset()
        self.origin = folder / "origin"
        self.origin.mkdir()
        _furnish(self.origin)

    def apart(self) -> Bench:
        """The same for another process, with a folder of its own."""
        found = copy(self)
        found.folder = Path(tempfile.mkdtemp(dir=self.folder))
        return found

    def another(self) -> Path:
        """A place where nothing is yet."""
        return self.folder / f"try-{next(self._numbers)}"

    def place(self, command: Command, *, copied: bool = True) -> Path:
        """A folder of its own for one try, with the practice in it; `copied`: today's copy was tried."""
        here = self.another()
        here.mkdir(parents=True)
        for each in self.origin.iterdir():
            if each.name == f"{command.on}.db":
                shutil.copyfile(each, here / "book.db")
            elif each.stem not in _BOOKS:
                shutil.copyfile(each, here / each.name)
        if copied and command.name != _DAILY:
            daily.folder(here / "book.db").mkdir()
            daily.note(here / "book.db", daily.Last(f"{date.today()}"))
        return here

    def words(self, command: Command, here: Path) -> list[str]:
        return [*PYTHON, *(word.replace("{here}", str(here)) for word in command.words)]

    def environment_of(self, here: Path) -> dict[str, str]:
        return {**self.environment, "MTDESK_DB": str(here / "book.db")}

    def run(
        self, command: Command, here: Path, before: Sequence[str] = ()
    ) -> CompletedProcess[bytes]:
        return subprocess.run(
            [*before, *self.words(command, here)],
            env=self.environment_of(here),
            cwd=here,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )

    def fork(self, command: Command, here: Path, *how: Point, **more: Any) -> Ended:
        """The same, in a process that is forked from this one."""
        words = [word.replace("{here}", str(here)) for word in command.words]
        return forked.run(words, self.environment_of(here), here, *how, **more)

    def learn(self) -> None:
        """Run every command once, so that processes which are forked from here need not."""
        for command in COMMANDS:
            self.alone(command)

    def alone(self, command: Command) -> Alone:
        """What the command does undisturbed."""
        learned = (command.name, date.today())  # the days in a practice are others after midnight
        if learned not in self._alone:
            here = self.place(command)
            before = state(here)
            ran = self.fork(command, here, forked.COUNTED)
            after = state(here)
            shutil.rmtree(here)
            if ran.returncode or (before == after and command.words[0] != "backup"):
                raise RuntimeError(f"{command.name}: {_text(ran.stderr)}{_text(ran.stdout)}")
            self._alone[learned] = Alone(before, after, ran)
        return self._alone[learned]

    def fresh_seconds(self, command: Command) -> float:
        """How long it takes in a process that is started for it."""
        if command.name not in self._fresh:
            here, began = self.place(command), time.monotonic()
            self.run(command, here)
            self._fresh[command.name] = time.monotonic() - began
            shutil.rmtree(here)
        return self._fresh[command.name]

    def judge(
        self, what: str, command: Command, here: Path, ran: Ended | CompletedProcess[bytes]
    ) -> Verdict:
        """Whether what it said is so, and all or nothing of it is there."""
        code, out, err = ran.returncode, _text(ran.stdout), _text(ran.stderr)
        before, after, alone = self.alone(command)
        found, lines = state(here), alone.stdout.count(b"\n")
        if command.on == "older" and found == self.alone(_MIGRATED).after:
            found = after if after == found else before  # a migration stands by itself
        shutil.rmtree(here, ignore_errors=True)
        lost = wrong = ""
        traceback = "Traceback" in err or "Traceback" in out
        if found not in {before, after}:
            lost = f"neither before nor after: {found[:200]}"
        elif command.words[0] in {"backup", "week"}:
            pass
        elif code == 0 and found == before:
            lost = "exit 0, and it is not there"
        elif code < 0 and found == before and 0 < lines <= out.count("\n"):
            lost = f"it answered “{out.splitlines()[0]}”, and it is not there"
        elif code > 0 and "nobody knows yet whether" in err:
            pass  # the disk did not say
        elif code > 0 and found == after and not _says_it_stands(err):
            wrong = f"exit {code}, “{err.strip()[:160]}”, and it is there"
        elif found == after and "nothing was" in err.lower():
            wrong = f"“{err.strip()[:160]}”, and it is there"
        elif code > 0 and found == before and _says_it_stands(err):
            wrong = f"“{err.strip()[:160]}”, and it is not there"
        return Verdict(what, lost, wrong, f"traceback: {err.strip()[-200:]}" if traceback else "")


def _says_it_stands(err: str) -> bool:
    return any(word in err for word in ("stands", "saved", "restored from"))


def state(here: Path) -> str:
    """The file in a word: `absent`, what is wrong with it, or a digest of its facts.

    Moments and random salts are left out: they differ from run to run.
    """
    path = here / "book.db"
    if not path.exists() or not path.stat().st_size:
        return "absent"
    try:
        with closing(sqlite3.connect(path, timeout=30)) as conn:
            return _state(conn, str(here))
    except sqlite3.Error as error:
        return f"damaged: {error}"


def _state(conn: sqlite3.Connection, here: str) -> str:
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if not version:
        return "absent" if not tables else "half made"
    whole = conn.execute("PRAGMA integrity_check").fetchone()[0]
    if whole != "ok":
        return f"damaged: {whole}"
    if conn.execute("PRAGMA foreign_key_check").fetchall():
        return "damaged: rows refer to nothing"
    if conn.execute("SELECT operation_id FROM journal_state").fetchone()[0] is not None:
        return "damaged: an operation is under way"
    if conn.execute("SELECT count(*) FROM change WHERE operation_id IS NULL").fetchone()[0]:
        return "damaged: changes outside of operations"
    if "chain" in tables and (broken := list(chain.problems(conn))):
        return f"damaged: {broken}"
    digest = sha256(str(version).encode())
    some = 0
    for table in sorted({*triggers.JOURNALED, "operation", "change"} & {*tables}):
        for row in conn.execute(f"SELECT * FROM {table} ORDER BY id"):
            some += table == "operation"
            digest.update(_STAMP.sub("*", repr((table, row)).replace(here, "")).encode())
    # A new practice is furnished apart from the first thing that is written to it.
    return digest.hexdigest() if some > 1 else "absent"


def _furnish(folder: Path) -> None:
    """The files of every try; the practice has a bit of everything."""
    with closing(Desk(folder / "practice.db")) as desk:
        desk.practice.menu.add_workplace("studio")
        desk.sessions.log("ana swedish 60m 90+15 card e5 p6-3 @studio -- left side", confirmed=True)
        desk.sessions.log("bo deep tissue 90m 120 owed yesterday", confirmed=True)
        desk.sessions.log("ana swedish 60m 90 booked tomorrow 9:00", confirmed=True)
        desk.incidents.add({"kind": "threat", "severity": "4", "session": "1"})
        desk.ledger.spend("12 tea supplies")
        desk.search.find("ana")
    shutil.copyfile(folder / "practice.db", folder / "apart.db")
    with closing(Desk(folder / "apart.db")) as desk:
        desk.sessions.log("cleo thai 60m 95 card", confirmed=True)
        desk.sessions.edit(2, {"note": "of the other device"})
    with closing(Desk(folder / "other.db")) as desk:
        desk.sessions.log("zoe thai 90m 130 cash", confirmed=True)
    with closing(sqlite3.connect(folder / "older.db")) as conn:
        conn.executescript((SCHEMAS / f"schema-{VERSION - 1}.sql").read_text(encoding="utf-8"))
        conn.execute(f"PRAGMA user_version = {VERSION - 1}")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    (folder / "sessions.csv").write_text("\n".join([_CSV_HEAD, *_rows(40)]) + "\n")
    (folder / "inbox.txt").write_text("bo 30m 45 cash yesterday 7:10am\n")
    for each in folder.glob("*-*"):
        if each.is_file():
            each.unlink()


def _rows(many: int) -> Iterator[str]:
    for n in range(many):
        day = f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        yield (
            f"{n},{day}T{8 + n % 10:02d}:00:00-05:00,Client {n % 9},60,Swedish,3,4.0,"
            "90.00,15.00,card,clinic,5,3,"
        )


def _text(said: bytes) -> str:
    return said.decode("utf-8", "replace")
