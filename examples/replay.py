"""The program's own rules on what real people wrote down, day by day: what they raise, and what came.

    python examples/replay.py FILES...           the table
    python examples/replay.py FILES... --json    the same as figures
    python examples/replay.py FILES... --write   the table into examples/findings.md

A daily file has the columns date, person, load, body, mind, soreness (answers 0-10, 10 the worst,
an empty cell is missing), a file of events person, date, kind; `.gz` too. The files of SoccerMon and
of Kossakowski 2017 are known by their headers. Only the people of an interval are drawn at random,
and they follow from the seed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from daily_files import Read, read
from replay_page import page, placed
from replayed import ACTS, MEASURED, RISING, Asked, Person, Rule, by_chance, hits, replayed

from mtdesk.cli.print import printable, say, say_json
from mtdesk.errors import MtdeskError
from mtdesk.model.text import counted

PAGE = Path(__file__).parent / "findings.md"
SEED, DRAWS = 20_261_128, 2_000
YEAR = 365.25
# What several rules do together, beside each alone.
SUMS = {"any_rise": RISING, "any_watch": MEASURED}
Interval = tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one person adds to a row: of several rules the alarms of all, and the days of any."""

    days: int
    raised: int
    alarms: tuple[int, ...]
    claims: Asked
    strictly: Asked


@dataclass(frozen=True, kw_only=True)
class Row:
    """A rule as JSON shows it. None is what cannot be known, as with no alarm to ask about.

    `years` are those of the people who have what the rule looks at, `events` theirs that count.
    `low` and `high` hold 95 % of the hits by chance; an `_interval` holds 95 % of the draws of
    people, None for one person alone.
    """

    rule: str
    years: float
    alarms: int | None
    alarms_per_year: float | None
    alarms_per_year_interval: Interval
    days_raised_percent: float | None
    days_raised_percent_interval: Interval
    claims: int
    claim_true_percent: float | None
    claim_true_percent_interval: Interval
    claim_true_strictly_percent: float | None
    any_day_percent: float | None
    events: int
    hits: int | None
    hits_by_chance: float | None
    low: int | None
    high: int | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """All rules, of the people with more than eight whole weeks; the events are those counted."""

    people: int
    too_short: int
    years: float
    reports: int
    events: int
    rules: list[Row]


def table(found: Read) -> Table:
    """Everybody of the files, day by day through the rules."""
    everybody = [replayed(days, found.events.get(who, [])) for who, days in found.people.items()]
    people = [person for person in everybody if person.days]
    rows = {rule: (rule,) for rule in MEASURED} | SUMS | {act: (act,) for act in ACTS}
    return Table(
        people=len(people),
        too_short=len(everybody) - len(people),
        years=sum(person.days for person in people) / YEAR,
        reports=sum(map(len, found.events.values())),
        events=sum(len(person.onsets) for person in people),
        rules=[row(name, rules, people) for name, rules in rows.items()],
    )


def row(name: str, rules: Sequence[str], people: Sequence[Person]) -> Row:
    """What these rules did together in the people who have what they look at."""
    having = {rule: [each for each in people if rule in each.rules] for rule in rules}
    asked = [each for each in people if not each.rules.keys().isdisjoint(rules)]
    parts = [_part([each.rules[rule] for rule in rules if rule in each.rules]) for each in asked]
    chances, met = [1.0], 0
    for person, part in zip(asked, parts, strict=True):
        met += hits(part.alarms, person.onsets)
        chances = _sums(chances, by_chance(part.alarms, person.onsets, person.days))
    events = len(chances) - 1
    return Row(
        rule=name,
        years=sum(part.days for part in parts) / YEAR,
        alarms=sum(len(part.alarms) for part in parts) if parts else None,
        alarms_per_year=_alarms_a_year(parts),
        alarms_per_year_interval=_interval(_alarms_a_year, parts),
        days_raised_percent=_days_raised(parts),
        days_raised_percent_interval=_interval(_days_raised, parts),
        claims=sum(part.claims.times for part in parts),
        claim_true_percent=_claim_true(parts),
        claim_true_percent_interval=_interval(_claim_true, parts),
        claim_true_strictly_percent=_share(part.strictly for part in parts),
        any_day_percent=_any_day(having),
        events=events,
        hits=met if events else None,
        hits_by_chance=sum(count * chance for count, chance in enumerate(chances))
        if events
        else None,
        low=_quantile(chances, 0.025) if events else None,
        high=_quantile(chances, 0.975) if events else None,
    )


