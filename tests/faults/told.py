"""What was tried, and what went wrong: a row of the table for each fault."""

from __future__ import annotations

import json
import os
import selectors
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NoReturn

EXAMPLES = 5  # told of each fault
_TELL = 30.0  # seconds between two words of how far it is


@dataclass
class Row:
    """A fault. `lost`: acknowledged and gone, or half there; `wrong`: words that are not so."""

    fault: str
    counts: int = 1  # in each try
    tries: int = 0
    lost: int = 0
    wrong: int = 0
    tracebacks: int = 0
    died: int = 0  # processes that hurt, of their own fault
    skipped: str = ""
    examples: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.wrong or self.tracebacks or self.died)

    @property
    def words(self) -> str:
        said = f"{self.lost} lost, {self.wrong} wrong, {self.tracebacks} tracebacks"
        return f"{self.fault}: {self.tries:,}: {said}{f', {self.died} died' if self.died else ''}"

    def count(self, verdict: Verdict) -> None:
        self.tries += self.counts
        self.lost += bool(verdict.lost)
        self.wrong += bool(verdict.wrong)
        self.tracebacks += bool(verdict.traceback)
        if verdict.is_bad and len(self.examples) < EXAMPLES:
            self.examples.append(verdict.words)
            print(f"  {verdict.words}", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Verdict:
    """How one try ended; `what` names it."""

    what: str
    lost: str = ""
    wrong: str = ""
    traceback: str = ""

    @property
    def is_bad(self) -> bool:
        return bool(self.lost or self.wrong or self.traceback)

    @property
    def words(self) -> str:
        said = [
            f"lost: {self.lost}" if self.lost else "",
            f"wrong: {self.wrong}" if self.wrong else "",
        ]
        return "; ".join([self.what, *filter(None, [*said, self.traceback])])


Try = Callable[[], Verdict]


def tried(
    row: Row, tries: Callable[[], Iterator[Try]], until: float, workers: int, most: int
) -> Row:
    """Run them in processes side by side, until there are no more, time is over, or there are enough.

    Each process makes them all and runs every so-manieth: so none waits for another.
    """
    with selectors.DefaultSelector() as waiting:
        for number in range(workers):
            reading, writing = os.pipe()
            if os.fork() == 0:
                os.close(reading)
                _work(islice(tries(), number, most, workers), writing, until)
            os.close(writing)
            waiting.register(reading, selectors.EVENT_READ, b"")
        told = time.monotonic()
        while waiting.get_map():
            for key, _ in waiting.select():
                some = os.read(key.fd, 65_536)
                *lines, rest = (key.data + some).split(b"\n")
                for line in lines:
                    row.count(Verdict(*json.loads(line)))
                if some:
                    waiting.modify(key.fd, selectors.EVENT_READ, rest)
                else:
                    waiting.unregister(key.fd)
                    os.close(key.fd)
                    row.died += bool(os.wait()[1])
            if time.monotonic() > told + _TELL:
                told = time.monotonic()
                print(row.words, file=sys.stderr, flush=True)
    return row


def _work(tries: Iterable[Try], writing: int, until: float) -> NoReturn:
    code = 1
    try:
        for each in tries:
            if time.monotonic() > until:
                break
            found = each()
            said = [found.what, found.lost, found.wrong, found.traceback] if found.is_bad else [""]
            os.write(writing, json.dumps(said).encode() + b"\n")
        code = 0
    except BaseException:  # noqa: BLE001 - told, and counted by who waits
        traceback.print_exc()
    finally:
        os._exit(code)


def table(rows: Iterable[Row]) -> str:
    """The table as Markdown."""
    lines = [
        "| fault | tries | lost | wrong words | tracebacks |",
        "|---|---:|---:|---:|---:|",
    ]
    for row in rows:
        if row.skipped:
            lines.append(f"| {row.fault} | skipped: {row.skipped} | | | |")
        else:
            lines.append(
                f"| {row.fault} | {row.tries:,} | {row.lost} | {row.wrong} | {row.tracebacks} |"
            )
    return "\n".join(lines)
