"""Hurt mtdesk in every way we know, and say in a table what was lost.

    python tests/faults/run.py [--minutes N] [--seed N] [--only FAULT]... [--list]

Without `--minutes` it runs at full length, an hour or two of two cores. Each fault has its own seed, so that a run can
be repeated; of a shorter run, each gets its share of the time.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

import damage  # noqa: E402
import dashboard  # noqa: E402
import floods  # noqa: E402
import forked  # noqa: E402
import power  # noqa: E402
import race  # noqa: E402
import stops  # noqa: E402
from practice import Bench  # noqa: E402
from told import Row, Try, table, tried  # noqa: E402

FOREVER = 1e12
ALL = 1_000_000  # every one there is
_SHM = Path("/dev/shm")
Tries = Callable[[Bench, random.Random], Iterator[Try]]


@dataclass(frozen=True)
class Fault:
    """`most` tries at full length; `share` of the time of a shorter run; `counts` in each try."""

    words: str
    tries: Tries
    most: int
    share: float
    needs: str = ""
    counts: int = 1

    @property
    def lacks(self) -> str:
        if self.needs == "calls" and not forked.can_strike():
            return "there is no C compiler here"
        if self.needs == "strace" and not power.has_strace():
            return "strace is not here, or may not trace"
        return ""


def _races(bench: Bench, rng: random.Random) -> Iterator[Try]:
    """Each kind 200 times."""
    folder = bench.another()
    folder.mkdir()
    yield from race.tries(folder, rng, 200)


FAULTS: dict[str, Fault] = {
    "kills": Fault("killed at a random moment", stops.at_random, 2_000, 3),
    "calls": Fault(
        "killed at each call that writes, renames or syncs", stops.at_every_call, ALL, 3, "calls"
    ),
    "races": Fault("two commands at once", _races, ALL, 1, counts=race.IN_A_ROW),
    "full": Fault("disk full from a write on", stops.with_full_disks, ALL, 2, "calls"),
    "signals": Fault("INT at each such call", stops.interrupted, ALL, 2, "calls"),
    "hangups": Fault("TERM or HUP at such calls", stops.hung_up, 3_000, 1, "calls"),
    "power": Fault("power cut between any two writes", power.cuts, ALL, 2, "strace"),
    "dashboard": Fault("the dashboard killed as it saves", dashboard.kills, 300, 1),
    "damages": Fault("a damaged file, repaired", damage.repairs, 200, 1),
    "output": Fault("the answer cannot be printed", stops.without_output, 300, 1),
    "lines": Fault(
        "entry lines at random", floods.entry_lines, 2_000, 1, counts=floods.LINES_A_TRY
    ),
    "imports": Fault("import files at random", floods.import_files, 100_000, 1),
}


_OF_COMMANDS = [FAULTS[name] for name in ("kills", "calls", "full", "signals", "hangups", "output")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--minutes", type=float, help="stop after about so many minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=FAULTS)
    parser.add_argument("--list", action="store_true", help="name the faults")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--most-calls", type=int, help="of one command; of more, a sample")
    options = parser.parse_args()
    if options.list:
        print("\n".join(f"{name}: {each.words}" for name, each in FAULTS.items()))
        return 0
    forked.load()
    stops.MOST_CALLS = options.most_calls or stops.MOST_CALLS
    power.KEEP = 0.1 if options.minutes else 1.0
    wanted = [FAULTS[name] for name in options.only or FAULTS]
    whole = sum(each.share for each in wanted)
    rows = []
    with tempfile.TemporaryDirectory(
        dir=_SHM if os.access(_SHM, os.W_OK) else None, ignore_cleanup_errors=True
    ) as folder:
        bench = Bench(Path(folder))
        if {*wanted} & {*_OF_COMMANDS}:
            bench.learn()
        for fault in wanted:
            row, began = Row(fault.words, fault.counts, skipped=fault.lacks), time.monotonic()
            seconds = options.minutes * 60 * fault.share / whole if options.minutes else FOREVER
            if not row.skipped:
                tries = partial(_hurting, fault, bench, options.seed)
                tried(row, tries, began + seconds, options.workers, fault.most)
            rows.append(row)
            print(f"{row.words} in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(table(rows))
    return 0 if all(row.is_clean for row in rows) else 1


def _hurting(fault: Fault, bench: Bench, seed: int) -> Iterator[Try]:
    return fault.tries(bench.apart(), random.Random(seed))


if __name__ == "__main__":
    sys.exit(main())
