"""What was tried, and what went wrong: a row of the table for each fault."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

EXAMPLES = 5  # told of each fault


@dataclass
class Row:
    """A fault. `lost`: acknowledged and gone, or half there; `wrong`: words that are not so."""

    fault: str
    tries: int = 0
    lost: int = 0
    wrong: int = 0
    tracebacks: int = 0
    skipped: str = ""
    examples: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.wrong or self.tracebacks)

    def count(self, verdict: Verdict) -> None:
        self.tries += 1
        self.lost += bool(verdict.lost)
        self.wrong += bool(verdict.wrong)
        self.tracebacks += bool(verdict.traceback)
        if verdict.is_bad and len(self.examples) < EXAMPLES:
            self.examples.append(verdict.words)


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


def tried(
    fault: str, tries: Iterable[Callable[[], Verdict]], until: float, workers: int, most: int
) -> Row:
    """Run them side by side, until there are no more, the time is over, or there are enough."""
    row, waiting = Row(fault), islice(iter(tries), most)
    with ThreadPoolExecutor(workers) as pool:
        while time.monotonic() < until:
            some = [pool.submit(each) for each in islice(waiting, workers * 4)]
            if not some:
                break
            for each in some:
                row.count(each.result())
    return row


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
