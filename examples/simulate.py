"""Practices whose truth is known, week by week through the findings: what is seen, and how soon.

    python examples/simulate.py                        the full tables: half an hour on one core
    python examples/simulate.py --quick                small ones, minutes and rough
    python examples/simulate.py --write                the full tables into examples/findings.md
    python examples/simulate.py --seed 1 --lives 200 --json

Everything is invented and follows from the seed. Days and check-ins are drawn at random, summed up
by week as a practice file would be, and given to `assess` as they would have stood on each day. The
frontier alone asks no rules: there a series is scored and summed by itself.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from multiprocessing import Pool

from simulation.document import Run, document
from simulation.frontier import curves
from simulation.page import PAGE, write_part
from simulation.picture import picture
from simulation.practices import CHANGING, COLLAPSES, STEADY, STEPS
from simulation.tables import report
from simulation.targets import Found
from simulation.watching import replicate

SEED, LIVES, QUICK_LIVES = 20_261_123, 200, 5
OTHER_SEED, OTHER_LIVES = 1, 60  # against which the figures are held


def watched(seed: int, lives: int, processes: int = 1, weeks: int | None = None) -> Found:
    """The lives of every practice, by its name; the same whichever process lives them.

    With `weeks`, practices that do not stop or step are lived no longer than that.
    """
    lasting = [replace(one, weeks=weeks or one.weeks) for one in (*STEADY, *CHANGING)]
    practices = (*COLLAPSES, *(step.practice for step in STEPS), *lasting)
    tasks = [(practice, seed, number) for practice in practices for number in range(lives)]
    if processes > 1:
        with Pool(processes) as pool:
            outcomes = pool.map(replicate, tasks, chunksize=5)
    else:
        outcomes = [replicate(task) for task in tasks]
    found: Found = {}
    for (practice, _, _), outcome in zip(tasks, outcomes, strict=True):
        found.setdefault(practice.name, []).append(outcome)
    return found


def run(seed: int, lives: int, processes: int = 1, weeks: int | None = None) -> Run:
    """Everything that is told: the lives, the frontier, and some lives by another seed."""
    other_seed = OTHER_SEED if seed != OTHER_SEED else SEED
    other_lives = max(2, lives * OTHER_LIVES // LIVES)
    return Run(
        seed=seed,
        lives=lives,
        found=watched(seed, lives, processes, weeks),
        frontier=curves(seed, lives),
        other_seed=other_seed,
        other_lives=other_lives,
        other=watched(other_seed, other_lives, processes, weeks),
    )


def _lives(text: str) -> int:
    lives = int(text)
    if lives < 2:
        raise argparse.ArgumentTypeError(f"{lives} is too few: an error takes at least 2 lives")
    return lives


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED, help="what the lives follow from")
    parser.add_argument("--lives", type=_lives, help=f"for each row of a table, {LIVES} by default")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_LIVES} lives a row")
    parser.add_argument("--processes", type=int, default=1, help="how many cores, 1 by default")
    parser.add_argument("--json", action="store_true", help="print the figures as one document")
    parser.add_argument("--write", action="store_true", help="write them into examples/findings.md")
    options = parser.parse_args()
    lives = options.lives or (QUICK_LIVES if options.quick else LIVES)
    found = run(options.seed, lives, options.processes)
    if options.write:
        write_part("simulation", report(found))
        PAGE.with_name("frontier.svg").write_text(picture(found.frontier), "utf-8")
    if options.json:
        print(json.dumps(document(found), indent=2, ensure_ascii=False))
    else:
        print(report(found))


if __name__ == "__main__":
    main()
