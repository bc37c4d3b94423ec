"""Hurt mtdesk in every way we know, and say in a table what was lost.

    python tests/faults/run.py [--minutes N] [--seed N] [--only FAULT]... [--list]

Without `--minutes` it runs at full length, some hours. Each fault has its own seed, so that a run can
be repeated; of a shorter run, each gets its share of the time.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

import damage  # noqa: E402
import dashboard  # noqa: E402
import floods  # noqa: E402
import power  # noqa: E402
import stops  # noqa: E402
from practice import Bench  # noqa: E402
from told import Row, Verdict, table, tried  # noqa: E402

FOREVER = 1e12
_SHM = Path("/dev/shm")
Tries = Callable[[Bench, random.Random], Iterator[Callable[[], Verdict]]]


@dataclass(frozen=True)
class Fault:
    """`most` tries at full length; `share` of the time of a shorter run; `counts` in each try."""

    words: str
    tries: Tries
    most: int
    share: float
    needs_strace: bool = False
    counts: int = 1


FAULTS: dict[str, Fault] = {
    "kills": Fault("killed at a random moment", stops.at_random, 2_000, 3),
    "calls": Fault(
        "killed at a system call that writes, renames or syncs", stops.at_every_call, 20_000, 3,
        needs_strace=True,
    ),
    "signals": Fault(
        "INT, TERM or HUP at such a call", stops.with_signals, 6_000, 2, needs_strace=True
    ),
    "full": Fault("disk full from a write on", stops.with_full_disks, 1_500, 2, needs_strace=True),
    "power": Fault(
        "power cut between any two writes", power.cuts, 100_000, 2, needs_strace=True
    ),
    "dashboard": Fault("the dashboard killed as it saves", dashboard.kills, 300, 1),
    "damages": Fault("a damaged file, repaired", damage.repairs, 200, 1),
    "output": Fault("the answer cannot be printed", stops.without_output, 300, 1),
    "lines": Fault(
        "entry lines at random", floods.entry_lines, 2_000, 1, counts=floods.LINES_A_TRY
    ),
    "imports": Fault("import files at random", floods.import_files, 100_000, 1),
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--minutes", type=float, help="stop after about so many minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=[*FAULTS, *_OTHERS])
    parser.add_argument("--list", action="store_true", help="name the faults")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if options.list:
        print("\n".join(f"{name}: {each.words}" for name, each in FAULTS.items()))
        return 0
    power.KEEP = 0.1 if options.minutes else 1.0
    wanted = options.only or [*FAULTS, *_OTHERS]
    rows = []
    with tempfile.TemporaryDirectory(dir=_SHM if os.access(_SHM, os.W_OK) else None) as folder:
        bench = Bench(Path(folder))
        whole = sum(FAULTS[name].share if name in FAULTS else 1 for name in wanted)
        for name in wanted:
            share = FAULTS[name].share if name in FAULTS else 1
            seconds = options.minutes * 60 * share / whole if options.minutes else FOREVER
            began = time.monotonic()
            if name in FAULTS:
                row = _run(FAULTS[name], bench, options.seed, seconds, options.workers)
            else:
                row = _OTHERS[name](options.seed, seconds)
            rows.append(row)
            print(
                f"{row.fault}: {row.tries:,} in {time.monotonic() - began:.0f} s", file=sys.stderr
            )
            for example in row.examples:
                print(f"  {example}", file=sys.stderr)
            sys.stderr.flush()
    print(table(rows))
    return 0 if all(row.is_clean for row in rows) else 1


def _run(fault: Fault, bench: Bench, seed: int, seconds: float, workers: int) -> Row:
    if fault.needs_strace and not stops.has_strace():
        return Row(fault.words, skipped="strace is not here, or may not trace")
    until = time.monotonic() + seconds
    row = tried(fault.words, fault.tries(bench, random.Random(seed)), until, workers, fault.most)
    row.tries *= fault.counts
    return row


def _races(seed: int, seconds: float) -> Row:
    """Pairs of commands at once: `race.py` beside this, where it is."""
    row = Row("two commands at once")
    try:
        race = importlib.import_module("race")
    except ImportError:
        row.skipped = "race.py is not here"
        return row
    found = race.run(200 if seconds >= FOREVER else max(1, int(seconds / 10)), seed)
    for name in ("tries", "lost", "wrong", "tracebacks"):
        setattr(row, name, getattr(found, name, 0))
    row.examples = list(getattr(found, "examples", []))
    return row


_OTHERS: dict[str, Callable[[int, float], Row]] = {"races": _races}


if __name__ == "__main__":
    sys.exit(main())
