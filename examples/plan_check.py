"""Do a plan's ranges hold? Practices whose next 26 weeks are lived out with the change in them.

python examples/plan_check.py                 every plan lived 504 times: a quarter of an hour on two cores
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

LIVES = 720  # of each of seven kinds: each of ten plans is lived 504 times
TURNED = 6  # one life in so many is asked what gets it there
FIRST = 10_000  # those below 500 were looked at while the ranges were made; none of these was


def table(found: list[tuple[str, str, dict[str, bool]]], first: int, lives: int) -> str:
    """Percent of the lives within their range, by kind and by plan."""
    heads = " | ".join(FIELDS)
    lines = [
        f"{lives} lives of each kind, {len(found) // len(PLANS)} of each plan; {_numbers(first, lives)}.",
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


def _numbers(first: int, lives: int) -> str:
    return f"numbers {first:,} to {first + lives - 1:,}"


def _row(name: str, rows: list[dict[str, bool]]) -> str:
    shares = [100 * sum(row[figure] for row in rows) / max(len(rows), 1) for figure in FIELDS]
    return f"| {name} | {' | '.join(f'{share:.1f}' for share in shares)} |"


def turned(found: list[list[tuple[str, dict[str, bool]]]], first: int) -> str:
    """Percent of the answers that were lived as they were told, by what they change."""
    rows = [row for rows in found for row in rows]
    lines = [
        f"{len(found)} lives ({KIND.name}; {_numbers(first, len(found))}), {len(rows):,} answers to",
        f"“the same take-home, 15 % less load”; as promised is within {POINTS} points of what was told.",
        "",
        f"| what the answer changes | answers | {' | '.join(ASKED)} |",
        f"|---|{'---:|' * (len(ASKED) + 1)}",
    ]
    for what in (*dict.fromkeys(what for what, _ in rows), ""):
        lived = [row for kind, row in rows if what in {kind, ""}]
        shares = (100 * sum(row[asked] for row in lived) / max(len(lived), 1) for asked in ASKED)
        cells = " | ".join(f"{share:.1f}" for share in shares)
        lines.append(f"| {what or 'all of them'} | {len(lived):,} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--lives", type=int, default=LIVES, help=f"of each kind, {LIVES} by default"
    )
    parser.add_argument(
        "--first", type=int, default=FIRST, help=f"number of the first life, {FIRST} by default"
    )
    parser.add_argument("--processes", type=int, default=2, help="how many cores, 2 by default")
    parser.add_argument("--write", action="store_true", help="write the figures into plan.md")
    options = parser.parse_args()
    with Pool(options.processes) as pool:
        found = pool.map(covered, tasks(options.first, options.lives), chunksize=5)
        asked = range(options.first, options.first + max(options.lives // TURNED, 2))
        answers = pool.map(lived_answers, asked)
    text = table(found, options.first, options.lives)
    of_answers = turned(answers, options.first)
    print(f"{text}\n\n{of_answers}")
    if options.write:
        write_part("ranges", text)
        write_part("turned", of_answers)


if __name__ == "__main__":
    main()
