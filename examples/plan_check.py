"""Do a plan's ranges hold? Practices whose next 26 weeks are lived out with the change in them.

python examples/plan_check.py                 500 lives of each kind: some minutes on two cores
python examples/plan_check.py --lives 40      a rough look
python examples/plan_check.py --write         the figures into examples/plan.md
"""

from __future__ import annotations

import argparse
from multiprocessing import Pool

from planning.covering import FIELDS, PLANS, covered, tasks
from planning.lives import KINDS
from planning.page import write_part
from planning.turned import ASKED, KIND, POINTS, lived_answers

LIVES = 500
TURNED = 10  # one life in so many is asked what gets it there


def table(found: list[tuple[str, str, dict[str, bool]]], lives: int) -> str:
    """Percent of the lives within their range, by kind and by plan."""
    heads = " | ".join(FIELDS)
    lines = [
        f"{lives} lives of each kind.",
        "",
        f"| practice | {heads} |",
        f"|---|{'---:|' * len(FIELDS)}",
    ]
    lines += [
        _row(kind.name, [each for name, _, each in found if name == kind.name]) for kind in KINDS
    ]
    lines += ["", f"| plan, every kind | {heads} |", f"|---|{'---:|' * len(FIELDS)}"]
    lines += [_row(plan, [each for _, name, each in found if name == plan]) for plan in PLANS]
    return "\n".join(lines)


def _row(name: str, rows: list[dict[str, bool]]) -> str:
    shares = [100 * sum(row[figure] for row in rows) / max(len(rows), 1) for figure in FIELDS]
    return f"| {name} | {' | '.join(f'{share:.1f}' for share in shares)} |"


def turned(found: list[list[dict[str, bool]]]) -> str:
    """Percent of the answers that were lived as they were told."""
    rows = [row for rows in found for row in rows]
    lines = [
        f"{len(found)} lives ({KIND.name}), {len(rows)} answers to “the same take-home, 15 % less load”;",
        f"as promised is within {POINTS} points of the percentage that was told.",
        "",
        "| lived | % |",
        "|---|---:|",
    ]
    shares = {asked: 100 * sum(row[asked] for row in rows) / max(len(rows), 1) for asked in ASKED}
    return "\n".join([*lines, *(f"| {asked} | {share:.1f} |" for asked, share in shares.items())])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--lives", type=int, default=LIVES, help=f"of each kind, {LIVES} by default"
    )
    parser.add_argument("--processes", type=int, default=2, help="how many cores, 2 by default")
    parser.add_argument("--write", action="store_true", help="write the figures into plan.md")
    options = parser.parse_args()
    with Pool(options.processes) as pool:
        found = pool.map(covered, tasks(options.lives), chunksize=5)
        answers = pool.map(lived_answers, range(max(options.lives // TURNED, 2)))
    text, of_answers = table(found, options.lives), turned(answers)
    print(f"{text}\n\n{of_answers}")
    if options.write:
        write_part("ranges", text)
        write_part("turned", of_answers)


if __name__ == "__main__":
    main()
