"""Two commands at once, many times: the file must be as after one and then the other.

Each try copies a practice, starts two commands in processes of their own at the same moment, and
holds what they answered and what is in the file afterwards against the two orders in which they may
follow each other; or one was refused, and the file is as after the other alone. What is none of
these is a lost update. Each waits a random while before its transaction begins, which is where one
that had read before would lose what the other wrote.

    make faults FAULTS=races
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta, timezone
from functools import partial
from hashlib import sha256
from pathlib import Path

from told import Row, Try, Verdict

from mtdesk.cli import main as mtdesk
from mtdesk.store.file import triggers
from mtdesk.store.file.book import Book

NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
EARLIER = NOW - timedelta(days=2)  # when the practice was written
IN_A_ROW = 4
_LONGEST = 0.02  # seconds that one waits before its transaction

# What the practice holds: clients 1 to 4, sessions 1 to 4 (2 unpaid, 3 and 4 booked).
BEFORE = (
    "log --yes ana swedish 60m 90 card e5 2026-11-20 9:00",
    "log --yes bo swedish 60m unpaid 2026-11-20 11:00",
    "log --yes ana thai 60m 90 booked 2026-11-25 9:00",
    "log --yes bo thai 60m 80 booked 2026-11-22 9:00",
    "client add cleo",
    "client add dora",
    "workplace add spa",
    "spend 42 oil supplies",
    "trip 12mi visit",
    "checkin body 4",
    "credit sell ana 300 --sessions 3",
    "incident add --kind threat --severity 3 --client ana --said words --yes",
    "time start laundry",
)
# A few of a kind: what they change may meet in one row. Who may be renamed is named by number: a name
# means whoever has it when it is read.
KINDS: dict[str, tuple[str, ...]] = {
    "log": ("log ana swedish 60m 90 card 8:00", "log --yes newcomer 60m 70 cash 8:30", "log bo 60m package 7:00"),
    "log --key": ("log ana swedish 60m 90 card 8:00 --key k", "log ana swedish 60m 90 card 8:00 --key j"),
    "done": ("done 4 80 card", "done 4 no-show", "done 4 cancelled"),
    "edit": ("edit 1 note=hello", "edit 1 effort=9", "edit 1 price=120", "edit 2 client=ana", "edit 4 note=x"),
    "remove": ("remove 1", "remove 4", "remove 1 --of expense"),
    "undo": ("undo",),
    "pay": ("pay bo 50", "pay bo 90 --method check", "pay bo 30 --kind tip"),
    "spend": ("spend 10 oil supplies",),
    "edit expense": ("edit 1 --of expense note=a", "edit 1 --of expense amount=50", "edit 1 --of expense vendor=b"),
    "trip": ("trip 5mi bank", "edit 1 --of trip distance=3mi"),
    "time": ("time 30 admin", "time stop 45", "time start admin"),
    "checkin": ("checkin mind 3", "checkin body 7", "edit 1 --of checkin neck=5"),
    "client add": ("client add erik", "client add Erik --phone 5", "client add fay"),
    "client edit": ("client edit ana note=n", "client edit ana phone=555", "client edit 2 name=Robert"),
    "client block": ("client block ana --why rude", "client standing ana warn --why late"),
    "client merge": ("client merge 2 ana --yes", "client merge cleo dora --yes", "client merge ana cleo --yes"),
    "client purge": ("client purge 2 --yes", "client purge cleo --yes"),
    "alias": ("client alias ana annie", "client alias 2 annie"),
    "service": ("service edit swedish price=95", "service edit swedish effort=6", "service add cup minutes=30"),
    "workplace": ("workplace add quay", "workplace terms spa --kind split --percent 60", "workplace add Quay"),
    "settings": ("settings income_target 52000", "settings income_target 61000", "settings disabled_rules strain"),
    "acknowledge": ("acknowledge short_gaps --off", "acknowledge strain --off", "acknowledge strain --on"),
    "credit": ("credit redeem 1 60 --client ana", "credit sell ana 100 --kind gift_card", "credit refund 1 90"),
    "incident": ("incident note 1 more", "incident add --kind other --severity 1 --said b --yes"),
    "referral": ("referral add ana --by Lee --visits 6", "function ana sitting 30 min"),
    "year": ("year 2026 --close --yes", "form add 2026 1099-K Square 90", "year 2025 --close --yes"),
}  # fmt: skip
# Pairs that once lost something, raced in every run.
KNOWN = (
    ("edit 1 note=hello", "edit 1 effort=9"),
    ("client block ana --why rude", "client edit ana phone=555"),
    ("client add erik", "client add Erik"),
    ("log --yes erik 60m 70 8:30", "log --yes Erik 60m 80 7:00"),
    ("done 4 80 card", "done 4 80 card"),
    ("log bo swedish 60m 90 8:00", "client merge bo ana --yes"),
    ("log bo swedish 60m 90 8:00", "client purge bo --yes"),
    ("settings disabled_rules strain", "acknowledge short_gaps --off"),
    ("pay bo 50", "pay bo 50"),
    ("client purge cleo --yes", "client purge cleo --yes"),
    ("client purge 2 --yes", "client edit 2 name=Robert"),
    ("client purge 2 --yes", "client alias 2 bobby"),
    ("client merge ana cleo --yes", "client alias ana annie"),
    ("client merge ana cleo --yes", "client edit ana note=n"),
    ("client merge ana cleo --yes", "client block ana --why rude"),
    ("log ana 60m 90 8:00 --key k", "log ana 60m 90 8:00 --key k"),
)


def tries(
    folder: Path, rng: random.Random, most: int, kinds: Sequence[str] = tuple(KINDS)
) -> Iterator[Try]:
    """Race every kind `most` times, each against any other, and the known pairs as often.

    A pair is raced a few times in a row: what either order leaves is then worked out once.
    """
    arena = Arena(folder)
    for left in range(most, 0, -IN_A_ROW):
        seeds = min(left, IN_A_ROW)
        for pair in KNOWN:
            yield partial(arena.race, pair, _seeds(rng, seeds))
        for kind in kinds:
            pair = (rng.choice(KINDS[kind]), rng.choice(KINDS[rng.choice(kinds)]))
            yield partial(arena.race, pair, _seeds(rng, seeds))


def _seeds(rng: random.Random, many: int) -> list[tuple[float, float]]:
    return [(rng.random(), rng.random()) for _ in range(many)]


def run(most: int, seed: int = 1, kinds: Sequence[str] = tuple(KINDS)) -> Row:
    """All of them in this process."""
    row = Row("two commands at once")
    with tempfile.TemporaryDirectory() as folder:
        for each in tries(Path(folder), random.Random(seed), most, kinds):
            row.count(each())
    return row


class Arena:
    """The practice that is copied for each try, and what two commands do in either order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._origin = folder / "origin.db"
        for line in BEFORE:
            code, said = _end(*_begin(self._origin, line.split(), now=EARLIER))
            if code:
                raise RuntimeError(f"{line}: {said}")
        with closing(sqlite3.connect(self._origin)) as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._bytes = self._origin.read_bytes()
        self._orders: dict[tuple[str, str], list[tuple[tuple[int, int], str]]] = {}
        self._alone: dict[str, str] = {}

    def _another(self) -> Path:
        path = self._folder / "raced.db"
        for left in self._folder.glob("raced.db*"):
            if left.is_file():
                left.unlink()
        path.write_bytes(self._bytes)
        return path

    def orders(self, pair: tuple[str, str]) -> list[tuple[tuple[int, int], str]]:
        """(the two exit codes, what the file then holds) of the one first, and of the other first."""
        if pair not in self._orders:
            found = []
            for first, second in ((0, 1), (1, 0)):
                path, codes = self._another(), [0, 0]
                for place in (first, second):
                    codes[place], _ = _end(*_begin(path, pair[place].split()))
                found.append(((codes[0], codes[1]), state(path)))
            self._orders[pair] = found
        return self._orders[pair]

    def alone(self, line: str) -> str:
        """What the file holds after one of them."""
        if line not in self._alone:
            path = self._another()
            _end(*_begin(path, line.split()))
            self._alone[line] = state(path)
        return self._alone[line]

    def race(self, pair: tuple[str, str], seeds: Sequence[tuple[float, float]]) -> Verdict:
        """Once with each pair of seeds; the first that ends badly is told."""
        verdicts = [self._race(pair, *each) for each in seeds]
        return next((each for each in verdicts if each.is_bad), verdicts[0])

    def _race(self, pair: tuple[str, str], *seeds: float) -> Verdict:
        orders = self.orders(pair)
        path = self._another()
        running = [
            _begin(path, words.split(), wait=number)
            for words, number in zip(pair, seeds, strict=True)
        ]
        ended = [_end(*each) for each in running]
        codes, held = (ended[0][0], ended[1][0]), state(path)
        said = " | ".join(words.strip().replace("\n", " / ") for _, words in ended)
        lost = wrong = ""
        refused = [place for place in (0, 1) if codes[place]]
        if len(refused) == 1 and held == self.alone(pair[1 - refused[0]]):
            pass  # one was refused, in words, and wrote nothing: what it asked about had changed
        elif held not in {after for _, after in orders}:
            lost = f"as after neither order; {codes}: {said}"
        elif (codes, held) not in orders:
            wrong = f"{codes} are the answers of neither order: {said}"
        crashed = any("Traceback" in words or "went wrong" in words for _, words in ended)
        return Verdict(f"{pair}", lost, wrong, f"traceback: {said}" if crashed else "")