def _part(own: Sequence[Rule]) -> Part:
    return Part(
        days=own[0].days,
        raised=sum(map(any, zip(*(rule.raised for rule in own), strict=True))),
        alarms=tuple(day for rule in own for day in rule.alarms),
        claims=sum((rule.claims for rule in own), Asked()),
        strictly=sum((rule.strictly for rule in own), Asked()),
    )


def _sums(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """How likely each sum of two independent counts is."""
    found = [0.0] * (len(one) + len(other) - 1)
    for first, likely in enumerate(one):
        for second, as_likely in enumerate(other):
            found[first + second] += likely * as_likely
    return found


def _quantile(chances: Sequence[float], share: float) -> int:
    """The least count up to which this share of the chances lies; sums of floats fall short by a hair."""
    return next(count for count, up_to in enumerate(accumulate(chances)) if up_to >= share - 1e-9)


def _alarms_a_year(parts: Sequence[Part]) -> float | None:
    days = sum(part.days for part in parts)
    return sum(len(part.alarms) for part in parts) * YEAR / days if days else None


def _days_raised(parts: Sequence[Part]) -> float | None:
    days = sum(part.days for part in parts)
    return 100 * sum(part.raised for part in parts) / days if days else None


def _claim_true(parts: Sequence[Part]) -> float | None:
    return _share(part.claims for part in parts)


def _share(asked: Iterable[Asked]) -> float | None:
    together = sum(asked, Asked())
    return 100 * together.true / together.times if together.times else None


def _any_day(having: dict[str, list[Person]]) -> float | None:
    """The share of any day; of several rules each counts as often as its alarms were asked about."""
    shares = []
    for rule, people in having.items():
        own = [person.rules[rule] for person in people]
        share = _share(each.any_day for each in own)
        if share is not None:
            shares.append((share, sum(each.claims.times for each in own)))
    times = sum(count for _, count in shares)
    if not times:
        return sum(share for share, _ in shares) / len(shares) if shares else None
    return sum(share * count for share, count in shares) / times


def _interval(figure: Callable[[Sequence[Part]], float | None], parts: Sequence[Part]) -> Interval:
    """95 % of what the figure would be had other people like these been asked."""
    if len(parts) < 2:
        return None
    random = Random(SEED)
    drawn = [figure(random.choices(parts, k=len(parts))) for _ in range(DRAWS)]
    known = sorted(value for value in drawn if value is not None)
    if not known:
        return None
    return known[round(0.025 * (len(known) - 1))], known[round(0.975 * (len(known) - 1))]


def _write(part: str) -> None:
    try:
        PAGE.write_text(placed(part, PAGE.read_text("utf-8")), "utf-8")
    except OSError as error:
        raise MtdeskError(f"{PAGE} cannot be written: {error.strerror}") from None


def main(words: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 a file cannot be read or written, 2 wrong words."""
    parser = argparse.ArgumentParser(prog="replay.py", description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="figures instead of a page")
    parser.add_argument("--write", action="store_true", help="write it into examples/findings.md")
    options = parser.parse_args(words)
    try:
        found = read(options.files)
        made = table(found)
        if made.too_short:
            left_out = counted(made.too_short, "person", "people")
            found.notices.append(f"{left_out} without a day after eight whole weeks left out")
        figures = asdict(made)
        text = page(figures, found.layouts)
        if options.write:
            _write(text)
    except MtdeskError as error:
        sys.stderr.write(f"replay.py: {printable(error.message)}\n")
        return error.exit_code
    for notice in found.notices:
        sys.stderr.write(f"{printable(notice)}\n")
    if options.json:
        say_json({**figures, "notices": found.notices})
    else:
        say(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
