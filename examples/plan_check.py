"""Do a plan's ranges hold? Practices whose next 26 weeks are lived out with the change in them.

python examples/plan_check.py                 every plan lived 504 times, 500 lives of answers: half an hour
python examples/plan_check.py --lives 40 --answers 10       a rough look
python examples/plan_check.py --lives 0       the answers alone
python examples/plan_check.py --write         the figures into examples/plan.md

A life is made of its number: the same number is the same life, whoever runs it. Lived are those from
`--first` on, as many as `--lives` says of each kind of practice for the ranges, and as many as `--answers`
says of one kind for the answers. Whoever changes how ranges are made should try it on lives with other
numbers than those by which the change was found.
"""

from __future__ import annotations

import argparse
from math import sqrt
from multiprocessing import Pool

from planning.covering import FIELDS, PLANS, covered, tasks
from planning.lives import KINDS
from planning.page import write_part
from planning.turned import ASKED, KIND, POINTS, lived_answers

LIVES = 720  # of each of seven kinds: each of ten plans is lived 504 times
ANSWERS = 500  # lives that are asked what gets them there
FIRST = 20_000  # those below 11,000 were looked at while the ranges were made; none of these was


def table(found: list[tuple[str, str, dict[str, bool]]], first: int, lives: int) -> str:
    """Percent of the lives within their range, by kind and by plan."""
    heads = " | ".join(FIELDS)
    lines = [
        f"{lives} lives of each kind, {len(found) // len(PLANS)} of each plan; {_numbers(first, lives)}. Standard",
        f"error of four in five: {_sure(lives):.1f} points for a kind, {_sure(len(found) // len(PLANS)):.1f} for a plan.",
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


def _sure(lives: int) -> float:
    return 100 * sqrt(0.8 * 0.2 / max(lives, 1))


def _row(name: str, rows: list[dict[str, bool]]) -> str:
    shares = [100 * sum(row[figure] for row in rows) / max(len(rows), 1) for figure in FIELDS]
    return f"| {name} | {' | '.join(f'{share:.1f}' for share in shares)} |"


def turned(found: list[list[tuple[str, dict[str, bool]]]], first: int) -> str:
    """Percent of the answers that were lived as they were told, by what they change."""
    kinds = dict.fromkeys(what for rows in found for what, _ in rows)
    lines = [
        f"{len(found)} lives ({KIND.name}; {_numbers(first, len(found))}), {sum(map(len, found)):,} answers to",
        f"“the same take-home, 15 % less load”; as promised is within {POINTS} points of what was told.",
        "",
        f"| what the answer changes | answers | {' | '.join(ASKED)} |",
        f"|---|{'---:|' * (len(ASKED) + 1)}",
    ]
    for what in (*kinds, ""):
        lives = [[row for kind, row in rows if what in {kind, ""}] for rows in found]
        cells = " | ".join(
            _share([[row[asked] for row in rows] for rows in lives]) for asked in ASKED
        )
        lines.append(f"| {what or 'all of them'} | {sum(map(len, lives)):,} | {cells} |")
    return "\n".join(lines)


def _share(lives: list[list[bool]]) -> str:
    """Percent, and its standard error; answers of one life go together, so that lives are counted."""
    count = max(sum(map(len, lives)), 1)
    share = sum(map(sum, lives)) / count
    off = sqrt(sum((sum(rows) - share * len(rows)) ** 2 for rows in lives)) / count
    return f"{100 * share:.1f} ± {100 * off:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--lives",
        type=int,
        default=LIVES,
        help=f"lives of each kind of practice for the ranges, {LIVES} by default; 0: no ranges",
    )
    parser.add_argument(
        "--answers",
        type=int,
        default=ANSWERS,
        help=f"lives whose answers are lived, {ANSWERS} by default; 0: no answers",
    )
    parser.add_argument(
        "--first",
        type=int,
        default=FIRST,
        help=f"number of the first life, of both, {FIRST} by default; a number is always the same life",
    )
    parser.add_argument("--processes", type=int, default=2, help="how many cores, 2 by default")
    parser.add_argument("--write", action="store_true", help="write the figures into plan.md")
    options = parser.parse_args()
    parts = {}
    with Pool(options.processes) as pool:
        if options.lives:
            lived = pool.map(covered, tasks(options.first, options.lives), chunksize=5)
            parts["ranges"] = table(lived, options.first, options.lives)
        if options.answers:
            asked = range(options.first, options.first + options.answers)
            parts["turned"] = turned(pool.map(lived_answers, asked, chunksize=5), options.first)
    for part, text in parts.items():
        print(f"{text}\n")
        if options.write:
            write_part(part, text)


if __name__ == "__main__":
    main()