def _begin(
    path: Path, words: Sequence[str], wait: float | None = None, now: datetime = NOW
) -> tuple[int, int]:
    """Start a command in a process that has loaded everything; its number, and where it answers."""
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        return number, reading
    code = 99
    try:
        os.close(reading)
        os.environ["MTDESK_DB"] = str(path)
        os.environ["MTDESK_BACKUPS"] = "off"
        os.urandom = bytes  # the salt of a seal: else no two orders would hold the same
        if wait is not None:
            _wait_before_each_transaction(wait)
        told = io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            code = mtdesk(list(words), lambda: now)
        os.write(writing, told.getvalue().encode()[:60_000])
    finally:
        os._exit(code)


def _end(number: int, reading: int) -> tuple[int, str]:
    said = b""
    while some := os.read(reading, 65_536):
        said += some
    os.close(reading)
    _, status = os.waitpid(number, 0)
    return os.waitstatus_to_exitcode(status), said.decode()


def _wait_before_each_transaction(seed: float) -> None:
    rng, execute = random.Random(seed), Book.execute

    def slow(book: Book, sql: str, parameters: object = ()) -> sqlite3.Cursor:
        if sql.startswith("BEGIN"):
            time.sleep(rng.uniform(0, _LONGEST))
        return execute(book, sql, parameters)  # type: ignore[arg-type]

    Book.execute = slow  # type: ignore[method-assign, assignment]


def state(path: Path) -> str:
    """All that a practice holds, its journal too."""
    held = sha256()
    with closing(sqlite3.connect(path)) as conn:
        for table in ("operation", "change", "seal", *triggers.JOURNALED):
            for row in conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
                held.update(repr(row).encode())
    return held.hexdigest()
